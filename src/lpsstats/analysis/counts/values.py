"""What a row of a file of counts may hold, and what is refused with its line."""

import re

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.tidy import Tidy
from lpsstats.errors import DataError
from lpsstats.stats.moments import FloatArray
from lpsstats.survey.numbers import as_text, counted, short

NAMES = ("period", "unit", "category")
# Beyond these something else than a count, or an exposure, stands in the column.
LARGEST_COUNT = 1e9
# No number with a thousands mark begins with a nought: 0.000 has decimals.
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
SMALLEST_EXPOSURE, LARGEST_EXPOSURE = 1e-6, 1e12


def check_values(tidy: Tidy) -> tuple[FloatArray, FloatArray]:
    """Read counts and exposures, and refuse rows that cannot be meant.

    Parameters
    ----------
    tidy : Tidy
        The rows.

    Returns
    -------
    (ndarray of float, ndarray of float)
        Of shape (n_rows,); NaN where the cell is empty, exposures too where there is no column.

    Raises
    ------
    DataError
        If a name is empty, a count is no whole number from 0 to 1,000,000,000, or an exposure is
        not above 0; all of these at once, each with the first line. Before all that, if counts
        seem to be written with a thousands mark.
    """
    _refuse_thousands(tidy)
    count = tidy.numbers("count")
    bare = not tidy.has("exposure")
    exposure = np.full(tidy.n_rows, np.nan) if bare else tidy.numbers("exposure")
    whole = (count >= 0) & (count == np.floor(count)) & (count <= LARGEST_COUNT)
    usable = (exposure >= SMALLEST_EXPOSURE) & (exposure <= LARGEST_EXPOSURE)
    problems = [
        *(_empty(tidy, role) for role in NAMES),
        _odd(tidy, "count", count, whole, "a whole number from 0 to 1,000,000,000"),
        _odd(tidy, "exposure", exposure, usable, "a number above 0, from 0.000001 to 1e12"),
    ]
    if any(problems):
        raise DataError(*(problem for problem in problems if problem))
    return count, exposure


def _refuse_thousands(tidy: Tidy) -> None:
    """Refuse 1,204 and 1.204 where no other count shows that the mark stands for decimals."""
    cells = tidy.cells["count"]
    if cells.values is not None:
        return
    used = [i for i in np.unique(cells.codes).tolist() if not _is_plain(tidy, cells.levels[i])]
    if not used or not all(THOUSANDS.fullmatch(cells.levels[i]) for i in used):
        return
    rows = np.flatnonzero(np.isin(cells.codes, used))
    text = short(cells.levels[int(cells.codes[rows[0]])])
    more = f", and {counted(len(rows) - 1, 'row')} more" if len(rows) > 1 else ""
    meant = text.replace(",", "").replace(".", "")
    raise DataError(
        f"{tidy.name}: count '{text}' in {tidy.where(int(rows[0]))}{more}: seems to be written "
        f"with a thousands mark, and counts are whole.\nWrite them without it "
        f"({text}: write {meant})."
    )


def _is_plain(tidy: Tidy, text: str) -> bool:
    return text in tidy.coded_missing or not {".", ","} & set(text)


def _empty(tidy: Tidy, role: str) -> str | None:
    """Say where a name is missing."""
    rows = np.flatnonzero(np.array([not text for text in tidy.text(role)], dtype=bool))
    if not rows.size:
        return None
    number = counted(len(rows), "row")
    return (
        f"{tidy.name}: {role} is empty in {number}, the first being {tidy.where(int(rows[0]))}; "
        "fill it in, or take the row out"
    )


def _odd(
    tidy: Tidy, role: str, values: FloatArray, fits: NDArray[np.bool_], wanted: str
) -> str | None:
    """Say where a number cannot be meant; an empty cell is no number."""
    rows = np.flatnonzero(~np.isnan(values) & ~fits)
    if not rows.size:
        return None
    first = int(rows[0])
    more = f", and {counted(len(rows) - 1, 'row')} more" if len(rows) > 1 else ""
    return (
        f"{tidy.name}: {role} {as_text(float(values[first]))} in {tidy.where(first)}{more}: must "
        f"be {wanted}; leave the cell empty where nothing is known"
    )
