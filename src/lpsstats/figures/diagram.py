"""A diagram as a scene: nodes on a circle, lines with their numbers inside it."""

from collections.abc import Iterator

from lpsstats.figures.box import Box
from lpsstats.figures.diagram_layout import LABEL, LINE_HEIGHT, MARK, Drawing, Place, lay_out
from lpsstats.figures.diagram_numbers import NUMBER, Line, number_box
from lpsstats.figures.scene import (
    BLUE,
    INK,
    PAPER,
    VERMILION,
    Area,
    Circle,
    Polygon,
    Scene,
    Shape,
    Stroke,
    Text,
)
from lpsstats.figures.words import (
    NOTE_HEIGHT,
    TITLE_HEIGHT,
    note_lines,
    note_texts,
    title_lines,
    title_texts,
)
from lpsstats.tables.diagram import Diagram, Edge

MARGIN, NARROWEST = 16.0, 460.0
THINNEST, THICKEST = 1.5, 7.0
DASHES = (9.0, 6.0)
ARROW, HALF_ARROW = 13.0, 6.5


def diagram_scene(diagram: Diagram, *, bare: bool = False) -> Scene:
    """Place a diagram with its title above and its sentences below.

    Parameters
    ----------
    diagram : Diagram
        Any number of nodes and lines; its texts already harmless.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.
    """
    drawing = lay_out(diagram)
    ends = drawing.ends
    width = max(ends.width, NARROWEST)
    left = (ends.left + ends.right - width) / 2
    title = () if bare else title_lines(diagram.title, width)
    notes = [] if bare else note_lines(diagram.sentences, width)
    top = ends.top - MARGIN - TITLE_HEIGHT * len(title)
    bottom = ends.bottom + MARGIN + NOTE_HEIGHT * len(notes)
    return Scene(
        title=diagram.title,
        alternative=diagram.alternative,
        paper=Box(left=left, top=top, right=left + width, bottom=bottom).grown(MARGIN),
        shapes=(
            *title_texts(title, left, top),
            *_shapes(diagram, drawing),
            *note_texts(notes, left, ends.bottom + MARGIN),
        ),
    )


def _shapes(diagram: Diagram, drawing: Drawing) -> Iterator[Shape]:
    """Draw lines first, numbers over them, nodes and labels last."""
    edges = list(zip(diagram.edges, drawing.lines, drawing.numbers, strict=True))
    most = max((abs(edge.value) for edge in diagram.edges), default=0.0)
    for edge, line, _ in edges:
        width = THINNEST + (THICKEST - THINNEST) * (abs(edge.value) / most if most else 0.0)
        yield from _line(edge, line, width)
    for edge, _, (x, y) in edges:
        # A rim in the line's colour says whose number it is where lines cross.
        rim = number_box(edge.text, x, y)
        yield Area(box=rim, fill=PAPER, stroke=_colour(edge), radius=4.0)
        yield Text(x=x, y=y, text=edge.text, size=NUMBER, anchor="middle")
    for place in drawing.places:
        yield from _node(place)


def _line(edge: Edge, line: Line, width: float) -> Iterator[Shape]:
    """Draw a line, with an arrow head where it has a direction."""
    colour = _colour(edge)
    x2, y2 = line.at(1 - ARROW / line.length) if edge.directed else (line.x2, line.y2)
    dash = DASHES if edge.value < 0 else ()
    yield Stroke(x1=line.x1, y1=line.y1, x2=x2, y2=y2, colour=colour, width=width, dash=dash)
    if edge.directed:
        yield Polygon(points=tuple(_head(line)), fill=colour)


def _colour(edge: Edge) -> str:
    return VERMILION if edge.value < 0 else BLUE


def _head(line: Line) -> Iterator[tuple[float, float]]:
    """Give the corners of an arrow head, its tip at the end of the line."""
    dx, dy = (line.x2 - line.x1) / line.length, (line.y2 - line.y1) / line.length
    yield line.x2, line.y2
    x, y = line.x2 - ARROW * dx, line.y2 - ARROW * dy
    yield x - HALF_ARROW * dy, y + HALF_ARROW * dx
    yield x + HALF_ARROW * dy, y - HALF_ARROW * dx


def _node(place: Place) -> Iterator[Shape]:
    yield Circle(x=place.x, y=place.y, radius=MARK, fill=INK)
    for number, line in enumerate(place.lines):
        y = place.label_y + LINE_HEIGHT * number
        yield Text(x=place.label_x, y=y, text=line, size=LABEL, anchor=place.anchor)
