"""A table as data: raw values plus a format for each column; what every renderer reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import groupby

from lpsstats.tables.formats import FORMATS, TEXT_FORMATS
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.rounding import Cell, with_n
from lpsstats.tables.sparkline import scales_of

Value = str | float | int | bool | None
Record = Mapping[str, object]


class Layout(IntEnum):
    """How much room there is; a column says in which layouts it stands."""

    TINY = 0
    NARROW = 1
    STANDARD = 2
    WIDE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One printed column.

    Attributes
    ----------
    heading : str
        What stands above it.
    keys : tuple of str
        The keys of the record that it shows; most columns show one, an interval shows two.
    format : str
        The name of its format in `formats.FORMATS`.
    first, last : Layout
        The narrowest and the widest layout that show it.
    wraps : bool
        Whether its text may be broken between words; a number never is.
    spare : bool
        Whether it stands on terminals only, where the layout's other columns leave room for it.
    note : str
        What must be known to read it, said under the table where the column stands; may be empty.
    extra : tuple
        What its format is told first, the same for every row; a table fills it in.
    """

    heading: str
    keys: tuple[str, ...]
    format: str
    first: Layout = Layout.TINY
    last: Layout = Layout.WIDE
    wraps: bool = False
    spare: bool = False
    note: str = ""
    extra: tuple[object, ...] = field(default=(), hash=False)

    def cell(self, record: Record) -> Cell:
        """Format this column's values of a record; if one is withheld, the cell is."""
        values = [record[key] for key in self.keys]
        if any(value is HIDDEN for value in values):
            if self.format == "level" and isinstance(values[0], int | float):
                return FORMATS["level"](values[0], None)  # a mean stands where its share might
            if self.format != "group_n":
                return Cell(SHOWN, "muted")
            values = [SHOWN if value is HIDDEN else value for value in values]
        return FORMATS[self.format](*self.extra, *values)

    @property
    def align(self) -> str:
        """`left` for text, `right` for numbers."""
        return "left" if self.format in TEXT_FORMATS else "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A table as strings: all that a renderer places.

    Attributes
    ----------
    columns : tuple of Column
        The columns that this layout shows.
    groups : tuple of (str or None, tuple of tuple of Cell)
        Runs of rows under one heading (`None` where the table has no groups).
    """

    columns: tuple[Column, ...]
    groups: tuple[tuple[str | None, tuple[tuple[Cell, ...], ...]], ...]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Run through the rows of all groups."""
        for _, rows in self.groups:
            yield from rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of full-precision records and the columns that print them.

    Attributes
    ----------
    key : str
        A short name, such as `compare`; file names and anchors use it.
    title : str
        What the table shows.
    records : tuple of mapping
        One mapping per row; keys are words of the glossary. Nested lists (a scale's items) are
        for JSON alone.
    columns : tuple of Column
        The printed columns, in order.
    group : str, optional
        The key whose value stands above runs of rows instead of in a column.
    group_detail : str, optional
        A key whose value, where there is one, is added to that heading.
    group_n : tuple of str
        Keys of counts that stand in brackets after that heading: of a run of rows the largest.
    notes : tuple of str
        What a reader must know to read it, a sentence each.
    keys : tuple of str
        The keys of every record, where there may be none; else the columns tell.
    widest : int, optional
        The width of a table of prose where nothing else limits it.
    waves : mapping of str to str
        The labels of the survey's waves by their keys, in time; for figures and sentences.
    ranges : mapping of str to (float, float)
        The least and the greatest value that a measure can take, where that is declared.
    better : mapping of str to str
        Which end of a measure is the good one, where its rows do not say so: `low`, `high` or
        `neither`; for figures.
    required : float, optional
        The least value that is asked for, such as that of a reliability; for figures.
    """

    key: str
    title: str
    records: tuple[Record, ...]
    columns: tuple[Column, ...]
    group: str | None = None
    group_detail: str | None = None
    group_n: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    widest: int | None = None
    waves: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    better: Mapping[str, str] = field(default_factory=dict)
    required: float | None = None

    def cells(self, layout: Layout = Layout.WIDE, *, spare: bool = False) -> Cells:
        """Lay the table out for one width.

        Parameters
        ----------
        layout : Layout
            How much room there is.
        spare : bool
            Whether there is room for the columns that need not be there.

        Returns
        -------
        Cells
            Formatted strings in groups.
        """
        columns = tuple(
            self._scaled(c)
            for c in self.columns
            if c.first <= layout <= c.last and (spare or not c.spare)
        )
        return Cells(
            columns=columns,
            groups=tuple(
                (heading, tuple(_cells(columns, _flat(record)) for record in records))
                for heading, records in self._grouped()
            ),
        )

    def _scaled(self, column: Column) -> Column:
        """Give a column of sparklines the scales of its measures; others need nothing."""
        if column.format != "sparkline":
            return column
        rows = ([record[key] for key in column.keys] for record in self.flat())
        return replace(column, extra=(scales_of(rows),))

    def _grouped(self) -> Iterator[tuple[str | None, Sequence[Record]]]:
        """Split the records into runs under one heading."""
        for heading, run in groupby(self.records, key=self._heading):
            records = tuple(run)
            yield self._counted(heading, records), records

    def _heading(self, record: Record) -> str | None:
        if self.group is None:
            return None
        detail = record[self.group_detail] if self.group_detail else None
        return f"{record[self.group]} · {detail}" if detail else str(record[self.group])

    def _counted(self, heading: str | None, records: Sequence[Record]) -> str | None:
        """Add to a heading how many respondents its rows are of, wave by wave."""
        if heading is None or not self.group_n:
            return heading
        counts = [_largest([record[key] for record in records]) for key in self.group_n]
        return with_n(heading, *counts)

    def flat(self) -> tuple[Record, ...]:
        """Give the records without nested lists, for files of rows and columns.

        A list with one entry per wave becomes columns such as `mean_T2`, one with an entry for
        two waves such as `estimate_T1_T2`; others are left out.
        """
        return tuple(_flat(record) for record in self.records)


def _largest(counts: Sequence[object]) -> int | str:
    """Give the largest count of a run of rows; one that is withheld might be larger."""
    if any(count is HIDDEN for count in counts):
        return SHOWN
    return max((count for count in counts if isinstance(count, int)), default=0)


def _cells(columns: Sequence[Column], record: Record) -> tuple[Cell, ...]:
    return tuple(column.cell(record) for column in columns)


def _flat(record: Record) -> Record:
    """Spread what stands once per wave, or per two waves, over columns; drop other lists."""
    flat: dict[str, object] = {}
    for key, value in record.items():
        if not isinstance(value, list | tuple):
            flat[key] = value
            continue
        for entry in value:
            places = _waves_of(entry) if isinstance(entry, dict) else ()
            if places:
                end = "_".join(str(entry[place]) for place in places)
                flat |= {
                    f"{k}_{end}": v
                    for k, v in entry.items()
                    if k not in places and not isinstance(v, list)
                }
    return flat


def _waves_of(entry: Record) -> tuple[str, ...]:
    """Say by which keys an entry of a list is of one wave, or of two; nothing if of none."""
    if "wave" in entry:
        return ("wave",)
    pair = ("wave_from", "wave_to")
    return pair if all(key in entry for key in pair) else ()
