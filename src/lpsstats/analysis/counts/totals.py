"""Series by themselves and added up: what is held against what."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.building import Recorded
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.rate_ratio import EXPOSURE_DIFFERS, NO_EXPOSURE, NOT_RECORDED

TOGETHER = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Groups of series whose counts are added up.

    Attributes
    ----------
    unit, category : ndarray of int, shape (g,)
        What each group is of; -1 where it is of all of them together.
    member : ndarray of int, shape (k,)
        The group of each series; -1 belongs to none.
    is_total : bool
        Whether series are added up at all.
    """

    unit: IntArray
    category: IntArray
    member: IntArray
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Counts of two periods in the same series; every array has one entry per group.

    Attributes
    ----------
    later, earlier : ndarray of float
        NaN where no series of the group has both.
    exposure_later, exposure_earlier : ndarray of float
        Ones where the file has no exposures; NaN where there is none for the group.
    n_units : ndarray of int
        Units with a series in both.
    reason : ndarray of str
        `not_recorded`, `no_exposure` or `exposure_differs`; empty where all is there.
    """

    later: FloatArray
    earlier: FloatArray
    exposure_later: FloatArray
    exposure_earlier: FloatArray
    n_units: IntArray
    reason: NDArray[np.str_]


def levels_of(recorded: Recorded, *, add_categories: bool = False) -> Iterator[Level]:
    """Give the series by themselves, then what adds up more than one unit or category.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    add_categories : bool
        Also add up categories, within each unit and in all units.
    """
    k = len(recorded.unit)
    unit, category = recorded.unit, recorded.category
    yield Level(unit=unit, category=category, member=np.arange(k), is_total=False)
    yield _added_up(np.full(k, TOGETHER), category)
    if add_categories:
        yield _added_up(unit, np.full(k, TOGETHER))
        if len(recorded.units) > 1 and len(recorded.categories) > 1:
            yield _added_up(np.full(k, TOGETHER), np.full(k, TOGETHER))


def _added_up(unit: IntArray, category: IntArray) -> Level:
    """Group the series by what is not added up; a group of one would only repeat its series."""
    keys, member, sizes = np.unique(
        np.column_stack([category, unit]), axis=0, return_inverse=True, return_counts=True
    )
    kept = sizes > 1
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    return Level(
        unit=keys[kept, 1], category=keys[kept, 0], member=place[member.ravel()], is_total=True
    )


def matched(recorded: Recorded, level: Level, later: int, earlier: int) -> IntArray:
    """Give the group of each series that has both periods, shape (k,); -1 for all others."""
    places = [later, earlier]
    lacks = np.isnan(recorded.count[:, places])
    if recorded.has_exposure:
        lacks |= np.isnan(recorded.exposure[:, places])
    return np.where(lacks.any(axis=1), -1, level.member)


def sides(recorded: Recorded, level: Level, later: int, earlier: int) -> Sides:
    """Add up, within each group, the series that have both periods.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    level : Level
        The groups.
    later, earlier : int
        The two periods, which may be one.

    Returns
    -------
    Sides
        A series counts if it has a count, and an exposure where the file has exposures, in both.
        The exposure of a unit is taken once, and not at all where its categories disagree.
    """
    places = [later, earlier]
    both = (level.member >= 0) & ~np.isnan(recorded.count[:, places]).any(axis=1)
    used = matched(recorded, level, later, earlier) >= 0
    n_groups, n_units = len(level.unit), len(recorded.units)
    found = _any(level.member[used], n_groups)
    group, unit = level.member[used], recorded.unit[used]
    slots, slot = np.unique(group * n_units + unit, return_inverse=True)
    home = slots // max(n_units, 1)

    def exposure(period: int) -> FloatArray:
        if not recorded.has_exposure:
            return np.where(found, 1.0, np.nan)
        return _once(recorded.exposure[used, period], slot, home, found)

    weights = exposure(later), exposure(earlier)
    torn = both & recorded.disagree[:, places].any(axis=1)
    differs = found & np.isnan(weights).any(axis=0)
    differs |= ~found & _any(level.member[torn], n_groups)
    return Sides(
        later=_sum(recorded.count[used, later], group, found),
        earlier=_sum(recorded.count[used, earlier], group, found),
        exposure_later=weights[0],
        exposure_earlier=weights[1],
        n_units=np.bincount(home, minlength=n_groups),
        reason=np.select(
            [differs, ~found & _any(level.member[both], n_groups), ~found],
            [EXPOSURE_DIFFERS, NO_EXPOSURE, NOT_RECORDED],
            default="",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What groups of series have in one period; every array has one entry per group.

    Attributes
    ----------
    count, exposure : ndarray of float
        NaN where nothing was recorded; the exposure also for the reason given.
    complete : ndarray of bool
        Whether every series of the group was recorded, with an exposure where the file has any.
    reason : ndarray of str
        Why there is no exposure, as in `Sides`; empty where there is one.
    """

    count: FloatArray
    exposure: FloatArray
    complete: NDArray[np.bool_]
    reason: NDArray[np.str_]


def whole(recorded: Recorded, level: Level, period: int) -> Whole:
    """Add up all that each group has in one period; one count without exposure takes its away."""
    one = sides(recorded, level, period, period)
    known = (level.member >= 0) & ~np.isnan(recorded.count[:, period])
    bare = known & np.isnan(recorded.exposure[:, period])
    n_groups, group = len(level.unit), level.member
    some = _any(group[known], n_groups)
    torn = _any(group[known & recorded.disagree[:, period]], n_groups)
    lacking = _any(group[bare], n_groups)
    reason = np.select(
        [~some, torn, lacking], [NOT_RECORDED, EXPOSURE_DIFFERS, NO_EXPOSURE], default=one.reason
    )
    used = known & ~bare if recorded.has_exposure else known
    size = np.bincount(group[group >= 0], minlength=n_groups)
    return Whole(
        count=_sum(recorded.count[known, period], group[known], some),
        exposure=np.where(reason == "", one.exposure_later, np.nan),
        complete=np.bincount(group[used], minlength=n_groups) == size,
        reason=reason,
    )


def _sum(values: FloatArray, group: IntArray, found: NDArray[np.bool_]) -> FloatArray:
    return np.where(found, np.bincount(group, values, found.size), np.nan)


def _any(group: IntArray, n_groups: int) -> NDArray[np.bool_]:
    """Say which groups are named at least once."""
    return np.asarray(np.bincount(group[group >= 0], minlength=n_groups) > 0)


def _once(
    exposure: FloatArray, slot: IntArray, home: IntArray, found: NDArray[np.bool_]
) -> FloatArray:
    """Add up the exposures of the units of each group, each once; NaN where one has several."""
    low, high = (np.full(len(home), np.nan) for _ in range(2))
    np.fmin.at(low, slot, exposure)
    np.fmax.at(high, slot, exposure)
    return _sum(np.where(low == high, low, np.nan), home, found)
