"""Counts, means and standard deviations of many cells at once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]

# A spread of a few units in the last place is rounding, not variation: mean scores such as 1.2 and
# 2.4 are not exact in binary, and a t statistic of 1e16 would come of it.
ROUNDING = 4 * np.finfo(np.float64).eps


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Size, mean and spread of each cell; every array has the same shape.

    Attributes
    ----------
    n : ndarray of int
        Valid values.
    mean : ndarray of float
        In the units of the data; NaN where `n` is 0.
    sd : ndarray of float
        With n - 1; NaN where `n` is below 2, exactly 0 where all values are the same.
    mean_tail : ndarray of float
        What rounding took from `mean`; keeps the difference of two means exact for data far
        from zero. 0 where nothing is known of it.
    """

    n: IntArray
    mean: FloatArray
    sd: FloatArray
    mean_tail: FloatArray = field(default_factory=lambda: np.zeros(()))

    def take(self, index: IntArray) -> "Moments":
        """Pick cells.

        Parameters
        ----------
        index : ndarray of int, any shape
            The cell of each entry of the result; a cell may be picked more than once.

        Returns
        -------
        Moments
            Arrays of the shape of `index`.
        """
        tail = np.broadcast_to(self.mean_tail, self.mean.shape)
        return Moments(
            n=self.n[index], mean=self.mean[index], sd=self.sd[index], mean_tail=tail[index]
        )


def mean_difference(before: Moments, after: Moments) -> FloatArray:
    """Subtract means without losing digits to a large common offset.

    Parameters
    ----------
    before, after : Moments
        Of the same shape S.

    Returns
    -------
    ndarray of float, shape S
        After minus before; NaN where either is empty.
    """
    return np.asarray((after.mean - before.mean) + (after.mean_tail - before.mean_tail))


def cell_moments(values: FloatArray, cell: IntArray, n_cells: int) -> Moments:
    """Compute the moments of every cell in two passes.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is skipped.
    cell : ndarray of int, shape (n,)
        The cell of each value, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    Moments
        Arrays of shape (n_cells,).

    Notes
    -----
    The first value of a cell is taken off before its values are summed, so that data far from
    zero lose no digits, and a constant cell has an sd of exactly 0. The second pass corrects the
    mean and the sum of squares by what the first one rounded (Chan, Golub & LeVeque 1983).
    """
    valid = (cell >= 0) & ~np.isnan(values)
    values, cell = values[valid], cell[valid]
    n = np.bincount(cell, minlength=n_cells)
    rough = _rough_means(values, cell, n)
    residual = values - rough[cell]
    correction = _mean_of(residual, cell, n)
    squares = np.bincount(cell, residual * residual, n_cells) - n * correction**2
    mean = rough + correction
    return Moments(
        n=n,
        mean=mean,
        sd=spread(squares, n, magnitude=np.abs(mean)),
        mean_tail=correction - (mean - rough),
    )


def spread(squares: FloatArray, n: IntArray, *, magnitude: FloatArray) -> FloatArray:
    """Turn sums of squares about the mean into standard deviations.

    Parameters
    ----------
    squares : ndarray of float, shape S
        Sums of squared deviations.
    n : ndarray of int, shape S
        Values in each sum.
    magnitude : ndarray of float, shape S
        The size of the numbers that were summed; a spread of a few of their last places counts
        as none.

    Returns
    -------
    ndarray of float, shape S
        With n - 1; NaN where `n` is below 2.
    """
    degrees = np.where(n > 1, n - 1.0, np.nan)
    sd = np.sqrt(np.maximum(squares, 0) / degrees)
    return np.where(sd <= ROUNDING * magnitude, 0.0, sd)


def _rough_means(values: FloatArray, cell: IntArray, n: IntArray) -> FloatArray:
    """Average each cell's distances from its first value, and put that value back."""
    first = np.full(n.shape, np.nan)
    first[cell[::-1]] = values[::-1]  # the last assignment to an index holds: the first value
    return first + _mean_of(values - first[cell], cell, n)


def _mean_of(values: FloatArray, cell: IntArray, n: IntArray) -> FloatArray:
    """Average within cells; NaN where a cell is empty."""
    return np.bincount(cell, values, n.size) / np.where(n > 0, n, np.nan)
