"""Lay out what becomes of changes when items are left out."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.item_influence import CLEAR, Influence
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.measurement_notes import name_of, reasons
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.reliability_notes import listed
from lpsstats.tables.rounding import fixed

UNCHANGED = "practically_unchanged"
RESULTS = CLEAR | {UNCHANGED}


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
        notes=tuple(_notes(rows, dictionary)),
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


def _notes(rows: Sequence[Influence], dictionary: Dictionary) -> Iterator[str]:
    yield (
        "Left out: the item without which the scale is scored; the first line is the whole scale. "
        "A score needs as large a part of the other items as the scale asks for."
    )
    methods = " or ".join(dict.fromkeys(row.method for row in rows))
    yield (
        f"Test: {methods}, unweighted, not adjusted for the number of tests, so a verdict may "
        "differ from that of `compare`."
    )
    if dictionary.cluster:
        yield (
            "Intervals and verdicts suppose independent respondents: the clusters of "
            f"{dictionary.cluster} are not used."
        )
    yield from _bounds(rows, dictionary)
    if any("sign" in (row.differs or "") for row in rows):
        yield "Sign: both changes are at least 1% of the scale's range, and run opposite ways."
    yield from _carrying(rows)
    yield from reasons(
        ("Not testable", row.reason, name_of(row.scale_label, row.site_label))
        for row in rows
        if row.item is None
    )


def _bounds(rows: Sequence[Influence], dictionary: Dictionary) -> Iterator[str]:
    """Name the bounds behind `practically unchanged`."""
    declared = dictionary.smallest_change
    bounds = {row.scale_label: declared[row.scale] for row in rows if row.scale in declared}
    if bounds:
        shown = ", ".join(f"{label} {fixed(bound, 2)}" for label, bound in bounds.items())
        yield f"Practically unchanged: the whole interval lies within a declared bound ({shown})."


def _carrying(rows: Sequence[Influence]) -> Iterator[str]:
    """Name the items that decide: without which a result goes, turns or comes."""
    blocks: dict[tuple[str, str], list[Influence]] = {}
    for row in rows:
        blocks.setdefault((row.scale_label, row.site_label), []).append(row)
    lost, gained, settled = [], [], []
    for (scale, site), (whole, *parts) in blocks.items():
        name = name_of(scale, site)
        other = [row for row in parts if row.differs and "verdict" in row.differs]
        if other and whole.verdict in RESULTS:
            lost.append(f"{name} ({whole.verdict.replace('_', ' ')}): {_named(other)}")
        elif whole.verdict == "no_clear_change":
            clear = [row for row in other if row.verdict in CLEAR]
            gained += [f"{name}: {_named(clear)}"] if clear else []
            unchanged = [row for row in other if row.verdict == UNCHANGED]
            settled += [f"{name}: {_named(unchanged)}"] if unchanged else []
    if lost:
        yield f"The result rests on these items; without one of them it is another: {listed(lost)}."
    if gained:
        yield f"Without one of these items there would be a clear change: {listed(gained)}."
    if settled:
        yield f"Without one of these items it would be practically unchanged: {listed(settled)}."
    if not lost and not gained and not settled:
        yield "No verdict rests on a single item."


def _named(rows: Sequence[Influence]) -> str:
    """List items, first the one whose absence changes most."""
    ordered = sorted(rows, key=lambda row: -abs(row.estimate_change or 0.0))
    return ", ".join(row.item or "" for row in ordered)
