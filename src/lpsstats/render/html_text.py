"""Text as HTML: harmless, with statistical symbols in italics and numbers kept on one line."""

import re

from markupsafe import Markup, escape

from lpsstats.render.safe_text import safe_text
from lpsstats.render.symbols import spans
from lpsstats.tables.hidden import SHOWN
from lpsstats.tables.rounding import Cell

WITHHELD = "withheld: it rests on few respondents, or would tell such a number"

# An interval, a sign with its number, a date or a range: what must not be broken over two lines.
_WHOLE = re.compile(
    r"\[[+−]?[\d.,]+(?:%| pp)?, [+−]?[\d.,]+(?:%| pp)?\]|^\s[=<>]\s?[+−]?[\d.]*\d|\d+(?:[-–]\d+)+"
)


def clean(value: object) -> object:
    """Make what a template shows harmless; markup made here stays."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe_text(value, "html")
    return value


def prose(text: str) -> Markup:
    """Set a heading, a note or a sentence.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Markup
        Escaped; symbols in `i`, intervals in `span`, and nothing else.
    """
    parts = spans(safe_text(text, "html"))
    return Markup().join(
        Markup("<i>{}</i>").format(part) if italic else _unbroken(part) for part, italic in parts
    )


def shown(cell: Cell, format: str) -> Markup | str:
    """Set what stands in a cell: the mark of a withheld value is explained where it stands."""
    if cell.text == SHOWN and cell.tone == "muted":
        return Markup('<abbr title="{}">{}</abbr>').format(WITHHELD, SHOWN)
    return prose(cell.text) if format == "group_n" else cell.text


def _unbroken(text: str) -> Markup:
    """Keep intervals, and a number after `=`, `<` or `>`, from being broken over two lines."""
    made, place = Markup(), 0
    for found in _WHOLE.finditer(text):
        made += escape(text[place : found.start()])
        made += Markup('<span class="whole">{}</span>').format(found[0])
        place = found.end()
    return made + escape(text[place:])
