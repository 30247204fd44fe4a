"""The sites of a draft: the values of a column, the same place in every wave by its label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.keys import KeyRing
from lpsstats.drafting.observing import observe
from lpsstats.drafting.quoting import Code, one_line, slug
from lpsstats.drafting.roles import Role
from lpsstats.drafting.site_spellings import codes_or_names, spelling_marks
from lpsstats.drafting.waves import WaveDraft
from lpsstats.survey.export import Export
from lpsstats.survey.no_answer import means_no_answer
from lpsstats.survey.numbers import as_text

FEWEST_ROWS = 3
LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """A site.

    Attributes
    ----------
    key : str
        Its key.
    label : str, optional
        Its name, if the file has one.
    codes : mapping of str to tuple of code
        Its codes by wave; nothing where it is recognised by its label.
    mark : str
        What to look at.
    """

    key: str
    label: str | None
    codes: Mapping[str, tuple[Code, ...]]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitesDraft:
    """All sites, in the order of their codes.

    Attributes
    ----------
    column : Role
        The column that tells them apart.
    sites : tuple of SiteDraft
        Those where somebody answered.
    left_out : int
        Values that are not listed, because too few respondents have them or they mean no answer.
    mark : str
        What to look at in all of them.
    """

    column: Role
    sites: tuple[SiteDraft, ...]
    left_out: int
    mark: str = ""


@dataclass(slots=True)
class _Place:
    """A site while it is put together."""

    label: str | None
    text: str
    codes: dict[str, list[Code]] = field(default_factory=dict)


def draft_sites(
    exports: Sequence[Export], role: Role, waves: Sequence[WaveDraft]
) -> SitesDraft | None:
    """Draft the sites; nothing where not two of them can be listed.

    Parameters
    ----------
    exports : sequence of Export
        The files.
    role : Role
        The site column.
    waves : sequence of WaveDraft
        The waves, each in one of the files.
    """
    places: dict[str, _Place] = {}
    left_out = 0
    for source, (export, column) in enumerate(zip(exports, role.columns, strict=True)):
        seen = observe(export, column)
        keys = [wave.key for wave in waves if wave.source == source]
        for code, n in sorted(seen.counts.items(), key=lambda entry: _place(entry[0])):
            label = seen.labels.get(code)
            text = label or (one_line(code) if isinstance(code, str) else as_text(code))
            private = isinstance(code, str) and not label and n < FEWEST_ROWS
            if private or len(text) > LONGEST_TEXT or not fold(text) or means_no_answer(text):
                left_out += 1
                continue
            named = label or (text if isinstance(code, str) else None)
            place = places.setdefault(fold(text), _Place(label=named, text=text))
            by_text = isinstance(code, str) and fold(code) == fold(text)
            for key in keys:
                place.codes.setdefault(key, []).extend([] if by_text else [code])
    sites = _named(places)
    if len(sites) < 2:
        return None
    return SitesDraft(column=role, sites=sites, left_out=left_out, mark=_codes_or_names(places))


def _codes_or_names(places: Mapping[str, _Place]) -> str:
    named: dict[str, list[bool]] = {}
    for place in places.values():
        for wave in place.codes:
            named.setdefault(wave, []).append(place.label is not None)
    return codes_or_names(dict(sorted(named.items())))


def _place(code: Code) -> tuple[float, str]:
    return (0.0, code) if isinstance(code, str) else (code, "")


def _named(places: Mapping[str, _Place]) -> tuple[SiteDraft, ...]:
    """Give every site a key that no other site's key or label reads like."""
    ring = KeyRing()
    sites = []
    names = {own: place.label for own, place in places.items() if place.label}
    spellings = spelling_marks(names, {own: set(place.codes) for own, place in places.items()})
    for own, place in places.items():
        wanted = slug(place.text)
        wanted = wanted if wanted[:1].isalpha() else f"site_{wanted}".strip("_")
        key = ring.give(wanted)
        while fold(key) in places and fold(key) != own:
            key = ring.give(wanted)
        unnamed = "no label in the file: which place is it?"
        mark = spellings.get(own, "") if place.label else unnamed
        codes = {wave: tuple(found) for wave, found in place.codes.items()}
        sites.append(SiteDraft(key=key, label=place.label, codes=codes, mark=mark))
    return tuple(sites)
