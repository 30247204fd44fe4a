"""How many name each theme, in one wave or in two, group by group."""

from collections.abc import Iterator, Sequence
from functools import partial

from lpsstats.tables.figures.axes import PERCENT, axis
from lpsstats.tables.figures.parts import Mark, Row, RowChart, RowPanel
from lpsstats.tables.figures.reading import (
    have,
    mark_of,
    not_drawn,
    number,
    numbers,
    printed,
    together,
    verdict_marks,
    withheld,
    words,
)
from lpsstats.tables.model import Record, Table

ABSENT = "they are of all themes together, or nobody was asked"
SHARES = ("pct_from", "pct_to", "estimate", "conf_low", "conf_high")
CHANGE = (
    "Bar: the {level} interval of the change, drawn from the earlier share; the verdict also "
    "counts how many tests were made."
)
SHARE = "Bar: the {level} interval of the share."


def themes_figure(table: Table) -> RowChart | None:
    """Draw the percentage of respondents who name each theme.

    Parameters
    ----------
    table : Table
        Of themes.

    Returns
    -------
    RowChart or None
        A panel per group; `None` if no theme has a percentage.
    """
    drawn = [record for record in table.records if _is_drawn(record)]
    if not drawn:
        return None
    hidden = sum(withheld(record, SHARES) for record in table.records)
    first = drawn[0]
    level = f"{100 * (number(first, 'confidence') or 0.95):g}%"
    two = any(record["wave_from"] is not None for record in drawn)
    waves = [table.waves.get(str(first[key]), str(first[key])) for key in ("wave_from", "wave_to")]
    before = ((Mark.OPEN, waves[0]),) if two else ()
    return RowChart(
        key="themes",
        title=table.title,
        headings=(f"Points [{level} CI]", "Verdict") if two else ("%",),
        legend=(*before, *verdict_marks(table, drawn, waves[1])),
        panels=tuple(_panels(table, drawn, two=two)),
        sentences=(
            (CHANGE if two else SHARE).format(level=level),
            *not_drawn(hidden, len(table.records) - len(drawn) - hidden, ABSENT),
        ),
        alternative="\n".join(_said(table, record) for record in drawn),
    )


def _is_drawn(record: Record) -> bool:
    return (
        record["category"] is not None and have(record, "pct_to") and not withheld(record, SHARES)
    )


def _panels(table: Table, drawn: Sequence[Record], *, two: bool) -> Iterator[RowPanel]:
    """Give every group the same axis, so that they can be compared."""
    ends = [value for record in drawn for value in _ends(record)]
    for records in together(
        drawn, lambda each: (str(each["measure"]), str(each["group"]))
    ).values():
        first = records[0]
        names = (first["measure_label"], first["group_label"])
        yield RowPanel(
            title=", ".join(str(name) for name in names if name),
            axis=axis(ends, PERCENT, unit="%", ends=("fewer", "more")),
            rows=tuple(_row(table, record, two=two) for record in records),
        )


def _bar(record: Record) -> tuple[float, ...]:
    """Give the ends of the bar: of the change from the earlier share, else of the one share."""
    start = number(record, "pct_from")
    if start is None:
        ends = numbers(map(partial(number, record), ("pct_to_low", "pct_to_high")))
    else:
        change = numbers(map(partial(number, record), ("conf_low", "conf_high")))
        ends = [start + end for end in change]
    return tuple(ends) if len(ends) == len(("low", "high")) else ()


def _ends(record: Record) -> list[float]:
    return [*numbers(map(partial(number, record), ("pct_from", "pct_to"))), *_bar(record)]


def _row(table: Table, record: Record, *, two: bool) -> Row:
    low, high = _bar(record) or (None, None)
    verdict = printed(table, record, "verdict")
    return Row(
        label=str(record["category_label"]),
        before=number(record, "pct_from"),
        value=number(record, "pct_to") or 0.0,
        low=low,
        high=high,
        mark=mark_of(record["verdict"]),
        texts=(_change(table, record), verdict) if two else (printed(table, record, "pct_to"),),
    )


def _change(table: Table, record: Record) -> str:
    interval = ("conf_low", "conf_high")
    ends = printed(table, record, *interval) if have(record, *interval) else ""
    return f"{printed(table, record, 'estimate')} {ends}".strip()


def _said(table: Table, record: Record) -> str:
    """Say a row in words."""
    names = (record["measure_label"], record["group_label"], record["category_label"])
    shares = [printed(table, record, f"pct_{end}") for end in ("from", "to")]
    change = f", change {_change(table, record)}" if have(record, "estimate") else ""
    verdict = words(printed(table, record, "verdict"))
    said = " to ".join(share for share in shares if share)
    return (
        f"{', '.join(str(name) for name in names if name)}: {said}{change}"
        f"{f', {verdict}' if verdict else ''}."
    )
