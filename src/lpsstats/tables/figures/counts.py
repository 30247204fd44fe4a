"""Counts, or their rates, over periods: a panel per category, a line per unit."""

from collections.abc import Iterator, Sequence

from lpsstats.tables.figures.axes import axis
from lpsstats.tables.figures.parts import LineChart, LinePanel, Series
from lpsstats.tables.figures.reading import have, not_drawn, number, numbers, together, withheld
from lpsstats.tables.formats import FORMATS
from lpsstats.tables.model import Record, Table

ABSENT = "nothing was recorded, or how much was exposed to counting"
GAPS = "No line is drawn to or from a period without a record. Each panel has its own axis."


def counts_figure(table: Table) -> LineChart | None:
    """Draw counts over periods, or rates where the exposure is known.

    Parameters
    ----------
    table : Table
        Of counts, all periods.

    Returns
    -------
    LineChart or None
        `None` where there are fewer than two periods.
    """
    if not table.records or "recording_unit" not in table.records[0]:
        return None
    rated = any(have(record, "rate") for record in table.records)
    key = "rate" if rated else "count"
    drawn = [record for record in table.records if have(record, key)]
    steps = _steps(drawn)
    if len(steps) < len(("first", "last")):
        return None
    hidden = sum(withheld(record, (key,)) for record in table.records)
    return LineChart(
        key="counts",
        title=table.title,
        steps=tuple(steps),
        panels=tuple(_panels(drawn, steps, key)),
        sentences=(
            f"{'Rates' if rated else 'Counts'}. {GAPS}",
            *not_drawn(hidden, len(table.records) - len(drawn) - hidden, ABSENT),
        ),
        alternative="\n".join(_said(records, key) for records in _lines(drawn)),
    )


def _lines(drawn: Sequence[Record]) -> list[list[Record]]:
    lines = together(drawn, lambda each: (str(each["category"]), str(each["recording_unit"])))
    return list(lines.values())


def _steps(drawn: Sequence[Record]) -> list[str]:
    """Put the periods in time: each line has them in order, and none has them all perhaps."""
    steps: list[str] = []
    for records in sorted(_lines(drawn), key=len, reverse=True):
        at = 0
        for record in records:
            period = str(record["period"])
            if period in steps:
                at = steps.index(period) + 1
            else:
                steps.insert(at, period)
                at += 1
    return steps


def _panels(drawn: Sequence[Record], steps: Sequence[str], key: str) -> Iterator[LinePanel]:
    units = list(dict.fromkeys(str(each["recording_unit"]) for each in drawn))
    for records in together(drawn, lambda each: (str(each["category"]),)).values():
        values = numbers(number(record, key) for record in records)
        lines = together(records, lambda each: (str(each["recording_unit"]),)).values()
        yield LinePanel(
            title=str(records[0]["category_label"]),
            axis=axis([0.0, *values], ends=("less", "more")),
            series=tuple(_series(line, steps, key, units) for line in lines),
        )


def _series(
    records: Sequence[Record], steps: Sequence[str], key: str, units: Sequence[str]
) -> Series:
    values = {str(record["period"]): number(record, key) for record in records}
    first = records[0]
    return Series(
        label=str(first["recording_unit_label"]),
        values=tuple(values.get(step) for step in steps),
        style=units.index(str(first["recording_unit"])),
        strong=first["recording_unit"] is None,
    )


def _said(records: Sequence[Record], key: str) -> str:
    """Say a line in words."""
    write = FORMATS["number" if key == "rate" else "count"]
    said = [f"{record['period']} {write(record[key]).text}" for record in records]
    first = records[0]
    return f"{first['category_label']}, {first['recording_unit_label']}: {', '.join(said)}."
