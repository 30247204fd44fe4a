"""With `-f github` the answer is also on the page of the job."""

import pytest

from lpsstats.cli import summary
from lpsstats.cli.boundary import run

GATE = ["compare", "-q", "--fail-on", "declined", "--measure", "life_satisfaction", "-f", "github"]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, root):
    monkeypatch.chdir(root)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)


@pytest.fixture
def page(monkeypatch, tmp_path):
    path = tmp_path / "summary.md"
    path.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def test_the_markdown_is_appended_and_the_status_stays(page, capsys):
    assert run(GATE) == 1
    assert capsys.readouterr().out.startswith("::error ")
    text = page.read_text("utf-8")
    assert text.startswith("# Before\n")
    assert "| Life satisfaction" in text


def test_small_numbers_are_withheld_there(page, monkeypatch, capsys):
    assert run([*GATE, "--suppress-below", "0"]) == 1
    shown = page.read_text("utf-8")
    page.write_text("", "utf-8")
    run([*GATE, "--suppress-below", "101"])
    assert r"\[c\]" not in shown
    assert r"\[c\]" in page.read_text("utf-8")


def test_other_formats_leave_it_alone(page, capsys):
    assert run(["check", "-q", "-f", "junit"]) == 0
    assert page.read_text("utf-8") == "# Before\n"


def test_without_one_nothing_happens(monkeypatch, capsys):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert run(["check", "-q", "-f", "github"]) == 0
    assert capsys.readouterr().err == ""


def test_a_summary_that_cannot_be_written_is_a_warning(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "such" / "folder"))
    assert run(["check", "-q", "-f", "github"]) == 0
    shown = capsys.readouterr()
    assert "warning: the job summary" in shown.err
    assert "0 errors" in shown.out


def test_a_summary_has_no_more_than_the_page_takes(page, monkeypatch, capsys):
    monkeypatch.setattr(summary, "MOST_BYTES", 100)
    assert run(["check", "-q", "-f", "github"]) == 0
    assert "longer than the 100 bytes" in capsys.readouterr().err.replace("\n  ", " ")
    assert page.read_text("utf-8") == "# Before\n"
