"""A scene as PNG, drawn by matplotlib without a window; the fonts are those it brings."""

import warnings
from collections.abc import Mapping
from functools import singledispatch
from io import BytesIO
from types import MappingProxyType
from typing import Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import Circle as Disc
from matplotlib.patches import FancyBboxPatch, Patch
from matplotlib.patches import Polygon as Outline
from matplotlib.text import Text as Words
from matplotlib.transforms import Affine2D, Transform

from lpsstats.figures.box import Box
from lpsstats.figures.scene import PAPER, Area, Circle, Path, Polygon, Scene, Shape, Stroke, Text
from lpsstats.render.picture_svg import BASELINE

PIXEL = 96  # pixels of a scene to an inch
SCALE = 2  # of the picture to one of the scene
MOST = 20_000  # pixels of height or width: more would take gigabytes
POINT = 72 / PIXEL
ALIGNED: Mapping[str, Literal["left", "center", "right"]] = MappingProxyType(
    {"start": "left", "middle": "center", "end": "right"}
)


def drawn(scene: Scene) -> bytes:
    """Draw a scene.

    Parameters
    ----------
    scene : Scene
        Any.

    Returns
    -------
    bytes
        A PNG of two pixels to one of the scene, of fewer where it would pass `MOST`.
    """
    paper = scene.paper
    scale = min(SCALE, MOST / max(paper.width, paper.height, 1.0))
    # What a reader has set for matplotlib must not change the picture.
    with rc_context({"font.family": ["DejaVu Sans"]}), warnings.catch_warnings():
        # A letter that the font lacks is a box in the picture; its words stand in `alternative`.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        sheet = Sheet(figsize=(paper.width / PIXEL, paper.height / PIXEL), dpi=PIXEL * scale)
        FigureCanvasAgg(sheet)
        place = _placing(paper, scale)
        for layer, shape in enumerate(scene.shapes):
            artist = _artist(shape, place)
            artist.set_zorder(layer)
            sheet.add_artist(artist)
        made = BytesIO()
        sheet.savefig(
            made,
            format="png",
            dpi=PIXEL * scale,
            facecolor=PAPER,
            bbox_inches=None,
            metadata={"Software": None},
        )
    return made.getvalue()


def _placing(paper: Box, scale: float) -> Transform:
    """Turn the places of a scene, whose y counts downwards, into those of the sheet."""
    return Affine2D().translate(-paper.left, -paper.bottom).scale(scale, -scale)


@singledispatch
def _artist(shape: Shape, place: Transform) -> Line2D | Patch | Words:
    """Make what matplotlib draws for one shape."""
    raise TypeError(f"{type(shape)} is no shape")


@_artist.register
def _(shape: Stroke, place: Transform) -> Line2D:
    return _line(((shape.x1, shape.y1), (shape.x2, shape.y2)), shape, place)


@_artist.register
def _(shape: Path, place: Transform) -> Line2D:
    return _line(shape.points, shape, place)


def _line(
    points: tuple[tuple[float, float], ...], shape: Stroke | Path, place: Transform
) -> Line2D:
    # Dashes are given in parts of the line's width there.
    dash = tuple(length / max(shape.width, 0.1) for length in shape.dash)
    return Line2D(
        [x for x, _ in points],
        [y for _, y in points],
        color=shape.colour,
        linewidth=shape.width * POINT,
        linestyle=(0, dash) if dash else "-",
        solid_capstyle="butt",
        dash_capstyle="butt",
        transform=place,
    )


@_artist.register
def _(shape: Area, place: Transform) -> FancyBboxPatch:
    corners = f"round,pad=0,rounding_size={shape.radius}" if shape.radius else "square,pad=0"
    box = shape.box
    return FancyBboxPatch(
        (box.left, box.top),
        box.width,
        box.height,
        boxstyle=corners,
        facecolor=shape.fill,
        edgecolor=shape.stroke or "none",
        linewidth=POINT,
        transform=place,
    )


@_artist.register
def _(shape: Circle, place: Transform) -> Disc:
    return Disc(
        (shape.x, shape.y),
        shape.radius,
        facecolor=shape.fill,
        edgecolor=shape.stroke or "none",
        linewidth=shape.width * POINT,
        transform=place,
    )


@_artist.register
def _(shape: Polygon, place: Transform) -> Outline:
    return Outline(
        shape.points,
        closed=True,
        facecolor=shape.fill,
        edgecolor=shape.stroke or "none",
        linewidth=shape.width * POINT,
        transform=place,
    )


@_artist.register
def _(shape: Text, place: Transform) -> Words:
    return Words(
        shape.x,
        shape.y + BASELINE * shape.size,
        shape.text,
        color=shape.colour,
        fontsize=shape.size * POINT,
        fontweight="bold" if shape.bold else "normal",
        horizontalalignment=ALIGNED[shape.anchor],
        verticalalignment="baseline",
        parse_math=False,
        transform=place,
    )
