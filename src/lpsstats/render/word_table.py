"""A table as Word draws it after the APA's rules: three rules, no vertical line, notes beneath."""

from collections.abc import Iterator
from types import MappingProxyType

from lpsstats.render.align import INDENT
from lpsstats.render.layout import GAP, Grid
from lpsstats.render.word_room import SIZE, UNIT, Placed
from lpsstats.render.word_xml import attribute, paragraph, prose, run, shown
from lpsstats.tables.model import Column, Table
from lpsstats.tables.rounding import Cell

# Twentieths of a point, in which Word counts.
_TWIPS = round(20 * UNIT)
_INSET = GAP * _TWIPS // 2
# As wide as the blanks that `indented` measures.
_INDENT = 95
# Tables and groups of no more rows are kept on one page.
_SHORT = 12
# As on a web page; dark enough on white for small type (at least 6.9:1), and words and marks say
# the same.
_COLOURS = MappingProxyType({"good": "00558C", "bad": "9B3A00", "muted": "595959"})
_MARKS = "▲▼◆≈"
_BLANK = "\N{NO-BREAK SPACE}"
_RULE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="000000"/>'
_OUTER, _INNER = 8, 4


def grid_xml(table: Table, placed: Placed, style: str) -> str:
    """Draw the grid of a table that has rows.

    Parameters
    ----------
    table : Table
        For its title and its notes.
    placed : Placed
        What stands in it and how wide its columns are.
    style : str
        The identifier of the style of its cells.

    Returns
    -------
    str
        A `w:tbl`. The row of headings is repeated on every page and no row is split.
    """
    grid = placed.grid
    widths = [_TWIPS * (width + GAP) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(grid, widths, style, noted=bool(table.notes)))
    head = f"{_properties(table, grid, widths)}<w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl>{head}{rows}</w:tbl>"


def _properties(table: Table, grid: Grid, widths: list[int]) -> str:
    rules = _RULE.format("top", _OUTER) + _RULE.format("bottom", _OUTER)
    insets = "".join(f'<w:{side} w:w="{_INSET}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{insets}</w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.title)}/>"
        f"<w:tblDescription w:val={attribute(_described(grid))}/></w:tblPr>"
    )


def _described(grid: Grid) -> str:
    """Say what a table holds, for those who hear it before they enter it."""
    count = sum(1 for _ in grid.cells.rows())
    groups = [heading for heading, _ in grid.cells.groups if heading is not None]
    parted = f" in {len(groups)} groups" if len(groups) > 1 else ""
    headings = ", ".join(column.heading for column in grid.cells.columns)
    return f"{count} row{'s' * (count != 1)}{parted}; columns: {headings}."


def _rows(grid: Grid, widths: list[int], style: str, *, noted: bool) -> Iterator[str]:
    """Give the row of headings, then each group under its own; short runs stay together."""
    columns = grid.cells.columns
    yield _heading_row(columns, widths, style)
    runs = grid.cells.groups
    short = sum(len(rows) + (heading is not None) for heading, rows in runs) <= _SHORT
    for place, (heading, rows) in enumerate(runs):
        final = place == len(runs) - 1
        if heading is not None:
            yield _group_row(heading, widths, style, first=not place)
        for number, row in enumerate(rows, start=1):
            is_last = number == len(rows)
            kept = short or (not is_last and (len(rows) <= _SHORT or number >= len(rows) - 1))
            if final and is_last:
                kept = noted
            yield _row(row, columns, widths, style, grouped=heading is not None, kept=kept)


def _heading_row(columns: tuple[Column, ...], widths: list[int], style: str) -> str:
    rule = f"<w:tcBorders>{_RULE.format('bottom', _INNER)}</w:tcBorders>"
    cells = "".join(
        _cell(
            width,
            paragraph(style, prose(c.heading, size=SIZE), with_next=True, align=_align(c)),
            f'{rule}<w:vAlign w:val="bottom"/>',
        )
        for c, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group_row(heading: str, widths: list[int], style: str, *, first: bool) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' * (len(widths) > 1)
    text = run(shown(heading), bold=True, size=SIZE)
    inside = paragraph(style, text, with_next=True, before=40 if first else 110)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(sum(widths), inside, span)}</w:tr>"


def _row(
    row: tuple[Cell, ...],
    columns: tuple[Column, ...],
    widths: list[int],
    style: str,
    *,
    grouped: bool,
    kept: bool,
) -> str:
    cells = "".join(
        _cell(
            width,
            paragraph(
                style,
                _said(cell, column, indented=grouped and not place),
                with_next=kept,
                indent=_INDENT if grouped and not place else 0,
                align=_align(column),
            ),
        )
        for place, (cell, column, width) in enumerate(zip(row, columns, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, inside: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def _said(cell: Cell, column: Column, *, indented: bool) -> str:
    """Give a cell's text; numbers and intervals are never broken, nor a mark left alone."""
    text = shown(cell.text[INDENT:] if indented else cell.text)
    if not column.wraps:
        text = text.replace(" ", _BLANK)
    elif text[:1] in _MARKS:
        text = text.replace(" ", _BLANK, 1)
    return run(text, colour=_COLOURS.get(cell.tone, ""), size=SIZE)


def _align(column: Column) -> str:
    return "right" if column.align == "right" else ""
