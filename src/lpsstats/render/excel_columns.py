"""A table as a sheet holds it: a column for the group, and one for every number of a cell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from lpsstats.render.safe_text import safe_text
from lpsstats.render.strings import with_groups_as_column, words
from lpsstats.tables.format_parts import PARTS
from lpsstats.tables.formats import TEXT_FORMATS
from lpsstats.tables.model import Cells, Column, Record, Table
from lpsstats.tables.number_formats import NOTHING
from lpsstats.tables.rounding import Cell

LONGEST_HEADING = 120  # of a table; Excel takes 255 of its own units
_CODE = re.compile("_x(?=[0-9a-fA-F]{4}_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet.

    Attributes
    ----------
    heading : str
        Unlike every other of its sheet, whatever the case of its letters.
    numeric : bool
        Whether it holds numbers.
    """

    heading: str
    numeric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """A table with one value to a cell.

    Attributes
    ----------
    fields : tuple of Field
        The columns; the group's first, where the table has groups.
    rows : tuple of tuple of Cell
        Each of as many cells as there are fields, with one number or none.
    n_labels : int
        How many columns at the left name the row.
    """

    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    n_labels: int


def spread(table: Table) -> SheetTable:
    """Give a table all its columns, and a column to every number of an interval.

    Parameters
    ----------
    table : Table
        Any table; without rows its columns are still there.
    """
    cells = table.cells()
    names = _group_names(table, cells)
    rows = tuple(
        (*name, *chain.from_iterable(map(_parts, cells.columns, row)))
        for name, row in zip(names, cells.rows(), strict=True)
    )
    fields = [
        Field(heading=heading, numeric=column.format not in TEXT_FORMATS)
        for column, named in zip(cells.columns, _named(cells.columns, table.records), strict=True)
        for heading in _headings(column, named)
    ]
    grouped = [Field(heading=_group_heading(table, cells), numeric=False)] if table.group else []
    labelled = bool(fields) and not fields[0].numeric
    return SheetTable(
        fields=tuple(_unlike([*grouped, *fields])),
        rows=rows,
        n_labels=len(grouped) + labelled,
    )


def _group_names(table: Table, cells: Cells) -> Iterator[tuple[Cell, ...]]:
    for heading, run in cells.groups:
        for _ in run:
            yield (Cell(heading or ""),) if table.group else ()


def _group_heading(table: Table, cells: Cells) -> str:
    return with_groups_as_column(table, Cells(columns=cells.columns, groups=()))[0][0]


def _parts(column: Column, cell: Cell) -> Sequence[Cell]:
    """Give each number of a cell; a cell without any stands whole in every place."""
    if column.format not in PARTS:
        return (cell,)
    n = len(PARTS[column.format])
    if not cell.numbers:
        return (cell,) * n
    found = [Cell(number.text, cell.tone, (number,)) for number in cell.numbers]
    return found + [NOTHING] * (n - len(found))


def _headings(column: Column, named: str) -> Iterator[str]:
    """Name the parts of a column: `95% CI low`; of `Kept % [95% CI]` the value is `Kept %`."""
    parts = PARTS.get(column.format, ("",))
    bracketed = re.fullmatch(r"(.+) \[(.+)\]", named)
    value, ends = bracketed.groups() if bracketed and len(parts) > 1 else (named, "")
    for part in parts:
        yield " ".join(filter(None, (value, ends if part else "", part)))


def _named(columns: Sequence[Column], records: Sequence[Record]) -> list[str]:
    """Give the headings, those that a page tells apart by their place with what they are of."""
    often = Counter(column.heading for column in columns)
    return [
        column.heading
        if often[column.heading] == 1
        else f"{column.heading} {_what(column, columns, records)}".strip()
        for column in columns
    ]


def _what(column: Column, columns: Sequence[Column], records: Sequence[Record]) -> str:
    """Say in what the key of a column differs from those under the same heading: the wave."""
    own = _key(column)
    others = [_key(one) for one in columns if one.heading == column.heading]
    start = 0
    while all(key[start : start + 1] == own[start : start + 1] != [] for key in others):
        start += 1
    end = "_".join(own[start:])
    waves = {record.get(f"wave_{end}") for record in records}
    wave = waves.pop() if len(waves) == 1 else None
    return wave if isinstance(wave, str) else words(end)


def _key(column: Column) -> list[str]:
    """Give the words of a column's key; which end of an interval it is, its parts say."""
    key = column.keys[0].split("_")
    parts = PARTS.get(column.format, ())
    return key[:-1] if key[-1] in parts else key


def _unlike(fields: Sequence[Field]) -> Iterator[Field]:
    """Let no two headings be the same, as a table of Excel must have it."""
    seen: set[str] = set()
    for field in fields:
        name = _harmless(field.heading)
        unlike, count = name, 1
        while unlike.lower() in seen:
            count += 1
            unlike = f"{name} ({count})"
        seen.add(unlike.lower())
        yield Field(heading=unlike, numeric=field.numeric)


def _harmless(heading: str) -> str:
    """Keep from a heading what Excel would read as a code of a character, and what is too long."""
    clean = _CODE.sub("_ x", safe_text(heading, "xlsx")).strip()
    return clean[:LONGEST_HEADING] or "Column"
