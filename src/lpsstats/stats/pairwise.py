"""Correlations of every item with every other, over the rows that answered both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# A variance this small beside the mean square is rounding: the item does not vary in those rows.
CONSTANT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlations:
    """Pearson correlations with pairwise deletion.

    Attributes
    ----------
    r : ndarray, shape (k, k)
        NaN where fewer than two rows answered both items or one of them is constant there.
    n : ndarray of int, shape (k, k)
        Rows that answered both.
    """

    r: Floats
    n: NDArray[np.int64]


def pairwise_correlations(items: Floats) -> Correlations:
    """Correlate all pairs of columns by four matrix products, whatever is missing.

    Parameters
    ----------
    items : ndarray, shape (n, k)
        NaN where missing.

    Returns
    -------
    Correlations
        Symmetric.
    """
    there = ~np.isnan(items)
    answered = there.astype(np.float64)
    # Around its own mean, or an item with a large offset would lose its digits below.
    counts = np.maximum(answered.sum(axis=0), 1)
    values = np.where(there, items, 0.0)
    values = np.where(there, values - values.sum(axis=0) / counts, 0.0)
    squares = values**2
    n = answered.T @ answered
    sums, second = values.T @ answered, squares.T @ answered
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = values.T @ values - sums * sums.T / n
        variance = second - sums**2 / n
        variance = np.where(variance > CONSTANT * second, variance, np.nan)
        r = np.clip(covariance / np.sqrt(variance * variance.T), -1.0, 1.0)
    return Correlations(r=np.where(n > 1, r, np.nan), n=np.rint(n).astype(np.int64))
