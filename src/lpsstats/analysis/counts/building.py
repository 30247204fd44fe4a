"""From the rows of a tidy file to counts and exposures by series and period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.periods import Periods, parse_periods
from lpsstats.analysis.counts.tidy import Tidy
from lpsstats.analysis.counts.values import check_values
from lpsstats.errors import DataError
from lpsstats.stats.moments import FloatArray, IntArray

REQUIRED = ("period", "unit", "category", "count")
OPTIONAL = ("exposure",)
# Series times periods; more is a sign that a column of names was taken for the units.
MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was recorded: one series per unit and category of the file, one column per period.

    Attributes
    ----------
    name : str
        The file's name.
    units, categories : tuple of str
        In the order in which the file names them first.
    unit, category : ndarray of int, shape (k,)
        The unit and the category of each series.
    periods : Periods
        All periods of the file in time order, m of them.
    count : ndarray of float, shape (k, m)
        NaN where nothing was recorded, which is not zero.
    exposure : ndarray of float, shape (k, m)
        NaN where there is none, or where the rows of one cell disagree about it.
    disagree : ndarray of bool, shape (k, m)
        Where they do.
    has_exposure : bool
        Whether the file has a column for it.
    n_added : int
        Rows that were added to another of the same period, unit and category.
    n_empty : int
        Rows without a count.
    n_holes : int
        Cells that no row with a count is about.
    n_filled : int
        Those of them that were taken as zero, as asked for.
    """

    name: str
    units: tuple[str, ...]
    categories: tuple[str, ...]
    unit: IntArray
    category: IntArray
    periods: Periods
    count: FloatArray
    exposure: FloatArray
    disagree: NDArray[np.bool_]
    has_exposure: bool
    n_added: int
    n_empty: int
    n_holes: int
    n_filled: int


def recorded_of(tidy: Tidy, *, absent_is_zero: bool = False) -> Recorded:
    """Add up the rows of each period, unit and category.

    Parameters
    ----------
    tidy : Tidy
        With the roles of `REQUIRED` and `OPTIONAL`.
    absent_is_zero : bool
        Take a period of a series that no row is about as a count of zero; its exposure is that of
        the unit's other categories in the period, where they agree.

    Raises
    ------
    DataError
        If a period cannot be read, a name is empty, a count is no whole number of 0 or more, an
        exposure is not above 0, or there are far more series than anybody looks at.
    """
    count, exposure = check_values(tidy)
    periods = parse_periods(tidy.text("period"), file=tidy.name)
    units, unit = _names(tidy.text("unit"))
    categories, category = _names(tidy.text("category"))
    pairs, series = np.unique(unit * max(len(categories), 1) + category, return_inverse=True)
    shape = (len(pairs), len(periods.labels))
    _refuse_excess(tidy, shape)
    cell = series * shape[1] + periods.index
    known = ~np.isnan(count)
    total, n_rows = _added(cell[known], count[known], shape)
    low, high = _range(cell[known], exposure[known], shape)
    owner = pairs // max(len(categories), 1)
    spread = np.where(low == high, low, np.nan)
    empty = np.bincount(cell[~known], minlength=total.size).reshape(shape) > 0
    holes = (n_rows == 0) & ~empty
    if absent_is_zero:
        total = np.where(holes, 0.0, total)
        spread = np.where(holes, _of_unit(low, high, owner), spread)
    return Recorded(
        name=tidy.name,
        units=units,
        categories=categories,
        unit=owner,
        category=pairs % max(len(categories), 1),
        periods=periods,
        count=total,
        exposure=spread,
        disagree=low < high,
        has_exposure=tidy.has("exposure"),
        n_added=int(np.maximum(n_rows - 1, 0).sum()),
        n_empty=int((~known).sum()),
        n_holes=int((n_rows == 0).sum()),
        n_filled=int(holes.sum()) if absent_is_zero else 0,
    )


def _names(texts: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    """Give each distinct text a number, in the order in which they come."""
    place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    return tuple(place), np.array([place[text] for text in texts], dtype=np.int64)


def _refuse_excess(tidy: Tidy, shape: tuple[int, int]) -> None:
    """Refuse what would be a table of millions of cells, nearly all of them empty."""
    if shape[0] * shape[1] > MOST_CELLS:
        message = (
            f"{tidy.name}: {shape[0]:,} pairs of unit and category in {shape[1]:,} periods are too "
            "many to be compared.\nSay which columns hold the units and the categories with "
            "--column unit=COLUMN and --column category=COLUMN."
        )
        raise DataError(message)


def _added(
    cell: IntArray, count: FloatArray, shape: tuple[int, int]
) -> tuple[FloatArray, IntArray]:
    """Add up the counts of each cell, NaN where it has none; and count its rows."""
    size = shape[0] * shape[1]
    n_rows = np.bincount(cell, minlength=size)
    total = np.where(n_rows > 0, np.bincount(cell, count, size), np.nan)
    return total.reshape(shape), n_rows.reshape(shape)


def _range(
    cell: IntArray, exposure: FloatArray, shape: tuple[int, int]
) -> tuple[FloatArray, FloatArray]:
    """Give the least and the greatest exposure that the rows of each cell name; NaN for none."""
    low, high = (np.full(shape[0] * shape[1], np.nan) for _ in range(2))
    np.fmin.at(low, cell, exposure)
    np.fmax.at(high, cell, exposure)
    return low.reshape(shape), high.reshape(shape)


def _of_unit(low: FloatArray, high: FloatArray, unit: IntArray) -> FloatArray:
    """Give every series the exposure on which all series of its unit agree in the period."""
    n_units = int(unit.max(initial=-1)) + 1
    least, most = (np.full((n_units, low.shape[1]), np.nan) for _ in range(2))
    np.fmin.at(least, unit, low)
    np.fmax.at(most, unit, high)
    return np.where(least == most, least, np.nan)[unit]
