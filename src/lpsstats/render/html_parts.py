"""The parts of a page: headings in order, tables and figures numbered, each with its layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from lpsstats.render.layout import LEAST_LABEL, natural, shrunk
from lpsstats.render.registry import draw
from lpsstats.tables.document import Document, Section
from lpsstats.tables.figure import Figure
from lpsstats.tables.model import Cells, Layout, Table

# Characters side by side in a table, on a screen of 1200 pixels and on A4 paper held upright.
ROOM = 124
_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>]*>)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table on the page.

    Attributes
    ----------
    number : int
        Its number in the document, from 1; 0 for a table without rows, which is not numbered.
    table : Table
        For title and notes.
    cells : Cells
        What it shows, in the richest layout that a screen has room for.
    wide : bool
        Whether it needs paper held sideways.
    """

    number: int
    table: Table
    cells: Cells
    wide: bool

    @property
    def is_prose(self) -> bool:
        """Whether its cells are sentences."""
        return self.table.widest is not None

    @property
    def labelled(self) -> bool:
        """Whether the first column names the rows."""
        columns = self.cells.columns
        return len(columns) > 1 and columns[0].align == "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure on the page.

    Attributes
    ----------
    number : int
        Its number in the document, from 1.
    figure : Figure
        For its title and words.
    svg : Markup
        The drawing.
    """

    number: int
    figure: Figure
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section on the page.

    Attributes
    ----------
    number : int
        Its place in the document, from 1; anchors use it.
    heading : str
        Its heading; may be empty.
    level : int
        Of its heading: 2 under the page's title, 3 inside a part.
    paragraphs, points : tuple of str
        Its sentences.
    pictures : tuple of Picture
        Its figures.
    sheets : tuple of Sheet
        Its tables.
    """

    number: int
    heading: str
    level: int
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    pictures: tuple[Picture, ...]
    sheets: tuple[Sheet, ...]


def parts(document: Document) -> tuple[Part, ...]:
    """Lay out the sections of a document, tables and figures numbered throughout."""
    tables, figures = count(1), count(1)
    return tuple(
        Part(
            number=number,
            heading=section.heading,
            level=level,
            paragraphs=section.paragraphs,
            points=section.points,
            pictures=tuple(_picture(next(figures), figure) for figure in section.figures),
            sheets=tuple(
                _sheet(next(tables) if table.records else 0, table) for table in section.tables
            ),
        )
        for number, (section, level) in enumerate(_levelled(document.outline), start=1)
    )


def _levelled(sections: tuple[Section, ...]) -> Iterator[tuple[Section, int]]:
    """Give each section its heading's level; none is more than one below the heading before."""
    before = 1
    for section in sections:
        level = min(section.level, before) + 1
        before = level if section.heading else before
        yield section, level


def _picture(number: int, figure: Figure) -> Picture:
    """Draw a figure; what only a file of its own needs is left off."""
    svg = draw(figure, ".svg", bare=True)
    text = svg.decode("utf-8") if isinstance(svg, bytes) else svg
    return Picture(number=number, figure=figure, svg=Markup(_PROLOGUE.sub("", text).strip()))


def _sheet(number: int, table: Table) -> Sheet:
    layout = Layout.WIDE if _fits(table, Layout.WIDE) else Layout.STANDARD
    return Sheet(
        number=number,
        table=table,
        cells=table.cells(layout),
        wide=not _fits(table, layout),
    )


def _fits(table: Table, layout: Layout) -> bool:
    """Say whether there is room for a layout, with its labels wrapped where that is needed."""
    return shrunk(natural(table, layout, str, len), ROOM, LEAST_LABEL, len) is not None
