"""What would differ: without weights, at the same covariates, from complete answers, permuted."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.weights_used import DesignUsed, WeightsUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.rounding import bounded, fixed

MOST_REASONS = 8
# Of two waves, or of all: what both kinds of row have can be told alike.
Row = Comparison | AllWaves


def design_notes(rows: Sequence[Row], design: DesignUsed | None) -> Iterator[str]:
    """Say what the weights are and cost, which sampling units count, and what weights decide."""
    if design is None:
        return
    if design.weights is not None:
        yield _weights(design.weights, linked=any(_is_linked(row) for row in rows))
    if design.cluster is not None:
        yield (
            f"Sampling units: {design.n_clusters:,} of '{design.cluster}'; their answers may hang "
            "together, and standard errors allow for it."
        )
    if design.weights is not None:
        yield from _unweighted(rows)


def _is_linked(row: Row) -> bool:
    """Say whether a row compares people with themselves."""
    return bool(row.n_pairs if isinstance(row, Comparison) else row.n_linked)


def _weights(weights: WeightsUsed, *, linked: bool) -> str:
    strata = "each wave of each site a stratum"
    if linked:
        strata = "each site a stratum and linked people one unit (pairs have their later weight)"
    without = f"; {weights.n_without:,} respondents without a weight are left out"
    return (
        f"Weighted ({weights.name}): design effect {fixed(weights.design_effect, 2)}, effective n "
        f"{fixed(weights.n_effective, 0, ',')} of {weights.n:,}"
        f"{without if weights.n_without else ''}. n is unweighted; standard errors are linearised, "
        f"{strata}, as if respondents had been drawn at random there."
    )


def _unweighted(rows: Sequence[Row]) -> Iterator[str]:
    """Say which verdicts the weights decide."""
    other = [row for row in rows if row.verdict != row.verdict_unweighted]
    if other:
        shown = [
            f"{row.site_label}, {row_name(row)}: {str(row.verdict_unweighted).replace('_', ' ')}"
            for row in other
        ]
        yield f"Unweighted, {_differing(shown, len(rows))}"
    else:
        yield "Unweighted, every verdict is the same."


def covariates_note(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    """Say what changes are adjusted for, and where that tells another story."""
    adjusted = [row for row in rows if row.adjusted_p_value is not None and row.p_value is not None]
    if not adjusted:
        return
    level = 1 - rows[0].confidence
    other = [
        f"{row.site_label}, {row_name(row)}"
        for row in adjusted
        if ((row.adjusted_p_value or 0.0) < level) != ((row.p_value or 0.0) < level)
    ]
    labels = [dictionary.variables[key].label for key in dictionary.covariates]
    where = f"{len(other)} of {len(adjusted)} rows: {'; '.join(other[:MOST_REASONS])}"
    yield (
        f"Adjusted: the change between people alike in {', '.join(labels)} (least squares, robust "
        f"standard errors). Before any adjustment for many tests it falls on the other side of "
        f"{bounded(level)} in {where if other else 'no row'}."
    )


def row_name(row: Row) -> str:
    """Name a row: the measure, and the answer where it is of one."""
    return row.measure_label if row.category is None else _answer(row)


def _answer(row: Row) -> str:
    return f"{row.measure_label} ({row.category_label or row.category})"


def _differing(shown: Sequence[str], n_rows: int) -> str:
    listed = "; ".join(shown[:MOST_REASONS])
    more = len(shown) - MOST_REASONS
    tail = f"; and {more} more" if more > 0 else ""
    return f"{len(shown)} of {n_rows} verdicts would differ: {listed}{tail}."


def small_waves_note(rows: Sequence[Comparison]) -> Iterator[str]:
    """Give the permutation p of rows with a small wave where it tells another story."""
    level = 1 - rows[0].confidence
    small = [row for row in rows if row.p_permutation is not None and row.p_value is not None]
    other = [row for row in small if (row.p_permutation < level) != (row.p_value < level)]  # type: ignore[operator]
    if not small:
        return
    rows_have = "1 row has" if len(small) == 1 else f"{len(small)} rows have"
    told = "; ".join(f"{row.site_label}, {row.measure_label}" for row in other[:MOST_REASONS])
    outcome = f"disagrees about {bounded(level)} in {len(other)} ({told})" if other else "agrees"
    yield (
        f"{rows_have} a wave of fewer than 20: a permutation test (9,999 resamples, seeded) "
        f"{outcome}."
    )


def sensitivity(rows: Sequence[Row], complete: Sequence[Row]) -> Iterator[str]:
    """Say which verdicts would differ without the scores that rest on some of the items."""
    if not complete or not any(row.n_prorated for row in rows):
        return
    differing = [
        f"{other.site_label}, {row_name(other)}: {str(other.verdict).replace('_', ' ')}"
        for row, other in zip(rows, complete, strict=True)
        if row.verdict != other.verdict
    ]
    if not differing:
        yield "From respondents who answered every item, every verdict is the same."
        return
    yield f"From respondents who answered every item, {_differing(differing, len(rows))}"
