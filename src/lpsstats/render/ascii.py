"""Our signs and other people's letters where only ASCII can be shown."""

import unicodedata

_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "─": "-",
        "▲": "+",
        "▼": "-",
        "◆": "*",
        "≈": "~",
        "·": ".",
        "†": "+",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "▁": "_",
        "▂": ".",
        "▃": ":",
        "▄": "-",
        "▅": "=",
        "▆": "+",
        "▇": "*",
        "█": "#",
        "…": "...",
        "×": "x",
        "±": "+/-",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "α": "alpha",
        "η": "eta",
        "ρ": "rho",
        "φ": "phi",
        "χ": "chi",
        "ω": "omega",
    }
)


def to_ascii(text: str) -> str:
    """Write a text with ASCII alone: signs by their stand-ins, letters without their accents.

    What has neither becomes a question mark.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    base = "".join(character for character in plain if not unicodedata.combining(character))
    return base.translate(_SIGNS).encode("ascii", "replace").decode("ascii")
