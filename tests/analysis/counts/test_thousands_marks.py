"""A thousands mark in a count is never taken for a decimal mark."""

import pytest

from lpsstats.analysis.counts.building import OPTIONAL, REQUIRED, recorded_of
from lpsstats.analysis.counts.tidy import read_tidy
from lpsstats.errors import DataError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export


@pytest.fixture
def read(tmp_path):
    """Read counts from a text file with the separator given."""

    def make(counts, separator):
        lines = [["period", "unit", "category", "count"]]
        lines += [[f"2024-Q{i + 1}", "North", "walks", each] for i, each in enumerate(counts)]
        path = tmp_path / "log.csv"
        path.write_text("\n".join(separator.join(line) for line in lines), encoding="utf-8")
        tidy = read_tidy(read_export(path, None, ReadOptions()), {}, REQUIRED, OPTIONAL)
        return recorded_of(tidy).count[0].tolist()

    return make


@pytest.mark.parametrize(
    ("counts", "separator", "text", "meant"),
    [
        (["1,000", "2,500"], ";", "1,000", "1000"),
        (["7", "2,000"], ";", "2,000", "2000"),
        (["1.204", "980"], ",", "1.204", "1204"),
        (["1.204", "980"], ";", "1.204", "1204"),
        (["1.204.000", "980"], ";", "1.204.000", "1204000"),
        (['"12,204"', "980"], ",", "12,204", "12204"),
    ],
)
def test_a_thousands_mark_is_refused_as_it_stands_with_the_remedy(
    read, counts, separator, text, meant
):
    with pytest.raises(DataError) as refusal:
        read(counts, separator)
    line = 2 if text in counts[0] else 3
    assert f"log.csv: count '{text}' in line {line}" in str(refusal.value)
    assert f"({text}: write {meant})" in str(refusal.value)


@pytest.mark.parametrize(
    ("counts", "separator", "wanted"),
    [
        (["1.0", "12.0"], ",", [1, 12]),
        (["1,0", "12,0"], ";", [1, 12]),
        (["12.000", "0.000"], ",", [12, 0]),
        (["1204.000", "980.000"], ",", [1204, 980]),
        (["1204", "980"], ",", [1204, 980]),
    ],
)
def test_whole_numbers_with_zero_decimals_are_read(read, counts, separator, wanted):
    assert read(counts, separator) == wanted
