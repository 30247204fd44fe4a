"""What a reader must know to read a comparison, a sentence each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.weights_used import WeightsUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.comparison_tests import tests_note
from lpsstats.tables.formats import bounded, fixed
from lpsstats.tables.glossary import OF_PAIRS, reason_text

VERDICT_ORDER = (
    "improved",
    "declined",
    "changed",
    "practically_unchanged",
    "no_clear_change",
    "not_testable",
)
MOST_REASONS = 8


def comparison_notes(
    rows: Sequence[Comparison], dictionary: Dictionary, weights: WeightsUsed | None
) -> Iterator[str]:
    """Say what a reader must know: units, direction, test, adjustment, what could not be tested.

    Parameters
    ----------
    rows : sequence of Comparison
        The rows shown, at least one.
    dictionary : Dictionary
        Ranges, families and bounds.
    weights : WeightsUsed, optional
        What the weights are; `None` where there are none.
    """
    first = rows[0]
    yield verdict_counts([row for row in rows if row.category is None])
    yield f"{_units(rows, dictionary)} Change is {first.wave_to} minus {first.wave_from}."
    level = bounded(1 - first.confidence)
    yield (
        "Improved and declined go by the end of each measure that is declared the better one, and "
        f"need a p adj below {level}. No clear change is no proof that nothing changed."
    )
    yield tests_note(rows)
    yield from _weighting(rows, weights)
    yield from _adjustments(rows)
    if any(row.n_sites is not None for row in rows):
        yield (
            "All sites: everyone in the sites that have both waves; outside the families, its "
            "verdict rests on the unadjusted p."
        )
    yield from _unseen(rows)
    yield from _equivalence(rows, dictionary)
    yield from _small(rows)
    yield from _reasons(rows)


def verdict_counts(rows: Sequence[Comparison]) -> str:
    """Count the verdicts of the sites; pooled rows repeat them and do not count."""
    counts = Counter(row.verdict for row in rows if row.n_sites is None) or Counter(
        row.verdict for row in rows
    )
    parts = [f"{counts[v]} {v.replace('_', ' ')}" for v in VERDICT_ORDER if counts[v]]
    return f"{', '.join(parts)}."


def _units(rows: Sequence[Comparison], dictionary: Dictionary) -> str:
    """Give the range of each measure, those of one range together."""
    ranges: dict[str, list[str]] = {}
    for row in rows:
        limits = _range_of(row, dictionary)
        if row.category is None and limits:
            labels = ranges.setdefault(limits, [])
            if row.measure_label not in labels:
                labels.append(row.measure_label)
    parts = [f"{', '.join(labels)} {limits}" for limits, labels in ranges.items()]
    if len(ranges) == 1:
        parts = list(ranges)
    means = f"Mean scores: {'; '.join(parts)}." if parts else ""
    shares = "Shares are in percent of those who answered." if _has_shares(rows) else ""
    return " ".join(part for part in (means, shares) if part)


def _has_shares(rows: Sequence[Comparison]) -> bool:
    return any(row.unit == "percent" for row in rows)


def _range_of(row: Comparison, dictionary: Dictionary) -> str | None:
    """Give the range of the values that a mean is of; nothing for shares and open numbers."""
    scale = dictionary.scales.get(row.measure)
    if scale is not None:
        kind = "sum " if scale.score == "sum" else ""
        return f"{kind}{scale.low:g}-{scale.high:g}"
    variable = dictionary.variables[row.measure]
    if row.unit == "percent" or variable.low is None or variable.high is None:
        return None
    return f"{variable.low:g}-{variable.high:g}"


def _weighting(rows: Sequence[Comparison], weights: WeightsUsed | None) -> Iterator[str]:
    """Say what the weights are and cost, and which verdicts they decide."""
    if weights is None:
        yield "Unweighted."
        return
    without = f"; {weights.n_without:,} respondents without a weight are left out"
    yield (
        f"Weighted ({weights.name}): design effect {fixed(weights.design_effect, 2)}, effective n "
        f"{fixed(weights.n_effective, 0, ',')} of {weights.n:,}"
        f"{without if weights.n_without else ''}. n is unweighted; standard errors are linearised, "
        "each wave of each site a stratum, as if respondents had been drawn at random there."
    )
    other = [row for row in rows if row.verdict_unweighted not in {None, row.verdict}]
    if other:
        shown = [
            f"{row.site_label}, {_name(row)}: {str(row.verdict_unweighted).replace('_', ' ')}"
            for row in other
        ]
        yield f"Unweighted, {_differing(shown, len(rows))}"
    else:
        yield "Unweighted, every verdict is the same."


def _name(row: Comparison) -> str:
    """Name a row: the measure, and the answer where it is of one."""
    return row.measure_label if row.category is None else _answer(row)


def _answer(row: Comparison) -> str:
    return f"{row.measure_label} ({row.category_label or row.category})"


def _differing(shown: Sequence[str], n_rows: int) -> str:
    listed = "; ".join(shown[:MOST_REASONS])
    more = len(shown) - MOST_REASONS
    tail = f"; and {more} more" if more > 0 else ""
    return f"{len(shown)} of {n_rows} verdicts would differ: {listed}{tail}."


def _adjustments(rows: Sequence[Comparison]) -> Iterator[str]:
    families = {
        row.family: f"{METHODS[row.adjust]} over {_tests_of(row)}"
        if row.adjust != "none"
        else f"not adjusted ({_tests_of(row)})"
        for row in rows
        if row.family is not None and row.adjust is not None and row.n_tests
    }
    if families:
        yield f"p adj: {'; '.join(families.values())}."
    if any(row.category is not None for row in rows):
        yield (
            "Answers below a question (·): p adj is Holm's over its answers, or Benjamini and "
            "Hochberg's over boxes to tick, and never below that of the question."
        )


def _tests_of(row: Comparison) -> str:
    tests = "the one test" if row.n_tests == 1 else f"the {row.n_tests} tests"
    return f"{tests} of family {row.family}"


def _unseen(rows: Sequence[Comparison]) -> Iterator[str]:
    """Say how large a change could have been missed."""
    spans: list[str] = []
    for unit, words, decimals in (("points", "points", 2), ("percent", "percentage points", 0)):
        sizes = [
            row.detectable
            for row in rows
            if row.unit == unit
            and row.verdict == "no_clear_change"
            and row.detectable is not None
            and row.category is None
        ]
        if sizes:
            ends = dict.fromkeys(fixed(size, decimals) for size in (min(sizes), max(sizes)))
            spans.append(f"{' to '.join(ends)} {words}")
    if spans:
        yield (
            f"Detectable: where no change is clear, a true change of {' or '.join(spans)} would "
            "have been found four times in five, at the level at which its row is judged."
        )


def _equivalence(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    """Name the bounds behind `practically unchanged`."""
    bounds = {
        row.measure_label: dictionary.smallest_change[row.measure]
        for row in rows
        if row.measure in dictionary.smallest_change
    }
    if bounds:
        shown = ", ".join(f"{label} {fixed(bound, 2)}" for label, bound in bounds.items())
        level = 100 * (2 * rows[0].confidence - 1)
        yield (
            f"Practically unchanged: the {level:g}% CI lies within the smallest change that "
            f"matters ({shown})."
        )


def _small(rows: Sequence[Comparison]) -> Iterator[str]:
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


def sensitivity(rows: Sequence[Comparison], complete: Sequence[Comparison]) -> Iterator[str]:
    """Say which verdicts would differ without the scores that rest on some of the items."""
    if not complete or not any(row.n_prorated for row in rows):
        return
    differing = [
        f"{other.site_label}, {_name(other)}: {other.verdict.replace('_', ' ')}"
        for row, other in zip(rows, complete, strict=True)
        if row.verdict != other.verdict
    ]
    if not differing:
        yield "From respondents who answered every item, every verdict is the same."
        return
    yield f"From respondents who answered every item, {_differing(differing, len(rows))}"


def _reasons(rows: Sequence[Comparison]) -> Iterator[str]:
    """Say why rows could not be tested."""
    untested = [row for row in rows if row.reason]
    for row in untested[:MOST_REASONS]:
        why = reason_text(str(row.reason), OF_PAIRS if row.n_pairs is not None else {})
        counts = f"n = {row.n_from} and {row.n_to}"
        if row.n_pairs is not None:
            counts += f", {row.n_pairs} linked"
        yield f"Not testable: {row.site_label}, {_name(row)}: {why} ({counts})."
    if len(untested) > MOST_REASONS:
        more = len(untested) - MOST_REASONS
        yield f"{more} more rows are not testable; the data formats give every reason."
