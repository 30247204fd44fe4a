"""Text files: .csv, .tsv, .txt."""

import csv
import re
from collections.abc import Callable, Iterable
from typing import TextIO

from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source
from lpsstats.files.text_layout import Layout, find_layout
from lpsstats.files.text_rows import Body, Tally, read_body
from lpsstats.progress import working
from lpsstats.survey.export import Export, TextColumn

CODED_MISSING = frozenset({"NA", "."})
COMMA_NUMBER = re.compile(r"\s*[+-]?\d*,\d+\s*")
POINT_NUMBER = re.compile(r"\s*[+-]?\d*\.\d+\s*")


def read(source: Source, wanted: frozenset[str] | None, options: ReadOptions) -> Export:
    """Read a text file with one header line.

    Parameters
    ----------
    source : Source
        The file.
    wanted : frozenset of str, optional
        The columns to read; all that have a name by default.
    options : ReadOptions
        `encoding` and `delimiter` are used.

    Returns
    -------
    Export
        Every column is text, exactly as it stands.

    Raises
    ------
    DataError
        If a row has more or fewer fields than the header, a quotation mark is never closed, a
        wanted name occurs twice, or the bytes are not text.
    UsageError
        If an option is impossible.
    """
    layout = find_layout(source, options)
    with source.path.open(encoding=layout.encoding, newline="") as file:
        rows = csv.reader(file, delimiter=layout.delimiter, strict=True)
        with working("reading", source.size) as advance:
            body = read_body(rows, source.name, wanted, _mover(file, advance))
    return _export(source, layout, body)


def _mover(file: TextIO, advance: Callable[[int], None]) -> Callable[[], None]:
    """Say how many bytes have been read since the last time."""
    before = 0

    def further() -> None:
        nonlocal before
        now = file.buffer.tell()
        advance(now - before)
        before = now

    return further


def _export(source: Source, layout: Layout, body: Body) -> Export:
    decimal, decimal_notes = _decimal(source.name, layout.delimiter, body.columns.values())
    # Blank lines and line breaks within an answer shift the lines against the rows.
    lines_match = body.tally.last_line == body.tally.n_rows + 1
    return Export(
        name=source.name,
        path=source.path,
        sha256=source.sha256,
        n_rows=body.tally.n_rows,
        column_names=body.header,
        columns=body.columns,
        row_word="line" if lines_match else "data row",
        first_row=2 if lines_match else 1,
        decimal=decimal,
        coded_missing=CODED_MISSING,
        notes=(*layout.notes, *decimal_notes, *_left_out(source.name, body.tally)),
    )


def _left_out(file_name: str, tally: Tally) -> tuple[str, ...]:
    """Note the lines that are no respondents."""
    blank = tally.n_blank + tally.n_empty
    if not blank:
        return ()
    return (f"{file_name}: lines without any value are left out: {blank:,}.",)


def _decimal(
    file_name: str, delimiter: str, columns: Iterable[TextColumn]
) -> tuple[str, tuple[str, ...]]:
    """Take the comma for the decimal mark where numbers have it and no column has points."""
    if delimiter not in {";", "\t"}:
        return ".", ()
    marks = {mark for column in columns for mark in _marks(column)}
    if "," not in marks:
        return ".", ()
    if "." in marks:
        both = "some columns have decimal commas, others decimal points: only points are understood"
        return ".", (f"{file_name}: {both}.",)
    return ",", (f"{file_name}: numbers have a decimal comma.",)


def _marks(column: TextColumn) -> set[str]:
    """Find the decimal mark of a column; none where both or neither occur."""
    comma = any(COMMA_NUMBER.fullmatch(text) for text in column.levels)
    point = any(POINT_NUMBER.fullmatch(text) for text in column.levels)
    if comma == point:
        return set()
    return {","} if comma else {"."}
