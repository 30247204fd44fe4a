"""The one-factor model, fitted by maximum likelihood to many correlation matrices at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.one_factor_likelihood import (
    discrepancy,
    half_gradient,
    information,
    misfit,
    smallest_eigenvalue,
    solve,
)

MAX_ITERATIONS = 200
MAX_HALVINGS = 40
# A uniqueness, as a share of its item's variance, that has in effect reached zero.
BOUNDARY = 1e-6
# How much of the way to a uniqueness of zero one step may go. Longer steps can end at zero where
# there is a solution inside: 0.9 misses one in a hundred with three items.
TOWARDS_BOUNDARY = 0.5
# Added to the diagonal of the information, relative to it, so that a direction in which the
# likelihood is flat is not followed. It moves no solution, only the steps towards it.
RIDGE = 1e-10
# The information's smallest eigenvalue below which the solution is not unique.
FLAT = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFactor:
    """The maximum likelihood solutions of B one-factor models.

    Attributes
    ----------
    loadings, uniquenesses : ndarray, shape (B, k)
        Standardised; the loadings' sum is not negative.
    converged : ndarray of bool, shape (B,)
        Whether the solution was reached and is the only one near.
    proper : ndarray of bool, shape (B,)
        Whether no uniqueness fell to zero on the way (a Heywood case) and no loading is negative.
    """

    loadings: NDArray[np.float64]
    uniquenesses: NDArray[np.float64]
    converged: NDArray[np.bool_]
    proper: NDArray[np.bool_]


def fit_one_factor(correlation: NDArray[np.float64], *, tolerance: float = 1e-11) -> OneFactor:
    """Fit correlation = l l' + diag(psi) by maximum likelihood (Lawley & Maxwell 1971, ch. 4).

    Newton steps, or Fisher scoring steps where the likelihood is not concave. They are halved
    until the discrepancy does not rise, and never reach a uniqueness of zero.

    Parameters
    ----------
    correlation : ndarray, shape (B, k, k)
        An item to be left out has a row and column of the identity: its loading stays 0 and its
        uniqueness 1, and it touches no other estimate.
    tolerance : float
        Length of the last step, in standard errors times the root of n.

    Returns
    -------
    OneFactor
        Where `converged` or `proper` is false the estimates are where the search stopped.
    """
    theta = _starting_values(correlation)
    reached = np.zeros(len(theta), dtype=bool)
    pending = np.arange(len(theta))
    for _ in range(MAX_ITERATIONS):
        if not pending.size:
            break
        theta[pending], length = _step(theta[pending], correlation[pending])
        reached[pending] = length < tolerance
        pending = pending[(length >= tolerance) & ~_at_boundary(theta[pending])]
    return _solution(theta, reached, correlation)


def _starting_values(correlation: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take the first principal component as the factor, kept away from the boundary."""
    values, vectors = np.linalg.eigh(correlation)
    loadings = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0.0))
    loadings = np.clip(loadings, -0.9, 0.9)
    return np.concatenate([loadings, 1 - loadings**2], axis=1)


def _step(
    theta: NDArray[np.float64], correlation: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take one step; return the new parameters and the length of the full step, shape (B,)."""
    loadings, uniquenesses = _split(theta)
    model_misfit = misfit(loadings, uniquenesses, correlation)
    gradient = half_gradient(loadings, model_misfit)
    curvature = _curvature(loadings, uniquenesses, model_misfit)
    step = -solve(curvature, gradient)
    length = np.sqrt(np.maximum(-np.einsum("bi,bi->b", step, gradient), 0.0))
    return _descend(theta, step * _longest(theta, step)[:, None], correlation), length


def _curvature(
    loadings: NDArray[np.float64],
    uniquenesses: NDArray[np.float64],
    model_misfit: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Take the observed information where it is positive definite, the expected one elsewhere."""
    observed = information(loadings, uniquenesses, model_misfit)
    curved = (smallest_eigenvalue(observed) > FLAT)[:, None, None]
    curvature = np.where(curved, observed, information(loadings, uniquenesses))
    diagonal = np.arange(curvature.shape[1])
    curvature[:, diagonal, diagonal] *= 1 + RIDGE
    return curvature


def _longest(theta: NDArray[np.float64], step: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the share of a step, at most 1, that keeps every uniqueness positive."""
    uniquenesses, change = _split(theta)[1], _split(step)[1]
    with np.errstate(divide="ignore"):
        share = np.where(change < 0, TOWARDS_BOUNDARY * uniquenesses / -change, np.inf)
    return np.asarray(np.minimum(share.min(axis=1), 1.0))


def _descend(
    theta: NDArray[np.float64], step: NDArray[np.float64], correlation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add the step, halved until the discrepancy does not rise; nothing if it always does."""
    before = discrepancy(*_split(theta), correlation)
    allowed = before + 1e-13 * (1 + np.abs(before))
    accepted = theta.copy()
    rising = np.arange(len(theta))
    for _ in range(MAX_HALVINGS):
        trial = theta[rising] + step[rising]
        falls = discrepancy(*_split(trial), correlation[rising]) <= allowed[rising]
        accepted[rising[falls]] = trial[falls]
        rising = rising[~falls]
        if not rising.size:
            break
        step = step / 2
    return accepted


def _solution(
    theta: NDArray[np.float64], reached: NDArray[np.bool_], correlation: NDArray[np.float64]
) -> OneFactor:
    loadings, uniquenesses = _split(theta)
    at_boundary = _at_boundary(theta)
    loadings = loadings * np.where(loadings.sum(axis=1) < 0, -1.0, 1.0)[:, None]
    # With only two items that load, say, a direction leaves the model unchanged.
    model_misfit = misfit(loadings, uniquenesses, correlation)
    unique = smallest_eigenvalue(information(loadings, uniquenesses, model_misfit)) > FLAT
    return OneFactor(
        loadings=loadings,
        uniquenesses=uniquenesses,
        # A search that stops at the boundary has an end, though not one inside.
        converged=(reached & unique) | at_boundary,
        proper=~at_boundary & (loadings > -BOUNDARY).all(axis=1),
    )


def _at_boundary(theta: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((_split(theta)[1] < BOUNDARY).any(axis=1))


def _split(theta: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    k = theta.shape[1] // 2
    return theta[:, :k], theta[:, k:]
