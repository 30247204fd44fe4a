"""A workbook holds what the page shows: typed, inert, and the same bytes every time."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lpsstats.render.excel import render
from lpsstats.render.excel_names import LONGEST_NAME, sheet_names
from lpsstats.render.safe_text import LONGEST_CELL
from lpsstats.tables.document import Document, Section
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column, Table
from support.excel_display import read_sheets

HEADER = 2
HOSTILE = [
    *("=1+1", "@SUM(A1)", "+44 20", "-1", "http://x.invalid", "mailto:x", "00123", "1e5", "TRUE"),
    *("{=1}", "internal:Sheet!A1", "_x0041_", "<b>&amp;", "שלום 12", "a\x00\x07b\nc", "'x", " x "),
]


def sheets(document, full):
    return read_sheets(render(document, full))


def texts(rows):
    return [[cell and cell[1] for cell in row] for row in rows]


def one_table(records, columns, **more):
    table = Table(key="t", title="A table", records=tuple(records), columns=columns, **more)
    return Document(command="t", tables=(table,))


def column(heading, keys, format):
    return Column(heading=heading, keys=tuple(keys.split()), format=format)


def test_the_table_stands_on_its_sheet_with_the_group_first(document, full):
    rows = texts(sheets(document, full)["compare"])
    assert rows[0] == ["Change from Time One to Time Three"]
    assert rows[1] == ["Contents"]
    assert rows[HEADER] == [
        *("Site", "Scale", "Good", "n", "T1", "T3", "Change", "95% CI low", "95% CI high", "p"),
        "Verdict",
    ]
    assert rows[HEADER + 2] == [
        *("Barton", "Police legitimacy and procedural justice", "low", "99", "3.27", "2.49"),
        *("−0.78", "−1.12", "−0.44", "<.001", "▲ improved"),
    ]
    assert rows[HEADER + 4][6:] == ["0.00", "–", "–", "–", "not testable"]
    assert rows[HEADER + 6] == ["Good: the end of the scale that is the good one."]
    assert rows[HEADER + 8] == ["–: there is no value."]


def test_numbers_are_numbers_with_all_their_digits(document, table, full):
    book = CalamineWorkbook.from_filelike(io.BytesIO(render(document, full)))
    rows = book.get_sheet_by_name("compare").to_python()[HEADER + 1 :]
    keys = ["n_from", "mean_from", "mean_to", "estimate", "conf_low", "conf_high", "p_value"]
    for row, record in zip(rows, table.records, strict=False):
        held = ["–" if record[key] is None else float(record[key]) for key in keys]
        assert row[3:10] == held


def test_the_cover_says_what_there_is_and_what_it_was_made_from(document, full):
    made = sheets(document, full)
    cover = texts(made["Contents"])
    assert list(made) == ["Contents", "compare"]
    assert cover[3] == ["compare", "Change from Time One to Time Three", "4"]
    flat = [cell for row in cover for cell in row]
    assert {"804 rows read, 804 used.", "version", "0.1.0", "lps_t1.sav", "rows 403"} <= set(flat)
    with zipfile.ZipFile(io.BytesIO(render(document, full))) as pack:
        assert b"""location="'compare'!A1\"""" in pack.read("xl/worksheets/sheet1.xml")


def test_findings_have_a_sheet_unless_the_first_table_lists_them(checked, full):
    rows = texts(sheets(checked, full)["Findings"])
    assert rows[0] == ["Severity", "Code", "Subject", "Message", "File", "Line"]
    assert rows[1][:2] == ["error", "reliability"]
    assert rows[1][3] == "alpha is .61, under .70 (100% sure) Reword the item"
    assert "Findings" not in sheets(replace(checked, tabled=True), full)


def test_a_report_has_all_its_tables_and_its_words(table, full):
    sections = (
        Section(heading="First", paragraphs=("=SUM(1)",), tables=(table,)),
        Section(heading="Then", points=("A point.",), tables=(table, table)),
    )
    document = Document(command="report", tables=(), title="A report", sections=sections)
    made = sheets(document, full)
    assert list(made) == ["Contents", "Text", "Table 1", "Table 2", "Table 3"]
    assert texts(made["Text"])[1:] == [["First", "=SUM(1)"], ["Then", "A point."]]
    assert texts(made["Contents"])[0] == ["A report"]
    assert texts(made["Contents"])[4][3] == "First"


def test_what_a_figure_shows_is_a_row_for_each_of_its_lines(diagram, full):
    section = Section(heading="A part of a report with a long heading", figures=(diagram,))
    document = Document(command="report", tables=(), title="A report", sections=(section,))
    said = [row[1] for row in texts(sheets(document, full)["Text"])[1:]]
    assert said == [diagram.title, *diagram.alternative.splitlines(), *diagram.sentences]
    assert len(diagram.alternative.splitlines()) == len(diagram.edges) == 4


def test_the_column_of_parts_is_as_wide_as_the_longest(table, full):
    heading = "A part of a report with a long heading"
    section = Section(heading=heading, tables=(table,))
    document = Document(command="report", tables=(), title="A report", sections=(section,))
    with zipfile.ZipFile(io.BytesIO(render(document, full))) as pack:
        cover = pack.read("xl/worksheets/sheet1.xml").decode()
    (width,) = re.findall(r'<col min="4" max="4" width="([\d.]+)"', cover)
    assert float(width) > len(heading)


def test_two_runs_give_the_same_bytes(checked, full):
    made = render(checked, full)
    assert render(checked, full) == made
    with zipfile.ZipFile(io.BytesIO(made)) as pack:
        core = pack.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core
        assert "2000-01-01" in core
        assert "Change from Time One" in core


def test_headers_stay_in_view_filter_and_are_repeated_in_print(document, full):
    with zipfile.ZipFile(io.BytesIO(render(document, full))) as pack:
        sheet = pack.read("xl/worksheets/sheet2.xml").decode()
        table = pack.read("xl/tables/table1.xml").decode()
        book = pack.read("xl/workbook.xml").decode()
    assert 'xSplit="2" ySplit="3"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert '<autoFilter ref="A3:K7"/>' in table
    assert "4 rows; columns: Site, Scale" in table
    assert "compare!$3:$3" in book


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_is_a_text_whatever_it_looks_like(labelled, full, text):
    data = render(labelled(text), full)  # reading it refuses any formula
    shown = text.replace("\x00", "\ufffd").replace("\x07", "\ufffd").replace("\n", " ")
    rows = texts(read_sheets(data)["labels"])
    assert rows[HEADER][1] == shown.strip().replace("_x0041_", "_ x0041_")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("labels")
    held = book.to_python(skip_empty_area=False)
    assert [held[0][0], *held[HEADER + 1][:2]] == [shown] * 3


def test_a_text_that_no_cell_holds_says_that_it_was_cut(labelled, full):
    cell = texts(sheets(labelled("𝄞" * 40_000), full)["labels"])[HEADER + 1][1]
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert cell.endswith("… (cut: 80,000 characters are more than a cell holds)")


def test_a_withheld_value_is_its_mark_and_explained(full):
    columns = (column("Site", "site", "text"), column("n", "n", "count"))
    columns += (column("95% CI", "low high", "interval"),)
    document = one_table([{"site": "A", "n": HIDDEN, "low": HIDDEN, "high": 1.0}], columns)
    rows = texts(sheets(document, full)["t"])
    assert rows[HEADER + 1] == ["A", "[c]", "[c]", "[c]"]
    assert rows[HEADER + 3][0].startswith("[c]: withheld")


def test_headings_that_a_page_tells_apart_by_place_name_what_they_are_of(full):
    records = [{"wave_from": "T1", "wave_to": "T3", "n_from": 1, "n_to": 2, "m": 1.0} | ENDS]
    columns = (column("n", "n_from", "count"), column("n", "n_to", "count"))
    columns += (column("95% CI", "alpha_low alpha_high", "bounded_interval"),)
    columns += (column("95% CI", "omega_low omega_high", "bounded_interval"),)
    columns += (column("Kept % [95%]", "m l h", "pct_with_interval"),)
    columns += (column("N T1", "m", "number"), column("", "m", "number"))
    assert texts(sheets(one_table(records, columns), full)["t"])[HEADER] == [
        *("n T1", "n T3", "95% CI alpha low", "95% CI alpha high"),
        *("95% CI omega low", "95% CI omega high", "Kept %", "Kept % 95% low", "Kept % 95% high"),
        *("N T1 (2)", "Column"),
    ]


def test_headings_that_differ_in_nothing_to_be_seen_are_numbered(full):
    columns = (column("a\tb", "x", "text"), column("A b", "x", "text"))
    rows = texts(sheets(one_table([{"x": "-"}], columns), full)["t"])
    assert rows[HEADER] == ["a b", "A b (2)"]


ENDS = {f"{name}_{end}": 0.5 for name in ("alpha", "omega") for end in ("low", "high")}
ENDS |= {"l": 1.0, "h": 2.0}


@pytest.mark.parametrize("n", [0, 1])
def test_a_table_of_no_rows_or_of_one_is_a_sheet(table, full, n):
    made = sheets(Document(command="c", tables=(replace(table, records=table.records[:n]),)), full)
    assert len(made["compare"]) == HEADER + 1 + n + 1 + len(table.notes)


def test_a_document_without_tables_is_a_cover(full):
    assert list(sheets(Document(command="score", tables=(), notes=("Nothing.",)), full)) == [
        "Contents"
    ]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_names_of_sheets_are_what_excel_allows(keys):
    names = sheet_names(keys, ("Contents",))
    assert len({name.casefold() for name in [*names, "contents", "history"]}) == len(keys) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\'\n")


VALUES = [n / 200 for n in range(-1300, 1300, 7)] + [n / 8 for n in range(-90, 90)]
VALUES += [n / 997 for n in range(-400, 400, 9)] + [0.004, -0.004, 0.9995, 1e6 + 0.5, 12345.675]
SHOWN = ["number", "signed", "count", "bounded", "signed_bounded", "tenth", "df", "whole_points"]
SHOWN += ["whole_percent", "thousandth", "percent", "ratio3"]


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_texts_of_the_page(full, tmp_path):
    columns = (*(column(name, "x", name) for name in SHOWN), column("p", "p", "p_value"))
    records = [{"x": x, "p": abs(x) % 1} for x in VALUES]
    records += [{"x": 0.0, "p": p} for p in (0.0, 0.00099999, 0.001, 0.0495, 0.999, 0.99901, 1.0)]
    document = one_table(records, columns)
    (tmp_path / "all.xlsx").write_bytes(render(document, full))
    # Tabs, UTF-8, numbers as they are shown, the second sheet.
    how = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true,false,false,2"
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/home", "--headless"]
    command += ["--convert-to", how, "--outdir", str(tmp_path), str(tmp_path / "all.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = tmp_path.glob("*.csv")
    lines = made.read_text("utf-8").splitlines()[HEADER + 1 :]
    assert len(lines) > len(VALUES)
    for line, row in zip(lines, document.tables[0].cells().rows(), strict=False):
        assert line.split("\t") == [cell.text for cell in row]
