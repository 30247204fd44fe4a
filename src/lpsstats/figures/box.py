"""Rectangles, to tell what meets what."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; y counts downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether two rectangles have anything in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Say whether another rectangle lies inside this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Width by height."""
        return self.width * self.height

    def grown(self, by: float) -> "Box":
        """Add a rim all round."""
        return Box(
            left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by
        )


def around(boxes: Iterable[Box]) -> Box:
    """Give the smallest rectangle around others; a point where there are none."""
    every = tuple(boxes)
    return Box(
        left=min((box.left for box in every), default=0.0),
        top=min((box.top for box in every), default=0.0),
        right=max((box.right for box in every), default=0.0),
        bottom=max((box.bottom for box in every), default=0.0),
    )
