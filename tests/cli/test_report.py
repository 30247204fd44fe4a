"""`report`: which files it writes, and what it refuses before it computes."""

import re

import pytest


@pytest.fixture(scope="module")
def page(cli, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    run = cli("report", "-o", folder / "lps.html")
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    return (folder / "lps.html").read_text("utf-8")


def test_the_report_of_the_example_is_a_page_of_less_than_three_hundred_kilobytes(page):
    assert page.startswith("<!doctype html>")
    assert len(page.encode()) < 300_000


def test_the_report_says_from_which_files_it_was_made(page):
    for name in ("lps_t1.sav", "lps_t2.sav", "lps_t3.sav", "data_dictionary.yaml"):
        assert name in page
    assert len(set(re.findall(r"\b[0-9a-f]{64}\b", page))) == 4


@pytest.mark.parametrize("wrong", [(), ("-f", "csv"), ("-o", "report.csv")])
def test_a_report_that_is_no_document_is_refused_before_anything_is_read(cli, wrong, tmp_path):
    run = cli("report", *wrong, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "report.html or report.docx" in run.stderr
    assert not list(tmp_path.iterdir())
