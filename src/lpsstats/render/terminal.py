"""A document for a terminal: aligned columns, as many as fit, in colour where that is wanted."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, zip_longest
from types import MappingProxyType

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from lpsstats.render.ascii import to_ascii
from lpsstats.render.layout import GAP, Grid, fit, stacks, wrapped
from lpsstats.render.page import Page
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table
from lpsstats.tables.rounding import Cell

# The eight ANSI colours follow the reader's own theme, so they show on light and on dark.
STYLES = MappingProxyType(
    {
        "good": Style(color="green"),
        "bad": Style(color="red"),
        "muted": Style(dim=True),
        "title": Style(bold=True),
        "group": Style(bold=True),
        "heading": Style(),
        "rule": Style(dim=True),
    }
)

RULE = "─"
# Notes under a small table are still set this wide where there is room.
LEAST_PROSE = 72


def render(document: Document, page: Page) -> str:
    """Set every table of a document for a terminal.

    The document's own notes and provenance are left to the caller, who shows them on the error
    stream; the tables' notes stand under the tables.

    Parameters
    ----------
    document : Document
        What to show.
    page : Page
        With `width=None` all columns are shown.

    Returns
    -------
    str
        Lines without trailing blanks. None is wider than the page, unless the smallest layout, or
        a single word, is; a number is never cut.
    """
    tables = ["\n".join(_table_lines(table, page)) for table in document.tables]
    return "\n\n".join(tables) + "\n"


def _table_lines(table: Table, page: Page) -> Iterator[str]:
    """Give the lines of a table from its title to its notes."""
    page = replace(page, width=page.width or table.widest)
    grid = fit(table, page.width, partial(_writable, page), cell_len, spare=True)
    prose = max(grid.width, LEAST_PROSE)
    room = prose if page.width is None else min(page.width, prose)
    for line in wrapped(_writable(page, table.title), room, cell_len):
        yield _styled(line, "title", page)
    yield ""
    if table.records:
        yield from _grid_lines(grid, room, page)
    notes = (*table.notes, *(column.note for column in grid.cells.columns if column.note))
    if table.records and notes:
        yield ""
    for note in notes:
        yield from wrapped(_writable(page, note), room, cell_len, hang="  ")


def _grid_lines(grid: Grid, room: int, page: Page) -> Iterator[str]:
    """Give the headings, a rule, and the rows."""
    yield from _row_lines(tuple(Cell(c.heading, "heading") for c in grid.cells.columns), grid, page)
    yield _styled(_writable(page, RULE) * grid.width, "rule", page)
    yield from _body_lines(grid, room, page)


def _body_lines(grid: Grid, room: int, page: Page) -> Iterator[str]:
    """Give the rows, each group under its heading and with a blank line before the next."""
    for place, (heading, rows) in enumerate(grid.cells.groups):
        if place:
            yield ""
        if heading is not None:
            for line in wrapped(heading, room, cell_len):
                yield _styled(anchored(line), "group", page)
        yield from chain.from_iterable(_row_lines(row, grid, page) for row in rows)


def _row_lines(row: tuple[Cell, ...], grid: Grid, page: Page) -> Iterator[str]:
    """Give the one line of a row, or the several of one with a wrapped label."""
    lines = zip_longest(*stacks(row, grid, cell_len), fillvalue="")
    for pieces in lines:
        placed = (
            _piece(piece, cell.tone, column.align, width, page)
            for piece, cell, column, width in zip(
                pieces, row, grid.cells.columns, grid.widths, strict=True
            )
        )
        yield (" " * GAP).join(placed).rstrip(" ")


def _piece(text: str, tone: str, align: str, width: int, page: Page) -> str:
    """Pad a cell's text to its column; the padding is never coloured."""
    core = text.strip(" ")
    before = text[: len(text) - len(text.lstrip(" "))]
    after = text[len(before) + len(core) :]
    padding = " " * (width - cell_len(text))
    shown = before + _styled(anchored(core), tone, page) + after
    return shown + padding if align == "left" else padding + shown


def _styled(text: str, style: str, page: Page) -> str:
    """Colour a text, if there is any and the page has colours."""
    if not (page.colour and text and style):
        return text
    return STYLES[style].render(text, color_system=ColorSystem.STANDARD)


def _writable(page: Page, text: str) -> str:
    """Make a text harmless, and ASCII where the terminal shows nothing else."""
    clean = safe_text(text, "terminal")
    return clean if page.unicode else to_ascii(clean)
