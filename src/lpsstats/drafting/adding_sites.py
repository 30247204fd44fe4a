"""Sites in a new file: those it adds, and those whose code it changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Dictionary, Site
from lpsstats.drafting.adding_columns import Located
from lpsstats.drafting.insertion import (
    Edit,
    Entry,
    add_entries,
    add_remark,
    compose,
    content_end,
    descend,
    find,
    is_alias,
    replace_value,
)
from lpsstats.drafting.keys import KeyRing
from lpsstats.drafting.quoting import Code, code_text, flow_list, flow_map, quoted, slug
from lpsstats.survey.export import Export
from lpsstats.survey.matching import distinct
from lpsstats.survey.numbers import as_number

MOST_NEW = 60  # more unknown sites than that: the column holds something else


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanges:
    """Edits under `sites.values`, and what to say of them."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A value of the site column."""

    code: Code
    label: str
    count: int


def site_changes(
    text: str, dictionary: Dictionary, located: Located, addition: Export, wave: str
) -> SiteChanges:
    """Compare the sites of a new file with those declared.

    A site is recognised by the file's label, or by the text itself, then by its code in the last
    wave.

    Parameters
    ----------
    text : str
        The dictionary's file.
    dictionary, located, addition
        What is declared, where the new file has it, and the file.
    wave : str
        The new wave's key.
    """
    place = located.identifying.get("sites.column")
    if place is None or place.column is None:
        return SiteChanges()
    values = descend(compose(text), "sites", "values")
    matched, unknown = _matched(dictionary, list(_seen(place.column, addition)))
    edits: list[Edit] = []
    notes: list[str] = []
    for site in dictionary.sites:
        codes = _new_codes(site, matched, dictionary)
        if codes is not None:
            edits += _code_edits(text, descend(values, site.key), site, codes, wave)
            notes.append(f"Site '{site.key}' has another code in '{wave}'; see its CHECK.")
    if unknown and dictionary.sites_other is None:
        edits += _additions(text, values, dictionary, unknown, wave)
        notes += _said(unknown, place.column, addition)
    return SiteChanges(edits=tuple(edits), notes=tuple(notes))


def _seen(column: str, addition: Export) -> Iterator[_Seen]:
    found = distinct(column, addition)
    counts = found.counts.tolist()
    rows = zip(found.values, found.labels, found.blank.tolist(), counts, strict=True)
    for value, label, blank, count in rows:
        if not blank and count:
            number = value if isinstance(value, float) else as_number(value, addition.decimal)
            text = value.strip() if isinstance(value, str) else ""
            code: Code = text if number is None else number
            yield _Seen(code=code, label=label or text, count=count)


def _matched(
    dictionary: Dictionary, seen: Sequence[_Seen]
) -> tuple[dict[str, list[Code]], list[_Seen]]:
    """Give the codes of each declared site in the file, and the values that are none's."""
    last = dictionary.waves[-1].key
    by_text = {fold(t): s.key for s in dictionary.sites for t in (s.key, s.label) if fold(t)}
    by_code: dict[Code, str] = {}
    for site in dictionary.sites:
        for code in (*site.codes.get(last, ()), *(c for each in site.codes.values() for c in each)):
            by_code.setdefault(_comparable(code), site.key)
    matched: dict[str, list[Code]] = {}
    unknown: list[_Seen] = []
    for value in seen:
        key = by_text.get(fold(value.label)) if value.label else None
        key = key or by_code.get(_comparable(value.code))
        if key is None:
            unknown.append(value)
        else:
            matched.setdefault(key, []).append(value.code)
    return matched, unknown


def _comparable(code: Code | int) -> Code:
    return fold(code) if isinstance(code, str) else float(code)


def _new_codes(
    site: Site, matched: Mapping[str, list[Code]], dictionary: Dictionary
) -> list[Code] | None:
    """Give a site's codes in the new wave, or `None` where what is written serves."""
    found = matched.get(site.key, [])
    every = [site.codes.get(wave.key, ()) for wave in dictionary.waves]
    before = {_comparable(code) for code in (every[-1] if every else ())}
    others = {_comparable(c) for key, codes in matched.items() if key != site.key for c in codes}
    if not any(every):
        return None
    if not found:
        return [] if before & others else None
    numbers: list[Code] = [code for code in found if not isinstance(code, str)]
    same = {_comparable(code) for code in found} <= before
    if same and len({tuple(map(_comparable, codes)) for codes in every}) == 1:
        return None
    return numbers or None


def _code_edits(
    text: str, node: MappingNode, site: Site, codes: Sequence[Code], wave: str
) -> list[Edit]:
    """Give a site a code for the new wave."""
    entry = find(node, "code")
    if entry is None:
        return []
    key, value = entry
    remark = f"CHECK {wave}: code by the label in the file"
    if isinstance(value, MappingNode) and not is_alias(key, value):
        if not codes:
            return []
        added = Entry(key=quoted(wave), value=_codes(codes), remark=remark)
        return add_entries(text, descend(node, "code"), [added])
    written = [(quoted(earlier), _codes(own)) for earlier, own in site.codes.items()]
    written += [(quoted(wave), _codes(codes))] if codes else []
    end = content_end(text, key, value)
    return [
        replace_value(text, key, value, flow_map(written)),
        *add_remark(text, end, [remark]),
    ]


def _codes(codes: Sequence[Code | int]) -> str:
    written = [code_text(c if isinstance(c, str) else float(c)) for c in codes]
    return written[0] if len(written) == 1 else flow_list(written)


def _additions(
    text: str,
    values: MappingNode,
    dictionary: Dictionary,
    unknown: Sequence[_Seen],
    wave: str,
) -> list[Edit]:
    """Declare sites that nobody has declared."""
    taken = {_comparable(c) for s in dictionary.sites for each in s.codes.values() for c in each}
    keys = KeyRing([name for site in dictionary.sites for name in (site.key, site.label)])
    entries: list[Entry] = []
    for value in unknown if len(unknown) <= MOST_NEW else ():
        words = value.label or f"Site {code_text(value.code)}"
        label = KeyRing([s.label for s in dictionary.sites]).give(words)
        parts = [("label", quoted(label))]
        if not isinstance(value.code, str):
            code = code_text(value.code)
            own = flow_map([(quoted(wave), code)]) if value.code in taken else code
            parts = [("code", own), *parts]
        named = slug(words)
        key = keys.give(named if named[:1].isalpha() else f"site_{named or len(entries) + 1}")
        remark = f"CHECK new in {wave}, n = {value.count:,}; role?"
        entries.append(Entry(key=quoted(key), value=flow_map(parts), remark=remark))
    return add_entries(text, values, entries) if entries else []


def _said(unknown: Sequence[_Seen], column: str, addition: Export) -> Iterator[str]:
    if len(unknown) > MOST_NEW:
        yield (
            f"{addition.name}: '{column}' has {len(unknown):,} values that are no declared site; "
            "none was added. Is it the right column?"
        )
    else:
        n = sum(value.count for value in unknown)
        what = "1 new site" if len(unknown) == 1 else f"{len(unknown)} new sites"
        yield f"{what} added, with {n:,} respondents in all; see their CHECK marks."
