"""The rows of a text file, column by column, with every row accounted for."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lpsstats.errors import DataError
from lpsstats.files.header_names import places
from lpsstats.files.levels import encode, text_numbers
from lpsstats.survey.export import TextColumn

# A block that fits the processor's cache is read twice as fast as one that does not; but each
# column of each block costs an array, of which a row at a time would make millions.
BLOCK_CELLS, LEAST_ROWS = 8_000, 64
# Excel has 16,384 columns. More than this is one answer per delimiter, and memory for each.
MOST_COLUMNS = 100_000
ODD_SHOWN = 3
LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Rows(Protocol):
    """What a reader of the csv module offers."""

    line_num: int

    def __next__(self) -> list[str]:
        """Read a row."""

    def __iter__(self) -> Iterator[list[str]]:
        """Iterate over the rows."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the lines after the header.

    Attributes
    ----------
    n_rows : int
        Rows read.
    n_blank : int
        Lines without any character, before the last row.
    n_empty : int
        Rows whose every field is empty.
    last_line : int
        The line on which the last row ends.
    lengths : Counter
        Rows by their number of fields, where that is not the header's.
    odd : list of (line, fields)
        The first few of them.
    reached : int
        The line on which the row looked at last ends, whatever became of it.
    """

    n_rows: int = 0
    n_blank: int = 0
    n_empty: int = 0
    last_line: int = 1
    lengths: Counter[int] = field(default_factory=Counter)
    odd: list[tuple[int, int]] = field(default_factory=list)
    reached: int = 1
    n_blank_since: int = 0

    def set_aside(self, row: list[str], line: int, width: int) -> bool:
        """Count a row that is no respondent; False if it is one."""
        self.reached = line
        if not row:
            self.n_blank_since += 1
            return True
        self.n_blank, self.n_blank_since = self.n_blank + self.n_blank_since, 0
        if len(row) != width:
            self.lengths[len(row)] += 1
            if len(self.odd) < ODD_SHOWN:
                self.odd.append((line - _breaks(row), len(row)))
            return True
        if not any(row):
            self.n_empty += 1
            return True
        self.last_line = line
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The wanted columns of a text file and what became of its lines."""

    header: tuple[str, ...]
    columns: dict[str, TextColumn]
    tally: Tally


@dataclass(frozen=True, slots=True)
class _Growing:
    numbers: defaultdict[str, int] = field(default_factory=text_numbers)
    parts: list[NDArray[np.int32]] = field(default_factory=list)

    def column(self) -> TextColumn:
        codes = np.concatenate(self.parts) if self.parts else np.empty(0, np.int32)
        return TextColumn(levels=tuple(self.numbers), codes=codes)


def read_body(
    rows: Rows,
    file_name: str,
    wanted: frozenset[str] | None,
    further: Callable[[], None] = lambda: None,
) -> Body:
    """Read the header and the wanted columns, a block of rows at a time.

    Parameters
    ----------
    rows : iterator of list of str
        A reader of the csv module.
    file_name : str
        For messages.
    wanted : frozenset of str, optional
        The columns to read; all that have a name by default.
    further : callable
        Called whenever a block has been read.

    Raises
    ------
    DataError
        If there is no header, a wanted name occurs twice, a row has more or fewer fields than
        the header, or a quotation mark is out of place.
    """
    tally = Tally(reached=0)
    try:
        return _read_body(rows, file_name, wanted, tally, further)
    except csv.Error as problem:
        raise DataError(_unreadable_row(file_name, tally.reached + 1, str(problem))) from None


def _read_body(
    rows: Rows,
    file_name: str,
    wanted: frozenset[str] | None,
    tally: Tally,
    further: Callable[[], None],
) -> Body:
    header = next(iter(rows), [])
    if not any(name.strip() for name in header):
        raise DataError(f"{file_name}: line 1 is blank, but the column names should stand there.")
    if len(header) > MOST_COLUMNS:
        raise DataError(
            f"{file_name}: line 1 has {len(header):,} fields, but no survey has more than "
            f"{MOST_COLUMNS:,} columns. Is the file damaged, or without line ends?"
        )
    tally.reached = rows.line_num
    growing = {
        name: (place, _Growing()) for name, place in places(header, wanted, file_name).items()
    }
    for block in _blocks(rows, len(header), tally):
        fields = tuple(zip(*block, strict=True))
        for place, column in growing.values():
            column.parts.append(encode(fields[place], column.numbers))
        further()
    if tally.odd:
        raise DataError(_ragged(file_name, tally, len(header)))
    columns = {name: column.column() for name, (_, column) in growing.items()}
    return Body(header=tuple(header), columns=columns, tally=tally)


def _blocks(rows: Rows, width: int, tally: Tally) -> Iterator[list[list[str]]]:
    size = max(LEAST_ROWS, BLOCK_CELLS // width)
    block: list[list[str]] = []
    for row in rows:
        if tally.set_aside(row, rows.line_num, width):
            continue
        block.append(row)
        if len(block) == size:
            tally.n_rows += size
            yield block
            block = []
    if block:
        tally.n_rows += len(block)
        yield block


def _breaks(row: Sequence[str]) -> int:
    return sum(len(LINE_BREAK.findall(cell)) for cell in row)


def _ragged(file_name: str, tally: Tally, width: int) -> str:
    n_odd = tally.lengths.total()
    n_all = n_odd + tally.n_rows + tally.n_empty
    line, first = tally.odd[0]
    where = f"{file_name}: {n_odd:,} of {n_all:,} data lines"
    if len(tally.lengths) == 1:
        verb = "has" if n_odd == 1 else "have"
        fields = _fields(first)
        what = f"{where} {verb} {fields} but the header has {width:,} (first: line {line:,})."
    else:
        shown = ", ".join(f"line {at:,} has {length:,}" for at, length in tally.odd)
        more = ", ..." if n_odd > len(tally.odd) else ""
        what = f"{where} do not have the {_fields(width)} of the header: {shown}{more}."
    return f"{what}\n{_likely_cause(tally, width, n_odd == n_all)} Nothing was computed."


def _fields(number: int) -> str:
    return f"{number:,} field" if number == 1 else f"{number:,} fields"


def _likely_cause(tally: Tally, width: int, all_odd: bool) -> str:
    if all_odd and set(tally.lengths) == {width + 1}:
        return "A column name is missing from line 1, or each line ends in an extra value."
    if all_odd:
        return (
            "Line 1 does not hold the names of these columns (is it a title?), or --delimiter is "
            "needed."
        )
    if max(tally.lengths) < width:
        return (
            "The line may be cut short, a remark below the table, or broken in two by a line break "
            "within an answer; answers with line breaks need quotation marks."
        )
    return "An answer may hold the delimiter or a line break without quotation marks around it."


def _unreadable_row(file_name: str, line: int, problem: str) -> str:
    """Say why the csv module gave up on the row that starts on a line."""
    where = f"{file_name}: the row that begins on line {line:,}"
    if "field limit" in problem:
        return (
            f"{where} has an answer of more than {csv.field_size_limit():,} characters.\n"
            "A quotation mark may be opened there and never closed. Close it, or shorten the "
            "answer, or export the file again."
        )
    if "end of data" in problem:
        return (
            f"{where} opens a quotation mark that is never closed.\n"
            "Close it there, or export the file again with every answer in quotation marks."
        )
    return (
        f"{where} has a quotation mark in the middle of an answer.\n"
        "Double the marks within an answer, or export the file again."
    )
