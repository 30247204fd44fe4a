"""How much of an outcome's variance goes with each of several predictors: Johnson's weights.

Predictors that go together share what they say of the outcome. Relative weights part it: every
predictor gives to its nearest stand-ins that do not go together, and gets back what they explain.
"""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray

# Of 1, the variance of a predictor that the others leave unexplained: less of it is rounding.
LEFT_OVER = 1e-10
# A predictor that stands in such a sum with less than this does not stand in it.
NO_PART = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A linear model of standardised variables; p is the number of predictors.

    Attributes
    ----------
    beta : ndarray of float, shape (p,)
        Standardised coefficients.
    r_squared : float
        The share of the outcome's variance that goes with all predictors together, 0 to 1.
    """

    beta: FloatArray
    r_squared: float


def regression(correlation: FloatArray) -> Regression:
    """Regress the last variable on the others, from their correlations.

    Parameters
    ----------
    correlation : ndarray of float, shape (p + 1, p + 1)
        Without NaN; the predictors must not follow from each other (`dependent_set`).

    Returns
    -------
    Regression
    """
    among, outcome = correlation[:-1, :-1], correlation[:-1, -1]
    beta: FloatArray = np.linalg.solve(among, outcome).astype(np.float64)
    return Regression(beta=beta, r_squared=float(np.clip(beta @ outcome, 0.0, 1.0)))


def relative_weights(correlation: FloatArray) -> FloatArray:
    """Part the explained variance of the last variable among the others.

    Parameters
    ----------
    correlation : ndarray of float, shape (..., p + 1, p + 1)
        Correlations of p predictors and, last, the outcome. NaN beside what does not vary: that
        one goes with nothing.

    Returns
    -------
    ndarray of float, shape (..., p)
        At least 0; they sum to R squared. Predictors that follow from each other share what they
        have in common.

    Notes
    -----
    With R = V D V' the correlations of the predictors, L = V D^(1/2) V' those between them and
    their nearest orthonormal stand-ins Z. The outcome's coefficients on Z are b = L^(-1) r, and
    the weights are the rows of L^2 b^2, each entry squared.

    References
    ----------
    Johnson, J. W. (2000). A heuristic method for estimating the relative weight of predictor
    variables in multiple regression. Multivariate Behavioral Research 35, 1-19, eqs. 1 to 4.
    Tonidandel, S. & LeBreton, J. M. (2011). Journal of Business and Psychology 26, 1-9.
    """
    p = correlation.shape[-1] - 1
    defined = np.nan_to_num(correlation, nan=0.0)
    among, outcome = defined[..., :p, :p], defined[..., :p, p]
    size, direction = np.linalg.eigh(among * (1 - np.eye(p)) + np.eye(p))
    real = size > LEFT_OVER
    root = np.sqrt(np.where(real, size, 0.0))
    inverse = real / np.where(real, root, 1.0)
    turned = np.swapaxes(direction, -1, -2)
    onto = (direction * root[..., None, :]) @ turned
    along = (turned @ outcome[..., None])[..., 0] * inverse
    coefficient = (direction @ along[..., None])[..., 0]
    weights: FloatArray = (onto**2 @ coefficient[..., None] ** 2)[..., 0]
    return weights


def dependent_set(correlation: FloatArray) -> IntArray:
    """Find predictors that follow from each other.

    Parameters
    ----------
    correlation : ndarray of float, shape (p, p)
        Of predictors that all vary.

    Returns
    -------
    ndarray of int
        Positions: the first that is a sum of others before it, last, behind those others; empty
        where there is none.
    """
    for j in range(1, len(correlation)):
        before = correlation[:j, j]
        parts = np.linalg.solve(correlation[:j, :j], before)
        if 1 - parts @ before < LEFT_OVER:
            return np.append(np.flatnonzero(np.abs(parts) > NO_PART), j)
    return np.empty(0, dtype=np.int64)
