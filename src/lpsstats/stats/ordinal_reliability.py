"""Reliability of ordered answers, by the normal variables that they are taken to be cut from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from lpsstats.stats.alpha import alpha_from_covariance
from lpsstats.stats.bivariate_normal import bivariate_cdf
from lpsstats.stats.least_squares_factor import fit_least_squares_factor
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.polychoric import Polychoric

TWO_ITEMS = "two_items"
SINGLE_ITEM = "single_item"
N_LT_2 = "n_lt_2"
WAVE_MISSING = "wave_missing"
NOT_CONVERGED = "not_converged"
HEYWOOD = "heywood"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinalReliability:
    """Reliability of ordered answers in every group; all arrays have shape (G,).

    Attributes
    ----------
    alpha : ndarray
        Ordinal alpha: standardised alpha of the polychoric correlations. It is of the latent
        variables and not of any score made of the answers.
    omega : ndarray
        Categorical omega: of the sum of the answers as they were scored.
    reason : ndarray of str
        Why there is no ordinal alpha, or "": `wave_missing`, `n_lt_2`, `single_item`,
        `too_many_categories` or `empty_category`.
    omega_reason : ndarray of str
        Why there is no categorical omega: the same, `two_items`, `heywood` or `not_converged`.
    """

    alpha: FloatArray
    omega: FloatArray
    reason: NDArray[np.str_]
    omega_reason: NDArray[np.str_]


def ordinal_reliability(found: Polychoric) -> OrdinalReliability:
    """Estimate ordinal alpha and categorical omega from polychoric correlations.

    Parameters
    ----------
    found : Polychoric
        An item that does not vary in a group is dropped there.

    Returns
    -------
    OrdinalReliability
        NaN where there is a reason.

    Notes
    -----
    Zumbo, Gadermann & Zeisser (2007), Journal of Modern Applied Statistical Methods 6, 21-29
    (ordinal alpha). Green & Yang (2009), Psychometrika 74, 155-167, eq. 21 (categorical omega),
    here for answers any distance apart. The factor is fitted by unweighted least squares, which in
    small samples recovers loadings better than the diagonally weighted form (Forero,
    Maydeu-Olivares & Gallardo-Pujol 2009, Structural Equation Modeling 16, 625-641).
    """
    n_items = np.count_nonzero(found.n_categories > 1, axis=1)
    reason = _too_little(found, n_items)
    omega_reason = np.where((reason == "") & (n_items == 2), TWO_ITEMS, reason)
    alpha, omega = np.full(found.n.size, np.nan), np.full(found.n.size, np.nan)
    usable = reason == ""
    alpha[usable] = alpha_from_covariance(found.correlation[usable])
    fitted = np.flatnonzero(omega_reason == "")
    model = fit_least_squares_factor(found.correlation[fitted])
    omega_reason[fitted] = np.select(
        [~model.converged, ~model.proper], [NOT_CONVERGED, HEYWOOD], default=""
    )
    proper = omega_reason[fitted] == ""
    omega[fitted[proper]] = _omega(found, fitted[proper], model.loadings[proper])
    return OrdinalReliability(alpha=alpha, omega=omega, reason=reason, omega_reason=omega_reason)


def _too_little(found: Polychoric, n_items: NDArray[np.int64]) -> NDArray[np.str_]:
    return np.select(
        [found.n == 0, found.n == 1, n_items < 2],
        [WAVE_MISSING, N_LT_2, SINGLE_ITEM],
        default=found.reason,
    ).astype("U20")


def _omega(found: Polychoric, groups: NDArray[np.intp], loadings: FloatArray) -> FloatArray:
    """Share of the variance of the sum of the answers that the factor makes (G,)."""
    thresholds = found.thresholds[groups]
    model = loadings[:, :, None] * loadings[:, None, :]
    common = _covariances(thresholds, found.steps, model)
    total = common.sum(axis=(1, 2))
    own = np.diagonal(common, axis1=1, axis2=2).sum(axis=1)
    return np.asarray(total / (total - own + _variances(thresholds, found.steps).sum(axis=1)))


def _covariances(thresholds: FloatArray, steps: FloatArray, correlation: FloatArray) -> FloatArray:
    """Covariances of answers cut from normal variables of these correlations, (G, k, k).

    An answer is its lowest value plus a step for every threshold passed, so the covariance of two
    is the sum over pairs of thresholds of the steps times Phi2 - Phi Phi.
    """
    below = ndtr(thresholds)
    k = thresholds.shape[1]
    covariance = np.empty(correlation.shape)
    for one in range(k):
        for other in range(one, k):
            rows, columns = thresholds[:, one, :, None], thresholds[:, other, None, :]
            both = bivariate_cdf(rows, columns, correlation[:, one, other, None, None])
            excess = both - below[:, one, :, None] * below[:, other, None, :]
            value = np.einsum("a,gab,b->g", steps[one], excess, steps[other])
            covariance[:, one, other] = covariance[:, other, one] = value
    return covariance


def _variances(thresholds: FloatArray, steps: FloatArray) -> FloatArray:
    """Variances of the answers themselves, (G, k): as above with a correlation of 1."""
    below = ndtr(thresholds)
    both = np.minimum(below[:, :, :, None], below[:, :, None, :])
    excess = both - below[:, :, :, None] * below[:, :, None, :]
    return np.asarray(np.einsum("ka,gkab,kb->gk", steps, excess, steps))
