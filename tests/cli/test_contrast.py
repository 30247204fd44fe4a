"""`contrast` as a person and a script meet it."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run
from lpsstats.tables.glossary import GLOSSARY

WIDTHS = [60, 80, 120]


@pytest.fixture
def called(capsys, monkeypatch, root):
    """Run the program in this process."""

    def call(*arguments, cwd=root):
        monkeypatch.chdir(cwd)
        monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
        status = run(arguments)
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=shown.out, stderr=shown.err)

    return call


@pytest.mark.parametrize("width", WIDTHS)
def test_contrast_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "contrast", NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"contrast-terminal-{width}.txt", shown)


@pytest.mark.parametrize("format", ["csv", "json", "markdown"])
def test_contrast_in_each_format(called, golden, format):
    done = called("contrast", "-q", "--measure", "trust", "--pairs", "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"contrast-{format}.txt", done.stdout)


def test_a_panel_is_contrasted_by_linked_people(called, golden, root):
    done = called("contrast", "-q", "-d", str(root / "examples/mood"))
    golden("contrast-panel.txt", done.stdout)


def test_csv_and_json_hold_the_same_rows_with_every_column(called):
    rows = json.loads(called("contrast", "-q", "-f", "json").stdout)["results"]
    text = called("contrast", "-q", "-f", "csv").stdout
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["sentence"] for row in table] == [row["sentence"] for row in rows]
    assert set(table[0]) == set(rows[0]) - {"sites"}
    assert set(rows[0]) | set(rows[0]["sites"][0]) <= set(GLOSSARY)
    assert float(table[0]["estimate"]) == rows[0]["estimate"]


def test_an_output_file_is_written_whole(called, tmp_path):
    target = tmp_path / "contrast.csv"
    assert called("contrast", "-q", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == called("contrast", "-q", "-f", "csv").stdout
    assert called("contrast", "-q", "-o", str(target)).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--intervention", "wadon"], 2, "did you mean 'whaddon'?"),
        (["-f", "junit"], 2, "a contrast makes none"),
        (["--measure", "sex"], 2, "--measure sex"),
        (["--seed", "-1"], 2, "--seed"),
        (["nowhere.sav"], 3, "nowhere.sav"),
    ],
)
def test_misuse_of_contrast_is_one_clear_message(called, arguments, status, words):
    done = called("contrast", "-q", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr


SURVEY = """\
format: 1
survey: {title: Wards, weight: w}
waves:
  column: wave
  baseline: one
  endline: two
  values: {one: {code: 1, file: wards.csv}, two: {code: 2, file: wards.csv}}
sites:
  column: ward
  values: {north: {code: 1, role: intervention}, south: {code: 2, role: comparison}}
variables:
  q1: {type: likert, range: [1, 5]}
  q2: {type: likert, range: [1, 5]}
  words: {type: text}
scales:
  pair: {label: Pair, items: [q1, q2], better: high}
"""


@pytest.fixture(scope="module")
def wards(tmp_path_factory):
    """A folder with a weighted survey of two wards; one answer of each is in words."""
    folder = tmp_path_factory.mktemp("wards")
    (folder / "data_dictionary.yaml").write_text(SURVEY, encoding="utf-8")
    lines = [
        f"{ward},{wave},{'' if k == 0 else 1 + k % 3},{1 + k % 4},{1 + (k + wave * ward) % 5},mine"
        for ward in (1, 2)
        for wave in (1, 2)
        for k in range(30)
    ]
    (folder / "wards.csv").write_text("\n".join(["ward,wave,w,q1,q2,words", *lines]) + "\n")
    return folder


def test_a_weighted_survey_is_contrasted_with_its_weights(called, wards):
    done = called("contrast", cwd=wards)
    assert done.returncode == 0
    assert "weighted by w." in done.stdout
    assert "4 respondents have no weight" in done.stderr
    assert "mine" not in done.stdout + done.stderr
    (row,) = json.loads(called("contrast", "-q", "-f", "json", cwd=wards).stdout)["results"]
    assert row["estimate"] != row["estimate_unweighted"]
    assert (row["n_from"], row["n_splits"], row["p_split"]) == (58, 2, 1.0)


def test_roles_that_nobody_wrote_are_asked_for(called, wards, tmp_path):
    text = SURVEY.replace(", role: intervention", "").replace(", role: comparison", "")
    (tmp_path / "data_dictionary.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "wards.csv").write_text((wards / "wards.csv").read_text("utf-8"), "utf-8")
    done = called("contrast", "-q", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "data_dictionary.yaml:10: no site has the role intervention or comparison" in done.stderr
    sides = ["--intervention", "south", "--comparison", "north"]
    assert called("contrast", "-q", *sides, cwd=tmp_path).returncode == 0
