"""The one-factor model, fitted by unweighted least squares to many correlation matrices at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.one_factor_likelihood import smallest_eigenvalue, solve

MAX_ITERATIONS = 200
MAX_HALVINGS = 40
TOLERANCE = 1e-10
# The smallest eigenvalue of the scaled second derivative below which the solution is not unique.
FLAT = 1e-7
# A loading this near to 1, or beyond, leaves an item no variance of its own.
BOUNDARY = 1 - 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastSquaresFactor:
    """Solutions of B one-factor models.

    Attributes
    ----------
    loadings : ndarray, shape (B, k)
        Standardised, their sum not negative; 0 for an item that does not vary.
    converged, proper : ndarray of bool, shape (B,)
        Whether the solution was reached and is the only one near; whether every loading lies
        between 0 and 1.
    """

    loadings: FloatArray
    converged: NDArray[np.bool_]
    proper: NDArray[np.bool_]


def fit_least_squares_factor(correlation: FloatArray) -> LeastSquaresFactor:
    """Minimise the squared residuals of the correlations, sum over i < j of (r_ij - l_i l_j)^2.

    Parameters
    ----------
    correlation : ndarray, shape (B, k, k)
        Three items or more that vary; the row and column of one that does not are zeros. The
        matrix need not be positive definite, as polychoric ones may not be.

    Returns
    -------
    LeastSquaresFactor
        Where `converged` or `proper` is false the loadings are where the search stopped.

    Notes
    -----
    Harman & Jones (1966), Psychometrika 31, 351-368 (minres), by Newton steps, or Gauss-Newton
    steps where the sum of squares is not convex.
    """
    values, vectors = np.linalg.eigh(correlation)
    loadings = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0.0))
    reached = np.zeros(len(loadings), dtype=bool)
    pending = np.arange(len(loadings))
    for _ in range(MAX_ITERATIONS):
        if not pending.size:
            break
        here, matrices = loadings[pending], correlation[pending]
        step = _step(here, matrices)
        loadings[pending] = _descend(here, step, matrices)
        done = np.abs(step).max(axis=1, initial=0.0) < TOLERANCE
        reached[pending] = done
        pending = pending[~done]
    return _solution(loadings, reached, correlation)


def _residuals(loadings: FloatArray, correlation: FloatArray) -> FloatArray:
    residuals = correlation - loadings[:, :, None] * loadings[:, None, :]
    diagonal = np.arange(loadings.shape[1])
    residuals[:, diagonal, diagonal] = 0.0
    return np.asarray(residuals)


def _curvature(loadings: FloatArray, residuals: FloatArray, correlation: FloatArray) -> FloatArray:
    """Half the second derivative; with residuals of zero, the Gauss-Newton one."""
    squares = loadings**2
    curvature = loadings[:, :, None] * loadings[:, None, :] - residuals
    diagonal = np.arange(loadings.shape[1])
    varies = np.diagonal(correlation, axis1=1, axis2=2) > 0
    others = squares.sum(axis=1, keepdims=True) - squares
    # An item that does not vary moves nothing; a 1 keeps the system solvable.
    curvature[:, diagonal, diagonal] = np.where(varies, others, 1.0)
    return np.asarray(curvature)


def _step(loadings: FloatArray, correlation: FloatArray) -> FloatArray:
    residuals = _residuals(loadings, correlation)
    downhill = np.einsum("bij,bj->bi", residuals, loadings)
    exact = _curvature(loadings, residuals, correlation)
    convex = (smallest_eigenvalue(exact) > FLAT)[:, None, None]
    rough = _curvature(loadings, np.zeros_like(residuals), correlation)
    curvature = np.where(convex, exact, rough)
    diagonal = np.arange(loadings.shape[1])
    # The ridge keeps a flat direction from being followed; it moves no solution.
    curvature[:, diagonal, diagonal] += 1e-10
    return solve(curvature, downhill)


def _descend(loadings: FloatArray, step: FloatArray, correlation: FloatArray) -> FloatArray:
    """Add the step, halved until the sum of squares does not rise; nothing if it always does."""
    before = (_residuals(loadings, correlation) ** 2).sum(axis=(1, 2)) + 1e-15
    accepted = loadings.copy()
    rising = np.arange(len(loadings))
    for _ in range(MAX_HALVINGS):
        trial = loadings[rising] + step[rising]
        squares = (_residuals(trial, correlation[rising]) ** 2).sum(axis=(1, 2))
        falls = squares <= before[rising]
        accepted[rising[falls]] = trial[falls]
        rising = rising[~falls]
        if not rising.size:
            break
        step = step / 2
    return accepted


def _solution(
    loadings: FloatArray, reached: NDArray[np.bool_], correlation: FloatArray
) -> LeastSquaresFactor:
    loadings = loadings * np.where(loadings.sum(axis=1) < 0, -1.0, 1.0)[:, None]
    curvature = _curvature(loadings, _residuals(loadings, correlation), correlation)
    return LeastSquaresFactor(
        loadings=loadings,
        converged=reached & (smallest_eigenvalue(curvature) > FLAT),
        proper=np.asarray(((loadings > -1e-6) & (loadings < BOUNDARY)).all(axis=1)),
    )
