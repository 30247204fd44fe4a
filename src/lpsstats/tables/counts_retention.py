"""Lay connection maps out: who is new, who was kept, and on how many maps connections stand."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.counts.retention_rows import Retention
from lpsstats.tables.counts_retention_notes import persistence_notes, retention_notes
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

MOST_TIMES = 4  # columns of the second table; the last of them takes what is more


def retention_tables(rows: Sequence[Retention], file: str) -> tuple[Table, ...]:
    """Build the tables of connection maps.

    Parameters
    ----------
    rows : sequence of Retention
        The rows to show, at least one; those of one unit and category together, in time order.
    file : str
        The file's name, for the titles.

    Returns
    -------
    tuple of Table
        The maps; where a unit and category has two or more, on how many of them its connections
        stand.
    """
    main = Table(
        key="retention",
        title=f"{file}: connections from map to map",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows[0])),
        group="followed",
        notes=tuple(retention_notes(rows)),
    )
    return (main, *_persistence_table(rows, file))


def _columns(row: Retention) -> Iterator[Column]:
    """Order the columns: the map and how many it has, who is new, who was kept, who is left."""
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    level = f"{100 * row.confidence:g}% CI"
    yield Column(heading="Map", keys=("map",), format="text")
    yield Column(heading="n", keys=("n_connections",), format="count")
    yield Column(heading="New", keys=("n_new",), format="count", first=narrow)
    new = ("pct_new", "pct_new_low", "pct_new_high")
    yield Column(heading=f"New % [{level}]", keys=new, format="pct_with_interval", first=wide)
    yield Column(heading="Returned", keys=("n_returned",), format="count", first=wide)
    yield Column(heading="Lost", keys=("n_lost",), format="count", first=standard)
    yield Column(heading="Kept", keys=("n_repeated", "n_before"), format="out_of")
    kept = ("pct_kept", "pct_kept_low", "pct_kept_high")
    yield Column(heading=f"Kept % [{level}]", keys=kept, format="pct_with_interval")
    first = ("n_sustained", "n_first")
    yield Column(heading="Sustained", keys=first, format="out_of", first=narrow)
    lasting = ("pct_sustained", "pct_sustained_low", "pct_sustained_high")
    yield Column(
        heading=f"Sustained % [{level}]", keys=lasting, format="pct_with_interval", first=standard
    )


def _persistence_table(rows: Sequence[Retention], file: str) -> Iterator[Table]:
    """Count on how many maps connections stand, by the last map of each unit and category."""
    last = {row.followed: row for row in rows}
    followed = [row for row in last.values() if len(row.persistence) > 1]
    if not followed:
        return
    most = max(len(row.persistence) for row in followed)
    shown = min(most, MOST_TIMES)
    more = " or more" if most > shown else ""
    times = [
        Column(heading=f"On {k}{more if k == shown else ''}", keys=(f"on_{k}",), format="if_count")
        for k in range(1, shown + 1)
    ]
    yield Table(
        key="persistence",
        title=f"{file}: on how many maps connections stand",
        records=tuple(_times(row, shown) for row in followed),
        columns=(
            Column(heading="Connections", keys=("followed",), format="text", wraps=True),
            Column(heading="Maps", keys=("n_maps",), format="count"),
            Column(heading="Seen", keys=("n_seen",), format="count"),
            *times,
        ),
        notes=tuple(persistence_notes()),
    )


def _times(row: Retention, shown: int) -> dict[str, object]:
    """Give the counts of a row, those past the last column together; nothing past its own maps."""
    counts: dict[str, object] = {f"on_{k}": None for k in range(1, shown + 1)}
    for entry in row.persistence[: shown - 1]:
        counts[f"on_{entry.n_maps}"] = entry.n_connections
    if len(row.persistence) >= shown:
        rest = row.persistence[shown - 1 :]
        counts[f"on_{shown}"] = sum(entry.n_connections for entry in rest)
    return {
        "followed": row.followed,
        "n_maps": len(row.persistence),
        "n_seen": row.n_seen,
        **counts,
    }
