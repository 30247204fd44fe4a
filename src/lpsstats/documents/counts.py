"""The document that `counts` gives."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import lpsstats
from lpsstats.analysis.counts.building import OPTIONAL, REQUIRED, Recorded, recorded_of
from lpsstats.analysis.counts.changes import CountQuestion, changes_of
from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.analysis.counts.sums import refuse_sums
from lpsstats.analysis.counts.tidy import Tidy, read_tidy
from lpsstats.analysis.counts.trends import lines_of, scatter_of, trend_rows
from lpsstats.documents.counts_choosing import (
    Shown,
    choose_named,
    choose_periods,
    choose_question,
    refuse_unknown_choice,
    refuse_without_effect,
)
from lpsstats.documents.counts_remarks import account_of
from lpsstats.errors import DataError, UsageError
from lpsstats.survey.export import Export
from lpsstats.tables.counts import Heading, changes_table, trend_table
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

Row = TypeVar("Row", CountChange, CountTrend)
TABLES = ("changes", "trend")
ABSENT = ("missing", "zero")


def counts_document(
    export: Export,
    *,
    roles: Mapping[str, str] | None = None,
    period: str | None = None,
    units: Sequence[str] = (),
    categories: Sequence[str] = (),
    per: float | None = None,
    adjust: str = "fdr_bh",
    confidence: float = 0.95,
    table: str | None = None,
    absent: str = "missing",
    add_categories: bool = False,
) -> Document:
    """Compare recorded counts with earlier periods, and fit their trends.

    Parameters
    ----------
    export : Export
        A tidy file, all columns read: one row per period, unit and category, with the columns
        `period`, `unit`, `category`, `count` and, if there is any, `exposure`.
    roles : mapping of str to str
        The column of a role, where it does not bear the role's name.
    period : str, optional
        The period to be compared with earlier ones, or `all`; the latest by default.
    units, categories : sequence of str
        What to show; everything by default. It does not change p: tests are adjusted over all units
        and categories of the file, shown or not.
    per : float, optional
        How many units of exposure a rate is per; 1 by default.
    adjust : str
        How p is adjusted, a key of `multiplicity.METHODS`.
    confidence : float
        Coverage of intervals.
    table : str, optional
        `changes` or `trend`: that table alone.
    absent : str
        `missing`: what has no row was not recorded; `zero`: it is a count of zero.
    add_categories : bool
        Also add up the categories, which must then count things of one kind.

    Raises
    ------
    UsageError
        If a period, unit or category is not in the file, or a number makes no sense.
    DataError
        If a column is missing, a row cannot be meant, or a unit or category adds up the others.
    """
    refuse_unknown_choice("--table", table, (None, *TABLES))
    refuse_unknown_choice("--absent", absent, ABSENT)
    refuse_without_effect(table, {"--period": period, "--per": per})
    tidy = read_tidy(export, roles or {}, REQUIRED, OPTIONAL)
    question = choose_question(
        tidy, per=per, adjust=adjust, confidence=confidence, add_categories=add_categories
    )
    if not tidy.n_rows:
        message = f"{export.name}: no row holds a period, a unit, a category or a count"
        raise DataError(message)
    recorded = recorded_of(tidy, absent_is_zero=absent == "zero")
    shown = Shown(
        periods=choose_periods(recorded.periods, period),
        units=choose_named("--unit", units, recorded.units),
        categories=choose_named("--category", categories, recorded.categories),
    )
    refuse_sums(recorded, units=shown.units, categories=shown.categories)
    heading = Heading(
        name=recorded.name,
        kind=recorded.periods.kind,
        exposure=tidy.cells["exposure"].column if recorded.has_exposure else None,
    )
    options = {
        "column": dict(roles or {}),
        "period": period,
        "unit": list(units),
        "category": list(categories),
        "per": question.per,
        "adjust": adjust,
        "confidence": confidence,
        "table": table,
        "absent": absent,
        "add_categories": add_categories,
    }
    return Document(
        command="counts",
        tables=tuple(_tables(recorded, heading, question, shown, table)),
        provenance=_provenance(export, tidy, recorded, options),
        notes=tuple(account_of(tidy, recorded, add_categories=add_categories)),
    )


def _tables(
    recorded: Recorded,
    heading: Heading,
    question: CountQuestion,
    shown: Shown,
    table: str | None,
) -> Iterator[Table]:
    """Lay out the table that is asked for; else the changes, and trends if there is one at all."""
    lines = lines_of(
        recorded, add_categories=question.add_categories, confidence=question.confidence
    )
    if table != "trend":
        changes = changes_of(recorded, shown.periods, question, scatter_of(lines))
        yield changes_table(_of(changes, shown), heading)
    trends = trend_rows(recorded, lines, method=question.adjust, confidence=question.confidence)
    if table == "trend" or (table is None and any(row.status == "ok" for row in trends)):
        yield trend_table(_of(trends, shown), heading, alone=table == "trend")


def _of(rows: Sequence[Row], shown: Shown) -> list[Row]:
    """Keep the rows of the units and categories named; totals where none is.

    Raises
    ------
    UsageError
        If there are none of both.
    """
    kept = [
        row
        for row in rows
        if (not shown.units or row.recording_unit in shown.units)
        and (not shown.categories or row.category in shown.categories)
    ]
    if not kept:
        message = (
            f"--unit {', '.join(shown.units)} --category {', '.join(shown.categories)}: the file "
            "has nothing of both; leave one of the two out"
        )
        raise UsageError(message)
    return kept


def _provenance(
    export: Export, tidy: Tidy, recorded: Recorded, options: Mapping[str, object]
) -> dict[str, object]:
    """Describe what the result was made from."""
    return {
        "program": f"lpsstats {lpsstats.__version__}",
        "dictionary": None,
        "inputs": [
            {
                "name": export.name,
                "sha256": export.sha256,
                "n_rows": export.n_rows,
                "n_used": tidy.n_rows - recorded.n_empty,
            }
        ],
        "options": dict(options),
    }
