"""Long tables cut into what a printed page has the height for, groups whole where they can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lpsstats.render.layout import Grid, stacks

Row = Sequence[Sequence[str]]

# Lines on a page beside caption and rules, in the larger size of type and the smaller.
LINES_LARGER, LINES = 40, 46
_NOTE_LINE = 95  # characters in a line of notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that stay together.

    Attributes
    ----------
    heading : str, optional
        What stands above them.
    rows : tuple of rows
        The lines of every cell.
    """

    heading: str | None
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """How many lines it takes, with the space before it."""
        heading = 0.5 if self.heading is None else 1.5
        return heading + sum(max(map(len, row)) for row in self.rows)


def blocks(grid: Grid) -> Iterator[Block]:
    """Give the groups of a table; one longer than a page comes in several blocks."""
    for heading, rows in grid.cells.groups:
        run: list[Row] = []
        for row in (stacks(cells, grid, len) for cells in rows):
            if Block(heading=heading, rows=(*run, row)).height > LINES_LARGER and run:
                yield Block(heading=heading, rows=tuple(run))
                run = []
            run.append(row)
        yield Block(heading=heading, rows=tuple(run))


def packed(all_blocks: Iterator[Block], notes: Sequence[str], *, larger: bool) -> list[list[Block]]:
    """Fill pages with blocks; the last has room for the notes, if need be without any block."""
    most = LINES_LARGER if larger else LINES
    pages: list[list[Block]] = [[]]
    room = float(most)
    for block in all_blocks:
        if block.height > room and pages[-1]:
            pages.append([])
            room = most
        pages[-1].append(block)
        room -= block.height
    beneath = sum(map(len, notes)) / _NOTE_LINE
    if beneath > room and pages[-1] and beneath <= most:
        pages.append([])
    return pages
