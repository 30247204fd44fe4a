"""Cells padded so that rows stand under their group and intervals under one another."""

from collections.abc import Sequence
from dataclasses import replace

from lpsstats.tables.model import Cells, Column
from lpsstats.tables.rounding import Cell

INDENT = 2


def by_column(cells: Cells) -> list[tuple[Column, list[str]]]:
    """Give each column with all that stands in it, its heading first."""
    rows = list(cells.rows())
    return [
        (column, [column.heading, *(row[place].text for row in rows)])
        for place, column in enumerate(cells.columns)
    ]


def indented(cells: Cells) -> Cells:
    """Set the rows under a group's heading in."""
    return replace(
        cells,
        groups=tuple(
            (heading, rows if heading is None else tuple(_set_in(row) for row in rows))
            for heading, rows in cells.groups
        ),
    )


def _set_in(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        Cell(" " * INDENT + cell.text, cell.tone) if place == 0 else cell
        for place, cell in enumerate(row)
    )


def aligned(cells: Cells) -> Cells:
    """Set the parts of intervals under one another in every column of numbers."""
    columns = [
        _parts_aligned(texts[1:]) if column.align == "right" else texts[1:]
        for column, texts in by_column(cells)
    ]
    rows = iter(zip(*columns, strict=True))
    return replace(
        cells,
        groups=tuple(
            (heading, tuple(_with_texts(row, next(rows)) for row in run))
            for heading, run in cells.groups
        ),
    )


def _with_texts(row: tuple[Cell, ...], texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text, cell.tone) for cell, text in zip(row, texts, strict=True))


def _parts_aligned(texts: Sequence[str]) -> list[str]:
    """Pad the parts between blanks to the width they have in the column.

    `0.00` has no sign, so `[0.00, +0.27]` is shorter than `[−0.43, +0.27]`. A lone dash, where a
    value is absent, is left to stand at the right.
    """
    split = [text.split() for text in texts]
    most = max(map(len, split), default=0)
    widths = [max(len(parts[k]) for parts in split if len(parts) > k) for k in range(most)]
    return [
        " ".join(part.rjust(width) for part, width in zip(parts, widths, strict=False)).ljust(
            sum(widths) + most - 1 if any(map(str.isdigit, text)) else 0
        )
        for text, parts in zip(texts, split, strict=True)
    ]
