"""From the cells of one column of a multiple response to ticks or codes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Variable
from lpsstats.dictionary.scalars import Code
from lpsstats.survey.answers import Answers, read_answers
from lpsstats.survey.export import TextColumn
from lpsstats.survey.matching import Positions
from lpsstats.survey.numbers import as_number
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.reasons import ANSWERED, ODD, ReasonBook


def as_tick_column(variable: Variable, column: str) -> Variable:
    """Take a column of ticks for a question of its own: any entry but a missing code will do."""
    names = variable.column_names[column]
    return replace(variable, type="number", names=names, labels={}, text_codes={}, listed=False)


def as_category_column(variable: Variable, column: str) -> Variable:
    """Take a column of named answers for a question of its own."""
    names = variable.column_names[column]
    return replace(variable, type="categorical", names=names, listed=True)


def read_ticks(
    source: ItemColumn, rows: Positions | None, book: ReasonBook, *, counted: Code
) -> Answers:
    """Read the column of one box: 1 where it is ticked, 0 where there is another entry.

    Parameters
    ----------
    source : ItemColumn
        The column, of `as_tick_column`.
    rows : ndarray of int, optional
        The rows to take; all of them without it.
    book : ReasonBook
        Collects the reasons of declared missing codes.
    counted : int, float or str
        The code of a tick; in a column of codes a text is the file's label of one. A code that is
        declared missing is no tick.
    """
    answers = read_answers(source, rows, book)
    given = (answers.missing == ANSWERED) | (answers.missing == ODD)
    ticked = _counted_cells(source, counted)
    ticked = ticked if rows is None else ticked[rows]
    return replace(
        answers,
        values=np.where(given, ticked, np.nan),
        missing=np.where(given, ANSWERED, answers.missing).astype(np.uint8),
        odd=None,  # whatever else stands in the column: the box is not ticked
    )


def _counted_cells(source: ItemColumn, counted: Code) -> NDArray[np.bool_]:
    """Say which cells of the whole column hold the code of a tick."""
    column, export = source.export.columns[source.name], source.export
    number = as_number(counted) if isinstance(counted, str) else float(counted)
    if not isinstance(column, TextColumn):
        labelled = [c for c, t in source.labels.items() if fold(t) == fold(str(counted))]
        codes = [float(c) for c in labelled if not isinstance(c, str)]
        return np.isin(column.values, [*codes, *([] if number is None else [number])])
    levels = [
        fold(level) == fold(str(counted))
        or (number is not None and as_number(level, export.decimal) == number)
        for level in column.levels
    ]
    return np.array(levels, dtype=bool)[column.codes]
