"""Excel workbooks (.xlsx, .xlsm), read by calamine in a limited child."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

import numpy as np
import python_calamine

from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DataError
from lpsstats.files.child import Task, run_apart
from lpsstats.files.delimited import CODED_MISSING
from lpsstats.files.header_names import places
from lpsstats.files.levels import text_column
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source
from lpsstats.survey.export import Column, Export, NumberColumn

Cell = str | float | bool | date | datetime | time | timedelta
# A cell takes about 32 bytes while calamine holds the sheet, and a few bytes packed in the file.
MEMORY, MEMORY_PER_BYTE = 640 * 2**20, 16
REMEDY = "Open it in Excel, save it anew as .xlsx or as CSV UTF-8, and use that."
MIDNIGHT = time()


def read(source: Source, wanted: frozenset[str] | None, options: ReadOptions) -> Export:
    """Read one sheet with the column names in its first row.

    Parameters
    ----------
    source : Source
        The file.
    wanted : frozenset of str, optional
        The columns to read; all that have a name by default.
    options : ReadOptions
        `sheet` is used; the first sheet by default.

    Returns
    -------
    Export
        A column whose every filled cell is a number is numbers; any other is text, in which
        dates are ISO text and whole numbers have no decimals.

    Raises
    ------
    DataError
        If the workbook is damaged, has no such sheet, or a wanted name occurs twice.
    """
    memory = MEMORY + MEMORY_PER_BYTE * source.size
    task = Task(name=source.name, remedy=REMEDY, memory=memory)
    return run_apart(partial(_native, source, wanted, options.sheet), task)


def _native(source: Source, wanted: frozenset[str] | None, asked: str | None) -> Export:
    book = python_calamine.CalamineWorkbook.from_path(str(source.path))
    sheet = _sheet_name(source.name, book.sheet_names, asked)
    rows = _rows(book, sheet)
    header = tuple(_text(cell) for cell in rows[0]) if rows else ()
    if not any(name.strip() for name in header):
        where = f"row 1 of sheet {sheet!r}"
        raise DataError(
            f"{source.name}: {where} is blank, but the column names should stand there."
        )
    chosen = places(header, wanted, source.name)
    filled = [any(cell != "" for cell in row) for row in rows]
    body = [row for row, some in zip(rows[1:], filled[1:], strict=True) if some]
    all_filled = all(filled[: len(body) + 1])
    return Export(
        name=source.name,
        path=source.path,
        sha256=source.sha256,
        n_rows=len(body),
        column_names=header,
        columns={name: _column([row[place] for row in body]) for name, place in chosen.items()},
        row_word="row" if all_filled else "data row",
        first_row=2 if all_filled else 1,
        coded_missing=CODED_MISSING,
        notes=_notes(source.name, book.sheet_names, sheet, asked, filled),
    )


def _sheet_name(file_name: str, sheets: Sequence[str], asked: str | None) -> str:
    if asked is not None and asked in sheets:
        return asked
    shown = ", ".join(repr(name) for name in sheets)
    if asked is not None:
        hint = did_you_mean(asked, sheets)
        raise DataError(f"{file_name}: there is no sheet '{asked}'{hint}. The sheets: {shown}.")
    if not sheets:
        raise DataError(f"{file_name}: the workbook has no sheet.")
    return sheets[0]


def _rows(book: python_calamine.CalamineWorkbook, sheet: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return rows


def _column(cells: Sequence[Cell]) -> Column:
    # TRUE and FALSE are numbers to Python, but answers to a reader of the sheet.
    if all(cell == "" or type(cell) in {int, float} for cell in cells):
        numbers = [np.nan if cell == "" else cell for cell in cells]
        return NumberColumn(values=np.array(numbers, dtype=np.float64))
    return text_column([_text(cell) for cell in cells])


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() if cell.time() == MIDNIGHT:
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _notes(
    file_name: str, sheets: Sequence[str], sheet: str, asked: str | None, filled: Sequence[bool]
) -> tuple[str, ...]:
    notes = []
    if asked is None and len(sheets) > 1:
        notes.append(
            f"{file_name}: sheet {sheet!r} was read, the first of {len(sheets)} (--sheet)."
        )
    last = max(index for index, some in enumerate(filled) if some)
    n_blank = filled[:last].count(False)
    if n_blank:
        notes.append(f"{file_name}: rows without any value are left out: {n_blank:,}.")
    return tuple(notes)
