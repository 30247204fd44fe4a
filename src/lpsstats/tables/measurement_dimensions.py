"""Lay out how many things the items of a scale measure."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.measurement_dimensions import Dimensions
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.parallel_analysis import PERCENTILE, RESAMPLES
from lpsstats.tables.measurement_notes import name_of, reasons
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record


def dimensions_table(rows: Sequence[Dimensions], dictionary: Dictionary, seed: int) -> Table:
    """Build the table of dimensions.

    Parameters
    ----------
    rows : sequence of Dimensions
        Scale by scale, the pooled row first.
    dictionary : Dictionary
        For the survey's title.
    seed : int
        Where the random numbers started.
    """
    return Table(
        key="dimensions",
        title=f"{dictionary.title}: dimensions of scales",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="scale_label" if _is_parted(rows) else None,
        notes=tuple(_notes(rows, seed)),
    )


def _is_parted(rows: Sequence[Dimensions]) -> bool:
    return any(row.site_label or row.wave for row in rows)


def _columns(rows: Sequence[Dimensions]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    if not _is_parted(rows):
        yield Column(heading="Scale", keys=("scale_label",), format="text", wraps=True)
    if any(row.site_label for row in rows):
        yield Column(heading="Site", keys=("site_label",), format="all_or", wraps=True)
    if any(row.wave for row in rows):
        yield Column(heading="Wave", keys=("wave",), format="all_or")
    yield Column(heading="Items", keys=("n_items",), format="count", first=narrow)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="Factors", keys=("n_factors",), format="count")
    yield Column(heading="Eigen 1", keys=("eigenvalue_1",), format="number", first=narrow)
    yield Column(heading="2", keys=("eigenvalue_2",), format="number", first=narrow)
    yield Column(heading="Ratio", keys=("eigenvalue_ratio",), format="tenth")
    yield Column(heading="Chi²", keys=("chi_square",), format="number", first=standard)
    yield Column(heading="df", keys=("df",), format="count", first=standard)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=narrow)
    yield Column(heading="CFI", keys=("cfi",), format="thousandth", first=narrow)
    yield Column(heading="RMSEA", keys=("rmsea",), format="thousandth")
    rmsea = ("rmsea_low", "rmsea_high")
    yield Column(heading="90% CI", keys=rmsea, format="bounded_interval", first=wide)
    yield Column(heading="SRMR", keys=("srmr",), format="thousandth", first=wide)


def _notes(rows: Sequence[Dimensions], seed: int) -> Iterator[str]:
    yield (
        f"Factors: eigenvalues above the {PERCENTILE}th percentile of those of the same answers "
        f"with each item shuffled by itself, {RESAMPLES} times (parallel analysis, Buja & "
        f"Eyuboglu 1992; seed {seed}). Complete cases, unweighted."
    )
    yield (
        "Chi², CFI, RMSEA and SRMR: one factor by maximum likelihood; the first three allow for "
        "skewed answers (Satorra & Bentler). None of them is a pass or a fail."
    )
    named = [(row, name_of(row.scale_label, row.site_label, row.wave)) for row in rows]
    yield from reasons(("Not testable", row.reason, name) for row, name in named)
    unfit = [(row, name) for row, name in named if not row.reason]
    yield from reasons(("No fit", row.fit_reason, name) for row, name in unfit)
