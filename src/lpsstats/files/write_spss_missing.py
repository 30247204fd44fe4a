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
    others, or the three most frequent, whichever keeps more cells.
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
    best = max(_candidates(frequency, answers), key=lambda ranges: _kept(ranges, frequency))
    dropped = found[absent & ~_covered(best, found)]
    return DeclaredMissing(declared=_written(best), dropped=dropped)


def _candidates(frequency: Mapping[float, int], answers: NDArray[np.float64]) -> Iterator[Ranges]:
    """List the three most frequent codes, and each range without an answer with one more code."""
    by_count = sorted(frequency, key=lambda code: (-frequency[code], code))
    yield tuple((code, code) for code in by_count[:MOST_CODES])
    for low, high in _gaps(sorted(frequency), answers):
        others = [code for code in by_count if not low <= code <= high]
        yield ((low, high), *((code, code) for code in others[:1]))


def _gaps(codes: list[float], answers: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Join neighbouring codes as long as no answer lies between them."""
    start = codes[:1]
    for code, following in pairwise([*codes, np.inf]):
        if following == np.inf or ((answers > code) & (answers < following)).any():
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
