"""The one way from a figure to its scene."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from lpsstats.figures.bars import bars_scene
from lpsstats.figures.diagram import diagram_scene
from lpsstats.figures.lines import lines_scene
from lpsstats.figures.rows import rows_scene
from lpsstats.figures.scene import Scene
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.figure import Figure
from lpsstats.tables.figures.parts import BarChart, LineChart, RowChart

Write = Callable[[str], str]
Part = TypeVar("Part")

# Names by which parts of a figure know each other: nobody reads them.
UNREAD = frozenset({"key", "source", "target"})

LAYOUTS: Mapping[type, Callable[..., Scene]] = MappingProxyType(
    {Diagram: diagram_scene, RowChart: rows_scene, LineChart: lines_scene, BarChart: bars_scene}
)


def scene_of(figure: Figure, write: Write, *, bare: bool = False) -> Scene:
    """Lay a figure out.

    Parameters
    ----------
    figure : Figure
        Any of those in `lpsstats.tables`.
    write : callable
        Makes a text harmless; applied to every text before it is measured.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.

    Returns
    -------
    Scene

    Raises
    ------
    KeyError
        If nobody has said how such a figure is laid out.
    """
    return LAYOUTS[type(figure)](reworded(figure, write), bare=bare)


def reworded(part: Part, write: Write) -> Part:
    """Pass every text of a figure through a function, however deep it stands.

    Parameters
    ----------
    part : dataclass, tuple, text or anything
        What is neither of the first three is given back as it is.
    write : callable
        The function.
    """
    made: object = part
    if isinstance(part, str):
        made = write(part)
    elif isinstance(part, tuple):
        made = tuple(reworded(each, write) for each in part)
    elif is_dataclass(part) and not isinstance(part, type):
        names = [field.name for field in fields(part) if field.name not in UNREAD]
        made = replace(part, **{name: reworded(getattr(part, name), write) for name in names})
    return made  # type: ignore[return-value]
