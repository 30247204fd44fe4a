"""From counted sets to the rows of connection maps."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.counts.retention_reading import Connections
from lpsstats.analysis.counts.retention_rows import OnMaps, Retention
from lpsstats.analysis.numbers import number
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.recurrence import Recurrence

FEW = 10  # connections below which a share is a handful of people


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The connections that are followed together.

    Attributes
    ----------
    unit, category : int, optional
        Positions of their names; `None` for all together.
    n_units : int, optional
        How many units are together.
    maps : ndarray of int, shape (n_maps,)
        The maps that were made, in time order.
    rows : ndarray of int
        Rows of the file.
    """

    unit: int | None
    category: int | None
    n_units: int | None
    maps: IntArray
    rows: IntArray


def group_rows(
    found: Connections, group: Group, counts: Recurrence, confidence: float
) -> Iterator[Retention]:
    """Give one row per map.

    Parameters
    ----------
    found : Connections
        Names of units, categories and maps.
    group : Group
        Whose connections.
    counts : Recurrence
        Of them, over the group's maps.
    confidence : float
        Coverage of the intervals.
    """
    for m in range(len(group.maps)):
        yield _row(found, group, counts, m, confidence)


def _row(
    found: Connections, group: Group, counts: Recurrence, m: int, confidence: float
) -> Retention:
    labels = [found.periods.labels[i] for i in group.maps.tolist()]
    reason = str(counts.kept_reason[m])

    def later(count: IntArray) -> int | None:
        """Give a count that the first map has not."""
        return int(count[m]) if m else None

    return Retention(
        recording_unit=None if group.unit is None else found.units[group.unit],
        category=None if group.category is None else found.categories[group.category],
        followed=_followed(found, group),
        map=labels[m],
        map_before=labels[m - 1] if m else None,
        map_first=labels[0],
        n_units=group.n_units,
        n_connections=int(counts.n[m]),
        n_before=later(counts.n_before),
        n_new=later(counts.n_new),
        n_repeated=later(counts.n_repeated),
        n_returned=later(counts.n_returned),
        n_lost=later(counts.n_lost),
        pct_new=_pct(counts.new.share[m]),
        pct_new_low=_pct(counts.new.conf_low[m]),
        pct_new_high=_pct(counts.new.conf_high[m]),
        new_reason=str(counts.new_reason[m]) or None,
        pct_kept=_pct(counts.kept.share[m]),
        pct_kept_low=_pct(counts.kept.conf_low[m]),
        pct_kept_high=_pct(counts.kept.conf_high[m]),
        n_first=int(counts.n[0]),
        n_sustained=later(counts.n_sustained),
        pct_sustained=_pct(counts.sustained.share[m]),
        pct_sustained_low=_pct(counts.sustained.conf_low[m]),
        pct_sustained_high=_pct(counts.sustained.conf_high[m]),
        sustained_reason=str(counts.sustained_reason[m]) or None,
        n_seen=int(counts.n_seen[m]),
        n_once=int(counts.times[m, 0]),
        confidence=confidence,
        small_base=_is_small(counts, m),
        status="not_testable" if reason else "ok",
        reason=reason or None,
        persistence=tuple(
            OnMaps(n_maps=k + 1, n_connections=int(counts.times[m, k])) for k in range(m + 1)
        ),
    )


def _followed(found: Connections, group: Group) -> str:
    """Say in words whose connections these are."""
    category = "all categories" if group.category is None else found.categories[group.category]
    if not found.units:
        return category
    return f"{'all units' if group.unit is None else found.units[group.unit]} · {category}"


def _pct(share: FloatArray) -> float | None:
    return number(100 * float(share))


def _is_small(counts: Recurrence, m: int) -> bool:
    """Say whether a share of the row is of fewer than ten."""
    bases = (counts.n[m], counts.n_before[m], counts.n[0])
    shares = (counts.new.share[m], counts.kept.share[m], counts.sustained.share[m])
    return any(base < FEW and np.isfinite(x) for base, x in zip(bases, shares, strict=True))
