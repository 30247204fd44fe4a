"""Whether one factor explains how items go together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.alpha import too_little_data
from lpsstats.stats.fit_indices import Fit, fit_indices, srmr
from lpsstats.stats.invariance_model import Layout, Parameters
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.one_factor import OneFactor, fit_one_factor
from lpsstats.stats.one_factor_likelihood import discrepancy
from lpsstats.stats.robust_scaling import (
    fourth_moments_of,
    independence_trace,
    scaling_trace,
)

TWO_ITEMS = "two_items"
JUST_IDENTIFIED = "just_identified"
NOT_CONVERGED = "not_converged"
HEYWOOD = "heywood"
# The least eigenvalue of a correlation matrix that is not rounding of zero.
SINGULAR = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFactorTest:
    """The fit of one factor in G groups.

    Attributes
    ----------
    fit : Fit
        Arrays of shape (G,); NaN where there is a reason.
    srmr : ndarray, shape (G,)
        Of the correlations.
    reason : ndarray of str, shape (G,)
        Why there is no fit, or "": what `Alpha` names, `two_items`, `just_identified` (one factor
        reproduces any three items), `heywood` or `not_converged`.
    """

    fit: Fit
    srmr: FloatArray
    reason: NDArray[np.str_]


def one_factor_test(groups: ItemGroups) -> OneFactorTest:
    """Fit one factor by maximum likelihood and test it, as lavaan does.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only; an item that does not vary in a group is dropped there.

    Returns
    -------
    OneFactorTest
        Chi-square is n times the discrepancy (n, not n - 1), over its scaling.

    Notes
    -----
    Lawley & Maxwell (1971), Factor Analysis as a Statistical Method, ch. 4; scaled so that skewed
    answers do not inflate it (Satorra & Bentler 1994), as lavaan's estimator "MLM".
    """
    reason = _untestable(groups)
    testable = np.flatnonzero(reason == "")
    correlation = _correlation(groups.covariance[testable])
    model = fit_one_factor(correlation)
    reason[testable] = np.select(
        [~model.converged, ~model.proper], [NOT_CONVERGED, HEYWOOD], default=""
    )
    k, n = groups.n_items[testable], groups.n[testable]
    df, df_alone = k * (k + 1) // 2 - 2 * k, k * (k - 1) // 2
    scaling, alone = _scalings(groups, testable, model)
    saturated = np.linalg.slogdet(correlation)[1] + correlation.shape[1]
    misfit = discrepancy(model.loadings, model.uniquenesses, correlation) - saturated
    implied = model.loadings[:, :, None] * model.loadings[:, None, :]
    implied += model.uniquenesses[:, :, None] * np.eye(correlation.shape[1])
    usable = reason[testable] == ""
    fit = fit_indices(
        np.where(usable, np.maximum(n * misfit, 0.0), np.nan),
        df,
        scaling=scaling / df,
        independence=(n * (correlation.shape[1] - saturated), df_alone, alone / df_alone),
        n=n,
    )
    residual = np.where(usable, _over_varying(srmr(correlation, implied), k, groups), np.nan)
    return OneFactorTest(
        fit=_spread(fit, testable, groups.n.size),
        srmr=_placed(residual, testable, groups.n.size),
        reason=reason,
    )


def _scalings(
    groups: ItemGroups, testable: NDArray[np.intp], model: OneFactor
) -> tuple[FloatArray, FloatArray]:
    """Give the traces of the one-factor model and of independence, one per testable group."""
    traces = np.full((2, testable.size), np.nan)
    for at in np.flatnonzero(model.converged & model.proper):
        group = testable[at]
        varies = groups.varies[group]
        rows = groups.centred[groups.group == group][:, varies]
        rows = rows / np.sqrt((rows**2).mean(axis=0))
        fourth = fourth_moments_of(rows)
        none = np.zeros(rows.shape[1], dtype=bool)
        layout = Layout.of(1, equal_loading=none, equal_intercept=none)
        parameters = Parameters(
            loading=model.loadings[at, varies][None],
            uniqueness=model.uniquenesses[at, varies][None],
            intercept=np.zeros((1, rows.shape[1])),
            factor_variance=np.ones(1),
            factor_mean=np.zeros(1),
        )
        traces[0, at] = scaling_trace(parameters, layout, fourth)
        traces[1, at] = independence_trace((rows.T @ rows / len(rows))[None], fourth)
    return traces[0], traces[1]


def _untestable(groups: ItemGroups) -> NDArray[np.str_]:
    few = np.select(
        [groups.n_items == 2, groups.n_items == 3], [TWO_ITEMS, JUST_IDENTIFIED], default=""
    )
    too_little = too_little_data(groups)
    reason = np.where(too_little != "", too_little, few).astype("U20")
    defined = np.flatnonzero(reason == "")
    least = np.linalg.eigvalsh(_correlation(groups.covariance[defined]))
    reason[defined[least.min(axis=1, initial=1.0) < SINGULAR]] = HEYWOOD
    return reason


def _correlation(covariance: FloatArray) -> FloatArray:
    """Standardise; an item that does not vary gets a row and column of the identity."""
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    sd = np.sqrt(np.where(variance > 0, variance, 1.0))
    correlation = covariance / (sd[:, :, None] * sd[:, None, :])
    diagonal = np.arange(covariance.shape[1])
    correlation[:, diagonal, diagonal] = 1.0
    return np.asarray(correlation)


def _over_varying(residual: FloatArray, k: NDArray[np.int64], groups: ItemGroups) -> FloatArray:
    """Average over the items that vary: the others have no residual but were counted."""
    whole = groups.mean.shape[1]
    return np.asarray(residual * np.sqrt(whole * (whole + 1) / (k * (k + 1))))


def _spread(fit: Fit, at: NDArray[np.intp], size: int) -> Fit:
    df = np.zeros(size, dtype=np.int64)
    df[at] = fit.df
    return Fit(
        chi_square=_placed(fit.chi_square, at, size),
        df=df,
        p_value=_placed(fit.p_value, at, size),
        scaling=_placed(fit.scaling, at, size),
        cfi=_placed(fit.cfi, at, size),
        rmsea=_placed(fit.rmsea, at, size),
        rmsea_low=_placed(fit.rmsea_low, at, size),
        rmsea_high=_placed(fit.rmsea_high, at, size),
    )


def _placed(values: FloatArray, at: NDArray[np.intp], size: int) -> FloatArray:
    whole = np.full(size, np.nan)
    whole[at] = values
    return whole
