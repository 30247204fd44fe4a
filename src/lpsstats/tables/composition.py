"""Lay out who was interviewed in two waves, and say in a line whether they differ."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lpsstats.analysis.composition import NOTABLE, Composition
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import SMALL, listed
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.rounding import bounded

MOST_SAID = 3
COMMAND = "lpsstats describe --table composition"
BOUND = bounded(NOTABLE)


def composition_table(
    rows: Sequence[Composition], dictionary: Dictionary, *, unweighed: int = 0
) -> Table:
    """Build the table of who was interviewed: under each variable and place, a row per answer.

    Parameters
    ----------
    rows : sequence of Composition
        Variable by variable, place by place, at least one.
    dictionary : Dictionary
        For the title, and whether there are sites.
    unweighed : int
        Respondents of the two waves who are left out for want of a weight above zero.
    """
    sited = bool(dictionary.sites[0].key)
    waves = f"{rows[0].wave_from} and {rows[0].wave_to}"
    return Table(
        key="composition",
        title=f"{dictionary.title}: who was interviewed, {waves}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="measure_label",
        group_detail="site_label" if sited else None,
        notes=tuple(_notes(rows, dictionary, unweighed)),
    )


def _columns(rows: Sequence[Composition]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    first, second = rows[0].wave_from, rows[0].wave_to
    weighted = any(row.pct_from_weighted or row.mean_from_weighted for row in rows)
    answer = ("category", "category_label")
    yield Column(heading="Answer", keys=answer, format="answer", wraps=True)
    yield Column(heading=f"{first} n", keys=("n_from",), format="count", first=narrow)
    yield Column(heading=f"{second} n", keys=("n_to",), format="count", first=narrow)
    if any(row.category for row in rows):
        yield Column(heading=f"{first} %", keys=("pct_from",), format="if_tenth")
        yield Column(heading=f"{second} %", keys=("pct_to",), format="if_tenth")
        if weighted:
            for wave, key in ((first, "pct_from_weighted"), (second, "pct_to_weighted")):
                heading = f"{wave} weighted %"
                yield Column(heading=heading, keys=(key,), format="if_tenth", first=standard)
    if any(row.mean_from is not None or row.mean_to is not None for row in rows):
        yield Column(heading=f"{first} mean", keys=("mean_from",), format="if_number")
        yield Column(heading=f"{second} mean", keys=("mean_to",), format="if_number")
        if weighted:
            for wave, key in ((first, "mean_from_weighted"), (second, "mean_to_weighted")):
                heading = f"{wave} weighted mean"
                yield Column(heading=heading, keys=(key,), format="if_number", first=wide)
    yield Column(heading="Std diff", keys=("std_difference",), format="if_bounded")
    if any(row.std_difference_weighted is not None for row in rows):
        weighted_key = ("std_difference_weighted",)
        yield Column(heading="Weighted", keys=weighted_key, format="if_bounded")
    yield Column(heading="By chance", keys=("by_chance",), format="if_bounded", first=narrow)


def _notes(rows: Sequence[Composition], dictionary: Dictionary, unweighed: int) -> Iterator[str]:
    wholes = [row for row in rows if row.category is None]
    which = "the weighted one" if dictionary.weighted else "it"
    yield (
        "Std diff: how far the people of the two waves differ, in standard deviations; of all "
        f"answers together. By chance: what {which} stays below in 95 of 100 surveys of this size."
    )
    if unweighed:
        without = "respondent has" if unweighed == 1 else "respondents have"
        yield (
            f"{unweighed:,} {without} no weight above zero and so no part in this table, as in "
            "`compare`."
        )
    above = [f"{_name(row)} ({_size(row)})" for row in wholes if row.imbalanced]
    judged = "weighted, " if dictionary.weighted else ""
    if above:
        yield f"Above {BOUND}, {judged}which counts as a difference: {listed(above)}."
    else:
        yield f"None is above {BOUND}{', weighted' if judged else ''}."
    absent = [_name(row) for row in wholes if not row.n_from or not row.n_to]
    if absent:
        yield f"Not answered in one of the waves: {listed(absent)}."
    small = [_name(row) for row in wholes if 0 < min(row.n_from, row.n_to) < SMALL]
    if small:
        yield f"Fewer than {SMALL} respondents, too few for publication: {listed(small)}."
    if _is_adjustable(dictionary) and not dictionary.covariates:
        yield _undeclared(dictionary)


def composition_note(rows: Sequence[Composition], dictionary: Dictionary) -> str | None:
    """Say in one sentence how the people of two waves differ; `None` where they do not.

    Parameters
    ----------
    rows : sequence of Composition
        As `compose` gives them.
    dictionary : Dictionary
        For what it declares, and where.
    """
    differing = [row for row in rows if row.imbalanced]
    if not differing:
        return None
    first = differing[0]
    parts = [_worst(list(run)) for _, run in groupby(differing, key=lambda row: row.measure)]
    more = f"; and {len(parts) - MOST_SAID} more" if len(parts) > MOST_SAID else ""
    unadjusted = _is_adjustable(dictionary) and not dictionary.covariates
    cure = _undeclared(dictionary) if unadjusted else f"`{COMMAND}` shows all."
    weighted = "weighted " if dictionary.weighted else ""
    return (
        f"The people differ between {first.wave_from} and {first.wave_to} ({weighted}standardised "
        f"difference above {BOUND}): {'; '.join(parts[:MOST_SAID])}{more}. {cure}"
    )


def _worst(rows: Sequence[Composition]) -> str:
    """Name a variable with the place in which the people differ most."""
    row = max(rows, key=lambda row: float("inf") if row.reason else abs(_judged(row) or 0.0))
    others = f" and in {len(rows) - 1} more" if len(rows) > 1 else ""
    where = f"{_place(row)}{others}"
    chance = f", by chance up to {bounded(row.by_chance)}" if row.by_chance is not None else ""
    return f"{row.measure_label} ({_size(row)}{where}{chance})"


def _judged(row: Composition) -> float | None:
    return (
        row.std_difference if row.std_difference_weighted is None else row.std_difference_weighted
    )


def _size(row: Composition) -> str:
    """Write the difference that is judged; it has no bound where nothing is common to the waves."""
    difference = None if row.reason else _judged(row)
    return "without bound" if difference is None else bounded(abs(difference))


def _name(row: Composition) -> str:
    return f"{row.measure_label}{_place(row)}"


def _place(row: Composition) -> str:
    """Say where; nothing in a survey without sites."""
    if row.n_sites is not None:
        return " over all sites"
    return f" in {row.site_label}" if row.site else ""


def _is_adjustable(dictionary: Dictionary) -> bool:
    """Say whether other people were asked, and not the same ones, who need no adjustment."""
    return dictionary.design != "panel"


def _undeclared(dictionary: Dictionary) -> str:
    place = dictionary.where("analysis")
    return (
        "Changes are not adjusted for it: name what describes people under analysis.covariates "
        f"({place})."
    )
