"""Lay out all questions at a glance, a line each: their answers, and why answers are missing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from lpsstats.analysis.description_items import MULTIPLE, NOMINAL, ItemDescription
from lpsstats.analysis.description_missing import MissingAnswers
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.answer_lines import (
    Answers,
    answer_counts,
    of_nominal,
    of_ordered,
    of_several,
)
from lpsstats.tables.description_items import SEVERAL
from lpsstats.tables.description_places import is_parted, listed, place_columns
from lpsstats.tables.model import Column, Layout, Record, Table
from lpsstats.tables.records import record

MOST_GROUPS = 6  # columns for the groups of missing answers

Line = tuple[ItemDescription, Answers]


def item_tables(rows: Sequence[ItemDescription], dictionary: Dictionary) -> Iterator[Table]:
    """Build the table of questions with ordered answers, of categorical ones, of ticked boxes.

    Parameters
    ----------
    rows : sequence of ItemDescription
        Question by question, group by group.
    dictionary : Dictionary
        For the titles.
    """
    lines = list(_lines(rows))
    ordered = [line for line in lines if line[0].type not in {NOMINAL, MULTIPLE}]
    nominal = [line for line in lines if line[0].type == NOMINAL]
    several = [line for line in lines if line[0].type == MULTIPLE]
    if ordered:
        yield _table("items", f"{dictionary.title}: items", ordered, of_ordered)
    if nominal:
        title = f"{dictionary.title}: categories"
        yield _table("categories", title, nominal, of_nominal)
    if several:
        yield _table("boxes", f"{dictionary.title}: boxes", several, of_several)


def _lines(rows: Iterable[ItemDescription]) -> Iterator[Line]:
    """Put the row of a question in a group together with those of its answers."""
    for _, run in groupby(rows, key=lambda row: (row.measure, row.site, row.wave)):
        first, *answers = run
        yield first, tuple(answers)


def _table(
    key: str, title: str, lines: Sequence[Line], write: Callable[[Answers], str | None]
) -> Table:
    rows = [row for row, _ in lines]
    return Table(
        key=key,
        title=title,
        records=tuple(
            record(
                row,
                missing_pct=_missing_share(row),
                answers=write(given),
                answer_counts=answer_counts(row.type, given),
            )
            for row, given in lines
        ),
        columns=tuple(_ordered_columns(rows) if key == "items" else _nominal_columns(rows)),
        group="measure_label" if is_parted(rows) else None,
        notes=tuple(_notes(lines)),
    )


def _missing_share(row: ItemDescription) -> float | None:
    return None if row.pct is None else 100.0 - row.pct


def _first_columns(rows: Sequence[ItemDescription]) -> Iterator[Column]:
    if is_parted(rows):
        yield from place_columns(rows)
    else:
        label = ("measure_label",)
        yield Column(heading="Item", keys=("measure",), format="text")
        yield Column(heading="Label", keys=label, format="text", first=Layout.WIDE, wraps=True)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="Missing %", keys=("missing_pct",), format="tenth")


def _ordered_columns(rows: Sequence[ItemDescription]) -> Iterator[Column]:
    narrow, wide = Layout.NARROW, Layout.WIDE
    yield from _first_columns(rows)
    yield Column(heading="Mean", keys=("mean",), format="number")
    if any(row.n_weighted is not None for row in rows):
        yield Column(heading="Weighted mean", keys=("mean_weighted",), format="number")
    yield Column(heading="SD", keys=("sd",), format="number")
    yield Column(heading="Median", keys=("median",), format="number", first=wide)
    yield Column(
        heading="% by answer, low to high", keys=("answers",), format="shares", first=narrow
    )


def _nominal_columns(rows: Sequence[ItemDescription]) -> Iterator[Column]:
    yield from _first_columns(rows)
    yield Column(heading="% of each answer", keys=("answers",), format="text", wraps=True)


def _notes(lines: Sequence[Line]) -> Iterator[str]:
    ordered = lines[0][0].type not in {NOMINAL, MULTIPLE}
    yield (
        "Missing %: of the respondents of the waves that asked it. Answers as given, unweighted; "
        "--table items names and counts each."
    )
    if lines[0][0].type == MULTIPLE:
        yield SEVERAL
    if ordered and any(not answers for _, answers in lines):
        yield "Numbers, and answers on ranges of many codes, are not counted one by one."


def missing_overview(rows: Sequence[MissingAnswers], dictionary: Dictionary) -> Iterator[Table]:
    """Build the table of missing answers: a line per question, a column per group.

    Parameters
    ----------
    rows : sequence of MissingAnswers
        Question by question, group by group; where there are several groups, all together first.
    dictionary : Dictionary
        For the title.

    Yields
    ------
    Table
        None where no answer is missing; questions without missing answers have no line.
    """
    blocks = [list(run) for _, run in groupby(rows, key=lambda row: row.measure)]
    partial = [block for block in blocks if block[0].n]
    if not partial:
        return
    places = list(dict.fromkeys((row.site_label, row.wave) for row in partial[0]))[1:]
    shown = places if len(places) <= MOST_GROUPS else []
    whole = len(blocks) - len(partial)
    yield Table(
        key="missing",
        title=f"{dictionary.title}: missing answers",
        records=tuple(_missing_record(block, shown) for block in partial),
        columns=tuple(_missing_columns(shown)),
        notes=(
            "%: of all respondents. Reasons with the respondents of all groups together; "
            "--table missing counts them in each.",
            *([f"Nothing is missing in {whole:,} more."] if whole else []),
        ),
    )


def _missing_record(
    block: Sequence[MissingAnswers], places: Sequence[tuple[str | None, str | None]]
) -> Record:
    first, *others = block
    here = [row for row in others if (row.site_label, row.wave) == (first.site_label, first.wave)]
    reasons = [f"{row.missing_reason} {row.n:,}" for row in here if row.missing_reason]
    parts = {f"pct_{place}": _of_place(block, place).pct for place in places}
    return record(
        first,
        reasons=listed(reasons),
        reason_counts=[
            {"missing_reason": row.missing_reason, "n": row.n} for row in here if row.missing_reason
        ],
        place_counts=[
            {"site": row.site, "wave": row.wave, "n": row.n, "base": row.base, "place": key}
            for key, row in zip(parts, (_of_place(block, place) for place in places), strict=True)
        ],
        **parts,
    )


def _of_place(
    block: Sequence[MissingAnswers], place: tuple[str | None, str | None]
) -> MissingAnswers:
    return next(
        row for row in block if (row.site_label, row.wave) == place and row.missing_reason is None
    )


def _missing_columns(places: Sequence[tuple[str | None, str | None]]) -> Iterator[Column]:
    label = ("measure_label",)
    yield Column(heading="Item", keys=("measure",), format="text")
    yield Column(heading="Label", keys=label, format="text", first=Layout.WIDE, wraps=True)
    yield Column(heading="Missing", keys=("n",), format="count")
    yield Column(heading="%", keys=("pct",), format="tenth")
    for place in places:
        heading = f"{', '.join(part for part in place if part)} %"
        yield Column(heading=heading, keys=(f"pct_{place}",), format="tenth", first=Layout.STANDARD)
    yield Column(heading="Reasons", keys=("reasons",), format="text", wraps=True)
