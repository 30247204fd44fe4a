"""Polychoric correlations: of the normal variables that ordered answers are cut from."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lpsstats.stats.bivariate_normal import bivariate_cdf, bivariate_density
from lpsstats.stats.moments import FloatArray

EMPTY_CATEGORY = "empty_category"
TOO_MANY_CATEGORIES = "too_many_categories"
# More different answers than this are measurements, not ordered categories.
MOST_CATEGORIES = 20
# The search goes no nearer to a perfect correlation than this.
LARGEST = 1 - 1e-6
# A correlation beyond this has run to the end of the search: the likelihood has no maximum inside.
BOUND = 1 - 1e-5
# The least probability a cell is given, so that rounding of a cell of none is not divided by.
LEAST = 1e-14
# So small an expected information at a high correlation marks a likelihood that rises towards a
# perfect one and is level long before it.
FLAT = 1e-6
MAX_ITERATIONS = 100
TOLERANCE = 1e-11


@dataclass(frozen=True, slots=True, kw_only=True)
class Polychoric:
    """Polychoric correlations of k items in G groups; C is the number of answers of most items.

    Attributes
    ----------
    n : ndarray of int, shape (G,)
        Complete rows, those with a weight above zero where there are weights.
    correlation : ndarray, shape (G, k, k)
        Ones on the diagonal; an item that does not vary has a row and column of zeros. NaN where
        `reason` is set.
    thresholds : ndarray, shape (G, k, C - 1)
        Where the latent variable passes from each answer to the next. Of an answer that nobody
        gave both thresholds are the same, or infinite: it is no category of its own.
    steps : ndarray, shape (k, C - 1)
        From each answer to the next, in the units of the items; 0 where an item has fewer.
    n_categories : ndarray of int, shape (G, k)
        Different answers given.
    reason : ndarray of str, shape (G,)
        Why there are no correlations, or "": `too_many_categories`, or `empty_category` (answers
        that nobody combined leave the likelihood without a maximum: a correlation of -1 or 1).
    """

    n: NDArray[np.int64]
    correlation: FloatArray
    thresholds: FloatArray
    steps: FloatArray
    n_categories: NDArray[np.int64]
    reason: NDArray[np.str_]


def polychoric(
    items: FloatArray, group: NDArray[np.int64], n_groups: int, *, weight: FloatArray | None = None
) -> Polychoric:
    """Estimate polychoric correlations in two steps: thresholds from margins, then each r by ML.

    Parameters
    ----------
    items : ndarray, shape (n, k)
        Ordered answers; NaN where missing. Only complete rows count.
    group : ndarray of int, shape (n,)
        Group of each row, 0 to `n_groups` - 1; -1 leaves the row out.
    n_groups : int
        G, empty groups included.
    weight : ndarray, shape (n,), optional
        A design weight each; rows with NaN or zero are left out. Tables are then of weights.

    Returns
    -------
    Polychoric
        As psych's `polychoric(correct = 0)` and lavaan's `lavCor` have them.

    Notes
    -----
    Olsson (1979), Psychometrika 44, 443-460 (the two-step method).
    """
    used = (group >= 0) & ~np.isnan(items).any(axis=1)
    if weight is not None:
        used &= weight > 0
    items, member = items[used], group[used]
    share = _shares(None if weight is None else weight[used], member, n_groups)
    n = np.bincount(member, minlength=n_groups)
    levels = [np.unique(column) for column in items.T]
    widest = max((len(level) for level in levels), default=0)
    if widest > MOST_CATEGORIES:
        return _refused(n, items, member, len(levels))
    codes = np.stack(
        [np.searchsorted(level, column) for level, column in zip(levels, items.T, strict=True)]
    )
    tables = _Tables(codes=codes, member=member, share=share, shape=(n_groups, max(widest, 1)))
    margins = np.stack([tables.margin(item) for item in range(len(levels))], axis=1)
    thresholds = np.asarray(ndtri(np.clip(np.cumsum(margins, axis=2)[:, :, :-1], 0, 1)))
    correlation, reason = _correlations(tables, thresholds, margins, n)
    return Polychoric(
        n=n,
        correlation=correlation,
        thresholds=thresholds,
        steps=np.stack([_steps(level, max(widest, 1)) for level in levels]),
        n_categories=np.count_nonzero(margins, axis=2),
        reason=reason,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """Complete rows as answer codes, shape (k, N), with each row's share of its group."""

    codes: NDArray[np.int64]
    member: NDArray[np.int64]
    share: FloatArray
    shape: tuple[int, int]

    def margin(self, item: int) -> FloatArray:
        """Give the shares of the answers to an item, shape (G, C)."""
        n_groups, size = self.shape
        cell = self.member * size + self.codes[item]
        shares = np.bincount(cell, self.share, n_groups * size)
        return np.asarray(shares, dtype=np.float64).reshape(n_groups, size)

    def joint(self, one: int, other: int) -> FloatArray:
        """Give the shares of the pairs of answers to two items, shape (G, C, C)."""
        n_groups, size = self.shape
        cell = (self.member * size + self.codes[one]) * size + self.codes[other]
        shares = np.bincount(cell, self.share, n_groups * size * size)
        return np.asarray(shares, dtype=np.float64).reshape(n_groups, size, size)


def _shares(weight: FloatArray | None, member: NDArray[np.int64], n_groups: int) -> FloatArray:
    """Divide rows, or their weights, by the total of their group."""
    if weight is None:
        return 1.0 / np.bincount(member, minlength=n_groups)[member]
    weight = weight / np.max(weight, initial=0.0, where=weight > 0) if weight.size else weight
    return np.asarray(weight / np.bincount(member, weight, n_groups)[member])


def _steps(level: FloatArray, widest: int) -> FloatArray:
    steps = np.zeros(widest - 1)
    steps[: max(len(level) - 1, 0)] = np.diff(level)
    return steps


def _refused(
    n: NDArray[np.int64], items: FloatArray, member: NDArray[np.int64], k: int
) -> Polychoric:
    """Give no correlations of items with too many different answers."""
    different = [[len(np.unique(items[member == g, j])) for j in range(k)] for g in range(n.size)]
    return Polychoric(
        n=n,
        correlation=np.full((n.size, k, k), np.nan),
        thresholds=np.full((n.size, k, 0), np.nan),
        steps=np.zeros((k, 0)),
        n_categories=np.array(different, dtype=np.int64).reshape(n.size, k),
        reason=np.full(n.size, TOO_MANY_CATEGORIES),
    )


def _correlations(
    tables: _Tables, thresholds: FloatArray, margins: FloatArray, n: NDArray[np.int64]
) -> tuple[FloatArray, NDArray[np.str_]]:
    """Put the correlations of all pairs of items that vary into matrices."""
    n_groups, k = thresholds.shape[:2]
    varies = np.count_nonzero(margins, axis=2) > 1
    correlation = np.zeros((n_groups, k, k))
    correlation[:, np.arange(k), np.arange(k)] = varies
    for one, other in combinations(range(k), 2):
        both = np.flatnonzero(varies[:, one] & varies[:, other])
        limits = thresholds[both, one], thresholds[both, other]
        r = table_correlations(tables.joint(one, other)[both], *limits)
        correlation[both, one, other] = correlation[both, other, one] = r
    off_diagonal = correlation * (1 - np.eye(k))
    at_bound = (np.abs(off_diagonal) > BOUND).any(axis=(1, 2))
    reason = np.where(at_bound, EMPTY_CATEGORY, "").astype("U20")
    correlation[at_bound | (n == 0)] = np.nan
    return correlation, reason


def table_correlations(shares: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Find the correlation under which tables are most likely, given their thresholds.

    Parameters
    ----------
    shares : ndarray, shape (B, C, C)
        Each table's cells as shares of its total.
    rows, columns : ndarray, shape (B, C - 1)
        Thresholds of the two variables; infinite ones and equal ones are allowed.

    Returns
    -------
    ndarray, shape (B,)
        Within 1e-6 of -1 or 1 where the likelihood rises up to there.
    """
    rows, columns = _with_ends(rows), _with_ends(columns)
    r = np.zeros(len(shares))
    low, high = np.full(len(shares), -LARGEST), np.full(len(shares), LARGEST)
    pending = np.arange(len(shares))
    for _ in range(MAX_ITERATIONS):
        if not pending.size:
            break
        at, cells = r[pending], shares[pending]
        score, information = _score(cells, rows[pending], columns[pending], at)
        low[pending] = np.where(score > 0, at, low[pending])
        high[pending] = np.where(score > 0, high[pending], at)
        guess = at + score / np.maximum(information, LEAST)
        # A step out of the bracket is replaced by its middle: the search cannot leave it.
        inside = (guess > low[pending]) & (guess < high[pending])
        r[pending] = np.where(inside, guess, (low[pending] + high[pending]) / 2)
        flat = (information < FLAT) & (np.abs(at) > 0.5)
        r[pending[flat]] = np.where(r[pending[flat]] < 0, -LARGEST, LARGEST)
        pending = pending[(np.abs(r[pending] - at) > TOLERANCE) & ~flat]
    return r


def _with_ends(thresholds: FloatArray) -> FloatArray:
    ends = np.full((len(thresholds), 1), np.inf)
    return np.concatenate([-ends, thresholds, ends], axis=1)


def _score(
    shares: FloatArray, rows: FloatArray, columns: FloatArray, r: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Take the derivative of the mean log-likelihood by r, and its expected information."""
    probability = np.maximum(_cells(bivariate_cdf, rows, columns, r), LEAST)
    slope = _cells(bivariate_density, rows, columns, r)
    relative = slope / probability
    return (shares * relative).sum(axis=(1, 2)), (slope * relative).sum(axis=(1, 2))


def _cells(
    at_corners: Callable[[FloatArray, FloatArray, FloatArray], FloatArray],
    rows: FloatArray,
    columns: FloatArray,
    r: FloatArray,
) -> FloatArray:
    """Take a function of the corners of the cells as differences over the cells, (B, C, C)."""
    corners = at_corners(rows[:, :, None], columns[:, None, :], r[:, None, None])
    return np.asarray(np.diff(np.diff(corners, axis=1), axis=2))
