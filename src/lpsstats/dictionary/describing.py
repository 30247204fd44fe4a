"""Which variables say who a respondent is, rather than what was answered."""

from lpsstats.dictionary.identifying import identifying_columns
from lpsstats.dictionary.model import Dictionary, Variable

DESCRIBING = frozenset({"categorical", "ordinal"})
FEWEST_ANSWERS, MOST_ANSWERS = 2, 12
LINEAR = frozenset({"likert", "number"})


def describing_variables(dictionary: Dictionary) -> tuple[Variable, ...]:
    """Find the variables that seem to describe respondents, in the order of the file.

    They are the categorical and ordinal ones with 2 to 12 answers that are comparable, are not the
    column of waves, sites, ids, weights or clusters, and that nothing declares to be an outcome:
    they are in no scale, in no family that names them, and have no `success`, no better end and no
    smallest change.
    """
    spared = _outcomes(dictionary) | identifying_columns(dictionary)
    return tuple(
        variable
        for key, variable in dictionary.variables.items()
        if key not in spared and _describes_people(variable)
    )


def people_variables(dictionary: Dictionary) -> tuple[Variable, ...]:
    """Give the declared covariates or, where there are none, what seems to describe respondents."""
    if dictionary.covariates:
        return tuple(dictionary.variables[key] for key in dictionary.covariates)
    return describing_variables(dictionary)


def is_linear(variable: Variable) -> bool:
    """Say whether a variable counts by its numbers: a mean of it, a slope on it.

    Categorical and ordinal ones count by their shares, an answer each.
    """
    return variable.type in LINEAR


def _outcomes(dictionary: Dictionary) -> frozenset[str]:
    """Name the items of scales, and what a family or a smallest change makes an outcome."""
    items = {item for scale in dictionary.scales.values() for item in scale.items}
    tested = {key for family in dictionary.families if family.named for key in family.measures}
    return frozenset(items | tested | set(dictionary.smallest_change))


def _describes_people(variable: Variable) -> bool:
    return (
        variable.type in DESCRIBING
        and variable.better in {None, "neither"}
        and not variable.success
        and variable.comparable
        and FEWEST_ANSWERS <= len(variable.labels) <= MOST_ANSWERS
    )
