"""The test of two independent shares: the N-1 chi-square, or Fisher's mid-p for sparse tables."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from lpsstats.stats.moments import FloatArray, IntArray

N_MINUS_1 = "N-1 chi-square test"
MID_P = "Fisher's exact test, mid-p"
# Below this expected count in any of the four cells the chi-square is not relied on.
SPARSE = 1.0
# Tables whose probabilities agree to this share are equally likely; they differ by rounding.
TIE = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTest:
    """Tests of two shares; every array has one entry per contrast.

    Attributes
    ----------
    method : ndarray of str
        `N_MINUS_1` or `MID_P`.
    statistic, df : ndarray of float
        The chi-square and its one degree of freedom; NaN under `MID_P`.
    p_value : ndarray of float
        Two-sided; NaN where a wave is empty. 1 where nobody or everybody counts in both waves.
    """

    method: NDArray[np.str_]
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray


def compare_two_shares(
    before: IntArray, n_before: IntArray, after: IntArray, n_after: IntArray
) -> ShareTest:
    """Test whether two independent shares are equal.

    Parameters
    ----------
    before, after : ndarray of int, shape S
        Respondents of each wave who count.
    n_before, n_after : ndarray of int, shape S
        All respondents of each wave.

    Returns
    -------
    ShareTest
        Arrays of shape S.

    Notes
    -----
    The chi-square is Pearson's times (N - 1) / N. Where an expected count is below 1 the p-value
    is Fisher's instead: the chance, with all margins fixed, of the tables that are no likelier
    than the one observed, less half the chance of the observed one.

    References
    ----------
    Pearson, E. S. (1947). The choice of statistical tests illustrated on the interpretation of
    data classed in a 2 x 2 table. Biometrika 34, 139-167.
    Campbell, I. (2007). Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
    recommendations. Statistics in Medicine 26, 3661-3675.
    Lydersen, S., Fagerland, M. W. & Laake, P. (2009). Recommended tests for association in 2 x 2
    tables. Statistics in Medicine 28, 1159-1175: the mid-p.
    """
    before, n_before, after, n_after = np.broadcast_arrays(before, n_before, after, n_after)
    total, events = n_before + n_after, before + after
    there = (n_before > 0) & (n_after > 0)
    rarest = np.minimum(events, total - events) * np.minimum(n_before, n_after)
    sparse = there & (rarest < SPARSE * total)
    usual = there & ~sparse
    statistic = _n_minus_1(before, n_before, after, n_after, usual)
    p_value = np.asarray(chdtrc(1.0, statistic), dtype=np.float64)
    p_value[sparse] = _mid_p(after[sparse], n_after[sparse], events[sparse], total[sparse])
    return ShareTest(
        method=np.where(sparse, MID_P, N_MINUS_1),
        statistic=statistic,
        df=np.where(usual, 1.0, np.nan),
        p_value=p_value,
    )


def fisher_mid_p(
    before: IntArray, n_before: IntArray, after: IntArray, n_after: IntArray
) -> FloatArray:
    """Give Fisher's mid-p of every table, sparse or not; arguments as `compare_two_shares`.

    Returns
    -------
    ndarray of float, shape S
        Two-sided; NaN where a wave is empty.
    """
    before, n_before, after, n_after = np.broadcast_arrays(before, n_before, after, n_after)
    there = (n_before > 0) & (n_after > 0)
    events, total = (before + after)[there], (n_before + n_after)[there]
    p_value = np.full(there.shape, np.nan)
    p_value[there] = _mid_p(after[there], n_after[there], events, total)
    return p_value


def _n_minus_1(
    before: IntArray,
    n_before: IntArray,
    after: IntArray,
    n_after: IntArray,
    usual: NDArray[np.bool_],
) -> FloatArray:
    """Divide the squared difference of the shares by what it would be by chance; else NaN."""
    total = np.where(usual, n_before + n_after, np.nan)
    share = (before + after) / total
    difference = np.where(usual, after, np.nan) / np.maximum(n_after, 1)
    difference -= before / np.maximum(n_before, 1)
    chance = share * (1 - share) * total / np.maximum(n_before * n_after, 1)
    return np.asarray(difference**2 / chance * (total - 1) / total)


def _mid_p(drawn: IntArray, n: IntArray, events: IntArray, total: IntArray) -> FloatArray:
    """Sum hypergeometric probabilities; all arrays have shape (K,).

    Only one table fits the margins where nobody or everybody counts: it is no evidence, and p is 1.
    """
    lowest = np.maximum(0, n + events - total)
    tables = np.minimum(n, events) - lowest + 1
    probability = _hypergeometric(lowest, tables, n, events, total)
    observed = np.take_along_axis(probability, (drawn - lowest)[:, None], axis=1)
    as_rare = probability * (probability <= observed * (1 + TIE))
    p_value = as_rare.sum(axis=1) - observed[:, 0] / 2
    return np.where(tables == 1, 1.0, np.minimum(p_value, 1.0))


def _hypergeometric(
    lowest: IntArray, tables: IntArray, n: IntArray, events: IntArray, total: IntArray
) -> FloatArray:
    """Give the chance of each table, shape (K, most tables), from the ratios of neighbours."""
    most = int(tables.max(initial=1))
    x = lowest[:, None] + np.arange(most - 1)  # each table but the last; its right neighbour is x+1
    inside = np.arange(1, most) < tables[:, None]
    up = (events[:, None] - x) * (n[:, None] - x)
    down = (x + 1) * ((total - events - n)[:, None] + x + 1)
    ratio = np.where(inside, up, 1) / np.where(inside, down, 1)
    logs = np.cumsum(np.log(ratio), axis=1)
    logs = np.concatenate([np.zeros((len(lowest), 1)), logs], axis=1)
    logs = np.where(np.arange(most) < tables[:, None], logs, -np.inf)
    chance = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))
