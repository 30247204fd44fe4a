"""What a reader of trends of recorded counts must know."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.counts.rows import CountTrend
from lpsstats.stats.count_trend import FEW_PERIODS, LEAST_PERIODS
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.counts_notes import RECORDS, named, verdict_counts
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.rounding import bounded

ORDER = ("rising", "falling", "no_clear_trend", "not_testable")


def trend_notes(rows: Sequence[CountTrend], *, step: str, alone: bool) -> Iterator[str]:
    """Write the notes under the table of trends.

    Parameters
    ----------
    rows : sequence of CountTrend
        The rows shown, at least one.
    step : str
        One period in a word.
    alone : bool
        Whether the table stands without that of changes, whose notes say what records are.
    """
    yield verdict_counts(rows, ORDER)
    if alone:
        yield RECORDS
    yield (
        f"Ratio per {step} or year by a log-linear trend: 1.10 is 10% more each time. Rising and "
        f"falling need a p adj below {bounded(1 - rows[0].confidence)}."
    )
    yield (
        "Dispersion: how many times more than by chance the counts scatter about it "
        "(quasi-Poisson, t test). Intervals allow for it; below 1 it counts as 1."
    )
    yield from _seasons(rows, step)
    yield from _adjusted(rows)
    yield from _few(rows, step)
    yield from _untested(rows)


def _seasons(rows: Sequence[CountTrend], step: str) -> Iterator[str]:
    """Say where seasons have levels of their own."""
    if step in {"year", "period"}:
        return
    tested = [row for row in rows if row.status == "ok"]
    with_terms = [row for row in tested if row.season_terms]
    if not tested:
        return
    if len(with_terms) == len(tested):
        yield f"Each {step} of the year has a level of its own: seasons are not in the trend."
    elif with_terms:
        names = listed([named(row) for row in tested if not row.season_terms])
        yield (
            f"Each {step} of the year has a level of its own, but for want of three full years "
            f"with something recorded not in: {names}."
        )
    else:
        yield f"Fewer than three full years: what differs by {step} of the year is in the trend."


def _adjusted(rows: Sequence[CountTrend]) -> Iterator[str]:
    tests = next((row.n_tests for row in rows if row.n_tests), None)
    if tests:
        how = "not adjusted" if rows[0].adjust == "none" else METHODS[rows[0].adjust]
        totals = any(row.n_units is not None for row in rows)
        apart = (
            "; totals, of periods that all of their units have, stand outside with their own p"
            if totals
            else ""
        )
        over = "the one trend" if tests == 1 else f"the {tests:,} trends"
        yield f"p adj: {how} over {over} of the file that can be tested{apart}."


def _few(rows: Sequence[CountTrend], step: str) -> Iterator[str]:
    """Say how many more periods trends need."""
    few = [f"{named(row)} ({row.periods_needed} more)" for row in rows if row.reason == FEW_PERIODS]
    if few:
        yield f"A trend needs {LEAST_PERIODS} {step}s with records: {listed(few)}."


def _untested(rows: Sequence[CountTrend]) -> Iterator[str]:
    other = [
        f"{named(row)} ({reason_text(row.reason)})"
        for row in rows
        if row.reason and row.reason != FEW_PERIODS
    ]
    if other:
        yield f"No trend: {listed(other)}."
