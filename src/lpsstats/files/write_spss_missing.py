"""Missing codes within what SPSS allows: three of them, or a range and one more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lpsstats.survey.export import NumberColumn, TextColumn
from lpsstats.survey.scored import ScoredColumn

MOST_CODES = 3
LONGEST_TEXT = 8  # bytes of a text that may be declared missing
Ranges = tuple[tuple[float, float], ...]
Declared = Sequence[float | str | dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredMissing:
    """What is declared, and the codes that could not be.

    Attributes
    ----------
    declared : sequence
        Single codes, and ranges as {"lo": ..., "hi": ...}.
    dropped : ndarray of float
        Codes that occur and could not be declared: their cells must be left empty.
    """

    declared: Declared
    dropped: NDArray[np.float64]


def declare_missing(column: ScoredColumn) -> DeclaredMissing:
    """Choose how to declare a column's missing codes.

    All of them where they fit; else a range that no answer falls into and the most frequent of the
    others, or the three most frequent, whichever keeps more cells. Of numbers, only ranges that
    were declared count.
    """
    if isinstance(column.data, TextColumn):
        return DeclaredMissing(declared=_texts(column.data, column), dropped=np.empty(0))
    ranges = _numeric(column)
    n_wide = sum(low != high for low, high in ranges)
    if len(ranges) <= MOST_CODES - n_wide and n_wide <= 1:
        return DeclaredMissing(declared=_written(ranges), dropped=np.empty(0))
    return _chosen(column, column.data)


def _numeric(column: ScoredColumn) -> Ranges:
    """List the missing codes of a column of numbers."""
    return tuple(
        (low, high)
        for low, high in column.missing
        if not isinstance(low, str) and not isinstance(high, str)
    )


def _chosen(column: ScoredColumn, data: NumberColumn) -> DeclaredMissing:
    found, counts = np.unique(data.values[~np.isnan(data.values)], return_counts=True)
    absent = _covered(_numeric(column), found)
    # A labelled code is an answer even where nobody gave it, unless it is declared missing.
    answers = np.array([*found[~absent].tolist(), *_labelled_answers(column)])
    frequency = dict.fromkeys((low for low, high in _numeric(column) if low == high), 0)
    frequency |= dict(zip(found[absent].tolist(), counts[absent].tolist(), strict=True))
    wide = tuple((low, high) for low, high in _numeric(column) if low < high)
    bridged = wide if column.role == "number" or column.level == "scale" else ((-np.inf, np.inf),)
    if np.array_equal(found, np.rint(found)):  # then nothing lies between one code and the next
        bridged = (*bridged, *((code, code + 1) for code in found[absent].tolist()))
    best = max(
        _candidates(frequency, answers, wide, bridged), key=lambda ranges: _kept(ranges, frequency)
    )
    dropped = found[absent & ~_covered(best, found)]
    return DeclaredMissing(declared=_written(best), dropped=dropped)


def _candidates(
    frequency: Mapping[float, int], answers: NDArray[np.float64], wide: Ranges, bridged: Ranges
) -> Iterator[Ranges]:
    """List what could be declared: three single codes, or a range with one more code.

    A range is one that was declared or one of neighbouring codes, and no answer lies in it.
    """
    by_count = sorted(frequency, key=lambda code: (-frequency[code], code))
    yield tuple((code, code) for code in by_count[:MOST_CODES])
    declared = [r for r in wide if not _covered((r,), answers).any()]
    for low, high in (*declared, *_gaps(sorted(frequency), answers, bridged)):
        others = [code for code in by_count if not low <= code <= high]
        yield ((low, high), *((code, code) for code in others[:1]))


def _gaps(
    codes: list[float], answers: NDArray[np.float64], bridged: Ranges
) -> Iterator[tuple[float, float]]:
    """Join neighbouring codes where no answer lies between them and a gap may be bridged.

    Between codes of a question there is nothing. Between two numbers there may be the answers of
    another wave, unless both lie in a range that was declared.
    """
    start = codes[:1]
    for code, following in pairwise([*codes, np.inf]):
        near = any(low <= code and following <= high for low, high in bridged)
        apart = ((answers > code) & (answers < following)).any()
        if following == np.inf or apart or not near:
            yield start[0], code
            start = [following]


def _labelled_answers(column: ScoredColumn) -> list[float]:
    codes = np.array([code for code in column.labels if not isinstance(code, str)])
    answers: list[float] = codes[~_covered(_numeric(column), codes)].tolist()
    return answers


def _covered(ranges: Ranges, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    within = np.zeros(len(values), dtype=bool)
    for low, high in ranges:
        within |= (values >= low) & (values <= high)
    return within


def _kept(ranges: Ranges, frequency: Mapping[float, int]) -> tuple[int, int]:
    """Count the cells and the codes that a declaration keeps."""
    kept = [n for code, n in frequency.items() if any(lo <= code <= hi for lo, hi in ranges)]
    return sum(kept), len(kept)


def _written(ranges: Ranges) -> Declared:
    return [low if low == high else {"lo": low, "hi": high} for low, high in ranges]


def _texts(data: TextColumn, column: ScoredColumn) -> Declared:
    """Declare up to three short texts; a longer one stays a text like any other."""
    there = set(data.levels)
    codes = [low for low, _ in column.missing if isinstance(low, str) and low in there]
    return [code for code in codes if len(code.encode()) <= LONGEST_TEXT][:MOST_CODES]
