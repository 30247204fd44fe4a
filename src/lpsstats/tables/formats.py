"""How a page shows each kind of value: the formats that columns name."""

from collections.abc import Callable
from types import MappingProxyType

from lpsstats.stats.coder_agreement import LOW_KAPPA
from lpsstats.tables.change_formats import (
    CRAMER,
    HEDGES,
    change,
    change_interval,
    effect_of,
    from_to,
    judged_p,
    level,
    measure_name,
    one,
    span,
    unseen,
)
from lpsstats.tables.counts_formats import (
    compared,
    compared_limits,
    compared_rate,
    decided_by,
    deciding,
    earlier_rate,
    ratio_interval,
)
from lpsstats.tables.rounding import (
    ABSENT,
    Cell,
    bounded,
    fixed,
    p_value,
    signed,
    signed_bounded,
    with_n,
)

VERDICTS = MappingProxyType(
    {
        "improved": Cell("▲ improved", "good"),
        "declined": Cell("▼ declined", "bad"),
        "changed": Cell("◆ changed", ""),
        "no_clear_change": Cell("no clear change", "muted"),
        "practically_unchanged": Cell("≈ practically unchanged", "muted"),
        "favours_intervention": Cell("▲ favours intervention", "good"),
        "favours_comparison": Cell("▼ favours comparison", "bad"),
        "changes_differ": Cell("◆ changes differ", ""),
        "no_clear_difference": Cell("no clear difference", "muted"),
        "practically_equal": Cell("≈ practically equal", "muted"),
        "higher": Cell("▲ higher"),
        "lower": Cell("▼ lower"),
        "rising": Cell("▲ rising"),
        "falling": Cell("▼ falling"),
        "no_clear_trend": Cell("no clear trend", "muted"),
        "not_testable": Cell("not testable", "muted"),
    }
)

TOGETHER = MappingProxyType(
    {
        "better_with_better": Cell("better with better"),
        "better_with_worse": Cell("better with worse"),
        "more_with_more": Cell("more with more"),
        "more_with_less": Cell("more with less"),
        "not_clear": Cell("not clear", "muted"),
    }
)

GOES_WITH = MappingProxyType(
    {
        "better": Cell("▲ better", "good"),
        "worse": Cell("▼ worse", "bad"),
        "neither": Cell("◆ differs", ""),
        "better_with_better": Cell("better with better"),
        "better_with_worse": Cell("better with worse"),
        "more_with_more": Cell("more with more"),
        "more_with_less": Cell("more with less"),
    }
)

CHECKS = MappingProxyType(
    {
        "pass": Cell("pass", "good"),
        "fail": Cell("FAIL", "bad"),
        "not_judged": Cell("not judged", "muted"),
    }
)


def _with_range(write: Callable[[float], str]) -> Callable[..., Cell]:
    """Make a format for a value followed by its interval, where it has one."""

    def show(value: float | None, low: float | None, high: float | None) -> Cell:
        if value is None:
            return Cell(ABSENT, "muted")
        return Cell(write(value) + ("" if low is None else f" {span(write)(low, high).text}"))

    return show


def _text(value: object) -> Cell:
    return Cell(ABSENT, "muted") if value in (None, "") else Cell(str(value))


def _all_or(value: object) -> Cell:
    return Cell("all", "muted") if value is None else Cell(str(value))


def _item(key: str, turned: bool) -> Cell:
    return Cell(f"{key} (r)" if turned else key)


def _name_bounded(name: str | None, value: float | None) -> Cell:
    return _text(None) if name is None or value is None else Cell(f"{name} ({bounded(value)})")


def _rank(rank: int | None, n: int | None) -> Cell:
    """Give a rank and of how many; the first is the largest."""
    return _text(None) if rank is None or n is None else Cell(f"{rank:,} of {n:,}")


def _out_of(n: int | None, of: int | None) -> Cell:
    """Give a count and of how many, in the least room."""
    return _text(None) if n is None or of is None else Cell(f"{n:,}/{of:,}")


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


def _theme(label: str, small: bool, kappa: float | None) -> Cell:
    """Name a theme and mark it, on one line with its last word, where it has few or is doubtful."""
    marks = ("*" if small else "") + ("†" if kappa is not None and kappa < LOW_KAPPA else "")
    return Cell(f"{label}\N{NO-BREAK SPACE}{marks}" if marks else label)


def _rank_range(low: int | None, high: int | None) -> Cell:
    """Give the ends of a rank's interval, once where they are one."""
    if low is None or high is None:
        return Cell(ABSENT, "muted")
    return Cell(str(low) if low == high else f"{low}-{high}")


def _goes_with(direction: str | None, clear: bool | None) -> Cell:
    """Say which end of the outcome something goes with, if that is clear."""
    if clear is None or direction is None:
        return VERDICTS["not_testable"]
    return GOES_WITH[direction] if clear else VERDICTS["no_clear_difference"]


FORMATS: MappingProxyType[str, Callable[..., Cell]] = MappingProxyType(
    {
        "text": _text,
        "measure": measure_name,
        "level": level,
        "change": change,
        "change_interval": change_interval,
        "hedges": effect_of(HEDGES),
        "cramer": effect_of(CRAMER),
        "unseen": unseen,
        "judged_p": judged_p,
        "from_to": from_to,
        "all_or": _all_or,
        "item": _item,
        "name_bounded": _name_bounded,
        "count": one(lambda n: fixed(n, 0, ",")),
        "number": one(lambda x: fixed(x, 2)),
        "signed": one(lambda x: signed(x, 2)),
        "interval": span(lambda x: signed(x, 2)),
        "bounded": one(bounded),
        "bounded_interval": span(bounded),
        "bounded_with_interval": _with_range(bounded),
        "signed_bounded": one(signed_bounded),
        "signed_bounded_interval": span(signed_bounded),
        "together": lambda word: TOGETHER.get(word, Cell(ABSENT, "muted")),
        "line": lambda drawn: Cell("yes" if drawn else "no", "" if drawn else "muted"),
        "pct_with_interval": _with_range(lambda pct: fixed(pct, 0)),
        "p_value": one(p_value),
        "ratio_interval": ratio_interval(2),
        "ratio3": one(lambda x: fixed(x, 3)),
        "ratio3_interval": ratio_interval(3),
        "decided_by": decided_by,
        "deciding_count": deciding(one(lambda n: fixed(n, 0, ","))),
        "deciding_number": deciding(one(lambda x: fixed(x, 2))),
        "deciding_interval": deciding(ratio_interval(2)),
        "deciding_p": deciding(judged_p),
        "deciding_rate": deciding(earlier_rate),
        "earlier_rate": earlier_rate,
        "compared_count": compared(one(lambda n: fixed(n, 0, ","))),
        "compared_tenth": compared(one(lambda x: fixed(x, 1, ","))),
        "compared_rate": compared_rate,
        "compared_limits": compared_limits,
        "df": one(lambda x: fixed(x, 1)),
        "tenth": one(lambda x: fixed(x, 1, ",")),
        "shares": one(str),
        "rank": _rank,
        "out_of": _out_of,
        "if_count": _if_any(lambda n: fixed(n, 0, ",")),
        "if_tenth": _if_any(lambda x: fixed(x, 1, ",")),
        "if_bounded": _if_any(bounded),
        "if_number": _if_any(lambda x: fixed(x, 2)),
        "whole_points": one(lambda x: f"{signed(x, 0)} pp"),
        "whole_interval": span(lambda x: signed(x, 0)),
        "whole_percent": one(lambda x: f"{fixed(x, 0)}%"),
        "whole_percents": span(lambda x: fixed(x, 0)),
        "theme": _theme,
        "group_n": lambda label, *n: Cell(with_n(label, *n)),
        "all_themes": lambda label: Cell("all themes", "muted") if label is None else Cell(label),
        "thousandth": one(lambda x: bounded(x, 3)),
        "answer": _answer,
        "percent": one(lambda share: fixed(100 * share, 0)),
        "rank_range": _rank_range,
        "goes_with": _goes_with,
        "verdict": lambda verdict: Cell("") if verdict is None else VERDICTS[verdict],
        "check": lambda outcome: CHECKS.get(outcome, Cell(ABSENT, "muted")),
    }
)

TEXT_FORMATS = frozenset(
    {"text", "measure", "all_or", "item", "name_bounded", "verdict", "check", "answer"}
    | {"theme", "group_n", "all_themes", "goes_with"}
    | {"decided_by"}
    | {"together", "line"}
)
