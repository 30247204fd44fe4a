"""How a page shows ratios of counts."""

from collections.abc import Callable
from dataclasses import replace

from lpsstats.tables.number_formats import NOTHING, one, shown, span
from lpsstats.tables.number_style import NUMBER, Style
from lpsstats.tables.rounding import Cell


def ratio_interval(style: Style) -> Callable[..., Cell]:
    """Make a format for the interval of a ratio, which may have a lower end alone."""
    interval = span(style)
    at_least = replace(style, prefix="≥")

    def show(low: float | None, high: float | None) -> Cell:
        return interval(low, high) if low is None or high is not None else shown(low, at_least)

    return show


def deciding(write: Callable[..., Cell]) -> Callable[..., Cell]:
    """Make a format that shows the values of the comparison that decided, of the two given.

    Its values are which one it was, those of the year before, and as many of the period before.
    """

    def show(which: str | None, *values: float | None) -> Cell:
        half = len(values) // 2
        if which is None:
            return NOTHING
        return write(*(values[:half] if which == "year_before" else values[half:]))

    return show


def decided_by(which: str | None) -> Cell:
    """Say which comparison a verdict rests on."""
    return NOTHING if which is None else Cell(which.replace("_", " "))


def compared(write: Callable[..., Cell]) -> Callable[..., Cell]:
    """Make a format that shows what was compared: of totals, of the units that have both periods.

    Its values are which comparison decided, the row's own value, and those of either comparison.
    """

    def show(
        which: str | None, own: float | None, year: float | None, previous: float | None
    ) -> Cell:
        matched = {"year_before": year, "previous": previous}.get(which or "")
        return write(own if matched is None else matched)

    return show


def compared_rate(which: str | None, own: float | None, per: float, *matched: float | None) -> Cell:
    """Show the rate that was compared: counts and exposures of either comparison follow."""
    year, previous = (_rate(per, *matched[:2]), _rate(per, *matched[2:]))
    return compared(one(NUMBER))(which, own, year, previous)


def compared_limits(which: str | None, *values: float | None) -> Cell:
    """Show the interval of the whole rate, unless another rate than the whole stands beside it.

    Its values are the count, that of either comparison, and the limits.
    """
    own, year, previous, low, high = values
    matched = {"year_before": year, "previous": previous}.get(which or "")
    if matched is not None and matched != own:
        return NOTHING
    return ratio_interval(NUMBER)(low, high)


def earlier_rate(per: float, count: float | None, exposure: float | None) -> Cell:
    """Show the rate of the earlier period."""
    return one(NUMBER)(_rate(per, count, exposure))


def _rate(per: float, count: float | None = None, exposure: float | None = None) -> float | None:
    return None if count is None or exposure is None else count / exposure * per
