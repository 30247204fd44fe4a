"""Values that are neither answers nor declared missing: which, how often, where first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import Export
from lpsstats.survey.matching import SHOWN, Positions
from lpsstats.survey.numbers import as_number

LONGEST_SHOWN = 40  # characters of an unknown answer that a message repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemColumn:
    """A column of a file, the variable that it holds, and the first wave for which it does."""

    export: Export
    name: str
    variable: Variable
    wave: str

    @property
    def labels(self) -> Mapping[float | str, str]:
        """The file's own label of each code, unless they are known to be wrong."""
        if self.variable.file_labels == "ignore":
            return {}
        return self.export.value_labels.get(self.name, {})

    @property
    def user_missing(self) -> tuple[tuple[float | str, float | str], ...]:
        """The ranges that the file itself declares missing."""
        return self.export.missing_ranges.get(self.name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class OddValue:
    """A value that is neither an answer nor declared missing.

    Attributes
    ----------
    value : float or str
        The code, or the text as it stands in the file, shortened.
    count : int
        How many rows have it.
    first_row : int
        The first of them, counted from 0 in the export.
    label : str, optional
        The file's label for it.
    """

    value: float | str
    count: int
    first_row: int
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddities:
    """The values of a column that fit nowhere.

    Attributes
    ----------
    shown : tuple of OddValue
        The most frequent ones; there may be a million.
    n_values, n_rows : int
        How many distinct ones there are, and in how many rows.
    """

    shown: tuple[OddValue, ...]
    n_values: int
    n_rows: int


def find_oddities(
    values: NDArray[np.float64] | NDArray[np.int32],
    rows: Positions,
    source: ItemColumn,
    levels: Sequence[str] | None = None,
) -> Oddities | None:
    """Count the values that fit nowhere and find where each first stands.

    Parameters
    ----------
    values : ndarray, shape (n_odd,)
        The codes, or positions in `levels`.
    rows : ndarray of int, shape (n_odd,)
        Their rows, counted from 0 in the export.
    source : ItemColumn
        The column.
    levels : sequence of str, optional
        The distinct texts of a text column.
    """
    if not len(values):
        return None
    found, first, counts = np.unique(values, return_index=True, return_counts=True)
    shown = []
    for i in np.argsort(-counts, kind="stable")[:SHOWN]:
        value = float(found[i]) if levels is None else levels[int(found[i])]
        odd = OddValue(
            value=value if isinstance(value, float) else _shortened(value, source.export.decimal),
            count=int(counts[i]),
            first_row=int(rows[first[i]]),
            label=source.labels.get(value),
        )
        shown.append(odd)
    return Oddities(shown=tuple(shown), n_values=len(found), n_rows=len(values))


def _shortened(text: str, decimal: str) -> float | str:
    number = as_number(text, decimal)
    return " ".join(text.split())[:LONGEST_SHOWN] if number is None else number
