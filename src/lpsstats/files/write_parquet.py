"""Scored data as a Parquet file, for R, Python and databases."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lpsstats.errors import OutputError
from lpsstats.files.write_cells import column_texts
from lpsstats.files.write_inert import storable
from lpsstats.files.write_missing import is_worded, missing_notes
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import ScoredColumn, ScoredSurvey


def write(scored: ScoredSurvey, path: Path, *, labelled: bool) -> tuple[str, ...]:
    """Write a Parquet file: whole numbers as integers, empty cells as null.

    Parameters
    ----------
    scored : ScoredSurvey
        The data.
    path : Path
        Where to.
    labelled : bool
        Write the labels of codes instead of the codes, where they have any.

    Returns
    -------
    tuple of str
        Which codes are no answers.

    Raises
    ------
    OutputError
        If the library that writes Parquet is not installed.
    """
    frame = pd.DataFrame({c.name: _series(c, labelled=labelled) for c in scored.columns})
    try:
        frame.to_parquet(path, engine="pyarrow", index=False)
    except ImportError:
        message = (
            "a .parquet file needs a library that is not installed: "
            "`pip install pyarrow`, or name a .csv, .sav or .xlsx file. Nothing was written."
        )
        raise OutputError(message) from None
    return tuple(missing_notes(scored, labelled=labelled))


def _series(column: ScoredColumn, *, labelled: bool) -> "pd.Series[Any]":
    if isinstance(column.data, TextColumn) or (labelled and is_worded(column)):
        texts, index, _ = column_texts(column, labelled=labelled)
        cells = np.array([storable(text) or None for text in texts], dtype=object)
        return pd.Series(cells[index], dtype="str")
    values = column.data.values
    whole = np.array_equal(values, np.rint(values), equal_nan=True)
    return pd.Series(values).astype("Int64") if whole else pd.Series(values)
