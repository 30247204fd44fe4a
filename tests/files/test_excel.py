import datetime
import io
import math
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from lpsstats.errors import DataError


@pytest.fixture
def workbook(tmp_path):
    def _write(rows, name="lps.xlsx", sheets=("Data",)):
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
        for sheet in sheets:
            page = book.add_worksheet(sheet)
            for index, row in enumerate(rows):
                page.write_row(index, 0, row)
        book.close()
        return path

    return _write


def test_a_column_of_numbers_is_numbers_and_an_empty_cell_nan(workbook, read, cells):
    export = read(workbook([["id", "q1"], ["a", 1], ["b", None], ["c", 2.5]]))
    first, second, third = cells(export, "q1")
    assert (first, third) == (1, 2.5)
    assert math.isnan(second)
    assert (export.row_word, export.first_row) == ("row", 2)


def test_mixed_columns_are_text_without_needless_decimals(workbook, read, cells):
    rows = [["q1", "yes", "when"], [3.0, True, datetime.datetime(2016, 12, 1)]]
    rows += [["Refused", False, datetime.datetime(2016, 12, 1, 9, 30)], [2.5, None, None]]
    export = read(workbook(rows))
    assert cells(export, "q1") == ["3", "Refused", "2.5"]
    assert cells(export, "yes") == ["TRUE", "FALSE", ""]
    assert cells(export, "when") == ["2016-12-01", "2016-12-01T09:30:00", ""]


def test_blank_rows_are_left_out_and_counted(workbook, read):
    export = read(workbook([["q1"], [1], [None], [2]]))
    assert export.n_rows == 2
    assert export.row_word == "data row"
    assert "rows without any value are left out: 1." in export.notes[0]


def test_the_first_sheet_is_read_unless_another_is_named(workbook, read):
    path = workbook([["q1"], [1]], sheets=("Data", "Codes"))
    assert "'Data'" in read(path).notes[0]
    assert read(path, sheet="Codes").notes == ()
    with pytest.raises(DataError, match=r"no sheet 'Dat' .did you mean 'Data'\?.*'Data', 'Codes'"):
        read(path, sheet="Dat")


def test_a_name_twice_is_refused(workbook, read):
    with pytest.raises(DataError, match="more than once"):
        read(workbook([["q1", "q1"], [1, 2]]))


def test_a_blank_first_row_is_refused(workbook, read):
    with pytest.raises(DataError, match="row 1 of sheet 'Data' is blank"):
        read(workbook([[None], ["q1"], [1]]))


def test_a_truncated_workbook_is_refused(workbook, read):
    path = workbook([["q1"], [1]])
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(DataError, match=r"^lps\.xlsx: a damaged"):
        read(path)


def test_a_damaged_sheet_is_refused(workbook, read):
    path = workbook([["q1"], [1]])
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row r='1'><c r='A1'"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(DataError, match=r"^lps\.xlsx: "):
        read(path)


# In a process of its own: a worker that has run thousands of tests holds freed memory, which its
# children may use beyond what they are allowed to add.
READ_WITHIN_64_MIB = """
import sys
from pathlib import Path
from lpsstats.errors import DataError
from lpsstats.files import excel
from lpsstats.files.reading import ReadOptions, read_export
excel.MEMORY = 64 * 2**20
try:
    read_export(Path(sys.argv[1]), None, ReadOptions())
except DataError as error:
    print(error)
"""


def test_a_bomb_is_refused_within_its_limits(workbook):
    path = workbook([["q1"], [1]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = b'<row><c t="inlineStr"><is><t>' + b"x" * 2**16 + b"</t></is></c></row>"
    sheet = io.BytesIO()
    sheet.write(
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    sheet.write(row * 1_500)
    sheet.write(b"</sheetData></worksheet>")
    parts["xl/worksheets/sheet1.xml"] = sheet.getvalue()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    command = [sys.executable, "-c", READ_WITHIN_64_MIB, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "needs more than" in done.stdout
