"""What every picture has in common, whatever it draws."""

from typing import Protocol


class Figure(Protocol):
    """A picture as data; `lpsstats.render.pictures` draws it.

    Attributes
    ----------
    key : str
        A short name, such as `change`; file names and anchors use it.
    title : str
        What it shows, as a caption.
    sentences : tuple of str
        What stands beneath it: how it is to be read, and what a reader must know.
    alternative : str
        What it shows in words, for those who do not see it; it says every number drawn, a line
        for each row, line or bar.
    """

    @property
    def key(self) -> str:
        """Its short name."""
        ...

    @property
    def title(self) -> str:
        """What it shows."""
        ...

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands beneath it."""
        ...

    @property
    def alternative(self) -> str:
        """What it shows in words."""
        ...
