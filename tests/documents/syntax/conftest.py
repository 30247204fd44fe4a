"""Syntax of the examples, and PSPP to run it."""

import csv
import shutil
import subprocess

import pytest

from lpsstats.cli.syntax import syntax_sources
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.options import ReadOptions
from lpsstats.files.survey import read_survey

# PSPP prints what has this format to all digits; p and percentages keep formats of their own.
FULL = "SET FORMAT=F40.16.\n"


@pytest.fixture(scope="session")
def sourced():
    """Read a survey, and what its syntax is made from."""

    def read(path, files=()):
        dictionary = read_dictionary(path)
        sources = syntax_sources(dictionary, files, ReadOptions())
        return read_survey(dictionary, files), sources

    return read


@pytest.fixture(scope="session")
def pspp(tmp_path_factory):
    """Run syntax in PSPP; give its tables by the line that ECHO printed before them."""
    program = shutil.which("pspp")
    if program is None:
        pytest.skip("pspp is not installed")

    def run(text):
        folder = tmp_path_factory.mktemp("pspp")
        script, output = folder / "it.sps", folder / "it.csv"
        script.write_text(FULL + text, encoding="utf-8")
        done = subprocess.run(
            [program, "-O", "format=csv", "-o", output, script],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        said = output.read_text(encoding="utf-8")
        assert done.returncode == 0, said[-2000:]
        assert "error:" not in said
        assert "warning:" not in said
        return list(_tables(said))

    return run


def _tables(text):
    """Give (place, title, rows) of every table."""
    place, title, rows = "", None, []
    for row in [*csv.reader(text.splitlines()), []]:
        if not row and title is not None:
            yield place, title, rows
            title, rows = None, []
        elif row and row[0].startswith("Table: "):
            title = ",".join(row).removeprefix("Table: ")
        elif title is not None:
            rows.append(row)
        elif row:
            place = ",".join(row)
