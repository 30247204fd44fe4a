"""What may deceive in a contrast: unlike starts, no room to move, what is missing."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.analysis.contrast_rows import Contrast
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import OF_PAIRS, reason_text
from lpsstats.tables.rounding import bounded, fixed

OF_SITES: Mapping[str, str] = {"wave_missing": "one side has no site with answers in both waves"}
CLEAR = frozenset({"favours_intervention", "favours_comparison", "changes_differ"})
# Sides that start this far apart, in standard deviations, are not alike (Austin 2009,
# Communications in Statistics - Simulation and Computation 38, 1228-1234).
APART = 0.1
# A mean this near to an end of its range, as a share of the range, has little way left to go.
NEAR_END = 0.1


def caution_notes(
    rows: Sequence[Contrast], measures: Sequence[Measure], dictionary: Dictionary
) -> Iterator[str]:
    """Write the notes about what may deceive."""
    yield from _not_by_splits(rows)
    yield from _baselines(rows, measures)
    yield from _equivalence(rows, dictionary)
    yield from _unweighted(rows)
    yield from _left_out(rows)
    yield from _reasons(rows)


def named(row: Contrast) -> str:
    """Name a row in a note, one of the headline by its measure alone."""
    return row.measure_label if row.contrast == "all" else _with_sites(row)


def _with_sites(row: Contrast) -> str:
    return f"{row.measure_label}, {row.contrast_label}"


def words(verdict: str | None) -> str:
    """Write a verdict in words."""
    return str(verdict).replace("_", " ")


def _not_by_splits(rows: Sequence[Contrast]) -> Iterator[str]:
    """Warn of what is clear among respondents and ordinary among sites."""
    level = 1 - rows[0].confidence
    ordinary = [
        f"{row.measure_label} {bounded(row.p_split, 3)}"
        for row in rows
        if row.contrast == "all" and row.p_split is not None and row.verdict in CLEAR
        # With fewer sites no ranking could be clear, which another note says.
        if (row.p_split_smallest or 0.0) <= level < row.p_split
    ]
    if ordinary:
        yield (
            "Clear by p adj, and yet many other splits of the sites differ as much (p of the "
            f"split): {listed(ordinary)}. The sites differ among themselves more than their "
            "respondents tell."
        )


def _baselines(rows: Sequence[Contrast], measures: Sequence[Measure]) -> Iterator[str]:
    """Warn of sides that did not start alike, or had no room to move."""
    headline = [row for row in rows if row.contrast == "all"]
    apart = [
        f"{row.measure_label} {_mean(row.baseline_intervention)} against "
        f"{_mean(row.baseline_comparison)}"
        for row in headline
        if row.baseline_gap is not None and abs(row.baseline_gap) >= APART
    ]
    if apart:
        yield (
            f"The sides did not start alike (in {rows[0].wave_from}, intervention first): "
            f"{listed(apart)}. A side that starts worse often comes nearer by itself (regression "
            "to the mean)."
        )
    ends = {measure.key: measure for measure in measures}
    near = [text for row in headline for text in _near_ends(row, ends[row.measure])]
    if near:
        yield f"Little room to move, within a tenth of the range's end: {listed(near)}."


def _mean(number: float | None) -> str:
    return fixed(number or 0.0, 2)


def _near_ends(row: Contrast, measure: Measure) -> Iterator[str]:
    """Name the sides whose baseline is near an end of the range."""
    margin = NEAR_END * (measure.high - measure.low)
    sides = {"intervention": row.baseline_intervention, "comparison": row.baseline_comparison}
    for arm, start in sides.items():
        if start is not None and not measure.low + margin < start < measure.high - margin:
            end = measure.low if start <= measure.low + margin else measure.high
            yield f"{row.measure_label}, {arm} sites {_mean(start)} (end {end:g})"


def _equivalence(rows: Sequence[Contrast], dictionary: Dictionary) -> Iterator[str]:
    """Name the bounds behind `practically equal`, and hold the shocks against them."""
    bounds = {
        row.measure_label: dictionary.smallest_change[row.measure]
        for row in rows
        if row.measure in dictionary.smallest_change
    }
    if not bounds:
        return
    shown = ", ".join(f"{label} {fixed(bound, 2)}" for label, bound in bounds.items())
    level = 100 * (2 * rows[0].confidence - 1)
    yield (
        f"Practically equal: the {level:g}% CI lies within the smallest change that matters "
        f"({shown})."
    )
    shares = [
        f"{row.measure_label} {fixed(row.tipping_shock_share, 2)}"
        for row in rows
        if row.contrast == "all" and row.tipping_shock_share is not None
    ]
    if shares:
        yield f"Shocks in smallest changes that matter: {listed(shares)}."


def _unweighted(rows: Sequence[Contrast]) -> Iterator[str]:
    """Say which verdicts the weights decide."""
    differing = [
        f"{named(row)}: {words(row.verdict_unweighted)}"
        for row in rows
        if row.verdict_unweighted not in {None, row.verdict}
    ]
    if differing:
        count = f"{len(differing)} of {len(rows)} verdicts"
        yield f"Unweighted, {count} would differ: {listed(differing)}."


def _left_out(rows: Sequence[Contrast]) -> Iterator[str]:
    """Name the sites that have not both waves of a measure."""
    left = [
        f"{row.measure_label}: {row.left_out_sites}"
        for row in rows
        if row.contrast == "all" and row.left_out_sites
    ]
    if left:
        yield f"Without answers in both waves, and left out there: {listed(left)}."


def _reasons(rows: Sequence[Contrast]) -> Iterator[str]:
    """Say why rows could not be tested."""
    untested = [f"{named(row)}: {_why(row)}" for row in rows if row.reason]
    if untested:
        yield f"Not testable: {listed(untested)}."


def _why(row: Contrast) -> str:
    special = OF_PAIRS if row.n_pairs is not None else {}
    return reason_text(str(row.reason), {**special, **OF_SITES})
