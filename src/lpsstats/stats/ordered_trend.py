"""Tests of ordered answers over two or more independent waves: a trend, or any difference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray

LINEAR_BY_LINEAR = "linear-by-linear test of trend"
KRUSKAL_WALLIS = "Kruskal-Wallis test"
JONCKHEERE = "Jonckheere-Terpstra test"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendTest:
    """Tests of a trend over waves; every array has one entry per measure.

    Attributes
    ----------
    method : str
        The test's name.
    n_waves : ndarray of int
        Waves that have answers.
    statistic : ndarray of float
        Standard normal under no trend; above 0 where later answers are higher. NaN where not
        testable.
    p_value : ndarray of float
        Two-sided.
    reason : ndarray of str
        Why not testable: `wave_missing` (fewer than two waves have answers), `n_lt_2` (no wave
        has two), `no_variance_both` (all answers are the same); empty where testable.
    """

    method: str
    n_waves: IntArray
    statistic: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceTest:
    """Tests of any difference between waves; as `TrendTest`, with a chi-square and its `df`."""

    method: str
    n_waves: IntArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def linear_by_linear(counts: IntArray, times: FloatArray, values: FloatArray) -> TrendTest:
    """Test whether answers move in a straight line over the waves.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, g, m)
        Respondents of each wave per answer.
    times : ndarray of float, shape (g,)
        When each wave was, such as months since the first; only relative distances matter.
    values : ndarray of float, shape (m,)
        What each answer counts, such as 1 to m.

    Returns
    -------
    TrendTest
        Arrays of shape S.

    Notes
    -----
    The statistic is sqrt(N - 1) times the correlation of time and answer. For two answers it is
    the Cochran-Armitage test with N - 1 in place of N, as its chi-square for two waves is the N-1
    chi-square of two shares.

    References
    ----------
    Mantel, N. (1963). Chi-square tests with one degree of freedom: extensions of the
    Mantel-Haenszel procedure. Journal of the American Statistical Association 58, 690-700.
    Armitage, P. (1955). Tests for linear trends in proportions and frequencies. Biometrics 11,
    375-386.
    """
    reason, n = _reason(counts), counts.sum(axis=(-2, -1))
    people = np.where(reason == "", n, np.nan)
    in_wave, in_answer = counts.sum(axis=-1), counts.sum(axis=-2)
    time = times - (in_wave @ times / people)[..., None]
    value = values - (in_answer @ values / people)[..., None]
    products = (counts * time[..., :, None] * value[..., None, :]).sum(axis=(-2, -1))
    spread = (in_wave * time**2).sum(axis=-1) * (in_answer * value**2).sum(axis=-1)
    return _trend(LINEAR_BY_LINEAR, counts, products / np.sqrt(spread / (people - 1)), reason)


def jonckheere_terpstra(counts: IntArray) -> TrendTest:
    """Test whether answers of later waves tend to be higher, whatever their distances.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, g, m)
        Respondents of each wave per answer, waves and answers in ascending order.

    Returns
    -------
    TrendTest
        Arrays of shape S. For two waves the squared statistic is that of `kruskal_wallis`.

    References
    ----------
    Hollander, M. & Wolfe, D. A. (1999). Nonparametric statistical methods, 2nd ed., section 6.2,
    eq. 6.19: the variance under ties.
    """
    reason = _reason(counts)
    n = np.where(reason == "", counts.sum(axis=(-2, -1)), np.nan)
    waves, ties = counts.sum(axis=-1).astype(np.float64), counts.sum(axis=-2).astype(np.float64)
    expected = (n**2 - (waves**2).sum(axis=-1)) / 4
    statistic = (_ordered_pairs(counts) - expected) / np.sqrt(_variance(n, waves, ties))
    return _trend(JONCKHEERE, counts, statistic, reason)


def kruskal_wallis(counts: IntArray) -> DifferenceTest:
    """Test whether answers differ between waves, by their ranks.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, g, m)
        Respondents of each wave per answer, the m answers in ascending order.

    Returns
    -------
    DifferenceTest
        Arrays of shape S.

    References
    ----------
    Kruskal, W. H. & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal
    of the American Statistical Association 47, 583-621.
    """
    reason = _reason(counts)
    n = np.where(reason == "", counts.sum(axis=(-2, -1)), np.nan)
    waves, ties = counts.sum(axis=-1), counts.sum(axis=-2)
    # Mid-ranks about their mean; with ties their variance is what it is, and needs no correction.
    rank = np.cumsum(ties, axis=-1) - (ties - 1) / 2 - ((n + 1) / 2)[..., None]
    sums = (counts * rank[..., None, :]).sum(axis=-1)
    between = (sums**2 / np.maximum(waves, 1)).sum(axis=-1)
    statistic = (n - 1) * between / (ties * rank**2).sum(axis=-1)
    n_waves = (waves > 0).sum(axis=-1)
    df = np.where(reason == "", n_waves - 1.0, np.nan)
    return DifferenceTest(
        method=KRUSKAL_WALLIS,
        n_waves=n_waves,
        statistic=statistic,
        df=df,
        p_value=chdtrc(df, statistic),
        reason=reason,
    )


def _reason(counts: IntArray) -> NDArray[np.str_]:
    waves = counts.sum(axis=-1)
    constant = (counts.sum(axis=-2) > 0).sum(axis=-1) < 2
    conditions = [(waves > 0).sum(axis=-1) < 2, waves.max(axis=-1) < 2, constant]
    return np.select(conditions, [WAVE_MISSING, TOO_FEW, NO_VARIANCE], default="")


def _trend(
    method: str, counts: IntArray, statistic: FloatArray, reason: NDArray[np.str_]
) -> TrendTest:
    return TrendTest(
        method=method,
        n_waves=(counts.sum(axis=-1) > 0).sum(axis=-1),
        statistic=statistic,
        p_value=np.asarray(2 * ndtr(-np.abs(statistic))),
        reason=reason,
    )


def _ordered_pairs(counts: IntArray) -> FloatArray:
    """Count the pairs whose later respondent stands higher, ties by half."""
    earlier = np.cumsum(counts, axis=-2) - counts  # of all waves before, per answer
    below = np.cumsum(earlier, axis=-1) - earlier / 2
    return np.asarray((counts * below).sum(axis=(-2, -1)))


def _variance(n: FloatArray, waves: FloatArray, ties: FloatArray) -> FloatArray:
    """Give the variance of the number of ordered pairs (Hollander & Wolfe 1999, eq. 6.19)."""

    def pairs(sizes: FloatArray) -> FloatArray:
        return np.asarray((sizes * (sizes - 1)).sum(axis=-1))

    def triples(sizes: FloatArray) -> FloatArray:
        return np.asarray((sizes * (sizes - 1) * (sizes - 2)).sum(axis=-1))

    def cubes(sizes: FloatArray) -> FloatArray:
        return np.asarray((sizes * (sizes - 1) * (2 * sizes + 5)).sum(axis=-1))

    main = (n * (n - 1) * (2 * n + 5) - cubes(waves) - cubes(ties)) / 72
    by_threes = triples(waves) * triples(ties) / (36 * n * (n - 1) * (n - 2))
    by_twos = pairs(waves) * pairs(ties) / (8 * n * (n - 1))
    return np.asarray(main + by_threes + by_twos)
