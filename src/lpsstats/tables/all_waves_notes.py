"""What a reader must know to read a comparison of all waves, a sentence each."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.all_waves_tests import ARMITAGE, RANKS
from lpsstats.analysis.wave_dates import WaveDates
from lpsstats.analysis.weights_used import DesignUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.dependent_waves import TREND
from lpsstats.stats.ordered_trend import KRUSKAL_WALLIS
from lpsstats.stats.rank_anova import METHOD
from lpsstats.tables.comparison_notes import adjustment_notes, units_note, verdict_counts
from lpsstats.tables.comparison_tests import KINDS
from lpsstats.tables.comparison_variants import MOST_REASONS, design_notes, row_name, sensitivity
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.rounding import bounded, fixed

RANKED = frozenset({METHOD, RANKS})
OF_ALL_WAVES = {
    "wave_missing": "answers in fewer than two waves",
    "n_lt_2": "fewer than two answers, or sampling units, in a wave",
    "no_variance_both": "no variation in any wave, or in what changed",
    "no_variance_one": "no variation in some of the waves, or between two of them",
    "separation": "the waves share no answer",
}


def all_waves_notes(
    rows: Sequence[AllWaves],
    dictionary: Dictionary,
    dates: WaveDates,
    *,
    complete: Sequence[AllWaves] = (),
    design: DesignUsed | None = None,
) -> Iterator[str]:
    """Say what was counted, tested, adjusted and drawn, and what could not be.

    Parameters
    ----------
    rows : sequence of AllWaves
        The rows shown, at least one.
    dictionary : Dictionary
        Ranges, families, bounds and dates.
    dates : WaveDates
        When the waves were, or why there is no trend.
    complete : sequence of AllWaves
        The same rows from respondents who answered every item.
    design : DesignUsed, optional
        The weights and sampling units that count.
    """
    level = bounded(1 - rows[0].confidence)
    yield verdict_counts([row for row in rows if row.category is None])
    yield from filter(None, [units_note(rows, dictionary)])
    yield (
        f"A clear difference between the waves needs a p adj below {level}. It is improved or "
        "declined where the trend's own interval is clear of zero, by the end that is declared the "
        "better one; else changed. No clear change is no proof that nothing changed."
    )
    yield f"{_tests(rows)}{'' if design and design.weights else ' Unweighted.'}"
    yield from _ranked(rows)
    yield from _linked(rows)
    yield _trend(rows, dictionary, dates)
    yield from design_notes(rows, design)
    yield from adjustment_notes(rows)
    yield from _pooled(rows, dictionary)
    yield from _equivalence(rows, dictionary)
    yield from _reasons(rows)
    yield from sensitivity(rows, complete)


def _tests(rows: Sequence[AllWaves]) -> str:
    """Name every test across the waves and what it is of."""
    used: dict[str, list[str]] = {}
    for row in rows:
        kind = "single answers" if row.category is not None else KINDS[row.type]
        kinds = used.setdefault(row.method, []) if row.method else []
        if kind not in kinds:
            kinds.append(kind)
    if len({tuple(kinds) for kinds in used.values()}) <= 1:
        return f"All waves at once: {' or '.join(used)}."
    named = "; ".join(f"{method} ({', '.join(kinds)})" for method, kinds in used.items())
    return f"All waves at once: {named}."


def _ranked(rows: Sequence[AllWaves]) -> Iterator[str]:
    """Say what of ordered answers is tested, and what is shown."""
    if any(method in RANKED for method in {row.method for row in rows}):
        yield (
            "Ordered answers are tested by their ranks: whether those of one wave tend to be "
            "higher than those of another. The trend is of their means."
        )
    if any(row.method == KRUSKAL_WALLIS for row in rows):
        yield f"{KRUSKAL_WALLIS}: where a wave does not vary, which Welch's test cannot weigh."


def _linked(rows: Sequence[AllWaves]) -> Iterator[str]:
    """Say how people who are in several waves are taken."""
    if any(row.n_linked is not None for row in rows):
        yield (
            "People who answered in several waves of a site are one sampling unit each: variances "
            "allow for what makes their answers alike. Everybody counts, linked or not."
        )


def _trend(rows: Sequence[AllWaves], dictionary: Dictionary, dates: WaveDates) -> str:
    """Say over which dates the lines are drawn and how, or why there are none."""
    if dates.years is None:
        place = dictionary.where("waves", "values")
        return (
            f"No trend: {dates.why}. Dates stand under waves.values ({place}), such as "
            "`date: 2018-05`; with one for every wave, in order, there is a change per year."
        )
    when = ", ".join(
        f"{wave.key} {wave.date} ({fixed(float(year), 2)})"
        for wave, year in zip(dictionary.waves, dates.years, strict=True)
    )
    methods = {row.slope_method for row in rows}
    how = "design-based" if TREND in methods else "HC3"
    shares = ", and the p of shares is that of Cochran and Armitage" if ARMITAGE in methods else ""
    return (
        f"Per year: the slope of a straight line through all waves, at {when} years. Its standard "
        f"error is {how}{shares}; its interval and p are its own, not adjusted."
    )


def _pooled(rows: Sequence[AllWaves], dictionary: Dictionary) -> Iterator[str]:
    """Say whom the rows of all sites take, and where that is not everybody."""
    whole = [row for row in rows if row.n_sites is not None and row.category is None]
    if not whole:
        return
    n = len(dictionary.sites)
    fewer = [f"{row.measure_label} {row.n_sites}" for row in whole if row.n_sites != n]
    more = f"; and {len(fewer) - MOST_REASONS} more" if len(fewer) > MOST_REASONS else ""
    which = f" (of {n}: {', '.join(fewer[:MOST_REASONS])}{more})" if fewer else ""
    yield (
        f"All sites: everyone in the sites that have every wave of the measure{which}; outside "
        "the families, its verdict rests on the unadjusted p."
    )


def _equivalence(rows: Sequence[AllWaves], dictionary: Dictionary) -> Iterator[str]:
    """Name the bounds behind `practically unchanged`."""
    bounds = {
        row.measure_label: dictionary.smallest_change[row.measure]
        for row in rows
        if row.measure in dictionary.smallest_change
    }
    if bounds:
        shown = ", ".join(f"{label} {fixed(bound, 2)}" for label, bound in bounds.items())
        level = 100 * (2 * rows[0].confidence - 1)
        yield (
            f"Practically unchanged: the {level:g}% CI of every step, and of the last wave against "
            f"the first, lies within the smallest change that matters ({shown})."
        )


def _reasons(rows: Sequence[AllWaves]) -> Iterator[str]:
    """Say why rows could not be tested."""
    untested = [row for row in rows if row.reason]
    for row in untested[:MOST_REASONS]:
        why = reason_text(str(row.reason), OF_ALL_WAVES)
        counts = ", ".join(f"{wave.wave} {wave.n}" for wave in row.waves)
        yield f"Not testable: {row.site_label}, {row_name(row)}: {why} (n: {counts})."
    if len(untested) > MOST_REASONS:
        more = len(untested) - MOST_REASONS
        yield f"{more} more rows are not testable; the data formats give every reason."


def steps_notes(rows: Sequence[AllWaves]) -> Iterator[str]:
    """Say how the planned contrasts were tested and adjusted.

    Parameters
    ----------
    rows : sequence of AllWaves
        The rows shown, at least one.
    """
    n = len(rows[0].contrasts)
    methods = dict.fromkeys(
        one.method for row in rows for one in row.contrasts if one.method and not one.reason
    )
    names = "; ".join(methods) or "none could be done"
    yield f"Later minus earlier wave, each by the test that `compare` has for the two: {names}."
    yield (
        f"p adj: Holm's over the {n} contrasts of a row, and never below the p adj of the row in "
        "the table above (of all sites, its p): a step is clear only where the waves are. "
        "Intervals are not adjusted."
    )
    if any(one.n_pairs for row in rows for one in row.contrasts):
        yield (
            "Of linked people a step may be the change of those who were in both waves, which is "
            "not the difference of the means above."
        )
