"""What a reader of paths must know: what each is, and what none of them can show."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.mediation import Indirect, MediationPath, MediationPaths
from lpsstats.stats.mediation import INDIRECT
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.relate_partial_notes import respondents
from lpsstats.tables.rounding import fixed, signed

# With fewer people percentiles of skewed answers are too narrow.
SMALL = 60
OF_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "constant_within": "one of the measures does not vary within any site and wave",
        "few_units": (
            "fewer than 10 sampling units (respondents, where each was drawn alone) more than "
            "strata, or a stratum with a single one"
        ),
        "dependent": "one of the measures follows from the other two",
        "unstable": "more than one resample in twenty leaves a path undefined",
    }
)


def mediation_notes(found: MediationPaths, measures: Sequence[Measure], seed: int) -> Iterator[str]:
    """Write the notes under the paths.

    Parameters
    ----------
    found : MediationPaths
        The paths.
    measures : sequence of Measure
        The first, the one between, and the last.
    seed : int
        Where the random numbers started.
    """
    first, between, last = (measure.label for measure in measures)
    row = found.rows[INDIRECT]
    yield from _base(found, row)
    yield (
        f"a: {between} per point of {first}. b: {last} per point of {between}, among people with "
        f"the same {first}. c: {last} per point of {first}, whole. direct: what is left of c among "
        f"people with the same {between}. indirect: a times b, which is c less direct."
    )
    yield from _good_ends(measures)
    if row.reason is not None:
        yield f"No intervals: {reason_text(row.reason, OF_PATHS)}."
    else:
        yield (
            f"{level(row)}: percentiles of {found.n_draws:,} resamples, the same for every row "
            f"(seed {seed}). Std.: in standard deviations within sites and waves."
        )
        if row.n < SMALL:
            yield (
                f"With fewer than about {SMALL} people and very skewed answers such intervals "
                "leave 0 out too often."
            )
    yield from _share(row)
    yield (
        "The arrows are assumptions of whoever drew them: answers given in one sitting cannot tell "
        "which came first."
    )
    yield from _turned(found.turned, row, (last, between, first))
    yield (
        "An indirect part is consistent with the assumed order and is no evidence for it. Found at "
        "one point in time it can be far from what follows over time, in either direction "
        "(Maxwell & Cole 2007)."
    )


def _base(found: MediationPaths, row: MediationPath) -> Iterator[str]:
    """Say who counts, and who does not."""
    cells = "1 site and wave" if found.n_cells == 1 else f"{found.n_cells} sites by waves"
    yield (
        f"n = {row.n:,} of {respondents(found.n_base)} with all three measures; what differs "
        f"between {cells} is taken out first."
    )
    if found.n_without_weight:
        n = found.n_without_weight
        have, do = ("respondent has", "does") if n == 1 else ("respondents have", "do")
        yield f"{n:,} {have} no weight, or one of 0, and {do} not count."


def _good_ends(measures: Sequence[Measure]) -> Iterator[str]:
    """Say which end of each measure is the good one, where that is not the same of all."""
    if len({measure.better for measure in measures}) > 1:
        ends = ", ".join(f"{measure.better} of {measure.label}" for measure in measures)
        yield f"The good end: {ends}."


def _share(row: MediationPath) -> Iterator[str]:
    if row.share_of_whole is not None:
        yield f"The indirect part is {fixed(100 * row.share_of_whole, 0)}% of the whole."


def _turned(turned: Indirect, row: MediationPath, order: tuple[str, str, str]) -> Iterator[str]:
    """Give the indirect part of the opposite order, which the same answers fit as well."""
    if turned.coefficient is not None and row.coefficient is not None:
        yield (
            f"The same answers fit other orders equally well: {', '.join(order)}, in this order, "
            f"have an indirect part of {points(turned, level(row))}, against "
            f"{points(row)} here."
        )


def points(part: Indirect | MediationPath, interval: str | None = None) -> str:
    """Write an indirect part with its interval and its standardised size."""
    said = []
    if part.conf_low is not None and part.conf_high is not None:
        name = interval or (level(part) if isinstance(part, MediationPath) else "interval")
        said.append(f"{name} {signed(part.conf_low, 2)} to {signed(part.conf_high, 2)}")
    if part.standardised is not None:
        said.append(f"standardised {signed(part.standardised, 2)}")
    text = signed(part.coefficient or 0.0, 2)
    return f"{text} ({'; '.join(said)})" if said else text


def level(row: MediationPath) -> str:
    """Name the interval."""
    return f"{100 * row.confidence:g}% CI"
