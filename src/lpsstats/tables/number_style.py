"""How one number is printed, as data: a page makes its text of it, a spreadsheet its format."""

import math
from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"
LEAST_P, MOST_P = 0.001, 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a printed number looks like, after the APA's rules.

    Attributes
    ----------
    decimals : int
        Digits after the point; rounding is half to even on the exact binary value.
    signed : bool
        Whether what is more than zero, once rounded, has a plus.
    bounded : bool
        Whether a number that cannot pass one in size stands without its leading zero.
    thousands : bool
        Whether commas part the thousands.
    prefix, suffix : str
        What stands before and after it, such as `≥` and `%`.
    p_value : bool
        Whether `<.001` and `>.999` stand for what is smaller and larger.
    """

    decimals: int
    signed: bool = False
    bounded: bool = False
    thousands: bool = False
    prefix: str = ""
    suffix: str = ""
    p_value: bool = False

    def text(self, value: float) -> str:
        """Print a number, with a real minus sign and never a negative zero.

        Parameters
        ----------
        value : float
            The number at full precision.

        Returns
        -------
        str
            All that a page shows of it.

        Raises
        ------
        ValueError
            If it is not finite: what is undefined must arrive as `None`.
        """
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be shown; an undefined value is None")
        if self.p_value and not LEAST_P <= value <= MOST_P:
            return "<.001" if value < LEAST_P else ">.999"
        size = format(abs(value), f"{',' if self.thousands else ''}.{self.decimals}f")
        sign = self._sign(value) if size.strip("0.") else ""
        if self.bounded and size.startswith("0."):
            size = size[1:]
        return f"{self.prefix}{sign}{size}{self.suffix}"

    def _sign(self, value: float) -> str:
        if value < 0:
            return MINUS
        return "+" if self.signed else ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a cell shows.

    Attributes
    ----------
    value : float
        At full precision.
    style : Style
        How it is printed.
    """

    value: float
    style: Style

    @property
    def text(self) -> str:
        """What the page shows of it."""
        return self.style.text(self.value)


WHOLE = Style(decimals=0)
COUNT = Style(decimals=0, thousands=True)
PERCENT = Style(decimals=0, suffix="%")
POINTS = Style(decimals=0, suffix=" pp")
SIGNED_WHOLE = Style(decimals=0, signed=True)
SIGNED_POINTS = Style(decimals=0, signed=True, suffix=" pp")
TENTH = Style(decimals=1, thousands=True)
DEGREES = Style(decimals=1)
NUMBER = Style(decimals=2)
SIGNED = Style(decimals=2, signed=True)
THIRD = Style(decimals=3)
BOUNDED = Style(decimals=2, bounded=True)
SIGNED_BOUNDED = Style(decimals=2, signed=True, bounded=True)
THOUSANDTH = Style(decimals=3, bounded=True)
P_VALUE = Style(decimals=3, bounded=True, p_value=True)
