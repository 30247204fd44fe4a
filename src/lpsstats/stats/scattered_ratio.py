"""The ratio of two counts of a series that scatters more than chance alone would have it."""

import numpy as np
from scipy.special import stdtr, stdtrit

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.rate_ratio import RateRatios, rate_ratio

SCATTERED = "Quasi-Poisson test of two rates, by the scatter of the series"


def scattered_ratio(
    before: FloatArray,
    after: FloatArray,
    exposure_before: FloatArray,
    exposure_after: FloatArray,
    *,
    dispersion: FloatArray,
    df: FloatArray,
    confidence: float = 0.95,
) -> RateRatios:
    """Compare two rates whose variance is a multiple of their mean.

    Parameters
    ----------
    before, after, exposure_before, exposure_after : ndarray of float, shape S
        As in `rate_ratio`.
    dispersion : ndarray of float, shape S
        The multiple, above 1, estimated from the whole series.
    df : ndarray of float, shape S
        The degrees of freedom of that estimate.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    RateRatios
        Arrays of shape S, with the reasons of `rate_ratio`.

    Notes
    -----
    The log of the ratio has the variance dispersion x (1/before + 1/after) and is referred to t.
    Where one count is 0 that has no end; the counts are then divided by the dispersion, as
    clustered respondents are by a design effect, and the exact limits and the doubled tail are
    taken of what they are worth.

    References
    ----------
    McCullagh, P. & Nelder, J. A. (1989). Generalized linear models, 2nd ed., section 6.2.
    """
    exact = rate_ratio(before, after, exposure_before, exposure_after, confidence=confidence)
    testable = exact.reason == ""
    x, y, s, t, phi, free = (
        np.where(testable, values, 1.0)
        for values in (before, after, exposure_before, exposure_after, dispersion, df)
    )
    log_ratio = np.log(np.maximum(y, 1.0) / np.maximum(x, 1.0) * (s / t))
    error = np.sqrt(phi * (1 / np.maximum(x, 1.0) + 1 / np.maximum(y, 1.0)))
    half = stdtrit(free, (1 + confidence) / 2) * error
    worth, tail = (x + y) / phi, (1 - confidence) / 2
    none_now, none_before = y == 0, x == 0
    # Of what the counts are worth, all on one side: s / (s + r t) to their number is the tail.
    with np.errstate(over="ignore"):
        highest = s / t * np.expm1(-np.log(tail) / worth)
        lowest = s / t / np.expm1(-np.log(tail) / worth)
        low, high = np.exp(log_ratio - half), np.exp(log_ratio + half)
    low = np.select([none_now, none_before], [0.0, lowest], default=low)
    high = np.select([none_now, none_before], [highest, np.nan], default=high)
    p_value = np.select(
        [none_now, none_before],
        [2 * (s / (s + t)) ** worth, 2 * (t / (s + t)) ** worth],
        default=2 * stdtr(free, -np.abs(log_ratio) / error),
    )
    return RateRatios(
        method=SCATTERED,
        ratio=exact.ratio,
        conf_low=np.where(testable, low, np.nan),
        conf_high=np.where(testable & np.isfinite(high), high, np.nan),
        p_value=np.where(testable, np.minimum(p_value, 1.0), np.nan),
        reason=exact.reason,
    )
