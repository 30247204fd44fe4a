"""What must hold of waves and sites: in order, each recognisable, none taken for another."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lpsstats.dictionary.document import Document
from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.scalars import Code
from lpsstats.dictionary.source import KeyPath, Problem
from lpsstats.dictionary.suggest import did_you_mean


def wave_problems(document: Document) -> Iterator[Problem]:
    """Find what is wrong with the waves of a dictionary, as (path, message)."""
    waves = document.waves
    keys = list(waves.values)
    for end in ("baseline", "endline"):
        key = getattr(waves, end)
        if key not in keys:
            meant = did_you_mean(key, keys)
            yield ("waves", end), f"wave '{key}' is not under waves.values{meant}"
    places = [keys.index(key) for key in (waves.baseline, waves.endline) if key in keys]
    if len(places) == 2 and places[0] >= places[1] and len(keys) > 1:
        yield (
            ("waves", "endline"),
            f"wave '{waves.endline}' does not come after the baseline '{waves.baseline}'; "
            "list waves in order of time",
        )
    yield from _date_problems(document)
    for key, wave in waves.values.items():
        if wave.names is not None and "{name}" not in wave.names:
            yield ("waves", "values", key, "names"), "a pattern must hold {name}, as in '{name}_t3'"
    codes = {key: _as_list(wave.code) for key, wave in waves.values.items()}
    labels = {key: wave.label for key, wave in waves.values.items()}
    yield from _confusions(codes, labels, ("waves", "values"))


def _date_problems(document: Document) -> Iterator[Problem]:
    dated = [(key, wave.date) for key, wave in document.waves.values.items() if wave.date]
    for (_, earlier), (key, later) in pairwise(dated):
        length = min(len(earlier), len(later))
        if later[:length] < earlier[:length]:
            yield (
                ("waves", "values", key, "date"),
                f"{later} is before {earlier}, the wave above it; list waves in order of time",
            )


def site_problems(document: Document) -> Iterator[Problem]:
    """Find what is wrong with the sites of a dictionary, as (path, message)."""
    if document.sites is None:
        return
    waves = document.waves.values
    sites = document.sites.values
    for key, site in sites.items():
        for wave in site.code if isinstance(site.code, dict) else ():
            if wave not in waves:
                meant = did_you_mean(wave, waves)
                yield ("sites", "values", key, "code", wave), f"there is no wave '{wave}'{meant}"
    labels = {key: site.label for key, site in sites.items()}
    for wave in waves:
        codes = {
            key: _as_list(site.code.get(wave) if isinstance(site.code, dict) else site.code)
            for key, site in sites.items()
        }
        yield from _confusions(codes, labels, ("sites", "values"))


def _as_list(code: Code | list[Code] | None) -> list[Code]:
    if code is None:
        return []
    return code if isinstance(code, list) else [code]


def _confusions(
    codes: Mapping[str, list[Code]], labels: Mapping[str, str | None], path: KeyPath
) -> Iterator[Problem]:
    """Find a code, or a text by which one is recognised, that stands for two things."""
    numbers = {key: [c for c in each if not isinstance(c, str)] for key, each in codes.items()}
    for key, code, owner in _shared(numbers):
        yield (*path, key, "code"), f"code {code} is already that of '{owner}'"
    texts = {
        key: [fold(text) for text in (key, labels[key] or key, *each) if isinstance(text, str)]
        for key, each in codes.items()
    }
    for key, text, owner in _shared(texts):
        message = f"'{text}' also names '{owner}' (case and accents are ignored); tell them apart"
        yield (*path, key), message


def _shared(names: Mapping[str, Iterable[Code]]) -> Iterator[tuple[str, Code, str]]:
    """Find names with two owners, as (second owner, name, first owner)."""
    owners: dict[Code, str] = {}
    for key, own in names.items():
        for name in own:
            if owners.setdefault(name, key) != key:
                yield key, name, owners[name]
