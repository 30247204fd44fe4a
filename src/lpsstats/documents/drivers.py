"""The document that `drivers` gives."""

from collections.abc import Iterator, Sequence

import lpsstats
from lpsstats.analysis.drivers.predictors import predictors_of
from lpsstats.analysis.drivers.ranking import rank_drivers
from lpsstats.analysis.drivers.rows import Drivers
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.pooled_base import pooled_base
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.documents.choosing import choose_confidence
from lpsstats.documents.choosing_base import choose_pooled
from lpsstats.documents.drivers_choosing import choose_outcome, choose_predictors
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.document import Document
from lpsstats.tables.drivers import Asked, driver_tables

DRAWS, SEED = 1000, 20180501
LEAST_DRAWS, MOST_DRAWS = 100, 100_000


def drivers_document(
    survey: Survey,
    *,
    outcome: str,
    predictors: Sequence[str],
    waves: Sequence[str] = (),
    sites: Sequence[str] = (),
    draws: int = DRAWS,
    confidence: float | None = None,
    seed: int = SEED,
) -> Document:
    """Rank predictors, such as what people saw the police do, by how much goes with an outcome.

    Parameters
    ----------
    survey : Survey
        All waves.
    outcome : str
        Key of a measure with a mean: a scale, an ordered question, a number, a share.
    predictors : sequence of str
        Keys of questions with a yes (`success`), multiple responses (all their boxes), single
        boxes as `question.box`, ordered questions, numbers, scales; at least one.
    waves, sites : sequence of str
        Keys; whose respondents are put together. All of them by default. What differs between
        sites and waves is taken out.
    draws : int
        Resamples for the intervals of ranks, 100 to 100,000.
    confidence : float, optional
        Coverage of the intervals of differences.
    seed : int
        Where the random numbers start.

    Raises
    ------
    UsageError
        If a name is not in the dictionary or cannot be used so, or a number is out of its range.
    DataError
        If some predictors say the same within every site and wave.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        message = f"--draws {draws}: must lie between {LEAST_DRAWS:,} and {MOST_DRAWS:,}"
        raise UsageError(message)
    dictionary = survey.dictionary
    wave, site = choose_pooled(dictionary, waves, sites)
    measure = choose_outcome(survey, outcome)
    named = choose_predictors(survey, predictors, outcome, wave)
    level = choose_confidence(dictionary, confidence)
    found = rank_drivers(
        measure,
        predictors_of(survey, named, measure),
        pooled_base(survey, wave, site),
        confidence=level,
        draws=draws,
        seed=seed,
    )
    asked = Asked(outcome=measure, waves=wave, sites=site, draws=draws, seed=seed)
    options = {
        "outcome": outcome,
        "predictor": list(predictors),
        "wave": [dictionary.waves[position].key for position in wave],
        "site": [dictionary.sites[position].key for position in site],
        "draws": draws,
        "confidence": level,
        "seed": seed,
    }
    return Document(
        command="drivers",
        disclosure=survey.dictionary.disclosure,
        tables=driver_tables(found, asked, dictionary),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(*account(survey), *survey.notes, *_scored(survey, measure), *_weightless(found)),
    )


def _scored(survey: Survey, outcome: Measure) -> Iterator[str]:
    """Say how complete the scores of the outcome are."""
    scale = survey.dictionary.scales.get(outcome.key)
    yield from completeness([score(survey, scale)] if scale else [])


def _weightless(found: Drivers) -> Iterator[str]:
    if found.n_without_weight:
        n = found.n_without_weight
        yield f"{n:,} respondents have no weight, or one of 0, and do not count"
