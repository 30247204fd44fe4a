"""Sentences for the error stream: harmless, and set to the width of the terminal if it is one."""

import os
import sys
import textwrap
from contextlib import suppress

LEAST_ROOM = 20
USUAL_ROOM = 80


def say(text: str) -> None:
    """Tell the analyst something; results do not depend on whether anybody can read it."""
    with suppress(OSError):
        print(*set_out(text), sep="\n", file=sys.stderr)


def set_out(text: str) -> list[str]:
    """Make a sentence harmless and break it into lines that fit, those after the first set in.

    Parameters
    ----------
    text : str
        One line; it may quote what a file holds.

    Returns
    -------
    list of str
        One line where the error stream is no terminal: a log can be searched then.
    """
    from lpsstats.render.safe_text import safe_text

    clean = safe_text(text, "terminal")
    room = _room()
    if room is None or len(clean) <= room:
        return [clean]
    return textwrap.wrap(
        clean, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _room() -> int | None:
    """Give the columns of the terminal; None where the error stream is none."""
    return terminal_width() if sys.stderr.isatty() else None


def terminal_width() -> int:
    """Give the columns of the terminal that the error stream is."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return max(LEAST_ROOM, int(asked))
    try:
        return max(LEAST_ROOM, os.get_terminal_size(sys.stderr.fileno()).columns)
    except (OSError, ValueError):
        return USUAL_ROOM
