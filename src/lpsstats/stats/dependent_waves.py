"""The means of several waves that hang together, and a straight line through them.

People who are in several waves, or streets that are, make the waves' means hang together. How much
is in their covariance matrix, estimated as every variance of a sampling design is: from what the
sampling units bring to each mean.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.design import Design, sampling_design, sums
from lpsstats.stats.design_means import weighted_cells
from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray, Moments

TREND = "Linear trend, design-based"
# A variance this small beside what it is the difference of, or an eigenvalue, is rounding.
NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class DependentWaves:
    """Weighted means of the waves of each contrast, with their covariances.

    Attributes
    ----------
    moments : Moments
        Of shape (n_contrasts, n_waves); `n` is unweighted.
    n_effective : ndarray of float, shape (n_contrasts, n_waves)
        (sum w)^2 / sum w^2 (Kish 1965); NaN where a wave is empty.
    covariance : ndarray of float, shape (n_contrasts, n_waves, n_waves)
        Of the means, linearised; 0 for empty waves, NaN where a stratum has one unit.
    degrees : ndarray of float, shape (n_contrasts,)
        Sampling units less strata.
    """

    moments: Moments
    n_effective: FloatArray
    covariance: FloatArray
    degrees: FloatArray

    @property
    def used(self) -> NDArray[np.bool_]:
        """Which waves have answers, shape (n_contrasts, n_waves)."""
        return np.asarray(self.moments.n > 0)

    def rounding(self) -> FloatArray:
        """Give the variance of a mean that cannot be told from rounding, shape (n_contrasts,)."""
        size = np.nan_to_num(np.abs(self.moments.mean)) + np.nan_to_num(self.moments.sd)
        n = np.maximum(self.moments.n.sum(axis=-1), 1)
        return np.asarray((ROUNDING * size.max(axis=-1)) ** 2 / n)


def dependent_waves(
    values: FloatArray,
    weight: FloatArray,
    wave: IntArray,
    contrast: IntArray,
    shape: tuple[int, int],
    *,
    stratum: IntArray,
    cluster: IntArray | None = None,
) -> DependentWaves:
    """Compute weighted means of waves and the covariances that the sampling design gives them.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is left out, before strata and units are counted.
    weight : ndarray of float, shape (n,)
        A design weight each; those with NaN or zero are left out.
    wave : ndarray of int, shape (n,)
        The wave of each, from 0.
    contrast : ndarray of int, shape (n,)
        The contrast of each, from 0; -1 belongs to none and is left out.
    shape : (int, int)
        How many contrasts and how many waves there are, empty ones included.
    stratum : ndarray of int, shape (n,)
        The stratum of each, from 0 over the whole survey. Where units are in several waves,
        strata must span the waves.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each, from 0 over the whole survey, such as a person; -1, or no array,
        is a unit of one's own.

    Returns
    -------
    DependentWaves
        As R's `survey::svyby` with `covmat = TRUE` of a design made of each contrast alone.

    References
    ----------
    Binder (1983), as in `design.Design`.
    """
    counted = (contrast >= 0) & ~np.isnan(values) & (weight > 0)
    wave, contrast = wave[counted], contrast[counted]
    cell, n_cells = contrast * shape[1] + wave, shape[0] * shape[1]
    cells = weighted_cells(values[counted], weight[counted], cell, n_cells)
    design = sampling_design(
        contrast,
        shape[0],
        stratum=stratum[counted],
        cluster=None if cluster is None else cluster[counted],
    )
    return DependentWaves(
        moments=cells.moments.take(np.arange(n_cells).reshape(shape)),
        n_effective=cells.n_effective.reshape(shape),
        covariance=_covariance(design, cells.influence, wave, shape[1]),
        degrees=design.degrees(),
    )


def _covariance(design: Design, influence: FloatArray, wave: IntArray, n_waves: int) -> FloatArray:
    """Multiply what the units bring to every two means, and add up within domains."""
    scale = np.sqrt(design.scale())[design.stratum]
    domain = design.domain[design.stratum]
    apart = [scale * design.centred(np.where(wave == w, influence, 0.0)) for w in range(n_waves)]
    covariance = np.empty((design.n_domains, n_waves, n_waves))
    for w in range(n_waves):
        for v in range(w + 1):
            covariance[:, w, v] = sums(domain, apart[w] * apart[v], design.n_domains)
            covariance[:, v, w] = covariance[:, w, v]
    return covariance


def trend_of_waves(
    waves: DependentWaves, times: FloatArray, *, confidence: float = 0.95
) -> Estimate:
    """Fit a line through the waves' means, each counting by its respondents.

    Parameters
    ----------
    waves : DependentWaves
        Of n_contrasts. Waves without answers are left out.
    times : ndarray of float, shape (n_waves,)
        When each wave was held, in years from any origin; all different.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Change per year, later minus earlier, arrays of shape (n_contrasts,). A fixed sum c'm of
        the means, with variance c'Vc and as many degrees of freedom as units less strata; with
        equal weights the slope is that of `trend.linear_trend`. Reasons as `wald_of_waves`, where
        nothing varies along the line (`no_variance_both`).
    """
    used = waves.used
    n = np.where(used, waves.moments.n, 0).astype(np.float64)
    people = np.maximum(n.sum(axis=-1, keepdims=True), 1)
    reach = times - (n * times).sum(axis=-1, keepdims=True) / people
    spread = (n * reach**2).sum(axis=-1, keepdims=True)
    share = n * reach / np.where(spread > 0, spread, np.nan)
    slope = np.where(used.sum(axis=-1) > 1, (share * _heights(waves)).sum(axis=-1), np.nan)
    variance, gross = (
        np.einsum("ci,cij,cj->c", c, of_means, c)
        for c, of_means in (
            (share, waves.covariance),
            (np.abs(share), np.abs(waves.covariance)),
        )
    )
    floor = np.maximum(waves.rounding() * (share**2).sum(axis=-1), NEGLIGIBLE * gross)
    still = ~(variance > floor)
    reason = too_few(waves, 1.0)
    return t_estimate(
        TREND,
        estimate=slope,
        std_error=np.sqrt(np.where(still, 1.0, variance)),
        df=waves.degrees,
        reason=np.where((reason == "") & still, NO_VARIANCE, reason),
        confidence=confidence,
    )


def _heights(waves: DependentWaves) -> FloatArray:
    """Measure means from the first wave with answers, so that a large offset costs no digits."""
    mean, tail = waves.moments.mean, waves.moments.mean_tail
    first = np.argmax(waves.used, axis=-1, keepdims=True)
    here, there = (np.take_along_axis(part, first, axis=-1) for part in (mean, tail))
    return np.where(waves.used, (mean - here) + (tail - there), 0.0)


def too_few(waves: DependentWaves, needed: FloatArray | float) -> NDArray[np.str_]:
    """Say which contrasts lack waves, respondents or sampling units.

    Parameters
    ----------
    waves : DependentWaves
        Of n_contrasts.
    needed : ndarray of float, shape (n_contrasts,), or float
        The degrees of freedom that there must be, at the least.

    Returns
    -------
    ndarray of str, shape (n_contrasts,)
        `wave_missing`, `n_lt_2`, or empty.
    """
    alone = (waves.moments.n == 1).any(axis=-1)
    lonely = np.isnan(waves.covariance).any(axis=(-2, -1))
    few = alone | lonely | (waves.degrees < needed)
    reason = np.select([waves.used.sum(axis=-1) < 2, few], [WAVE_MISSING, TOO_FEW], default="")
    return reason.astype("U32")  # longer codes are still to be put in
