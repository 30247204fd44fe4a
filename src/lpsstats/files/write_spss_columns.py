"""The columns of an SPSS file: cells, labels, formats, within what SPSS has room for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lpsstats.files.spss_dates import EPOCH
from lpsstats.files.write_inert import shortened
from lpsstats.files.write_spss_missing import DeclaredMissing, declare_missing
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import ScoredColumn

LABEL, VALUE_LABEL, TEXT = 255, 120, 32_767  # bytes
DAY, FRACTION = "SDATE10", "F8.2"
WIDEST_WHOLE = 1e15
SECONDS = 86_400.0
MOST_SHOWN = 8
FIRST_YEAR = 1583  # SPSS counts from October 1582


@dataclass(frozen=True, slots=True, kw_only=True)
class SpssColumn:
    """A column as SPSS will have it.

    Attributes
    ----------
    name : str
        One that SPSS takes.
    cells : ndarray of float or of str objects, shape (n,)
        What is stored; NaN or the empty text where nothing is known.
    label, format, level : str
        Variable label, print format (empty for texts), level of measurement.
    labels : mapping
        Value labels.
    missing : DeclaredMissing
        What is declared missing.
    n_shortened, n_emptied : int
        Texts and labels cut, and cells emptied because their code could not be declared missing.
    """

    name: str
    cells: NDArray[np.float64] | NDArray[np.object_]
    label: str
    format: str
    level: str
    labels: Mapping[float | str, str]
    missing: DeclaredMissing
    n_shortened: int
    n_emptied: int

    def notes(self) -> Iterator[str]:
        """Say what did not fit."""
        if self.n_emptied:
            codes = ", ".join(f"{code:g}" for code in self.missing.dropped[:MOST_SHOWN])
            empty = "answer is" if self.n_emptied == 1 else "answers are"
            yield (
                f"{self.name}: {self.n_emptied:,} {empty} empty: SPSS allows three missing codes, "
                f"or a range and one more, which left no room for {codes}."
            )
        if self.n_shortened:
            texts = "text or label was" if self.n_shortened == 1 else "texts or labels were"
            yield f"{self.name}: {self.n_shortened:,} {texts} too long for SPSS and cut."


def spss_column(column: ScoredColumn, name: str) -> SpssColumn:
    """Fit a column to SPSS."""
    missing = declare_missing(column)
    labels, cut = _value_labels(column)
    cells, long, emptied = _cells(column, missing)
    label = shortened(column.label, LABEL)
    return SpssColumn(
        name=name,
        cells=cells,
        label=label,
        format="" if cells.dtype == object else _format(column, cells),
        level=column.level or "unknown",
        labels=labels,
        missing=missing,
        n_shortened=cut + long + (len(label) < len(column.label)),
        n_emptied=emptied,
    )


def _cells(
    column: ScoredColumn, missing: DeclaredMissing
) -> tuple[NDArray[np.float64] | NDArray[np.object_], int, int]:
    """Give what is stored, with the numbers of texts cut and of cells emptied."""
    if isinstance(column.data, TextColumn):
        if _is_dated(column):
            return _seconds(column.data), 0, 0
        levels = [shortened(level, TEXT) for level in column.data.levels]
        n_cut = sum(len(a) < len(b) for a, b in zip(levels, column.data.levels, strict=True))
        return np.array(levels, dtype=object)[column.data.codes], n_cut, 0
    values = column.data.values
    if not len(missing.dropped):
        return values, 0, 0
    dropped = np.isin(values, missing.dropped)
    return np.where(dropped, np.nan, values), 0, int(dropped.sum())


def _is_dated(column: ScoredColumn) -> bool:
    """Say whether a column holds days that SPSS can count, and nothing else."""
    if column.role != "date" or not isinstance(column.data, TextColumn):
        return False
    return all(_day(level) is not None for level in column.data.levels if level)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def _seconds(data: TextColumn) -> NDArray[np.float64]:
    days = [_day(level) for level in data.levels]
    counted = [np.nan if day is None else (day - EPOCH.date()).days * SECONDS for day in days]
    return np.array(counted, dtype=np.float64)[data.codes]


def _format(column: ScoredColumn, cells: NDArray[np.float64] | NDArray[np.object_]) -> str:
    """Show whole numbers without decimals, at their width; others with two."""
    if isinstance(column.data, TextColumn):
        return DAY
    numbers = cells[~np.isnan(cells.astype(np.float64, copy=False))].astype(np.float64, copy=False)
    largest = float(np.abs(numbers).max(initial=0.0))
    if largest >= WIDEST_WHOLE or not np.array_equal(numbers, np.rint(numbers)):
        return FRACTION
    sign = int(bool((numbers < 0).any()))
    return f"F{max(1, len(f'{largest:.0f}')) + sign}.0"


def _value_labels(column: ScoredColumn) -> tuple[dict[float | str, str], int]:
    """Keep the labels of codes of the column's own kind, cut to what SPSS has room for."""
    kind = str if isinstance(column.data, TextColumn) else float
    found: Sequence[tuple[float | str, str]] = [
        (code, text) for code, text in column.labels.items() if isinstance(code, kind) and text
    ]
    if _is_dated(column):
        return {}, 0
    labels = {code: shortened(text, VALUE_LABEL) for code, text in found}
    return labels, sum(len(labels[code]) < len(text) for code, text in found)
