"""What happened to a file of counts on the way: what was added, empty, absent."""

from collections.abc import Iterator

import numpy as np

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.tidy import Tidy
from lpsstats.survey.numbers import counted


def account_of(tidy: Tidy, recorded: Recorded, *, add_categories: bool) -> Iterator[str]:
    """Say in a line each what was read, and everything that was counted and not simply used.

    Parameters
    ----------
    tidy : Tidy
        The rows.
    recorded : Recorded
        What became of them.
    add_categories : bool
        Whether categories are added up.
    """
    periods = recorded.periods
    n_categories = len(recorded.categories)
    categories = "1 category" if n_categories == 1 else f"{n_categories:,} categories"
    yield (
        f"data: {recorded.name}: {counted(tidy.n_rows, 'row')}, "
        f"{counted(len(recorded.units), 'unit')}, {categories}"
    )
    yield (
        f"periods: {len(periods.labels):,}, read as {periods.described}, {periods.labels[0]} to "
        f"{periods.labels[-1]}"
    )
    yield from tidy.notes
    yield from _gaps(recorded)
    yield from _rows(recorded)
    yield from _holes(recorded)
    if n_categories > 1:
        yield from _categories(add_categories=add_categories)


def _gaps(recorded: Recorded) -> Iterator[str]:
    """Count the periods that the file leaves out between its first and its last."""
    ordinal = recorded.periods.ordinal
    n = int(ordinal[-1] - ordinal[0]) + 1 - len(ordinal)
    if n:
        yield (
            f"periods: {n:,} between the first and the last are not in the file at all; nothing is "
            "compared across such a gap"
        )


def _rows(recorded: Recorded) -> Iterator[str]:
    """Count the rows that were added together or are empty, and the exposures that disagree."""
    if recorded.n_added:
        rows = "1 row is" if recorded.n_added == 1 else f"{recorded.n_added:,} rows are"
        exposure = "; an exposure that they share counts once" if recorded.has_exposure else ""
        yield f"count: {rows} of the same period, unit and category as another; added up{exposure}"
    if recorded.n_empty:
        yield f"count: empty in {counted(recorded.n_empty, 'row')}; taken as not recorded, not as 0"
    disagree = int(recorded.disagree.sum())
    if disagree:
        cells = (
            "1 period of a unit and category has"
            if disagree == 1
            else (f"{disagree:,} periods of units and categories have")
        )
        yield f"exposure: {cells} rows with different exposures, and so no rate"
    if recorded.has_exposure:
        bare = ~np.isnan(recorded.count) & np.isnan(recorded.exposure) & ~recorded.disagree
        if bare.any():
            n = counted(int(bare.sum()), "count")
            yield f"exposure: {n} without one, and so without a rate"


def _holes(recorded: Recorded) -> Iterator[str]:
    """Say how many periods of a unit and category are not recorded, or were taken as zero."""
    if recorded.n_filled:
        yield (
            f"absent: {recorded.n_filled:,} of {recorded.count.size:,} periods of units and "
            "categories have no row; taken as 0, as asked for (--absent zero)"
        )
    n = recorded.n_holes - recorded.n_filled
    if n and not recorded.n_filled:
        yield (
            f"absent: {n:,} of {recorded.count.size:,} periods of units and categories have no "
            "count; taken as not recorded, not as 0 (--absent zero takes those without a row as 0)"
        )


def _categories(*, add_categories: bool) -> Iterator[str]:
    if add_categories:
        yield (
            "categories: added up, as asked for (--add-categories); right only if they count "
            "things of one kind, and nothing twice"
        )
    else:
        yield (
            "categories: not added up, as they may count different things (--add-categories does)"
        )
