"""What must agree between the parts of a dictionary."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from lpsstats.dictionary.covariate_references import covariate_problems
from lpsstats.dictionary.document import Document, VariablePart
from lpsstats.dictionary.merging import column_names, merged
from lpsstats.dictionary.multiple_references import multiple_problems, second_coder_problems
from lpsstats.dictionary.place_references import site_problems, wave_problems
from lpsstats.dictionary.raking_references import raking_problems, targeted_variables
from lpsstats.dictionary.scale_references import scale_problems
from lpsstats.dictionary.source import KeyPath, Problem
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.dictionary.variable_references import meaning_problems


def reference_problems(document: Document, tree: object) -> Iterator[Problem]:
    """Find names that lead nowhere and statements that contradict each other.

    Parameters
    ----------
    document : Document
        The dictionary, or what remains of it without the entries whose shape is wrong.
    tree : object
        The whole file; names declared in it count even where their entry is at fault.

    Yields
    ------
    (path, message)
    """
    declared = {
        section: set(map(str, body)) if isinstance(body, dict) else set()
        for section in ("defaults", "variables", "scales")
        for body in [tree.get(section) if isinstance(tree, dict) else None]
    }
    variables = {
        key: merged(variable, document.defaults)
        for key, variable in document.variables.items()
        if variable.use is None or variable.use in document.defaults
    }
    yield from _survey_problems(document)
    yield from wave_problems(document)
    yield from site_problems(document)
    yield from raking_problems(document, variables, declared["variables"])
    yield from _name_problems(document, declared["defaults"])
    for key, variable in variables.items():
        yield from meaning_problems(("variables", key), variable)
        yield from multiple_problems(("variables", key), variable, document.waves.values)
    yield from second_coder_problems(document, variables, declared["variables"])
    yield from scale_problems(document, variables, declared["variables"])
    yield from _unasked_problems(document)
    yield from _inseparable_waves(document)
    yield from _analysis_problems(document, declared["variables"] | declared["scales"])
    yield from _bound_problems(document, variables)
    yield from covariate_problems(document, variables, declared["variables"])


def _survey_problems(document: Document) -> Iterator[Problem]:
    if document.survey.design == "panel" and document.survey.id is None:
        yield (
            ("survey",),
            "design: panel needs `id`, the column that links a respondent's waves",
        )


def _name_problems(document: Document, defaults: set[str]) -> Iterator[Problem]:
    """Find variables that name a default or a wave that is not there."""
    waves = document.waves.values
    for key, variable in document.variables.items():
        path = ("variables", key)
        if variable.use is not None and variable.use not in defaults:
            meant = did_you_mean(variable.use, defaults)
            yield (*path, "use"), f"'{variable.use}' is not under defaults{meant}"
        for wave in variable.names if isinstance(variable.names, dict) else ():
            if wave not in waves:
                meant = did_you_mean(wave, waves)
                yield (*path, "names", wave), f"there is no wave '{wave}'{meant}"


def _unasked_problems(document: Document) -> Iterator[Problem]:
    """Find columns that identify rows, but are declared not to be in some wave."""
    identifying: dict[KeyPath, str | None] = {
        ("survey", "id"): document.survey.id,
        ("survey", "cluster"): document.survey.cluster,
        ("waves", "column"): document.waves.column,
        ("sites", "column"): document.sites.column if document.sites else None,
        **dict(targeted_variables(document.survey)),
    }
    for path, column in identifying.items():
        variable = document.variables.get(column or "")
        names = variable.names if variable and isinstance(variable.names, dict) else {}
        for wave in (wave for wave, name in names.items() if name is None):
            yield path, f"'{column}' is declared not to be in wave '{wave}'; every wave needs it"


def _inseparable_waves(document: Document) -> Iterator[Problem]:
    """Find waves that would be read from the same columns of one file."""
    if document.waves.column is not None:
        return
    items = dict.fromkeys(item for scale in document.scales.values() for item in scale.items)
    columns = {
        item: column_names(item, document.variables[item].names, document.waves.values)
        for item in items
        if item in document.variables
    }
    waves = document.waves.values
    for (first, wave), (second, other) in combinations(waves.items(), 2):
        shared = [
            item
            for item, names in columns.items()
            if first in names and names[first] == names.get(second)
        ]
        if wave.file is not None and wave.file == other.file and shared:
            yield (
                ("waves", "values", second),
                f"nothing tells '{second}' from '{first}' in {wave.file}: '{shared[0]}' is the "
                "same column in both; add waves.column, or `names` that differ",
            )


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


def _bound_problems(document: Document, variables: Mapping[str, VariablePart]) -> Iterator[Problem]:
    """Find smallest changes of questions that have no one change to hold against them."""
    for key in document.analysis.smallest_change:
        variable = variables.get(key)
        if variable is None or key in document.scales:
            continue
        path = ("analysis", "smallest_change", key)
        if variable.type == "multiple":
            yield (
                path,
                f"'{key}' is a multiple response, each box of which changes by itself, so this "
                "would have no effect; take it out",
            )
        elif variable.type == "categorical" and not variable.success:
            yield (
                path,
                f"'{key}' is categorical and has no one change, so this would have no effect; "
                f"write the answers that count under variables.{key}.success, or take it out",
            )
