"""Lay out why answers are missing: each reason a row."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.description_missing import MissingAnswers
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import place_columns
from lpsstats.tables.model import Column, Table
from lpsstats.tables.records import record


def missing_table(rows: Sequence[MissingAnswers], dictionary: Dictionary) -> Table:
    """Build the table of missing answers: under each question and group, a row per reason.

    Parameters
    ----------
    rows : sequence of MissingAnswers
        Question by question, group by group, at least one.
    dictionary : Dictionary
        For the title.
    """
    return Table(
        key="missing",
        title=f"{dictionary.title}: missing answers",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows)),
        group="measure_label",
        group_detail="measure",
        notes=(
            "%: of all respondents of the group, those not asked included. The reasons are those "
            "that the dictionary and the files give; empty: nothing was entered.",
        ),
    )


def _columns(rows: Sequence[MissingAnswers]) -> Iterator[Column]:
    yield from place_columns(rows)
    yield Column(heading="Reason", keys=("missing_reason",), format="all_or", wraps=True)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="of", keys=("base",), format="count")
    yield Column(heading="%", keys=("pct",), format="tenth")
