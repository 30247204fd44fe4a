"""Numbers and words as a page shows them, after the APA's rules. The only rounding there is.

Two decimals for means, standard deviations and effects; no leading zero where a value cannot
pass one; exact p to three decimals and `<.001` below; a real minus sign; never a negative zero.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

MINUS = "\N{MINUS SIGN}"
ABSENT = "\N{EN DASH}"
HEDGES, CRAMER = "Hedges", "Cramer"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value; `tone` (`good`, `bad`, `muted` or nothing) colours it, never replaces it."""

    text: str
    tone: str = ""


VERDICTS = MappingProxyType(
    {
        "improved": Cell("▲ improved", "good"),
        "declined": Cell("▼ declined", "bad"),
        "changed": Cell("◆ changed", ""),
        "no_clear_change": Cell("no clear change", "muted"),
        "practically_unchanged": Cell("≈ practically unchanged", "muted"),
        "not_testable": Cell("not testable", "muted"),
    }
)

CHECKS = MappingProxyType(
    {
        "pass": Cell("pass", "good"),
        "fail": Cell("FAIL", "bad"),
        "not_judged": Cell("not judged", "muted"),
    }
)


def fixed(number: float, decimals: int, thousands: str = "") -> str:
    """Round half to even on the exact binary value, with a real minus and no negative zero.

    A number that is not finite has no place on a page: it is a `ValueError`, for what is undefined
    must arrive as `None`.
    """
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be shown; an undefined value is None")
    text = f"{abs(number):{thousands}.{decimals}f}"
    return f"{MINUS}{text}" if number < 0 and text.strip("0.") else text


def signed(number: float, decimals: int) -> str:
    """Round and put a plus before what is more than zero."""
    text = fixed(number, decimals)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def bounded(number: float, decimals: int = 2) -> str:
    """Round a value that cannot pass one in size, without its leading zero."""
    text = fixed(number, decimals)
    return text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text


def p_value(p: float) -> str:
    """Give p to three decimals; `<.001` and `>.999` at the ends."""
    text = bounded(p, 3)
    if p < 0.001:
        return "<.001"
    return ">.999" if p > 0.999 else text


def shares(points: Sequence[float]) -> str:
    """Write percentages side by side, whole ones: for a line that shows all answers."""
    return " ".join(fixed(point, 0) for point in points)


def _one(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for one value, where an absent one is a muted dash."""

    def show(value: float | None) -> Cell:
        return Cell(ABSENT, "muted") if value is None else Cell(write(value))

    return show


def _range(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for an interval in square brackets."""

    def show(low: float | None, high: float | None) -> Cell:
        if low is None or high is None:
            return Cell(ABSENT, "muted")
        return Cell(f"[{write(low)}, {write(high)}]")

    return show


def _with_range(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for a value followed by its interval, where it has one."""

    def show(value: float | None, low: float | None, high: float | None) -> Cell:
        if value is None:
            return Cell(ABSENT, "muted")
        return Cell(write(value) + ("" if low is None else f" {_range(write)(low, high).text}"))

    return show


def _text(value: object) -> Cell:
    return Cell(ABSENT, "muted") if value in (None, "") else Cell(str(value))


def _all_or(value: object) -> Cell:
    return Cell("all", "muted") if value is None else Cell(str(value))


def _item(key: str, turned: bool) -> Cell:
    return Cell(f"{key} (r)" if turned else key)


def _name_bounded(name: str | None, value: float | None) -> Cell:
    return _text(None) if name is None or value is None else Cell(f"{name} ({bounded(value)})")


def _if_any(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for a column in which most rows have nothing to show: blank, no dash."""

    def show(value: float | None) -> Cell:
        return Cell("" if value is None else write(value))

    return show


def _answer(code: str | None, label: str | None) -> Cell:
    """Name an answer by code and label; without a code the row is of all who answered."""
    if code is None:
        return Cell("answered", "muted")
    return Cell(code if label is None or label == code else f"{code} {label}")


def _measure(label: str, category: str | None, category_label: str | None) -> Cell:
    """Name a measure, or one of its answers below it."""
    if category is None:
        return Cell(label)
    return Cell(f"· {category_label or category}")


def _level(mean: float | None, percentage: float | None) -> Cell:
    """Show a mean, or a whole percentage where the measure is a share."""
    if percentage is not None and mean is None:
        return Cell(f"{fixed(percentage, 0)}%")
    return _one(lambda x: fixed(x, 2))(mean)


def _change(estimate: float | None, unit: str) -> Cell:
    """Show a change in points of the scale, or in whole percentage points."""
    if estimate is None:
        return Cell(ABSENT, "muted")
    return Cell(signed(estimate, 2) if unit == "points" else f"{signed(estimate, 0)} pp")


def _change_interval(low: float | None, high: float | None, unit: str) -> Cell:
    return _range(lambda x: signed(x, 2 if unit == "points" else 0))(low, high)


def _only(method: str) -> Callable[..., Cell]:
    """Make a format for an effect size of one kind; rows with another show a dash."""

    def show(value: float | None, kind: str | None) -> Cell:
        here = value if kind is not None and kind.startswith(method) else None
        return _one(lambda x: signed(x, 2) if method != CRAMER else bounded(x))(here)

    return show


def _unseen(detectable: float | None, verdict: str, unit: str) -> Cell:
    """Show the change that would have been found, where none was."""
    if detectable is None or verdict != "no_clear_change":
        return Cell(ABSENT, "muted")
    return Cell(fixed(detectable, 2) if unit == "points" else f"{fixed(detectable, 0)} pp")


def _from_to(before: float | None, after: float | None) -> Cell:
    """Show two whole percentages, one after the other."""
    if before is None or after is None:
        return Cell(ABSENT, "muted")
    return Cell(f"{fixed(before, 0)}% to {fixed(after, 0)}%")


FORMATS: MappingProxyType[str, Callable[..., Cell]] = MappingProxyType(
    {
        "text": _text,
        "measure": _measure,
        "level": _level,
        "change": _change,
        "change_interval": _change_interval,
        "hedges": _only(HEDGES),
        "cramer": _only(CRAMER),
        "unseen": _unseen,
        "from_to": _from_to,
        "all_or": _all_or,
        "item": _item,
        "name_bounded": _name_bounded,
        "count": _one(lambda n: fixed(n, 0, ",")),
        "number": _one(lambda x: fixed(x, 2)),
        "signed": _one(lambda x: signed(x, 2)),
        "interval": _range(lambda x: signed(x, 2)),
        "bounded": _one(bounded),
        "bounded_interval": _range(bounded),
        "bounded_with_interval": _with_range(bounded),
        "p_value": _one(p_value),
        "df": _one(lambda x: fixed(x, 1)),
        "tenth": _one(lambda x: fixed(x, 1, ",")),
        "shares": _one(str),
        "if_count": _if_any(lambda n: fixed(n, 0, ",")),
        "if_tenth": _if_any(lambda x: fixed(x, 1, ",")),
        "if_number": _if_any(lambda x: fixed(x, 2)),
        "answer": _answer,
        "percent": _one(lambda share: fixed(100 * share, 0)),
        "verdict": lambda verdict: VERDICTS[verdict],
        "check": lambda outcome: CHECKS.get(outcome, Cell(ABSENT, "muted")),
    }
)

TEXT_FORMATS = frozenset(
    {"text", "measure", "all_or", "item", "name_bounded", "verdict", "check", "answer"}
)
