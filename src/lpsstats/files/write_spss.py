"""Scored data as an SPSS file: labels, value labels, missing codes and levels of measurement."""

import errno
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
import pyreadstat

from lpsstats.files.write_inert import shortened
from lpsstats.files.write_spss_columns import SpssColumn, spss_column
from lpsstats.files.write_spss_header import settle_header
from lpsstats.files.write_spss_names import renamed_notes, spss_names
from lpsstats.survey.scored import ScoredSurvey

FILE_LABEL = 64  # bytes
DOCUMENT_LINE, WIDEST_CHARACTER = 80, 4  # bytes


def write(scored: ScoredSurvey, path: Path, *, labelled: bool) -> tuple[str, ...]:
    """Write a .sav file, or a .zsav file if the suffix says so.

    Parameters
    ----------
    scored : ScoredSurvey
        The data.
    path : Path
        Where to.
    labelled : bool
        Has no influence: the file holds codes and their labels.

    Returns
    -------
    tuple of str
        Names changed, texts cut, missing codes for which SPSS has no room.

    Raises
    ------
    OSError
        If the library cannot write the file.
    """
    wanted = [column.name for column in scored.columns]
    names = spss_names(wanted)
    columns = [spss_column(c, name) for c, name in zip(scored.columns, names, strict=True)]
    _write(columns, scored, path)
    settle_header(path, wanted.index(scored.weighted_by) if scored.weighted_by else None)
    return (*renamed_notes(wanted, names), *(note for one in columns for note in one.notes()))


def _write(columns: Sequence[SpssColumn], scored: ScoredSurvey, path: Path) -> None:
    squeezed = path.suffix.lower() == ".zsav"
    try:
        pyreadstat.write_sav(
            _frame(columns),
            path,
            file_label=shortened(scored.title, FILE_LABEL),
            note=_documents(scored),
            compress=squeezed,
            row_compress=not squeezed,
            **_descriptions(columns),
        )
    except pyreadstat.ReadstatError as problem:
        # It does not say why; that a disk is full is the likeliest reason.
        raise OSError(errno.EIO, str(problem)) from None


def _frame(columns: Sequence[SpssColumn]) -> pd.DataFrame:
    """Put the cells side by side, texts as objects, which costs no conversion."""
    cells = {c.name: pd.Series(c.cells, dtype=c.cells.dtype, copy=False) for c in columns}
    return pd.DataFrame(cells, copy=False)


def _descriptions(columns: Sequence[SpssColumn]) -> dict[str, Any]:
    return {
        "column_labels": {c.name: c.label for c in columns if c.label},
        "variable_value_labels": {c.name: dict(c.labels) for c in columns if c.labels},
        "missing_ranges": {c.name: list(c.missing.declared) for c in columns if c.missing.declared},
        "variable_measure": {c.name: c.level for c in columns},
        "variable_format": {c.name: c.format for c in columns if c.format},
    }


def _documents(scored: ScoredSurvey) -> list[str]:
    """Write where the data come from as lines of the file's documents."""
    texts = [*(f"{what}: {which}" for what, which in scored.about), *scored.notes]
    return [line for text in texts for line in _lines(text)]


def _lines(text: str) -> list[str]:
    clean = shortened(text, len(text.encode(errors="replace")))
    width = DOCUMENT_LINE if clean.isascii() else DOCUMENT_LINE // WIDEST_CHARACTER
    return wrap(clean, width)
