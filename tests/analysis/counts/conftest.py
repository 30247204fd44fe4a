"""Files of counts made in a test, from rows that a reader can check by hand."""

from pathlib import Path

import numpy as np
import pytest

from lpsstats.analysis.counts.building import OPTIONAL, REQUIRED, recorded_of
from lpsstats.analysis.counts.tidy import read_tidy
from lpsstats.survey.export import Export, TextColumn

NAMES = ("period", "unit", "category", "count", "exposure")


def column(cells):
    """Hold each distinct text once."""
    levels = tuple(dict.fromkeys(map(str, cells)))
    codes = [levels.index(str(cell)) for cell in cells]
    return TextColumn(levels=levels, codes=np.array(codes, dtype=np.int32))


@pytest.fixture(scope="session")
def as_tidy():
    """Read rows as `counts` reads those of a text file; rows of four have no exposure."""

    def make(rows):
        names = NAMES[: max(map(len, rows), default=4)]
        export = Export(
            name="log.csv",
            path=Path("log.csv"),
            sha256="",
            n_rows=len(rows),
            column_names=names,
            columns={name: column([row[i] for row in rows]) for i, name in enumerate(names)},
            row_word="line",
            first_row=2,
        )
        return read_tidy(export, {}, REQUIRED, OPTIONAL)

    return make


@pytest.fixture(scope="session")
def as_recorded(as_tidy):
    """Add the rows up."""

    def make(rows, **options):
        return recorded_of(as_tidy(rows), **options)

    return make
