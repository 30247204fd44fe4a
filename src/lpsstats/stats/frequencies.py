"""Tables of counts, and the mean and spread that follow from them.

Answers in codes have few distinct values, so everything about them is in the table of how often
each stands in each cell; tables of larger groups are sums of it.
"""

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import Moments, spread

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]


def count_table(index: IntArray, cell: IntArray, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Count how often each value stands in each cell.

    Parameters
    ----------
    index : ndarray of int, shape (n,)
        Which of the k values each respondent has.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    shape : (int, int)
        Number of cells and k.

    Returns
    -------
    ndarray of int, shape (n_cells, k)
    """
    cells, k = shape
    return np.bincount(cell * k + index, minlength=cells * k).reshape(shape)


def weight_table(
    index: IntArray, cell: IntArray, weight: FloatArray, shape: tuple[int, int]
) -> FloatArray:
    """Sum the weights of those who have each value in each cell; otherwise as `count_table`."""
    cells, k = shape
    sums = np.bincount(cell * k + index, weight, cells * k)
    return sums.reshape(shape).astype(np.float64, copy=False)


def counted_moments(values: FloatArray, counts: IntArray) -> Moments:
    """Compute the moments of every cell from its counts.

    Parameters
    ----------
    values : ndarray of float, shape (k,)
        The distinct values.
    counts : ndarray of int, shape (n_cells, k)
        How often each stands in each cell.

    Returns
    -------
    Moments
        Arrays of shape (n_cells,): NaN means where a cell is empty, NaN spreads below two values.
    """
    n = counts.sum(axis=1)
    mean, squares = _mean_and_squares(values, counts.astype(np.float64))
    return Moments(n=n, mean=mean, sd=spread(squares, n, magnitude=np.abs(mean)))


def weighted_counted_moments(values: FloatArray, weights: FloatArray, n: IntArray) -> Moments:
    """Compute weighted moments of every cell from the weights that stand on each value.

    Parameters
    ----------
    values : ndarray of float, shape (k,)
        The distinct values.
    weights : ndarray of float, shape (n_cells, k)
        Sums of weights, none negative.
    n : ndarray of int, shape (n_cells,)
        How many respondents with a weight above zero there are in each cell.

    Returns
    -------
    Moments
        As `weights.weighted_moments`.
    """
    mean, squares = _mean_and_squares(values, weights)
    total = weights.sum(axis=1)
    degrees = np.where(total > 0, squares / np.where(total > 0, total, 1.0), np.nan)
    return Moments(n=n, mean=mean, sd=spread(degrees * n, n, magnitude=np.abs(mean)))


def _mean_and_squares(values: FloatArray, table: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give each cell's mean and its sum of squares about it."""
    total = table.sum(axis=1)
    # The first value is taken off, so that codes far from zero lose no digits.
    apart = values - values[0]
    distance = (table @ apart) / np.where(total > 0, total, np.nan)
    squares = (table * (apart - distance[:, None]) ** 2).sum(axis=1)
    return values[0] + distance, squares
