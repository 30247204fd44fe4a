"""Two counts held against each other by the time, or other exposure, in which they came about."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, gammainccinv, gammaincinv, gammaln, kl_div

from lpsstats.stats.moments import FloatArray

METHOD = "Exact conditional test of two Poisson rates"
NOT_RECORDED = "not_recorded"
NOTHING_RECORDED = "nothing_recorded"
NO_EXPOSURE = "no_exposure"
EXPOSURE_DIFFERS = "exposure_differs"
NO_PERIOD = "no_period"

# Counts whose probabilities agree to this are equally likely; they differ by rounding (R's own).
TIE = 1e-7
# Above it three terms of Stirling's series are exact to the last digit or two.
LARGE = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatios:
    """Ratios of two rates; every array has one entry per comparison.

    Attributes
    ----------
    method : str
        The test's name.
    ratio : ndarray of float
        Later rate over earlier rate; NaN where the earlier count is 0, and where not testable.
    conf_low, conf_high : ndarray of float
        Its exact interval; `conf_high` is NaN where the earlier count is 0, being without end.
    p_value : ndarray of float
        Two-sided; NaN where not testable.
    reason : ndarray of str
        `not_recorded`, a count is missing; `no_exposure`, an exposure is; `nothing_recorded`, both
        counts are 0; else empty.
    """

    method: str
    ratio: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def poisson_limits(count: FloatArray, *, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Give the exact limits of the mean of a Poisson count (Garwood).

    Parameters
    ----------
    count : ndarray of float, shape S
        0 or more, whole or, divided by a dispersion, what counts are worth; NaN gives NaN.
    confidence : float
        Coverage of the interval, between 0 and 1: at least that much.

    Returns
    -------
    (ndarray of float, ndarray of float)
        Of shape S; 0 below a count of 0. Divided by its exposure they are limits of a rate.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.
    """
    tail = (1 - confidence) / 2
    low = np.where(count > 0, gammaincinv(np.where(count > 0, count, 1.0), tail), 0.0)
    low = np.where(np.isnan(count), np.nan, low)
    return low, np.asarray(gammainccinv(count + 1.0, tail), dtype=np.float64)


def rate_ratio(
    before: FloatArray,
    after: FloatArray,
    exposure_before: FloatArray,
    exposure_after: FloatArray,
    *,
    confidence: float = 0.95,
) -> RateRatios:
    """Compare two Poisson rates by the exact conditional test.

    Parameters
    ----------
    before, after : ndarray of float, shape S
        The counts, whole numbers of 0 or more; NaN where nothing is known.
    exposure_before, exposure_after : ndarray of float, shape S
        What they are counted per, above 0 (weeks of work, say); ones compare the counts themselves.
        NaN where unknown.
    confidence : float
        Coverage of the interval, between 0 and 1: at least that much.

    Returns
    -------
    RateRatios
        Arrays of shape S.

    Notes
    -----
    Given the sum of both, the later count is binomial with the later share of the exposure, if the
    rates are equal. The limits are Clopper and Pearson's, as odds; p adds up all outcomes that are
    no likelier than the one found, as R's `poisson.test` does. Interval and p are each exact, but
    not each other's inverse: near the level they may disagree.

    References
    ----------
    Przyborowski, J. & Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson
    series. Biometrika 31, 313-323. Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or
    fiducial limits illustrated in the case of the binomial. Biometrika 26, 404-413.
    """
    reason = _reasons(before, after, exposure_before, exposure_after)
    testable = reason == ""
    x, y, s, t = (
        np.where(testable, values, 1.0)
        for values in (before, after, exposure_before, exposure_after)
    )
    low, high = _odds_limits(x, y, (1 - confidence) / 2)
    based, scale = testable & (x > 0), s / t
    return RateRatios(
        method=METHOD,
        ratio=np.where(based, y / np.maximum(x, 1.0) * scale, np.nan),
        conf_low=np.where(testable, low * scale, np.nan),
        conf_high=np.where(based, high * scale, np.nan),
        p_value=np.where(testable, _two_sided(y, x, t / (s + t), s / (s + t)), np.nan),
        reason=reason,
    )


def _reasons(
    before: FloatArray, after: FloatArray, exposure_before: FloatArray, exposure_after: FloatArray
) -> NDArray[np.str_]:
    """Say what stands in the way of a comparison."""
    unknown = np.isnan(before) | np.isnan(after)
    bare = np.isnan(exposure_before) | np.isnan(exposure_after)
    nothing = (before == 0) & (after == 0)
    return np.select(
        [unknown, bare, nothing], [NOT_RECORDED, NO_EXPOSURE, NOTHING_RECORDED], default=""
    )


def _odds_limits(x: FloatArray, y: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    """Give Clopper and Pearson's limits of y in x + y, as odds.

    Limit and complement are each a quantile of a beta distribution, so that neither loses its
    digits where the other is near 1.
    """
    some_x, some_y = np.maximum(x, 1.0), np.maximum(y, 1.0)
    low = betaincinv(some_y, x + 1, tail) / betaincinv(x + 1, some_y, 1 - tail)
    high = betaincinv(y + 1, some_x, 1 - tail) / betaincinv(some_x, y + 1, tail)
    return np.where(y > 0, low, 0.0), np.asarray(high, dtype=np.float64)


def _two_sided(y: FloatArray, x: FloatArray, p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum the probability of all outcomes that are no likelier than y of x + y; q is 1 - p."""
    n = x + y
    likely = _log_probability(y, n, p, q) + np.log1p(TIE)
    below, above = y < n * p, y > n * p
    upper = _first_above(likely, n, p, q)
    lower = _last_below(likely, n, p, q)
    from_below = _at_most(y, n, q) + _at_least(upper, n, p)
    from_above = _at_least(y, n, p) + _at_most(lower, n, q)
    p_value = np.select([below, above], [from_below, from_above], default=1.0)
    return np.asarray(np.minimum(p_value, 1.0))


def _first_above(likely: FloatArray, n: FloatArray, p: FloatArray, q: FloatArray) -> FloatArray:
    """Find, above the mean, the first outcome that is no likelier; n + 1 if there is none.

    From the mean upward probabilities only fall, so that halving finds it.
    """
    low, high = np.minimum(np.ceil(n * p), n), n + 1
    while np.any(low < high):
        middle = np.floor((low + high) / 2)
        rare = _log_probability(np.minimum(middle, n), n, p, q) <= likely
        high = np.where(rare & (low < high), middle, high)
        low = np.where(~rare & (low < high), middle + 1, low)
    return high


def _last_below(likely: FloatArray, n: FloatArray, p: FloatArray, q: FloatArray) -> FloatArray:
    """Find, below the mean, the last outcome that is no likelier; -1 if there is none."""
    return n - _first_above(likely, n, q, p)


def _at_most(k: FloatArray, n: FloatArray, q: FloatArray) -> FloatArray:
    """Give P(X <= k) as an incomplete beta function, which keeps the digits of a small one."""
    inside = (k >= 0) & (k < n)
    value = betainc(np.where(inside, n - k, 1.0), np.where(inside, k + 1, 1.0), q)
    return np.select([k < 0, k >= n], [0.0, 1.0], default=value)


def _at_least(k: FloatArray, n: FloatArray, p: FloatArray) -> FloatArray:
    """Give P(X >= k)."""
    return _at_most(n - k, n, p)


def _log_probability(k: FloatArray, n: FloatArray, p: FloatArray, q: FloatArray) -> FloatArray:
    """Give the log of a binomial probability by Loader's saddle-point form.

    Log factorials lose the seventh digit of a difference at counts of ten million, which is where
    ties are told; deviances from the mean do not (Loader 2000, Fast and accurate computation of
    binomial probabilities).
    """
    rest = n - k
    inside = (k > 0) & (rest > 0)
    some, other = np.where(inside, k, 1.0), np.where(inside, rest, 1.0)
    scale = 0.5 * np.log(n / (2 * np.pi * some * other))
    tail = _stirling_error(n) - _stirling_error(some) - _stirling_error(other)
    between = tail - kl_div(some, n * p) - kl_div(other, n * q) + scale
    return np.select([k == 0, rest == 0], [n * np.log1p(-p), n * np.log(p)], default=between)


def _stirling_error(n: FloatArray) -> FloatArray:
    """Give the log of n! less that of Stirling's formula."""
    small, large = np.minimum(n, LARGE), np.maximum(n, LARGE)
    exact = gammaln(small + 1) - (small + 0.5) * np.log(small) + small - 0.5 * np.log(2 * np.pi)
    series = (1 / 12 - (1 / 360 - (1 / 1260) / large**2) / large**2) / large
    return np.asarray(np.where(n <= LARGE, exact, series))
