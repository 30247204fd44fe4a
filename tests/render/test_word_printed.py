"""LibreOffice opens a Word file of every kind of part and prints what it says, on its pages."""

import os
import shutil
import subprocess
from dataclasses import replace

import pytest

from lpsstats.render.word import render
from lpsstats.tables.document import Section
from lpsstats.tables.model import Layout

MISSING = [name for name in ("soffice", "pdftotext", "pdfinfo") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.fixture(scope="module")
def printed(document, full, tmp_path_factory):
    """Print a report whose second table is long and too wide for an upright page."""
    table = document.tables[0]
    wide = replace(table, columns=table.columns * 2, records=table.records * 20, group=None)
    sections = (
        Section(heading="In short", paragraphs=("Trust fell.",), points=("A point.",)),
        Section(heading="By site", tables=(table, wide)),
    )
    report = replace(document, title="The survey", sections=sections)
    folder = tmp_path_factory.mktemp("printed")
    (folder / "report.docx").write_bytes(render(report, full))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    said(
        *("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)),
        str(folder / "report.docx"),
    )
    return folder / "report.pdf"


def pages(printed):
    return said("pdftotext", "-layout", os.fspath(printed), "-").split("\f")[:-1]


def test_every_page_is_as_wide_as_its_table_needs_and_has_its_number(printed):
    sizes = said("pdfinfo", "-f", "1", "-l", "99", os.fspath(printed))
    widths = [
        float(line.split()[3])
        for line in sizes.splitlines()
        if line.startswith("Page ") and " size:" in line
    ]
    texts = pages(printed)
    assert len(widths) == len(texts) > 3
    assert [round(width) for width in widths] == [595, *[842] * (len(texts) - 2), 595]
    assert [text.split()[-1] for text in texts] == [str(n + 1) for n in range(len(texts))]


def test_the_headings_of_a_long_table_are_repeated_on_each_of_its_pages(printed):
    for text in pages(printed)[1:-1]:
        assert "Verdict" in text
    assert "Table 2" in pages(printed)[1]
    assert "Table 2" not in pages(printed)[2]


def test_no_number_is_broken_where_it_is_printed(printed, table):
    lines = [" ".join(line.split()) for line in pages(printed)[0].splitlines()]
    for row in table.cells(Layout.STANDARD).rows():
        numbers = " ".join(cell.text for cell in row[2:])
        assert any(numbers in line for line in lines), numbers
