"""The bivariate normal distribution with standard margins."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, owens_t

FloatArray = NDArray[np.float64]

# A limit of infinity is taken as this one, beyond which a probability is zero in double precision.
FAR = 38.0
# A limit of exactly zero would be divided by; moving it so little changes no digit.
NEAR = 1e-16


def bivariate_cdf(first: FloatArray, second: FloatArray, correlation: FloatArray) -> FloatArray:
    """Give the probability that two standard normal variables both lie below their limits.

    Parameters
    ----------
    first, second : ndarray of float
        Limits, infinite ones included; they and `correlation` are broadcast together.
    correlation : ndarray of float
        Strictly between -1 and 1.

    Returns
    -------
    ndarray of float
        To about 1e-16.

    Notes
    -----
    Owen (1956), Annals of Mathematical Statistics 27, 1075-1090, eq. 2.1.
    """
    h, k = _limit(first), _limit(second)
    root = np.sqrt((1 - correlation) * (1 + correlation))
    opposite = (h < 0) != (k < 0)
    with np.errstate(over="ignore"):
        at_h = owens_t(h, (k / h - correlation) / root)
        at_k = owens_t(k, (h / k - correlation) / root)
    return np.asarray((ndtr(h) + ndtr(k) - opposite) / 2 - at_h - at_k)


def bivariate_density(first: FloatArray, second: FloatArray, correlation: FloatArray) -> FloatArray:
    """Give the density, which is also the derivative of `bivariate_cdf` by the correlation.

    Parameters are those of `bivariate_cdf`; at an infinite limit the density is 0.
    """
    h, k = _limit(first), _limit(second)
    square = (1 - correlation) * (1 + correlation)
    distance = (h * h - 2 * correlation * h * k + k * k) / (2 * square)
    return np.asarray(np.exp(-distance) / (2 * np.pi * np.sqrt(square)))


def _limit(limit: FloatArray) -> FloatArray:
    """Make a limit finite and not zero."""
    finite = np.clip(limit, -FAR, FAR)
    return np.where(np.abs(finite) < NEAR, NEAR, finite)
