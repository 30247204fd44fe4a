"""The columns of a table of changes: what is compared stands beside what it gives."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.counts.rows import CountChange
from lpsstats.tables.model import Column, Layout

TINY, NARROW, STANDARD, WIDE = Layout.TINY, Layout.NARROW, Layout.STANDARD, Layout.WIDE
# Of totals a page shows what was compared, which may leave units out; the notes give the whole.
COMPARED = ("decided_by", "count", "count_matched_year", "count_matched_previous")


def change_columns(rows: Sequence[CountChange], *, one: bool, exposed: bool) -> Iterator[Column]:
    """Order the columns: what was recorded, the comparison that decides, the other one, the word.

    Where rows differ in what decides, both ratios stand, and a column says which it was. With an
    exposure narrow pages show the rates that a ratio is of, and leave the counts out.

    Parameters
    ----------
    rows : sequence of CountChange
        At least one.
    one : bool
        Whether they are of one period.
    exposed : bool
        Whether the file has exposures.
    """
    decided = {row.decided_by for row in rows} - {None}
    by_year, mixed = "year_before" in decided, len(decided) > 1
    if not one:
        yield Column(heading="Period", keys=("period",), format="text")
    yield from _recorded(rows, one=one, exposed=exposed)
    if mixed:
        # A page has room for one comparison: that on which the row's verdict rests.
        yield from _deciding(rows, exposed=exposed)
        yield from _comparison(rows, "year", one=one, exposed=exposed, first=(WIDE,) * 4)
        yield from _comparison(rows, "previous", one=one, exposed=exposed, first=(WIDE,) * 4)
        which = ("decided_by",)
        yield Column(heading="Decided by", keys=which, format="decided_by", first=STANDARD)
    else:
        main = "year" if by_year else "previous"
        counts = STANDARD if exposed else TINY
        first = (counts, TINY, NARROW, NARROW)
        yield from _comparison(rows, main, one=one, exposed=exposed, first=first)
        if by_year:
            first = (WIDE if exposed else STANDARD, STANDARD, WIDE, WIDE)
            yield from _comparison(rows, "previous", one=one, exposed=exposed, first=first)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _recorded(rows: Sequence[CountChange], *, one: bool, exposed: bool) -> Iterator[Column]:
    """Give what the row's own period has."""
    count = rows[0].period if one else "Count"
    first = STANDARD if exposed else TINY
    yield Column(heading=count, keys=COMPARED, format="compared_count", first=first)
    if exposed:
        weeks = ("decided_by", "exposure", "exposure_matched_year", "exposure_matched_previous")
        yield Column(heading="Exposure", keys=weeks, format="compared_tenth", first=WIDE)
        rate = ("decided_by", "rate", "per", *_both("count_matched_{}", "exposure_matched_{}"))
        yield Column(heading="Rate", keys=rate, format="compared_rate")
        limits = (*COMPARED, "rate_low", "rate_high")
        yield Column(heading=_level(rows), keys=limits, format="compared_limits", first=WIDE)


def _deciding(rows: Sequence[CountChange], *, exposed: bool) -> Iterator[Column]:
    """Give the columns of the comparison that decided, whichever it was."""

    def keys(*of_one: str) -> tuple[str, ...]:
        return ("decided_by", *_both(*of_one))

    limits = keys("ratio_{}_low", "ratio_{}_high")
    ps = keys("p_adjusted_{}", "p_{}", "n_units_{}")
    most, first = STANDARD, STANDARD if exposed else TINY
    count, rate = keys("count_{}"), keys("per", "count_{}", "exposure_{}")
    yield Column(heading="Before", keys=count, format="deciding_count", first=first, last=most)
    if exposed:
        yield Column(heading="Rate before", keys=rate, format="deciding_rate", last=most)
    yield Column(heading="Ratio", keys=keys("ratio_{}"), format="deciding_number", last=most)
    level, narrow = _level(rows), NARROW
    yield Column(heading=level, keys=limits, format="deciding_interval", first=narrow, last=most)
    yield Column(heading="p adj", keys=ps, format="deciding_p", first=narrow, last=most)


def _comparison(
    rows: Sequence[CountChange],
    name: str,
    *,
    one: bool,
    exposed: bool,
    first: tuple[Layout, ...],
) -> Iterator[Column]:
    """Give the columns of one comparison: the earlier count or rate, the ratio, its interval, p.

    `first` says from which layout on the count, the ratio (with the rate), the interval and p
    stand.
    """
    words = {"year": "Year before", "previous": "Before"}[name]
    labels = {getattr(row, f"period_{name}") for row in rows} - {None}
    count = labels.pop() if one and labels else words
    limits = (f"ratio_{name}_low", f"ratio_{name}_high")
    ps = (f"p_adjusted_{name}", f"p_{name}", f"n_units_{name}")
    yield Column(heading=count, keys=(f"count_{name}",), format="count", first=first[0])
    if exposed:
        rate = ("per", f"count_{name}", f"exposure_{name}")
        heading = f"Rate {count if count != words else words.lower()}"
        yield Column(heading=heading, keys=rate, format="earlier_rate", first=first[1])
    yield Column(heading="Ratio", keys=(f"ratio_{name}",), format="number", first=first[1])
    yield Column(heading=_level(rows), keys=limits, format="ratio_interval", first=first[2])
    yield Column(heading="p adj", keys=ps, format="judged_p", first=first[3])


def _both(*of_one: str) -> tuple[str, ...]:
    """Name the same fields of both comparisons."""
    return tuple(name.format(side) for side in ("year", "previous") for name in of_one)


def _level(rows: Sequence[CountChange]) -> str:
    return f"{100 * rows[0].confidence:g}% CI"
