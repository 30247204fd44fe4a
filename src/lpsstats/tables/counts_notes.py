"""What a reader of recorded counts must know: who recorded, what is compared, what is small."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from lpsstats.analysis.counts.changes import SMALL, YEAR
from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.stats.multiplicity import METHODS
from lpsstats.stats.scattered_ratio import SCATTERED
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.rounding import bounded, fixed

RECORDS = (
    "These are records that the teams made themselves: more recorded may be more done, or more "
    "written down."
)
ORDER = ("higher", "lower", "no_clear_change", "not_testable")


def change_notes(rows: Sequence[CountChange], *, step: str, exposure: str | None) -> Iterator[str]:
    """Write the notes under the table of changes.

    Parameters
    ----------
    rows : sequence of CountChange
        The rows shown, at least one.
    step : str
        One period in a word.
    exposure : str, optional
        The name of the column of exposures.
    """
    yield verdict_counts(rows, ORDER)
    yield RECORDS
    yield _rates(rows[0], exposure)
    yield _ratios(exposure)
    yield from _decided(rows, step)
    yield from _adjusted(rows, step)
    yield from _matched(rows)
    yield from _small(rows)
    yield from _endless(rows)
    yield from _untested(rows, step)


def named(row: CountChange | CountTrend) -> str:
    """Name a series in a note."""
    return f"{row.recording_unit_label}, {row.category_label}"


def _dated(rows: Sequence[CountChange]) -> Callable[[CountChange], str]:
    """Name rows in notes, with their period where there are several."""
    if len({row.period for row in rows}) == 1:
        return named
    return lambda row: f"{named(row)}, {row.period}"


def verdict_counts(rows: Sequence[CountChange] | Sequence[CountTrend], order: Sequence[str]) -> str:
    """Count the verdicts of the series; totals only add them up again."""
    series = [row for row in rows if row.recording_unit and row.category] or rows
    counts = Counter(row.verdict for row in series)
    parts = ", ".join(f"{v.replace('_', ' ')} {counts[v]}" for v in order if counts[v])
    apart = " (totals not counted)" if len(series) < len(rows) else ""
    return f"{parts[:1].upper()}{parts[1:]}{apart}."


def scatter_note(rows: Sequence[CountChange]) -> Iterator[str]:
    """Name the series whose counts scatter more than the exact test allows for."""
    wide = {named(row): fixed(row.dispersion or 0.0, 1) for row in rows if row.method == SCATTERED}
    if wide:
        series = listed([f"{name} {size}" for name, size in wide.items()])
        yield (
            "Some counts scatter from period to period more than chance alone would have them (how "
            "many times more, about their trend). The exact test would take that for change; their "
            f"tests and all intervals allow for it (quasi-Poisson): {series}."
        )


def _rates(row: CountChange, exposure: str | None) -> str:
    if exposure is None:
        return (
            "No exposure is named (--column exposure=COLUMN): the counts themselves are compared."
        )
    return f"Rate: count per {row.per:g} of {exposure}, with Garwood's exact interval."


def _ratios(exposure: str | None) -> str:
    what = "count" if exposure is None else "rate"
    return (
        f"Ratio: the later {what} over the earlier {what} that stands before it; 1 is no change. "
        "Test and interval are exact, given the sum of both counts, and take each to vary as "
        "chance alone would have it; near the level they may disagree."
    )


def _decided(rows: Sequence[CountChange], step: str) -> Iterator[str]:
    """Say which of the comparisons the verdicts rest on."""
    name = _dated(rows)
    level = bounded(1 - rows[0].confidence)
    by_year = [row for row in rows if row.decided_by == YEAR]
    others = [row for row in rows if row.decided_by not in {None, YEAR}]
    if by_year:
        yield (
            "Verdicts rest on the year before, as seasons then do not matter, and need a p adj "
            f"below {level}; no clear change is no proof of none."
        )
        if others:
            names = listed([name(row) for row in others])
            yield f"Decided by the {step} before, for want of the year before: {names}."
    elif others:
        seasons = "" if step in {"year", "period"} else " Seasons may be in what changed."
        yield (
            f"Verdicts rest on the {step} before, and need a p adj below {level}; no clear change "
            f"is no proof of none.{seasons}"
        )


def _adjusted(rows: Sequence[CountChange], step: str) -> Iterator[str]:
    """Say how p was adjusted, and over how many tests."""
    year = {row.n_tests_year for row in rows if row.n_tests_year}
    before = {row.n_tests_previous for row in rows if row.n_tests_previous}
    parts = [
        f"{_span(tests)} against the {earlier} before"
        for earlier, tests in (("year", year), (step, before))
        if tests
    ]
    if parts:
        method = METHODS[rows[0].adjust]
        how = "not adjusted" if rows[0].adjust == "none" else method
        each = " in each period" if len({row.period for row in rows}) > 1 else ""
        totals = any(row.recording_unit is None or row.category is None for row in rows)
        apart = "; totals stand outside, with their own p" if totals else ""
        yield (
            f"p adj: {how} over all units and categories of the file that can be tested{each} "
            f"({', '.join(parts)}){apart}."
        )


def _span(tests: set[int]) -> str:
    low, high = min(tests), max(tests)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _matched(rows: Sequence[CountChange]) -> Iterator[str]:
    """Name the totals whose ratio is of some of their units, with what all of them recorded."""
    name = _dated(rows)
    partial = [
        f"{name(row)} ({now:,} against {before:,}, in {n} {'unit' if n == 1 else 'units'}; "
        f"all that is recorded: {row.count:,})"
        for row in rows
        for now, before, n in (
            (row.count_matched_year, row.count_year, row.n_units_year),
            (row.count_matched_previous, row.count_previous, row.n_units_previous),
        )
        if n is not None and now is not None and before is not None and now != row.count
    ]
    if partial:
        yield f"Totals are compared in what has both periods: {listed(partial)}."


def _small(rows: Sequence[CountChange]) -> Iterator[str]:
    name = _dated(rows)
    small = [name(row) for row in rows if row.small_count]
    if small:
        yield (
            f"Small numbers, below {SMALL} in a count, so that only large changes can show: "
            f"{listed(small)}."
        )


def _endless(rows: Sequence[CountChange]) -> Iterator[str]:
    """Name what came after nothing."""
    name = _dated(rows)
    none = [
        name(row)
        for row in rows
        for ratio, status in (
            (row.ratio_year, row.status_year),
            (row.ratio_previous, row.status_previous),
        )
        if ratio is None and status == "ok"
    ]
    if none:
        yield f"No ratio to nothing, only its lower limit: {listed(list(dict.fromkeys(none)))}."


def _untested(rows: Sequence[CountChange], step: str) -> Iterator[str]:
    """Say why rows have no verdict, or no rate."""
    name = _dated(rows)
    untested = [f"{name(row)} ({_why(row, step)})" for row in rows if row.verdict == "not_testable"]
    if untested:
        other = "" if step in {"year", "period"} else ", nor against the year before"
        yield f"Not testable against the {step} before{other}: {listed(untested)}."


def _why(row: CountChange, step: str) -> str:
    """Give the reasons against both comparisons, or the one that they share."""
    year, before = (reason_text(str(one)) for one in (row.reason_year, row.reason_previous))
    if row.reason_year == row.reason_previous or step in {"year", "period"}:
        return before
    return f"{step}: {before}; year: {year}"
