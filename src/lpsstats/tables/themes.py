"""Lay themes out: who named what, in every group, and what changed."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.rows import Theme, ThemeQuestion
from lpsstats.dictionary.model import Dictionary, Wave
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.themes_notes import question_notes, theme_notes


def theme_table(
    rows: Sequence[Theme], dictionary: Dictionary, weight: str | None, cluster: str | None
) -> Table:
    """Build the table of themes.

    Parameters
    ----------
    rows : sequence of Theme
        The rows to show, at least one, question by question and group by group.
    dictionary : Dictionary
        Names of waves, bases of questions.
    weight, cluster : str, optional
        What the weight and the sampling unit are called, where they count.
    """
    return Table(
        key="themes",
        title=f"{dictionary.title}: themes, {_waves(rows[0], dictionary)}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows, dictionary)),
        group="measure_label",
        group_detail="group_label",
        notes=tuple(theme_notes(rows, dictionary, weight, cluster)),
    )


def question_table(rows: Sequence[ThemeQuestion], dictionary: Dictionary) -> Table:
    """Build the table of whole questions.

    Parameters
    ----------
    rows : sequence of ThemeQuestion
        The rows to show, at least one, question by question.
    dictionary : Dictionary
        Names of waves.
    """
    return Table(
        key="questions",
        title=f"The questions as a whole, {_waves(rows[0], dictionary)}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_question_columns(rows)),
        group="measure_label",
        notes=tuple(question_notes(rows)),
    )


def _waves(row: Theme | ThemeQuestion, dictionary: Dictionary) -> str:
    waves = {wave.key: wave for wave in dictionary.waves}
    after = _dated(waves[row.wave_to])
    return after if row.wave_from is None else f"{_dated(waves[row.wave_from])} to {after}"


def _dated(wave: Wave) -> str:
    return f"{wave.label} ({wave.date})" if wave.date not in {None, wave.label} else wave.label


def _columns(rows: Sequence[Theme], dictionary: Dictionary) -> Iterator[Column]:
    """Order the columns: the theme, the waves in time, the change in points, the verdict."""
    first, wide = rows[0], Layout.WIDE
    names = ("category_label", "small")
    yield Column(heading="Theme", keys=names, format="theme", wraps=True)
    yield Column(heading="Rank", keys=("rank",), format="count", first=Layout.STANDARD)
    for wave in dictionary.waves:
        yield from _wave_columns(wave.key, first)
    if first.wave_from is None:
        return
    yield Column(heading="Points", keys=("estimate",), format="whole_points")
    level = f"{100 * first.confidence:g}% CI"
    ends = ("conf_low", "conf_high")
    yield Column(heading=level, keys=ends, format="whole_interval", first=Layout.NARROW)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    judged = ("p_adjusted", "p_value", "n_groups")
    yield Column(heading="p adj", keys=judged, format="judged_p", first=Layout.NARROW)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _wave_columns(wave: str, row: Theme) -> Iterator[Column]:
    """Give base, share and interval of a wave; of one that is not compared the share alone."""
    end = {row.wave_from: "from", row.wave_to: "to"}.get(wave)
    if end is None:
        keys = (f"pct_{wave}",)
        yield Column(heading=wave, keys=keys, format="whole_percent", first=Layout.STANDARD)
        return
    yield Column(heading="n", keys=(f"n_{end}",), format="count", first=Layout.STANDARD)
    yield Column(heading=wave, keys=(f"pct_{end}",), format="whole_percent")
    ends = (f"pct_{end}_low", f"pct_{end}_high")
    alone = row.wave_from is None
    yield Column(
        heading=f"{wave} {100 * row.confidence:g}% CI",
        keys=ends,
        format="whole_percents",
        first=Layout.TINY if alone else Layout.WIDE,
    )


def _question_columns(rows: Sequence[ThemeQuestion]) -> Iterator[Column]:
    """Order the columns: the group, how much was named, the test of all themes."""
    first, standard = rows[0], Layout.STANDARD
    yield Column(heading="Group", keys=("group_label",), format="text", wraps=True)
    ends = {"from": first.wave_from, "to": first.wave_to}
    shown = {end: wave for end, wave in ends.items() if wave is not None}
    for end, wave in shown.items():
        yield Column(heading=f"n {wave}", keys=(f"n_{end}",), format="count", first=standard)
    for end, wave in shown.items():
        keys = (f"mean_mentions_{end}",)
        yield Column(heading=f"Themes each {wave}", keys=keys, format="number")
    for end, wave in shown.items():
        keys = (f"pct_nothing_{end}",)
        yield Column(
            heading=f"Nothing {wave}", keys=keys, format="whole_percent", first=Layout.NARROW
        )
    if first.wave_from is not None:
        yield Column(heading="Statistic", keys=("statistic",), format="number", first=standard)
        yield Column(heading="df", keys=("df",), format="df", first=standard)
        yield Column(heading="p", keys=("p_value",), format="p_value")
