"""What a reader must know of partial correlations and of the lines that are drawn."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.analysis.relations.rows import Relation, Relations
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.bootstrap_covariance import DRAWS
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.rounding import bounded

OF_PARTIALS: Mapping[str, str] = {
    "few_respondents": "too few respondents have a value of every measure",
    "few_units": (
        "fewer than 10 sampling units (respondents, where each was drawn alone) more than strata, "
        "or a stratum with a single one"
    ),
    "unstable": "it is undefined in more than one resample in twenty",
}


def partial_notes(found: Relations, dictionary: Dictionary, seed: int) -> Iterator[str]:
    """Say whom partial correlations are of, which lines are drawn, and why some cannot be.

    Parameters
    ----------
    found : Relations
        The answer, at least one row.
    dictionary : Dictionary
        Whether people were drawn together.
    seed : int
        Where resamples started.
    """
    if has_partials(found) and any(row.r_partial is not None for row in found.rows):
        yield f"r partial: among people alike in all other measures here, {_whom(found)}."
    if any(row.partial_low is not None for row in found.rows):
        yield f"Line: drawn {line_rule(found)}. {_resamples(found, dictionary, seed)}"
    yield from narrowing_note(found)
    for reason in dict.fromkeys(row.partial_reason for row in found.rows if row.partial_reason):
        which = which_of([row for row in found.rows if row.partial_reason == reason], found.rows)
        sums = f" ({listed(found.dependent)}); leave one out" if reason == "dependent" else ""
        what = _lacking(found, str(reason))
        yield f"No {what}, {which}: {reason_text(str(reason), OF_PARTIALS)}{sums}."


def has_partials(found: Relations) -> bool:
    """Say whether there are other measures to be alike in; with two r is all there is."""
    return found.summary.n_measures > 2


def line_rule(found: Relations) -> str:
    """Say in a clause which pairs are drawn."""
    confidence = found.rows[0].confidence
    clear = f"where p adj is below {bounded(1 - confidence)}"
    level = f"{100 * confidence:g}% interval"
    if not has_partials(found):
        return f"{clear} and the {level} of r from resamples excludes 0"
    return (
        f"{clear}, r partial has the sign of r, and its {level} over all {found.n_pairs} pairs "
        "together excludes 0"
    )


def why_no_lines(found: Relations) -> str:
    """Say why nothing is drawn: no interval, or none that allows it."""
    if any(row.partial_low is not None for row in found.rows):
        return "No pair goes together clearly enough for a line."
    reasons = dict.fromkeys(row.partial_reason for row in found.rows if row.partial_reason)
    why = listed([reason_text(str(reason), OF_PARTIALS) for reason in reasons])
    return f"No line can be drawn: {why}."


def narrowing_note(found: Relations) -> Iterator[str]:
    """Name the measure that leaves fewest respondents with all of them."""
    if found.narrowing is not None:
        yield (
            f"Only {found.summary.n:,} of {respondents(found.n_base)} have all the measures; "
            f"without {found.narrowing.label} {found.narrowing.n:,} would."
        )


def respondents(n: int) -> str:
    """Count respondents."""
    return f"{n:,} respondent" if n == 1 else f"{n:,} respondents"


def which_of(some: Sequence[Relation], rows: Sequence[Relation]) -> str:
    """Name pairs, unless they are all."""
    return "all pairs" if len(some) == len(rows) else listed([named(row) for row in some])


def named(row: Relation) -> str:
    """Name a pair."""
    return f"{row.measure_label} with {row.other_measure_label}"


def _whom(found: Relations) -> str:
    n = found.rows[0].n_partial
    if n == found.n_base:
        return f"{respondents(n)} with all of them"
    return f"{n:,} of {respondents(found.n_base)} (those with all of them)"


def _resamples(found: Relations, dictionary: Dictionary, seed: int) -> str:
    """Say where the interval behind a line comes from."""
    whom = "sampling units" if dictionary.cluster else "people"
    fewer = ", fewer than usual for so large a file" if found.n_draws < DRAWS else ""
    extremes = (
        "; of so many pairs it is taken from the lowest to the highest" if found.by_extremes else ""
    )
    return f"From {found.n_draws:,} resamples of {whom}{fewer}, seed {seed}{extremes}."


def _lacking(found: Relations, reason: str) -> str:
    """Name what there is none of."""
    if not has_partials(found):
        return "line"
    return "interval of r partial" if reason in {"few_units", "unstable"} else "r partial"
