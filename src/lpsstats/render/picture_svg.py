"""A scene as SVG: no script, no link, no font to be fetched; the same bytes at every run."""

from collections.abc import Iterable
from functools import singledispatch
from itertools import groupby
from xml.etree import ElementTree as ET

from lpsstats.figures.box import Box
from lpsstats.figures.scene import INK, Area, Circle, Path, Polygon, Scene, Shape, Stroke, Text

FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
MANY = 4  # texts in a row that look alike share a group
BASELINE = 0.36  # how far under the middle of a line letters stand, in parts of their size


def written(scene: Scene) -> str:
    """Write a scene.

    Parameters
    ----------
    scene : Scene
        Its texts harmless in XML.

    Returns
    -------
    str
        SVG 1.1 that ends with a line break.
    """
    svg = _root(scene.paper)
    ET.SubElement(svg, "title").text = scene.title
    ET.SubElement(svg, "desc").text = " ".join(scene.alternative.splitlines())
    ET.SubElement(svg, "rect", _rectangle(scene.paper) | {"fill": "#ffffff"})
    for style, run in groupby(map(_element, scene.shapes), key=_style):
        elements = list(run)
        svg.extend([_group(style, elements)] if style and len(elements) >= MANY else elements)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _style(element: ET.Element) -> tuple[tuple[str, str], ...]:
    """Say how a text looks; of other shapes nothing."""
    return tuple((name, value) for name, value in element.items() if name not in {"x", "y"}) * (
        element.tag == "text"
    )


def _group(style: tuple[tuple[str, str], ...], elements: list[ET.Element]) -> ET.Element:
    """Say once how many texts look."""
    group = ET.Element("g", dict(style))
    for element in elements:
        for name, _ in style:
            del element.attrib[name]
        group.append(element)
    return group


def _root(paper: Box) -> ET.Element:
    box = (paper.left, paper.top, paper.width, paper.height)
    return ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "width": _size(paper.width),
            "height": _size(paper.height),
            "viewBox": " ".join(map(_size, box)),
            "font-family": FONT,
            "fill": INK,
        },
    )


@singledispatch
def _element(shape: Shape) -> ET.Element:
    """Write one shape."""
    raise TypeError(f"{type(shape)} is no shape")


@_element.register
def _(shape: Stroke) -> ET.Element:
    ends = {"x1": shape.x1, "y1": shape.y1, "x2": shape.x2, "y2": shape.y2}
    drawn = {name: _size(value) for name, value in ends.items()}
    return ET.Element("line", drawn | _rim(shape.colour, shape.width) | _dashes(shape.dash))


@_element.register
def _(shape: Path) -> ET.Element:
    style = {"points": _points(shape.points), "fill": "none"}
    return ET.Element("polyline", style | _rim(shape.colour, shape.width) | _dashes(shape.dash))


@_element.register
def _(shape: Area) -> ET.Element:
    rounded = {"rx": f"{shape.radius:g}"} if shape.radius else {}
    return ET.Element(
        "rect",
        _rectangle(shape.box) | rounded | {"fill": shape.fill} | _rim(shape.stroke, 1.0),
    )


@_element.register
def _(shape: Circle) -> ET.Element:
    places = {"cx": _size(shape.x), "cy": _size(shape.y), "r": _size(shape.radius)}
    return ET.Element("circle", places | {"fill": shape.fill} | _rim(shape.stroke, shape.width))


@_element.register
def _(shape: Polygon) -> ET.Element:
    style = {"points": _points(shape.points), "fill": shape.fill}
    return ET.Element("polygon", style | _rim(shape.stroke, shape.width))


@_element.register
def _(shape: Text) -> ET.Element:
    baseline = shape.y + BASELINE * shape.size
    style = {"x": _size(shape.x), "y": _size(baseline), "font-size": f"{shape.size:g}"}
    if shape.bold:
        style["font-weight"] = "bold"
    if shape.anchor != "start":
        style["text-anchor"] = shape.anchor
    if shape.colour != INK:
        style["fill"] = shape.colour
    element = ET.Element("text", style)
    element.text = shape.text
    return element


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_size(x)},{_size(y)}" for x, y in points)


def _dashes(lengths: Iterable[float]) -> dict[str, str]:
    drawn = " ".join(f"{length:g}" for length in lengths)
    return {"stroke-dasharray": drawn} if drawn else {}


def _rim(stroke: str | None, width: float) -> dict[str, str]:
    if stroke is None:
        return {}
    return {"stroke": stroke} | ({} if width == 1.0 else {"stroke-width": _size(width)})


def _rectangle(box: Box) -> dict[str, str]:
    sizes = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    return {name: _size(value) for name, value in sizes.items()}


def _size(value: float) -> str:
    """Give a length to a tenth of a pixel, and no negative zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
