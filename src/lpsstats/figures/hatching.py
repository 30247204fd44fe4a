"""Hatching, for what is known only together: pale lines that rise across a box."""

from collections.abc import Iterator

from lpsstats.figures.box import Box
from lpsstats.figures.scene import GREY, PAPER, Area, Shape, Stroke

LINES = "#c8c8c8"
STEP = 5.0
_LEAST = 1.0  # what is narrower is a rim and nothing else


def hatched(box: Box) -> Iterator[Shape]:
    """Draw a box with a rim and hatching; words can be read on it.

    Parameters
    ----------
    box : Box
        Where it is.
    """
    yield Area(box=box, fill=PAPER)
    tall = box.bottom - box.top
    start = box.left - tall + STEP / 2
    while start < box.right:
        left, right = max(start, box.left), min(start + tall, box.right)
        if right - left > _LEAST:
            yield Stroke(
                x1=left,
                y1=box.bottom - (left - start),
                x2=right,
                y2=box.bottom - (right - start),
                colour=LINES,
            )
        start += STEP
    sides = ((box.left, box.right, box.top, box.top), (box.left, box.right, box.bottom, box.bottom))
    ends = ((box.left, box.left, box.top, box.bottom), (box.right, box.right, box.top, box.bottom))
    for x1, x2, y1, y2 in (*sides, *ends):
        yield Stroke(x1=x1, y1=y1, x2=x2, y2=y2, colour=GREY)
