"""An export as it was read, before the dictionary has spoken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """A column of numbers.

    Attributes
    ----------
    values : ndarray of float, shape (n_rows,)
        The codes as stored; NaN where the cell is empty or system-missing. User-missing codes
        are still there: `Export.missing_ranges` names them.
    """

    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextColumn:
    """A column of text, each distinct text held once.

    Attributes
    ----------
    levels : tuple of str
        The distinct texts, outer blanks included, in order of first appearance.
    codes : ndarray of int, shape (n_rows,)
        The index of each row's text in `levels`.
    """

    levels: tuple[str, ...]
    codes: NDArray[np.int32]


Column = NumberColumn | TextColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseSet:
    """Columns that are one question with several answers (SPSS: MRSETS).

    Attributes
    ----------
    name, label : str
        As the file has them; the name without its dollar sign.
    columns : tuple of str
        The columns.
    counted : float or str, optional
        The code that marks a box as ticked; `None` where the columns hold categories.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    counted: float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a file holds, and what it says of itself.

    Attributes
    ----------
    name : str
        The file's name, for messages and provenance.
    path : Path
        Where it was read from.
    sha256 : str
        Checksum of the file's bytes.
    n_rows : int
        Respondents in the file.
    column_names : tuple of str
        Every column of the file, read or not, in its order.
    columns : mapping of str to Column
        The columns that were asked for and exist.
    labels : mapping of str to str
        Variable labels.
    value_labels : mapping of str to mapping
        Per column, the label of each code (number or text).
    missing_ranges : mapping of str to tuple of (low, high)
        Per column, the declared user-missing codes: numbers as closed ranges (a single code has
        low equal to high), texts likewise with low equal to high.
    measures : mapping of str to str
        Per column, its declared level: `nominal`, `ordinal` or `scale`; absent where undeclared.
    formats : mapping of str to str
        Per column, its SPSS print format, such as `F8.2`, `A40` or `DATE11`.
    sets : tuple of ResponseSet
        The multiple-response sets that the file declares.
    weight : str, optional
        The column that the file was saved with as its weight (SPSS: WEIGHT BY).
    row_word, first_row : str and int
        How a reader finds a row in the file: `line` 2 of a text file, `row` 2 of a sheet,
        `case` 1 of an SPSS file.
    decimal : str
        The decimal mark of numbers held as text.
    coded_missing : frozenset of str
        Texts that stand for a missing number besides the empty cell (`NA` and `.` in text files).
    notes : tuple of str
        What the reader had to assume, such as the encoding.
    """

    name: str
    path: Path
    sha256: str
    n_rows: int
    column_names: tuple[str, ...]
    columns: Mapping[str, Column]
    labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[float | str, str]] = field(default_factory=dict)
    missing_ranges: Mapping[str, tuple[tuple[float, float] | tuple[str, str], ...]] = field(
        default_factory=dict
    )
    measures: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[ResponseSet, ...] = ()
    weight: str | None = None
    row_word: str = "case"
    first_row: int = 1
    decimal: str = "."
    coded_missing: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
