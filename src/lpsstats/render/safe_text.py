"""Text of data made harmless for the place it goes to, one table of characters per place.

Labels come from files that others made. They may hold escape sequences, spreadsheet formulas,
markup, or marks that turn the reading direction and so swap two numbers on a line.
"""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

BROKEN = "\N{REPLACEMENT CHARACTER}"
LONGEST_CELL = 32_767
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_BLANKS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_SURROGATES = range(0xD800, 0xE000)
# Embeddings, overrides and isolates, with the deprecated shaping controls that follow them.
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x2070))
_NO_CHARACTERS = (
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
)

# One line, no terminal commands, no turned reading direction; what is replaced stays visible.
_ONE_LINE: Mapping[int, str] = {
    **dict.fromkeys((*_CONTROLS, *_SURROGATES), BROKEN),
    **dict.fromkeys(_DIRECTIONS, ""),
    **dict.fromkeys(_BLANKS, " "),
}
_LINES: Mapping[int, str] = {**_ONE_LINE, 0x0A: "\n"}

_MARKDOWN = {ord(mark): f"\\{mark}" for mark in r"\`*_{}[]<>|~$&#"}

# `[` and `*` after a row's end would be read as arguments of `\\`.
_LATEX = {
    ord(character): command
    for character, command in {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_{}"},
        **{mark: f"{{{mark}}}" for mark in "[]*"},
        **{mark: f"${mark}$" for mark in "<>|"},
        '"': "''",
        "−": "$-$",
        "▲": r"$\bigtriangleup$",
        "▼": r"$\bigtriangledown$",
        "◆": r"$\diamond$",
        "≈": r"$\approx$",
        "·": r"$\cdot$",
        "†": r"$\dagger$",
        "–": "--",
        "—": "---",
        "×": r"$\times$",
        "±": r"$\pm$",
        "≤": r"$\leq$",
        "≥": r"$\geq$",
        "≠": r"$\neq$",
        "²": "$^2$",
        "Δ": r"$\Delta$",
        "α": r"$\alpha$",
        "β": r"$\beta$",
        "η": r"$\eta$",
        "κ": r"$\kappa$",
        "μ": r"$\mu$",
        "ρ": r"$\rho$",
        "σ": r"$\sigma$",
        "φ": r"$\phi$",
        "χ": r"$\chi$",
        "ω": r"$\omega$",
        BROKEN: "?",
    }.items()
}

# Inside quotation marks; `&` would begin an entity.
_DOT = {ord("\\"): r"\\", ord('"'): r"\"", ord("&"): "&amp;"}
# Mermaid's own entities: what could end the text, be a directive, a tag, Markdown or a formula;
# a colon after `style` would cost a later entity its semicolon.
_MERMAID = {ord(mark): f"#{ord(mark)};" for mark in '"#&<>`\\%$*_~|[](){}:'}

_TABLES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "terminal": _ONE_LINE,
        "csv": _ONE_LINE,
        "markdown": {**_ONE_LINE, **_MARKDOWN},
        "latex": {
            **{code: text.replace(BROKEN, "?") for code, text in _ONE_LINE.items()},
            **_LATEX,
        },
        "dot": {**_ONE_LINE, **_DOT},
        "mermaid": {**_ONE_LINE, **_MERMAID},
        # XML 1.0 has no place for U+FFFE and U+FFFF either.
        "xml": {**_LINES, 0xFFFE: BROKEN, 0xFFFF: BROKEN},
        # Before it is escaped.
        "docx": {**_ONE_LINE, 0xFFFE: BROKEN, 0xFFFF: BROKEN},
        # Before `<`, `&` and quotes are escaped; HTML has no place for what is no character.
        "html": {**_ONE_LINE, **dict.fromkeys(_NO_CHARACTERS, BROKEN)},
        # Before it is written as XML; a cell of a workbook is one line here.
        "xlsx": {**_ONE_LINE, 0xFFFE: BROKEN, 0xFFFF: BROKEN},
        "github": _LINES,
        # For a whole JSON text: what JSON itself leaves raw is escaped, so no value changes.
        "json": {
            **{code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)},
            **{code: f"\\u{code:04x}" for code in _DIRECTIONS},
            **dict.fromkeys(_SURROGATES, BROKEN),
        },
    }
)

_FORMULA_STARTS = tuple("=+-@＝＋－＠")


def _no_formula(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def _no_list(text: str) -> str:
    """Keep a text such as `1. ...` or `- ...` from being taken for a list, which is refused."""
    digits = len(text) - len(text.lstrip("0123456789"))
    mark, after = text[digits : digits + 1], text[digits + 1 :]
    if mark and mark in (".)" if digits else "-+") and not after.strip()[:1] == after[:1] != "":
        return f"{text[:digits]}#{ord(mark)};{after}"
    return text


def _within_a_cell(text: str) -> str:
    """Cut a text that no cell of a workbook can hold, and say so in the cell."""
    units = text.encode("utf-16-le")  # Excel counts in these
    if len(units) // 2 <= LONGEST_CELL:
        return text
    said = f" … (cut: {len(units) // 2:,} characters are more than a cell holds)"
    return units[: 2 * (LONGEST_CELL - len(said))].decode("utf-16-le", errors="ignore") + said


_FINISHES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"csv": _no_formula, "mermaid": _no_list, "xlsx": _within_a_cell}
)


def safe_text(text: str, sink: str) -> str:
    """Make a text harmless for one kind of output.

    Parameters
    ----------
    text : str
        Any text, broken surrogates included.
    sink : str
        `terminal`, `csv`, `markdown`, `latex`, `dot` and `mermaid` (inside quotation marks), `xml`,
        `html` and `docx` (before it is escaped), `github`, or `json` (a whole JSON text).

    Returns
    -------
    str
        Text that can be written as UTF-8. It is one line, except for `xml`, `github` and `json`.
    """
    clean = text.translate(_TABLES[sink])
    return _FINISHES[sink](clean) if sink in _FINISHES else clean


def anchored(text: str) -> str:
    """Keep right-to-left text from reordering what stands beside it on the line.

    Numbers after a Hebrew or Arabic label take its direction, which swaps their columns; a mark of
    no width on either side ends that.
    """
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"
    return text
