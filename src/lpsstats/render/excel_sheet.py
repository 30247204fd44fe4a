"""One table on a sheet of its own: title, header, typed cells, notes beneath."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from xlsxwriter.worksheet import Worksheet

from lpsstats.render.excel_columns import Field, SheetTable, spread
from lpsstats.render.excel_looks import Looks
from lpsstats.render.layout import wrapped
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.hidden import SHOWN
from lpsstats.tables.model import Table
from lpsstats.tables.rounding import ABSENT, Cell

HEADER = 2  # the row of the headings, below the title and the way back
LINE, TALLEST = 15.0, 400.0  # points; Excel has no row taller than 409
NARROWEST, WIDEST_LABEL, WIDEST_TEXT = 7, 40, 60
LEAST_PROSE, MOST_PROSE = 80, 130
PROSE = 1.2  # characters of a sentence in the width of a digit
BUTTON = 3  # what the button that filters takes of a heading
A4 = 9
MEASURED = 2_000  # rows whose texts say how wide a column is
LEGEND = {
    ABSENT: f"{ABSENT}: there is no value.",
    SHOWN: f"{SHOWN}: withheld, because it rests on few respondents or would betray such a value.",
}

clean = partial(safe_text, sink="xlsx")


def write_table(sheet: Worksheet, table: Table, looks: Looks, back: str) -> None:
    """Write a table: every number typed, every text a text.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    table : Table
        The table, of at least one row or none.
    looks : Looks
        The looks of the workbook.
    back : str
        The name of the sheet that lists all others.
    """
    laid = spread(table)
    widths = [_width(laid, place) for place in range(len(laid.fields))]
    sheet.write_string(0, 0, clean(table.title), looks.of("title"))
    sheet.write_url(1, 0, f"internal:'{back}'!A1", looks.of("back"), back)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    _head(sheet, table, laid, looks)
    _body(sheet, laid, widths, looks)
    set_height(sheet, HEADER, [(f.heading, w - BUTTON - 2) for f, w in _over(laid, widths)])
    sheet.freeze_panes(HEADER + 1, laid.n_labels)
    notes(sheet, HEADER + 2 + len(laid.rows), _said(table, laid), widths, looks)
    on_paper(sheet)
    sheet.repeat_rows(HEADER)


def _head(sheet: Worksheet, table: Table, laid: SheetTable, looks: Looks) -> None:
    """Write the headings; Excel is told of the table below them, which it then can read out."""
    columns = [
        {"header": one.heading, "header_format": looks.of("heading", right=one.numeric)}
        for one in laid.fields
    ]
    if laid.rows and columns:
        about = {"title": clean(table.title)[:120], "description": _alternative(laid)}
        last = HEADER + len(laid.rows), len(columns) - 1
        sheet.add_table(HEADER, 0, *last, {"style": None, "columns": columns, **about})
        return
    for place, column in enumerate(columns):
        sheet.write_string(HEADER, place, column["header"], column["header_format"])


def _body(sheet: Worksheet, laid: SheetTable, widths: Sequence[float], looks: Looks) -> None:
    for row, cells in enumerate(laid.rows, start=HEADER + 1):
        for place, (cell, field) in enumerate(zip(cells, laid.fields, strict=True)):
            _write(sheet, row, place, cell, looks, numeric=field.numeric)
        set_height(sheet, row, [(c.text, w - 2) for c, w in zip(cells, widths, strict=True)])


def set_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row as tall as its texts are in the width that each has; most are of one line."""
    lines = [len(wrapped(text, int(room), len)) for text, room in texts if len(text) > room]
    if lines and max(lines) > 1:
        sheet.set_row(row, min(TALLEST, LINE * max(lines)))


def _write(
    sheet: Worksheet, row: int, place: int, cell: Cell, looks: Looks, *, numeric: bool
) -> None:
    if not (numeric and cell.numbers):
        look = looks.of("number" if numeric else "text", cell.tone)
        sheet.write_string(row, place, clean(cell.text), look)
        return
    value, look = looks.number(cell.numbers[0], cell.tone)
    if isinstance(value, str):
        sheet.write_string(row, place, value, look)
    else:
        sheet.write_number(row, place, value, look)


def _alternative(laid: SheetTable) -> str:
    """Say in words what the table holds, for those who hear it."""
    rows = "1 row" if len(laid.rows) == 1 else f"{len(laid.rows):,} rows"
    return f"{rows}; columns: {', '.join(f.heading for f in laid.fields)}"[:120]


def _width(laid: SheetTable, place: int) -> float:
    """Give a column room for its texts, or for some lines of the long ones."""
    field = laid.fields[place]
    halves = [math.ceil(len(field.heading) / 2), *map(len, field.heading.split())]
    heading = max(halves) + BUTTON + 2
    shown = max((len(row[place].text) for row in islice(laid.rows, MEASURED)), default=0) + 2
    most = WIDEST_LABEL if place < laid.n_labels else WIDEST_TEXT
    return max(NARROWEST, min(heading, most), shown if field.numeric else min(shown, most))


def _over(laid: SheetTable, widths: Sequence[float]) -> Iterator[tuple[Field, float]]:
    return zip(laid.fields, widths, strict=True)


def _said(table: Table, laid: SheetTable) -> Iterator[str]:
    """Give the notes of the table, then what the marks mean that it does not explain."""
    yield from table.notes
    used = {cell.text for row in laid.rows for cell in row if not cell.numbers}
    for mark, meaning in LEGEND.items():
        if mark in used and not any(mark in note for note in table.notes):
            yield meaning


def notes(
    sheet: Worksheet, row: int, said: Iterable[str], widths: Sequence[float], looks: Looks
) -> int:
    """Write sentences below one another, each over as many columns as make a line to read.

    Parameters
    ----------
    sheet : Worksheet
        Where to.
    row : int
        The first row.
    said : iterable of str
        The sentences.
    widths : sequence of float
        Of the columns that the sheet has.
    looks : Looks
        The looks of the workbook.

    Returns
    -------
    int
        The row after the last.
    """
    n_columns, room = _measure(widths)
    for sentence in said:
        text = clean(sentence)
        if n_columns > 1:
            sheet.merge_range(row, 0, row, n_columns - 1, "", looks.of("note"))
        sheet.write_string(row, 0, text, looks.of("note"))
        set_height(sheet, row, [(text, PROSE * room)])
        row += 1
    return row


def _measure(widths: Sequence[float]) -> tuple[int, float]:
    """Say how many columns are a line of prose, and how wide they are together."""
    count, room = 0, 0.0
    while room < LEAST_PROSE or count < len(widths):
        wider = room + (widths[count] if count < len(widths) else 8.43)
        if count and wider > MOST_PROSE:
            break
        count, room = count + 1, wider
    return count, room


def on_paper(sheet: Worksheet) -> None:
    """Let a sheet be printed lying, one page wide, with its name and its pages below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
