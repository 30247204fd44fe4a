"""How a page shows a change and what stands beside it, in points or in percent."""

from collections.abc import Callable

from lpsstats.tables.rounding import ABSENT, Cell, bounded, fixed, p_value, signed

HEDGES, CRAMER = "Hedges", "Cramer"


def one(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for one value, where an absent one is a muted dash."""

    def show(value: float | None) -> Cell:
        return Cell(ABSENT, "muted") if value is None else Cell(write(value))

    return show


def span(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for an interval in square brackets."""

    def show(low: float | None, high: float | None) -> Cell:
        if low is None or high is None:
            return Cell(ABSENT, "muted")
        return Cell(f"[{write(low)}, {write(high)}]")

    return show


def measure_name(label: str, category: str | None, category_label: str | None) -> Cell:
    """Name a measure, or one of its answers below it."""
    if category is None:
        return Cell(label)
    return Cell(f"· {category_label or category}")


def level(mean: float | None, percentage: float | None) -> Cell:
    """Show a mean, or a whole percentage where the measure is a share."""
    if percentage is not None and mean is None:
        return Cell(f"{fixed(percentage, 0)}%")
    return one(lambda x: fixed(x, 2))(mean)


def change(estimate: float | None, unit: str) -> Cell:
    """Show a change in points of the scale, or in whole percentage points."""
    if estimate is None:
        return Cell(ABSENT, "muted")
    return Cell(signed(estimate, 2) if unit == "points" else f"{signed(estimate, 0)} pp")


def change_interval(low: float | None, high: float | None, unit: str) -> Cell:
    """Show the interval of a change, without its unit."""
    return span(lambda x: signed(x, 2 if unit == "points" else 0))(low, high)


def effect_of(method: str) -> Callable[..., Cell]:
    """Make a format for an effect size of one kind; rows with another show a dash."""

    def show(value: float | None, kind: str | None) -> Cell:
        here = value if kind is not None and kind.startswith(method) else None
        return one(lambda x: signed(x, 2) if method != CRAMER else bounded(x))(here)

    return show


def unseen(detectable: float | None, verdict: str, unit: str) -> Cell:
    """Show the change that would have been found, where none was."""
    if detectable is None or verdict != "no_clear_change":
        return Cell(ABSENT, "muted")
    return Cell(fixed(detectable, 2) if unit == "points" else f"{fixed(detectable, 0)} pp")


def from_to(before: float | None, after: float | None, unit: str) -> Cell:
    """Show the two percentages behind a mean, one after the other; a share shows them itself."""
    if before is None or after is None or unit == "percent":
        return Cell(ABSENT, "muted")
    return Cell(f"{fixed(before, 0)}% to {fixed(after, 0)}%")


def judged_p(adjusted: float | None, raw: float | None, n_sites: int | None) -> Cell:
    """Show the p that a verdict rests on: the adjusted one; of all sites its own, muted."""
    if adjusted is None and raw is not None and n_sites is not None:
        return Cell(p_value(raw), "muted")
    return one(p_value)(adjusted)
