"""What a reader must know to read a table of themes, a sentence each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.building import FEWEST_MENTIONS, FEWEST_RESPONDENTS
from lpsstats.analysis.themes.grouping import BY_SITE
from lpsstats.analysis.themes.rows import Theme, ThemeQuestion
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.coder_agreement import LOW_KAPPA
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.description_places import SMALL, listed
from lpsstats.tables.glossary import OF_DESIGN, OF_PAIRS, OF_WAVES, reason_text
from lpsstats.tables.rounding import bounded
from lpsstats.tables.themes_bases import base_notes

VERDICT_ORDER = ("improved", "declined", "changed", "no_clear_change", "not_testable")
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
    yield from base_notes(rows, dictionary)
    if compared:
        yield from _changes(rows)
    yield _intervals(rows, weight, cluster)
    if compared:
        yield from _adjustments(rows)
        yield from _together(rows)
    else:
        yield f"One wave is shown, {rows[0].wave_to}: there is no change to test."
    yield from _order(rows)
    yield from _marks(rows)
    yield from too_few_note(rows)
    if compared:
        yield from _reasons(rows)


def question_notes(rows: Sequence[ThemeQuestion], *, named: bool, nothing: bool) -> Iterator[str]:
    """Say what stands in the table of whole questions.

    Parameters
    ----------
    rows : sequence of ThemeQuestion
        The rows shown, at least one.
    named, nothing : bool
        Whether there are columns of how many themes were named, and of who named none.
    """
    if named:
        none = " Nothing (not on narrow pages): who named none." if nothing else ""
        yield (
            f"Each: how many themes a respondent named, on average.{none} Answers such as none or "
            "don't know are no themes."
        )
    yield from too_few_note(rows)
    if rows[0].wave_from is None:
        return
    methods = list(dict.fromkeys(row.method for row in rows if row.status == "ok"))
    if methods:
        yield f"Test of all themes of a question at once: {'; '.join(methods)}. p is not adjusted."


def too_few_note(rows: Sequence[Theme] | Sequence[ThemeQuestion]) -> Iterator[str]:
    """Name the groups with so few respondents that nothing of them should be published.

    Parameters
    ----------
    rows : sequence of Theme or ThemeQuestion
        The rows shown.
    """
    few = dict.fromkeys(
        f"{row.measure_label}, {row.group_label}"
        for row in rows
        if any(0 < n < SMALL for n in (row.n_from, row.n_to) if n is not None)
    )
    if few:
        yield (
            f"Fewer than {SMALL} respondents in a wave, too few for publication: "
            f"{listed(list(few))}."
        )


def _verdict_counts(rows: Sequence[Theme]) -> str:
    """Count the verdicts of the groups; rows for all together repeat them and do not count."""
    groups = [row for row in rows if row.n_groups is None]
    counts = Counter(row.verdict for row in groups or rows)
    parts = [f"{counts[v]} {v.replace('_', ' ')}" for v in VERDICT_ORDER if counts[v]]
    apart = 0 < len(groups) < len(rows)
    everyone = next((row.group_label for row in rows if row.n_groups is not None), "")
    return f"{', '.join(parts)}{f' ({everyone} not counted)' if apart else ''}."


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
    where = "" if rows[0].wave_from is None else " (wide pages and data formats)"
    which = f"{' and '.join(names)}; {weighted}{clusters}"
    return f"Intervals of the shares of a wave{where}: {which}."


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


def _marks(rows: Sequence[Theme]) -> Iterator[str]:
    """Say what the signs behind a theme mean."""
    if any(row.small for row in rows):
        yield (
            f"*: fewer than {FEWEST_RESPONDENTS} respondents in a wave, or fewer than "
            f"{FEWEST_MENTIONS} who named it."
        )
    doubtful = dict.fromkeys(
        f"{row.category_label} ({bounded(row.kappa)})"
        for row in rows
        if row.kappa is not None and row.kappa < LOW_KAPPA
    )
    if doubtful:
        yield (
            f"†: the two coders agree little on: {', '.join(doubtful)}; kappa below "
            f"{bounded(LOW_KAPPA)} over all answers coded twice. "
            "Take their shares and changes with caution."
        )


def _order(rows: Sequence[Theme]) -> Iterator[str]:
    unranked = dict.fromkeys(
        row.category_label for row in rows if row.rank is None and row.pct_to is not None
    )
    left = f"; not ranked: {', '.join(unranked)}" if unranked else ""
    yield (
        f"Themes stand in the order of their share in {rows[0].wave_to}, which ranks them. "
        f"Neighbours whose intervals overlap may well stand the other way round{left}."
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
