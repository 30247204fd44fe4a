"""How the lines of a chart look: colour, shape and dash, so that each is known by all three."""

from dataclasses import dataclass

from lpsstats.figures.scene import INK, PAPER, Circle, Polygon, Shape

# Okabe & Ito (2008) without the yellow, which is lost on paper; black is for all together.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
DASHES: tuple[tuple[float, ...], ...] = ((), (7.0, 3.0), (2.0, 2.5), (9.0, 3.0, 2.0, 3.0))
SIZE = 4.6
# Corners in parts of the size, y downwards; a disc and a square have none.
SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    ((0.0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
    ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    ((0.0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
)
STRONG, USUAL, RIM = 3.0, 1.8, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of a line and of its points.

    Attributes
    ----------
    colour : str
        Of both.
    dash : tuple of float
        Lengths drawn and left out; none for a solid line.
    shape : int
        Which of `SHAPES` stands at its points.
    filled : bool
        Whether they are filled.
    width : float
        Of the line.
    """

    colour: str
    dash: tuple[float, ...]
    shape: int
    filled: bool
    width: float


def look(style: int, *, strong: bool = False) -> Look:
    """Give the look that goes with a number; that of all together is black, wide and solid."""
    if strong:
        return Look(colour=INK, dash=(), shape=0, filled=True, width=STRONG)
    return Look(
        colour=COLOURS[style % len(COLOURS)],
        dash=DASHES[style % len(DASHES)],
        shape=style % len(SHAPES),
        filled=style // len(SHAPES) % 2 == 0,
        width=USUAL,
    )


def point(seen: Look, x: float, y: float) -> Shape:
    """Draw the point of a line in the middle of a place."""
    fill, rim = (seen.colour, None) if seen.filled else (PAPER, seen.colour)
    if not SHAPES[seen.shape]:
        return Circle(x=x, y=y, radius=SIZE, fill=fill, stroke=rim, width=RIM)
    corners = tuple((x + SIZE * dx, y + SIZE * dy) for dx, dy in SHAPES[seen.shape])
    return Polygon(points=corners, fill=fill, stroke=rim, width=RIM)
