"""Numbers of a workbook: full precision beneath, and a format that shows the page's text.

A spreadsheet does not round as a page does: it takes fifteen digits of the number and rounds halves
away from zero. Where that would show another text, which is rare, the cell's format is the page's
text itself, as a literal; the number beneath stays whole.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from lpsstats.tables.number_style import LEAST_P, MINUS, MOST_P, Number, Style

GENERAL = "General"
MOST_LITERALS = 100  # Excel has room for some 200 formats of numbers in a workbook
LONGEST_LITERAL = 75  # it stands three times in a format of at most 255 characters
_MODEST = 1e9  # below, with a fraction far from a half, every way of rounding agrees
_FAR = 1e-5


def placed(number: Number, literals: set[str]) -> tuple[float | str, str]:
    """Say what a cell holds, and the format that lets it show what the page shows.

    Parameters
    ----------
    number : Number
        A number and how it is printed.
    literals : set of str
        The literal formats that the workbook has already, to which a new one is added; past
        `MOST_LITERALS` of them a cell holds the number as printed, not the whole one.

    Returns
    -------
    (float or str, str)
        The value and its format; a text where no number would be shown so, such as one of more
        digits than a spreadsheet knows.
    """
    if agrees(number):
        return number.value, code_of(number)
    if len(number.text) <= LONGEST_LITERAL:
        literal = ";".join([_quoted(number.text)] * 3)
        if literal in literals or len(literals) < MOST_LITERALS:
            literals.add(literal)
            return number.value, literal
        printed = Number(float(f"{number.value:.{number.style.decimals}f}"), number.style)
        if printed.text == number.text and agrees(printed):
            return printed.value, code_of(printed)
    return number.text, GENERAL


def code_of(number: Number) -> str:
    """Give the format of a number: what rounds to nought is shown without a sign."""
    style = number.style
    nought = not style.p_value and abs(number.value) * 10**style.decimals < 0.5
    return _nought(style) if nought else code(style)


@cache
def code(style: Style) -> str:
    """Give the number format of a style: more than nought, less, nought."""
    if style.p_value:
        return f'[<{LEAST_P}]"<.001";[>{MOST_P}]">.999";{_digits(style)}'
    plus = "+" if style.signed else ""
    return f"{_around(style, plus)};{_around(style, MINUS)};{_around(style, '')}"


@cache
def _nought(style: Style) -> str:
    return ";".join([_around(style, "")] * 3)


def _around(style: Style, sign: str) -> str:
    return f"{_quoted(style.prefix + sign)}{_digits(style)}{_quoted(style.suffix)}"


def _digits(style: Style) -> str:
    whole = "#,##0" if style.thousands else "0"
    if not style.decimals:
        return whole
    # `#`, not nothing: LibreOffice would put the whole part of `"−".00` before the sign.
    return f"{whole[:-1] + '#' if style.bounded else whole}.{'0' * style.decimals}"


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def agrees(number: Number) -> bool:
    """Say whether a spreadsheet would round a number to the digits that the page shows."""
    size, decimals = abs(number.value), number.style.decimals
    if number.style.p_value and not _settled(number.value):
        return False
    scaled = size * 10**decimals
    if scaled < _MODEST and abs(scaled % 1 - 0.5) > _FAR:
        return True
    fifteen = Decimal(f"{size:.14e}")
    step = Decimal(1).scaleb(-decimals)
    if fifteen.adjusted() + decimals >= 15:
        return False
    return fifteen.quantize(step, ROUND_HALF_UP) == Decimal(f"{size:.{decimals}f}")


def _settled(p: float) -> bool:
    """Say whether it is plain on which side of the ends a p lies."""
    return all(p == end or abs(p - end) > 1e-12 for end in (LEAST_P, MOST_P))
