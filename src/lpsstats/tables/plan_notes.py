"""What a reader of a plan must know: what was taken for granted, what the figures mean."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.plan_rows import Plan
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.description_places import listed
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.rounding import fixed

SITE, TOGETHER, CONTRAST = "site", "all", "contrast"
RANKED = frozenset({"likert", "ordinal"})
FALSE_DISCOVERY = frozenset({"fdr_bh", "fdr_by"})


def plan_notes(rows: Sequence[Plan], *, from_survey: bool) -> Iterator[str]:
    """Write the notes under a plan."""
    first = rows[0]
    chance = f"{100 * first.power:g}%"
    yield (
        f"Detectable: a true change of this size, up or down, is found with a chance of {chance} "
        "(two-sided, at the level at which its row is judged); smaller ones are mostly missed. It "
        "says nothing of the change that was found."
    )
    yield from _levels(rows)
    yield from _basis(rows, from_survey=from_survey)
    yield from _shares(rows)
    yield from _aims(rows, chance)
    if any(row.planned == CONTRAST for row in rows):
        yield (
            "The contrast is a difference of changes. It takes the sites as given: what else may "
            "happen in one of them is not in these figures."
        )
        if all(row.site_shock is None for row in rows):
            yield (
                "How far sites go up and down by themselves cannot be told from these; "
                "--site-shock shows what it would do."
            )
    if any(row.type in RANKED for row in rows):
        yield (
            "Questions with ordered answers are planned by their means; the test of their ranks, "
            "which compares them, finds about as much."
        )
    yield from _untestable(rows)


def shock_notes(rows: Sequence[Plan], *, given: bool) -> Iterator[str]:
    """Write the notes under what is left where sites move by themselves."""
    yield (
        "Shock: standard deviation, in points, of what happens in every site and wave apart from "
        f"everything else; {_source(rows, given=given)}"
    )
    yield (
        "Detectable: by a t-test of the sites' changes, which allows for such shocks and has as "
        "many degrees of freedom as sites less two. At best: what it comes down to with any number "
        "of respondents; only more sites bring it lower."
    )
    if any(row.sites_needed is not None for row in rows):
        yield f"Sites per arm: the fewest that find {_aim(rows)}, with n as it is."


def _source(rows: Sequence[Plan], *, given: bool) -> str:
    """Say where shocks come from and how little is known of them."""
    first = rows[0]
    if given:
        return "as given by --site-shock."
    sites = max((row.n_intervention or 0) + (row.n_comparison or 0) for row in rows)
    alike = any(row.site_shock_high is None for row in rows)
    dashes = "; dashes where the sites changed even more alike than samples do" if alike else ""
    return (
        f"estimated from how differently up to {sites} sites changed within their side, beyond "
        f"sampling error; from, to: its {100 * first.confidence:g}% interval{dashes}. {sites} "
        "sites say little of it: plan with the upper end, too (--site-shock)."
    )


def _levels(rows: Sequence[Plan]) -> Iterator[str]:
    """Say at which level rows are judged."""
    several = [row for row in rows if row.n_tests > 1]
    for planned, name in ((SITE, "a site"), (CONTRAST, "a contrast")):
        here = [row for row in several if row.planned == planned]
        levels = dict.fromkeys(_level(row) for row in here)
        if levels:
            yield f"Level of {name}: {'; '.join(levels)}."
    single = f"{100 * (1 - rows[0].confidence):.3g}%"
    if not several:
        yield f"Level: a single test at {single}."
        return
    beside = ", as all sites together are judged" if len(rows) > len(several) else ""
    yield f"One test: as detectable by a single test at {single}{beside}."
    if any(row.adjust in FALSE_DISCOVERY for row in rows):
        yield (
            "Benjamini and Hochberg's level depends on what else is found; planned with that of a "
            "single test, the best case."
        )


def _level(row: Plan) -> str:
    """Say what the smallest p of a family is held against."""
    tests, level = f"{row.n_tests} tests", f"{100 * row.level:.3g}%"
    tests += f" of family {row.family}" if row.family else ""
    if row.adjust == "none" or row.adjust in FALSE_DISCOVERY:
        return f"{level} in each of the {tests}"
    return f"{level}, {METHODS[row.adjust]} over the {tests}"


def _basis(rows: Sequence[Plan], *, from_survey: bool) -> Iterator[str]:
    """Say what n and SD are."""
    linked = any(row.correlation is not None for row in rows)
    who = "people linked between the waves, per site" if linked else "respondents per site and wave"
    usual = "; without --n, the survey's own median" if from_survey else ""
    several = any(row.planned == TOGETHER for row in rows)
    together = " All sites together have that many in every site." if several else ""
    yield f"n: {who}{usual}.{together}"
    if from_survey:
        people = "of the linked, within a site" if linked else "within a site and wave"
        yield f"SD: {people}, pooled over sites and waves; for all sites together, not by site."
    if linked:
        yield (
            "r: between the waves, among linked people. The more alike the same people answer, the "
            "smaller the changes that are found."
        )
    if any(row.deff not in {None, 1.0} for row in rows):
        own = " (--deff, else this survey's own, from its weights and clusters)"
        yield (
            "Deff: how many times larger weights and clusters make a variance"
            f"{own if from_survey else ''}; n / deff respondents count."
        )


def _shares(rows: Sequence[Plan]) -> Iterator[str]:
    """Say what is detectable of shares."""
    shares = [row for row in rows if row.pct_from is not None]
    if not shares:
        return
    one_way = [
        f"{row.measure_label} {fixed(row.pct_from or 0.0, 1)}%"
        for row in shares
        if row.planned == SITE and row.detectable is not None and None in _both_ways(row)
    ]
    yield (
        "Shares are in percentage points, from the percentage of the earlier wave; Detectable is "
        "the larger of a rise and a fall."
    )
    if one_way:
        yield (
            f"Too near an end for a change towards it to be found: {listed(one_way)}; the figure "
            "is of the other direction."
        )


def _both_ways(row: Plan) -> tuple[float | None, float | None]:
    return row.detectable_rise, row.detectable_fall


def _aims(rows: Sequence[Plan], chance: str) -> Iterator[str]:
    """Say what the numbers of respondents are for."""
    if any(row.wanted is not None for row in rows):
        yield (
            f"n needed: the fewest per site and wave that find {_aim(rows)} with a chance of "
            f"{chance}."
        )
    if any(row.bound is not None for row in rows):
        level = 100 * (2 * rows[0].confidence - 1)
        yield (
            f"n unchanged: the fewest with a chance of {chance} that the {level:.3g}% CI lies "
            "within the smallest change that matters, if nothing changed."
        )
    if any(row.n_needed is None and row.wanted is not None and not row.reason for row in rows):
        yield "A dash under n needed: no number of respondents would do."


def _aim(rows: Sequence[Plan]) -> str:
    """Name the change to be found, where it is one for all."""
    sizes = {row.wanted for row in rows}
    if len(sizes) > 1:
        return "the change under To find"
    return f"a change of {sizes.pop():g}{' points' if rows[0].unit == 'points' else ' pp'}"


def _untestable(rows: Sequence[Plan]) -> Iterator[str]:
    untested = [
        f"{row.measure_label}: {reason_text(row.reason)}"
        for row in rows
        if row.reason and row.planned == SITE
    ]
    if untested:
        yield f"Nothing to plan from: {listed(untested)}."
