"""How the same respondents moved between two waves: up, down or not at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from lpsstats.stats.estimate import TOO_FEW
from lpsstats.stats.marginal_homogeneity import ALL_TIED
from lpsstats.stats.mcnemar import square_and_add
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray
from lpsstats.stats.wilson import wilson_limits

# Up to so many respondents who moved, every way in which they could have is counted.
LARGEST_EXACT = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRank:
    """Moves of the linked respondents of each cell; every array has the shape (n_cells,).

    Attributes
    ----------
    method : str
        The test's name.
    n, n_moved : ndarray of int
        Complete pairs; those whose two values differ.
    share_up, share_down, share_same : ndarray of float
        Whose later value is higher, lower, the same, from 0 to 1; NaN where `n` is 0.
    estimate : ndarray of float
        `share_up` less `share_down`, from -1 to 1.
    conf_low, conf_high : ndarray of float
        Its interval; NaN where `n` is below 2.
    statistic : ndarray of float
        z, above 0 where the later values are higher; NaN where not testable.
    p_value : ndarray of float
        Two-sided; NaN where not testable.
    exact : ndarray of bool
        Whether p counts all ways in which those who moved could have (not more than
        `LARGEST_EXACT` of them); else it is that of z.
    reason : ndarray of str
        `n_lt_2` with fewer than two pairs, `all_tied` where nobody moved; else empty.
    """

    method: str
    n: IntArray
    n_moved: IntArray
    share_up: FloatArray
    share_down: FloatArray
    share_same: FloatArray
    estimate: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    exact: NDArray[np.bool_]
    reason: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    """Pairs of one cell whose values differ by the same distance; one entry per group.

    Sorted by cell and distance. `twice_rank` is twice the mean rank, a whole number.
    """

    cell: IntArray
    up: IntArray
    count: IntArray
    twice_rank: IntArray


def signed_rank(
    before: FloatArray,
    after: FloatArray,
    cell: IntArray,
    n_cells: int,
    *,
    confidence: float = 0.95,
) -> SignedRank:
    """Test the moves of pairs by Wilcoxon's signed ranks, ranking those who did not (Pratt 1959).

    Parameters
    ----------
    before, after : ndarray of float, shape (n,)
        The two values of each respondent; a pair with a NaN in either is skipped.
    cell : ndarray of int, shape (n,)
        The cell of each pair, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    SignedRank

    Notes
    -----
    Distances are ranked together with those of 0, which are then left out: otherwise a wave in
    which hardly anybody moved would rank the few who did as if nobody had stayed. z divides by the
    spread that the tied ranks have, without correction for continuity. With few moves p is the
    share of all assignments of directions to them that lie as far from the middle.

    The interval is that of a difference of two shares of one sample: Wilson's limits of each,
    squared and added with the correlation of multinomial shares (Newcombe 1998; Zou & Donner
    2008). It says how many more moved up than down, the test also how far: they may disagree.

    References
    ----------
    Pratt, J. W. (1959). Remarks on zeros and ties in the Wilcoxon signed rank procedures. Journal
    of the American Statistical Association 54, 655-667. Cureton, E. E. (1967). The normal
    approximation to the signed-rank sampling distribution when zero differences are present.
    Journal of the American Statistical Association 62, 1068-1069. Zou, G. Y. & Donner, A. (2008).
    Construction of confidence limits about effect measures: a general approach. Statistics in
    Medicine 27, 1693-1702.
    """
    complete = (cell >= 0) & ~np.isnan(before) & ~np.isnan(after)
    before, after, cell = before[complete], after[complete], cell[complete]
    distance, direction = _distances(before, after)
    n = np.bincount(cell, minlength=n_cells)
    up, down = (np.bincount(cell[direction == way], minlength=n_cells) for way in (1, -1))
    moves = _rank(distance, direction, cell)
    z = _z(moves, n_cells)
    reason = np.select([n < 2, up + down == 0], [TOO_FEW, ALL_TIED], default="")
    exact = (reason == "") & (up + down <= LARGEST_EXACT)
    p_value = 2 * ndtr(-np.abs(z))
    for few in np.flatnonzero(exact):
        p_value[few] = _exact_p(moves, few, n[few] - up[few] - down[few])
    return _result(
        n=n,
        up=up,
        down=down,
        z=z,
        p_value=p_value,
        exact=exact,
        reason=reason,
        confidence=confidence,
    )


def _result(
    *,
    n: IntArray,
    up: IntArray,
    down: IntArray,
    z: FloatArray,
    p_value: FloatArray,
    exact: NDArray[np.bool_],
    reason: NDArray[np.str_],
    confidence: float,
) -> SignedRank:
    """Put the test beside the shares and their interval."""
    some = np.where(n > 0, n, np.nan)
    share_up, share_down, share_same = up / some, down / some, (n - up - down) / some
    correlation = _correlation(share_up, share_down, share_same)
    base = np.where(n >= 2, some, np.nan)
    up_low, up_high = wilson_limits(share_up, base, confidence)
    down_low, down_high = wilson_limits(share_down, base, confidence)
    below = square_and_add(share_up - up_low, down_high - share_down, correlation)
    above = square_and_add(up_high - share_up, share_down - down_low, correlation)
    estimate = (up - down) / some
    testable = reason == ""
    return SignedRank(
        method="Wilcoxon signed-rank test, Pratt",
        n=n,
        n_moved=up + down,
        share_up=share_up,
        share_down=share_down,
        share_same=share_same,
        estimate=estimate,
        conf_low=estimate - below,
        conf_high=estimate + above,
        statistic=np.where(testable, z, np.nan),
        p_value=np.where(testable, p_value, np.nan),
        exact=exact,
        reason=reason,
    )


def _distances(before: FloatArray, after: FloatArray) -> tuple[IntArray, IntArray]:
    """Give each pair the number of its distance, 0 for none, and the way in which it moved.

    Distances that differ by the rounding of the values only are the same: 3.7 - 2.7 and 2.7 - 1.7.
    """
    difference = after - before
    magnitude = np.abs(np.concatenate([before, after])).max(initial=0.0)
    values, place = np.unique(np.abs(difference), return_inverse=True)
    apart = np.diff(values, prepend=0.0) > ROUNDING * magnitude
    distance = np.cumsum(apart)[place]
    return distance, np.where(distance > 0, np.sign(difference), 0).astype(np.int64)


def _rank(distance: IntArray, direction: IntArray, cell: IntArray) -> _Groups:
    """Rank distances within cells, and keep the groups of those that are not 0."""
    width = int(distance.max(initial=0)) + 1
    keys, place, count = np.unique(cell * width + distance, return_inverse=True, return_counts=True)
    of_cell = keys // width
    before = np.cumsum(count) - count
    before -= before[np.searchsorted(of_cell, of_cell)]  # from the cell's own first group
    moved = keys % width > 0
    return _Groups(
        cell=of_cell[moved],
        up=np.bincount(place[direction == 1], minlength=keys.size)[moved],
        count=count[moved],
        twice_rank=(2 * before + count + 1)[moved],
    )


def _z(moves: _Groups, n_cells: int) -> FloatArray:
    """Divide the sum of signed ranks by its spread, which is that of fair coins."""
    rank = moves.twice_rank.astype(np.float64)
    signed = np.bincount(moves.cell, rank * (2 * moves.up - moves.count), n_cells)
    squares = np.bincount(moves.cell, rank**2 * moves.count, n_cells)
    return np.asarray(signed / np.sqrt(np.where(squares > 0, squares, np.nan)))


def _exact_p(moves: _Groups, cell: np.intp, n_same: int) -> float:
    """Count the directions that give a sum of ranks as far from the middle, or farther.

    Ways are counted by how many move up and by the sum of their ranks beyond those who stayed:
    so the table remains small, however many stayed.
    """
    here = moves.cell == cell
    ranks, up = moves.twice_rank[here], moves.up[here]
    each = np.repeat(ranks - 2 * n_same, moves.count[here])
    ways = np.zeros((each.size + 1, int(each.sum()) + 1))
    ways[0, 0] = 1
    for rank in each:
        ways[1:, rank:] = ways[1:, rank:] + ways[:-1, : ways.shape[1] - rank]
    moved, beyond = np.indices(ways.shape, sparse=True)
    twice_sum = 2 * (2 * n_same * moved + beyond)
    total = int((ranks * moves.count[here]).sum())
    observed = 2 * int((ranks * up).sum())
    as_far = np.abs(twice_sum - total) >= abs(observed - total)
    return float(ways[as_far].sum() / 2.0**each.size)


def _correlation(up: FloatArray, down: FloatArray, same: FloatArray) -> FloatArray:
    """Correlate two shares of one sample, as multinomial counts are.

    Where all moved one share is the rest of the other, also where it is 0: the limits then are
    those of Wilson, doubled.
    """
    both = (1 - up) * (1 - down)
    r = -np.sqrt(up * down / np.where(both > 0, both, np.nan))
    return np.where(same == 0, -1.0, np.nan_to_num(r))
