"""Numbers and words as a page shows them, after the APA's rules. The only rounding there is.

Two decimals for means, standard deviations and effects; no leading zero where a value cannot
pass one; exact p to three decimals and `<.001` below; a real minus sign; never a negative zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lpsstats.tables.number_style import MINUS, P_VALUE, Number, Style

__all__ = [
    "ABSENT",
    "MINUS",
    "Cell",
    "bounded",
    "fixed",
    "p_value",
    "shares",
    "signed",
    "signed_bounded",
    "with_n",
]

ABSENT = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value.

    Attributes
    ----------
    text : str
        All that a page shows.
    tone : str
        `good`, `bad`, `muted` or nothing; it colours the text, never replaces it.
    numbers : tuple of Number
        The numbers that the text shows, in its order; none where it is words alone.
    """

    text: str
    tone: str = ""
    numbers: tuple[Number, ...] = ()


def fixed(number: float, decimals: int, thousands: str = "") -> str:
    """Round half to even on the exact binary value, with a real minus and no negative zero.

    A number that is not finite has no place on a page: it is a `ValueError`, for what is undefined
    must arrive as `None`.
    """
    return Style(decimals=decimals, thousands=bool(thousands)).text(number)


def signed(number: float, decimals: int) -> str:
    """Round and put a plus before what is more than zero."""
    return Style(decimals=decimals, signed=True).text(number)


def bounded(number: float, decimals: int = 2) -> str:
    """Round a value that cannot pass one in size, without its leading zero."""
    return Style(decimals=decimals, bounded=True).text(number)


def signed_bounded(number: float, decimals: int = 2) -> str:
    """Round a correlation: with its sign, and without its leading zero."""
    return Style(decimals=decimals, signed=True, bounded=True).text(number)


def p_value(p: float) -> str:
    """Give p to three decimals; `<.001` and `>.999` at the ends."""
    return P_VALUE.text(p)


def shares(points: Sequence[float]) -> str:
    """Write percentages side by side, whole ones: for a line that shows all answers."""
    return " ".join(fixed(point, 0) for point in points)


def with_n(label: str, *counts: int | str) -> str:
    """Name something with the respondents it rests on, wave by wave, on one line of their own.

    Parameters
    ----------
    label : str
        What is named.
    counts : int or str
        Of each wave shown; a text where it is withheld.
    """
    gap = "\N{NO-BREAK SPACE}"
    return f"{label} (n{gap}={gap}{f',{gap}'.join(map(str, counts))})"
