"""Any text as YAML that gives the same text back, whatever stands in it.

Labels and column names come from files that others made. They may hold line breaks, marks that
YAML reads as its own, or characters that turn the reading direction.
"""

import re
import unicodedata
from collections.abc import Iterable

from lpsstats.dictionary.scalars import PLAIN_NUMBER
from lpsstats.survey.numbers import as_text

# Starts with a Latin letter; holds nothing that YAML reads as its own, in a flow mapping either.
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
PLAIN = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9_ '’&()/+%.;?!–£€-]*(?<! )")
# What older YAML (and many an editor) takes for a truth value, nothing or a number.
WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
# Would be counted as a mark of ours although it stands within a text.
MARK_WITHIN = re.compile(r"#(?=\s*CHECK\b)")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp"})

Code = float | str


def one_line(text: str) -> str:
    """Put a text on one line without invisible characters; words and their order stay."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(
        " " if character.isspace() or unicodedata.category(character)[0] == "C" else character
        for character in text
    )
    return " ".join(visible.split())


def quoted(text: str) -> str:
    """Write a text as a YAML scalar: plain where that is safe, else between double quotes.

    Parameters
    ----------
    text : str
        Any text; a broken surrogate, which no file can hold, becomes the replacement character.
    """
    if PLAIN.fullmatch(text) and text.casefold() not in WORDS:
        return text
    return '"' + MARK_WITHIN.sub(r"\\x23", "".join(map(_escaped, text))) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    category = unicodedata.category(character)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category not in _INVISIBLE:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def code_text(code: Code) -> str:
    """Write an answer's code; a text that looks like a number would be read as one all the same."""
    return quoted(code) if isinstance(code, str) else as_text(code)


def is_code(code: Code) -> bool:
    """Say whether a code can stand in a dictionary: any text, and numbers of ordinary size."""
    return isinstance(code, str) or PLAIN_NUMBER.fullmatch(as_text(code)) is not None


def flow_map(entries: Iterable[tuple[str, str]]) -> str:
    """Write a mapping on one line from keys and values that are YAML already."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries) + "}"


def flow_list(entries: Iterable[str]) -> str:
    """Write a list on one line from entries that are YAML already."""
    return "[" + ", ".join(entries) + "]"


def comment(text: str) -> str:
    """Write a text as a comment's words: one line, nothing invisible."""
    return one_line(text)


def slug(text: str, longest: int = 24) -> str:
    """Make a short lower-case key of a text: letters, digits and underscores; perhaps nothing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in decomposed if not unicodedata.combining(c)))
    key = ""
    for word in words:
        if key and len(key) + len(word) >= longest:
            break
        key = f"{key}_{word}" if key else word[:longest]
    return key
