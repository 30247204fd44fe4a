"""Numbers and words as a page shows them, after the APA's rules. The only rounding there is.

Two decimals for means, standard deviations and effects; no leading zero where a value cannot
pass one; exact p to three decimals and `<.001` below; a real minus sign; never a negative zero.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"
ABSENT = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value; `tone` (`good`, `bad`, `muted` or nothing) colours it, never replaces it."""

    text: str
    tone: str = ""


def fixed(number: float, decimals: int, thousands: str = "") -> str:
    """Round half to even on the exact binary value, with a real minus and no negative zero.

    A number that is not finite has no place on a page: it is a `ValueError`, for what is undefined
    must arrive as `None`.
    """
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be shown; an undefined value is None")
    text = f"{abs(number):{thousands}.{decimals}f}"
    return f"{MINUS}{text}" if number < 0 and text.strip("0.") else text


def signed(number: float, decimals: int) -> str:
    """Round and put a plus before what is more than zero."""
    text = fixed(number, decimals)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def bounded(number: float, decimals: int = 2) -> str:
    """Round a value that cannot pass one in size, without its leading zero."""
    text = fixed(number, decimals)
    return text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text


def signed_bounded(number: float, decimals: int = 2) -> str:
    """Round a correlation: with its sign, and without its leading zero."""
    text = bounded(number, decimals)
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def p_value(p: float) -> str:
    """Give p to three decimals; `<.001` and `>.999` at the ends."""
    text = bounded(p, 3)
    if p < 0.001:
        return "<.001"
    return ">.999" if p > 0.999 else text


def shares(points: Sequence[float]) -> str:
    """Write percentages side by side, whole ones: for a line that shows all answers."""
    return " ".join(fixed(point, 0) for point in points)


def with_n(label: str, *counts: int) -> str:
    """Name something with the respondents it rests on, wave by wave, on one line of their own.

    Parameters
    ----------
    label : str
        What is named.
    counts : int
        Of each wave shown.
    """
    gap = "\N{NO-BREAK SPACE}"
    return f"{label} (n{gap}={gap}{f',{gap}'.join(map(str, counts))})"
