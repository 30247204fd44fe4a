"""What a reader must know to read how measures go together, a sentence or two each."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.relations.correcting import SHARED
from lpsstats.analysis.relations.rows import Relation, Relations
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.description_places import listed, small_base_note
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.relate_partial_notes import named, partial_notes, respondents, which_of
from lpsstats.tables.rounding import MINUS, bounded

# Beyond this, one common direction holds most of the differences between people: its share of the
# items, or r on average. Of two it always does.
DOMINANT, TWO = 0.5, 2
CORRECTED: Mapping[str, str] = {
    "single_question": "only scales have a reliability",
    "formative": "a formative scale's items need not agree",
    "ranks": "the correction is for r, not for ranks",
    "shared_items": "the two share items, and with them the chance in their answers",
    "no_reliability": "a reliability is not above 0",
    "no_correlation": "there is no r",
}


def pair_notes(
    found: Relations, measures: Sequence[Measure], dictionary: Dictionary, seed: int
) -> Iterator[str]:
    """Write the notes under the pairs.

    Parameters
    ----------
    found : Relations
        The answer, at least one row.
    measures : sequence of Measure
        What it is about.
    dictionary : Dictionary
        What weights and clusters are called.
    seed : int
        Where resamples started.
    """
    rows = found.rows
    yield from _within(found.n_cells)
    yield _r_note(found, dictionary)
    yield from _adjustment(rows)
    yield from _ends(rows, measures)
    yield from _corrected(rows)
    yield from partial_notes(found, dictionary, seed)
    yield from _shared(rows)
    yield from _reasons(rows)
    yield from small_base_note(rows)
    yield (
        "That two measures go together does not say which came first, or that a change in one "
        "would be followed by a change in the other."
    )


def summary_notes(found: Relations, measures: Sequence[Measure]) -> Iterator[str]:
    """Write the notes under the line about all measures."""
    summary = found.summary
    yield from _mean_r(found, measures)
    yield (
        "First factor: how much of all that differs between people of a site and wave runs in one "
        "direction, in percent. All answers come from the same people on the same page in one "
        "sitting, with much the same answers to choose from, so everything goes together to some "
        "degree (Podsakoff et al. 2003). It is a caution, no test."
    )
    if _one_direction(found):
        yield (
            "Here one direction holds more than half: pairs of measures may go together for no "
            "better reason than being asked together."
        )
    if summary.n_items:
        yield (
            f"Items: the {summary.n_items} questions behind the scales, of the "
            f"{respondents(summary.n_all_items)} who answered them all."
        )


def _mean_r(found: Relations, measures: Sequence[Measure]) -> Iterator[str]:
    """Say what the mean of r is of, and of how many people."""
    ends = {measure.key for measure in measures if measure.direction}
    n = [
        row.n
        for row in found.rows
        if row.r is not None and {row.measure, row.other_measure} <= ends
    ]
    if n:
        pairs = "the one pair" if len(n) == 1 else f"the {len(n)} pairs"
        of = f"{min(n):,} to {max(n):,} respondents" if min(n) < max(n) else respondents(n[0])
        yield (
            f"Mean r: over {pairs} of measures with a better end, each turned so that more is "
            f"better; of {of} with both values."
        )


def _one_direction(found: Relations) -> bool:
    """Say whether one direction holds most: of the items or, without any, of the pairs."""
    summary = found.summary
    if summary.n_items > TWO:
        share = summary.first_factor_share_items
        return share is not None and share > DOMINANT
    sizes = [abs(row.r) for row in found.rows if row.r is not None]
    return summary.n_measures > TWO and bool(sizes) and sum(sizes) / len(sizes) > DOMINANT


def _unlike_ends(measures: Sequence[Measure]) -> Iterator[str]:
    """Say what a minus sign means where some measures are better low and others high."""
    ends = {end: [m.label for m in measures if m.better == end] for end in ("low", "high")}
    if all(ends.values()):
        end = min(ends, key=lambda end: len(ends[end]))
        yield (
            f"The better end is the {end} one of {listed(ends[end])}, and the other one elsewhere: "
            "between the two kinds a minus sign says that better goes with better. A drawing "
            "of them turns measures so that more is better."
        )


def _within(n_cells: int) -> Iterator[str]:
    if n_cells == 1:
        yield "All respondents are of one site and wave."
    elif n_cells:
        yield (
            "People are compared within their own site and wave: the mean of each of the "
            f"{n_cells} is taken out first, so that differences between places or waves do not "
            "pass for differences between people."
        )


def _r_note(found: Relations, dictionary: Dictionary) -> str:
    """Say what r is and what its interval and p rest on."""
    row = found.rows[0]
    ranks = " of ranks within the site and wave" if row.method.startswith("Spearman") else ""
    weights = f"weighted by {dictionary.weight}" if dictionary.weighted else "unweighted"
    if "linearised" not in row.method:
        error = ", Bonett and Wright's standard error" if ranks else ""
        return (
            f"r: correlation{ranks}, from {MINUS}1 to 1; interval by Fisher's z{error}; p by t "
            f"with df = n less sites by waves less 1, two-sided; {weights}."
        )
    return (
        f"r: correlation{ranks}, from {MINUS}1 to 1, {weights}; "
        "interval and p by Fisher's z with the standard error of how respondents were sampled"
        f"{_units(dictionary, found.n_waves)}, two-sided."
    )


def _units(dictionary: Dictionary, n_waves: int) -> str:
    """Name who counts as one where sampling is allowed for."""
    if dictionary.cluster:
        return f", clustered by {dictionary.cluster}"
    panel = ", a person in several waves counting as one (n counts interviews)"
    return panel if dictionary.design == "panel" and n_waves > 1 else ""


def _adjustment(rows: Sequence[Relation]) -> Iterator[str]:
    n = rows[0].n_tests
    if n and rows[0].adjust != "none":
        tests = "the one pair" if n == 1 else f"the {n} pairs that could be tested"
        yield f"p adj: {METHODS[rows[0].adjust]} over {tests}."
    elif n:
        yield "p adj: as p, not adjusted."


def _ends(rows: Sequence[Relation], measures: Sequence[Measure]) -> Iterator[str]:
    """Say which ends of the measures are the better ones, and what the words mean."""
    level = bounded(1 - rows[0].confidence)
    yield (
        "Together: better with better says that people who stand better on the one also do on the "
        f"other, on average; not clear, that p adj is not below {level}, which is no proof of none."
    )
    yield from _unlike_ends(measures)
    without = [measure.label for measure in measures if measure.better == "neither"]
    if without and len(without) < len(measures):
        yield f"Without a better end: {listed(without)}; more goes by the code."


def _corrected(rows: Sequence[Relation]) -> Iterator[str]:
    if any(row.r_corrected is not None for row in rows):
        above = [named(row) for row in rows if abs(row.r_corrected or 0.0) > 1]
        more = (
            f" Above 1, by chance or with too low a reliability: {listed(above)}." if above else ""
        )
        yield (
            "r corr.: r over the root of the product of both scales' reliabilities (alpha within "
            f"site and wave; Spearman-Brown of two items): as of scales free of chance.{more}"
        )
    reasons = dict.fromkeys(row.corrected_reason for row in rows if row.corrected_reason)
    why = [CORRECTED[reason] for reason in reasons if reason != "no_correlation"]
    if why:
        n = sum(row.r_corrected is None for row in rows)
        yield f"Without r corr., {n} of {len(rows)} pairs: {listed(why)}."


def _shared(rows: Sequence[Relation]) -> Iterator[str]:
    shared = [f"{named(row)} ({row.shared_items})" for row in rows if row.shared_items]
    if shared:
        yield (
            "Holding the same questions (how many), they must go together, so that there is "
            f"nothing to test: {listed(shared)}. Partial correlations beside them say little."
        )


def _reasons(rows: Sequence[Relation]) -> Iterator[str]:
    """Say why pairs could not be tested."""
    for reason in dict.fromkeys(row.reason for row in rows if row.reason not in {None, SHARED}):
        some = which_of([row for row in rows if row.reason == reason], rows)
        yield f"Not testable, {some}: {reason_text(str(reason))}."
