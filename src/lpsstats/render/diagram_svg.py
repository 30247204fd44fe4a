"""A diagram as SVG: no script, no link, no font to be fetched; the same bytes at every run."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from lpsstats.render.diagram_layout import LABEL, LINE_HEIGHT, MARK, Drawing, Place, drawn, lay_out
from lpsstats.render.diagram_numbers import NUMBER, Box, Line, number_box
from lpsstats.render.diagram_text import wrapped
from lpsstats.render.page import Page
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.tables.diagram import Diagram, Edge
from lpsstats.tables.document import Document

# Okabe & Ito (2008): apart for every kind of colour vision, and both dark in grey.
ABOVE, BELOW = "#0072B2", "#D55E00"
INK, PAPER = "#222222", "#ffffff"
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
TITLE, NOTE, NOTE_HEIGHT = 16.0, 11.5, 15.0
TITLE_HEIGHT, MARGIN, NARROWEST = 21.0, 16.0, 460.0
BOLD = 1.12  # how much wider than plain letters
THINNEST, THICKEST = 1.5, 7.0
DASHES = "9 6"
ARROW, HALF_ARROW = 13.0, 6.5


def render(document: Document, page: Page) -> str:
    """Draw the diagram of a document.

    Parameters
    ----------
    document : Document
        One with a diagram.
    page : Page
        Has no influence.

    Returns
    -------
    str
        SVG 1.1. Its title and description say in words what is drawn.

    Raises
    ------
    UsageError
        If the document has no diagram.
    """
    diagram = _clean(drawn(document))
    svg = _sheet(diagram, lay_out(diagram))
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _clean(diagram: Diagram) -> Diagram:
    """Make every text harmless in XML and keep it from turning what stands beside it."""
    return replace(
        diagram,
        title=_text(diagram.title),
        nodes=tuple(replace(node, label=_text(node.label)) for node in diagram.nodes),
        edges=tuple(replace(edge, text=_text(edge.text)) for edge in diagram.edges),
        notes=tuple(map(_text, diagram.notes)),
    )


def _text(text: str) -> str:
    return anchored(" ".join(safe_text(text, "xml").split()))


def _sheet(diagram: Diagram, drawing: Drawing) -> ET.Element:
    """Put the title above the drawing and the sentences below it."""
    ends = drawing.ends
    width = max(ends.right - ends.left, NARROWEST)
    left = (ends.left + ends.right - width) / 2
    title = wrapped(diagram.title, width / BOLD, TITLE)
    notes = [line for each in diagram.sentences for line in wrapped(each, width, NOTE)]
    top = ends.top - MARGIN - TITLE_HEIGHT * len(title)
    bottom = ends.bottom + MARGIN + NOTE_HEIGHT * len(notes)
    paper = Box(
        left=left - MARGIN, top=top - MARGIN, right=left + width + MARGIN, bottom=bottom + MARGIN
    )
    svg = _root(paper)
    ET.SubElement(svg, "title").text = diagram.title
    ET.SubElement(svg, "desc").text = diagram.alternative
    ET.SubElement(svg, "rect", _rectangle(paper) | {"fill": PAPER})
    for number, line in enumerate(title):
        y = top + TITLE_HEIGHT * (number + 0.5)
        _write(svg, line, left, y, {"font-size": f"{TITLE:g}", "font-weight": "bold"})
    _draw(svg, diagram, drawing)
    for number, line in enumerate(notes):
        y = ends.bottom + MARGIN + NOTE_HEIGHT * (number + 0.5)
        _write(svg, line, left, y, {"font-size": f"{NOTE:g}"})
    return svg


def _root(paper: Box) -> ET.Element:
    width, height = paper.right - paper.left, paper.bottom - paper.top
    box = (paper.left, paper.top, width, height)
    return ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "width": _size(width),
            "height": _size(height),
            "viewBox": " ".join(map(_size, box)),
            "font-family": FONT,
            "fill": INK,
        },
    )


def _draw(svg: ET.Element, diagram: Diagram, drawing: Drawing) -> None:
    """Draw lines first, numbers over them, nodes and labels last."""
    edges = list(zip(diagram.edges, drawing.lines, drawing.numbers, strict=True))
    most = max((abs(edge.value) for edge in diagram.edges), default=0.0)
    for edge, line, _ in edges:
        width = THINNEST + (THICKEST - THINNEST) * (abs(edge.value) / most if most else 0.0)
        _stroke(svg, edge, line, width)
    for edge, _, (x, y) in edges:
        # A rim in the line's colour says whose number it is where lines cross.
        rim = {"rx": "4", "fill": PAPER, "stroke": _colour(edge)}
        ET.SubElement(svg, "rect", _rectangle(number_box(edge.text, x, y)) | rim)
        _write(svg, edge.text, x, y, {"font-size": f"{NUMBER:g}", "text-anchor": "middle"})
    for place in drawing.places:
        _node(svg, place)


def _stroke(svg: ET.Element, edge: Edge, line: Line, width: float) -> None:
    """Draw a line, with an arrow head where it has a direction."""
    colour = _colour(edge)
    x2, y2 = line.at(1 - ARROW / line.length) if edge.directed else (line.x2, line.y2)
    places = {"x1": line.x1, "y1": line.y1, "x2": x2, "y2": y2}
    drawn = {name: _size(value) for name, value in places.items()}
    drawn |= {"stroke": colour, "stroke-width": _size(width)}
    if edge.value < 0:
        drawn["stroke-dasharray"] = DASHES
    ET.SubElement(svg, "line", drawn)
    if edge.directed:
        points = " ".join(f"{_size(x)},{_size(y)}" for x, y in _head(line))
        ET.SubElement(svg, "polygon", {"points": points, "fill": colour})


def _colour(edge: Edge) -> str:
    return BELOW if edge.value < 0 else ABOVE


def _head(line: Line) -> Iterator[tuple[float, float]]:
    """Give the corners of an arrow head, its tip at the end of the line."""
    dx, dy = (line.x2 - line.x1) / line.length, (line.y2 - line.y1) / line.length
    yield line.x2, line.y2
    x, y = line.x2 - ARROW * dx, line.y2 - ARROW * dy
    yield x - HALF_ARROW * dy, y + HALF_ARROW * dx
    yield x + HALF_ARROW * dy, y - HALF_ARROW * dx


def _node(svg: ET.Element, place: Place) -> None:
    circle = {"cx": _size(place.x), "cy": _size(place.y), "r": _size(MARK)}
    ET.SubElement(svg, "circle", circle | {"fill": INK})
    for number, line in enumerate(place.lines):
        y = place.label_y + LINE_HEIGHT * number
        style = {"font-size": f"{LABEL:g}", "text-anchor": place.anchor}
        _write(svg, line, place.label_x, y, style)


def _write(svg: ET.Element, text: str, x: float, y: float, style: dict[str, str]) -> None:
    """Write a line of text whose middle height is at y."""
    baseline = y + 0.36 * float(style["font-size"])
    ET.SubElement(svg, "text", {"x": _size(x), "y": _size(baseline)} | style).text = text


def _rectangle(box: Box) -> dict[str, str]:
    sizes = {
        "x": box.left,
        "y": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }
    return {name: _size(value) for name, value in sizes.items()}


def _size(value: float) -> str:
    """Give a length to a tenth of a pixel, and no negative zero."""
    return f"{round(value, 1) + 0.0:.1f}"
