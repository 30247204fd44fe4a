"""The cells of a column, each distinct one spelt out once."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.files.write_missing import is_worded, worded
from lpsstats.files.write_numbers import distinct_numbers, spelt
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import ScoredColumn


def column_texts(
    column: ScoredColumn, *, labelled: bool
) -> tuple[list[str], NDArray[np.int64], bool]:
    """Spell a column out.

    Parameters
    ----------
    column : ScoredColumn
        The column.
    labelled : bool
        Whether codes give way to their labels.

    Returns
    -------
    (list of str, ndarray of int shape (n,), bool)
        The distinct texts, which of them each row has, and whether any may be someone's text
        rather than a number. Empty cells are empty texts.
    """
    if isinstance(column.data, TextColumn):
        levels = column.data.levels
        texts = [worded(column, level) for level in levels] if labelled else list(levels)
        return texts, column.data.codes.astype(np.int64), True
    found, index = distinct_numbers(column.data.values)
    if labelled and is_worded(column):
        return [worded(column, number) for number in found], index, True
    return [spelt(number) for number in found], index, False
