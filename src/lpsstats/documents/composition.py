"""The table of who was interviewed, as `describe` gives it."""

from collections.abc import Sequence

from lpsstats.analysis.composition import Composition, compose
from lpsstats.analysis.composition_places import without_weight
from lpsstats.dictionary.covariate_references import DESCRIBING
from lpsstats.dictionary.describing import people_variables
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.documents.choosing import choose_waves
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.composition import composition_table
from lpsstats.tables.model import Table


def who_was_interviewed(survey: Survey, variables: Sequence[Variable] | None = None) -> Table:
    """Hold the people of the baseline and of the endline against each other.

    Parameters
    ----------
    survey : Survey
        All waves.
    variables : sequence of Variable, optional
        What describes people; the declared covariates, or what seems to, where not named.

    Raises
    ------
    UsageError
        If nothing describes people, or the survey has one wave.
    """
    dictionary = survey.dictionary
    waves = choose_waves(dictionary, None, None)
    if variables is None:
        variables = people_variables(dictionary)
    rows = compose(survey, [v for v in variables if v.type in DESCRIBING], *waves)
    if not rows:
        raise UsageError(_nobody(dictionary))
    unweighed = without_weight(survey, *waves)
    return composition_table(rows, dictionary, unweighed=unweighed)


def composition_rows(survey: Survey, wave_from: int, wave_to: int) -> tuple[Composition, ...]:
    """Give the rows for what describes people; none where nothing does.

    Parameters
    ----------
    survey : Survey
        All waves.
    wave_from, wave_to : int
        The two waves.
    """
    return compose(survey, people_variables(survey.dictionary), wave_from, wave_to)


def _nobody(dictionary: Dictionary) -> str:
    place = dictionary.where("analysis", "covariates")
    return (
        "--table composition: no variable says who the respondents are; name some (sex, age "
        f"group) under analysis.covariates ({place})"
    )
