"""What a renderer must know of the place its text goes to."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """The room and the means of a page.

    Attributes
    ----------
    width : int or None
        Columns of characters in a line; `None` where nothing limits it, which gives every column.
    colour : bool
        Whether ANSI colours may be used.
    unicode : bool
        Whether characters outside ASCII can be shown.
    template : Path, optional
        A Word document whose styles a Word document takes.
    """

    width: int | None
    colour: bool
    unicode: bool
    template: Path | None = None
