"""Raking: weights that bring the shares of several answers to those of the population at once.

The weights found are those nearest to the ones started from (by the sum of w log(w / start)) whose
shares are the targets and, where bounds are given, that lie within them. There is one such set, in
whatever order the answers are taken; without bounds it is what iterative proportional fitting gives
(Deming & Stephan 1940; Ireland & Kullback 1968). Trimming in turns with raking is described by
Izrael, Battaglia & Frankel (2009); what was trimmed is remembered here from one turn to the next
(Dykstra's correction for such distances: Bauschke & Lewis 2000), so that a weight may come back
from a bound and the nearest weights are reached, those of Deville & Sarndal (1992), case 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]
BoolArray = NDArray[np.bool_]

EMPTY_CATEGORY = "empty_category"
NOT_CONVERGED = "not_converged"
ACCEPTED = 1e-6  # the furthest that a share may stay from its target, relative to it
MOST_CUT_OFF = 1e100  # of a weight by a bound, as a factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Raked:
    """Weights, and how far they got.

    Attributes
    ----------
    weight : ndarray of float, shape (n,)
        With a mean of 1 in each group over those above zero; 0 where the start is 0 or the target
        of an answer is; NaN where the start is missing, or an answer that the group is raked to,
        and throughout a group with a reason.
    reason : ndarray of str, shape (n_groups,)
        Empty; `empty_category` where a target above 0 has nobody; `not_converged` where shares
        stayed away from their targets: they contradict each other, or the bounds are too narrow.
    empty : tuple of ndarray of bool, shape (n_groups, k)
        For each margin, the targets above 0 that nobody is there for; only in groups that have
        anybody at all.
    deviation : ndarray of float, shape (n_groups,)
        The largest difference between a share and its target in the last cycle, relative to the
        share; NaN where nobody was raked.
    cycles : int
        How many were made.
    """

    weight: FloatArray
    reason: NDArray[np.str_]
    empty: tuple[BoolArray, ...]
    deviation: FloatArray
    cycles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Respondents whose weights stay in proportion, put together.

    Attributes
    ----------
    mass, count : ndarray of float, shape (m,)
        The sum of their weights at the start, with a mean of 1 in each group; their number.
    places : tuple of ndarray of int, shape (m,)
        For each margin, the target that they count towards: group x k + answer.
    goals : tuple of ndarray of float, shape (n_groups x k,)
        For each margin, what the weights are to come to; NaN where it is not raked to.
    """

    mass: FloatArray
    count: FloatArray
    places: tuple[IntArray, ...]
    goals: tuple[FloatArray, ...]


def rake(
    margins: Sequence[IntArray],
    targets: Sequence[FloatArray],
    start: FloatArray,
    group: IntArray,
    *,
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-10,
    iterations: int = 1000,
) -> Raked:
    """Rake the weights of every group by itself.

    Parameters
    ----------
    margins : sequence of ndarray of int, shape (n,)
        For each variable, the answer of every respondent, from 0; -1 where missing.
    targets : sequence of ndarray of float, shape (n_groups, k)
        For each variable, the share of every answer in every group: at least 0, on any scale. A
        row of NaN: this group is not raked to the variable, and its missing answers do not matter.
    start : ndarray of float, shape (n,)
        The weights to start from, at least 0; NaN where a respondent has none.
    group : ndarray of int, shape (n,)
        The group of each, from 0.
    bounds : (float, float), optional
        The least and the largest weight, relative to the mean of 1; weights of 0 stand outside.
    tolerance : float
        Stop when no share is further from its target than this, relative to the target.
    iterations : int
        The most cycles; after them a group counts as raked if it came within 1e-6.

    Returns
    -------
    Raked
    """
    shares = [_shares(np.asarray(target, dtype=np.float64)) for target in targets]
    n_groups = len(shares[0])
    codes = [_codes(code, share, group) for code, share in zip(margins, shares, strict=True)]
    known = ~np.isnan(start) & np.all([code >= 0 for code in codes], axis=0)
    relative = _relative(start, group, n_groups)
    counts = known & (relative > 0)
    for code, share in zip(codes, shares, strict=True):
        counts &= share[group, code] != 0
    empty = _empty(codes, shares, group, counts)
    lacking = np.any([found.any(axis=1) for found in empty], axis=0)
    rows = np.flatnonzero(counts & ~lacking[group])
    people = np.bincount(group[rows], minlength=n_groups)
    total = np.bincount(group[rows], relative[rows], n_groups)
    base = relative[rows] * (people / np.where(total > 0, total, 1.0))[group[rows]]
    table, row = _gathered(base, group[rows], [c[rows] for c in codes], shares, bounds is not None)
    mass, gap, cycles = _fitted(table, n_groups, bounds, tolerance, iterations)
    deviation = np.where(people > 0, gap, np.nan)
    failed = deviation > ACCEPTED
    weight = np.where(known, 0.0, np.nan)
    weight[rows] = base * (mass / table.mass)[row]
    weight[(failed | lacking)[group]] = np.nan
    return Raked(
        weight=weight,
        reason=np.where(lacking, EMPTY_CATEGORY, np.where(failed, NOT_CONVERGED, "")),
        empty=empty,
        deviation=deviation,
        cycles=cycles,
    )


def _shares(target: FloatArray) -> FloatArray:
    """Let the targets of every group come to 1."""
    shares: FloatArray = target / target.sum(axis=1, keepdims=True)
    return shares


def _codes(code: IntArray, share: FloatArray, group: IntArray) -> IntArray:
    """Let everybody in groups that are not raked to a variable have its first answer."""
    return np.where(np.isnan(share[:, 0])[group], 0, code)


def _empty(
    codes: Sequence[IntArray], shares: Sequence[FloatArray], group: IntArray, counts: BoolArray
) -> tuple[BoolArray, ...]:
    """Find the targets above 0 that nobody counts towards, in groups that anybody is in."""
    anybody = np.bincount(group, minlength=len(shares[0])) > 0
    found = []
    for code, share in zip(codes, shares, strict=True):
        place = group[counts] * share.shape[1] + code[counts]
        there = np.bincount(place, minlength=share.size).reshape(share.shape)
        found.append((share > 0) & (there == 0) & anybody[:, None])
    return tuple(found)


def _relative(start: FloatArray, group: IntArray, n_groups: int) -> FloatArray:
    """Divide weights by the largest of their group, lest a sum overflow; 0 where there is none."""
    given = np.where(start > 0, start, 0.0)
    largest = np.zeros(n_groups)
    np.maximum.at(largest, group, given)
    return np.asarray(given / np.where(largest > 0, largest, 1.0)[group])


def _gathered(
    base: FloatArray,
    group: IntArray,
    codes: Sequence[IntArray],
    shares: Sequence[FloatArray],
    apart: bool,
) -> tuple[_Table, IntArray]:
    """Put those together whose weights stay in proportion; `apart`: only where they are equal."""
    places = [group * share.shape[1] + code for code, share in zip(codes, shares, strict=True)]
    key = group
    for values in [*places, base] if apart else places:
        level = np.unique(values, return_inverse=True)[1]
        # Numbered anew at every step, so that no product of many numbers overflows.
        key = np.unique(key * (level.max(initial=0) + 1) + level, return_inverse=True)[1]
    first = np.unique(key, return_index=True)[1]
    people = np.bincount(group, minlength=len(shares[0]))
    return _Table(
        mass=np.asarray(np.bincount(key, base, len(first)), dtype=np.float64),
        count=np.bincount(key, minlength=len(first)).astype(np.float64),
        places=tuple(place[first] for place in places),
        goals=tuple((share * people[:, None]).ravel() for share in shares),
    ), key


def _fitted(
    table: _Table,
    n_groups: int,
    bounds: tuple[float, float] | None,
    tolerance: float,
    iterations: int,
) -> tuple[FloatArray, FloatArray, int]:
    """Cycle through the margins, and the bounds, until nothing moves.

    Returns
    -------
    (ndarray of float, ndarray of float, int)
        The masses; for each group, how far its sums were from their goals in the last cycle,
        relative to these; and the number of cycles.
    """
    mass, cut_off, cycles = table.mass, np.ones(len(table.mass)), 0
    gap = np.zeros(n_groups)
    while cycles < iterations:
        cycles += 1
        gap = np.zeros(n_groups)
        for place, goal in zip(table.places, table.goals, strict=True):
            factor = _factor(mass, place, goal)
            mass = mass * factor[place]
            moved = np.abs(factor - 1).reshape(n_groups, -1).max(axis=1)
            gap = np.maximum(gap, moved)
        if bounds is not None:
            mass, cut_off = _cut(mass, cut_off, table.count, bounds)
        if gap.max(initial=0.0) <= tolerance:
            break
    return mass, gap, cycles


def _factor(mass: FloatArray, place: IntArray, goal: FloatArray) -> FloatArray:
    """Give the factor that brings each sum to its goal; 1 where there is none."""
    total = np.bincount(place, mass, len(goal))
    factor = np.ones(len(goal))
    return np.divide(goal, total, out=factor, where=(goal > 0) & (total > 0))


def _cut(
    mass: FloatArray, cut_off: FloatArray, count: FloatArray, bounds: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    """Cut weights to the bounds, and keep by what factor for the next time."""
    wanted = mass * cut_off
    cut = np.clip(wanted, bounds[0] * count, bounds[1] * count)
    ratio = np.divide(wanted, cut, out=np.ones(len(cut)), where=cut > 0)
    # Where the bounds can never hold, these grow without end; nothing may overflow by them.
    return cut, np.clip(ratio, MOST_CUT_OFF**-1, MOST_CUT_OFF)
