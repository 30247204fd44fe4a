"""One row of connection maps: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMaps:
    """How many connections were on so many of the maps."""

    n_maps: int
    n_connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The connections of one unit, category and map, and which of them were there before.

    A field is `None` where it does not exist; `reason` (of what was kept), `new_reason` and
    `sustained_reason` say why.
    """

    recording_unit: str | None
    category: str | None
    followed: str
    map: str
    map_before: str | None
    map_first: str
    n_units: int | None
    n_connections: int
    n_before: int | None
    n_new: int | None
    n_repeated: int | None
    n_returned: int | None
    n_lost: int | None
    pct_new: float | None
    pct_new_low: float | None
    pct_new_high: float | None
    new_reason: str | None
    pct_kept: float | None
    pct_kept_low: float | None
    pct_kept_high: float | None
    n_first: int
    n_sustained: int | None
    pct_sustained: float | None
    pct_sustained_low: float | None
    pct_sustained_high: float | None
    sustained_reason: str | None
    n_seen: int
    n_once: int
    confidence: float
    small_base: bool
    status: str
    reason: str | None
    persistence: tuple[OnMaps, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retentions:
    """All rows, before any is left out of the page.

    Attributes
    ----------
    rows : tuple of Retention
        Unit by unit and category by category, all of them together last; maps in time order.
    notes : tuple of str
        What happened to the rows of the file on the way, with counts; never a connection's name.
    units, categories : tuple of str
        Names in the order of the file; no unit where the file has no such column.
    n_used : int
        Rows of the file that name a connection.
    """

    rows: tuple[Retention, ...]
    notes: tuple[str, ...]
    units: tuple[str, ...]
    categories: tuple[str, ...]
    n_used: int
