"""Show how many variants of its analysis give a row's verdict, and which do not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.variant_tests import RESAMPLES
from lpsstats.analysis.variants import ADJUSTED, COMPLETE, PERMUTATION, WEIGHTED
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.comparison_variants import row_name
from lpsstats.tables.model import Column, Layout, Table

MOST_ROWS = 12
COLUMN = Column(
    heading="Robust", keys=("n_same", "n_variants"), format="out_of", first=Layout.STANDARD
)


def with_variants(table: Table, rows: Sequence[Comparison], dictionary: Dictionary) -> Table:
    """Add the column and the notes of `--robust` to the table of a comparison.

    Parameters
    ----------
    table : Table
        Its columns have a verdict.
    rows : sequence of Comparison
        The rows it shows.
    dictionary : Dictionary
        Names of the covariates.
    """
    columns = table.columns
    if any(row.n_variants is not None for row in rows):
        at = 1 + next(i for i, column in enumerate(columns) if column.keys == ("verdict",))
        columns = (*columns[:at], COLUMN, *columns[at:])
    return replace(table, columns=columns, notes=(*table.notes, *_notes(rows, dictionary)))


def _notes(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    judged = [row for row in rows if row.n_variants is not None]
    if judged:
        yield _settings(judged, dictionary)
        yield from _disagreeing(judged)
    if any(row.verdict is not None and not row.reason and row.n_variants is None for row in rows):
        yield (
            "Robust: questions of categories without a declared success, boxes to tick and single "
            "answers have no variants; their one test is that of their row."
        )


def _settings(rows: Sequence[Comparison], dictionary: Dictionary) -> str:
    """Say in what the variants differ."""
    variants = [variant for row in rows for variant in row.variants]
    tests = list(dict.fromkeys(v.method for v in variants if v.covariates != ADJUSTED))
    parts = [f"tests ({', '.join(tests)})"]
    if any(v.weights == WEIGHTED for v in variants):
        parts.append("weighted or not")
    if any(v.completeness == COMPLETE for v in variants):
        parts.append("prorated scores or complete cases")
    if any(v.left_out is not None for v in variants):
        parts.append("all items or one left out (scales of three and more)")
    if any(v.covariates == ADJUSTED for v in variants):
        labels = [dictionary.variables[key].label for key in dictionary.covariates]
        parts.append(f"raw or, by t test, adjusted for {', '.join(labels)}")
    permuted = (
        f" Permutation: {RESAMPLES:,} resamples, seeded; unweighted, no item left out."
        if any(v.test == PERMUTATION for v in variants)
        else ""
    )
    return (
        f"Robust: how many variants of a row's analysis give its verdict. They differ in "
        f"{'; '.join(parts)}; each is adjusted over its family under the same settings.{permuted} "
        "They share their respondents: the count is no probability."
    )


def _disagreeing(rows: Sequence[Comparison]) -> Iterator[str]:
    """Give the sentence of every row that is not unanimous."""
    divided = [row for row in rows if row.n_same != row.n_variants]
    n_agreed = len(rows) - len(divided)
    yield f"Every variant gives the same verdict in {n_agreed} of {len(rows)} rows."
    for row in divided[:MOST_ROWS]:
        yield f"{row.site_label}, {row_name(row)}: {row.robustness}."
    if len(divided) > MOST_ROWS:
        yield f"And {len(divided) - MOST_ROWS} more rows; the data formats give every one."
