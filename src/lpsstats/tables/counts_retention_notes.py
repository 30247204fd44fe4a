"""What a reader of connection maps must know: the words, the intervals, who wrote them down."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.counts.retention_rows import Retention
from lpsstats.tables.glossary import reason_text


def retention_notes(rows: Sequence[Retention]) -> Iterator[str]:
    """Write the notes under the maps."""
    yield "n: connections on the map, each counted once. New: on no earlier map."
    yield (
        "Kept: of the connections of the map before, those on this map too; the others are lost. "
        "Returned: on an earlier map, but not on the one before."
    )
    yield "Sustained: of the connections of the first map, those on every map up to this one."
    yield (
        f"Wilson intervals, {100 * rows[0].confidence:g}%. They take it as chance whether a "
        "connection stays, for each apart from the others; those met through one person or event "
        "may come and go together, and then the intervals are too narrow."
    )
    yield from _small(rows)
    yield from _reasons(rows)
    yield from _together(rows)
    if len({row.category for row in rows}) > 1:
        yield (
            "Categories are not tested against each other: the same teams met and recorded all of "
            "them, and so they are not independent."
        )
    yield (
        "Recorded by the teams themselves: a connection that is not on a map may be lost, or may "
        "not have been written down."
    )


def persistence_notes() -> Iterator[str]:
    """Write the note under the second table."""
    yield (
        "Seen: connections on any map. Those first met on a late map cannot be on many: the "
        "sustained ones above are the ones that could be on all."
    )


def _small(rows: Sequence[Retention]) -> Iterator[str]:
    small = sum(row.small_base for row in rows)
    if small:
        yield (
            f"In {small:,} of {len(rows):,} rows a percentage is of fewer than 10 connections: "
            "read its interval, not the percentage alone."
        )


def _reasons(rows: Sequence[Retention]) -> Iterator[str]:
    """Put into words why there are dashes."""
    given = [r for row in rows for r in (row.reason, row.new_reason, row.sustained_reason) if r]
    reasons = list(dict.fromkeys(given))
    if reasons:
        yield f"A dash: {'; or '.join(reason_text(reason) for reason in reasons)}."


def _together(rows: Sequence[Retention]) -> Iterator[str]:
    """Say how many units are together."""
    n_units = next((row.n_units for row in rows if row.n_units is not None), None)
    if n_units is not None:
        yield (
            f"All units: the {n_units} that have every map. A connection of two units counts once."
        )
