"""Data files are written whole or not at all, and texts in them do nothing."""

import csv
import gc
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyreadstat
import pytest
import python_calamine

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import OutputError, UsageError
from lpsstats.files import write_workbook
from lpsstats.files.scored import WRITERS, read_scored, write_scored
from lpsstats.files.writing import write_beside
from lpsstats.survey.export import NumberColumn

SURVEY = """\
format: 1
survey: {title: Small}
waves: {baseline: A, endline: A, values: {A: {label: One}}}
variables:
  q1: {type: likert, range: [1, 5], missing: {9: "=cmd|x"}}
"""
WORDS = ["=1+1", "@SUM(A1)", "-99", "+44 1452", "two\nlines", "plain"]


@pytest.fixture
def scored(tmp_path):
    (tmp_path / "d.yaml").write_text(SURVEY, encoding="utf-8")
    with (tmp_path / "d.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["q1", "said"], *([9, words] for words in WORDS), [1, ""]])
    return read_scored(read_dictionary(tmp_path / "d.yaml"), [tmp_path / "d.csv"], keep=["said"])


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_formulas_in_csv_are_texts_and_numbers_stay_numbers(scored, tmp_path):
    write_scored(scored, tmp_path / "x.csv", labelled=True)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = ["'=1+1", "'@SUM(A1)", "-99", "'+44 1452", "two lines", "plain", ""]
    assert [row["said"] for row in rows] == expected
    assert [row["q1"] for row in rows] == [*["'=cmd|x"] * 6, "1"]


def test_a_workbook_has_no_formula_and_keeps_every_character(scored, tmp_path):
    write_scored(scored, tmp_path / "x.xlsx", labelled=True)
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        for name in sheets:
            assert not list(ET.fromstring(book.read(name)).iter("{*}f"))
    book = python_calamine.load_workbook(str(tmp_path / "x.xlsx"))
    rows = book.get_sheet_by_name("Data").to_python()
    assert [row[rows[0].index("said")] for row in rows[1:]] == [*WORDS, ""]
    about = dict(book.get_sheet_by_name("About").to_python())
    assert "d.csv, 7 rows, 7 used, SHA-256" in about["Data"]
    assert ["q1", "q1", 9, "=cmd|x", "missing"] in book.get_sheet_by_name("Codes").to_python()


def test_headings_are_as_harmless_as_cells_and_workbooks_have_one_date(tmp_path):
    (tmp_path / "d.yaml").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "d.csv").write_text("q1,=cmd|x\n1,2\n", encoding="utf-8")
    dictionary = read_dictionary(tmp_path / "d.yaml")
    scored = read_scored(dictionary, [tmp_path / "d.csv"], keep=["=cmd|x"])
    write_scored(scored, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[0].endswith(",'=cmd|x")
    write_scored(scored, tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        assert b"2000-01-01T00:00:00Z</dcterms:created>" in book.read("docProps/core.xml")


CODED = """\
format: 1
survey: {title: Small, id: who}
waves: {baseline: A, endline: A, values: {A: {label: One}}}
variables:
  q1: {type: likert, range: [1, 5], missing: {8: Refused, 9: "Don't know"}}
"""


@pytest.fixture
def coded(tmp_path):
    """Give answers whose codes 8 and 7 are missing, the latter without a reason."""
    (tmp_path / "d.yaml").write_text(CODED, encoding="utf-8")
    (tmp_path / "d.csv").write_text("who,q1\n=1,1\nb,8\nc,8\nd,7\n", encoding="utf-8")
    read = read_scored(
        read_dictionary(tmp_path / "d.yaml"), [tmp_path / "d.csv"], tolerant=True, keep=["q1"]
    )
    q1 = next(column for column in read.columns if column.name == "q1")
    unlabelled = replace(
        q1,
        data=NumberColumn(values=np.array([1.0, 8, 8, 7])),
        missing=(*q1.missing, (6.0, 7.0)),
    )
    columns = tuple(unlabelled if column is q1 else column for column in read.columns)
    return replace(read, columns=columns)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_codes_of_missing_answers_are_named_where_cells_hold_them(coded, tmp_path, suffix):
    notes = write_scored(coded, tmp_path / f"x{suffix}").notes
    assert any("keep their codes (7, 8 Refused)" in note for note in notes)
    labelled = write_scored(coded, tmp_path / f"y{suffix}", labelled=True).notes
    assert not any("keep their codes" in note for note in labelled)


def test_an_unlabelled_missing_code_is_said_to_be_missing(coded, tmp_path):
    write_scored(coded, tmp_path / "x.csv", labelled=True)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert [row["q1"] for row in csv.DictReader(file)] == [
            "1", "Refused", "Refused", "missing (7)"
        ]  # fmt: skip


def test_the_sheet_of_codes_says_which_are_missing(coded, tmp_path):
    write_scored(coded, tmp_path / "x.xlsx")
    book = python_calamine.load_workbook(str(tmp_path / "x.xlsx"))
    rows = [row[2:] for row in book.get_sheet_by_name("Codes").to_python() if row[0] == "q1"]
    assert rows == [[8, "Refused", "missing"], [9, "Don't know", "missing"], [7, "", "missing"]]


def test_texts_altered_for_spreadsheets_are_counted_and_ids_named(coded, scored, tmp_path):
    notes = write_scored(coded, tmp_path / "x.csv").notes
    assert any("1 text was altered" in n and "(who); ids among them" in n for n in notes)
    others = write_scored(scored, tmp_path / "y.csv").notes
    assert any("4 texts were altered" in n and n.endswith("(said).") for n in others)


def test_a_sheet_too_small_for_the_data_is_refused(scored, tmp_path, monkeypatch):
    monkeypatch.setattr(write_workbook, "MOST_ROWS", 7)
    before = left_in(tmp_path)
    with pytest.raises(OutputError, match=r"7 respondents .*write .sav or .csv"):
        write_scored(scored, tmp_path / "x.xlsx")
    assert left_in(tmp_path) == before


def test_parquet_holds_whole_numbers_and_texts(scored, tmp_path):
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    import pandas as pd

    write_scored(scored, tmp_path / "x.parquet")
    frame = pd.read_parquet(tmp_path / "x.parquet")
    assert frame["q1"].tolist() == [9] * 6 + [1]
    assert str(frame["q1"].dtype) == "Int64"
    assert frame["said"].tolist()[:6] == WORDS
    write_scored(scored, tmp_path / "y.parquet", labelled=True)
    assert pd.read_parquet(tmp_path / "y.parquet")["q1"].tolist() == ["=cmd|x"] * 6 + ["1"]


def test_without_the_parquet_library_the_message_names_it(scored, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    before = left_in(tmp_path)
    with pytest.raises(OutputError, match="pip install pyarrow"):
        write_scored(scored, tmp_path / "x.parquet")
    assert left_in(tmp_path) == before


@pytest.mark.parametrize("suffix", sorted(WRITERS.keys() - {".parquet"}))
def test_nothing_is_overwritten_unless_forced(scored, tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(b"mine")
    with pytest.raises(OutputError, match="--force"):
        write_scored(scored, path)
    assert path.read_bytes() == b"mine"
    write_scored(scored, path, force=True)
    assert path.stat().st_size > 100


@pytest.mark.parametrize("name", ["d.csv", "./d.csv", "link.csv"])
def test_an_input_is_never_written_to(scored, tmp_path, name):
    (tmp_path / "link.csv").symlink_to(tmp_path / "d.csv")
    before = (tmp_path / "d.csv").read_bytes()
    with pytest.raises(OutputError, match="was made from"):
        write_scored(scored, tmp_path / name, force=True)
    assert (tmp_path / "d.csv").read_bytes() == before


@pytest.mark.parametrize("suffix", sorted(WRITERS.keys() - {".parquet"}))
def test_a_folder_that_is_missing_is_said_and_nothing_is_left(scored, tmp_path, suffix):
    with pytest.raises(OutputError, match="there is no folder"):
        write_scored(scored, tmp_path / "none" / f"x{suffix}")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("suffix", sorted(WRITERS.keys() - {".parquet"}))
def test_a_full_device_is_an_output_error(scored, tmp_path, suffix):
    path = tmp_path / f"full{suffix}"
    path.symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"cannot be written \(No space left"):
        write_scored(scored, path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_a_workbook_that_finds_the_disk_full_leaves_nothing_to_complain_later(scored):
    with pytest.raises(OSError, match="No space left"):
        write_workbook.write(scored, Path("/dev/full"), labelled=False)
    gc.collect()  # what cannot be closed would say so here, which is an error in tests


@pytest.mark.parametrize("problem", [OSError(28, "No space"), KeyboardInterrupt(), ValueError()])
def test_whatever_happens_no_temporary_file_is_left(tmp_path, problem):
    def write(path):
        path.write_text("half")
        raise problem

    expected = OutputError if isinstance(problem, OSError) else type(problem)
    with pytest.raises(expected):
        write_beside(tmp_path / "x.csv", write, force=False)
    assert left_in(tmp_path) == []


def test_the_spss_library_failing_is_an_output_error(scored, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise pyreadstat.ReadstatError("Unable to write data")

    monkeypatch.setattr(pyreadstat, "write_sav", fail)
    before = left_in(tmp_path)
    with pytest.raises(OutputError, match=r"x\.sav: cannot be written \(Unable to write data\)"):
        write_scored(scored, tmp_path / "x.sav")
    assert left_in(tmp_path) == before


def test_a_suffix_without_a_format_is_refused_with_those_there_are(scored, tmp_path):
    with pytest.raises(UsageError, match=r"'\.dta' \(there are: \.sav, \.zsav, \.csv"):
        write_scored(scored, tmp_path / "x.dta")
    with pytest.raises(UsageError, match="holds the codes and their labels"):
        write_scored(scored, tmp_path / "x.sav", labelled=True)
