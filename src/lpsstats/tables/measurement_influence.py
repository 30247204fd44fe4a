"""Lay out what becomes of changes when items are left out."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.item_influence import CLEAR, Influence
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.measurement_notes import name_of, reasons
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.reliability_notes import listed


def influence_table(rows: Sequence[Influence], dictionary: Dictionary) -> Table:
    """Build the table of influence, one block per scale and site.

    Parameters
    ----------
    rows : sequence of Influence
        Blocks of the whole scale and then its items.
    dictionary : Dictionary
        For the survey's title.
    """
    return Table(
        key="influence",
        title=(
            f"{dictionary.title}: change from {rows[0].wave_from} to {rows[0].wave_to} with each "
            "item left out"
        ),
        records=tuple(record(row, place=_place(row, dictionary)) for row in rows),
        columns=tuple(_columns(rows)),
        group="scale_label",
        group_detail="place",
        notes=tuple(_notes(rows)),
    )


def _place(row: Influence, dictionary: Dictionary) -> str | None:
    return row.site_label if len(dictionary.sites) > 1 or row.site else None


def _columns(rows: Sequence[Influence]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    interval = ("conf_low", "conf_high")
    yield Column(heading="Left out", keys=("item",), format="text")
    label = ("item_label",)
    yield Column(heading="Label", keys=label, format="text", first=wide, wraps=True)
    yield Column(heading=f"n {rows[0].wave_from}", keys=("n_from",), format="count", first=standard)
    yield Column(heading=f"n {rows[0].wave_to}", keys=("n_to",), format="count", first=standard)
    yield Column(heading="Change", keys=("estimate",), format="signed")
    confidence = f"{100 * rows[0].confidence:g}% CI"
    yield Column(heading=confidence, keys=interval, format="interval")
    yield Column(heading="p", keys=("p_value",), format="p_value", first=narrow)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)
    yield Column(heading="Differs", keys=("differs",), format="text", first=narrow)


def _notes(rows: Sequence[Influence]) -> Iterator[str]:
    yield (
        "Left out: the item without which the scale is scored; the first line is the whole scale. "
        "A score needs as large a part of the other items as the scale asks for."
    )
    methods = " or ".join(dict.fromkeys(row.method for row in rows))
    yield (
        f"Test: {methods}, unweighted, not adjusted for the number of tests, so a verdict may "
        "differ from that of `compare`."
    )
    yield from _carrying(rows)
    yield from reasons(
        ("Not testable", row.reason, name_of(row.scale_label, row.site_label))
        for row in rows
        if row.item is None
    )


def _carrying(rows: Sequence[Influence]) -> Iterator[str]:
    """Name the items that decide: without which a result goes, turns or comes."""
    blocks: dict[tuple[str, str], list[Influence]] = {}
    for row in rows:
        blocks.setdefault((row.scale_label, row.site_label), []).append(row)
    lost, gained = [], []
    for (scale, site), (whole, *parts) in blocks.items():
        other = [row for row in parts if row.differs and "verdict" in row.differs]
        items = ", ".join(row.item or "" for row in _by_change(other))
        if items and whole.verdict in CLEAR:
            lost.append(f"{name_of(scale, site)} ({whole.verdict}): {items}")
        elif items and whole.verdict == "no_clear_change":
            gained.append(f"{name_of(scale, site)}: {items}")
    if lost:
        yield f"The result rests on these items; without one of them it is another: {listed(lost)}."
    if gained:
        yield f"Without one of these items there would be a clear change: {listed(gained)}."
    if not lost and not gained:
        yield "No verdict rests on a single item."


def _by_change(rows: Sequence[Influence]) -> list[Influence]:
    """Put first the item whose absence changes most."""
    return sorted(rows, key=lambda row: -abs(row.estimate_change or 0.0))
