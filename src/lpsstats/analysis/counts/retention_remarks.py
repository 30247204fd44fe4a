"""What a reader must know of the rows behind connection maps: counts, never a connection's name."""

from collections.abc import Iterator

import numpy as np

from lpsstats.analysis.counts.retention_reading import NO_CATEGORY, NO_UNIT, Connections
from lpsstats.stats.moments import IntArray
from lpsstats.survey.numbers import counted


def remarks(found: Connections) -> Iterator[str]:
    """Say what was left out, counted once, and filed in several places.

    Parameters
    ----------
    found : Connections
        The rows.

    Yields
    ------
    str
        A sentence each, with counts; the names of units, categories and maps only.
    """
    yield from found.notes
    for line in (*_left_out(found), *_twice(found), *_in_several(found), *_spacing(found)):
        yield f"{found.name}: {line}"


def _left_out(found: Connections) -> Iterator[str]:
    n_rows = len(found.member)
    connections, maps = _distinct(found.member), len(found.periods.labels)
    yield (
        f"{counted(n_rows, 'row')}, {counted(connections, 'connection')}, {counted(maps, 'map')}, "
        f"read as {found.periods.described}"
    )
    if found.n_nameless:
        number = counted(found.n_nameless, "row")
        yield f"{number} left out: without a connection nobody can be followed"
    if found.n_respelt:
        yield f"{counted(found.n_respelt, 'row')} spelt with other blanks and counted as the same"
    for role, names, none, code in (
        ("unit", found.units, NO_UNIT, found.unit),
        ("category", found.categories, NO_CATEGORY, found.category),
    ):
        if none in names:
            n = int((code == names.index(none)).sum())
            yield f"{counted(n, 'row')} without a {role}, shown as {none}"


def _twice(found: Connections) -> Iterator[str]:
    """Count rows that repeat another."""
    place = found.unit * len(found.categories) + found.category
    n_places = max(len(found.units), 1) * len(found.categories)
    rows = (found.member * len(found.periods.labels) + found.periods.index) * n_places + place
    n = len(rows) - _distinct(rows)
    if n:
        verb = "repeats" if n == 1 else "repeat"
        yield f"{counted(n, 'row')} {verb} a connection on the same map, which counts once"


def _in_several(found: Connections) -> Iterator[str]:
    """Count connections with several categories or units."""
    n_maps = len(found.periods.labels)
    on_map = found.member * n_maps + found.periods.index  # one number per connection and map
    at_once = {each // n_maps for each in _with_two(on_map, found.category)}
    if at_once:
        number = counted(len(at_once), "connection")
        yield (
            f"{number} filed under two categories or more of one map: counted in each, once in all "
            "categories"
        )
    moved = len({*_with_two(found.member, found.category)} - at_once)
    if moved:
        yield (
            f"{counted(moved, 'connection')} filed under another category on another map: lost in "
            "one category and new in the other, kept in all categories"
        )
    shared = len(_with_two(found.member, found.unit))
    if shared:
        yield (
            f"{counted(shared, 'connection')} named by two units or more: counted in each, once in "
            "all units (if every unit numbers its own, put the unit into the name)"
        )


def _with_two(member: IntArray, place: IntArray) -> list[int]:
    """Find the members that stand in two places or more."""
    n_places = int(place.max()) + 1
    pairs = np.unique(member * n_places + place)
    members, times = np.unique(pairs // n_places, return_counts=True)
    several: list[int] = members[times > 1].tolist()
    return several


def _spacing(found: Connections) -> Iterator[str]:
    """Say where maps are missing or not as far apart as the others."""
    periods = found.periods
    steps = np.diff(periods.ordinal)
    if periods.kind == "other" and (steps > 1).any():
        after = [periods.labels[i] for i in np.flatnonzero(steps > 1).tolist()]
        yield (
            f"the file has no map right after {', '.join(after)}: what was kept is counted from "
            "the map before that it has"
        )
    elif len(set(steps.tolist())) > 1:
        shown = ", ".join(str(step) for step in steps.tolist())
        yield (
            f"maps are not equally far apart ({shown} {periods.kind}s): over a longer time fewer "
            "connections are kept"
        )


def _distinct(numbers: IntArray) -> int:
    return len(np.unique(numbers))
