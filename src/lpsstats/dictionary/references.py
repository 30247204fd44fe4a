"""What must agree between the parts of a dictionary."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lpsstats.dictionary.document import Code, Document, VariablePart
from lpsstats.dictionary.merging import CODED, merged, range_of
from lpsstats.dictionary.scale_references import scale_problems
from lpsstats.dictionary.suggest import did_you_mean

Problem = tuple[tuple[str, ...], str]


def reference_problems(document: Document, tree: object) -> list[Problem]:
    """Find names that lead nowhere and statements that contradict each other.

    Parameters
    ----------
    document : Document
        The dictionary, or what remains of it without the entries whose shape is wrong.
    tree : object
        The whole file; names declared in it count even where their entry is at fault.

    Returns
    -------
    list of (path, message)
    """
    declared = {
        section: set(map(str, body)) if isinstance(body, dict) else set()
        for section in ("defaults", "variables", "scales")
        for body in [tree.get(section) if isinstance(tree, dict) else None]
    }
    variables = {key: merged(v, document.defaults) for key, v in document.variables.items()}
    return [
        *_survey_problems(document),
        *_wave_problems(document),
        *_site_problems(document),
        *_variable_problems(document, variables, declared["defaults"]),
        *scale_problems(document, variables, declared["variables"]),
        *_analysis_problems(document, declared["variables"] | declared["scales"]),
    ]


def _survey_problems(document: Document) -> Iterator[Problem]:
    if document.survey.design == "panel" and document.survey.id is None:
        yield (
            ("survey",),
            "design: panel needs `id`, the column that links a respondent's waves",
        )


def _wave_problems(document: Document) -> Iterator[Problem]:
    waves = document.waves
    keys = list(waves.values)
    for end in ("baseline", "endline"):
        key = getattr(waves, end)
        if key not in keys:
            meant = did_you_mean(key, keys)
            yield ("waves", end), f"wave '{key}' is not under waves.values{meant}"
    places = [keys.index(key) for key in (waves.baseline, waves.endline) if key in keys]
    if len(places) == 2 and places[0] >= places[1]:
        yield (
            ("waves", "endline"),
            f"wave '{waves.endline}' does not come after the baseline '{waves.baseline}'; "
            "list waves in order of time",
        )
    yield from _date_problems(document)
    yield from _repeated_codes(
        {key: wave.code for key, wave in waves.values.items()}, ("waves", "values")
    )
    for key, wave in waves.values.items():
        if wave.names is not None and "{name}" not in wave.names:
            yield ("waves", "values", key, "names"), "a pattern must hold {name}, as in '{name}_t3'"
    yield from _unseparable_waves(document)


def _date_problems(document: Document) -> Iterator[Problem]:
    dated = [(key, wave.date) for key, wave in document.waves.values.items() if wave.date]
    for (_, earlier), (key, later) in pairwise(dated):
        length = min(len(earlier), len(later))
        if later[:length] < earlier[:length]:
            yield (
                ("waves", "values", key, "date"),
                f"{later} is before {earlier}, the wave above it; list waves in order of time",
            )


def _unseparable_waves(document: Document) -> Iterator[Problem]:
    """Find waves of one file that no column and no column names tell apart."""
    if document.waves.column is not None:
        return
    own = {
        key: frozenset(
            v.names[key]
            for v in document.variables.values()
            if isinstance(v.names, dict) and key in v.names
        )
        for key in document.waves.values
    }
    seen: dict[object, str] = {}
    for key, wave in document.waves.values.items():
        if wave.file is None:
            continue
        marks = (wave.file, wave.names, own[key])
        if marks in seen:
            yield (
                ("waves", "values", key),
                f"nothing tells '{key}' from '{seen[marks]}' in {wave.file}: "
                "add waves.column, or `names` that differ",
            )
        seen.setdefault(marks, key)


def _as_list(code: Code | list[Code] | None) -> list[Code]:
    if code is None:
        return []
    return code if isinstance(code, list) else [code]


def _repeated_codes(
    codes: Mapping[str, Code | list[Code] | None], path: tuple[str, ...]
) -> Iterator[Problem]:
    """Find a code that stands for two things."""
    owner: dict[Code, str] = {}
    for key, code in codes.items():
        for one in _as_list(code):
            if one in owner:
                yield (*path, key, "code"), f"code {one} is already that of '{owner[one]}'"
            owner.setdefault(one, key)


def _site_problems(document: Document) -> Iterator[Problem]:
    if document.sites is None:
        return
    waves = document.waves.values
    sites = document.sites.values
    for key, site in sites.items():
        for wave in site.code if isinstance(site.code, dict) else ():
            if wave not in waves:
                yield ("sites", "values", key, "code", wave), f"there is no wave '{wave}'"
    for wave in waves:
        here = {
            key: site.code.get(wave) if isinstance(site.code, dict) else site.code
            for key, site in sites.items()
        }
        yield from _repeated_codes(here, ("sites", "values"))


def _variable_problems(
    document: Document, variables: Mapping[str, VariablePart], defaults: set[str]
) -> Iterator[Problem]:
    for key, written in document.variables.items():
        path = ("variables", key)
        if written.use is not None and written.use not in defaults:
            meant = did_you_mean(written.use, defaults)
            yield (*path, "use"), f"'{written.use}' is not under defaults{meant}"
        elif written.use is None or written.use in document.defaults:
            yield from _meaning_problems(path, variables[key])
        for wave in written.names if isinstance(written.names, dict) else ():
            if wave not in document.waves.values:
                meant = did_you_mean(wave, document.waves.values)
                yield (*path, "names", wave), f"there is no wave '{wave}'{meant}"


def _meaning_problems(path: tuple[str, ...], variable: VariablePart) -> Iterator[Problem]:
    """Find a variable that does not say enough, or says two things."""
    if variable.type is None:
        yield path, "the key 'type' is missing"
        return
    limits = range_of(variable)
    if variable.type in CODED and limits is None and not variable.labels:
        yield path, f"a {variable.type} variable needs `range` or `labels`"
    if variable.type == "multiple" and not variable.columns:
        yield path, "a multiple response needs `columns`"
    low, high = limits or (0.0, -1.0)
    for code in variable.missing or {}:
        if isinstance(code, int | float) and low <= code <= high:
            message = f"{code} stands for missing but lies in the range {low:g} to {high:g}"
            yield (*path, "missing", str(code)), message
    for code in variable.labels or {}:
        if variable.range and isinstance(code, int | float) and not low <= code <= high:
            message = f"{code} has a label but lies outside the range {low:g} to {high:g}"
            yield (*path, "labels", str(code)), message


def _analysis_problems(document: Document, measures: set[str]) -> Iterator[Problem]:
    families = document.analysis.families
    places: list[tuple[tuple[str, ...], str]] = [
        (("analysis", "families", key, "measures", str(index)), measure)
        for key, family in families.items()
        for index, measure in enumerate(family.measures or ())
    ]
    places += [(("analysis", "smallest_change", m), m) for m in document.analysis.smallest_change]
    for path, measure in places:
        if measure not in measures:
            yield path, f"no measure called '{measure}'{did_you_mean(measure, measures)}"
    named = Counter(measure for family in families.values() for measure in family.measures or ())
    for measure, times in named.items():
        if times > 1:
            message = f"'{measure}' stands {times} times; a measure belongs to one family"
            yield ("analysis", "families"), message
    if sum(family.measures is None for family in families.values()) > 1:
        yield ("analysis", "families"), "only one family may go without `measures`"
