"""The targets that weights are made from, spelt out for every site; and what they are called."""

from collections.abc import Iterator, Mapping

from lpsstats.dictionary.document_survey import RakingPart, SurveyPart, Targets
from lpsstats.dictionary.model import Raking, Site, Variable

UNWEIGHTED = "none"


def weight_column(survey: SurveyPart) -> str | None:
    """Give the column that weights are read from: the weight's, or that of those to start from."""
    written = survey.weight.start if isinstance(survey.weight, RakingPart) else survey.weight
    return None if written == UNWEIGHTED else written


def weight_words(survey: SurveyPart) -> str | None:
    """Name the weight as tables and messages do: its column, `none`, or what it is raked to."""
    if isinstance(survey.weight, RakingPart):
        return f"raked to {', '.join(raked_variables(survey))}"
    return survey.weight


def raked_variables(survey: SurveyPart) -> tuple[str, ...]:
    """Name the variables with targets, each once, in the order of the file."""
    if not isinstance(survey.weight, RakingPart):
        return ()
    written = (survey.weight.targets, *survey.weight.sites.values())
    return tuple(dict.fromkeys(variable for targets in written for variable in targets))


def targets_of(raking: RakingPart, site: str) -> Targets:
    """Give the targets of a site: its own, and of other variables those of all sites."""
    return {**raking.targets, **raking.sites.get(site, {})}


def raking_of(
    survey: SurveyPart, sites: tuple[Site, ...], variables: Mapping[str, Variable]
) -> Raking | None:
    """Spell out the targets of every site; `None` where weights are not made but read.

    Parameters
    ----------
    survey : SurveyPart
        Valid and cross-checked.
    sites : tuple of Site
        All of them; one unnamed where none is declared.
    variables : mapping of str to Variable
        All of them; they give the codes that are texts their numbers.
    """
    raking = survey.weight
    if not isinstance(raking, RakingPart):
        return None
    return Raking(
        targets={
            site.key: {
                key: dict(_numbered(targets, variables[key]))
                for key, targets in targets_of(raking, site.key).items()
            }
            for site in sites
        },
        variables=raked_variables(survey),
        start=weight_column(survey),
        bounds=(raking.bounds[0], raking.bounds[1]) if raking.bounds else None,
        within=frozenset(raking.within),
    )


def _numbered(
    targets: Mapping[int | float | str, float], variable: Variable
) -> Iterator[tuple[float, float]]:
    """Give each answer by the number under which responses hold it."""
    for code, target in targets.items():
        yield float(variable.text_codes.get(str(code), code)), target
