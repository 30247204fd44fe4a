"""What a reader of a ranking must know: how little it may explain, of whom, how sure it is."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.drivers.rows import Driver, Drivers
from lpsstats.tables.description_places import listed
from lpsstats.tables.rounding import bounded, fixed, p_value

# Below this share of R squared, or with this p and above, an order means little.
LITTLE, UNSURE = 0.02, 0.05
# From here on, R squared is 1 but for rounding.
EXACT = 1 - 1e-10
UNSURES = {
    "lonely": ("a site and wave has one sampling unit alone, and to draw it again tells nothing"),
    "few_units": "there are fewer than 10 sampling units more than strata they were drawn in",
    "unstable": "nothing varies in more than one resample in twenty",
}


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
        enough = (
            ""
            if found.needed is None
            else (
                f", and a ranking needs {found.needed:,} (3 for each predictor, one for each site "
                "and wave, and 5)"
            )
        )
        yield (
            f"Nothing can be ranked; {row.n_outcome:,} of {row.n_respondents:,} respondents have "
            f"{row.outcome_label}{enough}."
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
    if row.r_squared >= EXACT:
        yield "That reproduces the outcome exactly: leave out what it was made of."
    elif p is None:
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
    text = "Share: Johnson's relative weight, in percent of R²; of R²: the same as a part of 1"
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
    yield (
        "Beta: by how many standard deviations the outcome is higher per standard deviation of the "
        "predictor, beside the others."
    )


def _most(gap: float) -> str:
    return f"at most {bounded(gap, 3)}" if gap >= 0.0005 else "less than .001"


def _sureness(found: Drivers, n_ranked: int, draws: int, seed: int) -> Iterator[str]:
    """Say how sure the ranks are."""
    if found.unsure is not None:
        yield f"How sure the ranks are cannot be said: {UNSURES[found.unsure]}."
    elif n_ranked > 1:
        yield (
            f"90%: ranks in {draws:,} bootstrap resamples within site and wave (seed {seed}); "
            "First: how often it ranks first in them. Predictors that share a letter cannot be "
            "told apart: the 90% interval of the difference of their weights holds 0. Each pair is "
            "looked at by itself: among many pairs some are told apart by chance."
        )


def _left_out(rows: Sequence[Driver]) -> Iterator[str]:
    """Name what is not ranked, and why."""
    why = {
        "rare": "fewer than 10 people have it, or have it not, where both are in a site and wave",
        "constant_predictor": "they do not vary within any site and wave",
        "constant_outcome": "the outcome does not vary within any site and wave",
        "few_together": "too few answered it together with the others",
        "few_respondents": "there are too few respondents for so many predictors",
    }
    for reason, text in why.items():
        labels = [row.predictor_label for row in rows if row.rank_reason == reason]
        if labels:
            yield f"Not ranked ({text}): {listed(labels)}."
