"""How a page shows ratios of counts."""

from collections.abc import Callable

from lpsstats.tables.rounding import ABSENT, Cell, fixed


def ratio_interval(decimals: int) -> Callable[..., Cell]:
    """Make a format for the interval of a ratio, which may have a lower end alone."""

    def show(low: float | None, high: float | None) -> Cell:
        if low is None:
            return Cell(ABSENT, "muted")
        if high is None:
            return Cell(f"≥{fixed(low, decimals)}")
        return Cell(f"[{fixed(low, decimals)}, {fixed(high, decimals)}]")

    return show


def deciding(write: Callable[..., Cell]) -> Callable[..., Cell]:
    """Make a format that shows the values of the comparison that decided, of the two given.

    Its values are which one it was, those of the year before, and as many of the period before.
    """

    def show(which: str | None, *values: float | None) -> Cell:
        half = len(values) // 2
        if which is None:
            return Cell(ABSENT, "muted")
        return write(*(values[:half] if which == "year_before" else values[half:]))

    return show


def decided_by(which: str | None) -> Cell:
    """Say which comparison a verdict rests on."""
    return Cell(ABSENT, "muted") if which is None else Cell(which.replace("_", " "))
