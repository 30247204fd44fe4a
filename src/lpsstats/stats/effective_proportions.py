"""Shares that answered yes, under weights, strata and clusters: one wave's, and a difference.

The intervals are those of simple random samples with the number of respondents that would be as
precise as the sample at hand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

from lpsstats.stats.design import Design
from lpsstats.stats.design_difference import two_waves
from lpsstats.stats.design_means import DesignMeans, design_means, weighted_cells
from lpsstats.stats.estimate import TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.wilson import wilson_limits

METHOD = "Newcombe hybrid score interval, effective n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareInterval:
    """Weighted shares with their intervals; every array has the shape (n_cells,).

    Attributes
    ----------
    share : ndarray of float
        From 0 to 1; NaN where a cell is empty.
    n_effective : ndarray of float
        Respondents of a simple random sample as precise, at most n; NaN without an interval.
    conf_low, conf_high : ndarray of float
        From 0 to 1; NaN where a stratum has one sampling unit, or the cell is empty.
    """

    share: FloatArray
    n_effective: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDifference:
    """Weighted shares of two waves and their difference; every array has one entry per contrast.

    Attributes
    ----------
    n_before, n_after : ndarray of int
        Respondents of each wave, unweighted.
    share_before, share_after : ndarray of float
        From 0 to 1; NaN where a wave is empty.
    n_effective_before, n_effective_after : ndarray of float
        As `ShareInterval.n_effective`.
    estimate, conf_low, conf_high : ndarray of float
        Share after minus share before, from -1 to 1; an interval also where both shares are 0.
    reason : ndarray of str
        Why there is no interval: `wave_missing`, `n_lt_2` (a stratum of a wave has one sampling
        unit); else empty.
    """

    n_before: IntArray
    n_after: IntArray
    share_before: FloatArray
    share_after: FloatArray
    n_effective_before: FloatArray
    n_effective_after: FloatArray
    estimate: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    reason: NDArray[np.str_]


def korn_graubard(means: DesignMeans, *, confidence: float = 0.95) -> ShareInterval:
    """Give the interval of single shares, by the beta distribution with the effective n.

    Parameters
    ----------
    means : DesignMeans
        Of answers that are 1 for yes and 0 for no.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    ShareInterval
        As R's `survey::svyciprop` with `method = "beta"`, but with at most n for the effective n,
        and with an interval where nobody or everybody answered yes.

    References
    ----------
    Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected
    number of positive counts estimated from survey data. Survey Methodology 24, 193-201.
    """
    n = effective_n(means, confidence)
    share, tail = means.mean, (1 - confidence) / 2
    yes, no = n * share, n * (1 - share)
    return ShareInterval(
        share=share,
        n_effective=n,
        conf_low=_beta_quantile(tail, yes, no + 1, yes == 0, 0.0),
        conf_high=_beta_quantile(1 - tail, yes + 1, no, no == 0, 1.0),
    )


def effective_n(means: DesignMeans, confidence: float) -> FloatArray:
    """Give the size of a simple random sample that would know a share as well.

    Parameters
    ----------
    means : DesignMeans
        Of answers that are 1 for yes and 0 for no.
    confidence : float
        Coverage of the interval that it is for, between 0 and 1.

    Returns
    -------
    ndarray of float, shape (n_cells,)
        share (1 - share) / variance, or where all answered alike Kish's effective n, less what
        the few degrees of freedom of the variance cost (Korn & Graubard 1998), at most n; NaN
        where there is no variance.
    """
    share, variance = means.mean, means.variance
    alike = (share == 0) | (share == 1)
    precise = np.divide(
        share * (1 - share), variance, out=np.full(share.shape, np.inf), where=variance != 0
    )
    low, free = (1 - confidence) / 2, (means.degrees > 0) & ~np.isnan(variance)
    t_simple = stdtrit(np.where(free, means.n - 1.0, np.nan), low)
    t_design = stdtrit(np.where(free, means.degrees, np.nan), low)
    size = np.where(alike, means.n_effective, precise) * (t_simple / t_design) ** 2
    return np.asarray(np.minimum(size, means.n))


def share_difference(
    yes: FloatArray,
    weight: FloatArray,
    contrast: IntArray,
    later: NDArray[np.bool_],
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None = None,
    confidence: float = 0.95,
) -> ShareDifference:
    """Give the interval of the difference of two weighted shares.

    Parameters
    ----------
    yes : ndarray of float, shape (n,)
        1 for yes, 0 for no; NaN is missing and is left out.
    weight, contrast, later, n_contrasts, stratum, cluster
        As `design_difference.design_difference`.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    ShareDifference
        Arrays of shape (n_contrasts,).

    Notes
    -----
    Each wave has Wilson's score interval with its `effective_n`; their distances from the shares
    are put together as two sides of a triangle. It is a right one where no sampling unit is in
    both waves; else the correlation of the two shares, from their linearised covariance, narrows
    or widens it. For the test, use `rao_scott.rao_scott`.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent
    proportions: comparison of eleven methods. Statistics in Medicine 17, 873-890 (method 10).
    Zou, G. Y. & Donner, A. (2008). Construction of confidence limits about effect measures: a
    general approach. Statistics in Medicine 27, 1693-1702 (with the correlation).
    """
    cell = np.where(contrast < 0, -1, 2 * contrast + later)
    means = design_means(yes, weight, cell, 2 * n_contrasts, stratum=stratum, cluster=cluster)
    n = effective_n(means, confidence)
    low, high = wilson_limits(means.mean, n, confidence)
    below, above = means.mean - low, high - means.mean
    together = _correlation(
        yes, weight, contrast, later, n_contrasts, stratum=stratum, cluster=cluster
    )
    estimate = means.mean[1::2] - means.mean[0::2]
    smaller = np.minimum(means.n[0::2], means.n[1::2])
    unknown = np.isnan(n[0::2] + n[1::2])
    return ShareDifference(
        n_before=means.n[0::2],
        n_after=means.n[1::2],
        share_before=means.mean[0::2],
        share_after=means.mean[1::2],
        n_effective_before=n[0::2],
        n_effective_after=n[1::2],
        estimate=estimate,
        conf_low=estimate - _third_side(below[1::2], above[0::2], together),
        conf_high=estimate + _third_side(above[1::2], below[0::2], together),
        reason=np.select([smaller == 0, unknown], [WAVE_MISSING, TOO_FEW], default=""),
    )


def _beta_quantile(
    probability: float, a: FloatArray, b: FloatArray, edge: NDArray[np.bool_], at_edge: float
) -> FloatArray:
    """Give the quantile of a beta distribution, whose parameters must be above 0."""
    quantile = betaincinv(np.where(edge, 1.0, a), np.where(edge, 1.0, b), probability)
    return np.where(edge, at_edge, quantile)


def _correlation(
    yes: FloatArray,
    weight: FloatArray,
    contrast: IntArray,
    later: NDArray[np.bool_],
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None,
) -> FloatArray:
    """Correlate the shares of the two waves; 0 where one of them has no variance."""
    waves = two_waves(yes, weight, contrast, later, n_contrasts, stratum=stratum, cluster=cluster)
    cells = weighted_cells(waves.values, waves.weight, waves.cells(), 2 * n_contrasts)
    before = np.where(waves.later, 0.0, cells.influence)
    after = np.where(waves.later, cells.influence, 0.0)
    return _scaled_covariance(waves.design, before, after)


def _scaled_covariance(design: Design, before: FloatArray, after: FloatArray) -> FloatArray:
    product = np.sqrt(design.covariance(before, before) * design.covariance(after, after))
    together = design.covariance(before, after)
    correlation = np.divide(together, product, out=np.zeros_like(product), where=product > 0)
    return np.clip(correlation, -1.0, 1.0)


def _third_side(one: FloatArray, other: FloatArray, correlation: FloatArray) -> FloatArray:
    """Put two distances together by the law of cosines."""
    squared = one**2 + other**2 - 2 * correlation * one * other
    return np.sqrt(np.maximum(squared, 0.0))
