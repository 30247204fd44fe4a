"""A chart of rows as a scene: labels, marks over an axis, texts at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from lpsstats.figures.box import Box
from lpsstats.figures.marks import COLOURS, mark_shape
from lpsstats.figures.scene import BOLD, GREY, INK, PALE, Area, Scene, Shape, Stroke, Text
from lpsstats.figures.sheet import Block, Shapes, legend, sheet, stacked
from lpsstats.figures.text import text_width, wrapped
from lpsstats.tables.figures.parts import Axis, Mark, Row, RowChart, RowPanel

LABEL, LINE, SMALL = 12.0, 15.0, 10.5
TITLE, TITLE_LINE = 13.0, 18.0
LEAST_LABELS, LABELS = 110.0, 220.0  # the narrowest and the widest column of labels
PLOT, WIDTH = 260.0, 760.0  # the least width of the axis, and the usual one of it all
COLUMN_GAP, ROW_RIM = 16.0, 7.0
BAR, BAR_FILL = 9.0, "#c9c9c9"
AXIS_HEIGHT, CAPTION_LINE = 32.0, 13.0
CAPTION_RIM = 12.0  # the first number of the axis stands around its left end
PANEL_GAP = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where things stand from left to right.

    Attributes
    ----------
    labels : float
        The width of the labels.
    left, right : float
        The ends of the axis.
    texts : tuple of float
        Where each text at the right begins.
    width : float
        Of it all.
    """

    labels: float
    left: float
    right: float
    texts: tuple[float, ...]
    width: float

    def x(self, axis: Axis, value: float) -> float:
        """Say where a value stands."""
        part = (value - axis.low) / (axis.high - axis.low)
        return self.left + part * (self.right - self.left)


def rows_scene(chart: RowChart, *, bare: bool = False) -> Scene:
    """Place a chart of rows.

    Parameters
    ----------
    chart : RowChart
        Its texts already harmless.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.
    """
    columns = _columns(chart)
    signs = [
        (lambda x, y, mark=mark: (mark_shape(mark, x, y),), words) for mark, words in chart.legend
    ]
    blocks: list[Block] = [legend(signs, columns.width)] if signs else []
    blocks.append(partial(_headings, chart, columns))
    blocks += [partial(_panel, panel, columns) for panel in chart.panels]
    return sheet(chart, columns.width, blocks, bare=bare)


def _columns(chart: RowChart) -> Columns:
    """Give labels and texts the room they need, and the axis what is left."""
    rows = [row for panel in chart.panels for row in panel.rows]
    widest = max((text_width(row.label, LABEL) * BOLD for row in rows), default=0.0)
    labels = min(max(widest, LEAST_LABELS), LABELS)
    widths = [
        max([text_width(heading, SMALL) * BOLD, *(text_width(row.texts[k], LABEL) for row in rows)])
        for k, heading in enumerate(chart.headings)
    ]
    beside = labels + COLUMN_GAP + sum(width + COLUMN_GAP for width in widths)
    width = max(WIDTH, beside + PLOT)
    right = width - sum(width + COLUMN_GAP for width in widths)
    starts = accumulate((each + COLUMN_GAP for each in widths[:-1]), initial=right + COLUMN_GAP)
    return Columns(
        labels=labels,
        left=labels + COLUMN_GAP,
        right=right,
        texts=tuple(starts) if widths else (),
        width=width,
    )


def _headings(chart: RowChart, columns: Columns, top: float) -> tuple[Shapes, float]:
    y = top + LINE / 2
    return tuple(
        Text(x=x, y=y, text=heading, size=SMALL, bold=True)
        for x, heading in zip(columns.texts, chart.headings, strict=True)
    ), top + LINE - PANEL_GAP


def _panel(panel: RowPanel, columns: Columns, top: float) -> tuple[Shapes, float]:
    """Place a title, its rows over lines that run down to the axis, and the axis."""
    title = wrapped(panel.title, columns.width / BOLD, TITLE)
    shapes: list[Shape] = [
        *stacked(title, 0.0, top + TITLE_LINE / 2, size=TITLE, line=TITLE_LINE, bold=True)
    ]
    top += TITLE_LINE * len(title)
    labels = [wrapped(row.label, columns.labels / BOLD, LABEL) for row in panel.rows]
    heights = [LINE * max(len(lines), 1) + ROW_RIM for lines in labels]
    bottom = top + sum(heights)
    shapes += _grid(panel.axis, columns, top, bottom)
    for row, lines, start, height in zip(
        panel.rows, labels, accumulate(heights[:-1], initial=top), heights, strict=True
    ):
        shapes += _row(row, lines, panel.axis, columns, start + height / 2)
    caption = wrapped(panel.axis.caption, columns.labels - CAPTION_RIM, SMALL)
    shapes += _axis(panel.axis, caption, columns, bottom)
    return tuple(shapes), bottom + max(AXIS_HEIGHT, CAPTION_LINE * len(caption) + 4.0)


def _grid(axis: Axis, columns: Columns, top: float, bottom: float) -> Iterator[Shape]:
    for value, _ in axis.ticks:
        x = columns.x(axis, value)
        yield Stroke(x1=x, y1=top, x2=x, y2=bottom, colour=PALE)
    if axis.line is not None:
        x = columns.x(axis, axis.line)
        yield Stroke(x1=x, y1=top, x2=x, y2=bottom, colour=INK, dash=(4.0, 3.0))


def _row(row: Row, lines: Sequence[str], axis: Axis, columns: Columns, y: float) -> Iterator[Shape]:
    """Place a row around the height `y`: bar, line, marks, label and texts."""
    first = y - LINE * (len(lines) - 1) / 2
    yield from stacked(lines, 0.0, first, size=LABEL, line=LINE, bold=row.strong)
    if row.low is not None and row.high is not None:
        left, right = columns.x(axis, row.low), columns.x(axis, row.high)
        bar = Box(left=left, top=y - BAR / 2, right=right, bottom=y + BAR / 2)
        yield Area(box=bar, fill=BAR_FILL)
    x = columns.x(axis, row.value)
    if row.before is not None:
        start = columns.x(axis, row.before)
        yield Stroke(x1=start, y1=y, x2=x, y2=y, colour=COLOURS[row.mark], width=2.0)
        yield mark_shape(Mark.OPEN, start, y)
    yield mark_shape(row.mark, x, y)
    for at, text in zip(columns.texts, row.texts, strict=True):
        yield Text(x=at, y=y, text=text, size=LABEL)


def _axis(axis: Axis, caption: Sequence[str], columns: Columns, top: float) -> Iterator[Shape]:
    """Place the line, its numbers, what its ends mean, and which part of the range it is."""
    yield Stroke(x1=columns.left, y1=top, x2=columns.right, y2=top, colour=GREY)
    y = top + 9.0
    for value, text in axis.ticks:
        x = columns.x(axis, value)
        yield Text(x=x, y=y, text=text, size=SMALL, anchor="middle", colour=GREY)
    ends = (
        (columns.left, f"← {axis.at_low}", "start"),
        (columns.right, f"{axis.at_high} →", "end"),
    )
    for x, text, anchor in ends:
        if text.strip("← →"):
            yield Text(x=x, y=y + 14.0, text=text, size=SMALL, anchor=anchor, colour=GREY)
    yield from stacked(caption, 0.0, y, size=SMALL, line=CAPTION_LINE, colour=GREY)
