"""Omega total: the reliability of a sum of items that measure one thing."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.alpha import too_little_data
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.one_factor import OneFactor, fit_one_factor
from lpsstats.stats.one_factor_likelihood import (
    information,
    inverse_covariance,
    misfit,
    solve,
)
from lpsstats.stats.reliability_interval import (
    Interval,
    interval_by_log_odds,
    student_half_width,
)

OMEGA_LABEL = "one-factor maximum likelihood, distribution-free logit interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Omega:
    """Omega total of every group.

    Attributes
    ----------
    omega : ndarray, shape (G,)
        NaN where `reason` is set.
    std_error : ndarray, shape (G,)
        Distribution-free standard error; NaN with omega, and for n < 3.
    interval : Interval
        Log odds of omega -+ t(n - 1) standard errors sqrt(n / (n - k)), put back; k items.
    reason : ndarray of str, shape (G,)
        Why there is no omega, or "": what `Alpha` names, `two_items` (two items do not identify
        the model), `heywood` (a uniqueness of zero or a negative loading) or `not_converged`.
    """

    omega: NDArray[np.float64]
    std_error: NDArray[np.float64]
    interval: Interval
    reason: NDArray[np.str_]


def omega_total(groups: ItemGroups, *, confidence: float) -> Omega:
    """Compute omega = (sum l)^2 / ((sum l)^2 + sum psi) of the one-factor model in every group.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only; an item that does not vary in a group is dropped there.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Omega
        One value per group, or the reason why there is none.

    Notes
    -----
    McDonald (1999), Test Theory, ch. 6. The standard error is the delta method on the robust
    covariance of the estimates with the observed information (Yuan & Bentler 2000), as of lavaan's
    estimator "MLR": it supposes neither normal items nor that one factor fits exactly.

    That error is too small in small samples, and omega's distribution leans to the left. The
    interval is made on log odds (Kelley & Pornprasertmanit 2016, Psychological Methods 21, 69-92)
    with the error multiplied by sqrt(n / (n - k)) for the k loadings, as MacKinnon and White's HC1
    (1985) is for the coefficients of a regression. Omega -+ t standard errors covered 89 to 94% of
    simulated cases; docs/methods.md says what this covers.
    """
    reason = np.where(groups.n_items == 2, "two_items", "").astype("U16")
    too_little = too_little_data(groups)
    reason[too_little != ""] = too_little[too_little != ""]
    testable = np.flatnonzero(reason == "")
    fit = fit_omega(groups.covariance[testable])
    reason[testable] = fit.reason
    value = np.full(groups.n.size, np.nan)
    value[testable] = fit.omega
    kernel = np.full(groups.covariance.shape, np.nan)
    kernel[testable] = _influence_kernel(fit)
    std_error = _std_error(groups, kernel)
    half_width = student_half_width(
        std_error * small_sample(groups, groups.n), groups.n, confidence
    )
    return Omega(
        omega=value,
        std_error=np.where(groups.n > 2, std_error, np.nan),
        interval=interval_by_log_odds(value, half_width),
        reason=reason,
    )


def small_sample(
    groups: ItemGroups, n: NDArray[np.int64] | NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give sqrt(n / (n - k)), shape (G,), k being the items that vary; n - k counts at least 1."""
    return np.asarray(np.sqrt(n / np.maximum(n - groups.n_items, 1.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OmegaFit:
    """Omega of B covariance matrices, and the models it comes from.

    Attributes
    ----------
    omega : ndarray, shape (B,)
        NaN where `reason` is set.
    reason : ndarray of str, shape (B,)
        `heywood`, `not_converged` or "".
    model : OneFactor
        Standardised solutions.
    correlation : ndarray, shape (B, k, k)
        What they were fitted to.
    sd : ndarray, shape (B, k)
        Standard deviations of the items; 0 for one that was left out.
    """

    omega: NDArray[np.float64]
    reason: NDArray[np.str_]
    model: OneFactor
    correlation: NDArray[np.float64]
    sd: NDArray[np.float64]


def fit_omega(covariance: NDArray[np.float64], *, tolerance: float = 1e-11) -> OmegaFit:
    """Fit the one-factor model to covariance matrices, shape (B, k, k), and take omega.

    Each needs three items or more that vary. The fit is to correlations, which maximum likelihood
    may do: its estimates follow a change of an item's unit.
    """
    sd = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    correlation = _correlation(covariance, sd)
    model = fit_one_factor(correlation, tolerance=tolerance)
    common = (sd * model.loadings).sum(axis=1) ** 2
    unique = (sd**2 * model.uniquenesses).sum(axis=1)
    reason = np.select(
        [~model.converged, ~model.proper], ["not_converged", "heywood"], default=""
    ).astype("U16")
    omega = np.where(reason == "", common / (common + unique), np.nan)
    return OmegaFit(omega=omega, reason=reason, model=model, correlation=correlation, sd=sd)


def _correlation(covariance: NDArray[np.float64], sd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standardise; an item that does not vary gets a row and column of the identity."""
    unit = _positive(sd)
    correlation = covariance / (unit[:, :, None] * unit[:, None, :])
    diagonal = np.arange(sd.shape[1])
    correlation[:, diagonal, diagonal] = 1.0
    return np.asarray(correlation)


def _influence_kernel(fit: OmegaFit) -> NDArray[np.float64]:
    """Find M, shape (B, k, k), with d' M d the influence on omega of a respondent d off the mean.

    The solution moves with the covariances S by I^-1 tr(A dSigma_a A dS)/2 for each parameter a,
    so omega, with gradient g, moves by tr(M dS) with M = A D A / 2 and D = sum_a (I^-1 g)_a
    dSigma_a. One matrix per group serves all its respondents.
    """
    model = fit.model
    usable = fit.reason == ""
    kernel = np.full(fit.sd.shape + fit.sd.shape[1:], np.nan)
    loadings, uniquenesses = model.loadings[usable], model.uniquenesses[usable]
    gradient = _omega_gradient(loadings, uniquenesses, fit.sd[usable])
    model_misfit = misfit(loadings, uniquenesses, fit.correlation[usable])
    weight = solve(information(loadings, uniquenesses, model_misfit), gradient)
    inverse = inverse_covariance(loadings, uniquenesses)
    change = _derivative_of_sigma(loadings, weight)
    unit = _positive(fit.sd[usable])
    standardised = np.matmul(np.matmul(inverse, change), inverse) / 2
    kernel[usable] = standardised / (unit[:, :, None] * unit[:, None, :])
    return kernel


def _omega_gradient(
    loadings: NDArray[np.float64], uniquenesses: NDArray[np.float64], sd: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Differentiate omega by the standardised loadings, then uniquenesses, shape (B, 2k)."""
    total_loading = (sd * loadings).sum(axis=1)[:, None]
    common = total_loading**2
    unique = (sd**2 * uniquenesses).sum(axis=1)[:, None]
    by_loading = 2 * total_loading * unique / (common + unique) ** 2 * sd
    by_uniqueness = -common / (common + unique) ** 2 * sd**2
    return np.concatenate([by_loading, by_uniqueness], axis=1)


def _derivative_of_sigma(
    loadings: NDArray[np.float64], direction: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Follow l l' + diag(psi) along a direction of the parameters, shape (B, k, k)."""
    k = loadings.shape[1]
    half = loadings[:, :, None] * direction[:, None, :k]
    return half + np.swapaxes(half, 1, 2) + direction[:, k:, None] * np.eye(k)


def _std_error(groups: ItemGroups, kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take the root of the sum of squared centred influences, over n - 1, shape (G,).

    Covariances with divisor n, which lavaan's estimator "MLR" has, would make every influence
    n/(n - 1) times as large, to be divided by n: the same.
    """
    influence = _quadratic_forms(groups, kernel)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = groups.sum_rows(influence) / groups.n
        squares = groups.sum_rows((influence - mean[groups.group]) ** 2)
        return np.sqrt(squares) / (groups.n - 1)


def _quadratic_forms(groups: ItemGroups, kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take d' M d of every row with its group's M, shape (N,), one pair of items at a time."""
    forms = np.zeros(groups.group.size)
    for one, other in combinations_with_replacement(range(kernel.shape[1]), 2):
        times = 1 if one == other else 2
        product = groups.centred[:, one] * groups.centred[:, other]
        product *= times * kernel[groups.group, one, other]
        forms += product
    return forms


def _positive(sd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Replace zeros by ones, to divide by: an item without variance is 0 already."""
    return np.where(sd > 0, sd, 1.0)
