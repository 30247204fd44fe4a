"""Tables as LaTeX that needs no package but booktabs."""

from collections.abc import Iterator, Sequence
from functools import partial

from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.render.strings import closing_lines, written
from lpsstats.tables.document import Document
from lpsstats.tables.model import Cells, Layout, Table

_ALIGNS = {"left": "l", "right": "r"}
_write = partial(safe_text, sink="latex")


def render(document: Document, page: Page) -> str:
    r"""Write every table as a floating `table` with caption, booktabs rules and notes.

    Parameters
    ----------
    document : Document
        What to write. What was done and from what becomes comments after the tables.
    page : Page
        Has no influence: a printed page takes the layout `STANDARD`.

    Returns
    -------
    str
        LaTeX to be read in with `\input`.
    """
    tables = ["\n".join(_table_lines(table)) for table in document.tables]
    remarks = [f"% {_one_line(line)}" for line in closing_lines(document)]
    return "\n\n".join([*tables, *(["\n".join(remarks)] if remarks else [])]) + "\n"


def _table_lines(table: Table) -> Iterator[str]:
    cells = written(table.cells(Layout.STANDARD), _write)
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield rf"\caption{{{_write(table.title)}}}"
    yield rf"\label{{tab:{table.key}}}"
    yield r"\small"
    yield rf"\begin{{tabular}}{{{''.join(_ALIGNS[c.align] for c in cells.columns)}}}"
    yield r"\toprule"
    yield _row([column.heading for column in cells.columns])
    yield r"\midrule"
    yield from _body_lines(cells)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield from _note_lines(table.notes)
    yield r"\end{table}"


def _body_lines(cells: Cells) -> Iterator[str]:
    """Give the rows; a group's heading spans the table and its rows are set in."""
    for place, (heading, rows) in enumerate(cells.groups):
        if place:
            yield r"\addlinespace"
        if heading is not None:
            yield rf"\multicolumn{{{len(cells.columns)}}}{{l}}{{\textit{{{heading}}}}} \\"
        indent = "" if heading is None else r"\quad "
        for row in rows:
            yield indent + _row([cell.text for cell in row])


def _note_lines(notes: Sequence[str]) -> Iterator[str]:
    """Set the notes under the table, as wide as the text."""
    if notes:
        yield ""
        yield r"\smallskip"
        yield r"\begin{minipage}{\linewidth}\footnotesize"
        yield rf"\textit{{Note.}} {' '.join(map(_write, notes))}"
        yield r"\end{minipage}"


def _row(texts: Sequence[str]) -> str:
    return " & ".join(texts) + r" \\"


def _one_line(text: str) -> str:
    """Keep a comment from running on into what LaTeX would read."""
    return safe_text(text, "terminal")
