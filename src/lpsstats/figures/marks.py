"""The marks of charts as shapes: one place for what each looks like."""

from collections.abc import Mapping
from types import MappingProxyType

from lpsstats.figures.scene import BLUE, GREY, INK, PAPER, VERMILION, Circle, Polygon
from lpsstats.tables.figures.parts import Mark

SIZE = 5.0  # from the middle of a mark to its edge
COLOURS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.OPEN: INK,
        Mark.PLAIN: GREY,
        Mark.BETTER: BLUE,
        Mark.WORSE: VERMILION,
        Mark.DIFFERENT: INK,
    }
)
# Corners in parts of the size, y downwards.
CORNERS: Mapping[Mark, tuple[tuple[float, float], ...]] = MappingProxyType(
    {
        Mark.BETTER: ((0.0, -1.2), (1.2, 0.9), (-1.2, 0.9)),
        Mark.WORSE: ((0.0, 1.2), (1.2, -0.9), (-1.2, -0.9)),
        Mark.DIFFERENT: ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    }
)


def mark_shape(mark: Mark, x: float, y: float) -> Circle | Polygon:
    """Draw a mark in the middle of a place."""
    colour = COLOURS[mark]
    if mark in CORNERS:
        points = tuple((x + SIZE * dx, y + SIZE * dy) for dx, dy in CORNERS[mark])
        return Polygon(points=points, fill=colour)
    if mark is Mark.OPEN:
        return Circle(x=x, y=y, radius=SIZE - 0.8, fill=PAPER, stroke=colour, width=1.6)
    return Circle(x=x, y=y, radius=SIZE, fill=colour)
