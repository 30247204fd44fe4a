"""A chart of lines as a scene: steps to the right, values upwards, each line named at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

from lpsstats.figures.line_marks import look, point
from lpsstats.figures.scene import BOLD, GREY, PALE, Path, Scene, Shape, Stroke, Text
from lpsstats.figures.sheet import Block, Shapes, sheet, stacked
from lpsstats.figures.text import text_width, wrapped
from lpsstats.tables.figures.parts import Axis, LineChart, LinePanel, Series

LABEL, LINE, SMALL = 11.0, 13.5, 10.5
TITLE, TITLE_LINE = 13.0, 18.0
WIDTH, BETWEEN = 760.0, 24.0
FEW_STEPS = 6  # up to so many, two panels stand side by side
LABELS = 130.0  # the widest names at the ends of lines
PLOT, HEIGHT = 120.0, 170.0  # the least room for lines
RIM, LEADER, SIGN = 10.0, 14.0, 13.0
STEP_LABEL = 12.0  # from the lowest line to the middle of the names of steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a panel's values stand.

    Attributes
    ----------
    left, right, top, bottom : float
        The ends of what is drawn.
    steps : int
        How many steps there are.
    axis : Axis
        Upright.
    """

    left: float
    right: float
    top: float
    bottom: float
    steps: int
    axis: Axis

    def x(self, step: int) -> float:
        """Say where a step stands; a single one in the middle."""
        room = self.right - self.left - 2 * RIM
        return self.left + RIM + room * (step / (self.steps - 1) if self.steps > 1 else 0.5)

    def y(self, value: float) -> float:
        """Say at which height a value stands."""
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.bottom - part * (self.bottom - self.top)


def lines_scene(chart: LineChart, *, bare: bool = False) -> Scene:
    """Place a chart of lines.

    Parameters
    ----------
    chart : LineChart
        Its texts already harmless.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.
    """
    across = 2 if len(chart.panels) > 1 and len(chart.steps) <= FEW_STEPS else 1
    width = (WIDTH - BETWEEN * (across - 1)) / across
    rows = [chart.panels[at : at + across] for at in range(0, len(chart.panels), across)]
    blocks: list[Block] = [partial(_side_by_side, row, chart.steps, width) for row in rows]
    return sheet(chart, WIDTH, blocks, bare=bare)


def _side_by_side(
    panels: Sequence[LinePanel], steps: Sequence[str], width: float, top: float
) -> tuple[Shapes, float]:
    """Place panels beside each other, all as tall as the tallest."""
    title = max(len(wrapped(panel.title, width / BOLD, TITLE)) for panel in panels)
    start = top + TITLE_LINE * title
    names = [[_named(series) for series in panel.series] for panel in panels]
    tall = max(sum(LINE * len(lines) + 1 for lines in each) for each in names)
    bottom = start + max(HEIGHT, tall) + RIM
    shapes: list[Shape] = []
    ends = [bottom]
    for number, (panel, named) in enumerate(zip(panels, names, strict=True)):
        left = number * (width + BETWEEN)
        heading = wrapped(panel.title, width / BOLD, TITLE)
        shapes += stacked(
            heading, left, top + TITLE_LINE / 2, size=TITLE, line=TITLE_LINE, bold=True
        )
        more, end = _panel(panel, named, steps, (left, left + width, start, bottom))
        shapes += more
        ends.append(end)
    return tuple(shapes), max(ends)


def _named(series: Series) -> tuple[str, ...]:
    return wrapped(series.label, LABELS / (BOLD if series.strong else 1.0), LABEL)


def _panel(
    panel: LinePanel,
    names: Sequence[Sequence[str]],
    steps: Sequence[str],
    room: tuple[float, float, float, float],
) -> tuple[Shapes, float]:
    """Place the axis, the steps, the lines and their names."""
    left, right, top, bottom = room
    numbers = max(text_width(text, SMALL) for _, text in panel.axis.ticks) + 6.0
    widest = max((text_width(line, LABEL) * BOLD for each in names for line in each), default=0.0)
    frame = Frame(
        left=left + numbers,
        right=right - widest - LEADER - SIGN,
        top=top + RIM,
        bottom=bottom,
        steps=len(steps),
        axis=panel.axis,
    )
    shapes = [*_grid(frame)]
    for series in panel.series:
        shapes += _line(series, frame)
    shapes += _names(panel.series, names, frame)
    more, end = _steps(steps, frame, (left, right))
    return (*shapes, *more), end


def _grid(frame: Frame) -> Iterator[Shape]:
    axis = frame.axis
    for value, text in axis.ticks:
        y = frame.y(value)
        yield Stroke(x1=frame.left, y1=y, x2=frame.right, y2=y, colour=PALE)
        yield Text(x=frame.left - 5.0, y=y, text=text, size=SMALL, anchor="end", colour=GREY)


def _line(series: Series, frame: Frame) -> Iterator[Shape]:
    """Draw a line through neighbouring steps that have a value, then the points."""
    seen = look(series.style, strong=series.strong)
    runs = groupby(enumerate(series.values), key=lambda each: each[1] is None)
    parts = [
        tuple((frame.x(step), frame.y(value)) for step, value in run if value is not None)
        for gap, run in runs
        if not gap
    ]
    for points in parts:
        if len(points) > 1:
            yield Path(points=points, colour=seen.colour, width=seen.width, dash=seen.dash)
    for x, y in chain.from_iterable(parts):
        yield point(seen, x, y)


def _names(
    series: Sequence[Series], names: Sequence[Sequence[str]], frame: Frame
) -> Iterator[Shape]:
    """Write each name beside the last value of its line, apart from the others."""
    ends = [
        max((step, value) for step, value in enumerate(each.values) if value is not None)
        for each in series
    ]
    wanted = [frame.y(value) for _, value in ends]
    heights = [LINE * max(len(lines), 1) + 1 for lines in names]
    middles = spread(wanted, heights, frame.top - RIM, frame.bottom)
    for each, lines, (step, _), y, middle in zip(series, names, ends, wanted, middles, strict=True):
        if not lines:
            continue
        seen = look(each.style, strong=each.strong)
        x = frame.right + LEADER
        start = frame.x(step) + 6.0
        yield Stroke(x1=start, y1=y, x2=x, y2=middle, colour=seen.colour)
        first = middle - LINE * (len(lines) - 1) / 2
        yield point(seen, x + SIGN / 2 - 2.0, middle)
        yield from stacked(lines, x + SIGN, first, size=LABEL, line=LINE, bold=each.strong)


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> tuple[float, ...]:
    """Move the middles of labels as little as makes them stand apart, between two ends.

    Parameters
    ----------
    wanted : sequence of float
        Where each middle would be.
    heights : sequence of float
        Of the labels; together no more than the room.
    top, bottom : float
        The ends of the room.

    Returns
    -------
    tuple of float
        In the order given.
    """
    order = sorted(range(len(wanted)), key=lambda each: (wanted[each], each))
    edges: dict[int, float] = {}
    edge = top
    for each in order:
        edges[each] = max(wanted[each] - heights[each] / 2, edge)
        edge = edges[each] + heights[each]
    edge = bottom
    for each in reversed(order):
        edges[each] = min(edges[each], edge - heights[each])
        edge = edges[each]
    return tuple(edges[each] + heights[each] / 2 for each in range(len(wanted)))


def _steps(
    steps: Sequence[str], frame: Frame, room: tuple[float, float]
) -> tuple[list[Shape], float]:
    """Write the names of the steps, and under them what the upright axis shows."""
    shapes: list[Shape] = [
        Stroke(x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom, colour=GREY)
    ]
    each = (frame.right - frame.left) / len(steps)
    every = 1 + int(max(_step_width(text) for text in steps) / max(each, 1.0))
    labels = [wrapped(text, each * every - 4.0, SMALL) for text in steps]
    tall = 0
    for step, lines in enumerate(labels):
        if step % every == 0:
            y = frame.bottom + STEP_LABEL
            shapes += stacked(
                lines, frame.x(step), y, size=SMALL, line=13.0, anchor="middle", colour=GREY
            )
            tall = max(tall, len(lines))
    y = frame.bottom + STEP_LABEL + 13.0 * tall
    axis = frame.axis
    parts = (f"↑ {axis.at_high}", f"↓ {axis.at_low}", axis.caption)
    said = wrapped(" · ".join(part for part in parts if part), room[1] - room[0], SMALL)
    shapes += stacked(said, room[0], y + 4.0, size=SMALL, line=13.0, colour=GREY)
    return shapes, y + 4.0 + 13.0 * len(said)


def _step_width(text: str) -> float:
    """Give the room that a step's name needs at least: its longest word."""
    return max((text_width(word, SMALL) for word in text.split()), default=0.0) + 6.0
