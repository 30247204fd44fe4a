"""Scored data as comma- or tab-separated values."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lpsstats.files.write_cells import column_texts
from lpsstats.files.write_inert import inert
from lpsstats.files.write_missing import MOST_SHOWN, missing_notes
from lpsstats.survey.export import Column, TextColumn
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
        Which codes are no answers, and how many texts were altered: those that a spreadsheet would
        compute begin with `'`, and all are one line.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        separator = SEPARATORS[path.suffix.lower()]
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow([inert(column.name) for column in scored.columns])
        for rows in _chunks(scored, labelled=labelled):
            writer.writerows(rows)
    return (*missing_notes(scored, labelled=labelled), *_altered(scored))


def _altered(scored: ScoredSurvey) -> Iterator[str]:
    """Count the texts of the files that are written otherwise than they are."""
    counts = {column.name: _n_altered(column.data) for column in scored.columns}
    names = [name for name, n in counts.items() if n]
    if names:
        n = sum(counts.values())
        texts = "1 text was" if n == 1 else f"{n:,} texts were"
        own_id = scored.survey.dictionary.id
        warned = "; ids among them no longer match those of the files" if own_id in names else ""
        more = f" and {len(names) - MOST_SHOWN:,} more" if len(names) > MOST_SHOWN else ""
        yield (
            f"{texts} altered, so that no spreadsheet computes it or breaks the line "
            f"({', '.join(names[:MOST_SHOWN])}{more}){warned}."
        )


def _n_altered(data: Column) -> int:
    if not isinstance(data, TextColumn):
        return 0
    altered = np.array([inert(level) != level for level in data.levels], dtype=bool)
    return int(altered[data.codes].sum())


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
