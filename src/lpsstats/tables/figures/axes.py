"""Axes: which part of a range is shown, and where its lines stand."""

from collections.abc import Sequence
from math import ceil, floor, log10

from lpsstats.tables.figures.parts import Axis
from lpsstats.tables.rounding import fixed

MOST_STEPS = 6
WHOLE = 0.6  # from this part of a range on, the whole of it is shown
LEAST = 0.2  # of a range, no less than this part of it
RIM = 0.04  # of the span of the values, left free on both sides
SAME = 0.01  # of the range or the value: what differs less is not magnified further
PERCENT = (0.0, 100.0)
ENDS = {"low": ("better", "worse"), "high": ("worse", "better")}
STEPS = (1.0, 2.0, 5.0, 10.0)


def axis(
    values: Sequence[float],
    bounds: tuple[float, float] | None = None,
    *,
    better: str = "neither",
    unit: str = "",
    line: float | None = None,
    ends: tuple[str, str] | None = None,
) -> Axis:
    """Choose an axis that shows all values.

    Parameters
    ----------
    values : sequence of float
        All that is drawn, at least one.
    bounds : (float, float), optional
        The least and greatest value there can be: where the values take up most of it, all of it is
        shown, and nothing beyond it unless a value is there.
    better : str
        Which end is the good one: `low`, `high` or `neither`.
    unit : str
        What is written after every tick.
    line : float, optional
        A value that the axis shows too and marks.
    ends : (str, str), optional
        What its ends mean, where that is not better and worse.
    """
    shown = [*values, *([] if line is None else [line])]
    low, high = _ends(min(shown), max(shown), bounds)
    step = _step(high - low)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    if bounds is None or low < bounds[0] or first * step >= bounds[0]:
        low = first * step
    if bounds is None or high > bounds[1] or last * step <= bounds[1]:
        high = last * step
    at_low, at_high = ends or ENDS.get(better, ("less", "more"))
    return Axis(
        low=low,
        high=high,
        ticks=tuple(_ticks(low, high, step, unit)),
        at_low=at_low,
        at_high=at_high,
        caption=_caption(low, high, bounds, step, unit),
        line=line,
    )


def _ends(least: float, greatest: float, bounds: tuple[float, float] | None) -> tuple[float, float]:
    """Give the whole range where the values take up most of it; else a little more than them."""
    if bounds is not None and greatest - least >= WHOLE * (bounds[1] - bounds[0]):
        return min(least, bounds[0]), max(greatest, bounds[1])
    rim = max(RIM * (greatest - least), _least_rim(max(-least, greatest), bounds))
    low, high = least - rim, greatest + rim
    if bounds is None:
        # What cannot fall below 0 is not shown below it.
        if least >= 0:
            return max(low, 0.0), high
        return low, min(high, 0.0) if greatest <= 0 else high
    # A small part of a range would make a small change look large.
    short = max(LEAST * (bounds[1] - bounds[0]) - (high - low), 0.0) / 2
    low, high = low - short, high + short
    return min(max(low, bounds[0]), least), max(min(high, bounds[1]), greatest)


def _least_rim(value: float, bounds: tuple[float, float] | None) -> float:
    """Give some room around values that are next to the same."""
    if bounds is not None and bounds[1] > bounds[0]:
        return SAME * (bounds[1] - bounds[0])
    return SAME * abs(value) or 0.5


def _step(span: float) -> float:
    """Choose a round distance between ticks, so that there are few of them."""
    power = 10.0 ** floor(log10(span / MOST_STEPS))
    return next(power * step for step in STEPS if span / (power * step) <= MOST_STEPS)


def _ticks(low: float, high: float, step: float, unit: str) -> list[tuple[float, str]]:
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    places = [number * step for number in range(first, last + 1)]
    return [(place, number_on(place, step) + unit) for place in places]


def number_on(value: float, step: float) -> str:
    """Write a number as exactly as a distance between ticks needs it."""
    return fixed(value, max(0, -floor(log10(step) + 1e-9)))


def _caption(
    low: float,
    high: float,
    bounds: tuple[float, float] | None,
    step: float,
    unit: str,
) -> str:
    """Say which part of the range is shown."""
    if bounds is None:
        return ""
    whole = f"{fixed(bounds[0], 0)} to {fixed(bounds[1], 0)}{unit}"
    if low <= bounds[0] and high >= bounds[1]:
        return whole
    part = f"{number_on(low, step)} to {number_on(high, step)}{unit}"
    return f"{part}, of {whole}"
