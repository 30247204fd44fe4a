"""Scored data as comma- or tab-separated values."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lpsstats.files.write_cells import column_texts
from lpsstats.files.write_inert import inert
from lpsstats.survey.scored import ScoredSurvey

CHUNK = 20_000
SEPARATORS = {".csv": ",", ".tsv": "\t"}


def write(scored: ScoredSurvey, path: Path, *, labelled: bool) -> tuple[str, ...]:
    """Write UTF-8 text: a heading line, then a line for each respondent, ended by line feeds.

    Parameters
    ----------
    scored : ScoredSurvey
        The data.
    path : Path
        Its suffix, .csv or .tsv, says what stands between the fields.
    labelled : bool
        Write the labels of codes instead of the codes, where they have any.

    Returns
    -------
    tuple of str
        What could not be kept: nothing. Texts that a spreadsheet would compute begin with `'`.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        separator = SEPARATORS[path.suffix.lower()]
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow([inert(column.name) for column in scored.columns])
        for rows in _chunks(scored, labelled=labelled):
            writer.writerows(rows)
    return ()


def _chunks(scored: ScoredSurvey, *, labelled: bool) -> Iterator[Iterator[tuple[str, ...]]]:
    """Spell out the rows, some thousand at a time; each distinct value is spelt once."""
    spelt = [column_texts(column, labelled=labelled) for column in scored.columns]
    tables = [
        (np.array([inert(t) if text else t for t in texts], dtype=object), index)
        for texts, index, text in spelt
    ]
    for start in range(0, scored.n, CHUNK):
        part = slice(start, start + CHUNK)
        cells = [table[index[part]].tolist() for table, index in tables]
        yield zip(*cells, strict=True)
