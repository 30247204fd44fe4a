"""Standardised mean differences with their intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, nctdtr, ndtri, poch

from lpsstats.stats.moments import FloatArray, IntArray, Moments, mean_difference
from lpsstats.stats.paired import PairMoments

# Secant steps to a noncentrality: five settle it for every |t| up to LARGEST_T, three are margin.
STEPS = 8
# Beyond it the noncentral t distribution takes long to compute and loses digits.
LARGEST_T = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Standardised mean differences; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        Which standardised difference it is.
    effect : ndarray of float
        After minus before in standard deviations; NaN where it does not exist.
    effect_low, effect_high : ndarray of float
        Its interval.
    """

    method: str
    effect: FloatArray
    effect_low: FloatArray
    effect_high: FloatArray


def hedges_average(before: Moments, after: Moments, *, confidence: float = 0.95) -> Effect:
    """Standardise the difference of independent means by the average SD.

    Parameters
    ----------
    before, after : Moments
        Of the same shape S; spreads may differ.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape S; NaN where a group has fewer than two values or neither varies.

    References
    ----------
    Bonett, D. G. (2008). Confidence intervals for standardized linear contrasts of means.
    Psychological Methods 13, 99-109. Correction for small samples: Hedges (1981).
    """
    degrees = before.n - 1.0, after.n - 1.0
    return average_effect("Hedges g, average SD", before, after, degrees, confidence=confidence)


def average_effect(
    method: str,
    before: Moments,
    after: Moments,
    degrees: tuple[NDArray[np.floating], NDArray[np.floating]],
    *,
    confidence: float,
    inflation: FloatArray | float = 1.0,
) -> Effect:
    """Standardise by the average SD, each wave's spread having its own degrees of freedom.

    `inflation` is how many times larger the variance of the mean difference is than these degrees
    of freedom say; otherwise as `hedges_average`.
    """
    sd = _average_sd(before, after)
    d = mean_difference(before, after) / sd
    share_before, share_after = (before.sd / sd) ** 2, (after.sd / sd) ** 2
    df_before, df_after = degrees
    variance = d**2 * (share_before**2 / df_before + share_after**2 / df_after) / 8
    variance += inflation * (share_before / df_before + share_after / df_after)
    correction = _approximate_correction(df_before + df_after)
    return _normal_interval(method, d, variance, correction, confidence)


def hedges_average_paired(pairs: PairMoments, *, confidence: float = 0.95) -> Effect:
    """Standardise the mean difference of pairs by the average SD of the two waves.

    Parameters
    ----------
    pairs : PairMoments
        Of shape S.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape S; NaN with fewer than three pairs (the correction for small samples is 0
        with one degree of freedom) or where neither wave varies.

    References
    ----------
    Bonett (2008), as in `hedges_average`: the within-subject variance.
    """
    first, second = pairs.before, pairs.after
    sd = _average_sd(first, second)
    d = pairs.difference.mean / sd
    df = np.where((pairs.n > 2) & (sd > 0), pairs.n - 1.0, np.nan)
    share_first, share_second = (first.sd / sd) ** 2, (second.sd / sd) ** 2
    r = np.nan_to_num(pairs.correlation)  # a constant wave goes with nothing
    spread = share_first**2 + share_second**2 + 2 * r**2 * share_first * share_second
    variance = d**2 * spread / (8 * df) + (pairs.difference.sd / sd) ** 2 / df
    correction = _approximate_correction(df)
    return _normal_interval("Hedges g, average SD, paired", d, variance, correction, confidence)


def hedges_pooled(before: Moments, after: Moments, *, confidence: float = 0.95) -> Effect:
    """Standardise the difference of independent means by the pooled SD.

    Parameters
    ----------
    before, after : Moments
        Of the same shape S; spreads are taken to be equal.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape S; NaN where a group has fewer than two values or neither varies.

    Notes
    -----
    The interval inverts the noncentral t distribution (Steiger & Fouladi 1997) and is NaN where
    |t| passes `LARGEST_T`.

    References
    ----------
    Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related
    estimators. Journal of Educational Statistics 6, 107-128.
    """
    df = _positive(before.n + after.n - 2.0)
    sd = np.sqrt(((before.n - 1) * before.sd**2 + (after.n - 1) * after.sd**2) / df)
    d = mean_difference(before, after) / _positive(sd)
    per_t = np.sqrt(1 / _positive(before.n) + 1 / _positive(after.n))
    low, high = _noncentrality_interval(d / per_t, df, confidence)
    # Hedges (1981): gamma(df/2) / (sqrt(df/2) gamma((df - 1)/2)); poch is that ratio
    # of gammas without their overflow.
    correction = np.sqrt(2 / df) * poch((df - 1) / 2, 0.5)
    return Effect(
        method="Hedges g, pooled SD",
        effect=correction * d,
        effect_low=correction * per_t * low,
        effect_high=correction * per_t * high,
    )


def _average_sd(before: Moments, after: Moments) -> FloatArray:
    """Take the root of the mean variance; NaN where it is 0 or a group has no spread to give."""
    return _positive(np.sqrt((before.sd**2 + after.sd**2) / 2))


def _positive(numbers: NDArray[np.floating] | IntArray) -> FloatArray:
    """Make what cannot be divided by NaN."""
    return np.where(numbers > 0, numbers, np.nan)


def _approximate_correction(df: NDArray[np.floating]) -> FloatArray:
    """Correct d for its bias in small samples (Hedges 1981, his approximation)."""
    return 1 - 3 / (4 * df - 1)


def _normal_interval(
    method: str, d: FloatArray, variance: FloatArray, correction: FloatArray, confidence: float
) -> Effect:
    """Correct d and its normal-theory interval alike."""
    half_width = ndtri((1 + confidence) / 2) * np.sqrt(variance)
    return Effect(
        method=method,
        effect=correction * d,
        effect_low=correction * (d - half_width),
        effect_high=correction * (d + half_width),
    )


def _noncentrality_interval(
    t: FloatArray, df: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Find the noncentralities under which t lies just inside the interval.

    Works on |t| and turns the interval round for a negative t, because the lower tail of the
    distribution loses digits there.
    """
    size = np.where(np.abs(t) <= LARGEST_T, np.abs(t), np.nan)
    near = _noncentrality(size, df, (1 + confidence) / 2)
    far = _noncentrality(size, df, (1 - confidence) / 2)
    return np.where(t < 0, -far, near), np.where(t < 0, -near, far)


def _noncentrality(t: FloatArray, df: FloatArray, probability: float) -> FloatArray:
    """Solve P(T <= t) = probability for the noncentrality of T, by secants on the probit scale.

    There the probability is nearly a straight line. The first guess joins the error of the mean
    and that of the SD, a quantile of chi / sqrt(df), at right angles. scipy's `nctdtrinc` stops at
    7 to 9 digits and is not used.
    """
    z = ndtri(probability)
    sd_quantile = np.sqrt(2 * gammaincinv(df / 2, 1 - probability) / df)
    old = t - np.sign(z) * np.hypot(z, t * (1 - sd_quantile))
    old_miss = ndtri(nctdtr(df, old, t)) - z
    new = old + np.sqrt(1 + t**2 / (2 * df)) / 100  # near by: far from the root p rounds to 1
    for _ in range(STEPS):
        miss = ndtri(nctdtr(df, new, t)) - z
        change = miss - old_miss
        step = np.divide(miss * (new - old), change, out=np.zeros_like(t), where=change != 0)
        old, old_miss, new = new, miss, np.subtract(new, step)
    return np.asarray(new)
