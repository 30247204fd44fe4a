"""Text as LaTeX that every engine compiles, whatever the script of a label."""

import re
import unicodedata

from lpsstats.render.safe_text import safe_text
from lpsstats.render.symbols import spans

# What pdfLaTeX sets in its first encoding without a package; all else ends its run with an error.
_LETTERS = set(map(chr, range(0xC0, 0x180))) - set("ÐðÞþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲųſ")
_SIGNS = set("\N{NO-BREAK SPACE}£§©®°¶¡¿ªº…‘’“”–—‐‡•€™ȘșțȚ")
_ELSE = re.compile(rf"[^\x00-\x7f{''.join(sorted(_LETTERS | _SIGNS))}]+")


def plain(text: str) -> str:
    """Write a text of the data.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        LaTeX on one line. XeLaTeX and LuaLaTeX set every letter for which their font has a shape;
        pdfLaTeX the Latin ones, and others without their accents or as question marks.
    """
    # Two hyphens side by side would become a dash.
    pieces = (safe_text(piece, "latex") for piece in text.split("--"))
    return _ELSE.sub(_either, "-{}-".join(pieces))


def prose(text: str) -> str:
    """Write a heading, a note or a sentence, its statistical symbols in italics."""
    return "".join(_symbol(part) if italic else plain(part) for part, italic in spans(text))


def _symbol(symbol: str) -> str:
    return f"${symbol}$" if len(symbol) == 1 else rf"\textit{{{symbol}}}"


def _either(found: re.Match[str]) -> str:
    """Give an engine that knows Unicode the characters, and the others the nearest in ASCII.

    The choice expands by itself, so that it may stand in captions and in what they write to files.
    """
    nearest = safe_text("".join(map(_nearest, found[0])), "latex")
    return rf"\ifdefined\Umathcode {found[0]}\else {nearest}\fi{{}}"


def _nearest(character: str) -> str:
    """Give the letters without accents; nothing for what has no shape of its own."""
    kind = unicodedata.category(character)
    if kind in {"Mn", "Me", "Cf"}:
        return ""
    if kind == "Zs":
        return " "
    letters = [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)]
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in letters)
