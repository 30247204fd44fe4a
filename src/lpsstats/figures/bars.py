"""A chart of answers as a scene: bars that begin at a line, their parts named above them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from lpsstats.figures.box import Box
from lpsstats.figures.hatching import hatched
from lpsstats.figures.scene import BOLD, GREY, INK, PAPER, Area, Scene, Shape, Stroke, Text
from lpsstats.figures.shades import ink_on, ramp, shades
from lpsstats.figures.sheet import Block, Shapes, Sign, legend, sheet, stacked
from lpsstats.figures.text import text_width, wrapped
from lpsstats.tables.figures.parts import BarChart, BarPanel, BarPart, BarRow

LABEL, LINE, SMALL, INSIDE = 12.0, 15.0, 10.5, 10.0
TITLE, TITLE_LINE = 13.0, 18.0
WIDTH, LABELS, COLUMN_GAP = 760.0, 240.0, 12.0
BAR, ROW_RIM = 17.0, 8.0
ENDS_HEIGHT = 16.0
SWATCH = 5.0
APART, PANEL_GAP = 1.0, 10.0
TOGETHER = "withheld answers, together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where things stand from left to right.

    Attributes
    ----------
    labels : float
        The width of the labels.
    zero : float
        Where bars begin.
    left, right : float
        The ends of the longest bars.
    scale : float
        Of a percentage point.
    """

    labels: float
    zero: float
    left: float
    right: float
    scale: float


def bars_scene(chart: BarChart, *, bare: bool = False) -> Scene:
    """Place a chart of answers.

    Parameters
    ----------
    chart : BarChart
        Its texts already harmless.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.
    """
    columns = _columns([row for panel in chart.panels for row in panel.rows])
    blocks: list[Block] = []
    for panel in chart.panels:
        if panel.title:
            blocks.append(partial(_title, panel))
        blocks += [legend(list(_signs(panel)), WIDTH), partial(_panel, panel, columns)]
    return sheet(chart, WIDTH, blocks, bare=bare)


def _colours(panel: BarPanel) -> tuple[str, ...]:
    """Give two hues to answers of which one end is better, and one hue to others."""
    return (shades if panel.sided else ramp)(len(panel.answers))


def _signs(panel: BarPanel) -> Iterator[tuple[Sign, str]]:
    """Say which colour is which answer, and what hatching means where there is any."""
    for colour, answer in zip(_colours(panel), panel.answers, strict=True):
        yield partial(_swatch, colour), answer
    if any(part.together for row in panel.rows for part in row.parts):
        yield _hatched_swatch, TOGETHER


def _columns(rows: Sequence[BarRow]) -> Columns:
    """Give labels and numbers the room they need, and all bars one scale."""
    labels = min(max(text_width(row.label, LABEL) for row in rows), LABELS)
    numbers = max(text_width(f"n {row.n}", SMALL) for row in rows)
    most_left = max(_before(row) for row in rows)
    most_right = max(sum(part.share for part in row.parts) - _before(row) for row in rows)
    left, right = labels + COLUMN_GAP, WIDTH - numbers - COLUMN_GAP
    scale = (right - left) / ((most_left + most_right) or 1.0)
    return Columns(
        labels=labels, zero=left + most_left * scale, left=left, right=right, scale=scale
    )


def _before(row: BarRow) -> float:
    """Give the percentage left of the line: half of the middle answer with it.

    Of answers known only together that reach over the middle, as much as if they were equal.
    """
    middle = (row.parts[-1].last + 1) / 2
    return sum(part.share * _reached(part, middle) for part in row.parts)


def _reached(part: BarPart, middle: float) -> float:
    """Give how much of a segment lies before the middle, counted in answers."""
    return min(max((middle - part.first) / (part.last + 1 - part.first), 0.0), 1.0)


def _swatch(colour: str, x: float, y: float) -> Shapes:
    box = Box(left=x, top=y, right=x, bottom=y).grown(SWATCH)
    return (Area(box=box, fill=colour, stroke=GREY),)


def _hatched_swatch(x: float, y: float) -> Shapes:
    return tuple(hatched(Box(left=x, top=y, right=x, bottom=y).grown(SWATCH)))


def _title(panel: BarPanel, top: float) -> tuple[Shapes, float]:
    lines = wrapped(panel.title, WIDTH / BOLD, TITLE)
    shapes = stacked(lines, 0.0, top + TITLE_LINE / 2, size=TITLE, line=TITLE_LINE, bold=True)
    return tuple(shapes), top + TITLE_LINE * len(lines) - 6.0


def _panel(panel: BarPanel, columns: Columns, top: float) -> tuple[Shapes, float]:
    """Place what the ends mean, the rows, and the line at which they begin."""
    shapes: list[Shape] = []
    if panel.at_low or panel.at_high:
        y = top + ENDS_HEIGHT / 2 - 4.0
        shapes += [
            Text(x=columns.left, y=y, text=f"← {panel.at_low}", size=SMALL, colour=GREY),
            Text(
                x=columns.right,
                y=y,
                text=f"{panel.at_high} →",
                size=SMALL,
                anchor="end",
                colour=GREY,
            ),
        ]
        top += ENDS_HEIGHT - 4.0
    labels = [wrapped(row.label, columns.labels, LABEL) for row in panel.rows]
    heights = [max(LINE * len(lines), BAR) + ROW_RIM for lines in labels]
    bottom = top + sum(heights)
    shapes.append(Stroke(x1=columns.zero, y1=top, x2=columns.zero, y2=bottom, colour=INK))
    starts = accumulate(heights[:-1], initial=top)
    for row, lines, start, height in zip(panel.rows, labels, starts, heights, strict=True):
        shapes += _row(row, lines, columns, start + height / 2, _colours(panel))
    return tuple(shapes), bottom + PANEL_GAP


def _row(
    row: BarRow, lines: Sequence[str], columns: Columns, y: float, colours: Sequence[str]
) -> Iterator[Shape]:
    """Place a label, the parts of its bar with their numbers where there is room, and n."""
    first = y - LINE * (len(lines) - 1) / 2
    yield from stacked(lines, 0.0, first, size=LABEL, line=LINE)
    x = columns.zero - _before(row) * columns.scale
    for part in row.parts:
        end = x + part.share * columns.scale
        colour = PAPER if part.together else colours[part.first]
        if part.share > 0:
            box = Box(left=x, top=y - BAR / 2, right=max(end - APART, x), bottom=y + BAR / 2)
            yield from hatched(box) if part.together else (Area(box=box, fill=colour),)
        if text_width(part.text, INSIDE) + 3.0 <= end - x:
            middle, ink = (x + end) / 2, ink_on(colour)
            yield Text(x=middle, y=y, text=part.text, size=INSIDE, anchor="middle", colour=ink)
        x = end
    yield Text(x=WIDTH, y=y, text=f"n {row.n}", size=SMALL, anchor="end", colour=GREY)
