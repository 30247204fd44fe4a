"""The robust variance of a slope within cells, where the constants of the cells are many."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.design import sums
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.robust_variance import NO_FREEDOM, NO_PART, RobustError


def cell_cr2(
    own: FloatArray, residual: FloatArray, root: FloatArray, cell: IntArray, unit: IntArray | None
) -> RobustError:
    """Give the error CR2 of a slope beside a constant for every cell, and its degrees of freedom.

    Parameters
    ----------
    own : ndarray of float, shape (n,)
        The predictor less the means of its cells, times the roots of the weights; of length 1.
    residual : ndarray of float, shape (n,)
        Times the roots of the weights.
    root : ndarray of float, shape (n,)
        The roots of the weights.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    unit : ndarray of int, shape (n,), optional
        Who was sampled together; -1, or without units everybody, is one alone.

    Returns
    -------
    RobustError
        Of units that are one respondent each it is HC2.

    Notes
    -----
    As `robust_variance.cr2` with a column for every cell; but a unit has a part in the constants of
    its own few cells alone, and only these are held: k + 1 columns for a unit in k cells.

    References
    ----------
    Bell & McCaffrey (2002), eqs. 7 and 12; Pustejovsky & Tipton (2018), eqs. 7 to 11.
    """
    parts = _parts(own, residual, root, cell, unit)
    score, trace, squares, supported = 0.0, 0.0, 0.0, parts.spans.size > 1
    products = np.zeros((parts.n_cells + 1) ** 2)
    for k in np.unique(parts.spans).tolist():
        gram, total, column = parts.of_units_in(k)
        square, direction = np.linalg.eigh(gram)
        freedom = 1 - square
        free = freedom > NO_FREEDOM
        mine = direction[:, -1, :]
        factor = np.where(free, mine, 0.0) / np.sqrt(np.where(free, freedom, 1.0))
        multiplier = np.einsum("gjk,gk->gj", direction, factor)
        score += float(np.sum(np.einsum("gj,gj->g", multiplier, total) ** 2))
        part = np.einsum("gjk,gk->gj", gram, multiplier)
        alone = np.einsum("gj,gj->g", multiplier, part)
        shared = np.einsum("gj,gj->g", part, part)
        trace += float(np.sum(alone - shared))
        squares += float(np.sum(alone**2 - 2 * alone * shared))
        places = column[:, :, None] * (parts.n_cells + 1) + column[:, None, :]
        both = part[:, :, None] * part[:, None, :]
        products += np.bincount(places.ravel(), both.ravel(), products.size)
        supported = supported and not np.any(np.abs(mine[~free]) > NO_PART)
    squares += float(products @ products)
    return RobustError(
        std_error=float(np.sqrt(score)),
        df=trace**2 / squares if trace > NO_FREEDOM and squares > 0 else np.nan,
        supported=supported,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Sums over the respondents of a unit, and over those of each of its cells.

    `start` is the first cell of each unit, and `spans` how many it has; the cells of all units are
    in one list, of which `cell` names them, `square` sums the squares of the constant's column,
    `cross` its products with the predictor and `total` those with the residuals.
    """

    start: IntArray
    spans: IntArray
    own_square: FloatArray
    own_total: FloatArray
    cell: IntArray
    square: FloatArray
    cross: FloatArray
    total: FloatArray
    n_cells: int

    def of_units_in(self, k: int) -> tuple[FloatArray, FloatArray, IntArray]:
        """Give cross-products, (m, k + 1, k + 1), products with residuals and columns of units."""
        units = np.flatnonzero(self.spans == k)
        at = self.start[units][:, None] + np.arange(k)
        gram, places = np.zeros((units.size, k + 1, k + 1)), np.arange(k)
        gram[:, places, places] = self.square[at]
        gram[:, :k, k] = gram[:, k, :k] = self.cross[at]
        gram[:, k, k] = self.own_square[units]
        total = np.column_stack([self.total[at], self.own_total[units]])
        column = np.column_stack([self.cell[at], np.full(units.size, self.n_cells)])
        return gram, total, column


def _parts(
    own: FloatArray, residual: FloatArray, root: FloatArray, cell: IntArray, unit: IntArray | None
) -> _Parts:
    """Sum what is needed."""
    used, cell = np.unique(cell, return_inverse=True)
    constant = root / np.sqrt(np.bincount(cell, root**2))[cell]
    number = np.arange(cell.size) if unit is None else _numbered(unit)
    pair, of_pair = np.unique(number * used.size + cell, return_inverse=True)
    spans = np.bincount(pair // used.size)
    return _Parts(
        start=np.cumsum(spans) - spans,
        spans=spans,
        own_square=sums(number, own**2, spans.size),
        own_total=sums(number, own * residual, spans.size),
        cell=pair % used.size,
        square=sums(of_pair, constant**2, pair.size),
        cross=sums(of_pair, constant * own, pair.size),
        total=sums(of_pair, constant * residual, pair.size),
        n_cells=used.size,
    )


def _numbered(unit: IntArray) -> IntArray:
    """Give units numbers from 0, and everybody without one a number of their own."""
    alone = unit.max(initial=0) + 1 + np.arange(unit.size)
    _, number = np.unique(np.where(unit < 0, alone, unit), return_inverse=True)
    return np.asarray(number, dtype=np.int64)
