"""Connection maps as read: which connection stands on which map, under which unit and category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np

from lpsstats.analysis.counts.periods import Periods, parse_periods
from lpsstats.analysis.counts.tidy import Tidy, read_tidy
from lpsstats.errors import DataError, UsageError
from lpsstats.stats.moments import IntArray
from lpsstats.survey.export import Export

REQUIRED, OPTIONAL = ("period", "category", "connection"), ("unit",)
PERIOD, MAP = "period", "map"  # the column of maps may bear either name
# In so many rows, more units or categories than half of them, or than connections, are names.
MANY_ROWS, FEW_ROWS = 20, 10
NO_UNIT, NO_CATEGORY = "(no unit)", "(no category)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """The rows that can be followed.

    Attributes
    ----------
    name : str
        The file's name.
    periods : Periods
        The maps in time order; its `index` gives the map of each row.
    units, categories : tuple of str
        Names in the order of the file; no unit where there is no such column. Rows without a
        unit or category stand under a name that says so.
    unit, category : ndarray of int, shape (n_rows,)
        Positions in `units` (0 without units) and in `categories`.
    member : ndarray of int, shape (n_rows,)
        The number of the connection; its name is not kept.
    n_nameless : int
        Rows left out because they name no connection.
    n_respelt : int
        Rows whose connection is spelt with other blanks than before.
    notes : tuple of str
        What reading the columns took; never a connection's name.
    """

    name: str
    periods: Periods
    units: tuple[str, ...]
    categories: tuple[str, ...]
    unit: IntArray
    category: IntArray
    member: IntArray
    n_nameless: int
    n_respelt: int
    notes: tuple[str, ...]


def read_connections(export: Export, roles: Mapping[str, str]) -> Connections:
    """Read one row per connection and map.

    Parameters
    ----------
    export : Export
        The file, all columns read.
    roles : mapping of role to str
        Columns that do not bear the name of their role: period (or map), category, connection,
        unit.

    Returns
    -------
    Connections
        Rows that name no connection are left out and counted: nobody can follow them. Names of
        connections are compared without case and blanks.

    Raises
    ------
    DataError
        If a column is missing, a map cannot be read as a period, no row names a connection, or
        another column seems to hold the connections. No text of any column is quoted.
    UsageError
        If `roles` names something that is no role.
    """
    tidy = read_tidy(export, _with_map(export, roles), REQUIRED, OPTIONAL)
    texts = tidy.text("connection")
    kept = [i for i, text in enumerate(texts) if text]
    if not kept:
        raise DataError(f"{tidy.name}: no row names a connection, so there is nothing to follow.")
    units, unit = _named(tidy, "unit", kept, NO_UNIT)
    categories, category = _named(tidy, "category", kept, NO_CATEGORY)
    member, n_respelt = _members([texts[i] for i in kept])
    _refuse_swapped(tidy, {"unit": len(units), "category": len(categories)}, member)
    return Connections(
        name=tidy.name,
        periods=parse_periods(
            _dated(tidy, kept), file=tidy.name, where=lambda i: tidy.where(kept[i])
        ),
        units=units,
        categories=categories,
        unit=unit,
        category=category,
        member=member,
        n_nameless=len(texts) - len(kept),
        n_respelt=n_respelt,
        notes=tidy.notes,
    )


def _refuse_swapped(tidy: Tidy, found: Mapping[str, int], member: IntArray) -> None:
    """Refuse units or categories that are so many that they will be people's names."""
    n_rows, n_connections = len(member), len(np.unique(member))
    for role, n in found.items():
        crowded = n_rows >= MANY_ROWS and 2 * n > n_rows
        if crowded or (n_rows >= FEW_ROWS and n > n_connections):
            named = {"unit": "units", "category": "categories"}[role]
            raise DataError(
                f"{tidy.name}: {n:,} {named} of {n_connections:,} connections in {n_rows:,} rows: "
                f"the columns of {role} and connection may be swapped, and names would be shown.\n"
                f"Say which is which with --column {role}=COLUMN and --column connection=COLUMN."
            )


def _with_map(export: Export, roles: Mapping[str, str]) -> dict[str, str]:
    """Take the column `map` for that of periods, where there is no other."""
    named = dict(roles)
    if MAP in named and PERIOD in named:
        raise UsageError("--column: map and period are the same role; name one column")
    if MAP in named:
        return {PERIOD: named.pop(MAP), **named}
    headers = {name.strip().casefold() for name in export.column_names}
    if PERIOD in named or MAP not in headers:
        return named
    if PERIOD in headers:
        raise DataError(
            f"{export.name}: has a column 'map' and a column 'period'.\nSay which of them tells "
            "the maps apart, with --column period=COLUMN."
        )
    return {PERIOD: MAP, **named}


def _dated(tidy: Tidy, kept: Sequence[int]) -> list[str]:
    """Give the map of every row that names a connection; it must have one."""
    maps = tidy.text(PERIOD)
    blank = [i for i in kept if not maps[i]]
    if blank:
        raise DataError(
            f"{tidy.name}: {len(blank):,} of {len(kept):,} rows with a connection do not say on "
            f"which map it stands, the first in {tidy.where(blank[0])}.\nFill in the period."
        )
    return [maps[i] for i in kept]


def _named(
    tidy: Tidy, role: str, kept: Sequence[int], none: str
) -> tuple[tuple[str, ...], IntArray]:
    """Give numbers to the names of a role, in the order of the file; none without a column."""
    if not tidy.has(role):
        return (), np.zeros(len(kept), np.int64)
    texts = tidy.text(role)
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(texts[i] or none, len(numbers)) for i in kept]
    return tuple(numbers), np.array(found, dtype=np.int64)


def _members(texts: Sequence[str]) -> tuple[IntArray, int]:
    """Give numbers to the connections; count the rows spelt unlike the first of the same."""
    numbers: dict[str, int] = {}
    spelling: dict[str, str] = {}
    keys = {text: "".join(normalize("NFC", text).casefold().split()) for text in set(texts)}
    found = [numbers.setdefault(keys[text], len(numbers)) for text in texts]
    n_respelt = sum(spelling.setdefault(keys[text], text) != text for text in texts)
    return np.array(found, dtype=np.int64), n_respelt
