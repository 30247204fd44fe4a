"""A picture as shapes with places: all that an engine draws, whatever the picture shows.

Lengths are pixels of 1/96 inch; y counts downwards.
"""

from dataclasses import dataclass

from lpsstats.figures.box import Box
from lpsstats.figures.text import text_width

# Okabe & Ito (2008): apart for every kind of colour vision, and both dark in grey.
BLUE, VERMILION = "#0072B2", "#D55E00"
INK, PAPER, GREY, PALE = "#222222", "#ffffff", "#767676", "#d9d9d9"
BOLD = 1.12  # how much wider than plain letters
HALF_LETTER = 0.58  # from the middle of a line of text to its edges, in parts of its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line; `dash` are lengths drawn and left out, in turn."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = INK
    width: float = 1.0
    dash: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        """What it takes up."""
        half = self.width / 2
        return Box(
            left=min(self.x1, self.x2) - half,
            top=min(self.y1, self.y2) - half,
            right=max(self.x1, self.x2) + half,
            bottom=max(self.y1, self.y2) + half,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line through several points, at least two."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle; `radius` rounds its corners."""

    box: Box
    fill: str
    stroke: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A disc; open where it is filled with paper and has a rim."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str | None = None
    width: float = 1.0

    @property
    def box(self) -> Box:
        """What it takes up."""
        return Box(left=self.x, top=self.y, right=self.x, bottom=self.y).grown(
            self.radius + (self.width / 2 if self.stroke else 0.0)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A filled shape with straight sides."""

    points: tuple[tuple[float, float], ...]
    fill: str
    stroke: str | None = None
    width: float = 1.0

    @property
    def box(self) -> Box:
        """What it takes up."""
        xs, ys = zip(*self.points, strict=True)
        box = Box(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))
        return box.grown(self.width / 2 if self.stroke else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text.

    Attributes
    ----------
    x, y : float
        The anchor, and the middle of its height.
    text : str
        Already harmless.
    size : float
        Of the font.
    anchor : str
        `start`, `middle` or `end`: which part of it stands at x.
    bold : bool
        Whether it is set in bold.
    colour : str
        Of its letters.
    """

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    bold: bool = False
    colour: str = INK

    @property
    def box(self) -> Box:
        """What it takes up at most."""
        width = text_width(self.text, self.size) * (BOLD if self.bold else 1.0)
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        half = HALF_LETTER * self.size
        return Box(left=left, top=self.y - half, right=left + width, bottom=self.y + half)


Shape = Stroke | Path | Area | Circle | Polygon | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A whole picture.

    Attributes
    ----------
    title, alternative : str
        What it shows, and the same in words; both harmless.
    paper : Box
        Its edges.
    shapes : tuple of Shape
        From the back to the front.
    """

    title: str
    alternative: str
    paper: Box
    shapes: tuple[Shape, ...]
