"""Which scales and questions can be compared, in which families, and which end is better."""

from collections.abc import Iterator, Mapping

from lpsstats.dictionary.document import AnalysisPart, FamilyPart
from lpsstats.dictionary.model import Family, Scale, Variable

COMPARED = frozenset({"likert", "ordinal", "number", "categorical", "multiple"})
OPPOSITE: Mapping[str, str] = {"high": "low", "low": "high", "neither": "neither"}


def measure_keys(
    scales: Mapping[str, Scale], variables: Mapping[str, Variable], spared: frozenset[str]
) -> tuple[str, ...]:
    """List what can be compared: all scales, then the comparable questions.

    Parameters
    ----------
    scales, variables : mapping
        Those of the dictionary, in its order.
    spared : frozenset of str
        Variables that identify or describe respondents instead of being an outcome.
    """
    return (*scales, *_questions(variables, spared))


def _questions(variables: Mapping[str, Variable], spared: frozenset[str]) -> Iterator[str]:
    for key, variable in variables.items():
        if variable.type in COMPARED and variable.comparable and key not in spared:
            yield key


def better_end(variable: Variable, scales: Mapping[str, Scale]) -> str:
    """Give the better end of a question: its own, else the one that its scale implies."""
    if variable.better is not None:
        return variable.better
    for scale in scales.values():
        if variable.key in scale.items:
            turned = variable.key in scale.reverse
            return OPPOSITE[scale.better] if turned else scale.better
    return "neither"


def families_of(
    analysis: AnalysisPart, measures: tuple[str, ...], scales: Mapping[str, Scale]
) -> tuple[Family, ...]:
    """Give every measure its family.

    A family that names no measures takes the scales that no other names or, where every scale is
    named, the questions. What is left falls to families of its own: scales adjusted by Holm,
    questions by Benjamini and Hochberg.
    """
    declared = dict(analysis.families)
    named = {measure for family in declared.values() for measure in family.measures or ()}
    rest = [m for m in measures if m in scales and m not in named]
    questions = [m for m in measures if m not in scales and m not in named]
    members = {key: tuple(family.measures or ()) for key, family in declared.items()}
    for key, family in declared.items():
        if family.measures is None:
            members[key] = tuple(rest or questions)
            rest, questions = ([], questions) if rest else ([], [])
    if rest:
        key = _unused("other" if declared else "all", declared)
        declared[key], members[key] = FamilyPart(), tuple(rest)
    if questions:
        key = _unused("items", declared)
        declared[key], members[key] = FamilyPart(adjust="fdr_bh"), tuple(questions)
    return tuple(
        Family(
            key=key,
            measures=members[key],
            adjust=family.adjust,
            named=family.measures is not None,
        )
        for key, family in declared.items()
    )


def _unused(name: str, taken: Mapping[str, object]) -> str:
    """Find a name that no declared family has."""
    while name in taken:
        name += "_"
    return name
