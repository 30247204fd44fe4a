"""Tables as LaTeX that needs no package but booktabs."""

from collections.abc import Iterator, Sequence

from lpsstats.render.latex_floats import Block, blocks, packed
from lpsstats.render.latex_text import plain, prose
from lpsstats.render.layout import Grid, fit
from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.render.strings import Write, closing_lines
from lpsstats.tables.document import Document
from lpsstats.tables.model import Column, Table

_SMALLER = r"\footnotesize\setlength{\tabcolsep}{3pt}"
_ALIGNS = {"left": "l", "right": "r"}
# Characters side by side on A4 paper held upright, in the smaller size of type and the larger.
ROOM, ROOM_LARGER = 134, 80


def render(document: Document, page: Page) -> str:
    r"""Write every table as a floating `table` with caption, booktabs rules and notes.

    A table that a page has not the height for goes on in further floats under the same number; one
    wider than the text is centred over both margins.

    Parameters
    ----------
    document : Document
        What to write: its tables, or those of its sections. What was done and from what becomes
        comments after them.
    page : Page
        Has no influence: printed pages have much the same width.

    Returns
    -------
    str
        LaTeX to be read in with `\input`, by pdfLaTeX, XeLaTeX or LuaLaTeX.
    """
    tables = [table for section in document.outline for table in section.tables]
    floats = ["\n".join(lines) for place in enumerate(tables, 1) for lines in _floats(*place)]
    remarks = [f"% {_one_line(line)}" for line in closing_lines(document)]
    return "\n\n".join([*floats, *(["\n".join(remarks)] if remarks else [])]) + "\n"


def _floats(number: int, table: Table) -> Iterator[list[str]]:
    """Give the floats of a table, the first with its caption, the last with its notes."""
    grid = fit(table, min(ROOM, table.widest or ROOM), str, len)
    larger = grid.width <= ROOM_LARGER
    pages = packed(blocks(grid), table.notes, larger=larger)
    for place, page in enumerate(pages):
        yield [
            r"\begin{table}[htbp]",
            r"\centering",
            *(_continued() if place else _caption(number, table)),
            *([] if place and not page else _tabular(table, grid, page, larger=larger)),
            *(_note_lines(table.notes) if place == len(pages) - 1 else ()),
            r"\end{table}",
        ]


def _caption(number: int, table: Table) -> list[str]:
    """Give caption and label; a number keeps labels apart where a report has a table per site."""
    label = table.key if number == 1 else f"{table.key}-{number}"
    return [rf"\caption{{{plain(table.title)}}}", rf"\label{{tab:{label}}}"]


def _continued() -> list[str]:
    return [r"\tablename~\thetable\ (continued)\par\smallskip"]


def _tabular(table: Table, grid: Grid, page: Sequence[Block], *, larger: bool) -> Iterator[str]:
    columns = grid.cells.columns
    writes = [_writer(table, column) for column in columns]
    yield r"\small\setlength{\tabcolsep}{4pt}" if larger else _SMALLER
    yield r"\makebox[\linewidth]{%"
    yield rf"\begin{{tabular}}{{{''.join(_ALIGNS[c.align] for c in columns)}}}"
    yield r"\toprule"
    yield _row([prose(column.heading.strip()) for column in columns])
    yield r"\midrule"
    for place, block in enumerate(page):
        yield from _block_lines(block, columns, writes, first=not place)
    yield r"\bottomrule"
    yield r"\end{tabular}}"


def _writer(table: Table, column: Column) -> Write:
    """Say how a column's cells are written: symbols count in sentences and beside labels with n."""
    return prose if table.widest is not None or column.format == "group_n" else plain


def _block_lines(
    block: Block, columns: Sequence[Column], writes: Sequence[Write], *, first: bool
) -> Iterator[str]:
    """Give rows; a group's heading spans the table and its rows are set in."""
    if not first:
        yield r"\addlinespace"
    if block.heading is not None:
        heading = rf"\textit{{{prose(block.heading)}}}"
        yield rf"\multicolumn{{{len(columns)}}}{{l}}{{{heading}}} \\"
    indent = "" if block.heading is None else r"\quad "
    for row in block.rows:
        cells = zip(row, columns, writes, strict=True)
        yield indent + _row([_stack(lines, column, write) for lines, column, write in cells])


def _stack(lines: Sequence[str], column: Column, write: Write) -> str:
    """Set the lines of a cell under one another."""
    text = r" \\ ".join(write(line.strip(" ")) for line in lines)
    if len(lines) == 1:
        return text
    align = f"@{{}}{_ALIGNS[column.align]}@{{}}"
    return rf"\begin{{tabular}}[t]{{{align}}}{text}\end{{tabular}}"


def _note_lines(notes: Sequence[str]) -> Iterator[str]:
    """Set the notes under the table, as wide as the text."""
    if notes:
        yield ""
        yield r"\smallskip"
        yield r"\begin{minipage}{\linewidth}\footnotesize"
        yield rf"\textit{{Note.}} {' '.join(map(prose, notes))}"
        yield r"\end{minipage}"


def _row(texts: Sequence[str]) -> str:
    return " & ".join(texts) + r" \\"


def _one_line(text: str) -> str:
    """Keep a comment from running on into what LaTeX would read."""
    return safe_text(text, "terminal")
