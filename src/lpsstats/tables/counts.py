"""Lay recorded counts out: a period against earlier ones, and trends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.tables.counts_columns import change_columns
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
    when = f"in {rows[0].period}" if one else f"in every {heading.step}"
    return Table(
        key="changes",
        title=f"{heading.name}: recorded {when}, {_against(rows, heading)}",
        records=_records(rows),
        columns=(UNIT, *change_columns(rows, one=one, exposed=heading.exposure is not None)),
        group="category_label",
        notes=(
            *change_notes(rows, step=heading.step, exposure=heading.exposure),
            *scatter_note(rows),
        ),
    )


def _against(rows: Sequence[CountChange], heading: Heading) -> str:
    """Name the comparison; where there are two, the page may have no room for the other."""
    if heading.kind in {"year", "other"} or not any(row.period_year for row in rows):
        return f"against the {heading.step} before"
    return "and before"


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
