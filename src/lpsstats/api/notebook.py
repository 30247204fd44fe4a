"""Tables of an answer as a piece of HTML for a notebook, which has a page of its own around it."""

from xml.etree.ElementTree import Element, SubElement, tostring

from lpsstats.render.safe_text import safe_text
from lpsstats.tables.document import Document
from lpsstats.tables.model import Column, Layout, Table

SIDES = {"left": "text-align:left", "right": "text-align:right"}


def fragment(document: Document) -> str:
    """Write the tables with their notes; text from data is text there, whatever it holds.

    Parameters
    ----------
    document : Document
        What to show; nothing in it is withheld, as on a terminal.

    Returns
    -------
    str
        A `div`, without style sheet and script.
    """
    box = Element("div", {"class": "lpsstats"})
    for table in document.tables:
        _add_table(box, table)
        for note in table.notes:
            _add(box, "p", note)
    return tostring(box, encoding="unicode", method="html")


def _add_table(box: Element, table: Table) -> None:
    cells = table.cells(Layout.STANDARD)
    grid = SubElement(box, "table")
    _add(grid, "caption", table.title)
    head = SubElement(SubElement(grid, "thead"), "tr")
    for column in cells.columns:
        _add(head, "th", column.heading, scope="col", style=SIDES[column.align])
    for heading, rows in cells.groups:
        body = SubElement(grid, "tbody")
        if heading is not None:
            across = str(len(cells.columns))
            row = SubElement(body, "tr")
            _add(row, "th", heading, scope="rowgroup", colspan=across, style=SIDES["left"])
        for row_cells in rows:
            row = SubElement(body, "tr")
            for column, cell in zip(cells.columns, row_cells, strict=True):
                _add(row, "td", cell.text, style=_style(column))


def _style(column: Column) -> str:
    """Keep a number on one line; only columns of text may be broken."""
    side = SIDES[column.align]
    return side if column.wraps else f"{side};white-space:nowrap"


def _add(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = safe_text(text, "html")
