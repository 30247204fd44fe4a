"""What is declared about small numbers of respondents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """From how many respondents on a number may be told.

    Attributes
    ----------
    suppress_below : int, optional
        Numbers of fewer are withheld in every format; 0: none is. Without it, they are in the
        formats that are published.
    flag_below : int
        Percentages of fewer are marked as weak.
    """

    suppress_below: int | None = None
    flag_below: int = 30
