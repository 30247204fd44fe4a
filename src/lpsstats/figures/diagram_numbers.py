"""Where the numbers of lines stand: each on its own line, and on no other number."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from lpsstats.figures.box import Box
from lpsstats.figures.text import text_width

NUMBER = 12.5  # the size of the font
HALF_HEIGHT = 8.5
MARGIN = 3.0
CLEAR = 5.0  # between a number and anything else
NEAR = 15.0  # a line that passes closer than this to a number might be taken for its own
# Where on the line, from its start: the middle first.
PARTS = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78, 0.17, 0.83)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line and the text of the number on it."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str

    @property
    def length(self) -> float:
        """From one end to the other."""
        return hypot(self.x2 - self.x1, self.y2 - self.y1)

    def at(self, part: float) -> tuple[float, float]:
        """Give the point that is such a part of the way from the start."""
        return self.x1 + part * (self.x2 - self.x1), self.y1 + part * (self.y2 - self.y1)


def number_box(text: str, x: float, y: float) -> Box:
    """Give what a number takes up that stands in the middle of a place."""
    half = text_width(text, NUMBER) / 2 + MARGIN
    return Box(left=x - half, top=y - HALF_HEIGHT, right=x + half, bottom=y + HALF_HEIGHT)


def place_numbers(
    lines: Sequence[Line], taken: Sequence[Box]
) -> tuple[tuple[float, float], ...] | None:
    """Find a place for every number on its line.

    Parameters
    ----------
    lines : sequence of Line
        The lines with their texts.
    taken : sequence of Box
        Where nothing may stand.

    Returns
    -------
    tuple of (float, float), or None
        The middle of each number, in the order of the lines; `None` if not all have room.
    """
    found: dict[int, tuple[float, float]] = {}
    used, near = list(taken), _Near(lines)
    # Long lines have the most places to choose from: they come last.
    for number in sorted(range(len(lines)), key=lambda each: (lines[each].length, each)):
        place = _best(lines[number], used, near)
        if place is None:
            return None
        found[number] = place
        used.append(number_box(lines[number].text, *place))
    return tuple(found[number] for number in range(len(lines)))


class _Near:
    """How many lines pass close to a place; with hundreds of them it is asked a million times."""

    def __init__(self, lines: Sequence[Line]) -> None:
        ends = np.array([(line.x1, line.y1, line.x2, line.y2) for line in lines]).reshape(-1, 4)
        self.start, self.way = ends[:, :2], ends[:, 2:] - ends[:, :2]

    def __call__(self, x: float, y: float) -> int:
        """Count the lines, the place's own included."""
        to_place = np.array([x, y]) - self.start
        part = (to_place * self.way).sum(axis=1) / (self.way**2).sum(axis=1)
        off = to_place - part.clip(0.0, 1.0)[:, None] * self.way
        return int(((off**2).sum(axis=1) < NEAR**2).sum())


def _best(line: Line, used: Sequence[Box], near: _Near) -> tuple[float, float] | None:
    """Choose the free place on a line that the fewest other lines cross, near the middle."""
    best, fewest = None, 0
    for place in map(line.at, PARTS):
        box = number_box(line.text, *place).grown(CLEAR)
        if any(box.meets(other) for other in used):
            continue
        crossing = near(*place) - 1
        if best is None or crossing < fewest:
            best, fewest = place, crossing
        if crossing == 0:
            break
    return best
