"""How a page shows a change and what stands beside it, in points or in percent."""

from collections.abc import Callable

from lpsstats.tables.number_formats import NOTHING, joined, one, shown, span
from lpsstats.tables.number_style import (
    BOUNDED,
    NUMBER,
    P_VALUE,
    PERCENT,
    POINTS,
    SIGNED,
    SIGNED_POINTS,
    SIGNED_WHOLE,
    Number,
)
from lpsstats.tables.rounding import Cell

HEDGES, CRAMER = "Hedges", "Cramer"


def measure_name(label: str, category: str | None, category_label: str | None) -> Cell:
    """Name a measure, or one of its answers below it."""
    if category is None:
        return Cell(label)
    return Cell(f"· {category_label or category}")


def level(mean: float | None, percentage: float | None) -> Cell:
    """Show a mean, or a whole percentage where the measure is a share."""
    if percentage is not None and mean is None:
        return shown(percentage, PERCENT)
    return one(NUMBER)(mean)


def change(estimate: float | None, unit: str) -> Cell:
    """Show a change in points of the scale, or in whole percentage points."""
    return one(SIGNED if unit == "points" else SIGNED_POINTS)(estimate)


def change_interval(low: float | None, high: float | None, unit: str) -> Cell:
    """Show the interval of a change, without its unit."""
    return span(SIGNED if unit == "points" else SIGNED_WHOLE)(low, high)


def effect_of(method: str) -> Callable[..., Cell]:
    """Make a format for an effect size of one kind; rows with another show a dash."""
    write = one(SIGNED if method != CRAMER else BOUNDED)

    def show(value: float | None, kind: str | None) -> Cell:
        return write(value if kind is not None and kind.startswith(method) else None)

    return show


def unseen(detectable: float | None, verdict: str, unit: str) -> Cell:
    """Show the change that would have been found, where none was."""
    if verdict != "no_clear_change":
        return NOTHING
    return one(NUMBER if unit == "points" else POINTS)(detectable)


def from_to(before: float | None, after: float | None, unit: str) -> Cell:
    """Show the two percentages behind a mean, one after the other; a share shows them itself."""
    if before is None or after is None or unit == "percent":
        return NOTHING
    return joined((Number(before, PERCENT), Number(after, PERCENT)), " to ")


def judged_p(adjusted: float | None, raw: float | None, n_sites: int | None) -> Cell:
    """Show the p that a verdict rests on: the adjusted one; of all sites its own, muted."""
    if adjusted is None and raw is not None and n_sites is not None:
        return shown(raw, P_VALUE, "muted")
    return one(P_VALUE)(adjusted)
