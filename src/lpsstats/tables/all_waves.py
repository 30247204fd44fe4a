"""Lay a comparison of all waves out: the waves and their trend, then the steps between them."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.wave_dates import WaveDates
from lpsstats.analysis.weights_used import DesignUsed
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.all_waves_notes import all_waves_notes, steps_notes
from lpsstats.tables.dictionary_facts import dated, ranges, wave_labels
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

# Where there is little room, more waves than this show their first and last only.
FEW_WAVES = 4


def all_waves_tables(
    rows: Sequence[AllWaves],
    dictionary: Dictionary,
    dates: WaveDates,
    *,
    complete: Sequence[AllWaves] = (),
    design: DesignUsed | None = None,
) -> tuple[Table, ...]:
    """Build the tables of a comparison of all waves.

    Parameters
    ----------
    rows : sequence of AllWaves
        The rows to show, at least one, site by site.
    dictionary : Dictionary
        Names of waves and ranges of scales.
    dates : WaveDates
        When the waves were, or why there is no trend.
    complete : sequence of AllWaves
        The same rows from respondents who answered every item, for a note on what differs.
    design : DesignUsed, optional
        The weights and sampling units that count.

    Returns
    -------
    tuple of Table
        All waves with their test and trend; the planned contrasts.
    """
    records = tuple(record(row) for row in rows)
    first, last = dictionary.waves[0], dictionary.waves[-1]
    whole = Table(
        key="waves",
        title=f"{dictionary.title}: {dated(first)} to {dated(last)}, all waves",
        records=records,
        columns=tuple(_columns(rows)),
        group="site_label",
        group_detail="role",
        notes=tuple(all_waves_notes(rows, dictionary, dates, complete=complete, design=design)),
        waves=wave_labels(dictionary),
        ranges=ranges(dictionary),
    )
    steps = Table(
        key="steps",
        title="From wave to wave",
        records=records,
        columns=tuple(_step_columns(rows)),
        group="site_label",
        group_detail="role",
        notes=tuple(steps_notes(rows)),
    )
    return whole, steps


def _measure(rows: Sequence[AllWaves]) -> Column:
    heading = "Scale" if all(row.type == "scale" for row in rows) else "Measure"
    names = ("measure_label", "category", "category_label")
    return Column(heading=heading, keys=names, format="measure", wraps=True)


def _columns(rows: Sequence[AllWaves]) -> Iterator[Column]:
    """Order the columns: who, the waves in time, the trend, the test, the verdict."""
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    first = rows[0]
    yield _measure(rows)
    yield Column(heading="Better", keys=("better",), format="text", first=wide)
    for place, one in enumerate(first.waves):
        middle = len(first.waves) > FEW_WAVES and 0 < place < len(first.waves) - 1
        yield from _wave_columns(one.wave, standard if middle else Layout.TINY)
    if any(row.slope is not None for row in rows):
        yield Column(heading="Per year", keys=("slope", "unit"), format="change", first=narrow)
        ends = ("slope_low", "slope_high", "unit")
        level = f"{100 * first.confidence:g}% CI"
        yield Column(heading=level, keys=ends, format="change_interval", first=standard)
        p_trend = ("slope_p_value",)
        yield Column(heading="p trend", keys=p_trend, format="p_value", first=wide)
    test = "F" if all(row.df_error is not None or row.reason for row in rows) else "Statistic"
    yield Column(heading=test, keys=("statistic",), format="number", first=wide)
    yield Column(heading="df", keys=("df",), format="df", first=wide)
    if any(row.df_error is not None for row in rows):
        yield Column(heading="df error", keys=("df_error",), format="df", first=wide)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    yield Column(heading="p adj", keys=("p_adjusted",), format="p_value", first=narrow)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _wave_columns(wave: str, first: Layout) -> Iterator[Column]:
    """Give n, mean or percentage, and SD of a wave."""
    sizes = max(first, Layout.STANDARD)
    yield Column(heading="n", keys=(f"n_{wave}",), format="count", first=sizes)
    keys = (f"mean_{wave}", f"pct_{wave}")
    yield Column(heading=wave, keys=keys, format="level", first=first)
    yield Column(heading="SD", keys=(f"sd_{wave}",), format="number", first=Layout.WIDE)


def _step_columns(rows: Sequence[AllWaves]) -> Iterator[Column]:
    """Give change, interval and adjusted p of each planned contrast."""
    level = f"{100 * rows[0].confidence:g}% CI"
    yield _measure(rows)
    steps = rows[0].contrasts
    for place, step in enumerate(steps):
        pair = f"{step.wave_from}_{step.wave_to}"
        # Of many waves the last contrast, from the first to the last, says most.
        few = len(rows[0].waves) <= FEW_WAVES or place == len(steps) - 1
        tiny, narrow = (Layout.TINY, Layout.NARROW) if few else (Layout.STANDARD, Layout.STANDARD)
        heading = f"{step.wave_from} to {step.wave_to}"
        change = (f"estimate_{pair}", "unit")
        yield Column(heading=heading, keys=change, format="change", first=tiny)
        ends = (f"conf_low_{pair}", f"conf_high_{pair}", "unit")
        yield Column(heading=level, keys=ends, format="change_interval", first=Layout.WIDE)
        held = (f"p_adjusted_{pair}",)
        yield Column(heading="p adj", keys=held, format="p_value", first=narrow)
