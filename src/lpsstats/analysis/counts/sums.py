"""Rows of a file that are sums of its others, which adding up would count twice."""

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.building import Recorded
from lpsstats.errors import DataError
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.survey.numbers import short

NAMES = frozenset(
    {
        *("total", "totals", "grand total", "sum", "overall", "all"),
        *("all units", "all categories"),
    }
)
# In fewer periods counts may add up by luck, and one other is no sum.
LEAST_PERIODS, LEAST_OTHERS = 3, 2


def refuse_sums(
    recorded: Recorded, *, units: Collection[str] = (), categories: Collection[str] = ()
) -> None:
    """Refuse a unit or a category that adds up the others.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    units, categories : collection of str
        Those that are shown, where some are named: no sum is shown then, and one that is not among
        them does no harm.

    Raises
    ------
    DataError
        If one is called a total beside others, or its counts are the sum of the others' in every
        period that it has, of three at least with two others.
    """
    count, unit, category = recorded.count, recorded.unit, recorded.category
    problems = [
        *_problems("unit", recorded.units, _sums(count, unit, category), units),
        *_problems("category", recorded.categories, _sums(count, category, unit), categories),
    ]
    if problems:
        raise DataError(*(f"{recorded.name}: {problem}" for problem in problems))


def _problems(
    role: str, names: tuple[str, ...], adds_up: NDArray[np.bool_], chosen: Collection[str]
) -> Iterator[str]:
    """Name the sums, how they are known, and the cure."""
    if len(names) < LEAST_OTHERS:
        return
    many = {"unit": "units", "category": "categories"}[role]
    for name, equal in zip(names, adds_up, strict=True):
        called = " ".join(name.casefold().split()).strip(" .:") in NAMES
        if not (called or equal) or (chosen and name not in chosen):
            continue
        known = (
            f"has in every period the sum of the other {many}"
            if equal
            else f"seems to add up the other {many}, by its name"
        )
        yield (
            f"{role} '{short(name)}' {known}, and would count twice.\nLeave its rows out of the "
            f"file: sums are made here; or name the real {many}, each with --{role} NAME."
        )


def _sums(count: FloatArray, owner: IntArray, within: IntArray) -> NDArray[np.bool_]:
    """Say which owners have, within each of the other role, the sum of all other owners."""
    known = ~np.isnan(count)
    total, others = (np.zeros((int(within.max(initial=-1)) + 1, count.shape[1])) for _ in range(2))
    np.add.at(total, within, np.where(known, count, 0.0))
    np.add.at(others, within, known)
    equal = known & (total[within] == 2 * count)
    n_owners = int(owner.max(initial=-1)) + 1
    telling = np.zeros((n_owners, count.shape[1]), dtype=bool)
    np.logical_or.at(telling, owner, equal & (count > 0) & (others[within] > LEAST_OTHERS))
    unlike = np.bincount(owner, (known & ~equal).sum(axis=1), n_owners) > 0
    return np.asarray((telling.sum(axis=1) >= LEAST_PERIODS) & ~unlike)
