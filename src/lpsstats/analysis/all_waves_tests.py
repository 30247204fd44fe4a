"""Whether all waves are alike, and how they trend: the test that each kind of measure asks for."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.all_waves_sample import WavesSample
from lpsstats.analysis.outcome import Strings
from lpsstats.analysis.table_outcomes import RAO_SCOTT
from lpsstats.stats.category_table import compare_categories
from lpsstats.stats.dependent_waves import DependentWaves, dependent_waves, trend_of_waves
from lpsstats.stats.estimate import NO_VARIANCE, WAVE_MISSING, Estimate
from lpsstats.stats.ordered_trend import kruskal_wallis, linear_by_linear
from lpsstats.stats.rank_anova import welch_of_ranks
from lpsstats.stats.rank_scores import rank_scores
from lpsstats.stats.rao_scott import ALL_TIED, rao_scott
from lpsstats.stats.trend import linear_trend
from lpsstats.stats.waves_wald import wald_of_waves
from lpsstats.stats.welch_anova import NO_VARIANCE_ONE, WavesTest, welch_anova
from lpsstats.survey.model import Floats, Integers

RANKS = "Design-based Wald F test of ranks"
ARMITAGE = "Linear trend, HC3; p by Cochran-Armitage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """Whether the waves of each place are alike; arrays of shape (n_places,), NaN untested."""

    method: Strings
    reason: Strings
    statistic: Floats
    df: Floats
    df_error: Floats
    p_value: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The change per year in each place; arrays of shape (n_places,), NaN where there is none."""

    method: Strings
    slope: Floats
    low: Floats
    high: Floats
    p_value: Floats


def across(n_places: int, method: str | Strings, reason: Strings, **numbers: Floats) -> Across:
    """Put a test together; the degrees of freedom that it does not have are NaN."""
    nothing = np.full(n_places, np.nan)
    names = ("statistic", "df", "df_error", "p_value")
    return Across(
        method=np.full(n_places, method),
        reason=reason,
        **{name: numbers.get(name, nothing) for name in names},
    )


def no_line(n_places: int) -> Line:
    """Say that there is no trend: no dates, or answers without a mean."""
    nothing = np.full(n_places, np.nan)
    method = np.full(n_places, "")
    return Line(method=method, slope=nothing, low=nothing, high=nothing, p_value=nothing)


def means_across(sample: WavesSample) -> Across:
    """Test the means of all waves: Welch's analysis of variance, or Wald's test by the design.

    Where a wave does not vary, Welch's would weigh it without limit: the places are then tested by
    ranks.
    """
    if sample.designed:
        return _of_waves_test(wald_of_waves(of_design(sample, sample.values)))
    found = _of_waves_test(welch_anova(sample.moments))
    distinct, index = np.unique(sample.values, return_inverse=True)
    return _or_kruskal_wallis(found, sample, index.astype(np.int64), distinct.size)


def ranks_across(sample: WavesSample, answer: Integers, n_answers: int) -> Across:
    """Test ordered answers of all waves by their ranks: Welch's analysis of variance of these.

    Parameters
    ----------
    sample : WavesSample
        The values.
    answer : ndarray of int, shape (n,)
        The position of each among the ordered answers.
    n_answers : int
        How many there are.
    """
    if sample.designed:
        place, weight = sample.place(), np.tile(sample.frame.weights, 2)
        scores = rank_scores(np.tile(sample.values, 2), weight, place, sample.frame.n_places)
        waves = _dependent(sample, scores)
        return _of_waves_test(wald_of_waves(waves, method=RANKS))
    found = _of_waves_test(welch_of_ranks(sample.counts(answer, n_answers)))
    return _or_kruskal_wallis(found, sample, answer, n_answers)


def _or_kruskal_wallis(
    found: Across, sample: WavesSample, answer: Integers, n_answers: int
) -> Across:
    """Test the places in which a wave does not vary by a test that asks for no variance of it."""
    constant = found.reason == NO_VARIANCE_ONE
    if not constant.any():
        return found
    test = kruskal_wallis(sample.counts(answer, n_answers))
    by_ranks = across(
        sample.frame.n_places,
        test.method,
        test.reason,
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
    )
    names = ("method", "reason", "statistic", "df", "df_error", "p_value")
    chosen = {n: np.where(constant, getattr(by_ranks, n), getattr(found, n)) for n in names}
    return Across(**chosen)


def table_across(sample: WavesSample, answer: Integers, n_answers: int, seed: int) -> Across:
    """Test the shares of all answers over all waves: chi-square, exact where it is sparse.

    Parameters
    ----------
    sample : WavesSample
        Who answered.
    answer : ndarray of int, shape (n,)
        The position of each answer.
    n_answers : int
        How many there are; two for a share.
    seed : int
        Where the exact test starts.
    """
    if sample.designed:
        return _rao_scott(sample, answer)
    test = compare_categories(sample.counts(answer, n_answers), seed=seed)
    found = across(
        sample.frame.n_places,
        "",
        test.reason,
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
    )
    return replace(found, method=test.method)


def _of_waves_test(test: WavesTest) -> Across:
    return across(
        test.reason.size,
        test.method,
        test.reason,
        statistic=test.statistic,
        df=test.df1,
        df_error=test.df2,
        p_value=test.p_value,
    )


def of_design(sample: WavesSample, values: Floats) -> DependentWaves:
    """Compute the means of the waves of all places and how they hang together."""
    return _dependent(sample, np.tile(values, 2))


def _dependent(sample: WavesSample, twice: Floats) -> DependentWaves:
    return dependent_waves(
        twice,
        np.tile(sample.frame.weights, 2),
        np.tile(sample.wave, 2),
        sample.place(),
        (sample.frame.n_places, sample.frame.shape[1]),
        stratum=sample.strata(),
        cluster=sample.units(),
    )


def _rao_scott(sample: WavesSample, answer: Integers) -> Across:
    """Test places together that have the same waves: every row of a table must have answers."""
    n_places, used = sample.frame.n_places, sample.used
    place, wave = sample.place(), np.tile(sample.wave, 2)
    column = np.tile(np.where(np.isnan(sample.values), -1, answer), 2)
    numbers = {name: np.full(n_places, np.nan) for name in ("statistic", "df", "df_error")}
    p_value, reason = np.full(n_places, np.nan), np.full(n_places, WAVE_MISSING, dtype="U32")
    for waves in np.unique(used[used.sum(axis=1) > 1], axis=0):
        here = (used == waves).all(axis=1)
        test = rao_scott(
            (np.cumsum(waves) - 1)[wave],
            column,
            np.tile(sample.frame.weights, 2),
            np.where((place >= 0) & here[place], place, -1),
            n_places,
            stratum=sample.strata(),
            cluster=sample.units(),
            n_rows=int(waves.sum()),
        )
        of_test = (test.statistic, test.df_numerator, test.df_denominator)
        for name, found in zip(numbers, of_test, strict=True):
            numbers[name][here] = found[here]
        p_value[here] = test.p_value[here]
        reason[here] = np.where(test.reason == ALL_TIED, NO_VARIANCE, test.reason)[here]
    return across(n_places, RAO_SCOTT, reason, **numbers, p_value=p_value)


def line_of_means(sample: WavesSample, years: Floats, confidence: float) -> Line:
    """Draw a line through all waves of every place: through respondents, or by the design."""
    if sample.designed:
        return _line(trend_of_waves(of_design(sample, sample.values), years, confidence=confidence))
    return _line(linear_trend(sample.moments, years, confidence=confidence))


def line_of_shares(sample: WavesSample, years: Floats, confidence: float) -> Line:
    """Draw a line through shares; without a design its p is that of Cochran and Armitage."""
    found = line_of_means(sample, years, confidence)
    if sample.designed:
        return found
    answer = (sample.values > 0).astype(np.int64)
    test = linear_by_linear(sample.counts(answer, 2), years, np.array([0.0, 1.0]))
    p_value = np.where(np.isnan(found.p_value), np.nan, test.p_value)
    return replace(found, method=np.full(found.method.shape, ARMITAGE), p_value=p_value)


def _line(estimate: Estimate) -> Line:
    known = estimate.reason != WAVE_MISSING
    method: NDArray[np.str_] = np.where(known, estimate.method, "")
    return Line(
        method=method,
        slope=estimate.estimate,
        low=estimate.conf_low,
        high=estimate.conf_high,
        p_value=estimate.p_value,
    )
