"""The cells of a column of a tidy table: texts with their spellings unified, and numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.survey.export import Export, NumberColumn, TextColumn
from lpsstats.survey.numbers import as_text, counted

Ranges = Iterable[tuple[float, float] | tuple[str, str]]
Labels = Mapping[float | str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of one role.

    Attributes
    ----------
    column : str
        The column's name in the file.
    levels : tuple of str
        The distinct texts without outer blanks; of numbers with labels, the labels.
    first : ndarray of int, shape (n_levels,)
        Of each text, the first that differs from it in nothing but case and blanks.
    codes : ndarray of int, shape (n_rows,)
        The index of each row's text in `levels`.
    values : ndarray of float, shape (n_rows,), optional
        The numbers, where the file holds numbers; NaN where empty or declared missing.
    n_declared : int
        Cells of the whole column that are empty because the file declares their code missing.
    """

    column: str
    levels: tuple[str, ...]
    first: IntArray
    codes: IntArray
    values: FloatArray | None
    n_declared: int

    def take(self, rows: IntArray) -> "Cells":
        """Keep some rows."""
        values = None if self.values is None else self.values[rows]
        return replace(self, codes=self.codes[rows], values=values)


def read_cells(export: Export, name: str) -> Cells:
    """Read a column as texts, and as numbers where the file has them."""
    column = export.columns[name]
    labels, ranges = export.value_labels.get(name, {}), export.missing_ranges.get(name, ())
    if isinstance(column, NumberColumn):
        return _of_numbers(name, column, labels, ranges)
    return _of_texts(name, column, labels, ranges)


def _of_numbers(name: str, column: NumberColumn, labels: Labels, ranges: Ranges) -> Cells:
    values = _without_missing(column.values, ranges)
    distinct, codes = np.unique(values, return_inverse=True)
    numbers: list[float] = distinct.tolist()
    texts = ["" if np.isnan(x) else labels.get(x, as_text(x)).strip() for x in numbers]
    return Cells(
        column=name,
        levels=tuple(texts),
        first=_first_spellings(texts, codes),
        codes=codes,
        values=values,
        n_declared=int((~np.isnan(column.values)).sum() - (~np.isnan(values)).sum()),
    )


def _of_texts(name: str, column: TextColumn, labels: Labels, ranges: Ranges) -> Cells:
    missing = {low.strip() for low, _ in ranges if isinstance(low, str)} - {""}
    known = {code.strip(): text for code, text in labels.items() if isinstance(code, str)}
    bare = [level.strip() for level in column.levels]
    texts = ["" if text in missing else known.get(text, text).strip() for text in bare]
    declared = np.array([text in missing for text in bare], dtype=bool)
    return Cells(
        column=name,
        levels=tuple(texts),
        first=_first_spellings(texts, column.codes),
        codes=column.codes,
        values=None,
        n_declared=int(declared[column.codes].sum()),
    )


def _without_missing(values: FloatArray, ranges: Ranges) -> FloatArray:
    """Empty the cells whose codes the file itself declares missing."""
    declared = np.zeros(len(values), dtype=bool)
    for low, high in ranges:
        if not isinstance(low, str) and not isinstance(high, str):
            declared |= (values >= low) & (values <= high)
    return np.where(declared, np.nan, values)


def _first_spellings(texts: Sequence[str], codes: IntArray) -> IntArray:
    """Find for each text the one of its spellings that stands first in the file."""
    used, rows = np.unique(codes, return_index=True)
    order = used[np.argsort(rows)].tolist()
    # Levels that no row has come last: they are never looked up.
    order += sorted(set(range(len(texts))) - set(order))
    spelling: dict[str, int] = {}
    first = np.zeros(len(texts), dtype=np.int64)
    for level in order:
        first[level] = spelling.setdefault(_spelling(texts[level]), level)
    return first


def _spelling(text: str) -> str:
    """Drop what does not tell names apart: case, surplus blanks, how accents are stored."""
    return " ".join(normalize("NFC", text).casefold().split())


def filled(columns: Iterable[Cells], n_rows: int) -> NDArray[np.bool_]:
    """Say which rows have something in at least one of the columns, shape (n_rows,)."""
    found = np.zeros(n_rows, dtype=bool)
    for cells in columns:
        found |= np.array([bool(text) for text in cells.levels], dtype=bool)[cells.codes]
    return found


def remarks(role: str, cells: Cells) -> Iterator[str]:
    """Count what was unified or taken as missing; never a text of the file."""
    texts = np.array(cells.levels, dtype=object)
    n = int((texts[cells.codes] != texts[cells.first[cells.codes]]).sum())
    if n:
        rows = "row differs" if n == 1 else "rows differ"
        yield (
            f"{role}: {n:,} {rows} from the first spelling in case or blanks only and counted as "
            "the same"
        )
    if cells.n_declared:
        number = counted(cells.n_declared, "value")
        yield f"{role}: {number} declared missing in the file, taken as empty"
