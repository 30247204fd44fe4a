"""What a reader must know to read a comparison, a sentence each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.weights_used import DesignUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.comparison_tests import linked_mode, tests_note
from lpsstats.tables.comparison_variants import (
    MOST_REASONS,
    Row,
    covariates_note,
    design_notes,
    row_name,
    small_waves_note,
)
from lpsstats.tables.glossary import OF_DESIGN, OF_PAIRS, OF_WAVES, reason_text
from lpsstats.tables.rounding import bounded, fixed

VERDICT_ORDER = (
    "improved",
    "declined",
    "changed",
    "practically_unchanged",
    "no_clear_change",
    "not_testable",
)
MOST_NAMES = 6


def comparison_notes(
    rows: Sequence[Comparison], dictionary: Dictionary, design: DesignUsed | None
) -> Iterator[str]:
    """Say what a reader must know: units, direction, test, adjustment, what could not be tested.

    Parameters
    ----------
    rows : sequence of Comparison
        The rows shown, at least one.
    dictionary : Dictionary
        Ranges, families and bounds.
    design : DesignUsed, optional
        The weights and sampling units that count.
    """
    first = rows[0]
    yield verdict_counts([row for row in rows if row.category is None])
    yield f"{units_note(rows, dictionary)} Change is {first.wave_to} minus {first.wave_from}."
    level = bounded(1 - first.confidence)
    yield (
        "Improved and declined go by the end of each measure that is declared the better one, and "
        f"need a p adj below {level}. No clear change is no proof that nothing changed."
    )
    yield tests_note(rows) + ("" if design and design.weights else " Unweighted.")
    yield from design_notes(rows, design)
    yield from covariates_note(rows, dictionary)
    if dictionary.covariates and dictionary.design == "panel":
        yield "A panel is not adjusted for covariates: linked people are compared with themselves."
    yield from adjustment_notes(rows)
    if any(row.n_sites is not None for row in rows):
        pairs = any(linked_mode(row) == "pairs" for row in rows)
        whom = "everyone, or everyone linked," if pairs else "everyone"
        yield (
            f"All sites: {whom} in the sites that have both waves; outside the families, its "
            "verdict rests on its own p, not adjusted, which stands under p adj."
        )
    yield from _unseen(rows, dictionary)
    yield from _equivalence(rows, dictionary)
    yield from small_waves_note(rows)
    yield from _reasons(rows)


def verdict_counts(rows: Sequence[Row]) -> str:
    """Count the verdicts of the sites; pooled rows repeat them and do not count."""
    counts = Counter(row.verdict for row in rows if row.n_sites is None) or Counter(
        row.verdict for row in rows
    )
    parts = [f"{counts[v]} {v.replace('_', ' ')}" for v in VERDICT_ORDER if counts[v]]
    return f"{', '.join(parts)}."


def units_note(rows: Sequence[Row], dictionary: Dictionary) -> str:
    """Give the range of each measure, those of one range together."""
    ranges: dict[str, list[str]] = {}
    for row in rows:
        limits = _range_of(row, dictionary)
        if row.category is None and limits:
            labels = ranges.setdefault(limits, [])
            if row.measure_label not in labels:
                labels.append(row.measure_label)
    parts = [f"{_listed(labels)} {limits}" for limits, labels in ranges.items()]
    if len(ranges) == 1:
        parts = list(ranges)
    means = f"Mean scores: {'; '.join(parts)}." if parts else ""
    shares = "Shares are in percent of those who answered." if _has_shares(rows) else ""
    return " ".join(part for part in (means, shares) if part)


def _listed(labels: Sequence[str]) -> str:
    """List a few names, and count many."""
    return ", ".join(labels) if len(labels) <= MOST_NAMES else f"{len(labels)} measures"


def _has_shares(rows: Sequence[Row]) -> bool:
    return any(row.unit == "percent" for row in rows)


def _range_of(row: Row, dictionary: Dictionary) -> str | None:
    """Give the range of the values that a mean is of; nothing for shares and open numbers."""
    scale = dictionary.scales.get(row.measure)
    if scale is not None:
        kind = "sum " if scale.score == "sum" else ""
        return f"{kind}{scale.low:g}-{scale.high:g}"
    variable = dictionary.variables[row.measure]
    if row.unit == "percent" or variable.low is None or variable.high is None:
        return None
    return f"{variable.low:g}-{variable.high:g}"


def adjustment_notes(rows: Sequence[Row]) -> Iterator[str]:
    """Say over which tests p-values are adjusted, and how."""
    families = {
        row.family: f"{METHODS[row.adjust]} over {_tests_of(row)}"
        if row.adjust != "none"
        else f"not adjusted ({_tests_of(row)})"
        for row in rows
        if row.family is not None and row.adjust is not None and row.n_tests
    }
    if families:
        yield f"p adj: {'; '.join(families.values())}."
    if any(row.category is not None and row.verdict is not None for row in rows):
        yield (
            "Answers below a question (·): p adj is Holm's over its answers, or Benjamini and "
            "Hochberg's over boxes to tick, and never below that of the question; in all sites "
            "together too, where the question has its own p."
        )
    if any(row.category is not None and row.verdict is None for row in rows):
        yield (
            "Answers without a verdict stand below a question that declares which of them count: "
            "those are what its own row tests."
        )


def _tests_of(row: Row) -> str:
    tests = "the one test" if row.n_tests == 1 else f"the {row.n_tests} tests"
    return f"{tests} of family {row.family}"


def _special_words(row: Comparison) -> Mapping[str, str]:
    """Choose the words of a reason: of linked people, of a sampling design, or of two waves."""
    few = row.reason == "n_lt_2" and (row.n_pairs or 0) > 1
    if row.n_pairs is not None and not few:
        return OF_PAIRS
    return OF_DESIGN if few or row.n_effective_from is not None else OF_WAVES


def _unseen(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    """Say how large a change could have been missed, by the range of what is measured."""
    sizes: dict[str, list[float]] = {}
    for row in rows:
        seen = row.verdict != "no_clear_change" or row.detectable is None
        if row.category is None and row.n_sites is None and not seen:
            unit = "percentage points" if row.unit == "percent" else "points"
            limits = _range_of(row, dictionary)
            words = f"{unit} ({limits})" if limits else unit
            sizes.setdefault(words, []).append(row.detectable or 0.0)
    spans = []
    for words, found in sizes.items():
        decimals = 0 if words.startswith("percentage") else 2
        ends = dict.fromkeys(fixed(size, decimals) for size in (min(found), max(found)))
        spans.append(f"{' to '.join(ends)} {words}")
    if spans:
        yield (
            f"Detectable: where no change is clear, a true change of {', or '.join(spans)} would "
            "have been found four times in five, at the level at which its row is judged."
        )


def _equivalence(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    """Name the bounds behind `practically unchanged`."""
    bounds = {
        row.measure_label: dictionary.smallest_change[row.measure]
        for row in rows
        if row.measure in dictionary.smallest_change
    }
    percent = {row.measure_label for row in rows if row.unit == "percent"}
    if bounds:
        shown = ", ".join(
            f"{label} {fixed(bound, 2)}{' pp' if label in percent else ''}"
            for label, bound in bounds.items()
        )
        level = 100 * (2 * rows[0].confidence - 1)
        yield (
            f"Practically unchanged: the {level:g}% CI lies within the smallest change that "
            f"matters ({shown})."
        )


def _reasons(rows: Sequence[Comparison]) -> Iterator[str]:
    """Say why rows could not be tested."""
    whole = {(row.measure, row.site) for row in rows if row.reason and row.category is None}
    untested = [
        row
        for row in rows
        if row.reason and (row.category is None or (row.measure, row.site) not in whole)
    ]
    for row in untested[:MOST_REASONS]:
        why = reason_text(str(row.reason), _special_words(row))
        counts = f"n = {row.n_from} and {row.n_to}"
        if row.n_pairs is not None:
            counts += f", {row.n_pairs} linked"
        yield f"Not testable: {row.site_label}, {row_name(row)}: {why} ({counts})."
    if len(untested) > MOST_REASONS:
        more = len(untested) - MOST_REASONS
        yield f"{more} more rows are not testable; the data formats give every reason."
