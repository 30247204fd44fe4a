"""The change between two waves as dumbbells: earlier, later, and the interval of the change."""

from collections.abc import Hashable, Iterator, Sequence
from functools import partial

from lpsstats.tables.figures.axes import PERCENT, axis
from lpsstats.tables.figures.parts import Axis, Mark, Row, RowChart, RowPanel
from lpsstats.tables.figures.reading import (
    have,
    mark_of,
    measure_words,
    not_drawn,
    number,
    numbers,
    place_words,
    printed,
    together,
    verdict_marks,
    withheld,
    words,
)
from lpsstats.tables.model import Record, Table

ABSENT = "there are no two values to compare, or all answers of a question are tested at once"
BAR = (
    "Bar: the {level} interval of the change, drawn from the earlier value. Where it does not "
    "reach the open circle, that interval excludes 0; the verdict also counts how many tests were "
    "made."
)
ENDS = ("estimate", "conf_low", "conf_high")


def change_figure(table: Table) -> RowChart | None:
    """Draw what changed between two waves.

    Parameters
    ----------
    table : Table
        Of a comparison of two waves.

    Returns
    -------
    RowChart or None
        One panel per measure with a row per site; where there is one site, its measures on the
        axes that they share. `None` if no row has two values.
    """
    drawn = [record for record in table.records if _is_drawn(record)]
    if not drawn:
        return None
    first = drawn[0]
    hidden = sum(withheld(record, (*_levels(record), *ENDS)) for record in table.records)
    absent = len(table.records) - len(drawn) - hidden
    before, after = (_wave(table, first[key]) for key in ("wave_from", "wave_to"))
    level = f"{100 * (number(first, 'confidence') or 0.95):g}%"
    return RowChart(
        key="change",
        title=table.title,
        headings=(f"Change [{level} CI]", "Verdict"),
        legend=((Mark.OPEN, before), *verdict_marks(table, drawn, after)),
        panels=tuple(_panels(table, drawn)),
        sentences=(BAR.format(level=level), *not_drawn(hidden, absent, ABSENT)),
        alternative="\n".join(_said(table, record, before, after) for record in drawn),
    )


def _wave(table: Table, key: object) -> str:
    return table.waves.get(str(key), str(key))


def _levels(record: Record) -> tuple[str, str]:
    """Name the keys of the two values: means, or percentages."""
    return ("mean_from", "mean_to") if record["unit"] == "points" else ("pct_from", "pct_to")


def _is_drawn(record: Record) -> bool:
    return have(record, *_levels(record), "estimate") and not withheld(record, ENDS)


def _panels(table: Table, drawn: Sequence[Record]) -> Iterator[RowPanel]:
    """Put the rows that share a panel together, in the order in which they first stand."""
    single = len({record["site"] for record in drawn}) == 1
    # Panels of one range show the same part of it, so that they can be compared.
    scales = together(drawn, lambda record: _scale(table, record))
    parts = (
        scales
        if single
        else together(drawn, lambda record: (*_measure(record), *_scale(table, record)))
    )
    for records in parts.values():
        first = records[0]
        yield RowPanel(
            title=str(first["site_label"] or "") if single else measure_words(first),
            axis=_axis(table, scales[_scale(table, first)]),
            rows=tuple(_row(table, record, single=single) for record in records),
        )


def _scale(table: Table, record: Record) -> tuple[Hashable, ...]:
    """Tell apart what needs an axis of its own."""
    return str(record["unit"]), str(record["better"]), _bounds(table, record)


def _measure(record: Record) -> tuple[Hashable, ...]:
    return str(record["measure"]), str(record.get("category"))


def _bounds(table: Table, record: Record) -> tuple[float, float] | None:
    if record["unit"] != "points":
        return PERCENT
    return table.ranges.get(str(record["measure"]))


def _axis(table: Table, records: Sequence[Record]) -> Axis:
    """Show all values and intervals of some rows."""
    first = records[0]
    values = [
        value
        for record in records
        for value in (*numbers(map(partial(number, record), _levels(record))), *_interval(record))
    ]
    return axis(
        values,
        _bounds(table, first),
        better=str(first["better"]),
        unit="" if first["unit"] == "points" else "%",
    )


def _interval(record: Record) -> tuple[float, ...]:
    """Give the ends of the bar, if there is one: the change's interval from the earlier value."""
    start = number(record, _levels(record)[0])
    low, high = number(record, "conf_low"), number(record, "conf_high")
    if start is None or low is None or high is None:
        return ()
    return start + low, start + high


def _row(table: Table, record: Record, *, single: bool) -> Row:
    before, value = numbers(map(partial(number, record), _levels(record)))
    low, high = _interval(record) or (None, None)
    return Row(
        label=measure_words(record) if single else str(record["site_label"]),
        before=before,
        value=value,
        mark=mark_of(record["verdict"]),
        low=low,
        high=high,
        texts=(_change(table, record), printed(table, record, "verdict")),
        strong=record["site"] is None,
    )


def _change(table: Table, record: Record) -> str:
    """Give the change and its interval as the table prints them."""
    interval = ("conf_low", "conf_high")
    ends = printed(table, record, *interval, "unit") if have(record, *interval) else ""
    return f"{printed(table, record, 'estimate', 'unit')} {ends}".strip()


def _said(table: Table, record: Record, before: str, after: str) -> str:
    """Say a row in words."""
    levels = [printed(table, record, f"mean_{end}", f"pct_{end}") for end in ("from", "to")]
    verdict = words(printed(table, record, "verdict"))
    return (
        f"{place_words(record)}: {levels[0]} ({before}) to {levels[1]} "
        f"({after}), change {_change(table, record)}{f', {verdict}' if verdict else ''}."
    )
