"""A browser prints the page of the example with every cell, and it is a small file."""

import re
import shutil
import subprocess

import pytest

from support.html_reading import read_html

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def page_file(cli, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "compare.html"
    done = cli("compare", "--quiet", "--output", path)
    assert done.returncode == 0, done.stderr
    return path


def test_the_page_of_the_example_is_small(page_file):
    assert page_file.stat().st_size < 60_000


def test_the_printed_page_holds_every_cell(page_file):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    reader = shutil.which("pdftotext")
    if browser is None or reader is None:
        pytest.skip("chromium or pdftotext is not installed")
    printed = page_file.with_suffix(".pdf")
    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={page_file.parent / 'profile'}", f"--print-to-pdf={printed}",
            page_file.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    told = subprocess.run(
        [reader, "-layout", printed, "-"], check=True, capture_output=True, timeout=60
    )
    # Where the paper is narrow a heading may take two lines: letters are counted, not blanks.
    text = re.sub(r"\s", "", told.stdout.decode("utf-8"))
    table = read_html(page_file.read_text("utf-8")).one("table")
    cells = [
        cell.text for row in table.all("tr") for cell in row.inner if not isinstance(cell, str)
    ]
    assert len(cells) > 300
    assert [cell for cell in cells if re.sub(r"\s", "", cell) not in text] == []
    rows = [[c.text for c in row.all("td")] for row in table.all("tr")]
    lines = [re.sub(r"\s+", " ", line) for line in told.stdout.decode("utf-8").splitlines()]
    numbers = [" ".join(row[:6]) for row in rows if len(row) > 6]
    assert numbers
    assert [row for row in numbers if not any(row in line for line in lines)] == []
