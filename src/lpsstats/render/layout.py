"""How a table finds its room: which layout, how wide each column, which labels wrap.

Nothing here can cut: a column is never narrower than its widest number or its longest word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lpsstats.render.align import aligned, by_column, indented
from lpsstats.render.strings import Write, written
from lpsstats.tables.model import Cells, Layout, Table
from lpsstats.tables.rounding import Cell

Measure = Callable[[str], int]

GAP = 2
# A first column this wide still reads well, so wrapping to it is better than losing columns; the
# lesser width is for other columns of text, and for the layout that has nothing left to lose.
GOOD_LABEL = 18
LEAST_LABEL = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Strings with the width of every column.

    Attributes
    ----------
    cells : Cells
        Headings and cells, ready to be placed.
    widths : tuple of int
        Of each column, in columns of the terminal.
    """

    cells: Cells
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """The width of the whole table."""
        return sum(self.widths) + GAP * (len(self.widths) - 1)


def fit(
    table: Table, room: int | None, write: Write, measure: Measure, *, spare: bool = False
) -> Grid:
    """Take the richest layout that fits, and wrap long labels where that makes it fit.

    From `WIDE` down, the first layout is taken that fits as it is or with wrapping columns made
    narrower: the first column to no less than `GOOD_LABEL`, others to `LEAST_LABEL`, while most
    rows keep their label to two lines and all else to one. If none does, `NARROW` wraps as far as
    that allows whatever the lines; if that does not fit, `TINY` wraps as much as
    it must, its first column down to `LEAST_LABEL`; if that is still too wide, `TINY` is given in
    full and passes the edge, for a cut number is a wrong number.

    Parameters
    ----------
    table : Table
        What to lay out.
    room : int or None
        Columns of the terminal; `None` takes `WIDE`.
    write : callable
        Makes a string fit to be shown; applied before anything is measured.
    measure : callable
        The columns that a string takes on the terminal.
    spare : bool
        Whether columns that need not be there are added where everything else stands in full.

    Returns
    -------
    Grid
    """
    if room is None:
        return natural(table, Layout.WIDE, write, measure)
    for layout in sorted(Layout, reverse=True):
        if spare:
            full = natural(table, layout, write, measure, spare=True)
            if full.width <= room:
                return full
        grid = shrunk(natural(table, layout, write, measure), room, GOOD_LABEL, measure)
        if grid is not None and _is_modest(grid, measure):
            return grid
    # Long labels on many lines are read more easily than a verdict without its interval and p.
    narrow = shrunk(natural(table, Layout.NARROW, write, measure), room, GOOD_LABEL, measure)
    if narrow is not None:
        return narrow
    smallest = natural(table, Layout.TINY, write, measure)
    return shrunk(smallest, room, LEAST_LABEL, measure) or smallest


def natural(
    table: Table, layout: Layout, write: Write, measure: Measure, *, spare: bool = False
) -> Grid:
    """Lay a table out with every cell on one line."""
    cells = indented(aligned(written(table.cells(layout, spare=spare), write)))
    widths = tuple(max(map(measure, texts)) for _, texts in by_column(cells))
    return Grid(cells=cells, widths=widths)


def shrunk(grid: Grid, room: int, floor: int, measure: Measure) -> Grid | None:
    """Narrow the wrapping columns, the widest first, until the table fits; `None` if it cannot.

    `floor` is the least width of the first column.
    """
    floors = [
        min(width, max(LEAST_LABEL if place else floor, _longest_word(texts, measure)))
        if column.wraps
        else width
        for place, ((column, texts), width) in enumerate(
            zip(by_column(grid.cells), grid.widths, strict=True)
        )
    ]
    widths = list(grid.widths)
    while sum(widths) + GAP * (len(widths) - 1) > room:
        free = [place for place, width in enumerate(widths) if width > floors[place]]
        if not free:
            return None
        widths[max(free, key=widths.__getitem__)] -= 1
    return _tightened(replace(grid, widths=tuple(widths)), measure)


def _tightened(grid: Grid, measure: Measure) -> Grid:
    """Give back the room that the breaking of labels left at the ends of their lines."""
    widths = tuple(
        max(measure(line) for text in texts for line in wrapped(text, width, measure))
        if column.wraps
        else width
        for (column, texts), width in zip(by_column(grid.cells), grid.widths, strict=True)
    )
    return replace(grid, widths=widths)


def stacks(row: tuple[Cell, ...], grid: Grid, measure: Measure) -> list[list[str]]:
    """Give the lines of every cell of a row: one, but for the labels that are wrapped."""
    return [
        wrapped(cell.text, width, measure) if column.wraps else [cell.text]
        for cell, column, width in zip(row, grid.cells.columns, grid.widths, strict=True)
    ]


def wrapped(text: str, width: int, measure: Measure, hang: str = "") -> list[str]:
    """Break a text at its blanks; a word wider than the width stands whole on its own line.

    Parameters
    ----------
    text : str
        Its leading blanks begin every line.
    width : int
        The room.
    measure : callable
        The columns that a string takes.
    hang : str
        What begins every line but the first, after the leading blanks.

    Returns
    -------
    list of str
        At least one line.
    """
    if measure(text) <= width:
        return [text]
    indent = " " * (len(text) - len(text.lstrip(" ")))
    first, *words = [word for word in text.split(" ") if word] or [""]
    lines = [indent + first]
    for word in words:
        longer = f"{lines[-1]} {word}"
        if measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(indent + hang + word)
    return lines


def _longest_word(texts: Sequence[str], measure: Measure) -> int:
    """Give the width of the longest word, with the indent that it stands behind."""
    return max(
        len(text) - len(text.lstrip(" ")) + max(map(measure, text.split(" "))) for text in texts
    )


def _is_modest(grid: Grid, measure: Measure) -> bool:
    """Say whether most rows are easily read: a label on two lines at most, all else on one."""
    rows = list(grid.cells.rows())
    tall = sum(_is_tall([len(lines) for lines in stacks(row, grid, measure)]) for row in rows)
    return 2 * tall <= len(rows)


def _is_tall(heights: Sequence[int]) -> bool:
    label, *others = heights
    return label > 2 or max(others, default=1) > 1
