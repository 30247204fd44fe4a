"""Design weights: what they cost in precision, and means under them.

A weight says for how many people of the population a respondent stands. Only its size relative to
the others counts, and n never grows by it: these are no case weights. A weight of zero leaves a
respondent out, as none does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import Moments, cell_moments, spread
from lpsstats.stats.quantiles import cell_quantiles

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSummary:
    """The weights of each cell; every array has the shape (n_cells,).

    Attributes
    ----------
    n : ndarray of int
        Weights above zero; all that follows but the last two is of these, NaN where there is none.
    low, median, high, mean : ndarray of float
        In the weights' own units.
    cv : ndarray of float
        Their standard deviation (divided by n) over their mean.
    design_effect : ndarray of float
        1 + cv^2: how many times larger weighting makes a variance (Kish 1965, 1992), at least 1.
    n_effective : ndarray of float
        (sum w)^2 / sum w^2 = n / design effect.
    n_zero, n_missing : ndarray of int
        Weights of exactly zero; NaN.
    """

    n: IntArray
    low: FloatArray
    median: FloatArray
    high: FloatArray
    mean: FloatArray
    cv: FloatArray
    design_effect: FloatArray
    n_effective: FloatArray
    n_zero: IntArray
    n_missing: IntArray


def summarise_weights(weight: FloatArray, cell: IntArray, n_cells: int) -> WeightSummary:
    """Describe the weights of every cell.

    Parameters
    ----------
    weight : ndarray of float, shape (n,)
        At least 0; NaN where a respondent has none.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    WeightSummary
    """
    unit = largest(weight)
    above = np.where(weight > 0, weight, np.nan) / unit
    moments = cell_moments(above, cell, n_cells)
    ends = cell_quantiles(above, cell, n_cells, (0.0, 0.5, 1.0))
    # The variance with n below it: n - 1 would not give Kish's effective n.
    degrees = np.where(moments.n > 1, (moments.n - 1.0) / np.maximum(moments.n, 1), 0.0)
    # Beside weights 600 powers of ten larger, a cell's own may all be nought: they do not vary.
    varied = (moments.n > 1) & (moments.mean > 0)
    relative = np.divide(moments.sd, moments.mean, out=np.zeros(n_cells), where=varied)
    squared = relative**2 * degrees
    design_effect = np.where(moments.n > 0, 1.0 + squared, np.nan)
    return WeightSummary(
        n=moments.n,
        low=ends[:, 0] * unit,
        median=ends[:, 1] * unit,
        high=ends[:, 2] * unit,
        mean=moments.mean * unit,
        cv=np.where(moments.n > 0, np.sqrt(squared), np.nan),
        design_effect=design_effect,
        n_effective=moments.n / design_effect,
        n_zero=_counted(weight == 0, cell, n_cells),
        n_missing=_counted(np.isnan(weight), cell, n_cells),
    )


def weighted_moments(
    values: FloatArray, weight: FloatArray, cell: IntArray, n_cells: int
) -> Moments:
    """Compute the weighted mean and standard deviation of every cell.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is skipped.
    weight : ndarray of float, shape (n,)
        A design weight each; those with NaN or zero are skipped.
    cell : ndarray of int, shape (n,)
        The cell of each value, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    Moments
        `n` is unweighted; `mean` is sum(w y) / sum(w); `sd` is
        sqrt(sum(w (y - mean)^2) / sum(w) * n / (n - 1)), as R's `survey::svyvar` has it.
    """
    valid = (cell >= 0) & ~np.isnan(values) & (weight > 0)
    values, weight, cell = values[valid], weight[valid] / largest(weight), cell[valid]
    n = np.bincount(cell, minlength=n_cells)
    total = np.bincount(cell, weight, n_cells)
    total = np.where(total > 0, total, np.nan)
    first = np.full(n_cells, np.nan)
    first[cell[::-1]] = values[::-1]  # the last assignment to an index holds: the first value
    mean = first + np.bincount(cell, weight * (values - first[cell]), n_cells) / total
    variance = np.bincount(cell, weight * (values - mean[cell]) ** 2, n_cells) / total
    return Moments(n=n, mean=mean, sd=spread(variance * n, n, magnitude=np.abs(mean)))


def largest(weight: FloatArray) -> float:
    """Give the largest weight, by which all may be divided so that no sum of them overflows.

    It is 1 where no weight is above zero.
    """
    return float(np.max(weight, where=weight > 0, initial=0.0)) or 1.0


def _counted(which: NDArray[np.bool_], cell: IntArray, n_cells: int) -> IntArray:
    return np.bincount(cell[which & (cell >= 0)], minlength=n_cells)
