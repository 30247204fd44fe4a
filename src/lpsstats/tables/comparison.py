"""Lay a comparison out: one row per measure under its site, its answers below it."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.weights_used import DesignUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.change_formats import CRAMER, HEDGES
from lpsstats.tables.comparison_notes import comparison_notes
from lpsstats.tables.comparison_variants import sensitivity
from lpsstats.tables.dictionary_facts import dated, ranges, wave_labels
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.sparkline import FEWEST, NOTE


def comparison_table(
    rows: Sequence[Comparison],
    dictionary: Dictionary,
    complete: Sequence[Comparison] = (),
    design: DesignUsed | None = None,
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
    design : DesignUsed, optional
        The weights and sampling units that count.
    """
    first = rows[0]
    waves = {wave.key: wave for wave in dictionary.waves}
    before, after = waves[first.wave_from], waves[first.wave_to]
    return Table(
        key="compare",
        title=f"{dictionary.title}: {dated(before)} to {dated(after)}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows, dictionary)),
        group="site_label",
        group_detail="role",
        notes=(*comparison_notes(rows, dictionary, design), *sensitivity(rows, complete)),
        waves=wave_labels(dictionary),
        ranges=ranges(dictionary),
    )


def _columns(rows: Sequence[Comparison], dictionary: Dictionary) -> Iterator[Column]:
    """Order the columns: who, the waves in time, the change, the test, the verdict."""
    first = rows[0]
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    level = f"{100 * first.confidence:g}% CI"
    scales = all(row.type == "scale" for row in rows)
    names = ("measure_label", "category", "category_label")
    heading = "Scale" if scales else "Measure"
    yield Column(heading=heading, keys=names, format="measure", wraps=True)
    yield Column(heading="Better", keys=("better",), format="text", first=wide)
    for wave in dictionary.waves:
        yield from _wave_columns(wave.key, first)
    if len(dictionary.waves) >= FEWEST:
        yield _sparkline([_wave_keys(wave.key, first) for wave in dictionary.waves])
    yield Column(heading="Change", keys=("estimate", "unit"), format="change")
    interval = ("conf_low", "conf_high", "unit")
    yield Column(heading=level, keys=interval, format="change_interval", first=narrow)
    yield from _beside(rows)
    yield from _effects(rows, level)
    yield from _ranks(rows, level)
    test = "t" if scales else "Statistic"
    yield Column(heading=test, keys=("statistic",), format="number", first=wide)
    yield Column(heading="df", keys=("df",), format="df", first=wide)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    judged = ("p_adjusted", "p_value", "n_sites")
    yield Column(heading="p adj", keys=judged, format="judged_p", first=narrow)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)
    if any(row.verdict == "no_clear_change" and row.detectable is not None for row in rows):
        unseen = ("detectable", "verdict", "unit")
        yield Column(heading="Detectable", keys=unseen, format="unseen", first=standard)


def _beside(rows: Sequence[Comparison]) -> Iterator[Column]:
    """Put the change for like people, and the unweighted one, beside the change."""
    if any(row.estimate_adjusted is not None for row in rows):
        keys = ("estimate_adjusted", "unit")
        yield Column(heading="Adjusted", keys=keys, format="change", first=Layout.STANDARD)
        interval = ("adjusted_low", "adjusted_high", "unit")
        heading = f"Adjusted {100 * rows[0].confidence:g}% CI"
        yield Column(heading=heading, keys=interval, format="change_interval", first=Layout.WIDE)
    if any(row.estimate_unweighted is not None for row in rows):
        keys = ("estimate_unweighted", "unit")
        yield Column(heading="Unweighted", keys=keys, format="change", first=Layout.WIDE)


def _effects(rows: Sequence[Comparison], level: str) -> Iterator[Column]:
    """Show the effect sizes that there are."""
    methods = {row.effect_method or "" for row in rows}
    keys = ("effect", "effect_method")
    if any(method.startswith(HEDGES) for method in methods):
        yield Column(heading="g", keys=keys, format="hedges", first=Layout.STANDARD)
        ends = ("effect_low", "effect_high")
        yield Column(heading=f"g {level}", keys=ends, format="interval", first=Layout.WIDE)
    if any(method.startswith(CRAMER) for method in methods):
        yield Column(heading="V", keys=keys, format="cramer", first=Layout.STANDARD)


def _ranks(rows: Sequence[Comparison], level: str) -> Iterator[Column]:
    """Show what ordered answers have: how often the later is the higher, and their better end."""
    if any(row.p_superior is not None for row in rows):
        yield Column(
            heading="P(higher)", keys=("p_superior",), format="bounded", first=Layout.STANDARD
        )
        ends = ("p_superior_low", "p_superior_high")
        heading = f"P {level}"
        yield Column(heading=heading, keys=ends, format="bounded_interval", first=Layout.WIDE)
    if any(row.pct_from is not None and row.unit == "points" for row in rows):
        keys = ("pct_from", "pct_to", "unit")
        yield Column(heading="Better end", keys=keys, format="from_to", first=Layout.WIDE)


def _sparkline(waves: Sequence[tuple[str, str]]) -> Column:
    """Draw the waves small, for terminals with room to spare."""
    means, shares = zip(*waves, strict=True)
    keys = ("measure", *means, *shares)
    return Column(heading="Waves", keys=keys, format="sparkline", spare=True, note=NOTE)


def _wave_keys(wave: str, row: Comparison) -> tuple[str, str]:
    """Name the keys of a wave's mean and percentage."""
    end = {row.wave_from: "from", row.wave_to: "to"}.get(wave, wave)
    return f"mean_{end}", f"pct_{end}"


def _wave_columns(wave: str, row: Comparison) -> Iterator[Column]:
    """Give the n, mean and sd of a compared wave, and the mean alone of another one."""
    end = {row.wave_from: "from", row.wave_to: "to"}.get(wave)
    if end is None:
        keys = (f"mean_{wave}", f"pct_{wave}")
        yield Column(heading=wave, keys=keys, format="level", first=Layout.STANDARD)
        return
    yield Column(heading="n", keys=(f"n_{end}",), format="count", first=Layout.STANDARD)
    yield Column(heading=wave, keys=(f"mean_{end}", f"pct_{end}"), format="level")
    yield Column(heading="SD", keys=(f"sd_{end}",), format="number", first=Layout.WIDE)
