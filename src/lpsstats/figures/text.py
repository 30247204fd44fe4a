"""How much room words take in a drawing, where no font can be asked, and how they are wrapped."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Widths in parts of the font size, of DejaVu Sans, the widest of the usual sans-serif fonts: in
# any other, words end earlier.
_WIDTHS: Mapping[str, float] = MappingProxyType(
    dict.fromkeys("ijl .,:;'|·I", 0.32)
    | dict.fromkeys('ftr()[]!-/\\"{}', 0.47)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.8)
    | dict.fromkeys("+−=<>~#^", 0.85)
    | dict.fromkeys("mwMW@%&–—…", 1.0)
)
_LATIN, _OTHER, _WIDE, _PICTURE = 0.65, 0.95, 1.05, 1.4
_LAST_LATIN = 0x24F
_FIRST_PICTURE = 0x1F000


def text_width(text: str, size: float) -> float:
    """Say how wide a line of text is at most.

    Parameters
    ----------
    text : str
        One line.
    size : float
        The size of its font; the width is in the same units.
    """
    return size * sum(map(_width, text))


def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return _PICTURE if ord(character) >= _FIRST_PICTURE else _WIDE
    return _LATIN if ord(character) <= _LAST_LATIN else _OTHER


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text into lines between words, and words that are longer than a line inside.

    Parameters
    ----------
    text : str
        Any text; line breaks count as blanks.
    width, size : float
        The longest line, and the size of the font.

    Returns
    -------
    tuple of str
        Nothing is left out; no line for a blank text.
    """
    lines: list[str] = []
    for word in text.split():
        first, *rest = _pieces(word, width, size)
        longer = f"{lines[-1]} {first}" if lines else first
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(first)
        lines += rest
    return tuple(lines)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Cut a word into pieces that fit on a line, of a character at least."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
