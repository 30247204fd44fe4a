import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats.errors import DataError, UsageError
from lpsstats.files import spss_cells

PACKINGS = {"plain": {}, "bytecode": {"row_compress": True}, "zlib": {"compress": True}}
NUMBERS = st.one_of(
    st.none(),
    st.integers(-120, 300).map(float),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)
LONG_TEXTS = st.builds(
    lambda text, times: text * times, st.sampled_from(["ab", "é", "x y"]), st.integers(0, 300)
)


@pytest.mark.parametrize("packing", PACKINGS)
@given(
    survey=st.tuples(
        st.lists(st.tuples(NUMBERS, NUMBERS, TEXTS, LONG_TEXTS), min_size=1, max_size=40),
        st.integers(-99, 0),
    )
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_is_what_is_read(tmp_path, read, cells, packing, survey):
    rows, low = survey
    names = ["q1", "q2", "word", "remark"]
    frame = pd.DataFrame(rows, columns=names).astype({"q1": float, "q2": float})
    path = tmp_path / "trip.sav"
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={"q1": "Belonging", "word": "Wort – é"},
        variable_value_labels={"q1": {1.0: "agree", 8.0: "don't know"}},
        missing_ranges={"q2": [{"lo": low, "hi": low + 2}, 8], "word": ["REF"]},
        **PACKINGS[packing],
    )
    export = read(path)
    assert export.n_rows == len(rows)
    for name in ("q1", "q2"):
        assert np.array_equal(export.columns[name].values, frame[name], equal_nan=True)
    for name in ("word", "remark"):
        assert cells(export, name) == [text.rstrip(" ") for text in frame[name]]
    assert export.labels == {"q1": "Belonging", "word": "Wort – é"}
    assert export.value_labels == {"q1": {1.0: "agree", 8.0: "don't know"}}
    assert set(export.missing_ranges["q2"]) == {(low, low + 2), (8, 8)}
    assert export.missing_ranges["word"] == (("REF", "REF"),)


@pytest.mark.parametrize("name", ["weighted.sav", "weighted_plain.sav", "weighted.zsav"])
def test_a_file_of_pspp_keeps_weight_missing_codes_and_long_texts(data, read, cells, name):
    export = read(data / name)
    assert export.weight == "wt"
    assert export.n_rows == 4
    assert cells(export, "q1")[:2] == [1, 8]
    assert math.isnan(cells(export, "q1")[2])
    assert cells(export, "q1")[3] == -99
    assert export.missing_ranges["q1"] == ((-100, -97), (8, 8))
    assert export.missing_ranges["code"] == (("REF", "REF"),)
    assert cells(export, "code") == ["north", "south bank", "REF", "Ångström"]
    assert cells(export, "note")[1] == "second" + "." * 274 + "end"
    assert export.value_labels["code"] == {"REF": "Refused"}
    assert export.column_names[:2] == ("respondent_number", "q1")


def test_days_are_iso_text_and_an_empty_one_is_the_empty_text(data, read, cells):
    export = read(data / "weighted.sav")
    assert cells(export, "interviewed") == ["2016-12-01", "2016-12-31", "", "2018-03-15"]


def test_a_missing_code_in_a_date_stays_a_code(tmp_path, read, cells):
    path = tmp_path / "dates.sav"
    frame = pd.DataFrame({"day": [13699929600.0, 99.0, None]})
    pyreadstat.write_sav(
        frame, path, variable_format={"day": "DATE11"}, missing_ranges={"day": [99]}
    )
    export = read(path)
    assert cells(export, "day") == ["2016-12-01", "99", ""]
    assert export.missing_ranges["day"] == (("99", "99"),)


def test_only_the_wanted_columns_are_read_and_unknown_ones_are_absent(data, read):
    export = read(data / "weighted.sav", ["q1", "nobody"])
    assert list(export.columns) == ["q1"]
    assert "wt" in export.column_names


def test_a_range_without_an_end_reaches_infinity(tmp_path, read):
    path = tmp_path / "open.sav"
    frame = pd.DataFrame({"q1": [1.0, -5.0]})
    pyreadstat.write_sav(frame, path, missing_ranges={"q1": [{"lo": -math.inf, "hi": 0}]})
    ((low, high),) = read(path).missing_ranges["q1"]
    assert low < -1e300
    assert high == 0


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_without_respondents_is_read(tmp_path, read, packing):
    path = tmp_path / "none.sav"
    frame = pd.DataFrame({"q1": np.empty(0), "word": np.empty(0, dtype=str)})
    pyreadstat.write_sav(frame, path, **PACKINGS[packing])
    export = read(path)
    assert export.n_rows == 0
    assert export.columns["q1"].values.shape == (0,)
    assert export.columns["word"].codes.shape == (0,)


@pytest.mark.parametrize(
    ("packing", "n"), [("plain", 9_000), ("bytecode", 9_000), ("zlib", 90_000)]
)
def test_many_blocks_are_joined_in_order(tmp_path, read, monkeypatch, packing, n):
    monkeypatch.setattr(spss_cells, "BLOCK_BYTES", 2**16)
    rng = np.random.default_rng(20180501)
    # Whole numbers up to 151 take one byte, others nine: together over one block of a .zsav.
    frame = pd.DataFrame(rng.integers(1, 3_000, (n, 6)).astype(float), columns=list("abcdef"))
    frame.loc[rng.random(n) < 0.1, "b"] = np.nan
    path = tmp_path / "many.sav"
    pyreadstat.write_sav(frame, path, **PACKINGS[packing])
    export = read(path)
    for name in frame:
        assert np.array_equal(export.columns[name].values, frame[name], equal_nan=True)


def test_an_unknown_encoding_is_a_usage_error(data, read):
    with pytest.raises(UsageError, match="utf-8"):
        read(data / "weighted.sav", encoding="utf-88")


def test_text_in_another_encoding_than_declared_is_refused_and_can_be_overridden(
    tmp_path, read, cells
):
    path = tmp_path / "latin.sav"
    pyreadstat.write_sav(pd.DataFrame({"word": ["XXcafe"]}), path)
    path.write_bytes(path.read_bytes().replace(b"XXcafe", b"caf\xe9 x"))
    with pytest.raises(DataError, match=r"latin\.sav: column word .*--encoding"):
        read(path)
    assert cells(read(path, encoding="windows-1252"), "word") == ["café x"]


def test_a_variable_of_an_unknown_format_is_a_number(data, tmp_path, read):
    content = bytearray((data / "weighted.sav").read_bytes())
    # The first variable's print format: decimals, width, type (5 is F; 99 is none), zero.
    assert tuple(content[192:196]) == (0, 8, 5, 0)
    content[194] = 99
    path = tmp_path / "odd.sav"
    path.write_bytes(content)
    assert read(path).columns["respondent_number"].values.tolist() == [1, 2, 3, 4]


def test_reading_imports_no_pandas(data):
    code = (
        "import sys; from pathlib import Path; from lpsstats.files.reading import *;"
        f"read_export(Path({str(data / 'weighted.sav')!r}), None, ReadOptions());"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
