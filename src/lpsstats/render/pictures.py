"""A figure as a picture: SVG, written here, and PNG, drawn by matplotlib from the same scene."""

from importlib import import_module

from lpsstats.figures.scene import Scene
from lpsstats.figures.scenes import scene_of
from lpsstats.render.picture_svg import written
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.tables.figure import Figure

# Loaded only when a PNG is made: matplotlib takes half a second.
PNG = "lpsstats.render.picture_png"


def svg(figure: Figure, *, bare: bool = False) -> str:
    """Draw a figure as SVG.

    Parameters
    ----------
    figure : Figure
        What to draw.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.

    Returns
    -------
    str
        SVG 1.1 that ends with a line break; its title and description say in words what is drawn.
        Nothing is fetched, nothing has an id, and it is the same at every run: several can stand
        in one page.
    """
    return written(_scene(figure, bare=bare))


def png(figure: Figure, *, bare: bool = False) -> bytes:
    """Draw a figure as PNG, of two pixels to one of the SVG.

    Parameters
    ----------
    figure : Figure
        What to draw.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.

    Returns
    -------
    bytes
        The same at every run, with no date and no program's name. Very tall pictures have fewer
        pixels.
    """
    made: bytes = import_module(PNG).drawn(_scene(figure, bare=bare))
    return made


def _scene(figure: Figure, *, bare: bool) -> Scene:
    return scene_of(figure, _inert, bare=bare)


def _inert(text: str) -> str:
    """Make a text harmless, and keep it from turning what stands beside it."""
    return anchored(" ".join(safe_text(text, "xml").split()))
