"""Whether the shares of several categories differ between waves, and which of them changed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from lpsstats.stats.contingency import cramer_v
from lpsstats.stats.estimate import NO_VARIANCE, WAVE_MISSING
from lpsstats.stats.exact_table import freeman_halton
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.permutation import RESAMPLES, SEED
from lpsstats.stats.proportions import ShareChange, share_change

PEARSON = "Pearson chi-square test"
FREEMAN_HALTON = "Freeman-Halton exact test, Monte Carlo"
EMPTY_CATEGORY = "empty_category"
# Cochran (1954): the chi-square holds where no expected count is below 1 and four in five reach 5.
LEAST_EXPECTED = 1.0
USUAL_EXPECTED = 5.0
USUAL_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTest:
    """Tests of tables of waves by categories; every array has one entry per table.

    Attributes
    ----------
    method : ndarray of str
        `PEARSON`, or `FREEMAN_HALTON` where expected counts are too small for it.
    n, n_waves, n_categories : ndarray of int
        Respondents, and the waves and categories that have any; the others are left out.
    statistic, df : ndarray of float
        Pearson's chi-square without correction and its degrees of freedom; df is NaN under
        `FREEMAN_HALTON`, whose p does not come from the statistic.
    p_value : ndarray of float
        NaN where not testable.
    cramer_v : ndarray of float
        Corrected for bias (Bergsma 2013), from 0 to 1.
    reason : ndarray of str
        Why not testable: `wave_missing` (fewer than two waves have answers), `no_variance_both`
        (one category has them all); empty where testable.
    """

    method: NDArray[np.str_]
    n: IntArray
    n_waves: IntArray
    n_categories: IntArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    cramer_v: FloatArray
    reason: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanges:
    """Changes of all categories between two waves; every array has shape (*S, c).

    Attributes
    ----------
    change : ShareChange
        Each category against all others. Its intervals hold together with the confidence asked
        for (Bonferroni); its p-values are raw. A category that nobody chose in either wave has
        the reason `empty_category`, an estimate of 0 and no test.
    p_adjusted : ndarray of float
        Holm's, over the categories of the table that somebody chose.
    """

    change: ShareChange
    p_adjusted: FloatArray


def compare_categories(
    counts: IntArray, *, resamples: int = RESAMPLES, seed: int = SEED
) -> CategoryTest:
    """Test tables of waves by categories.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, r, c)
        Respondents of each of r independent waves per category.
    resamples, seed : int
        Of the exact test. Every table starts from the same seed, so that none depends on which
        others are tested.

    Returns
    -------
    CategoryTest
        Arrays of shape S.

    References
    ----------
    Cochran, W. G. (1954). Some methods for strengthening the common chi-square tests. Biometrics
    10, 417-451. The exact test: Freeman & Halton (1951).
    """
    in_rows, in_columns = counts.sum(axis=-1), counts.sum(axis=-2)
    n, n_waves = in_rows.sum(axis=-1), (in_rows > 0).sum(axis=-1)
    n_categories = (in_columns > 0).sum(axis=-1)
    reason = np.select([n_waves < 2, n_categories < 2], [WAVE_MISSING, NO_VARIANCE], default="")
    testable = reason == ""
    people = np.where(testable, n, np.nan)
    expected = in_rows[..., :, None] * in_columns[..., None, :] / people[..., None, None]
    statistic = _pearson(counts, expected)
    df = np.where(testable, (n_waves - 1.0) * (n_categories - 1.0), np.nan)
    p_value = np.asarray(chdtrc(df, statistic))
    sparse = testable & ~_large_enough(expected)
    for at in map(tuple, np.argwhere(sparse)):
        used = counts[at][np.ix_(in_rows[at] > 0, in_columns[at] > 0)]
        p_value[at] = freeman_halton(used, resamples=resamples, seed=seed)
    return CategoryTest(
        method=np.where(sparse, FREEMAN_HALTON, PEARSON),
        n=n,
        n_waves=n_waves,
        n_categories=n_categories,
        statistic=statistic,
        df=np.where(sparse, np.nan, df),
        p_value=p_value,
        cramer_v=cramer_v(statistic, people, n_waves, n_categories),
        reason=reason,
    )


def category_changes(counts: IntArray, *, confidence: float = 0.95) -> CategoryChanges:
    """Give the change of every category between two waves, allowing for their number.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, 2, c)
        Respondents of the earlier and the later wave per category.
    confidence : float
        Of all intervals of a table together, between 0 and 1.

    Returns
    -------
    CategoryChanges
        Arrays of shape (*S, c).

    Notes
    -----
    The intervals are single-step and Holm's test steps down: a category may have an adjusted p
    below 1 - confidence and an interval that still holds 0, never the reverse but for the small
    differences between score interval and test. With two categories in use there is one change,
    told twice, and nothing to allow for.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6, 65-70. Intervals: `share_change` at 1 - (1 - confidence) / categories.
    """
    before, after = counts[..., 0, :], counts[..., 1, :]
    n_before = np.broadcast_to(before.sum(axis=-1, keepdims=True), before.shape)
    n_after = np.broadcast_to(after.sum(axis=-1, keepdims=True), after.shape)
    chosen = before + after > 0
    n_chosen = chosen.sum(axis=-1, keepdims=True)
    n_changes = np.where(n_chosen <= 2, 1, n_chosen)
    each = 1 - (1 - confidence) / n_changes
    change = share_change(before, n_before, after, n_after, confidence=each)
    change = _without_empty(change, chosen)
    return CategoryChanges(change=change, p_adjusted=_holm(change.p_value, n_chosen == 2))


def _pearson(counts: IntArray, expected: FloatArray) -> FloatArray:
    """Sum squared distances over what is expected; NaN where that is."""
    distance = (counts - expected) ** 2
    there = expected != 0
    parts = np.divide(distance, expected, out=np.zeros(expected.shape), where=there)
    return np.asarray(parts.sum(axis=(-2, -1)))


def _large_enough(expected: FloatArray) -> NDArray[np.bool_]:
    """Apply Cochran's rule to the cells of the waves and categories in use."""
    used = expected > 0
    small = (used & (expected < LEAST_EXPECTED)).any(axis=(-2, -1))
    usual = (expected >= USUAL_EXPECTED).sum(axis=(-2, -1))
    return np.asarray(~small & (usual >= USUAL_SHARE * used.sum(axis=(-2, -1))))


def _without_empty(change: ShareChange, chosen: NDArray[np.bool_]) -> ShareChange:
    """Take the tests off the categories that nobody chose, where both waves have answers."""
    empty = ~chosen & (change.reason == "")

    def kept(numbers: FloatArray) -> FloatArray:
        return np.where(empty, np.nan, numbers)

    return ShareChange(
        method=change.method,
        share_before=change.share_before,
        share_after=change.share_after,
        estimate=change.estimate,
        conf_low=kept(change.conf_low),
        conf_high=kept(change.conf_high),
        statistic=kept(change.statistic),
        df=kept(change.df),
        p_value=kept(change.p_value),
        reason=np.where(empty, EMPTY_CATEGORY, change.reason),
    )


def _holm(p_values: FloatArray, two_chosen: NDArray[np.bool_]) -> FloatArray:
    """Adjust within each table; two complementary shares are one test."""
    adjusted = np.empty_like(p_values)
    for at in np.ndindex(p_values.shape[:-1]):
        adjusted[at] = adjust(p_values[at], "holm")
    return np.where(two_chosen, p_values, adjusted)
