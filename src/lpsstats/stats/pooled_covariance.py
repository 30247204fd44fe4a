"""How values go together within cells: what differs between the cells is taken out first."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledCovariance:
    """Covariances within cells, pooled over all of them.

    Attributes
    ----------
    n, n_cells : int
        Respondents; cells with any.
    centred : ndarray of float, shape (n, p)
        The values less the (weighted) means of their cells.
    weight : ndarray of float, shape (n,)
        The weight of each respondent; 1 without weights.
    covariance : ndarray of float, shape (p, p)
        sum w x y / sum w, times n / (n - n_cells): with equal weights the mean square within
        cells. NaN where n is not above n_cells.
    """

    n: int
    n_cells: int
    centred: FloatArray
    weight: FloatArray
    covariance: FloatArray

    @property
    def correlation(self) -> FloatArray:
        """The correlations, shape (p, p); NaN of a value that does not vary within any cell."""
        return correlations(self.covariance)


def pooled_covariance(
    values: FloatArray, cell: IntArray, weight: FloatArray | None = None
) -> PooledCovariance:
    """Pool the covariances of values within cells.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        Without NaN: respondents who have them all.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    weight : ndarray of float, shape (n,), optional
        Above 0.

    Returns
    -------
    PooledCovariance
        Deviations that are rounding of a constant are made 0, so that what does not vary has a
        variance of exactly 0.
    """
    weights = np.ones(len(values)) if weight is None else weight / weight.max(initial=0.0)
    centred = centre(values, cell, weights)
    n, n_cells = len(values), int((np.bincount(cell) > 0).sum())
    products = (centred * weights[:, None]).T @ centred
    free = n / (n - n_cells) if n > n_cells else np.nan
    return PooledCovariance(
        n=n,
        n_cells=n_cells,
        centred=centred,
        weight=weights,
        covariance=products / (weights.sum() or np.nan) * free,
    )


def centre(values: FloatArray, cell: IntArray, weight: FloatArray) -> FloatArray:
    """Take the weighted mean of their cell from values.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        Without NaN.
    cell, weight : ndarray, shape (n,)
        The cell of each, from 0; weights above 0.

    Returns
    -------
    ndarray of float, shape (n, p)
        What is no more than rounding of the values is 0.
    """
    from_first = values - values[:1]  # keeps the digits of values that are large beside their range
    size = int(cell.max(initial=-1)) + 1
    total = np.bincount(cell, weight, size)
    sums = np.stack([np.bincount(cell, weight * x, size) for x in from_first.T], axis=-1)
    means = sums / np.where(total > 0, total, 1.0)[:, None]
    centred = from_first - means[cell]
    rounding = 1e-13 * np.abs(values).max(axis=0, initial=0.0)
    return np.where(np.abs(centred) <= rounding, 0.0, centred)


def correlations(covariance: FloatArray) -> FloatArray:
    """Turn covariances into correlations.

    Parameters
    ----------
    covariance : ndarray of float, shape (..., p, p)

    Returns
    -------
    ndarray of float, shape (..., p, p)
        Between -1 and 1, 1 on the diagonal; NaN beside a value without variance.
    """
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    spread = np.sqrt(np.where(variance > 0, variance, np.nan))
    found: FloatArray = covariance / (spread[..., :, None] * spread[..., None, :])
    return found.clip(-1.0, 1.0)
