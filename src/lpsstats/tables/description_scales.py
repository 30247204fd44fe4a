"""Lay out how scale scores are distributed."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.description_scales import ScaleDescription
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import is_parted, place_columns, small_base_note
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record


def scale_table(rows: Sequence[ScaleDescription], dictionary: Dictionary) -> Table:
    """Build the table of scale scores: a row per scale, or one per group under the scale.

    Parameters
    ----------
    rows : sequence of ScaleDescription
        Scale by scale, at least one.
    dictionary : Dictionary
        For the titles and the ranges of the scales.
    """
    return Table(
        key="scales",
        title=f"{dictionary.title}: scale scores",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="scale_label" if is_parted(rows) else None,
        notes=tuple(_notes(rows, dictionary)),
    )


def _columns(rows: Sequence[ScaleDescription]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    if is_parted(rows):
        yield from place_columns(rows)
    else:
        yield Column(heading="Scale", keys=("scale_label",), format="text", wraps=True)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="Prorated", keys=("n_prorated",), format="count", first=wide)
    yield Column(heading="Too few", keys=("n_dropped",), format="count", first=wide)
    yield Column(heading="None", keys=("n_unanswered",), format="count", first=wide)
    yield Column(heading="Mean", keys=("mean",), format="number")
    yield Column(heading="SD", keys=("sd",), format="number")
    if any(row.n_weighted is not None for row in rows):
        yield Column(heading="Weighted mean", keys=("mean_weighted",), format="number")
        yield Column(heading="Weighted SD", keys=("sd_weighted",), format="number", first=wide)
    yield Column(heading="Min", keys=("minimum",), format="number", first=standard)
    yield Column(heading="Q1", keys=("lower_quartile",), format="number", first=wide)
    yield Column(heading="Median", keys=("median",), format="number", first=narrow)
    yield Column(heading="Q3", keys=("upper_quartile",), format="number", first=wide)
    yield Column(heading="Max", keys=("maximum",), format="number", first=standard)
    yield Column(heading="Floor %", keys=("pct_floor",), format="tenth", first=standard)
    yield Column(heading="Ceiling %", keys=("pct_ceiling",), format="tenth", first=standard)


def _notes(rows: Sequence[ScaleDescription], dictionary: Dictionary) -> Iterator[str]:
    yield f"n: respondents with a score, reversed items turned round: {_ranges(rows, dictionary)}."
    if any(row.n < row.base for row in rows):
        yield "The others answered no item of the scale, or too few; the data formats count both."
    yield from small_base_note(rows)


def _ranges(rows: Sequence[ScaleDescription], dictionary: Dictionary) -> str:
    """Give the range of each scale and its better end, scales that share both together."""
    shared: dict[str, list[str]] = {}
    for key in dict.fromkeys(row.scale for row in rows):
        scale = dictionary.scales[key]
        end = "neither end is better" if scale.better == "neither" else f"{scale.better} is better"
        shared.setdefault(f"{scale.low:g}-{scale.high:g} ({end})", []).append(scale.label)
    if len(shared) == 1:
        return next(iter(shared))
    return "; ".join(f"{', '.join(labels)} {limits}" for limits, labels in shared.items())
