"""The documents that `plan` gives: from a survey, or from what is expected of a first one."""

from collections.abc import Iterator, Sequence

import lpsstats
from lpsstats.analysis.contrast_arms import Arms
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.plan import Aim, plan
from lpsstats.analysis.plan_survey import facts_of, grounds_of, observe
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.question import Question
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing import choose_confidence, choose_measures, choose_waves
from lpsstats.documents.choosing_arms import ROLES, choose_arms
from lpsstats.documents.plan_assumptions import (
    POWER,
    Assumed,
    Expected,
    check_assumed,
    check_expected,
    check_units,
)
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.document import Document
from lpsstats.tables.plan import plan_tables

CONFIDENCE = 0.95


def plan_document(
    survey: Survey,
    *,
    waves: tuple[str | None, str | None] = (None, None),
    measures: Sequence[str] = (),
    adjust: str | None = None,
    confidence: float | None = None,
    power: float = POWER,
    assumed: Assumed | None = None,
) -> Document:
    """Say what comparisons like those of a survey could find, and what it would take.

    Parameters
    ----------
    survey : Survey
        All waves.
    waves : (str, str)
        Keys of the two waves; the dictionary's baseline and endline by default.
    measures : sequence of str
        Scales, questions, families, `scales`, `items` or `all`; the scales by default.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        1 less the level of a single test.
    power : float
        The chance of finding a change that is there.
    assumed : Assumed, optional
        What takes the place of the survey's own figures.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, a number makes no sense, or nothing named has a mean.
    """
    dictionary, assumed = survey.dictionary, assumed or Assumed()
    check_assumed(power, assumed)
    shown = choose_measures(dictionary, measures)
    wave_from, wave_to = choose_waves(dictionary, *waves)
    question = Question(
        wave_from=wave_from,
        wave_to=wave_to,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        effect="average",
    )
    grounds = grounds_of(survey, question, _arms(dictionary, assumed))
    families = [one for one in dictionary.families if not set(one.measures).isdisjoint(shown)]
    counted = {key for family in families for key in family.measures}
    built = [measure_of(survey, key) for key in dictionary.measures if key in counted]
    without = _without_mean(dictionary, built, shown, measures)
    everything = [observe(measure, grounds) for measure in built]
    facts = [assumed.applied(one) for one in facts_of(everything, shown, grounds)]
    check_units(facts, assumed)
    aim = Aim(power=power, confidence=question.confidence)
    options = {
        "from": dictionary.waves[wave_from].key,
        "to": dictionary.waves[wave_to].key,
        "measure": list(measures),
        "adjust": adjust,
    } | _aimed(aim, assumed)
    used = [dictionary.scales[one.key] for one in facts if one.key in dictionary.scales]
    return Document(
        command="plan",
        tables=plan_tables(
            plan(facts, aim),
            dictionary.title,
            from_survey=True,
            given_shock=assumed.site_shock is not None,
        ),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *completeness([score(survey, scale) for scale in used]),
            *without,
        ),
    )


def first_plan_document(
    expected: Expected,
    *,
    confidence: float = CONFIDENCE,
    power: float = POWER,
    assumed: Assumed,
) -> Document:
    """Say what a survey that nobody has made yet could find, and what it would take.

    Parameters
    ----------
    expected : Expected
        What is expected of it: a standard deviation or a percentage, at the least.
    confidence : float
        1 less the level of a single test.
    power : float
        The chance of finding a change that is there.
    assumed : Assumed
        A number of respondents, a change to be found, or both.

    Raises
    ------
    UsageError
        If a number is missing or makes no sense.
    """
    check_assumed(power, assumed)
    check_expected(expected, confidence, assumed)
    aim = Aim(power=power, confidence=confidence)
    return Document(
        command="plan",
        tables=plan_tables(
            plan([assumed.applied(expected.facts(assumed.change))], aim),
            "A survey to come",
            from_survey=False,
            given_shock=assumed.site_shock is not None,
        ),
        provenance={
            "program": f"lpsstats {lpsstats.__version__}",
            "dictionary": None,
            "inputs": [],
            "options": expected.options() | _aimed(aim, assumed),
        },
    )


def _aimed(aim: Aim, assumed: Assumed) -> dict[str, object]:
    return {
        "confidence": aim.confidence,
        "power": aim.power,
        "n": assumed.n,
        "deff": assumed.deff,
        "tests": assumed.tests,
        "change": assumed.change,
        "site_shock": assumed.site_shock,
    }


def _arms(dictionary: Dictionary, assumed: Assumed) -> Arms | None:
    """Choose the two groups of sites by their roles, where both are there or have to be."""
    roles = {site.role for site in dictionary.sites}
    if assumed.site_shock is None and any(roles.isdisjoint(side) for side in ROLES.values()):
        return None
    return choose_arms(dictionary, (), ())


def _without_mean(
    dictionary: Dictionary,
    built: Sequence[Measure],
    shown: Sequence[str],
    named: Sequence[str],
) -> Iterator[str]:
    """Name what cannot be planned, and refuse it where nothing else is asked for or it is named."""
    others = [one for one in built if not one.has_mean and one.key in shown]
    refused = [one for one in others if one.key in named]
    if refused or len(others) == len(shown):
        raise UsageError(_no_mean(dictionary, (refused or others)[0]))
    keys = ", ".join(one.key for one in others)
    return iter([f"not planned, having no mean: {keys}"] if others else [])


def _no_mean(dictionary: Dictionary, measure: Measure) -> str:
    if measure.type == "multiple":
        return (
            f"--measure {measure.key}: ticked boxes have no mean; plan a single box by its "
            "percentage, such as lpsstats plan --percentage 20 --n 100"
        )
    return (
        f"{dictionary.where('variables', measure.key)}: --measure {measure.key}: answers without "
        "order have no mean; declare which of them are a `success` to plan for their share"
    )
