"""The sheet around a chart: title, legend, panels and sentences, one below the other."""

from collections.abc import Callable, Iterator, Sequence

from lpsstats.figures.box import Box
from lpsstats.figures.scene import Scene, Shape, Text
from lpsstats.figures.text import text_width, wrapped
from lpsstats.figures.words import (
    NOTE_HEIGHT,
    TITLE_HEIGHT,
    note_lines,
    note_texts,
    title_lines,
    title_texts,
)
from lpsstats.tables.figure import Figure

MARGIN, GAP = 16.0, 10.0
ENTRY, ENTRY_LINE, ENTRY_GAP = 11.5, 15.0, 18.0
SIGN_ROOM = 14.0

Shapes = tuple[Shape, ...]
Block = Callable[[float], tuple[Shapes, float]]
"""Given where it begins, gives its shapes and where it ends."""
Sign = Callable[[float, float], Shapes]
"""Given the middle of a place, gives what stands there."""


def sheet(figure: Figure, width: float, blocks: Sequence[Block], *, bare: bool = False) -> Scene:
    """Put a title above the blocks of a chart, and its sentences below.

    Parameters
    ----------
    figure : Figure
        Its words.
    width : float
        What the blocks take up.
    blocks : sequence of Block
        From the top.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.
    """
    title = () if bare else title_lines(figure.title, width)
    shapes: list[Shape] = list(title_texts(title, 0.0, 0.0))
    top = 0.0 if bare else TITLE_HEIGHT * len(title) + GAP
    for block in blocks:
        more, bottom = block(top)
        shapes += more
        top = bottom + GAP
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    # Words last, those that look alike together: nothing hides them, and a writer can say once how
    # they look.
    texts.sort(key=lambda text: (text.size, text.bold, text.colour, text.anchor))
    shapes = [shape for shape in shapes if not isinstance(shape, Text)]
    notes = [] if bare else note_lines(figure.sentences, width)
    bottom = top + NOTE_HEIGHT * len(notes)
    return Scene(
        title=figure.title,
        alternative=figure.alternative,
        paper=Box(left=0.0, top=0.0, right=width, bottom=bottom).grown(MARGIN),
        shapes=(*shapes, *texts, *note_texts(notes, 0.0, top)),
    )


def legend(entries: Sequence[tuple[Sign, str]], width: float) -> Block:
    """Explain signs in words, as many beside each other as there is room for."""

    def place(top: float) -> tuple[Shapes, float]:
        shapes, x, y = [], 0.0, top
        for sign, text in entries:
            lines = wrapped(text, width - SIGN_ROOM, ENTRY)
            room = SIGN_ROOM + max((text_width(line, ENTRY) for line in lines), default=0.0)
            if x and (x + room > width or len(lines) > 1):
                x, y = 0.0, y + ENTRY_LINE
            middle = y + ENTRY_LINE / 2
            shapes += [*sign(x + SIGN_ROOM / 2 - 2, middle), *stacked(lines, x + SIGN_ROOM, middle)]
            x, y = x + room + ENTRY_GAP, y + ENTRY_LINE * max(len(lines) - 1, 0)
        return tuple(shapes), y + ENTRY_LINE

    return place


def stacked(
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    size: float = ENTRY,
    line: float = ENTRY_LINE,
    anchor: str = "start",
    bold: bool = False,
    colour: str | None = None,
) -> Iterator[Text]:
    """Set lines of text below each other, the first around `y`."""
    more = {} if colour is None else {"colour": colour}
    for number, text in enumerate(lines):
        yield Text(x=x, y=y + line * number, text=text, size=size, anchor=anchor, bold=bold, **more)
