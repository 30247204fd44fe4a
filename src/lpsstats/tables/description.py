"""Lay out who answered and with what weight."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.description import Respondents, Weights
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import SMALL, listed, place_columns
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

MOST_EFFECT, MOST_RATIO = 1.5, 5.0  # beyond these a few respondents carry the results


def who_table(rows: Sequence[Respondents], dictionary: Dictionary) -> Table:
    """Build the table of respondents: a row per site under its wave, or per wave without sites.

    Parameters
    ----------
    rows : sequence of Respondents
        Wave by wave.
    dictionary : Dictionary
        For titles and the weight's name.
    """
    sited = bool(dictionary.sites[0].key)
    return Table(
        key="who",
        title=f"{dictionary.title}: who answered",
        records=tuple(record(row) for row in rows),
        columns=tuple(_who_columns(rows, sited=sited)),
        group="wave_label" if sited else None,
        notes=tuple(_who_notes(rows, sited=sited)),
    )


def _who_columns(rows: Sequence[Respondents], *, sited: bool) -> Iterator[Column]:
    standard = Layout.STANDARD
    if sited:
        yield Column(heading="Site", keys=("site_label",), format="text", wraps=True)
    else:
        yield Column(heading="Wave", keys=("wave_label",), format="text", wraps=True)
    if any(row.role for row in rows):
        yield Column(heading="Role", keys=("role",), format="text", first=standard)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="%", keys=("pct",), format="tenth")
    if any(row.n_weighted is not None for row in rows):
        yield Column(heading="n weighted", keys=("n_weighted",), format="count", first=standard)
        yield Column(heading="Weighted %", keys=("pct_weighted",), format="tenth")
    if any(row.n_unanswered for row in rows):
        yield Column(heading="Answered nothing", keys=("n_unanswered",), format="count")


def _who_notes(rows: Sequence[Respondents], *, sited: bool) -> Iterator[str]:
    whose = "the wave in the sites listed" if sited else "all waves"
    yield f"%: of the respondents of {whose}, unweighted."
    if any(row.n_weighted is not None for row in rows):
        yield "Weighted %: of the sum of the weights."
    if any(row.n_unanswered for row in rows):
        yield "Answered nothing: respondents without an answer to any question described."
    cells = [row for row in rows if row.wave is not None and (row.site is not None or not sited)]
    names = [f"{row.site_label}, {row.wave}" if sited else row.wave_label for row in cells]
    empty = [name for name, row in zip(names, cells, strict=True) if not row.n]
    if empty:
        yield f"No respondents: {listed(empty)}."
    small = [
        f"{name} ({row.n})" for name, row in zip(names, cells, strict=True) if 0 < row.n < SMALL
    ]
    if small:
        yield f"Fewer than {SMALL} respondents, too few for publication: {listed(small)}."


def weights_table(rows: Sequence[Weights], dictionary: Dictionary) -> Table:
    """Build the table of weights, a row per group.

    Parameters
    ----------
    rows : sequence of Weights
        The groups, at least one.
    dictionary : Dictionary
        For the titles.
    """
    return Table(
        key="weights",
        title=f"{dictionary.title}: weights ({dictionary.weight})",
        records=tuple(record(row) for row in rows),
        columns=tuple(_weight_columns(rows)),
        notes=tuple(_weight_notes(rows)),
    )


def _weight_columns(rows: Sequence[Weights]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    places = tuple(place_columns(rows))
    yield from places
    if not places:
        yield Column(heading="Respondents", keys=("site_label",), format="all_or")
    yield Column(heading="n", keys=("n",), format="count")
    if any(row.n_zero_weight for row in rows):
        yield Column(heading="Zero", keys=("n_zero_weight",), format="count", first=narrow)
    if any(row.n_no_weight for row in rows):
        yield Column(heading="None", keys=("n_no_weight",), format="count", first=narrow)
    yield Column(heading="Mean", keys=("mean",), format="number", first=wide)
    yield Column(heading="Min", keys=("minimum",), format="number", first=standard)
    yield Column(heading="Median", keys=("median",), format="number", first=wide)
    yield Column(heading="Max", keys=("maximum",), format="number", first=standard)
    yield Column(heading="Max/median", keys=("max_to_median",), format="tenth", first=wide)
    yield Column(heading="CV", keys=("cv",), format="number", first=standard)
    yield Column(heading="Design effect", keys=("design_effect",), format="number")
    yield Column(heading="Effective n", keys=("n_effective",), format="tenth")


def _weight_notes(rows: Sequence[Weights]) -> Iterator[str]:
    yield (
        "Weights above zero. Design effect: how many times larger weighting alone makes a "
        "variance; effective n: (sum of weights)² / sum of squares (Kish)."
    )
    none, zero = rows[0].n_no_weight, rows[0].n_zero_weight  # the first row is of everybody
    if none or zero:
        yield (
            f"Left out of everything weighted: {none:,} without a weight, {zero:,} with a weight "
            "of zero."
        )
    heavy = [
        f"{_place(row)} ({row.design_effect:.2f})"
        for row in rows
        if row.design_effect is not None and row.design_effect > MOST_EFFECT
    ]
    if heavy:
        yield f"Design effect above {MOST_EFFECT:g}, which costs much of the n: {listed(heavy)}."
    steep = [
        f"{_place(row)} ({row.max_to_median:.1f})"
        for row in rows
        if row.max_to_median is not None and row.max_to_median > MOST_RATIO
    ]
    if steep:
        yield (
            f"Largest weight more than {MOST_RATIO:g} times the median, so that single "
            f"respondents count for many: {listed(steep)}."
        )


def _place(row: Weights) -> str:
    return ", ".join(part for part in (row.site_label, row.wave) if part) or "all"
