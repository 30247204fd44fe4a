"""Weighted means of cells, with the standard errors of how their respondents were sampled."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.design import sampling_design, sums, within_cells
from lpsstats.stats.moments import FloatArray, IntArray, Moments
from lpsstats.stats.weights import weighted_moments


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignMeans:
    """The weighted mean of each cell; every array has the shape (n_cells,).

    Attributes
    ----------
    n : ndarray of int
        Respondents with a value and a weight above 0.
    mean, sd : ndarray of float
        As `weights.weighted_moments`.
    variance : ndarray of float
        Of the mean, linearised; NaN where a cell is empty or a stratum of it has one unit.
    n_effective : ndarray of float
        (sum w)^2 / sum w^2 of those in `n` (Kish 1965); NaN where a cell is empty.
    degrees : ndarray of float
        Sampling units less strata.
    """

    n: IntArray
    mean: FloatArray
    sd: FloatArray
    variance: FloatArray
    n_effective: FloatArray
    degrees: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedCells:
    """Weighted means of cells and what each respondent contributes to them.

    Attributes
    ----------
    moments : Moments
        Arrays of shape (n_cells,).
    n_effective : ndarray of float, shape (n_cells,)
        As `DesignMeans.n_effective`.
    share : ndarray of float, shape (n,)
        Each respondent's weight over the sum of the cell's.
    influence : ndarray of float, shape (n,)
        share * (value - mean of the cell).
    """

    moments: Moments
    n_effective: FloatArray
    share: FloatArray
    influence: FloatArray


def design_means(
    values: FloatArray,
    weight: FloatArray,
    cell: IntArray,
    n_cells: int,
    *,
    stratum: IntArray | None = None,
    cluster: IntArray | None = None,
) -> DesignMeans:
    """Compute the weighted mean of every cell with its linearised variance.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is left out, before anything is counted.
    weight : ndarray of float, shape (n,)
        A design weight each; those with NaN or zero are left out.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0; -1 belongs to none and is left out.
    n_cells : int
        How many cells there are, empty ones included.
    stratum : ndarray of int, shape (n,), optional
        The stratum of each, from 0; without, each cell is one. The part of a stratum that is in a
        cell is a stratum there: a wave was drawn for itself.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each, from 0; -1, or no array, is a unit of one's own.

    Returns
    -------
    DesignMeans
        As R's `survey::svymean` of a design made of the respondents of one cell.
    """
    counted = (cell >= 0) & ~np.isnan(values) & (weight > 0)
    values, weight, cell = values[counted], weight[counted], cell[counted]
    design = sampling_design(
        cell,
        n_cells,
        stratum=None if stratum is None else stratum[counted],
        cluster=None if cluster is None else cluster[counted],
    )
    cells = weighted_cells(values, weight, cell, n_cells)
    return DesignMeans(
        n=cells.moments.n,
        mean=cells.moments.mean,
        sd=cells.moments.sd,
        variance=design.covariance(cells.influence, cells.influence),
        n_effective=cells.n_effective,
        degrees=design.degrees(),
    )


def weighted_cells(
    values: FloatArray, weight: FloatArray, cell: IntArray, n_cells: int
) -> WeightedCells:
    """Compute weighted means of cells and every respondent's influence on them.

    Parameters
    ----------
    values, weight : ndarray of float, shape (n,)
        No NaN; weights above 0.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    WeightedCells
    """
    weight = within_cells(weight, cell, n_cells)
    moments = weighted_moments(values, weight, cell, n_cells)
    total = _or_nan(sums(cell, weight, n_cells))
    share = weight / total[cell]
    residual = values - moments.mean[cell]
    # What rounding took from the mean: it matters for data far from zero (Chan et al. 1983).
    tail = sums(cell, share * residual, n_cells)
    return WeightedCells(
        moments=Moments(n=moments.n, mean=moments.mean, sd=moments.sd, mean_tail=tail),
        n_effective=total**2 / _or_nan(sums(cell, weight * weight, n_cells)),
        share=share,
        influence=share * (residual - tail[cell]),
    )


def _or_nan(total: FloatArray) -> FloatArray:
    """Make the sums of empty cells NaN."""
    return np.where(total > 0, total, np.nan)
