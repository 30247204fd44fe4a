"""How a table finds its room on a printed page: which layout, upright or turned, how wide."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from types import MappingProxyType

from lpsstats.render.align import by_column, indented
from lpsstats.render.layout import GAP, GOOD_LABEL, LEAST_LABEL, Grid, Measure, shrunk, stacks
from lpsstats.render.safe_text import safe_text
from lpsstats.render.strings import written
from lpsstats.tables.model import Layout, Table

# The type of a table in points. A unit of width is half as wide, about a small letter.
SIZE = 8.5
UNIT = SIZE / 2
# Rows whose label or prose takes more lines than this are better read on a turned page.
MOST_LINES = 3
# A table of so few columns is prose: turning the page would only make its lines long.
PROSE_COLUMNS = 3

# Widths of Arial, which Liberation Sans and Helvetica share, in thousandths of the type's size.
_WIDTHS = MappingProxyType(
    {
        character: width
        for characters, width in (
            ("'ijl", 222),
            (" \N{NO-BREAK SPACE},.:;/\\!|ftI[]", 278),
            ('()-r`"*·', 333),
            ("cksvxyzJ", 500),
            ("+<>=~^−×±≤≥", 584),
            ("FTZ", 611),
            ("ABEKPSVXY&", 667),
            ("wCDHNRU", 722),
            ("GOQ", 778),
            ("mM", 833),
            ("W%@", 1000),
            ("▲▼◆≈", 1000),
        )
        for character in characters
    }
)
_LATIN, _OTHER, _BROAD = 556, 680, 1000
# How much wider other fonts are; one that is not known is taken to be wide.
_FONTS = MappingProxyType(
    {
        **dict.fromkeys(("Arial", "Helvetica", "Liberation Sans", "Cambria", "Caladea"), 1.0),
        **dict.fromkeys(("Calibri", "Carlito", "Arial Narrow"), 0.93),
        **dict.fromkeys(("Times New Roman", "Liberation Serif", "Times"), 0.95),
    }
)
_UNKNOWN = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A table laid out for a page.

    Attributes
    ----------
    grid : Grid
        Its strings, and the widths of its columns in units.
    turned : bool
        Whether it needs a page turned to landscape.
    """

    grid: Grid
    turned: bool


def measure_in(font: str | None) -> Measure:
    """Give the measure of texts in a font.

    Parameters
    ----------
    font : str or None
        Its name; `None` where it is not known.

    Returns
    -------
    callable
        From a text to its width in units, rounded up.
    """
    return partial(_width, _FONTS.get(font or "", _UNKNOWN))


def placed(table: Table, upright: float, turned: float, measure: Measure) -> Placed:
    """Find the richest of the printed layouts that fits, if need be on a turned page.

    `STANDARD` upright or turned, for a table that is handed in says how many respondents it rests
    on and how large an effect is, and its notes explain those columns; then `NARROW` upright or
    turned; then `NARROW` and `TINY` turned, with labels on as many lines as it takes. If not even
    that fits, words longer than their column are left to be broken, so that no number is.

    Parameters
    ----------
    table : Table
        What to lay out.
    upright, turned : float
        The width of the text in points, on a page as it is and on one turned to landscape.
    measure : callable
        The width of a string in units.

    Returns
    -------
    Placed
    """
    for grid, width in _tries(table, upright, turned, measure):
        if grid is not None:
            return Placed(grid=grid, turned=width > upright)
    smallest = _natural(table, Layout.TINY, measure)
    return Placed(grid=_squeezed(smallest, _units(turned)), turned=turned > upright)


def _tries(
    table: Table, upright: float, turned: float, measure: Measure
) -> Iterator[tuple[Grid | None, float]]:
    for layout in (Layout.STANDARD, Layout.NARROW):
        whole = _natural(table, layout, measure)
        for width in (upright, turned):
            grid = shrunk(whole, _units(width), GOOD_LABEL, measure)
            yield (grid if grid is not None and _is_read_well(grid, measure) else None), width
    for layout in (Layout.NARROW, Layout.TINY):
        whole = _natural(table, layout, measure)
        yield shrunk(whole, _units(turned), LEAST_LABEL, measure), turned


def _units(width: float) -> int:
    """Give the room for text in units, without the padding at the edges of the outer cells."""
    return int(width / UNIT) - GAP


def _natural(table: Table, layout: Layout, measure: Measure) -> Grid:
    """Give each column the width of its widest cell; headings may wrap at their blanks."""
    cells = indented(written(table.cells(layout), partial(safe_text, sink="docx")))
    widths = tuple(
        max(map(measure, [*heading.split(" "), *texts]))
        for _, (heading, *texts) in by_column(cells)
    )
    return Grid(cells=cells, widths=widths)


def _is_read_well(grid: Grid, measure: Measure) -> bool:
    if len(grid.widths) <= PROSE_COLUMNS:
        return True
    rows = list(grid.cells.rows())
    tall = sum(max(map(len, stacks(row, grid, measure))) > MOST_LINES for row in rows)
    return 2 * tall <= len(rows)


def _squeezed(grid: Grid, room: int) -> Grid:
    """Narrow columns of text below their longest word, the widest first, as far as it takes."""
    widths = list(grid.widths)
    texts = [place for place, c in enumerate(grid.cells.columns) if c.align == "left"]
    over = sum(widths) + GAP * (len(widths) - 1) - room
    while over > 0 and texts and max(widths[place] for place in texts) > LEAST_LABEL:
        widths[max(texts, key=widths.__getitem__)] -= 1
        over -= 1
    return replace(grid, widths=tuple(widths))


def _width(factor: float, text: str) -> int:
    """Give the width of a text in units, which are half as wide as the type is high."""
    return ceil(sum(map(_thousandths, text)) * factor / 500)


def _thousandths(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _BROAD
    return _LATIN if character < "\u0250" else _OTHER
