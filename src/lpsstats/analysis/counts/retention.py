"""Which connections are new, stay, return or are lost from map to map."""

from collections.abc import Iterator, Mapping

import numpy as np

from lpsstats.analysis.counts.retention_building import Group, group_rows
from lpsstats.analysis.counts.retention_reading import Connections, read_connections
from lpsstats.analysis.counts.retention_remarks import remarks
from lpsstats.analysis.counts.retention_rows import Retention, Retentions
from lpsstats.stats.moments import IntArray
from lpsstats.stats.recurrence import BoolArray, recurrence
from lpsstats.survey.export import Export

FEWEST_UNITS = 2  # that are worth a row of all units together


def retention(export: Export, roles: Mapping[str, str], confidence: float) -> Retentions:
    """Follow connections from map to map.

    Parameters
    ----------
    export : Export
        One row per connection and map, all columns read.
    roles : mapping of role to str
        Columns that do not bear the name of their role.
    confidence : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    Retentions
        One row per unit, category and map. A unit's maps are those on which it has a row: a map
        that it did not make is no loss. All units together are those that made every map, if
        they are two at least.

    Raises
    ------
    DataError
        If the file is no table of connections.
    UsageError
        If `roles` names something that is no role.
    """
    found = read_connections(export, roles)
    made = _maps_made(found)
    return Retentions(
        rows=tuple(
            row for group in _groups(found, made) for row in _rows(found, group, confidence)
        ),
        notes=(*remarks(found), *_unmade(found, made)),
        units=found.units,
        categories=found.categories,
        n_used=len(found.member),
    )


def _maps_made(found: Connections) -> BoolArray:
    """Say which unit made which map, shape (n_units, n_maps)."""
    made = np.zeros((max(len(found.units), 1), len(found.periods.labels)), dtype=bool)
    made[found.unit, found.periods.index] = True
    return made


def _groups(found: Connections, made: BoolArray) -> Iterator[Group]:
    """Run through the units, each by category and as a whole; all units together come last."""
    everywhere = np.flatnonzero(made.all(axis=1))
    if found.units:
        for unit in range(len(found.units)):
            rows = np.flatnonzero(found.unit == unit)
            yield from _by_category(found, rows, np.flatnonzero(made[unit]), unit, None)
    if not found.units or len(everywhere) >= FEWEST_UNITS:
        rows = np.flatnonzero(np.isin(found.unit, everywhere))
        n_units = len(everywhere) if found.units else None
        yield from _by_category(found, rows, np.arange(made.shape[1]), None, n_units)


def _by_category(
    found: Connections, rows: IntArray, maps: IntArray, unit: int | None, n_units: int | None
) -> Iterator[Group]:
    """Split the rows of a unit by category; all categories together come last."""
    here = found.category[rows]
    for category in np.unique(here).tolist():
        yield Group(
            unit=unit, category=category, n_units=n_units, maps=maps, rows=rows[here == category]
        )
    if len(found.categories) > 1:
        yield Group(unit=unit, category=None, n_units=n_units, maps=maps, rows=rows)


def _rows(found: Connections, group: Group, confidence: float) -> Iterator[Retention]:
    """Follow the connections of one group."""
    members, member = np.unique(found.member[group.rows], return_inverse=True)
    there = np.zeros((len(members), len(group.maps)), dtype=bool)
    there[member, np.searchsorted(group.maps, found.periods.index[group.rows])] = True
    return group_rows(found, group, recurrence(there, confidence=confidence), confidence)


def _unmade(found: Connections, made: BoolArray) -> Iterator[str]:
    """Name the maps that a unit did not make."""
    if not found.units:
        return
    labels = found.periods.labels
    for unit, here in zip(found.units, made, strict=True):
        missing = [labels[i] for i in np.flatnonzero(~here).tolist()]
        if missing:
            yield (
                f"{found.name}: {unit} has no row on {', '.join(missing)}: taken as not mapped "
                "rather than lost, and not counted in all units together"
            )
    if len(found.units) >= FEWEST_UNITS > int(made.all(axis=1).sum()):
        yield (
            f"{found.name}: fewer than two units have every map, so there is no row of all units "
            "together"
        )
