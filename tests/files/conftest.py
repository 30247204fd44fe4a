from pathlib import Path

import pytest

from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.export import NumberColumn


@pytest.fixture
def data():
    return Path(__file__).parent / "data"


@pytest.fixture
def read():
    def _read(path, wanted=None, **options):
        return read_export(path, wanted, ReadOptions(**options))

    return _read


@pytest.fixture
def cells():
    """Give a column as a plain list: numbers, or texts."""

    def _cells(export, name):
        column = export.columns[name]
        if isinstance(column, NumberColumn):
            return column.values.tolist()
        return [column.levels[code] for code in column.codes]

    return _cells


@pytest.fixture
def text_file(tmp_path):
    def _write(content, name="lps.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return _write
