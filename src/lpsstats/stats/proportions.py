"""Shares of respondents: their intervals, and the change between two independent waves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.estimate import WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.two_by_two import compare_two_shares
from lpsstats.stats.wilson import wilson_limits

INTERVAL = "Newcombe hybrid score interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Shares with their intervals; every array has the same shape.

    Attributes
    ----------
    share, conf_low, conf_high : ndarray of float
        From 0 to 1; NaN where nobody answered.
    """

    share: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """Changes of shares with their tests; every array has one entry per contrast.

    Attributes
    ----------
    method : ndarray of str
        The test: the N-1 chi-square, or Fisher's mid-p where an expected count is below 1.
    share_before, share_after : ndarray of float
        From 0 to 1; NaN where nobody answered.
    estimate, conf_low, conf_high : ndarray of float
        After minus before, from -1 to 1 (times 100: points), and its interval; NaN where a wave
        is empty.
    statistic, df, p_value : ndarray of float
        As in `two_by_two.ShareTest`.
    reason : ndarray of str
        `wave_missing` where a wave is empty; else empty.
    """

    method: NDArray[np.str_]
    share_before: FloatArray
    share_after: FloatArray
    estimate: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def wilson(count: IntArray, n: IntArray, *, confidence: float | FloatArray = 0.95) -> Share:
    """Give shares with Wilson's score interval.

    Parameters
    ----------
    count, n : ndarray of int, shape S
        Respondents who count, and all of them.
    confidence : float, or ndarray of a shape that fits S
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Share
        Arrays of shape S. Nobody has a lower end of exactly 0, everybody an upper one of 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    """
    share = count / np.where(n > 0, n, np.nan)
    low, high = wilson_limits(share, np.where(n > 0, n, np.nan), confidence)
    return Share(share=share, conf_low=low, conf_high=high)


def share_change(
    before: IntArray,
    n_before: IntArray,
    after: IntArray,
    n_after: IntArray,
    *,
    confidence: float | FloatArray = 0.95,
) -> ShareChange:
    """Give the change of a share between independent waves, its interval and its test.

    Parameters
    ----------
    before, after : ndarray of int, shape S
        Respondents of each wave who count.
    n_before, n_after : ndarray of int, shape S
        All respondents of each wave.
    confidence : float, or ndarray of a shape that fits S
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    ShareChange
        Arrays of shape S. Where nobody or everybody counts in both waves the estimate is 0 with
        its interval, and p is 1.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions:
    comparison of eleven methods. Statistics in Medicine 17, 873-890: method 10.
    """
    first = wilson(before, n_before, confidence=confidence)
    second = wilson(after, n_after, confidence=confidence)
    test = compare_two_shares(before, n_before, after, n_after)
    estimate = second.share - first.share
    # Newcombe's method 10: the distances of each share from the ends of its own interval, at
    # right angles.
    down = np.hypot(second.share - second.conf_low, first.conf_high - first.share)
    up = np.hypot(second.conf_high - second.share, first.share - first.conf_low)
    return ShareChange(
        method=test.method,
        share_before=first.share,
        share_after=second.share,
        estimate=estimate,
        conf_low=estimate - down,
        conf_high=estimate + up,
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        reason=np.where(np.isnan(estimate), WAVE_MISSING, ""),
    )
