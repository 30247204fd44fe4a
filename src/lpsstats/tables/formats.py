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
from lpsstats.tables.number_formats import NOTHING, if_any, joined, one, span, with_range
from lpsstats.tables.number_style import (
    BOUNDED,
    COUNT,
    DEGREES,
    NUMBER,
    P_VALUE,
    PERCENT,
    SIGNED,
    SIGNED_BOUNDED,
    SIGNED_POINTS,
    SIGNED_WHOLE,
    TENTH,
    THIRD,
    THOUSANDTH,
    WHOLE,
    Number,
)
from lpsstats.tables.rounding import Cell, with_n
from lpsstats.tables.sparkline import sparkline

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


def _text(value: object) -> Cell:
    return NOTHING if value in (None, "") else Cell(str(value))


def _all_or(value: object) -> Cell:
    return Cell("all", "muted") if value is None else Cell(str(value))


def _of_a_share(share: float | None) -> Cell:
    return one(WHOLE)(None if share is None else 100 * share)


def _item(key: str, turned: bool) -> Cell:
    return Cell(f"{key} (r)" if turned else key)


def _name_bounded(name: str | None, value: float | None) -> Cell:
    if name is None or value is None:
        return NOTHING
    number = Number(value, BOUNDED)
    return Cell(f"{name} ({number.text})", "", (number,))


def _rank(rank: int | None, n: int | None) -> Cell:
    """Give a rank and of how many; the first is the largest."""
    if rank is None or n is None:
        return NOTHING
    return joined((Number(rank, COUNT), Number(n, COUNT)), " of ")


def _out_of(n: int | None, of: int | None) -> Cell:
    """Give a count and of how many, in the least room."""
    if n is None or of is None:
        return NOTHING
    return joined((Number(n, COUNT), Number(of, COUNT)), "/")


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
        return NOTHING
    ends = Number(low, WHOLE), Number(high, WHOLE)
    return Cell(ends[0].text if low == high else f"{ends[0].text}-{ends[1].text}", "", ends)


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
        "count": one(COUNT),
        "number": one(NUMBER),
        "signed": one(SIGNED),
        "interval": span(SIGNED),
        "bounded": one(BOUNDED),
        "bounded_interval": span(BOUNDED),
        "bounded_with_interval": with_range(BOUNDED),
        "signed_bounded": one(SIGNED_BOUNDED),
        "signed_bounded_interval": span(SIGNED_BOUNDED),
        "together": lambda word: TOGETHER.get(word, NOTHING),
        "line": lambda drawn: Cell("yes" if drawn else "no", "" if drawn else "muted"),
        "pct_with_interval": with_range(WHOLE),
        "p_value": one(P_VALUE),
        "ratio_interval": ratio_interval(NUMBER),
        "ratio3": one(THIRD),
        "ratio3_interval": ratio_interval(THIRD),
        "decided_by": decided_by,
        "deciding_count": deciding(one(COUNT)),
        "deciding_number": deciding(one(NUMBER)),
        "deciding_interval": deciding(ratio_interval(NUMBER)),
        "deciding_p": deciding(judged_p),
        "deciding_rate": deciding(earlier_rate),
        "earlier_rate": earlier_rate,
        "compared_count": compared(one(COUNT)),
        "compared_tenth": compared(one(TENTH)),
        "compared_rate": compared_rate,
        "compared_limits": compared_limits,
        "df": one(DEGREES),
        "tenth": one(TENTH),
        "shares": lambda line: NOTHING if line is None else Cell(line),
        "rank": _rank,
        "out_of": _out_of,
        "if_count": if_any(COUNT),
        "if_tenth": if_any(TENTH),
        "if_bounded": if_any(BOUNDED),
        "if_number": if_any(NUMBER),
        "whole_points": one(SIGNED_POINTS),
        "whole_interval": span(SIGNED_WHOLE),
        "whole_percent": one(PERCENT),
        "whole_percents": span(WHOLE),
        "theme": _theme,
        "group_n": lambda label, *n: Cell(with_n(label, *n)),
        "all_themes": lambda label: Cell("all themes", "muted") if label is None else Cell(label),
        "thousandth": one(THOUSANDTH),
        "answer": _answer,
        "percent": _of_a_share,
        "rank_range": _rank_range,
        "goes_with": _goes_with,
        "sparkline": sparkline,
        "verdict": lambda verdict: Cell("") if verdict is None else VERDICTS[verdict],
        "check": lambda outcome: CHECKS.get(outcome, NOTHING),
    }
)

TEXT_FORMATS = frozenset(
    {"text", "measure", "all_or", "item", "name_bounded", "verdict", "check", "answer"}
    | {"theme", "group_n", "all_themes", "goes_with"}
    | {"decided_by"}
    | {"together", "line", "sparkline"}
)
