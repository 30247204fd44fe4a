"""Quantiles of many cells at once, from values or from counts of distinct values."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]


def cell_quantiles(
    values: FloatArray, cell: IntArray, n_cells: int, shares: Sequence[float]
) -> FloatArray:
    """Compute quantiles of the values of every cell, by linear interpolation.

    Type 7 of Hyndman & Fan (1996): what R's `quantile` and Excel's QUARTILE.INC give.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is skipped.
    cell : ndarray of int, shape (n,)
        The cell of each value, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.
    shares : sequence of float
        Which quantiles: 0 is the least value, 0.5 the median, 1 the greatest.

    Returns
    -------
    ndarray of float, shape (n_cells, n_shares)
        NaN where a cell is empty.
    """
    valid = (cell >= 0) & ~np.isnan(values)
    values, cell = values[valid], cell[valid]
    ordered = values[np.lexsort((values, cell))]
    n = np.bincount(cell, minlength=n_cells)
    start = np.cumsum(n) - n
    if not ordered.size:
        return np.full((n_cells, len(shares)), np.nan)
    below, above, part = _ranks(n, shares)
    last = ordered.size - 1  # an empty cell at the end starts behind the last value
    low = ordered[np.minimum(start[:, None] + below, last)]
    high = ordered[np.minimum(start[:, None] + above, last)]
    return _between(low, high, part, n)


def counted_quantiles(values: FloatArray, counts: IntArray, shares: Sequence[float]) -> FloatArray:
    """Compute quantiles of every cell from how often it has each value.

    Parameters
    ----------
    values : ndarray of float, shape (k,)
        The distinct values, ascending.
    counts : ndarray of int, shape (n_cells, k)
        How often each stands in each cell.
    shares : sequence of float
        As in `cell_quantiles`.

    Returns
    -------
    ndarray of float, shape (n_cells, n_shares)
        NaN where a cell is empty.
    """
    upto = np.cumsum(counts, axis=1)
    n = upto[:, -1]
    below, above, part = _ranks(n, shares)
    last = values.size - 1
    low, high = (
        values[np.minimum((upto[:, None, :] <= rank[:, :, None]).sum(axis=2), last)]
        for rank in (below, above)
    )
    return _between(low, high, part, n)


def _ranks(n: IntArray, shares: Sequence[float]) -> tuple[IntArray, IntArray, FloatArray]:
    """Find the two values, counted from 0, between which each quantile lies, and how far along."""
    position = np.maximum(n - 1, 0)[:, None] * np.asarray(shares, dtype=np.float64)
    below = np.floor(position).astype(np.int64)
    return below, np.ceil(position).astype(np.int64), position - below


def _between(low: FloatArray, high: FloatArray, part: FloatArray, n: IntArray) -> FloatArray:
    return np.where(n[:, None] > 0, low + part * (high - low), np.nan)
