"""Lay recorded counts out: a period against earlier ones, and trends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.tables.counts_notes import change_notes, scatter_note
from lpsstats.tables.counts_trend_notes import trend_notes
from lpsstats.tables.model import Column, Layout, Record, Table

UNIT = Column(heading="Unit", keys=("recording_unit_label",), format="text", wraps=True)
STEPS = {"month": "month", "quarter": "quarter", "half": "half-year", "year": "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the headings and notes of both tables need to know of the file.

    Attributes
    ----------
    name : str
        The file's name.
    kind : str
        The kind of its periods, as in `Periods`.
    exposure : str, optional
        The name of the column of exposures.
    """

    name: str
    kind: str
    exposure: str | None

    @property
    def step(self) -> str:
        """One period in a word."""
        return STEPS.get(self.kind, "period")


def _records(rows: Sequence[CountChange] | Sequence[CountTrend]) -> tuple[Record, ...]:
    """Turn rows into mappings; a hundred thousand of them, which hold no rows, at once."""
    names = [field.name for field in fields(rows[0])]
    return tuple({name: getattr(row, name) for name in names} for row in rows)


def changes_table(rows: Sequence[CountChange], heading: Heading) -> Table:
    """Build the table of changes.

    Parameters
    ----------
    rows : sequence of CountChange
        At least one, category by category.
    heading : Heading
        Of the file.
    """
    one = len({row.period for row in rows}) == 1
    title = f"{heading.name}: recorded in {rows[0].period}" if one else f"{heading.name}: recorded"
    return Table(
        key="changes",
        title=f"{title}, against {_against(rows, heading)}",
        records=_records(rows),
        columns=(UNIT, *_change_columns(rows, one=one, exposed=heading.exposure is not None)),
        group="category_label",
        notes=(
            *change_notes(rows, step=heading.step, exposure=heading.exposure),
            *scatter_note(rows),
        ),
    )


def _against(rows: Sequence[CountChange], heading: Heading) -> str:
    """Name the two comparisons, or the one that there is."""
    if heading.kind in {"year", "other"}:
        return f"the {heading.step} before"
    if not any(row.period_year for row in rows):
        return f"the {heading.step} before"
    return f"a year and a {heading.step} before"


def _change_columns(rows: Sequence[CountChange], *, one: bool, exposed: bool) -> Iterator[Column]:
    """Order the columns: what was recorded, the comparison that decides, the other one, the word.

    Where rows differ in what decides, both ratios stand, and a column says which it was.
    """
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    decided = {row.decided_by for row in rows} - {None}
    by_year, mixed = "year_before" in decided, len(decided) > 1
    if not one:
        yield Column(heading="Period", keys=("period",), format="text")
    count = rows[0].period if one else "Count"
    yield Column(heading=count, keys=("count",), format="count")
    if exposed:
        yield Column(heading="Exposure", keys=("exposure",), format="tenth", first=wide)
        yield Column(heading="Rate", keys=("rate",), format="number", first=standard)
        limits = ("rate_low", "rate_high")
        level = f"{100 * rows[0].confidence:g}% CI"
        yield Column(heading=level, keys=limits, format="ratio_interval", first=wide)
    if mixed:
        # A page has room for one comparison: that on which the row's verdict rests.
        yield from _deciding(rows)
        yield from _comparison(rows, "year", one=one, first=(wide, wide, wide))
        yield from _comparison(rows, "previous", one=one, first=(wide, wide, wide))
        which = ("decided_by",)
        yield Column(heading="Decided by", keys=which, format="decided_by", first=standard)
    elif by_year:
        yield from _comparison(rows, "year", one=one, first=(Layout.TINY, narrow, narrow))
        yield from _comparison(rows, "previous", one=one, first=(standard, wide, wide))
    else:
        yield from _comparison(rows, "previous", one=one, first=(Layout.TINY, narrow, narrow))
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _deciding(rows: Sequence[CountChange]) -> Iterator[Column]:
    """Give the columns of the comparison that decided, whichever it was."""

    def keys(*of_one: str) -> tuple[str, ...]:
        both = (name.format(side) for side in ("year", "previous") for name in of_one)
        return ("decided_by", *both)

    level = f"{100 * rows[0].confidence:g}% CI"
    limits = keys("ratio_{}_low", "ratio_{}_high")
    ps = keys("p_adjusted_{}", "p_{}", "n_units_{}")
    most, narrow = Layout.STANDARD, Layout.NARROW
    yield Column(heading="Before", keys=keys("count_{}"), format="deciding_count", last=most)
    yield Column(heading="Ratio", keys=keys("ratio_{}"), format="deciding_number", last=most)
    yield Column(heading=level, keys=limits, format="deciding_interval", first=narrow, last=most)
    yield Column(heading="p adj", keys=ps, format="deciding_p", first=narrow, last=most)


def _comparison(
    rows: Sequence[CountChange],
    name: str,
    *,
    one: bool,
    first: tuple[Layout, Layout, Layout],
) -> Iterator[Column]:
    """Give the columns of one comparison: the earlier count, the ratio, its interval and p."""
    words = {"year": "Year before", "previous": "Before"}[name]
    labels = {getattr(row, f"period_{name}") for row in rows} - {None}
    count = labels.pop() if one and labels else words
    limits = (f"ratio_{name}_low", f"ratio_{name}_high")
    level = f"{100 * rows[0].confidence:g}% CI"
    ps = (f"p_adjusted_{name}", f"p_{name}", f"n_units_{name}")
    yield Column(heading=count, keys=(f"count_{name}",), format="count", first=first[0])
    yield Column(heading="Ratio", keys=(f"ratio_{name}",), format="number", first=first[0])
    yield Column(heading=level, keys=limits, format="ratio_interval", first=first[1])
    yield Column(heading="p adj", keys=ps, format="judged_p", first=first[2])


def trend_table(rows: Sequence[CountTrend], heading: Heading, *, alone: bool) -> Table:
    """Build the table of trends.

    Parameters
    ----------
    rows : sequence of CountTrend
        At least one, category by category.
    heading : Heading
        Of the file.
    alone : bool
        Whether the table of changes does not stand above it.
    """
    return Table(
        key="trend",
        title=f"{heading.name}: trends over all {heading.step}s",
        records=_records(rows),
        columns=(UNIT, *_trend_columns(rows, heading)),
        group="category_label",
        notes=tuple(trend_notes(rows, step=heading.step, alone=alone)),
    )


def _trend_columns(rows: Sequence[CountTrend], heading: Heading) -> Iterator[Column]:
    """Order the columns: what the trend is of, its size, its test, the scatter about it."""
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    level = f"{100 * rows[0].confidence:g}% CI"
    yield Column(heading=f"{heading.step.capitalize()}s", keys=("n_periods",), format="count")
    yield Column(heading="Count", keys=("count",), format="count", first=wide)
    annual = heading.kind not in {"year", "other"}
    first = wide if annual else Layout.TINY
    step, limits = ("ratio_per_period",), ("ratio_per_period_low", "ratio_per_period_high")
    yield Column(heading=f"Per {heading.step}", keys=step, format="ratio3", first=first)
    ends = wide if annual else narrow
    yield Column(heading=level, keys=limits, format="ratio3_interval", first=ends)
    if annual:
        limits = ("ratio_per_year_low", "ratio_per_year_high")
        yield Column(heading="Per year", keys=("ratio_per_year",), format="number")
        yield Column(heading=level, keys=limits, format="ratio_interval", first=narrow)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    ps = ("p_adjusted", "p_value", "n_units")
    yield Column(heading="p adj", keys=ps, format="judged_p", first=narrow)
    yield Column(heading="Dispersion", keys=("dispersion",), format="number", first=standard)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)
