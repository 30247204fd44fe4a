"""How much each respondent moves a correlation: what its variance under a design is made of."""

import numpy as np

from lpsstats.stats.design import sums
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.pooled_covariance import PooledCovariance


def pearson_influence(scores: FloatArray, pooled: PooledCovariance, cell: IntArray) -> FloatArray:
    """Differentiate a correlation within cells by each weight, times that weight.

    Parameters
    ----------
    scores : ndarray of float, shape (n, 2)
        The values; only their deviations in `pooled` count.
    pooled : PooledCovariance
        Of these values.
    cell : ndarray of int, shape (n,)
        The cell of each; has no influence.

    Returns
    -------
    ndarray of float, shape (n,)
        w (u v - r (u^2 + v^2) / 2) / sum w, with u and v in standard deviations; sums to 0.

    Notes
    -----
    The means of the cells add nothing: weighted deviations sum to 0.
    """
    one, other = pooled.centred.T
    return _of_ratio(pooled, one * other, one * one, other * other)


def spearman_influence(scores: FloatArray, pooled: PooledCovariance, cell: IntArray) -> FloatArray:
    """Differentiate a rank correlation within cells by each weight, times that weight.

    Parameters
    ----------
    scores : ndarray of float, shape (n, 2)
        Ranks within cells, as `correlation.ranks_within`.
    pooled : PooledCovariance
        Of these ranks.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.

    Returns
    -------
    ndarray of float, shape (n,)
        A weight moves its own product of ranks and, being counted among them, the ranks of all
        others of its cell; sums to 0.

    References
    ----------
    The derivative of the empirical distribution functions in Liu, Li, Wanga & Shepherd (2018),
    Biometrics 74, 595-605; as of Spearman's rho in Croux & Dehon (2010), Statistical Methods &
    Applications 19, 497-515.
    """
    (one, other), weight = pooled.centred.T, pooled.weight
    keys = [_places(column, cell) for column in scores.T]
    size = int(cell.max(initial=-1)) + 1
    total = sums(cell, weight, size)

    def moved(at: int, values: FloatArray) -> FloatArray:
        """Say how a weight moves sum w `values` x (ranks of a column)."""
        held = weight * values
        above = _above(keys[at], held)
        own = sums(cell, held * pooled.centred[:, at], size)
        return np.asarray((above - own[cell]) / total[cell])

    return _of_ratio(
        pooled,
        one * other + moved(0, other) + moved(1, one),
        one * one + 2 * moved(0, one),
        other * other + 2 * moved(1, other),
    )


def _of_ratio(
    pooled: PooledCovariance, product: FloatArray, first: FloatArray, second: FloatArray
) -> FloatArray:
    """Put derivatives of three sums together to that of r = xy / sqrt(xx yy)."""
    one, other = pooled.centred.T
    weight = pooled.weight
    sizes = np.sqrt([weight @ one**2, weight @ other**2])
    r = float(pooled.correlation[0, 1])
    shares = product / (sizes[0] * sizes[1]) - r / 2 * (
        first / sizes[0] ** 2 + second / sizes[1] ** 2
    )
    return np.asarray(weight * shares)


def _places(ranks: FloatArray, cell: IntArray) -> IntArray:
    """Give each distinct rank a number, cell after cell, from the lowest."""
    # Ranks lie within 0 and 1, so that a cell's stay apart from the next one's.
    _, place = np.unique(2.0 * cell + ranks, return_inverse=True)
    return place


def _above(place: IntArray, held: FloatArray) -> FloatArray:
    """Sum what those above hold, and half of what those level hold, within the cell.

    The sum over a cell is 0, so that one running sum serves all cells.
    """
    level = sums(place, held, int(place.max(initial=-1)) + 1)
    return np.asarray(level[place] / 2 - np.cumsum(level)[place])
