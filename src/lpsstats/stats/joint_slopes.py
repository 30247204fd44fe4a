"""Whether several predictors together go with an outcome at all, inside cells."""

import numpy as np
from scipy.special import fdtrc

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.pooled_covariance import centre
from lpsstats.stats.sampled import Sampled, not_alone

# Residuals of this size, beside the values, are rounding.
EXACT = 1e-12
# The least eigenvalue of correlations from which on they can be inverted.
INVERTIBLE = 1e-10


def joint_p_value(predictors: FloatArray, outcome: FloatArray, sampled: Sampled) -> float:
    """Test whether all predictors together go with the outcome at all, within cells.

    Parameters
    ----------
    predictors : ndarray of float, shape (n, p)
        Without NaN; none follows from the others.
    outcome : ndarray of float, shape (n,)
        Without NaN; varies within cells.
    sampled : Sampled
        The cells, and how respondents were sampled.

    Returns
    -------
    float
        p of the F test of R squared on p and n - cells - p degrees of freedom; with weights or
        sampling units the larger of that and of Wald's by the linearised covariance of the
        coefficients, as in `waves_wald`, which with few units finds too much. NaN where too few
        respondents or units are left, or the fit is exact.

    References
    ----------
    Korn & Graubard (1990), American Statistician 44, 270-276.
    """
    shared = not_alone(np.arange(len(outcome)), sampled.cell)
    predictors, outcome, sampled = predictors[shared], outcome[shared], sampled.take(shared)
    weight = sampled.counts()
    centred = centre(np.column_stack([predictors, outcome]), sampled.cell, weight)
    x, y = centred[:, :-1], centred[:, -1]
    x = x / np.sqrt(np.square(x).sum(axis=0))
    products = (x * weight[:, None]).T @ x
    beta = np.linalg.solve(products, x.T @ (weight * y))
    residual = y - x @ beta
    if np.abs(residual).max(initial=0.0) <= EXACT * np.abs(y).max(initial=0.0):
        return np.nan
    p, n_cells = len(beta), np.unique(sampled.cell).size
    explained, left = float(beta @ products @ beta), float(weight @ residual**2)
    free = len(y) - n_cells - p
    if free <= 0:
        return np.nan
    ordinary = float(fdtrc(p, free, explained / p / (left / free)))
    if not sampled.designed:
        return ordinary
    influence = (x * (weight * residual)[:, None]) @ np.linalg.inv(products)
    return float(np.maximum(ordinary, _wald(beta, influence, sampled)))


def _wald(beta: FloatArray, influence: FloatArray, sampled: Sampled) -> float:
    """Test coefficients by the covariance that their influences have in the design."""
    design = sampled.design()
    p, degrees = len(beta), float(design.degrees()[0])
    if design.lonely()[0] or degrees < p:
        return np.nan
    parts = np.column_stack([design.centred(one) for one in influence.T])
    variance = (parts * design.scale()[design.stratum][:, None]).T @ parts
    size = np.sqrt(np.diagonal(variance))
    if not size.all():
        return np.nan
    correlation = variance / size / size[:, None]
    if np.linalg.eigvalsh(correlation)[0] < INVERTIBLE:
        return np.nan
    scaled = beta / size
    wald = float(scaled @ np.linalg.solve(correlation, scaled))
    return float(fdtrc(p, degrees - p + 1, wald * (degrees - p + 1) / (degrees * p)))
