"""Words in a picture: made harmless, broken into lines, set above and below what is drawn."""

from collections.abc import Iterator, Sequence

from lpsstats.figures.scene import BOLD, Text
from lpsstats.figures.text import wrapped

TITLE, TITLE_HEIGHT = 16.0, 21.0
NOTE, NOTE_HEIGHT = 11.5, 15.0


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """Break a title into the lines that it takes in bold."""
    return wrapped(title, width / BOLD, TITLE)


def note_lines(sentences: Sequence[str], width: float) -> list[str]:
    """Break sentences into lines, each sentence beginning one."""
    return [line for sentence in sentences for line in wrapped(sentence, width, NOTE)]


def title_texts(lines: Sequence[str], left: float, top: float) -> Iterator[Text]:
    """Set a title's lines from `top` downwards."""
    for number, line in enumerate(lines):
        y = top + TITLE_HEIGHT * (number + 0.5)
        yield Text(x=left, y=y, text=line, size=TITLE, bold=True)


def note_texts(lines: Sequence[str], left: float, top: float) -> Iterator[Text]:
    """Set the lines of notes from `top` downwards."""
    for number, line in enumerate(lines):
        yield Text(x=left, y=top + NOTE_HEIGHT * (number + 0.5), text=line, size=NOTE)
