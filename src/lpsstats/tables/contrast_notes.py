"""What a reader of a contrast must know: who stands where, how it was tested."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb

from lpsstats.analysis.contrast_rows import Contrast
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.contrast_cautions import caution_notes, named, words
from lpsstats.tables.description_places import listed
from lpsstats.tables.rounding import bounded, p_value

VERDICT_ORDER = (
    "favours_intervention",
    "favours_comparison",
    "changes_differ",
    "practically_equal",
    "no_clear_difference",
    "not_testable",
)


def contrast_notes(
    rows: Sequence[Contrast], measures: Sequence[Measure], dictionary: Dictionary
) -> Iterator[str]:
    """Write the notes under the contrasts."""
    first = rows[0]
    yield _verdict_counts(rows)
    yield f"Mean scores: {_ranges(measures)}. Every site counts the same."
    yield (
        f"Diff.: the mean change ({first.wave_to} minus {first.wave_from}) in the "
        "intervention sites less that in the comparison sites."
    )
    yield from _partial(rows)
    yield (
        "Favours goes by the end that is declared the better one, and needs a p adj below "
        f"{bounded(1 - first.confidence)}. No clear difference is no proof of none."
    )
    yield f"Test: {first.method}, two-sided{_basis(first, dictionary)}. g: {first.effect_method}."
    if first.n_pairs is not None:
        pairs = max(row.n_pairs or 0 for row in rows)
        yield (
            f"Only people linked within their site count here, {pairs:,} at most. `compare` takes "
            "everybody where fewer than three in five are linked: its changes may differ."
        )
    yield from _adjustments(rows)
    yield from _split_notes(rows)
    yield (
        "Shock: something else may have happened in every site and wave. Shocks with this standard "
        "deviation, in points, would let the interval reach 0; a dash where it holds 0 without any."
    )
    yield from caution_notes(rows, measures, dictionary)


def complete_notes(rows: Sequence[Contrast], complete: Sequence[Contrast]) -> Iterator[str]:
    """Say which verdicts would differ without the scores that rest on some of the items."""
    if not complete or not any(row.n_prorated for row in rows):
        return
    differing = [
        f"{named(other)}: {words(other.verdict)}"
        for row, other in zip(rows, complete, strict=True)
        if row.verdict != other.verdict
    ]
    if not differing:
        yield "From respondents who answered every item, every verdict is the same."
        return
    yield (
        f"From respondents who answered every item, {len(differing)} of {len(rows)} verdicts "
        f"would differ: {listed(differing)}."
    )


def _verdict_counts(rows: Sequence[Contrast]) -> str:
    """Count the verdicts of the headline; the other rows say the same of fewer sites."""
    counts = Counter(row.verdict for row in rows if row.contrast == "all")
    parts = ", ".join(f"{words(v)} {counts[v]}" for v in VERDICT_ORDER if counts[v])
    return f"{parts[:1].upper()}{parts[1:]}."


def _ranges(measures: Sequence[Measure]) -> str:
    """Give the range of each measure, those of one range together."""
    ranges: dict[str, list[str]] = {}
    for one in measures:
        share = "shares in percent" if one.unit == "percent" else f"{one.low:g}-{one.high:g}"
        ranges.setdefault(share, []).append(one.label)
    if len(ranges) == 1:
        return next(iter(ranges))
    return "; ".join(f"{', '.join(labels)} {limits}" for limits, labels in ranges.items())


def _partial(rows: Sequence[Contrast]) -> Iterator[str]:
    """Say on which side partial sites stand."""
    sites = {
        site.site_label: site.arm
        for row in rows
        for site in row.sites
        if site.role == "partial" and row.contrast == "all"
    }
    if not sites:
        return
    named = ", ".join(f"{label} on the {arm} side" for label, arm in sites.items())
    without = any(row.contrast == "without_partial" for row in rows)
    beside = "; the results without stand below" if without else ""
    yield f"Partial sites, neither one thing nor the other: {named}{beside}."


def _basis(row: Contrast, dictionary: Dictionary) -> str:
    """Say what the variances rest on."""
    if row.n_pairs is not None:
        people = ", on the differences of respondents linked within a site"
    else:
        people = ", other people in every wave"
    weights = f"; weighted by {dictionary.weight}" if row.verdict_unweighted else "; unweighted"
    clusters = f", clustered by {dictionary.cluster}" if dictionary.cluster else ""
    return f"{people}{weights}{clusters}"


def _adjustments(rows: Sequence[Contrast]) -> Iterator[str]:
    """Say how p was adjusted, the headline's tests and the others' apart."""
    families = {
        row.family: f"{METHODS[row.adjust]} over {_tests(row)}"
        if row.adjust != "none"
        else f"not adjusted ({_tests(row)})"
        for row in rows
        if row.contrast == "all" and row.n_tests
    }
    if families:
        more = {row.contrast for row in rows} - {"all"}
        apart = "; contrasts of other sites by themselves likewise" if more else ""
        yield f"p adj: {'; '.join(families.values())}{apart}."


def _tests(row: Contrast) -> str:
    n = "the one test" if row.n_tests == 1 else f"the {row.n_tests} tests"
    return f"{n} of family {row.family}"


def _split_notes(rows: Sequence[Contrast]) -> Iterator[str]:
    """Say what the rank of the split is, and the smallest p that it could have given."""
    kinds = dict.fromkeys(
        (row.n_intervention, row.n_comparison, row.n_splits, row.p_split_smallest)
        for row in rows
        if row.contrast == "all" and row.n_splits and row.p_split_smallest
    )
    if not kinds:
        return
    among = ", ".join(_among(first, second, n or 0) for first, second, n, _ in kinds)
    reached = [p or 0.0 for *_, p in kinds]
    smallest = ", ".join(p_value(p) for p in reached)
    yield (
        f"Split: where this split of the sites ranks among {among}, by the size of the difference. "
        f"The smallest p that counting splits can reach here is {smallest}"
        f"{_verdict_of_design(min(reached), rows[0].confidence)}."
    )


def _among(first: int, second: int, n: int) -> str:
    """Name the splits that were looked at."""
    kind = "all" if comb(first + second, first) == n else "a random sample of"
    return f"{kind} {n:,} into {first} and {second}"


def _verdict_of_design(smallest: float, confidence: float) -> str:
    if smallest <= 1 - confidence:
        return ""
    return (
        ": so few places cannot make a difference clear by their number, and p adj takes them as "
        "given"
    )
