"""Whether several means that hang together are one: a Wald test by their covariances."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from lpsstats.stats.dependent_waves import NEGLIGIBLE, DependentWaves, too_few
from lpsstats.stats.estimate import NO_VARIANCE
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.welch_anova import NO_VARIANCE_ONE, WavesTest

WALD = "Design-based Wald F test"


def wald_of_waves(waves: DependentWaves, *, method: str = WALD) -> WavesTest:
    """Test whether all waves of a contrast share one mean, by the covariances of the means.

    Parameters
    ----------
    waves : DependentWaves
        Of n_contrasts. Waves without answers are left out of their contrast.
    method : str
        What the test is to be called: of ranks it is another one.

    Returns
    -------
    WavesTest
        Arrays of shape (n_contrasts,). With k waves less one and d sampling units less strata, F
        is W (d - k + 1) / (d k) on k and d - k + 1 degrees of freedom, W being Wald's chi-square
        of the differences. Not testable where fewer than two waves have answers (`wave_missing`);
        a wave has one, a stratum one unit, or d is below k (`n_lt_2`); no difference varies
        (`no_variance_both`) or some sum of them does not (`no_variance_one`).

    Notes
    -----
    Where the same people are in all waves with equal weights this is Hotelling's T-square of the
    differences, exact for normal answers. A chi-square, or F without the factor, rejects too often
    where the sampling units are few.

    References
    ----------
    Korn, E. L. & Graubard, B. I. (1990). Simultaneous testing of regression coefficients with
    complex survey data: use of Bonferroni t statistics. American Statistician 44, 270-276.
    """
    used = waves.used
    df1 = used.sum(axis=-1) - 1.0
    reason = too_few(waves, np.maximum(df1, 1))
    wald = np.full(df1.shape, np.nan)
    for pattern in np.unique(used[reason == ""], axis=0):
        at = np.flatnonzero((used == pattern).all(axis=-1) & (reason == ""))
        wald[at], reason[at] = _wald(waves, at, np.flatnonzero(pattern))
    testable = reason == ""
    df1 = np.where(testable, df1, np.nan)
    df2 = np.where(testable, waves.degrees - df1 + 1, np.nan)
    statistic = wald * df2 / (np.where(testable, waves.degrees, np.nan) * df1)
    return WavesTest(
        method=method,
        statistic=statistic,
        df1=df1,
        df2=df2,
        p_value=np.asarray(fdtrc(df1, df2, statistic), dtype=np.float64),
        n_waves=used.sum(axis=-1),
        reason=reason,
    )


def _wald(
    waves: DependentWaves, at: IntArray, keep: IntArray
) -> tuple[FloatArray, NDArray[np.str_]]:
    """Give Wald's chi-square of the steps from wave to wave, or why there is none."""
    mean, tail = (part[at][:, keep] for part in (waves.moments.mean, waves.moments.mean_tail))
    step = np.diff(mean, axis=-1) + np.diff(tail, axis=-1)
    between = np.diff(np.eye(keep.size), axis=0)
    covariance = waves.covariance[at][:, keep][:, :, keep]
    variance = between @ covariance @ between.T
    gross = _diagonal(np.abs(between) @ np.abs(covariance) @ np.abs(between.T))
    diagonal = _diagonal(variance)
    still = diagonal <= np.maximum(waves.rounding()[at][:, None], NEGLIGIBLE * gross)
    size = np.sqrt(np.where(still, 1.0, diagonal))
    correlation = variance / size[:, :, None] / size[:, None, :]
    singular = still.any(axis=-1) | (np.linalg.eigvalsh(correlation)[:, 0] < NEGLIGIBLE)
    correlation[singular] = np.eye(keep.size - 1)
    scaled = step / size
    wald = (scaled * np.linalg.solve(correlation, scaled[..., None])[..., 0]).sum(axis=-1)
    reason = np.select([still.all(axis=-1), singular], [NO_VARIANCE, NO_VARIANCE_ONE], default="")
    return np.where(singular, np.nan, wald), reason


def _diagonal(matrices: FloatArray) -> FloatArray:
    return np.asarray(np.diagonal(matrices, axis1=-2, axis2=-1))
