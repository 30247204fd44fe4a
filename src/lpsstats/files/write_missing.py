"""Which codes of a column stand for no answer, and what is said of them outside SPSS."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.files.write_numbers import distinct_numbers, spelt
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import ScoredColumn, ScoredSurvey

MOST_SHOWN = 8
Code = float | str


def is_missing(column: ScoredColumn, code: Code) -> bool:
    """Say whether a code is declared missing."""
    for low, high in column.missing:
        if isinstance(low, str) or isinstance(high, str) or isinstance(code, str):
            if code == low:
                return True
        elif low <= code <= high:
            return True
    return False


def missing_found(column: ScoredColumn) -> list[Code]:
    """List the codes declared missing that occur."""
    if not column.missing:
        return []
    found: list[Code] = []
    if isinstance(column.data, TextColumn):
        found += [column.data.levels[i] for i in np.unique(column.data.codes).tolist()]
    else:
        numbers, index = distinct_numbers(column.data.values)
        found += [numbers[i] for i in _used(index, len(numbers)) if not np.isnan(numbers[i])]
    return [code for code in found if is_missing(column, code)]


def _used(index: NDArray[np.int64], n: int) -> list[int]:
    used: list[int] = np.flatnonzero(np.bincount(index, minlength=n)).tolist()
    return used


def is_worded(column: ScoredColumn) -> bool:
    """Say whether words stand for codes where labels are asked for."""
    return bool(column.labels) or bool(missing_found(column))


def worded(column: ScoredColumn, code: Code) -> str:
    """Give the label of a code; an unlabelled one is spelt, and said to be missing if it is."""
    text = column.labels.get(code)
    if text:
        return text
    shown = code if isinstance(code, str) else spelt(code)
    return f"missing ({shown})" if shown and is_missing(column, code) else shown


def missing_notes(scored: ScoredSurvey, *, labelled: bool) -> Iterator[str]:
    """Say which codes in the cells are no answers, for formats that have no place for it."""
    if labelled:
        return
    codes = dict.fromkeys(
        f"{code if isinstance(code, str) else spelt(code)} {column.labels.get(code, '')}".strip()
        for column in scored.columns
        for code in missing_found(column)
    )
    if codes:
        more = [f"and {len(codes) - MOST_SHOWN:,} more"] if len(codes) > MOST_SHOWN else []
        shown = ", ".join([*list(codes)[:MOST_SHOWN], *more])
        yield (
            f"Missing answers keep their codes ({shown}): take them out before you calculate, or "
            "write the labels with --labels."
        )
