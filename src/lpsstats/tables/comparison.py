"""Lay a comparison out: one row per scale under its site."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lpsstats.analysis.comparison import Comparison
from lpsstats.dictionary.model import Dictionary, Wave
from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.formats import bounded, fixed
from lpsstats.tables.glossary import OF_PAIRS, reason_text
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

VERDICT_ORDER = (
    "improved",
    "declined",
    "changed",
    "practically_unchanged",
    "no_clear_change",
    "not_testable",
)
MOST_REASONS = 8


def comparison_table(
    rows: Sequence[Comparison], dictionary: Dictionary, complete: Sequence[Comparison] = ()
) -> Table:
    """Build the table of a comparison.

    Parameters
    ----------
    rows : sequence of Comparison
        The rows to show, at least one, site by site.
    dictionary : Dictionary
        Names of waves and ranges of scales.
    complete : sequence of Comparison
        The same rows from respondents who answered every item, for a note on what differs.
    """
    first = rows[0]
    waves = {wave.key: wave for wave in dictionary.waves}
    before, after = waves[first.wave_from], waves[first.wave_to]
    return Table(
        key="compare",
        title=f"{dictionary.title}: {_dated(before)} to {_dated(after)}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows, dictionary)),
        group="site_label",
        group_detail="role",
        notes=(*_notes(rows, dictionary), *_sensitivity(rows, complete)),
    )


def _dated(wave: Wave) -> str:
    return f"{wave.label} ({wave.date})" if wave.date not in {None, wave.label} else wave.label


def _columns(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[Column]:
    """Order the columns: who, the waves in time, the change, the test, the verdict."""
    first = rows[0]
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    level = f"{100 * first.confidence:g}% CI"
    yield Column(heading="Scale", keys=("measure_label",), format="text", wraps=True)
    yield Column(heading="Better", keys=("better",), format="text", first=wide)
    for wave in dictionary.waves:
        yield from _wave_columns(wave.key, first)
    yield Column(heading="Change", keys=("estimate",), format="signed")
    yield Column(heading=level, keys=("conf_low", "conf_high"), format="interval", first=narrow)
    yield Column(heading="g", keys=("effect",), format="signed", first=standard)
    effect = ("effect_low", "effect_high")
    yield Column(heading=f"g {level}", keys=effect, format="interval", first=wide)
    yield Column(heading="t", keys=("statistic",), format="number", first=wide)
    yield Column(heading="df", keys=("df",), format="df", first=wide)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    yield Column(heading="p adj", keys=("p_adjusted",), format="p_value", first=narrow)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _wave_columns(wave: str, row: Comparison) -> Iterator[Column]:
    """Give the n, mean and sd of a compared wave, and the mean alone of another one."""
    end = {row.wave_from: "from", row.wave_to: "to"}.get(wave)
    if end is None:
        mean = (f"mean_{wave}",)
        yield Column(heading=wave, keys=mean, format="number", first=Layout.STANDARD)
        return
    yield Column(heading="n", keys=(f"n_{end}",), format="count", first=Layout.STANDARD)
    yield Column(heading=wave, keys=(f"mean_{end}",), format="number")
    yield Column(heading="SD", keys=(f"sd_{end}",), format="number", first=Layout.WIDE)


def _notes(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
    """Say what a reader must know: units, direction, test, adjustment, what could not be tested."""
    first = rows[0]
    yield _verdict_counts(rows)
    change = f"{first.wave_to} minus {first.wave_from}"
    yield f"Mean scores: {_ranges(rows, dictionary)}. Change is {change}."
    level = bounded(1 - first.confidence)
    yield (
        "Improved and declined go by the end of each scale that is declared the better one, and "
        f"need a p adj below {level}. No clear change is no proof that nothing changed."
    )
    yield f"Test: {_test(first)}. Effect size: {first.effect_method}. Unweighted."
    yield from _adjustments(rows)
    if any(row.n_sites is not None for row in rows):
        who = "in the sites that have both waves" if first.n_pairs is None else "so linked"
        yield (
            f"All sites: everyone {who}; outside the families, its verdict rests on the "
            "unadjusted p."
        )
    yield from _equivalence(rows, dictionary)
    yield from _reasons(rows)


def _verdict_counts(rows: Sequence[Comparison]) -> str:
    """Count the verdicts of the sites; pooled rows repeat them and do not count."""
    counts = Counter(row.verdict for row in rows if row.n_sites is None) or Counter(
        row.verdict for row in rows
    )
    parts = [f"{counts[v]} {v.replace('_', ' ')}" for v in VERDICT_ORDER if counts[v]]
    return f"{', '.join(parts)}."


def _ranges(rows: Sequence[Comparison], dictionary: Dictionary) -> str:
    """Give the range of each scale, scales of one range together."""
    ranges: dict[str, list[str]] = {}
    for key in dict.fromkeys(row.measure for row in rows):
        scale = dictionary.scales[key]
        kind = "sum " if scale.score == "sum" else ""
        ranges.setdefault(f"{kind}{scale.low:g}-{scale.high:g}", []).append(scale.label)
    if len(ranges) == 1:
        return next(iter(ranges))
    return "; ".join(f"{', '.join(labels)} {limits}" for limits, labels in ranges.items())


def _test(row: Comparison) -> str:
    if row.n_pairs is None:
        return f"{row.method}, two-sided"
    return f"{row.method}, two-sided, on respondents linked between the waves within a site"


def _adjustments(rows: Sequence[Comparison]) -> Iterator[str]:
    families = {
        row.family: f"{METHODS[row.adjust]} over {_tests_of(row)}"
        if row.adjust != "none"
        else f"not adjusted ({_tests_of(row)})"
        for row in rows
        if row.family is not None and row.adjust is not None and row.n_tests
    }
    if families:
        yield f"p adj: {'; '.join(families.values())}."


def _tests_of(row: Comparison) -> str:
    tests = "the one test" if row.n_tests == 1 else f"the {row.n_tests} tests"
    return f"{tests} of family {row.family}"


def _equivalence(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[str]:
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
            f"Practically unchanged: the {level:g}% CI lies within the smallest change that "
            f"matters ({shown})."
        )


def _sensitivity(rows: Sequence[Comparison], complete: Sequence[Comparison]) -> Iterator[str]:
    """Say which verdicts would differ without the scores that rest on some of the items."""
    if not complete or not any(row.n_prorated for row in rows):
        return
    differing = [
        f"{other.site_label}, {other.measure_label}: {other.verdict.replace('_', ' ')}"
        for row, other in zip(rows, complete, strict=True)
        if row.verdict != other.verdict
    ]
    if not differing:
        yield "From respondents who answered every item, every verdict is the same."
        return
    shown = "; ".join(differing[:MOST_REASONS])
    more = len(differing) - MOST_REASONS
    yield (
        f"From respondents who answered every item, {len(differing)} of {len(rows)} verdicts "
        f"would differ: {shown}{f'; and {more} more' if more > 0 else ''}."
    )


def _reasons(rows: Sequence[Comparison]) -> Iterator[str]:
    """Say why rows could not be tested."""
    untested = [row for row in rows if row.reason]
    for row in untested[:MOST_REASONS]:
        why = reason_text(str(row.reason), OF_PAIRS if row.n_pairs is not None else {})
        counts = f"n = {row.n_from} and {row.n_to}"
        if row.n_pairs is not None:
            counts += f", {row.n_pairs} linked"
        yield f"Not testable: {row.site_label}, {row.measure_label}: {why} ({counts})."
    if len(untested) > MOST_REASONS:
        more = len(untested) - MOST_REASONS
        yield f"{more} more rows are not testable; the data formats give every reason."
