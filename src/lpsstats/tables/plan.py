"""Lay a plan out: one row per measure under each kind of comparison."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.plan_rows import Plan
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.plan_notes import plan_notes, shock_notes
from lpsstats.tables.records import record

CONTRAST = "contrast"


def plan_tables(
    rows: Sequence[Plan], title: str, *, from_survey: bool, given_shock: bool
) -> tuple[Table, ...]:
    """Build the tables of a plan.

    Parameters
    ----------
    rows : sequence of Plan
        At least one.
    title : str
        The survey's name.
    from_survey : bool
        Whether figures were taken from one.
    given_shock : bool
        Whether local shocks are told and not estimated.

    Returns
    -------
    tuple of Table
        What could be found and what it would take; where the sites of both arms tell how far sites
        move by themselves, the same with that allowed for.
    """
    main = Table(
        key="plan",
        title=f"{title}: what a comparison of two waves could find",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="planned_label",
        notes=tuple(plan_notes(rows, from_survey=from_survey)),
    )
    shocked = [row for row in rows if row.planned == CONTRAST and row.site_shock is not None]
    return (main, *([_shock_table(shocked, given=given_shock)] if shocked else []))


def _columns(rows: Sequence[Plan]) -> Iterator[Column]:
    """Order the columns: what is there, what it finds, what it would take."""
    narrow, standard = Layout.NARROW, Layout.STANDARD
    yield Column(heading="Measure", keys=("measure_label",), format="text", wraps=True)
    if len({row.unit for row in rows}) > 1:
        yield Column(heading="Unit", keys=("unit",), format="text", first=standard)
    if any(row.n_per_cell is not None for row in rows):
        yield Column(heading="n", keys=("n_per_cell",), format="count")
    yield Column(heading="SD", keys=("sd",), format="number", first=narrow)
    if any(row.pct_from is not None for row in rows):
        yield Column(heading="% from", keys=("pct_from",), format="tenth", first=standard)
    if any(row.correlation is not None for row in rows):
        yield Column(heading="r", keys=("correlation",), format="bounded", first=standard)
    if any(row.deff not in {None, 1.0} for row in rows):
        yield Column(heading="Deff", keys=("deff",), format="number", first=narrow)
    yield Column(heading="Tests", keys=("n_tests",), format="count", first=standard)
    if any(row.detectable is not None for row in rows):
        yield from _detectable(rows)
    yield from _needed(rows)


def _detectable(rows: Sequence[Plan]) -> Iterator[Column]:
    standard = Layout.STANDARD
    yield Column(heading="Detectable", keys=("detectable",), format="number")
    yield Column(heading="in SD", keys=("detectable_sd",), format="number", first=Layout.NARROW)
    if any(row.detectable_pct is not None for row in rows):
        yield Column(heading="% range", keys=("detectable_pct",), format="tenth", first=standard)
    if any(row.n_tests > 1 for row in rows):
        one = ("detectable_unadjusted",)
        yield Column(heading="One test", keys=one, format="number", first=standard)


def _needed(rows: Sequence[Plan]) -> Iterator[Column]:
    """Show what it would take to find the wanted change, and to show that there is none."""
    if any(row.wanted is not None for row in rows):
        yield Column(heading="To find", keys=("wanted",), format="number", first=Layout.NARROW)
        yield Column(heading="n needed", keys=("n_needed",), format="count")
    if any(row.bound is not None for row in rows):
        equal = ("n_equivalence",)
        yield Column(heading="n unchanged", keys=equal, format="count", first=Layout.NARROW)


def _shock_table(rows: Sequence[Plan], *, given: bool) -> Table:
    """Show what is left of a contrast where sites move by themselves."""
    standard, narrow = Layout.STANDARD, Layout.NARROW
    columns = [
        Column(heading="Measure", keys=("measure_label",), format="text", wraps=True),
        Column(heading="Shock", keys=("site_shock",), format="number"),
        *_shock_interval(given=given, first=narrow),
        Column(heading="Without", keys=("detectable",), format="number", first=standard),
        Column(heading="Detectable", keys=("detectable_shock",), format="number"),
        Column(heading="At best", keys=("detectable_floor",), format="number"),
    ]
    if any(row.sites_needed is not None for row in rows):
        needed = ("sites_needed",)
        columns.append(Column(heading="Sites per arm", keys=needed, format="count"))
    return Table(
        key="shocks",
        title="The contrast, if sites also go up and down by themselves",
        records=tuple(record(row) for row in rows),
        columns=tuple(columns),
        notes=tuple(shock_notes(rows, given=given)),
    )


def _shock_interval(*, given: bool, first: Layout) -> Iterator[Column]:
    if not given:
        yield Column(heading="from", keys=("site_shock_low",), format="number", first=first)
        yield Column(heading="to", keys=("site_shock_high",), format="number", first=first)
