"""Whether items measure the same thing in the same units in several waves."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.fit_indices import Fit, chi_square_p, fit_indices, srmr
from lpsstats.stats.invariance_fit import GroupFit, fit_equal, linked, separate_fits
from lpsstats.stats.invariance_items import ItemShifts, item_shifts, scaled_gain
from lpsstats.stats.invariance_model import GroupMoments, Parameters
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.robust_scaling import (
    FourthMoments,
    fourth_moments,
    independence_trace,
    scaling_trace,
)

MODELS = ("configural", "metric", "scalar")
SINGLE_ITEM = "single_item"
TWO_ITEMS = "two_items"
NO_VARIANCE_ONE = "no_variance_one"
COLLINEAR = "heywood"
# For whoever prepares the waves: with fewer complete rows a factor model has little to rest on.
FEW_CASES = "few_cases"
CASES_PER_ITEM = 10
# The least eigenvalue of a correlation matrix that is not rounding of zero.
SINGULAR = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariance:
    """The three models of G waves; arrays have one entry per model of `MODELS`.

    Attributes
    ----------
    n : ndarray of int, shape (G,)
        Complete rows of each wave.
    fit : Fit
        Chi-square and fit indices; NaN where there is a reason.
    srmr : ndarray, shape (3,)
        Means included; the average over waves by their sizes.
    delta_chi_square, delta_p_value, delta_cfi : ndarray, shape (3,)
        Against the model before, which is less strict; NaN for the first. The difference is
        scaled by itself and is not that of the two scaled chi-squares.
    delta_df : ndarray of int, shape (3,)
        0 for the first.
    items : ItemShifts, optional
        Where the scalar model could be fitted.
    reason : ndarray of str, shape (3,)
        Why there is no fit, or "": `single_item`, `two_items`, `no_variance_one` (an item does
        not vary in one wave), `heywood` (also where items say exactly the same) or
        `not_converged`.
    """

    n: IntArray
    fit: Fit
    srmr: FloatArray
    delta_chi_square: FloatArray
    delta_df: IntArray
    delta_p_value: FloatArray
    delta_cfi: FloatArray
    items: ItemShifts | None
    reason: NDArray[np.str_]


def invariance(waves: ItemGroups) -> Invariance:
    """Fit one factor to several waves: the same items, then equal loadings, then intercepts too.

    Parameters
    ----------
    waves : ItemGroups
        Complete rows of two waves or more, each with more rows than items.

    Returns
    -------
    Invariance
        In the scalar model the factor's mean may differ between waves: that is the change which
        a comparison of scores is after.

    Notes
    -----
    Joreskog (1971), Psychometrika 36, 409-426; Meredith (1993), Psychometrika 58, 525-543.
    Maximum likelihood on means and covariances, which supposes other people in every wave.
    Chi-squares are scaled so that skewed answers do not inflate them (Satorra & Bentler 1994), and
    so are their differences (Satorra & Bentler 2010, Psychometrika 75, 243-248).
    """
    reason = _untestable(waves)
    if reason:
        return _without(waves, reason)
    moments, unit = _standard(waves)
    fourth = fourth_moments(waves, unit)
    k = moments.mean.shape[1]
    every, none = np.ones(k, dtype=bool), np.zeros(k, dtype=bool)
    start = separate_fits(moments)
    common = linked(start, moments)
    fits = [
        fit_equal(moments, none, none, start),
        fit_equal(moments, every, none, replace(common, intercept=moments.mean)),
        fit_equal(moments, every, every, common),
    ]
    scalar = fits[2]
    units = unit, waves.mean[0]
    items = None if scalar.reason else item_shifts(moments, fourth, units, scalar)
    return _gathered(waves.n, (moments, fourth), fits, items)


def _untestable(waves: ItemGroups) -> str:
    """Say why no model can be fitted, or ""."""
    k = waves.mean.shape[1]
    if k < 3:
        return SINGLE_ITEM if k == 1 else TWO_ITEMS
    if not waves.varies.all():
        return NO_VARIANCE_ONE
    sd = np.sqrt(waves.variance)
    correlation = waves.covariance / (sd[:, :, None] * sd[:, None, :])
    singular = np.linalg.eigvalsh(correlation)[:, 0] < SINGULAR
    return COLLINEAR if singular.any() else ""


def _standard(waves: ItemGroups) -> tuple[GroupMoments, FloatArray]:
    """Take moments with divisor n, each item in its standard deviations within waves."""
    n = waves.n.astype(np.float64)
    unit = np.sqrt(n @ waves.variance / n.sum())
    covariance = waves.covariance * ((n - 1) / n)[:, None, None]
    moments = GroupMoments(
        n=n,
        mean=(waves.mean - waves.mean[0]) / unit,
        covariance=covariance / (unit[:, None] * unit),
    )
    return moments, unit


def _gathered(
    n: IntArray,
    data: tuple[GroupMoments, FourthMoments],
    fits: list[GroupFit],
    items: ItemShifts | None,
) -> Invariance:
    moments, fourth = data
    n_groups, k = moments.mean.shape
    total = moments.n.sum()
    reason = np.array([fit.reason for fit in fits])
    misfit = np.array([fit.misfit for fit in fits])
    chi_square = np.where(reason == "", np.maximum(total * misfit, 0.0), np.nan)
    n_moments = n_groups * (k + k * (k + 1) // 2)
    df = n_moments - np.array([fit.layout.n_free for fit in fits])
    scaling = _scalings(fits, df, fourth)
    fit = fit_indices(
        chi_square,
        df,
        scaling=scaling,
        independence=_independence(moments, fourth),
        n=np.array([int(total)]),
        n_groups=n_groups,
    )
    residual = np.array([_srmr(moments, one.parameters) for one in fits])
    pairs = zip(fits[1:], fits[:-1], strict=True)
    delta = np.array([np.nan, *(scaled_gain(total, *pair, fourth) for pair in pairs)])
    delta_df = np.diff(df, prepend=df[0])
    return Invariance(
        n=n,
        fit=fit,
        srmr=np.where(reason == "", residual, np.nan),
        delta_chi_square=delta,
        delta_df=delta_df,
        delta_p_value=chi_square_p(delta, delta_df),
        delta_cfi=np.diff(fit.cfi, prepend=np.nan),
        items=items,
        reason=reason,
    )


def _scalings(fits: list[GroupFit], df: IntArray, fourth: FourthMoments) -> FloatArray:
    """Give the scaling of every model; NaN where it could not be fitted."""
    traces = [
        np.nan if fit.reason else scaling_trace(fit.parameters, fit.layout, fourth) for fit in fits
    ]
    return np.array(traces) / np.where(df > 0, df, np.nan)


def _independence(
    moments: GroupMoments, fourth: FourthMoments
) -> tuple[FloatArray, IntArray, FloatArray]:
    """Fit items without correlations; their means and variances may differ between groups."""
    n_groups, k = moments.mean.shape
    variance = np.diagonal(moments.covariance, axis1=1, axis2=2)
    log_ratio = np.log(variance).sum(axis=1) - np.linalg.slogdet(moments.covariance)[1]
    df = n_groups * k * (k - 1) // 2
    scaling = independence_trace(moments.covariance, fourth) / df
    return np.array([moments.n @ log_ratio]), np.array([df]), np.array([scaling])


def _srmr(moments: GroupMoments, parameters: Parameters) -> float:
    gap = moments.mean - parameters.mean
    each = srmr(moments.covariance, parameters.covariance, gap)
    return float(each @ moments.n / moments.n.sum())


def _without(waves: ItemGroups, reason: str) -> Invariance:
    none = np.full(len(MODELS), np.nan)
    zero = np.zeros(len(MODELS), dtype=np.int64)
    fit = Fit(
        chi_square=none,
        df=zero,
        p_value=none,
        scaling=none,
        cfi=none,
        rmsea=none,
        rmsea_low=none,
        rmsea_high=none,
    )
    return Invariance(
        n=waves.n,
        fit=fit,
        srmr=none,
        delta_chi_square=none,
        delta_df=zero,
        delta_p_value=none,
        delta_cfi=none,
        items=None,
        reason=np.full(len(MODELS), reason),
    )
