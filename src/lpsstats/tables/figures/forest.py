"""Estimates with their intervals, row by row: contrasts, differences, reliability."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lpsstats.tables.figures.axes import axis
from lpsstats.tables.figures.parts import Mark, Row, RowChart, RowPanel
from lpsstats.tables.figures.reading import (
    have,
    mark_of,
    not_drawn,
    number,
    numbers,
    printed,
    together,
    withheld,
    words,
)
from lpsstats.tables.model import Record, Table

NOT_CLEAR = frozenset({False, None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """How the rows of a table become a chart of estimates.

    Attributes
    ----------
    key : str
        Of the figure.
    keys : callable
        Gives the keys of a row's estimate and of the ends of its interval.
    label, panel : callable
        Give the name of a row, and what stands above the rows of a panel.
    shown : str
        What the estimate is, for its heading.
    verdict : tuple of str
        The keys of the column that judges; its first decides the shape.
    heading : str
        Of that column.
    ends : callable
        Gives what the ends of a panel's axis mean.
    line : float, optional
        The value that is marked.
    sentence : str
        How the line and the shapes are to be read.
    absent : str
        Why rows without an estimate have none.
    """

    key: str
    keys: Callable[[Record], tuple[str, str, str]]
    label: Callable[[Record], str]
    panel: Callable[[Record], str]
    shown: str
    verdict: tuple[str, ...]
    heading: str
    ends: Callable[[Record], tuple[str, str]]
    line: float | None
    sentence: str
    absent: str


def forest_figure(table: Table, forest: Forest) -> RowChart | None:
    """Draw the estimates of a table; `None` if it has none that can be drawn."""
    drawn = [record for record in table.records if have(record, forest.keys(record)[0])]
    if not drawn:
        return None
    hidden = sum(withheld(record, forest.keys(record)) for record in table.records)
    level = f"{100 * (number(drawn[0], 'confidence') or 0.95):g}%"
    return RowChart(
        key=forest.key,
        title=table.title,
        headings=(f"{forest.shown} [{level} CI]", forest.heading),
        legend=tuple(_legend(table, forest, drawn)),
        panels=tuple(_panels(table, forest, drawn)),
        sentences=(
            f"Bar: {level} interval. {forest.sentence}".strip(),
            *not_drawn(hidden, len(table.records) - len(drawn) - hidden, forest.absent),
        ),
        alternative="\n".join(_said(table, forest, record) for record in drawn),
    )


def _mark(forest: Forest, record: Record) -> Mark:
    """Give the shape of a row's verdict; a plain one where a second key says it is not clear."""
    clear = all(record[key] not in NOT_CLEAR for key in forest.verdict[1:])
    return mark_of(record[forest.verdict[0]]) if clear else Mark.PLAIN


def _legend(table: Table, forest: Forest, drawn: Sequence[Record]) -> Iterator[tuple[Mark, str]]:
    said: dict[Mark, dict[str, None]] = {}
    for record in drawn:
        text = words(printed(table, record, *forest.verdict))
        said.setdefault(_mark(forest, record), {})[text] = None
    for mark in Mark:
        if mark in said:
            yield mark, ", ".join(filter(None, said[mark]))


def _panels(table: Table, forest: Forest, drawn: Sequence[Record]) -> Iterator[RowPanel]:
    """Give every panel the same axis, so that they can be compared."""
    values = [
        value
        for record in drawn
        for value in numbers(number(record, key) for key in forest.keys(record))
    ]
    for records in together(drawn, lambda each: (forest.panel(each), forest.ends(each))).values():
        first = records[0]
        yield RowPanel(
            title=forest.panel(first),
            axis=axis(values, ends=forest.ends(first), line=forest.line),
            rows=tuple(_row(table, forest, record) for record in records),
        )


def _row(table: Table, forest: Forest, record: Record) -> Row:
    value, low, high = (number(record, key) for key in forest.keys(record))
    return Row(
        label=forest.label(record),
        value=0.0 if value is None else value,
        low=low,
        high=high,
        mark=_mark(forest, record),
        texts=(_estimate(table, forest, record), printed(table, record, *forest.verdict)),
    )


def _estimate(table: Table, forest: Forest, record: Record) -> str:
    """Give an estimate with its interval as the table prints them, in one column or in two."""
    value, low, high = forest.keys(record)
    ends = printed(table, record, low, high) if have(record, low, high) else ""
    return (
        printed(table, record, value, low, high)
        or f"{printed(table, record, value)} {ends}".strip()
    )


def _said(table: Table, forest: Forest, record: Record) -> str:
    above = forest.panel(record)
    verdict = words(printed(table, record, *forest.verdict))
    name = ", ".join(part for part in (above, forest.label(record)) if part)
    return f"{name}: {_estimate(table, forest, record)}{f', {verdict}' if verdict else ''}."
