"""What formats are built from: cells of one number, of an interval, of a number and interval."""

from collections.abc import Callable

from lpsstats.tables.number_style import Number, Style
from lpsstats.tables.rounding import ABSENT, Cell

NOTHING = Cell(ABSENT, "muted")


def shown(value: float, style: Style, tone: str = "") -> Cell:
    """Give the cell of a number."""
    return Cell(style.text(value), tone, (Number(value, style),))


def one(style: Style) -> Callable[..., Cell]:
    """Make a format for one value, where an absent one is a muted dash."""

    def show(value: float | None) -> Cell:
        return NOTHING if value is None else shown(value, style)

    return show


def if_any(style: Style) -> Callable[..., Cell]:
    """Make a format for a column in which most rows have nothing to show: blank, no dash."""

    def show(value: float | None) -> Cell:
        return Cell("") if value is None else shown(value, style)

    return show


def span(style: Style) -> Callable[..., Cell]:
    """Make a format for an interval in square brackets."""

    def show(low: float | None, high: float | None) -> Cell:
        if low is None or high is None:
            return NOTHING
        ends = Number(low, style), Number(high, style)
        return Cell(f"[{ends[0].text}, {ends[1].text}]", "", ends)

    return show


def with_range(style: Style) -> Callable[..., Cell]:
    """Make a format for a value followed by its interval, where it has one."""
    interval = span(style)

    def show(value: float | None, low: float | None, high: float | None) -> Cell:
        if value is None:
            return NOTHING
        alone = shown(value, style)
        if low is None:
            return alone
        ends = interval(low, high)
        return Cell(f"{alone.text} {ends.text}", "", alone.numbers + ends.numbers)

    return show


def joined(numbers: tuple[Number, ...], between: str) -> Cell:
    """Give numbers one after the other, with a word or a mark between them."""
    return Cell(between.join(number.text for number in numbers), "", numbers)
