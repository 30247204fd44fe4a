"""A yes or no of the same respondents in two waves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from lpsstats.stats.estimate import TOO_FEW
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.wilson import wilson_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedShares:
    """Two shares of the same respondents; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    n : ndarray of int
        Linked respondents with an answer in both waves.
    n_gained, n_lost : ndarray of int
        Who went from no to yes, and from yes to no.
    share_before, share_after : ndarray of float
        Who said yes in each wave, from 0 to 1; NaN where `n` is 0.
    estimate : ndarray of float
        After minus before, from -1 to 1; times 100 it is a change in points.
    conf_low, conf_high : ndarray of float
        Its interval; NaN where not testable.
    p_value : ndarray of float
        Two-sided; NaN where not testable.
    reason : ndarray of str
        `n_lt_2` where there are fewer than two linked respondents; else empty.
    """

    method: str
    n: IntArray
    n_gained: IntArray
    n_lost: IntArray
    share_before: FloatArray
    share_after: FloatArray
    estimate: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def mcnemar(counts: IntArray, *, confidence: float = 0.95) -> PairedShares:
    """Compare two shares of the same respondents by McNemar's test, with mid-p.

    Parameters
    ----------
    counts : ndarray of int, shape (..., 2, 2)
        Linked respondents: no and yes before in rows, no and yes after in columns.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    PairedShares
        Arrays of shape (...). Where nobody changed, or as many one way as the other, p is 1.

    Notes
    -----
    Mid-p is twice the smaller tail of the binomial distribution of those who changed, with half
    of the probability of what was found. The interval squares and adds the distances of Wilson's
    limits, with a correlation corrected for continuity. It does not invert the test: near the
    edge the two may differ.

    References
    ----------
    Fagerland, M. W., Lydersen, S. & Laake, P. (2013). The McNemar test for binary matched-pairs
    data: mid-p and asymptotic are better than exact conditional. BMC Medical Research Methodology
    13, 91. Interval: Newcombe, R. G. (1998). Improved confidence intervals for the difference
    between binomial proportions based on paired data. Statistics in Medicine 17, 2635-2650
    (method 10).
    """
    n = counts.sum(axis=(-2, -1))
    gained, lost = counts[..., 0, 1], counts[..., 1, 0]
    some = np.where(n > 0, n, np.nan)
    before, after = counts[..., 1, :].sum(axis=-1) / some, counts[..., :, 1].sum(axis=-1) / some
    estimate = (gained - lost) / some
    low, high = _newcombe(counts, before, after, confidence)
    testable = n >= 2
    return PairedShares(
        method="McNemar test, mid-p",
        n=n,
        n_gained=gained,
        n_lost=lost,
        share_before=before,
        share_after=after,
        estimate=estimate,
        conf_low=np.where(testable, estimate - low, np.nan),
        conf_high=np.where(testable, estimate + high, np.nan),
        p_value=np.where(testable, _mid_p(gained, lost), np.nan),
        reason=np.where(testable, "", TOO_FEW),
    )


def square_and_add(near: FloatArray, far: FloatArray, correlation: FloatArray) -> FloatArray:
    """Join two distances between a share and its limit into that of a difference (Newcombe 1998).

    Parameters
    ----------
    near, far : ndarray of float, shape S
        The distances of the two shares, both above or at 0.
    correlation : ndarray of float, shape S
        Of the two shares, from -1 and below 1.

    Returns
    -------
    ndarray of float, shape S
    """
    return np.sqrt(near**2 - 2 * correlation * near * far + far**2)


def _newcombe(
    counts: IntArray, before: FloatArray, after: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Say how far the limits of the change lie below and above it."""
    n = counts.sum(axis=(-2, -1)).astype(np.float64)
    n = np.where(n > 0, n, np.nan)
    before_low, before_high = wilson_limits(before, n, confidence)
    after_low, after_high = wilson_limits(after, n, confidence)
    phi = _phi(counts, n)
    return (
        square_and_add(after - after_low, before_high - before, phi),
        square_and_add(after_high - after, before - before_low, phi),
    )


def _phi(counts: IntArray, n: FloatArray) -> FloatArray:
    """Correlate the two answers; a positive one is corrected for continuity (Newcombe 1998)."""
    table = counts.astype(np.float64)
    same = table[..., 0, 0] * table[..., 1, 1]
    excess = same - table[..., 0, 1] * table[..., 1, 0]
    excess = np.where(excess > 0, np.maximum(excess - n / 2, 0.0), excess)
    margins = table.sum(axis=-1).prod(axis=-1) * table.sum(axis=-2).prod(axis=-1)
    return np.where(margins > 0, excess / np.sqrt(np.where(margins > 0, margins, 1.0)), 0.0)


def _mid_p(gained: IntArray, lost: IntArray) -> FloatArray:
    """Double the smaller tail, of which the value found counts half.

    That is P(X <= k) + P(X <= k - 1) for the smaller k of those who changed, X being binomial
    with one half: two incomplete beta functions, which keep the digits of a small p.
    """
    changed = (gained + lost).astype(np.float64)
    fewer = np.minimum(gained, lost).astype(np.float64)
    at_most = betainc(np.maximum(changed - fewer, 1.0), fewer + 1, 0.5)
    below = betainc(changed - fewer + 1, np.maximum(fewer, 1.0), 0.5)
    p_value = at_most + np.where(fewer > 0, below, 0.0)
    return np.where(changed > 0, p_value, 1.0)
