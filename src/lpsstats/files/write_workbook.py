"""Scored data as an Excel workbook: the data, what the codes mean, where it comes from."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.workbook import Format, Worksheet

from lpsstats.errors import OutputError
from lpsstats.files.write_cells import column_texts
from lpsstats.files.write_inert import storable
from lpsstats.files.write_missing import is_missing, is_worded, missing_found, missing_notes
from lpsstats.files.write_numbers import distinct_numbers
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import ScoredColumn, ScoredSurvey

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_576, 16_384, 32_767
CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # always, so that two runs give the same bytes
CHUNK = 5_000
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Cell = float | str | None


def write(scored: ScoredSurvey, path: Path, *, labelled: bool) -> tuple[str, ...]:
    """Write a workbook of three sheets; the data's header stays in view and filters.

    Numbers have sixteen digits, one less than elsewhere; Excel shows fifteen.

    Parameters
    ----------
    scored : ScoredSurvey
        The data.
    path : Path
        Where to.
    labelled : bool
        Write the labels of codes instead of the codes, where they have any.

    Returns
    -------
    tuple of str
        Which codes are no answers, and what Excel has no room for.

    Raises
    ------
    OutputError
        If there are more rows or columns than a sheet can hold.
    OSError
        If the file cannot be written.
    """
    _refuse_size(scored)
    # In memory first: a full disk would leave the library with a file that it cannot close.
    whole = BytesIO()
    try:
        with (
            TemporaryDirectory(prefix="lpsstats-") as folder,
            xlsxwriter.Workbook(whole, OPTIONS | {"tmpdir": folder}) as book,
        ):
            book.set_properties({"title": storable(scored.title)[:255], "created": CREATED})
            bold = book.add_format({"bold": True})
            _data(book.add_worksheet("Data"), scored, bold, labelled=labelled)
            _rows(book.add_worksheet("Codes"), bold, CODES, _codes(scored))
            _rows(book.add_worksheet("About"), bold, ABOUT, _about(scored))
    except XlsxWriterException as problem:
        cause = problem.args[0] if problem.args else problem
        raise cause if isinstance(cause, OSError) else OSError(0, str(problem)) from None
    path.write_bytes(whole.getbuffer())
    n_cut = sum(_n_long(column) for column in scored.columns)
    cut = (f"{n_cut:,} texts were too long for Excel and cut.",) if n_cut else ()
    return (*missing_notes(scored, labelled=labelled), *cut)


CODES = ("column", "label", "code", "meaning", "missing")
ABOUT = ("what", "which")


def _refuse_size(scored: ScoredSurvey) -> None:
    if scored.n >= MOST_ROWS or len(scored.columns) > MOST_COLUMNS:
        message = (
            f"{scored.n:,} respondents and {len(scored.columns):,} columns are more than an Excel "
            f"sheet holds ({MOST_ROWS - 1:,} and {MOST_COLUMNS:,}); write .sav or .csv. Nothing "
            "was written."
        )
        raise OutputError(message)


def _data(sheet: Worksheet, scored: ScoredSurvey, bold: Format, *, labelled: bool) -> None:
    names = tuple(column.name for column in scored.columns)
    _rows(sheet, bold, names, _cases(scored, labelled=labelled))
    if names:
        sheet.autofilter(0, 0, scored.n, len(names) - 1)


def _rows(
    sheet: Worksheet, bold: Format, header: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]
) -> None:
    """Write a heading and rows, a text always as a text."""
    sheet.freeze_panes(1, 0)
    for j, name in enumerate(header):
        sheet.write_string(0, j, _text(name), bold)
    for i, row in enumerate(rows, start=1):
        for j, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(i, j, cell)
            elif cell is not None:
                sheet.write_number(i, j, cell)


def _cases(scored: ScoredSurvey, *, labelled: bool) -> Iterator[tuple[Cell, ...]]:
    """Give the rows, some thousand at a time from arrays."""
    tables = [_table(column, labelled=labelled) for column in scored.columns]
    for start in range(0, scored.n, CHUNK):
        part = slice(start, start + CHUNK)
        yield from zip(*(table[index[part]].tolist() for table, index in tables), strict=True)


def _table(
    column: ScoredColumn, *, labelled: bool
) -> "tuple[np.ndarray[Any, np.dtype[np.object_]], np.ndarray[Any, np.dtype[np.int64]]]":
    """Give the distinct cells of a column, and which of them each row has."""
    if isinstance(column.data, TextColumn) or (labelled and is_worded(column)):
        texts, index, _ = column_texts(column, labelled=labelled)
        return np.array([_text(text) or None for text in texts], dtype=object), index
    numbers, index = distinct_numbers(column.data.values)
    return np.array([x if np.isfinite(x) else None for x in numbers], dtype=object), index


def _text(text: str) -> str:
    return storable(text)[:LONGEST]


def _n_long(column: ScoredColumn) -> int:
    levels = column.data.levels if isinstance(column.data, TextColumn) else ()
    return sum(len(level) > LONGEST for level in levels)


def _codes(scored: ScoredSurvey) -> Iterator[tuple[Cell, ...]]:
    """List every column, what its codes mean, and which of them are no answers."""
    for column in scored.columns:
        named = _text(column.name), _text(column.label)
        codes = dict.fromkeys([*column.labels, *missing_found(column)])
        if not codes:
            yield *named, None, None, None
        for code in codes:
            shown = _text(code) if isinstance(code, str) else code
            missing = "missing" if is_missing(column, code) else None
            yield *named, shown, _text(column.labels.get(code, "")) or None, missing


def _about(scored: ScoredSurvey) -> Iterator[tuple[Cell, ...]]:
    for what, which in (*scored.about, *(("Note", note) for note in scored.notes)):
        yield what, _text(which)
