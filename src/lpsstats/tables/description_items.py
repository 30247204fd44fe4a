"""Lay out how the answers to questions are distributed: each answer a row."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.description_items import MULTIPLE, ItemDescription
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import place_columns, small_base_note
from lpsstats.tables.dictionary_facts import better_ends, wave_labels
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

SEVERAL = (
    "Where several boxes may be ticked, % is of the respondents who count for the question, and "
    "the boxes may add up to more than 100%."
)


def item_answers_table(rows: Sequence[ItemDescription], dictionary: Dictionary) -> Table:
    """Build the table of answers: under each question a row for it and one per answer.

    Parameters
    ----------
    rows : sequence of ItemDescription
        Question by question, group by group, at least one.
    dictionary : Dictionary
        For the title.
    """
    return Table(
        key="items",
        title=f"{dictionary.title}: answers",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="measure_label",
        group_detail="measure",
        notes=tuple(_notes(rows)),
        waves=wave_labels(dictionary),
        better=better_ends(dictionary),
    )


def _columns(rows: Sequence[ItemDescription]) -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    yield from place_columns(rows)
    answer = ("category", "category_label")
    yield Column(heading="Answer", keys=answer, format="answer", wraps=True)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="%", keys=("pct",), format="tenth")
    if any(row.n_weighted is not None for row in rows):
        yield Column(heading="Weighted %", keys=("pct_weighted",), format="if_tenth")
    yield Column(heading="Missing", keys=("missing",), format="if_count", first=narrow)
    if any(row.n_not_asked for row in rows):
        yield Column(heading="Not asked", keys=("n_not_asked",), format="if_count", first=standard)
    yield Column(heading="Mean", keys=("mean",), format="if_number")
    yield Column(heading="SD", keys=("sd",), format="if_number", first=narrow)
    if any(row.mean_weighted is not None for row in rows):
        yield Column(
            heading="Weighted mean", keys=("mean_weighted",), format="if_number", first=standard
        )
    yield Column(heading="Min", keys=("minimum",), format="if_number", first=wide)
    yield Column(heading="Median", keys=("median",), format="if_number", first=wide)
    yield Column(heading="Max", keys=("maximum",), format="if_number", first=wide)


def _notes(rows: Sequence[ItemDescription]) -> Iterator[str]:
    yield (
        "Answers as given: no item is turned round. Answered: % of the respondents of the waves "
        "that asked it; each answer: % of those who answered."
    )
    if any(row.type == MULTIPLE for row in rows):
        yield SEVERAL
    if any(row.n_weighted is not None for row in rows):
        yield "n and % are unweighted. Weighted: those with a weight above zero."
    yield from small_base_note([row for row in rows if row.category is None])
