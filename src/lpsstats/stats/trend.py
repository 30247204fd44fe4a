"""A straight line through three or more waves, by the dates at which they were held."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray, Moments


def linear_trend(waves: Moments, times: FloatArray, *, confidence: float = 0.95) -> Estimate:
    """Fit a line through all respondents of independent waves, with an HC3 standard error.

    Parameters
    ----------
    waves : Moments
        Of shape (..., W), one wave after the other on the last axis. A wave without answers is
        left out.
    times : ndarray of float, shape (W,)
        When each wave was held, in years from any origin; all different.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Change per year, later minus earlier, arrays of shape (...). Not testable where fewer than
        two waves have answers (`wave_missing`), one of them has a single answer (`n_lt_2`) or
        none that draws the line varies (`no_variance_both`).

    Notes
    -----
    Every respondent counts alike, so a large wave draws the line more than a small one; where the
    change is not straight, the slope therefore depends on the sizes of the waves. `trend_of_means`
    can weigh them otherwise.

    Leverage is the same for all respondents of a wave, so that their squared residuals, the sum of
    which follows from mean and sd, are all that HC3 needs. Of the residuals those from the line
    are taken: what the waves' means stray from it widens the interval. The degrees of freedom are
    Satterthwaite's, over the waves' shares of the squared standard error with n - 1 each: on
    skewed answers the interval then covers what it should from 40 respondents a wave upward, and
    a little more below. The n - 2 of the textbook covers too little where most of the variance
    comes from one small wave.

    References
    ----------
    MacKinnon, J. G. & White, H. (1985). Some heteroskedasticity-consistent covariance matrix
    estimators with improved finite sample properties. Journal of Econometrics 29, 305-325.
    Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components.
    Biometrics Bulletin 2, 110-114.
    """
    used = waves.n > 0
    df = np.where(used, waves.n - 1.0, np.nan)
    n = np.where(used, waves.n, 0.0)
    reach, slope_of = _line(n, times)
    height = _heights(waves)
    slope = _sum_used(slope_of * height, used)
    squares = (n - 1) * waves.sd**2 + n * _from_line(height, n, reach, slope) ** 2
    per_person = slope_of / _positive(n)  # how a respondent's residual moves the slope
    leverage = 1 / _total(n) + per_person * reach
    part = per_person**2 * squares / _positive(1 - leverage) ** 2
    return _estimate(
        "Linear trend, HC3",
        slope=slope,
        part=part,
        df=df,
        reason=_reason(used, df, (waves.sd == 0) | (slope_of == 0)),
        confidence=confidence,
    )


def trend_of_means(
    mean: FloatArray,
    variance: FloatArray,
    df: FloatArray,
    times: FloatArray,
    *,
    weight: FloatArray | IntArray,
    confidence: float = 0.95,
) -> Estimate:
    """Fit a line through the means of independent waves whose variances are given.

    Parameters
    ----------
    mean : ndarray of float, shape (..., W)
        One wave after the other; weighted means, say. NaN leaves the wave out.
    variance : ndarray of float, shape (..., W)
        Of each mean, such as a linearised one.
    df : ndarray of float, shape (..., W)
        Degrees of freedom of each variance.
    times : ndarray of float, shape (W,)
        When each wave was held, in years from any origin; all different.
    weight : ndarray of float or int, broadcast to the shape (..., W)
        How much each wave counts in the fit, above zero. The number of respondents gives the
        slope of `linear_trend` where all design weights are equal, and does not depend on the
        units of the weights, which may differ between waves. Ones give the line through the
        waves' means, which does not depend on how many people each wave reached; with three waves
        at even distances that is the change from first to last per year, whatever the middle one.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Change per year, later minus earlier, arrays of shape (...); reasons as in `linear_trend`,
        a df below 1 being `n_lt_2`. The slope is a fixed sum c'm of the means, and its variance
        the sum of c^2 times theirs: unlike HC3's, without what they stray from the line.
    """
    used = ~np.isnan(mean)
    _, slope_of = _line(np.where(used, weight, 0.0), times)
    return _estimate(
        "Linear trend of the means",
        slope=_sum_used(slope_of * mean, used),
        part=slope_of**2 * np.where(used, variance, np.nan),
        df=np.where(used, df, np.nan),
        reason=_reason(used, df, (variance == 0) | (slope_of == 0)),
        confidence=confidence,
    )


def _line(weight: FloatArray, times: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give each wave's distance from the mean date, and what its mean adds to the slope."""
    centre = np.sum(weight * times, axis=-1, keepdims=True) / _total(weight)
    reach = times - centre
    # A wave at the mean date has no part in the slope, and rounding shall not give it one.
    reach = np.where(np.abs(reach) <= ROUNDING * np.abs(times).max(), 0.0, reach)
    squares = np.sum(weight * reach**2, axis=-1, keepdims=True)
    return reach, weight * reach / np.where(squares > 0, squares, np.nan)


def _heights(waves: Moments) -> FloatArray:
    """Measure means from the first wave with answers, so that a large offset costs no digits."""
    tail = np.broadcast_to(waves.mean_tail, waves.mean.shape)
    first = np.argmax(waves.n > 0, axis=-1, keepdims=True)
    here, there = (np.take_along_axis(part, first, axis=-1) for part in (waves.mean, tail))
    return np.asarray((waves.mean - here) + (tail - there))


def _from_line(
    height: FloatArray, n: FloatArray, reach: FloatArray, slope: FloatArray
) -> FloatArray:
    """Say how far above the line each wave's mean is; NaN where it has none."""
    middle = np.nansum(n * height, axis=-1, keepdims=True) / _total(n)
    return np.asarray(height - middle - slope[..., None] * reach)


def _estimate(
    method: str,
    *,
    slope: FloatArray,
    part: FloatArray,
    df: FloatArray,
    reason: NDArray[np.str_],
    confidence: float,
) -> Estimate:
    """Test a slope whose variance is the sum of one part per wave (Satterthwaite 1946)."""
    part = np.where((reason == "")[..., None], part, np.nan)
    variance = _sum_used(part, ~np.isnan(part))
    share = part / variance[..., None]
    inverse_df = _sum_used(share**2 / df, ~np.isnan(share))
    return t_estimate(
        method,
        estimate=slope,
        std_error=np.sqrt(variance),
        df=1 / inverse_df,
        reason=reason,
        confidence=confidence,
    )


def _total(weight: FloatArray) -> FloatArray:
    total = np.sum(weight, axis=-1, keepdims=True)
    return np.where(total > 0, total, np.nan)


def _positive(numbers: FloatArray) -> FloatArray:
    """Make what cannot be divided by NaN."""
    return np.where(numbers > 0, numbers, np.nan)


def _sum_used(terms: FloatArray, used: NDArray[np.bool_]) -> FloatArray:
    """Add up over the waves that are used; NaN where none is."""
    total: FloatArray = np.sum(terms, axis=-1, where=used)
    return np.where(used.any(axis=-1), total, np.nan)


def _reason(
    used: NDArray[np.bool_], df: FloatArray, constant: NDArray[np.bool_]
) -> NDArray[np.str_]:
    """Say why a slope cannot be tested, the most basic cause first.

    `constant` are the waves that leave the slope without error: they do not vary or do not count.
    """
    return np.select(
        [
            used.sum(axis=-1) < 2,
            (used & ~(df >= 1)).any(axis=-1),
            (constant | ~used).all(axis=-1),
        ],
        [WAVE_MISSING, TOO_FEW, NO_VARIANCE],
        default="",
    )
