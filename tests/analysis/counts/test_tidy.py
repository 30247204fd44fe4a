"""A tidy table read by roles, from every kind of file."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from lpsstats.analysis.counts.tidy import read_tidy
from lpsstats.errors import DataError, UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export

REQUIRED, OPTIONAL = ("period", "count"), ("unit", "exposure")


@pytest.fixture
def export(tmp_path):
    """Write a text file and read it."""

    def make(text, name="log.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return read_export(path, None, ReadOptions())

    return make


def tidy(export, **roles):
    return read_tidy(export, roles, REQUIRED, OPTIONAL)


def test_headers_match_without_case_and_outer_blanks(export):
    table = tidy(export(" Period,COUNT ,other\n2024-Q1,3,x\n"))
    assert table.text("period") == ("2024-Q1",)
    assert table.numbers("count").tolist() == [3.0]
    assert [table.has(role) for role in ("unit", "exposure", "count")] == [False, False, True]


def test_a_role_may_have_a_column_of_another_name(export):
    table = tidy(export("when,count\n2024-Q1,3\n"), period="WHEN")
    assert table.text("period") == ("2024-Q1",)


def test_a_missing_column_names_those_there_are_the_nearest_and_the_remedy(export):
    with pytest.raises(DataError) as refusal:
        tidy(export("perioid,count,ward\n2024-Q1,3,A\n"))
    for words in (
        "log.csv: there is no column 'period'",
        "did you mean 'perioid'?",
        "perioid, count, ward",
        "--column period=COLUMN",
    ):
        assert words in str(refusal.value)


def test_an_optional_column_that_is_named_must_be_there(export):
    with pytest.raises(DataError, match="no column 'team' for the unit"):
        tidy(export("period,count\n2024-Q1,3\n"), unit="team")


def test_two_columns_of_one_name_are_refused(export):
    with pytest.raises(DataError, match=r"2 columns could be 'unit', the unit: 'Unit', 'unit'"):
        tidy(export("period,count,Unit,unit \n2024-Q1,3,A,B\n"))


def test_one_column_cannot_have_two_roles(export):
    with pytest.raises(UsageError, match="column of both period and unit"):
        tidy(export("period,count\n2024-Q1,3\n"), unit="period")


def test_an_unknown_role_is_refused_with_the_nearest(export):
    with pytest.raises(UsageError, match=r"no such role \(did you mean 'exposure'\?\)"):
        tidy(export("period,count\n2024-Q1,3\n"), exposre="count")


def test_spellings_that_differ_in_case_or_blanks_are_one_and_counted(export):
    rows = ["North  Side", "north side", " NORTH SIDE ", "North  Side", "Northside"]
    table = tidy(export("period,count,unit\n" + "".join(f"2024,1,{u}\n" for u in rows)))
    assert table.text("unit") == ("North  Side",) * 4 + ("Northside",)
    (note,) = (note for note in table.notes if "unit" in note)
    assert "2 rows differ from the first spelling" in note
    assert "orth" not in note


def test_the_first_spelling_is_the_first_that_stands_in_a_row_that_counts(export):
    table = tidy(export("unit,period,count\nB,1,1\nb,1,1\n\na,1,1\nA,1,1\n"))
    assert table.text("unit") == ("B", "B", "a", "a")


def test_rows_empty_in_every_role_are_left_out_and_counted(export):
    text = "period,count,comment\n2024-Q1,3,\n,,only a comment\n2024-Q2,4,\n ,, \n"
    table = tidy(export(text))
    assert (table.n_rows, table.n_blank) == (2, 2)
    assert table.text("period") == ("2024-Q1", "2024-Q2")
    assert [table.where(i) for i in range(2)] == ["line 2", "line 4"]
    assert "log.csv: rows without any of these columns are left out: 2" in table.notes


def test_empty_cells_and_missing_codes_are_no_numbers(export):
    table = tidy(export("period,count\n1,\n1, 7 \n1,NA\n1,.\n1,2.5\n"))
    assert np.array_equal(table.numbers("count"), [np.nan, 7, np.nan, np.nan, 2.5], equal_nan=True)


def test_decimal_commas_are_read_as_the_file_has_them(export):
    assert tidy(export("period;count\n1;2,5\n1;3\n")).numbers("count").tolist() == [2.5, 3.0]


@pytest.mark.parametrize("cell", ["many", "1e999", "12 people", "5\u00b2", "inf", "1.200,5"])
def test_a_cell_that_is_no_number_is_refused_by_its_line_and_not_its_text(export, cell):
    with pytest.raises(DataError) as refusal:
        tidy(export(f'period,n\n1,5\n1,"{cell}"\n1,"{cell}"\n'), count="n").numbers("count")
    message = str(refusal.value)
    assert "log.csv: count (column 'n'): 2 values are no number, the first in line 3" in message
    assert cell not in message


def test_a_file_without_rows_has_no_rows(export):
    table = tidy(export("period,count\n"))
    assert (table.n_rows, table.text("period"), len(table.numbers("count"))) == (0, (), 0)


def test_workbooks_give_numbers_and_years(tmp_path):
    path = tmp_path / "log.xlsx"
    frame = pd.DataFrame({"Period": [2023, 2024, None], "Count": [3, 4.5, None], "x": [1, 1, 1]})
    frame.to_excel(path, index=False)
    table = tidy(read_export(path, None, ReadOptions()))
    assert table.text("period") == ("2023", "2024")
    assert table.numbers("count").tolist() == [3.0, 4.5]
    assert (table.where(1), table.n_blank) == ("row 3", 1)


def test_spss_labels_are_names_and_declared_missing_codes_are_empty(tmp_path):
    path = tmp_path / "log.sav"
    frame = pd.DataFrame(
        {"period": ["2024", "2024", "-"], "unit": [2.0, 1.0, 9.0], "count": [3.0, -9.0, 5.0]}
    )
    pyreadstat.write_sav(
        frame,
        path,
        variable_value_labels={"unit": {1: "NORTH", 2: "North "}},
        missing_ranges={"count": [-9], "unit": [9], "period": ["-"]},
    )
    table = tidy(read_export(path, None, ReadOptions()))
    assert table.text("unit") == ("North", "North", "")
    assert table.text("period") == ("2024", "2024", "")
    assert np.array_equal(table.numbers("count"), [3, np.nan, 5], equal_nan=True)
    assert sum("1 value declared missing in the file" in note for note in table.notes) == 3
