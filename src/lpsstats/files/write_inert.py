"""Texts of files made harmless for a spreadsheet that opens the data."""

from lpsstats.survey.numbers import as_number

BROKEN = "\N{REPLACEMENT CHARACTER}"
FORMULA_STARTS = tuple("=+-@＝＋－＠")

_BLANKS = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), BROKEN)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), BROKEN)
# Marks that turn the reading direction can show one text and hold another.
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x2070)), "")
_ONE_LINE = {**_CONTROLS, **_SURROGATES, **_DIRECTIONS, **_BLANKS}
_STORABLE = {0: BROKEN, **_SURROGATES}


def inert(text: str) -> str:
    """Make a text one line that no spreadsheet computes; a plain number such as -99 stays one.

    Parameters
    ----------
    text : str
        Any text, broken surrogates included.
    """
    clean = text.translate(_ONE_LINE)
    computed = clean.lstrip().startswith(FORMULA_STARTS) and as_number(clean) is None
    return f"'{clean}" if computed else clean


def storable(text: str) -> str:
    """Take out of a text only what no file can hold: the null character and broken surrogates."""
    return text.translate(_STORABLE)


def shortened(text: str, n_bytes: int) -> str:
    """Cut a text to so many bytes of UTF-8, between characters."""
    clean = storable(text)
    return clean.encode()[:n_bytes].decode(errors="ignore")
