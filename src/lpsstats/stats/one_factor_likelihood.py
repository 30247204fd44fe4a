"""The likelihood of the one-factor model and its derivatives, for many matrices at once.

The model is Sigma = l l' + diag(psi), with loadings l and uniquenesses psi of shape (B, k).
"""

import numpy as np
from numpy.typing import NDArray


def discrepancy(
    loadings: NDArray[np.float64],
    uniquenesses: NDArray[np.float64],
    correlation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Take log|Sigma| + tr(R A), the part that depends on the parameters; A inverts Sigma."""
    ratio = loadings / uniquenesses
    spread = 1 + np.einsum("bi,bi->b", loadings, ratio)
    along = np.einsum("bi,bij,bj->b", ratio, correlation, ratio)
    diagonal = np.diagonal(correlation, axis1=1, axis2=2)
    return np.asarray(
        np.log(uniquenesses).sum(axis=1)
        + np.log(spread)
        + (diagonal / uniquenesses).sum(axis=1)
        - along / spread
    )


def misfit(
    loadings: NDArray[np.float64],
    uniquenesses: NDArray[np.float64],
    correlation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Take E = A - A R A, with A the inverse of Sigma: the discrepancy's derivative by Sigma."""
    inverse = inverse_covariance(loadings, uniquenesses)
    return np.asarray(inverse - np.matmul(np.matmul(inverse, correlation), inverse))


def half_gradient(
    loadings: NDArray[np.float64], misfit: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Take half the discrepancy's derivative by loadings, E l, then uniquenesses, diag(E)/2."""
    by_loading = np.einsum("bij,bj->bi", misfit, loadings)
    return np.concatenate([by_loading, np.diagonal(misfit, axis1=1, axis2=2) / 2], axis=1)


def information(
    loadings: NDArray[np.float64],
    uniquenesses: NDArray[np.float64],
    misfit: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """Take half the second derivative of the discrepancy, shape (B, 2k, 2k).

    Parameters
    ----------
    loadings, uniquenesses : ndarray, shape (B, k)
        Where it is taken; the result has loadings first, then uniquenesses.
    misfit : ndarray, shape (B, k, k), or 0
        E = A - A R A, with A the inverse of Sigma, for the observed derivative; 0, its
        expectation, for the expected one.

    Returns
    -------
    ndarray, shape (B, 2k, 2k)
        tr(C dSigma_a A dSigma_b)/2 + tr(E d2Sigma_ab)/2 with C = A - 2 E.
    """
    inverse = inverse_covariance(loadings, uniquenesses)
    corrected = inverse - 2 * misfit
    weighted = np.einsum("bij,bj->bi", inverse, loadings)
    reweighted = np.einsum("bij,bj->bi", corrected, loadings)
    outer = weighted[:, :, None] * reweighted[:, None, :]
    both_loadings = (
        (outer + np.swapaxes(outer, 1, 2)) / 2
        + corrected * np.einsum("bi,bi->b", loadings, weighted)[:, None, None] / 2
        + inverse * np.einsum("bi,bi->b", loadings, reweighted)[:, None, None] / 2
        + misfit
    )
    mixed = (corrected * weighted[:, None, :] + inverse * reweighted[:, None, :]) / 2
    return np.block([[both_loadings, mixed], [np.swapaxes(mixed, 1, 2), corrected * inverse / 2]])


def inverse_covariance(
    loadings: NDArray[np.float64], uniquenesses: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Invert l l' + diag(psi), shape (B, k, k), by Sherman and Morrison's formula."""
    ratio = loadings / uniquenesses
    spread = 1 + np.einsum("bi,bi->b", loadings, ratio)
    inverse: NDArray[np.float64] = -ratio[:, :, None] * ratio[:, None, :] / spread[:, None, None]
    diagonal = np.arange(loadings.shape[1])
    inverse[:, diagonal, diagonal] += 1 / uniquenesses
    return inverse


def smallest_eigenvalue(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the smallest eigenvalue of each matrix, scaled to a diagonal of ones, shape (B,).

    A diagonal that is not positive counts as -1.
    """
    diagonal = np.diagonal(matrix, axis1=1, axis2=2)
    positive = np.asarray((diagonal > 0).all(axis=1))
    scale = 1 / np.sqrt(np.where(positive[:, None], diagonal, 1.0))
    scaled = matrix * scale[:, :, None] * scale[:, None, :]
    return np.where(positive, np.asarray(np.linalg.eigvalsh(scaled), dtype=np.float64)[:, 0], -1.0)


def solve(matrix: NDArray[np.float64], vector: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve B linear systems: matrices of shape (B, m, m), right-hand sides of shape (B, m)."""
    return np.asarray(np.linalg.solve(matrix, vector[:, :, None])[:, :, 0], dtype=np.float64)
