"""`relate` as a person and a script meet it."""

import csv
import io
import json
from types import SimpleNamespace

import jsonschema
import pytest

from lpsstats.cli.boundary import run
from lpsstats.tables.glossary import GLOSSARY
from lpsstats.tables.result_schema import result_schema

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
def test_relate_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "relate", NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"relate-terminal-{width}.txt", shown)


@pytest.mark.parametrize("format", ["csv", "json"])
def test_relate_in_each_format(called, golden, format):
    measures = ["--measure", "trust", "--measure", "legitimacy", "--measure", "q24_job"]
    done = called("relate", "-q", *measures, "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"relate-{format}.txt", done.stdout)


def test_ranks_are_related_where_they_are_asked_for(called, golden):
    golden("relate-spearman.txt", called("relate", "-q", "--method", "spearman").stdout)


def test_csv_and_json_hold_the_same_rows_with_every_column(called):
    done = called("relate", "-f", "json")
    assert "table: pairs; csv, tsv, json hold one table" in done.stderr
    rows = json.loads(done.stdout)["results"]
    table = list(csv.DictReader(io.StringIO(called("relate", "-q", "-f", "csv").stdout)))
    assert [row["other_measure"] for row in table] == [row["other_measure"] for row in rows]
    assert set(table[0]) == set(rows[0])
    assert set(rows[0]) <= set(GLOSSARY)
    assert float(table[0]["r"]) == rows[0]["r"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--measure", "primary", "--measure", "q24_job", "--measure", "q1_belong"],
        ["--table", "summary"],
        ["--table", "mediation", "--mediation", "cohesion", "trust", "wellbeing"],
    ],
)
def test_json_obeys_the_schema_that_the_program_prints(called, arguments):
    document = json.loads(called("relate", "-q", *arguments, "-f", "json").stdout)
    assert document["results"]
    jsonschema.validate(document, result_schema("relate"))
    assert json.loads(called("schema", "relate").stdout) == result_schema("relate")


def test_data_formats_hold_the_paths_that_were_asked_for(called):
    paths = ("--mediation", "cohesion", "trust", "wellbeing")
    done = called("relate", *paths, "-f", "csv")
    assert "table: mediation; csv, tsv, json hold one table" in done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["path"] for row in rows] == ["a", "b", "c", "direct", "indirect"]
    pairs = called("relate", "-q", *paths, "--table", "pairs", "-f", "csv").stdout
    assert pairs.startswith("measure,")


@pytest.mark.parametrize(
    ("format", "start"), [("svg", "<svg"), ("dot", "graph"), ("mermaid", "graph LR")]
)
def test_the_measures_are_drawn(called, format, start):
    done = called("relate", "-q", "-f", format)
    assert done.returncode == 0
    assert start in done.stdout
    assert "Trust in police" in done.stdout.replace("<br/>", " ")


def test_an_output_file_is_written_whole(called, tmp_path):
    target = tmp_path / "pairs.csv"
    two = ("relate", "-q", "--measure", "trust", "--measure", "cohesion")
    assert called(*two, "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == called(*two, "-f", "csv").stdout
    assert called(*two, "-o", str(target)).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--site", "wadon"], 2, "did you mean 'whaddon'?"),
        (["--wave", "T9"], 2, "--wave T9"),
        (["-f", "junit"], 2, "relate makes none"),
        (["--measure", "trust"], 2, "takes two with values in order"),
        (["--method", "kendall"], 2, "--method"),
        (["--table", "mediation"], 2, "--mediation X M Y"),
        (["--mediation", "trust", "cohesion"], 2, "--mediation"),
        (["--mediation", "trust", "cohesion", "-q"], 2, "-q: takes three measures, X M Y"),
        (["--table", "summary", "-f", "svg"], 2, "--table summary has nothing to draw"),
        (["--seed", "-1"], 2, "--seed"),
        (["nowhere.sav"], 3, "nowhere.sav"),
    ],
)
def test_misuse_of_relate_is_one_clear_message(called, arguments, status, words):
    done = called("relate", "-q", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr


def test_residents_own_words_do_not_appear(called, tmp_path):
    dictionary = """\
format: 1
survey: {title: Wards, weight: w}
waves: {column: wave, baseline: one, endline: one, values: {one: {code: 1, file: wards.csv}}}
variables:
  q1: {type: likert, range: [1, 5], better: high}
  q2: {type: likert, range: [1, 5], better: high}
  words: {type: text}
"""
    (tmp_path / "data_dictionary.yaml").write_text(dictionary, encoding="utf-8")
    lines = [f"1,{'' if k == 0 else 1 + k % 3},{1 + k % 4},{1 + k % 5},mine" for k in range(30)]
    (tmp_path / "wards.csv").write_text("\n".join(["wave,w,q1,q2,words", *lines]) + "\n")
    done = called("relate", cwd=tmp_path)
    assert done.returncode == 0
    assert "weighted by w" in done.stdout
    assert "1 respondent has no weight, or one of 0, and does not count" in done.stderr
    assert "mine" not in done.stdout + done.stderr
