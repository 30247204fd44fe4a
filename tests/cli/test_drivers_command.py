"""`drivers` as a person and a script meet it."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run
from lpsstats.tables.glossary import GLOSSARY

WIDTHS = [60, 80, 120]
ASKED = ("drivers", "--outcome", "trust", "--predictor", "q27_seen")


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
def test_drivers_on_a_terminal(terminal, golden, width):
    shown = terminal(width, *ASKED, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"drivers-terminal-{width}.txt", shown)


@pytest.mark.parametrize("format", ["csv", "json"])
def test_drivers_in_each_format(called, golden, format):
    done = called(*ASKED, "-q", "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"drivers-{format}.txt", done.stdout)


def test_csv_and_json_hold_the_same_rows_and_obey_the_schema(called):
    jsonschema = pytest.importorskip("jsonschema")
    answer = json.loads(called(*ASKED, "-q", "-f", "json").stdout)
    rows = answer["results"]
    jsonschema.validate(answer, json.loads(called("schema", "drivers").stdout))
    table = list(csv.DictReader(io.StringIO(called(*ASKED, "-q", "-f", "csv").stdout)))
    assert [row["predictor"] for row in table] == [row["predictor"] for row in rows]
    assert set(table[0]) == set(rows[0]) <= set(GLOSSARY)
    assert float(table[0]["weight_r2"]) == rows[0]["weight_r2"]


def test_an_output_file_is_written_whole(called, tmp_path):
    target = tmp_path / "drivers.csv"
    assert called(*ASKED, "-q", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == called(*ASKED, "-q", "-f", "csv").stdout
    assert called(*ASKED, "-q", "-o", str(target)).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["drivers"], 2, "--outcome is missing"),
        (["drivers", "--outcome", "trust"], 2, "--predictor is missing"),
        ([*ASKED, "-f", "junit"], 2, "a ranking makes none"),
        ([*ASKED, "-f", "svg"], 2, "drawing"),
        ([*ASKED, "--predictor", "q27"], 2, "--predictor q27"),
        ([*ASKED, "--draws", "9"], 2, "--draws 9"),
        ([*ASKED, "--seed", "-1"], 2, "--seed"),
        ([*ASKED, "nowhere.sav"], 3, "nowhere.sav"),
    ],
)
def test_misuse_of_drivers_is_one_clear_message(called, arguments, status, words):
    done = called(*arguments, "-q")
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr


SURVEY = """\
format: 1
survey: {title: Wards, weight: none}
waves: {baseline: one, endline: one, values: {one: {file: wards.csv}}}
variables:
  q1: {type: likert, range: [1, 5], better: high}
  a: {type: categorical, labels: {1: yes, 0: no}, success: [1]}
  b: {type: categorical, labels: {1: yes, 0: no}, success: [1]}
  words: {type: text}
"""


def test_two_names_of_one_answer_are_a_data_error_without_anybodys_words(called, tmp_path):
    (tmp_path / "data_dictionary.yaml").write_text(SURVEY, encoding="utf-8")
    lines = [f"{1 + k % 5},{k % 2},{1 - k % 2},mine" for k in range(60)]
    (tmp_path / "wards.csv").write_text("\n".join(["q1,a,b,words", *lines]) + "\n", "utf-8")
    both = ["drivers", "--outcome", "q1", "--predictor", "a", "--predictor"]
    done = called(*both, "b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "a, b: within every site and wave these say the same" in done.stderr
    assert "mine" not in done.stderr
    alone = called(*both, "a", "-f", "markdown", cwd=tmp_path)
    assert alone.returncode == 0
    assert "mine" not in alone.stdout + alone.stderr
    assert called(*both, "words", cwd=tmp_path).returncode == 2
