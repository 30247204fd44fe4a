"""What a reader must know to read a table of themes, a sentence each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.building import FEWEST_MENTIONS, FEWEST_RESPONDENTS
from lpsstats.analysis.themes.grouping import BY_SITE
from lpsstats.analysis.themes.rows import Theme, ThemeQuestion
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.glossary import OF_DESIGN, OF_PAIRS, OF_WAVES, reason_text
from lpsstats.tables.rounding import bounded

VERDICT_ORDER = ("improved", "declined", "changed", "no_clear_change", "not_testable")
BASES = {
    "asked": "all who were asked and did not refuse",
    "answered": "all who made an entry",
    "any": "all who named at least one theme",
}
MOST_REASONS = 6


def theme_notes(
    rows: Sequence[Theme], dictionary: Dictionary, weight: str | None, cluster: str | None
) -> Iterator[str]:
    """Say what the shares are of, what is tested and how, and what could not be.

    Parameters
    ----------
    rows : sequence of Theme
        The rows shown, at least one.
    dictionary : Dictionary
        The bases of the questions.
    weight, cluster : str, optional
        What the weight and the sampling unit are called, where they count.
    """
    compared = rows[0].wave_from is not None
    if compared:
        yield _verdict_counts(rows)
    yield from _bases(rows, dictionary)
    if compared:
        yield from _changes(rows)
    yield _intervals(rows, weight, cluster)
    if compared:
        yield from _adjustments(rows)
        yield from _together(rows)
    else:
        yield f"One wave is shown, {rows[0].wave_to}: there is no change to test."
    yield from _ranks(rows)
    if any(row.small for row in rows):
        yield (
            f"*: fewer than {FEWEST_RESPONDENTS} respondents in a wave, or fewer than "
            f"{FEWEST_MENTIONS} who named it."
        )
    if compared:
        yield from _reasons(rows)


def question_notes(rows: Sequence[ThemeQuestion]) -> Iterator[str]:
    """Say what stands in the table of whole questions.

    Parameters
    ----------
    rows : sequence of ThemeQuestion
        The rows shown, at least one.
    """
    yield (
        "Themes each: how many themes a respondent named, on average. Nothing: who named none; "
        "answers such as none or don't know are no themes."
    )
    if rows[0].wave_from is None:
        return
    methods = list(dict.fromkeys(row.method for row in rows if row.status == "ok"))
    if methods:
        yield f"Test of all themes of a question at once: {'; '.join(methods)}. p is not adjusted."


def _verdict_counts(rows: Sequence[Theme]) -> str:
    """Count the verdicts of the groups; rows for all together repeat them and do not count."""
    counts = Counter(row.verdict for row in rows if row.n_groups is None) or Counter(
        row.verdict for row in rows
    )
    parts = [f"{counts[v]} {v.replace('_', ' ')}" for v in VERDICT_ORDER if counts[v]]
    return f"{', '.join(parts)}."


def _bases(rows: Sequence[Theme], dictionary: Dictionary) -> Iterator[str]:
    """Say of whom the percentages are."""
    labels: dict[str, list[str]] = {}
    for key, label in dict.fromkeys((row.measure, row.measure_label) for row in rows):
        variable = dictionary.variables[key]
        several = variable.type == "multiple"
        base = BASES[variable.base] if several else "all who answered, with one theme each"
        labels.setdefault(base, []).append(label)
    named = "; ".join(f"of {', '.join(names)}: {base}" for base, names in labels.items())
    bases = f": {next(iter(labels))}" if len(labels) == 1 else f" {named}"
    yield f"Percent of respondents, not of mentions. Base{bases}."
    if any(row.type == "multiple" for row in rows):
        yield "People name several themes, so the shares of a question can add to more than 100%."


def _changes(rows: Sequence[Theme]) -> Iterator[str]:
    first = rows[0]
    yield (
        f"Points: the share in {first.wave_to} minus that in {first.wave_from}, in percentage "
        "points."
    )
    methods = list(dict.fromkeys(row.method for row in rows if row.status == "ok"))
    directed = any(row.better != "neither" for row in rows)
    words = "Improved, declined and changed need" if directed else "Changed needs"
    test = f"Test of a theme: {'; '.join(methods)}, two-sided. " if methods else ""
    yield (
        f"{test}{words} a p adj below {bounded(1 - first.confidence)}; no clear change is no "
        "proof that nothing changed."
    )


def _intervals(rows: Sequence[Theme], weight: str | None, cluster: str | None) -> str:
    """Name the intervals of the shares, and what they allow for."""
    names = list(dict.fromkeys(row.share_interval for row in rows))
    weighted = "unweighted" if weight is None else f"weighted by {weight}; n are not weighted"
    clusters = f"; sampling units: {cluster}" if cluster else ""
    return f"Intervals of the shares of a wave: {' and '.join(names)}; {weighted}{clusters}."


def _adjustments(rows: Sequence[Theme]) -> Iterator[str]:
    """Say over which tests p-values are adjusted, and how."""
    tests = dict.fromkeys(
        (row.measure_label, row.adjust, row.n_tests) for row in rows if row.adjust and row.n_tests
    )
    if not tests:
        return
    how = METHODS[str(next(iter(tests))[1])]
    each = "; ".join(f"{label}: {n}" for label, _, n in tests)
    what = (
        "not adjusted" if how == "none" else f"{how} within a question, over its themes and groups"
    )
    yield f"p adj: {what} (tests: {each})."


def _together(rows: Sequence[Theme]) -> Iterator[str]:
    pooled = [row for row in rows if row.n_groups is not None]
    if pooled:
        what = "sites" if pooled[0].by == BY_SITE else "groups"
        yield (
            f"{pooled[0].group_label}: everyone in the {what} that have both waves; outside the "
            "adjustment, its verdict rests on its own p, which stands under p adj."
        )
    if any(row.n_pairs is not None for row in rows):
        yield "People are linked within their group, and n_pairs of the data formats counts them."


def _ranks(rows: Sequence[Theme]) -> Iterator[str]:
    unranked = dict.fromkeys(
        row.category_label for row in rows if row.rank is None and row.pct_to is not None
    )
    left = f"; not ranked: {', '.join(unranked)}" if unranked else ""
    yield (
        f"Rank: by the share in {rows[0].wave_to}. Neighbours whose intervals overlap may well "
        f"rank the other way round{left}."
    )


def _reasons(rows: Sequence[Theme]) -> Iterator[str]:
    """Say why rows could not be tested, those of one question and group together."""
    untested: dict[tuple[str, str, str], list[Theme]] = {}
    for row in rows:
        if row.reason is not None:
            key = (row.measure_label, row.group_label, row.reason)
            untested.setdefault(key, []).append(row)
    for (label, group, reason), those in list(untested.items())[:MOST_REASONS]:
        names = those[0].category_label if len(those) == 1 else f"{len(those)} themes"
        counts = f"n = {those[0].n_from} and {those[0].n_to}"
        why = reason_text(reason, _special(those[0]))
        yield f"Not testable: {label}, {group}, {names}: {why} ({counts})."
    more = len(untested) - MOST_REASONS
    if more > 0:
        yield f"{more} more groups have untested themes; the data formats give every reason."


def _special(row: Theme) -> dict[str, str]:
    """Choose the words of a reason: of linked people, of a sampling design, or of two waves."""
    if row.n_pairs is not None:
        return dict(OF_PAIRS)
    return dict(OF_DESIGN if row.n_effective_to is not None else OF_WAVES)
