"""What a reader of a ranking must know: how little it may explain, of whom, how sure it is."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.drivers.rows import Driver, Drivers
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import OF_DRIVERS, reason_text
from lpsstats.tables.rounding import bounded, fixed, p_value

# Below this share of R squared, or with this p and above, an order means little.
LITTLE, UNSURE = 0.02, 0.05
# Answered by less of those with the outcome, a question is about some of them.
SOME = 2 / 3
ENDS = {"high": "high is the better end", "low": "low is the better end", "neither": ""}


def ranking_notes(found: Drivers, draws: int, seed: int) -> Iterator[str]:
    """Write the notes under the ranking."""
    rows = found.rows
    ranked = [row for row in rows if row.weight_rank is not None]
    if ranked:
        yield _together(ranked)
    yield from _base(found, ranked)
    yield from _little(rows[0])
    if ranked:
        yield from _shares(ranked)
        yield from _sureness(found, len(ranked), draws, seed)
    yield from _left_out(rows)
    turned = [row.predictor_label for row in ranked if row.sign_differs]
    if turned:
        yield (
            f"Beside the others these point the other way than by themselves: {listed(turned)}. "
            "Their share says nothing of a direction."
        )


def difference_notes(
    rows: Sequence[Driver], outcome: Measure, dictionary: Dictionary
) -> Iterator[str]:
    """Write the notes under the differences."""
    kinds = {row.predictor_kind for row in rows}
    parts = {
        "yes_no": "people with a yes less people without",
        "ordered": "of a question with an order or a scale, per point of it",
    }
    first = rows[0]
    what = "; ".join(text for kind, text in parts.items() if kind in kinds)
    yield f"Diff.: {what}, in {_units(outcome)}. The means of every site and wave are taken out."
    yield f"Test: {first.method}, two-sided{_basis(dictionary)}."
    if first.n_tests:
        tests = "the one test" if first.n_tests == 1 else f"the {first.n_tests} tests"
        below = bounded(1 - first.confidence)
        yield (
            f"p adj: Holm over {tests}. Better and worse need one below {below} and go by the end "
            "that is declared the better one; no clear difference is no proof of none."
        )
    yield from _untested(rows)
    yield (
        "All of it was asked in one interview: what counts is what a person remembers and says, "
        f"and people at one end of {outcome.label} may notice more than others."
    )
    yield from _asked_of_some(rows)


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
            "who is asked about an experience has had one."
        )


def _together(ranked: Sequence[Driver]) -> str:
    """Say how much all explain together, and the first of them."""
    first = ranked[0]
    people = f"the differences between people in {first.outcome_label}"
    adjusted = first.r_squared_adjusted
    r_squared = first.r_squared or 0.0
    numbers = f"R² {bounded(r_squared, 3)}"
    if adjusted is not None:
        numbers += f", adjusted {bounded(adjusted, 3)}"
    if len(ranked) == 1:
        return f"It goes with {_percent(r_squared)} of {people} ({numbers})."
    share = _percent(first.weight_r2 or 0.0)
    return (
        f"All {len(ranked)} of them together go with {_percent(r_squared)} of {people} "
        f"({numbers}); the first of them with {share}."
    )


def _percent(share: float) -> str:
    return f"{fixed(100 * share, 0 if share >= LITTLE else 1)}%"


def _base(found: Drivers, ranked: Sequence[Driver]) -> Iterator[str]:
    """Say who is behind the ranking, and what the base is lost to."""
    row = found.rows[0]
    if not ranked:
        yield (
            f"Nothing can be ranked; {row.n_outcome:,} of {row.n_respondents:,} respondents have "
            f"{row.outcome_label}."
        )
        return
    every = "the predictor" if len(ranked) == 1 else "all that is ranked"
    yield (
        f"Base: {row.n_base:,} of {row.n_respondents:,} respondents, those with "
        f"{row.outcome_label} and an answer to {every}."
    )
    if found.costly is not None:
        yield (
            f"That is less than two thirds of the {row.n_outcome:,} with {row.outcome_label}. Most "
            f"are lost to {found.costly.label}, which {found.costly.n:,} of them did not answer or "
            "were not asked."
        )


def _little(row: Driver) -> Iterator[str]:
    """Warn of an order among predictors that hardly explain anything."""
    if row.r_squared is None:
        return
    p = row.r_squared_p_value
    if p is None:
        yield "Whether that is more than chance cannot be tested: too few respondents or units."
    elif p >= UNSURE:
        yield f"Chance alone may give as much (p {_equals(p)}): ranking these means little."
        return
    if row.r_squared < LITTLE:
        yield "That is next to nothing: ranking these means little."


def _equals(p: float) -> str:
    text = p_value(p)
    return text if text.startswith((">", "<")) else f"= {text}"


def _shares(ranked: Sequence[Driver]) -> Iterator[str]:
    """Say what the share is, and how far the other way to part R squared is from it."""
    text = "Share: Johnson's relative weight, in percent of R²"
    gaps = [
        abs(row.weight_r2 - row.lmg)
        for row in ranked
        if row.lmg is not None and row.weight_r2 is not None
    ]
    if gaps:
        text += (
            f"; the average over all orders of entering (LMG) differs by {_most(max(gaps))} of R²"
        )
    yield f"{text}."


def _most(gap: float) -> str:
    return f"at most {bounded(gap, 3)}" if gap >= 0.0005 else "less than .001"


def _sureness(found: Drivers, n_ranked: int, draws: int, seed: int) -> Iterator[str]:
    """Say how sure the ranks are."""
    if not found.resampled:
        yield (
            "How sure the ranks are cannot be said: a site and wave has one sampling unit alone, "
            "and to draw it again tells nothing."
        )
    elif n_ranked > 1:
        yield (
            f"90%: ranks in {draws:,} bootstrap resamples within site and wave (seed {seed}); "
            "First: how often it ranks first in them. Predictors that share a letter cannot be "
            "told apart: the 90% interval of the difference of their weights holds 0."
        )


def _left_out(rows: Sequence[Driver]) -> Iterator[str]:
    """Name what is not ranked, and why."""
    why = {
        "rare": "fewer than 10 people have it, or fewer than 10 have it not",
        "constant_predictor": "they do not vary within any site and wave",
        "constant_outcome": "the outcome does not vary within any site and wave",
        "few_together": "too few answered it together with the others",
    }
    for reason, text in why.items():
        labels = [row.predictor_label for row in rows if row.rank_reason == reason]
        if labels:
            yield f"Not ranked ({text}): {listed(labels)}."


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
