"""Where the boxes, lines and numbers of a diagram stand: nothing lies on anything else.

Nodes stand on a circle, in two columns of equal steps downwards. Lines run inside it and labels
stand outside, each on its own height, so that no line crosses a label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, pi, sqrt

from lpsstats.figures.box import Box, around
from lpsstats.figures.diagram_numbers import CLEAR, Line, number_box, place_numbers
from lpsstats.figures.text import text_width, wrapped
from lpsstats.tables.diagram import Diagram

LABEL, LINE_HEIGHT = 14.0, 17.0
MARK = 7.0  # the radius of a node
AWAY = 12.0  # from a node's middle to its label
GAP = 14.0  # between labels
WIDTHS = (150.0, 210.0, 280.0)  # of labels; the first that needs no more than so many lines
MOST_LINES = 4
GROWTH = 1.15
MOST_COVERED = 0.3  # the part of the circle that numbers may take: few would find a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a node and its label stand; y counts downwards from the middle of the circle.

    Attributes
    ----------
    x, y : float
        The middle of the node.
    lines : tuple of str
        The label, wrapped.
    anchor : str
        `start`, `middle` or `end`: which part of each line stands at `label_x`.
    label_x, label_y : float
        Where the first line's middle height is.
    box : Box
        What the label takes up.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str
    label_x: float
    label_y: float
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A diagram with a place for everything.

    Attributes
    ----------
    places : tuple of Place
        Of the nodes, in their order.
    lines : tuple of Line
        Of the edges, in their order, from edge to edge of the nodes.
    numbers : tuple of (float, float)
        The middle of each edge's number.
    """

    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    numbers: tuple[tuple[float, float], ...]

    @property
    def ends(self) -> Box:
        """The smallest box around nodes, labels and numbers."""
        boxes = [place.box for place in self.places] + [mark(place) for place in self.places]
        for line, (x, y) in zip(self.lines, self.numbers, strict=True):
            boxes.append(number_box(line.text, x, y))
        return around(boxes)


def mark(place: Place) -> Box:
    """Give what a node takes up."""
    return Box(left=place.x - MARK, top=place.y - MARK, right=place.x + MARK, bottom=place.y + MARK)


def lay_out(diagram: Diagram) -> Drawing:
    """Find a place for every node, label, line and number.

    Parameters
    ----------
    diagram : Diagram
        Any number of nodes.

    Returns
    -------
    Drawing
        The circle is as small as it can be with labels apart from each other, and numbers too.
    """
    labels = _wrapped_labels([node.label for node in diagram.nodes])
    radius = _least_radius(labels, [edge.text for edge in diagram.edges])
    while True:
        places = tuple(_places(labels, radius))
        lines = tuple(_lines(diagram, places))
        taken = [place.box for place in places] + [mark(place) for place in places]
        numbers = place_numbers(lines, taken)
        if numbers is not None:
            return Drawing(places=places, lines=lines, numbers=numbers)
        radius *= GROWTH


def _wrapped_labels(labels: Sequence[str]) -> list[tuple[str, ...]]:
    """Wrap all labels to the least width in which none is a tall block."""
    for width in WIDTHS:
        found = [wrapped(label, width, LABEL) for label in labels]
        if max(map(len, found), default=0) <= MOST_LINES:
            break
    return found


def _least_radius(labels: Sequence[tuple[str, ...]], numbers: Sequence[str]) -> float:
    """Give each label its own height, and leave most of the circle free of numbers."""
    if not labels:
        return 0.0
    tallest = LINE_HEIGHT * max(map(len, labels)) + GAP
    covered = sum(number_box(text, 0.0, 0.0).grown(CLEAR).area for text in numbers)
    return max(
        110.0 + 8.0 * len(labels),
        tallest * _steps(len(labels)) / 2,
        sqrt(covered / (MOST_COVERED * pi)),
    )


def _steps(n: int) -> float:
    """Say how many steps downwards there are on the circle's height: of a column, and the top."""
    return n // 2 + 0.5 * (n % 2)


def _places(labels: Sequence[tuple[str, ...]], radius: float) -> Iterator[Place]:
    """Put nodes on the circle from the top clockwise; the first of an odd number is at the top."""
    n, column, top = len(labels), len(labels) // 2, len(labels) % 2
    if n == 1:
        radius = 0.0
    for number, lines in enumerate(labels):
        if top and number == 0:
            yield _place(lines, 0.0, -radius, "middle")
            continue
        right = number - top < column
        down = number - top if right else n - 1 - number
        y = radius * ((down + (1.0 if top else 0.5)) * 2 / _steps(n) - 1)
        x = (radius**2 - y**2) ** 0.5
        yield _place(lines, x if right else -x, y, "start" if right else "end")


def _place(lines: tuple[str, ...], x: float, y: float, anchor: str) -> Place:
    """Put a label outside the circle: above nodes of the upper part, below those of the lower."""
    width = max((text_width(line, LABEL) for line in lines), default=0.0)
    height = LINE_HEIGHT * len(lines)
    side = {"start": 1.0, "end": -1.0, "middle": 0.0}[anchor]
    label_x = x + side * AWAY
    left = label_x - width * (1 - side) / 2
    top = y - AWAY - height if anchor == "middle" else _label_top(y, x, height)
    return Place(
        x=x,
        y=y,
        lines=lines,
        anchor=anchor,
        label_x=label_x,
        label_y=top + LINE_HEIGHT / 2,
        box=Box(left=left, top=top, right=left + width, bottom=top + height),
    )


def _label_top(y: float, x: float, height: float) -> float:
    """Let the line nearest to the middle of the circle stand beside its node."""
    if abs(y) < 0.2 * hypot(x, y):
        return y - height / 2
    return y - height + LINE_HEIGHT / 2 if y < 0 else y - LINE_HEIGHT / 2


def _lines(diagram: Diagram, places: Sequence[Place]) -> Iterator[Line]:
    """Draw edges from the rim of one node to that of the other."""
    at = {node.key: place for node, place in zip(diagram.nodes, places, strict=True)}
    for edge in diagram.edges:
        one, other = at[edge.source], at[edge.target]
        length = hypot(other.x - one.x, other.y - one.y)
        dx, dy = MARK * (other.x - one.x) / length, MARK * (other.y - one.y) / length
        yield Line(x1=one.x + dx, y1=one.y + dy, x2=other.x - dx, y2=other.y - dy, text=edge.text)
