"""What changed between two waves among people alike in the declared covariates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.dictionary.describing import is_linear
from lpsstats.stats.estimate import t_estimate
from lpsstats.stats.least_squares import AdjustedDifference, adjusted_difference
from lpsstats.stats.moments import IntArray
from lpsstats.survey.model import Floats, Survey

NO_MEAN = "no_mean"
SAME_PEOPLE = "same_people"
NO_COVARIATES = "no_covariates"
METHOD = "Adjusted difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedChanges:
    """Changes at the same covariates; arrays of shape (n_measures, n_sites + 1).

    The last place is all sites together that have both waves; there the sites are held the same
    too, by a term for each.

    Attributes
    ----------
    covariates : tuple of str
        What they are adjusted for, as keys of the dictionary.
    method : str
        The name of the method.
    estimate, std_error, df, p_value, conf_low, conf_high : ndarray of float
        Later minus earlier in the units of the measure; percentage points of a share (a linear
        probability model).
    reason : ndarray of str
        Besides the reasons of `adjusted_difference`: `no_mean`, a measure of categories;
        `same_people`, a panel, where people are compared with themselves; `no_covariates`, none is
        declared. Empty where there is a test.
    n_adjusted : ndarray of int
        Respondents of both waves with a value and an answer to every covariate.
    n_aliased : ndarray of int
        Columns of the covariates that had to be left out, because they do not vary in the place
        or follow from others.
    """

    covariates: tuple[str, ...]
    method: str
    estimate: Floats
    std_error: Floats
    df: Floats
    p_value: Floats
    conf_low: Floats
    conf_high: Floats
    reason: NDArray[np.str_]
    n_adjusted: NDArray[np.int64]
    n_aliased: NDArray[np.int64]


# One measure: its sites and all of them together, one after the other.
Found = tuple[AdjustedDifference, ...]


def adjusted_changes(
    survey: Survey,
    measures: Sequence[Measure],
    wave_from: int,
    wave_to: int,
    *,
    confidence: float = 0.95,
) -> AdjustedChanges:
    """Compare two waves at the same covariates, by least squares (HC3; CR2 with clusters).

    Parameters
    ----------
    survey : Survey
        All waves; its weights and clusters count, where it has them.
    measures : sequence of Measure
        At least one.
    wave_from, wave_to : int
        The two waves.
    confidence : float
        Coverage of the intervals.
    """
    why, columns = _refusal(survey), covariate_columns(survey)
    found = [
        _nothing(survey, why or NO_MEAN)
        if why or not measure.has_mean
        else _adjusted(survey, measure.values, columns, (wave_from, wave_to), confidence)
        for measure in measures
    ]

    def numbers(name: str) -> NDArray:  # type: ignore[type-arg]
        return np.stack([np.concatenate([getattr(x.estimate, name) for x in m]) for m in found])

    return AdjustedChanges(
        covariates=survey.dictionary.covariates,
        method=next((m[0].estimate.method for m in found if len(m) > 1), METHOD),
        estimate=numbers("estimate"),
        std_error=numbers("std_error"),
        df=numbers("df"),
        p_value=numbers("p_value"),
        conf_low=numbers("conf_low"),
        conf_high=numbers("conf_high"),
        reason=numbers("reason"),
        n_adjusted=np.stack([np.concatenate([part.n for part in m]) for m in found]),
        n_aliased=np.stack([np.concatenate([part.n_aliased for part in m]) for m in found]),
    )


def covariate_columns(survey: Survey) -> Floats:
    """Lay the covariates out as columns of a design.

    Parameters
    ----------
    survey : Survey
        All waves.

    Returns
    -------
    ndarray of float, shape (n, k)
        The numbers of a likert variable or a number; of a categorical or ordinal one, 1 or 0 for
        each answer but the first. NaN in all columns of a covariate without an answer.
    """
    columns = [np.empty((survey.n, 0))]
    for key in survey.dictionary.covariates:
        measure = measure_of(survey, key)
        if is_linear(survey.dictionary.variables[key]) or measure.answer is None:
            columns.append(survey.responses[key][:, None])
        else:
            columns.append(_dummies(measure.answer, len(measure.categories)))
    return np.hstack(columns)


def _refusal(survey: Survey) -> str:
    if not survey.dictionary.covariates:
        return NO_COVARIATES
    return SAME_PEOPLE if survey.dictionary.design == "panel" else ""


def _dummies(answer: NDArray[np.int64], n_answers: int) -> Floats:
    given = answer[:, None] == np.arange(1, n_answers)
    return np.where(answer[:, None] >= 0, given, np.nan)


def _adjusted(
    survey: Survey, values: Floats, columns: Floats, waves: tuple[int, int], confidence: float
) -> Found:
    """Adjust one measure in every site, and in all of them together."""
    compared = np.isin(survey.wave, waves) & ~np.isnan(values) & ~np.isnan(columns).any(axis=1)
    compared &= True if survey.weight is None else survey.weight > 0
    rows = np.flatnonzero(compared)
    site, later = survey.site[rows].astype(np.int64), survey.wave[rows] == waves[1]
    n_sites = len(survey.dictionary.sites)
    n = np.bincount(2 * site + later, minlength=2 * n_sites).reshape(n_sites, 2)
    both = np.flatnonzero(n.all(axis=1))
    place_of_all = np.where(np.isin(site, both), 0, -1)
    sites = (site[:, None] == both[1:]).astype(np.float64)

    def fit(design: Floats, contrast: IntArray, n_contrasts: int) -> AdjustedDifference:
        return adjusted_difference(
            values[rows],
            later,
            design,
            contrast,
            n_contrasts,
            weight=None if survey.weight is None else survey.weight[rows],
            cluster=None if survey.cluster is None else survey.cluster[rows],
            confidence=confidence,
        )

    here = columns[rows]
    return fit(here, site, n_sites), fit(np.hstack([here, sites]), place_of_all, 1)


def _nothing(survey: Survey, reason: str) -> Found:
    """Give no number anywhere, and say why."""
    places = len(survey.dictionary.sites) + 1
    none, zero = np.full(places, np.nan), np.zeros(places, dtype=np.int64)
    estimate = t_estimate(
        METHOD,
        estimate=none,
        std_error=none,
        df=none,
        reason=np.full(places, reason),
        confidence=0.95,
    )
    return (AdjustedDifference(estimate=estimate, n=zero, n_terms=zero, n_aliased=zero),)
