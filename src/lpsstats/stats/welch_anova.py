"""Several independent means with unequal variances, tested together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray, Moments

NO_VARIANCE_ONE = "no_variance_one"


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesTest:
    """Whether the waves share one mean; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    statistic : ndarray of float
        Welch's F; NaN where not testable, as are the three below.
    df1, df2 : ndarray of float
        Waves with answers less one; the degrees of freedom of the error, a fraction.
    p_value : ndarray of float
        Of any difference between the waves.
    n_waves : ndarray of int
        Waves with answers; the others are left out of their contrast.
    reason : ndarray of str
        Why not testable: fewer than two waves have answers (`wave_missing`), one of them has a
        single answer (`n_lt_2`), none varies (`no_variance_both`), one or more of three or more
        waves do not vary (`no_variance_one`). Empty where testable.
    """

    method: str
    statistic: FloatArray
    df1: FloatArray
    df2: FloatArray
    p_value: FloatArray
    n_waves: NDArray[np.int64]
    reason: NDArray[np.str_]


def welch_anova(waves: Moments) -> WavesTest:
    """Test the means of independent waves without assuming equal variances (Welch 1951).

    Parameters
    ----------
    waves : Moments
        Of shape (..., W), one wave after the other on the last axis. A wave without answers is
        left out.

    Returns
    -------
    WavesTest
        Arrays of shape (...). For two waves F is the square of Welch's t, also where one of them
        is constant. With three waves or more a constant one would have to be weighted without
        limit, and there is no number; a rank test (Kruskal-Wallis) does not need its variance.

    Notes
    -----
    It holds its size on skewed answers, in waves of equal size down to 8; with waves as uneven as
    100, 15 and 8 it rejects 7% of the time at 5%.

    References
    ----------
    Welch, B. L. (1951). On the comparison of several mean values: an alternative approach.
    Biometrika 38, 330-336.
    """
    # Means far from zero differ in their last digits: only distances from a common origin go on.
    tail = np.broadcast_to(waves.mean_tail, waves.mean.shape)
    origin = np.take_along_axis(waves.mean, _first_with_answers(waves.n), axis=-1)
    with_answers = np.where(waves.n > 0, waves.n, np.nan)
    return waves_of_means(
        (waves.mean - origin) + tail,
        waves.sd**2 / with_answers,
        np.where(waves.n > 0, waves.n - 1.0, np.nan),
    )


def waves_of_means(mean: FloatArray, variance: FloatArray, df: FloatArray) -> WavesTest:
    """Test the means of waves whose sampling variances were estimated elsewhere (Welch 1951).

    Parameters
    ----------
    mean : ndarray of float, shape (..., W)
        One wave after the other; weighted means, say. NaN leaves the wave out.
    variance : ndarray of float, shape (..., W)
        Of each mean (a squared standard error, such as a linearised one), independent of the
        others'.
    df : ndarray of float, shape (..., W)
        Degrees of freedom of each variance; below 1 means that there is none.

    Returns
    -------
    WavesTest
        As `welch_anova`, which gives it sd^2 / n on n - 1.
    """
    used = ~np.isnan(mean)
    n_waves = used.sum(axis=-1)
    reason = _reason(used, variance, df)
    testable = (reason == "")[..., None] & used
    df1 = np.where(reason == "", n_waves - 1.0, np.nan)
    statistic, df2 = _welch_f(mean, variance, df, testable, df1)
    return WavesTest(
        method="Welch ANOVA",
        statistic=statistic,
        df1=df1,
        df2=df2,
        p_value=np.asarray(fdtrc(df1, df2, statistic), dtype=np.float64),
        n_waves=n_waves,
        reason=reason,
    )


def _welch_f(
    mean: FloatArray,
    variance: FloatArray,
    df: FloatArray,
    testable: NDArray[np.bool_],
    df1: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Compute F and its second degrees of freedom (Welch 1951, eq. 28 and 29)."""
    share, total = _shares(np.where(testable, variance, np.nan))
    # The spread about the weighted mean, pair by pair: a nearly constant wave then costs no digits.
    gap = mean[..., :, None] - mean[..., None, :]
    pairs = share[..., :, None] * share[..., None, :] * gap**2
    between = _sum(_sum(pairs)) * total / (2 * df1)
    # How far the shares themselves are uncertain.
    wobble = _sum((1 - share) ** 2 / df)
    waves = df1 + 1
    correction = 1 + 2 * (waves - 2) / (waves**2 - 1) * wobble
    return between / correction, (waves**2 - 1) / (3 * wobble)


def _shares(variance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weigh waves by the inverse of their variance: the shares, and the sum of the weights.

    The constant one of two waves would have all the weight; the smallest positive variance that
    rounding cannot tell from none beside the other's stands in for it.
    """
    largest = np.max(variance, axis=-1, initial=0.0, where=~np.isnan(variance))[..., None]
    relative = variance / np.where(largest > 0, largest, np.nan)
    precision = 1 / np.maximum(relative, np.finfo(np.float64).eps)
    total = _sum(precision)
    return precision / total[..., None], total / largest[..., 0]


def _sum(terms: FloatArray) -> FloatArray:
    """Add up over the waves that are used; NaN where none is."""
    total: FloatArray = np.nansum(terms, axis=-1)
    return np.where(np.isnan(terms).all(axis=-1), np.nan, total)


def _first_with_answers(n: IntArray) -> IntArray:
    return np.asarray(np.argmax(n > 0, axis=-1, keepdims=True))


def _reason(used: NDArray[np.bool_], variance: FloatArray, df: FloatArray) -> NDArray[np.str_]:
    """Say why a contrast cannot be tested, the most basic cause first."""
    n_waves = used.sum(axis=-1)
    constant = (used & (variance == 0)).sum(axis=-1)
    return np.select(
        [
            n_waves < 2,
            (used & ~(df >= 1)).any(axis=-1),
            constant == n_waves,
            (constant > 0) & (n_waves > 2),
        ],
        [WAVE_MISSING, TOO_FEW, NO_VARIANCE, NO_VARIANCE_ONE],
        default="",
    )
