"""What must hold of covariates: they describe respondents, and are nothing that is compared."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lpsstats.dictionary.document import Document, VariablePart
from lpsstats.dictionary.raking import weight_column
from lpsstats.dictionary.source import Problem
from lpsstats.dictionary.suggest import did_you_mean

DESCRIBING = ("categorical", "ordinal", "likert", "number")
# Holding the same what changed is to hold part of the change the same (Rosenbaum 1984).
WHY = "holding an outcome the same would hide part of the change"


def covariate_problems(
    document: Document, variables: Mapping[str, VariablePart], declared: set[str]
) -> Iterator[Problem]:
    """Find what is wrong with the covariates of a dictionary.

    Parameters
    ----------
    document : Document
        The dictionary.
    variables : mapping
        Its variables with their defaults.
    declared : set of str
        The names of all variables in the file, those at fault included.

    Yields
    ------
    (path, message)
    """
    covariates = document.analysis.covariates
    for index, key in enumerate(covariates):
        path = ("analysis", "covariates", str(index))
        if key not in declared:
            yield path, _unknown(key, document, declared)
        elif key in variables:
            why = _misfit(key, variables[key]) or _other_part(key, document)
            if why:
                yield path, f"'{key}' {why}"
    for key, times in Counter(covariates).items():
        if times > 1:
            yield ("analysis", "covariates"), f"'{key}' stands {times} times"


def _unknown(key: str, document: Document, declared: set[str]) -> str:
    if key in document.scales:
        return f"'{key}' is a scale, which is an outcome: {WHY}"
    return f"no variable called '{key}'{did_you_mean(key, declared)}"


def _misfit(key: str, variable: VariablePart) -> str | None:
    """Say why what a variable holds cannot describe respondents."""
    if variable.type is not None and variable.type not in DESCRIBING:
        return f"is {variable.type}; a covariate is {', '.join(DESCRIBING[:-1])} or number"
    if not variable.comparable:
        why = f" ({variable.reason})" if variable.reason else ""
        return f"is declared not comparable{why}; the waves cannot be held the same in it"
    return None


def _other_part(key: str, document: Document) -> str | None:
    """Say which other part a variable plays."""
    for scale, part in document.scales.items():
        if key in part.items:
            return f"is an item of the scale '{scale}', which is an outcome: {WHY}"
    for family, members in document.analysis.families.items():
        if key in (members.measures or ()):
            return f"stands in the family '{family}' as an outcome: {WHY}; take it out of one"
    if key in document.analysis.smallest_change:
        return f"has a smallest_change, as outcomes have: {WHY}; take it out of one"
    survey, sites = document.survey, document.sites
    for what, column in (
        ("waves", document.waves.column),
        ("sites", sites.column if sites else None),
        ("respondents", survey.id),
        ("weights", weight_column(survey)),
        ("clusters", survey.cluster),
    ):
        if key == column:
            return f"is the column of {what}; a covariate says who a respondent is"
    return None
