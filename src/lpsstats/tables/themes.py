"""Lay themes out: who named what, in every group, and what changed."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.rows import Theme, ThemeQuestion
from lpsstats.dictionary.merging import DICHOTOMIES
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.dictionary_facts import dated, wave_labels
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
        group_n=_counts(rows[0]),
        notes=tuple(theme_notes(rows, dictionary, weight, cluster)),
        waves=wave_labels(dictionary),
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
        columns=tuple(_question_columns(rows, nothing=_nothing(rows, dictionary))),
        group="measure_label",
        notes=tuple(question_notes(rows, named=_named(rows), nothing=_nothing(rows, dictionary))),
    )


def _counts(row: Theme | ThemeQuestion) -> tuple[str, ...]:
    """Name the bases of the waves shown."""
    return ("n_to",) if row.wave_from is None else ("n_from", "n_to")


def _waves(row: Theme | ThemeQuestion, dictionary: Dictionary) -> str:
    waves = {wave.key: wave for wave in dictionary.waves}
    after = dated(waves[row.wave_to])
    return after if row.wave_from is None else f"{dated(waves[row.wave_from])} to {after}"


def _columns(rows: Sequence[Theme], dictionary: Dictionary) -> Iterator[Column]:
    """Order the columns: the theme, the waves in time, the change in points, the verdict."""
    first, wide = rows[0], Layout.WIDE
    names = ("category_label", "small", "kappa")
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
        if row.wave_from is None:
            return
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


def _named(rows: Sequence[ThemeQuestion]) -> bool:
    """Say whether people may name several things; else everybody names one."""
    return any(row.type == "multiple" for row in rows)


def _nothing(rows: Sequence[ThemeQuestion], dictionary: Dictionary) -> bool:
    """Say whether anybody in the base can have named nothing.

    Nobody can where who named none is outside the base, unless there is a theme such as none.
    """
    shares = [share for row in rows for share in (row.pct_nothing_from, row.pct_nothing_to)]
    variables = [dictionary.variables[row.measure] for row in rows if row.type == "multiple"]
    possible = any(
        one.base == "asked" or (one.base == "answered" and one.coding == DICHOTOMIES)
        for one in variables
    )
    return possible or any(shares)


def _question_columns(rows: Sequence[ThemeQuestion], *, nothing: bool) -> Iterator[Column]:
    """Order the columns: the group, how much was named, the test of all themes."""
    first, standard = rows[0], Layout.STANDARD
    group = ("group_label", *_counts(first))
    yield Column(heading="Group", keys=group, format="group_n", wraps=True)
    ends = {"from": first.wave_from, "to": first.wave_to}
    shown = {end: wave for end, wave in ends.items() if wave is not None and _named(rows)}
    for end, wave in shown.items():
        yield Column(heading=f"Each {wave}", keys=(f"mean_mentions_{end}",), format="number")
    for end, wave in shown.items() if nothing else ():
        keys, narrow = (f"pct_nothing_{end}",), Layout.NARROW
        yield Column(heading=f"Nothing {wave}", keys=keys, format="whole_percent", first=narrow)
    if first.wave_from is not None:
        yield Column(heading="Statistic", keys=("statistic",), format="number", first=standard)
        yield Column(heading="df", keys=("df",), format="df", first=standard)
        yield Column(heading="p", keys=("p_value",), format="p_value")
