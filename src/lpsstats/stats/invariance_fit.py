"""Fitting one factor to several groups by maximum likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.invariance_model import (
    GroupMoments,
    Layout,
    Parameters,
    derivatives,
    misfit_of,
)
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.one_factor import fit_one_factor

NOT_CONVERGED = "not_converged"
HEYWOOD = "heywood"
MAX_ITERATIONS = 500
MAX_HALVINGS = 40
TOLERANCE = 1e-9
# A uniqueness, as a share of its item's variance, that has in effect reached zero.
BOUNDARY = 1e-6
# How much a logarithm may change in one step: a factor of about 7.
LONGEST = 2.0
RIDGE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFit:
    """A model fitted to G groups.

    Attributes
    ----------
    parameters : Parameters
        The estimates, in the units of the moments.
    misfit : float
        What is left of the discrepancy, at least 0: chi-square is n times it.
    layout : Layout
        The free parameters.
    reason : str
        Why the estimates are of no use, or "": `not_converged`, or `heywood` where a uniqueness
        has fallen to zero.
    """

    parameters: Parameters
    misfit: float
    layout: Layout
    reason: str


def separate_fits(moments: GroupMoments) -> Parameters:
    """Fit every group by itself, as a place to start from; the factor has variance 1 in each."""
    sd = np.sqrt(np.diagonal(moments.covariance, axis1=1, axis2=2))
    fit = fit_one_factor(moments.covariance / (sd[:, :, None] * sd[:, None, :]))
    n_groups = len(sd)
    return Parameters(
        loading=sd * fit.loadings,
        uniqueness=sd**2 * np.clip(fit.uniquenesses, 0.02, None),
        intercept=moments.mean,
        factor_variance=np.ones(n_groups),
        factor_mean=np.zeros(n_groups),
    )


def linked(parameters: Parameters, moments: GroupMoments) -> Parameters:
    """Put separate fits on the first group's metric, as a place to start constrained fits from."""
    first = parameters.loading[0]
    square = first @ first
    ratio = parameters.loading @ first / square
    mean = (moments.mean - moments.mean[0]) @ first / square
    ratio = np.where(np.abs(ratio) > 0.1, ratio, 0.1)
    return Parameters(
        loading=parameters.loading / ratio[:, None],
        uniqueness=parameters.uniqueness,
        intercept=moments.mean - first * mean[:, None],
        factor_variance=ratio**2,
        factor_mean=mean,
    )


def fit_equal(
    moments: GroupMoments,
    equal_loading: NDArray[np.bool_],
    equal_intercept: NDArray[np.bool_],
    start: Parameters,
) -> GroupFit:
    """Fit the model in which these items, shape (k,), have equal loadings and intercepts."""
    layout = Layout.of(moments.n.size, equal_loading=equal_loading, equal_intercept=equal_intercept)
    return fit_groups(moments, layout, start)


def fit_groups(moments: GroupMoments, layout: Layout, start: Parameters) -> GroupFit:
    """Fit by Fisher scoring; steps are halved until the discrepancy does not rise.

    Parameters
    ----------
    moments : GroupMoments
        Means and covariances in about standard units.
    layout : Layout
        Which parameters are equal.
    start : Parameters
        Where to start from.
    """
    free = layout.gather(start)
    reached = False
    for _ in range(MAX_ITERATIONS):
        parameters = layout.spread(free)
        if _at_boundary(parameters):
            break
        gradient, information = derivatives(parameters, moments, layout)
        information[np.diag_indices_from(information)] *= 1 + RIDGE
        step = -np.linalg.solve(information, gradient)
        reached = bool(np.sqrt(np.maximum(-step @ gradient, 0.0)) < TOLERANCE)
        if reached:
            break
        free = _descend(free, step / max(1.0, np.abs(step).max() / LONGEST), moments, layout)
    parameters = layout.spread(free)
    reason = HEYWOOD if _at_boundary(parameters) else "" if reached else NOT_CONVERGED
    return GroupFit(
        parameters=parameters,
        misfit=misfit_of(parameters, moments) - _saturated(moments),
        layout=layout,
        reason=reason,
    )


def _descend(
    free: FloatArray, step: FloatArray, moments: GroupMoments, layout: Layout
) -> FloatArray:
    before = misfit_of(layout.spread(free), moments)
    allowed = before + 1e-13 * (1 + abs(before))
    for _ in range(MAX_HALVINGS):
        trial = np.asarray(free + step)
        if misfit_of(layout.spread(trial), moments) <= allowed:
            return trial
        step = step / 2
    return free


def _at_boundary(parameters: Parameters) -> bool:
    variance = np.diagonal(parameters.covariance, axis1=1, axis2=2)
    return bool((parameters.uniqueness < BOUNDARY * variance).any())


def _saturated(moments: GroupMoments) -> float:
    """Take the discrepancy of a model that reproduces all moments."""
    log_determinant = np.linalg.slogdet(moments.covariance)[1]
    k = moments.mean.shape[1]
    return float((log_determinant + k) @ moments.n / moments.n.sum())
