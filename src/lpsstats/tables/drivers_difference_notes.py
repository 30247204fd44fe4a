"""What a reader of the differences must know: of whom they are, towards which end, how tested."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.drivers.rows import Driver, Drivers
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import SMALL, listed
from lpsstats.tables.glossary import OF_DRIVERS, reason_text
from lpsstats.tables.rounding import bounded

# Answered by less of those with the outcome, a question is about some of them.
SOME = 2 / 3
ENDS = {"high": "high is the better end", "low": "low is the better end", "neither": ""}
BETTER = ("better_with_better", "better_with_worse")
MORE = ("more_with_more", "more_with_less")


def difference_notes(found: Drivers, outcome: Measure, dictionary: Dictionary) -> Iterator[str]:
    """Write the notes under the differences."""
    rows = found.rows
    first = rows[0]
    taken = " The means of every site and wave are taken out." if found.n_cells > 1 else ""
    yield f"Diff.: {_what(rows, outcome)}, in {_units(outcome)}.{taken}"
    yield from _towards(rows)
    yield f"Test: {first.method}, two-sided{_basis(dictionary)}."
    if first.n_tests:
        tests = "the one test" if first.n_tests == 1 else f"the {first.n_tests} tests"
        below = bounded(1 - first.confidence)
        yield (
            f"p adj: Holm over {tests}. What goes with what needs one below {below}, and goes by "
            "the ends declared the better ones; no clear difference is no proof of none."
        )
    yield from _untested(rows)
    yield from _small(rows)
    yield (
        "All of it was asked in one interview: what counts is what a person remembers and says, "
        f"and people at one end of {outcome.label} may notice more than others."
    )
    yield from _asked_of_some(rows)


def _what(rows: Sequence[Driver], outcome: Measure) -> str:
    """Say between whom, or per what, the outcome differs."""
    kinds = {row.predictor_kind for row in rows}
    towards = "towards its better end where it has one, else up"
    parts = {
        "yes_no": "people with a yes less people without",
        "ordered": f"of a question with an order or a scale, per point {towards}"
        if outcome.direction
        else "of a question with an order or a scale, per point up",
    }
    return "; ".join(text for kind, text in parts.items() if kind in kinds)


def _towards(rows: Sequence[Driver]) -> Iterator[str]:
    """Name the predictors whose better end is the low one, and those without an end."""
    turned = [row.predictor_label for row in rows if row.turned]
    if turned:
        yield f"Turned, low being better (Diff. and Beta are per point down): {listed(turned)}."
    words = {row.direction for row in rows if row.predictor_kind == "ordered"}
    if words & {*MORE} and words & {*BETTER}:
        plain = [row.predictor_label for row in rows if row.direction in MORE]
        yield f"Without a better end, so that more is not better: {listed(plain)}."


def _small(rows: Sequence[Driver]) -> Iterator[str]:
    """Name the differences that rest on so few that they should not be published."""
    small = [row.predictor_label for row in rows if 0 < _least(row) < SMALL]
    if small:
        yield f"On fewer than {SMALL} people on one side, too few for publication: {listed(small)}."


def _least(row: Driver) -> int:
    """Count the people on the smaller side of a difference."""
    return row.n if row.n_exposed is None else min(row.n_exposed, row.n - row.n_exposed)


def _asked_of_some(rows: Sequence[Driver]) -> Iterator[str]:
    """Name the questions that are about some of the people only."""
    some = [
        f"{row.predictor_label} ({row.n:,} of {row.n_outcome:,})"
        for row in rows
        if row.n < SOME * row.n_outcome
    ]
    if some:
        yield (
            f"Put to some, or answered by some: {listed(some)}. Their rows are about those alone; "
            "it may have been asked of those only who had something to tell."
        )


def _units(outcome: Measure) -> str:
    """Name the units of the outcome, and which end of it is better."""
    if outcome.unit == "percent":
        units = f"percentage points of {outcome.label}"
    else:
        units = f"points of {outcome.label} ({outcome.low:g}-{outcome.high:g})"
    return f"{units}, of which {ENDS[outcome.better]}" if ENDS[outcome.better] else units


def _basis(dictionary: Dictionary) -> str:
    """Say what the variances rest on."""
    weights = f"; weighted by {dictionary.weight}" if dictionary.weighted else "; unweighted"
    clusters = f", clustered by {dictionary.cluster}" if dictionary.cluster else ""
    panel = ", a person's waves together (n counts interviews)"
    people = "" if clusters or dictionary.design != "panel" else panel
    return f"{weights}{clusters}{people}"


def _untested(rows: Sequence[Driver]) -> Iterator[str]:
    """Say why a difference has no test, by reason."""
    for reason in dict.fromkeys(row.reason for row in rows if row.reason):
        labels = [row.predictor_label for row in rows if row.reason == reason]
        yield f"Not testable ({reason_text(reason, OF_DRIVERS)}): {listed(labels)}."
