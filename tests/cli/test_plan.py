"""`plan` as a person and a script meet it."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run

WIDTHS = [60, 80, 120]
CHANGE = ["--change", "0.3"]


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
def test_plan_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "plan", *CHANGE, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"plan-terminal-{width}.txt", shown)


@pytest.mark.parametrize("format", ["csv", "json", "markdown"])
def test_plan_in_each_format(called, golden, format):
    done = called("plan", "-q", "--measure", "trust", *CHANGE, "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"plan-{format}.txt", done.stdout)


def test_a_plan_of_shares_and_questions(called, golden):
    golden("plan-shares.txt", called("plan", "-q", "--measure", "secondary").stdout)


def test_a_panel_is_planned_by_linked_people(called, golden, root):
    done = called("plan", "-q", "-d", str(root / "examples/mood"))
    golden("plan-panel.txt", done.stdout)


def test_a_plan_without_a_survey(called, golden, tmp_path):
    sites = ["--sites-intervention", "2", "--sites-comparison", "2", "--site-shock", "0.1"]
    told = ["--sd", "1.3", "--n", "100", *CHANGE, "--tests", "20", "--deff", "1.3", *sites]
    done = called("plan", *told, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    golden("plan-first.txt", done.stdout)


def test_csv_and_json_hold_the_same_rows_with_every_column(called):
    rows = json.loads(called("plan", "-q", "-f", "json").stdout)["results"]
    table = list(csv.DictReader(io.StringIO(called("plan", "-q", "-f", "csv").stdout)))
    assert len(rows) == len(table) == 15
    assert list(table[0]) == list(rows[0])
    assert [float(row["detectable"]) for row in table] == [row["detectable"] for row in rows]


def test_an_output_file_is_written_whole(called, tmp_path):
    target = tmp_path / "plan.csv"
    assert called("plan", "-q", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == called("plan", "-q", "-f", "csv").stdout
    assert called("plan", "-q", "-o", str(target)).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["-f", "junit"], 2, "a plan makes none"),
        (["--measure", "sex"], 2, "--measure sex"),
        (["--n", "1"], 2, "--n"),
        (["--power", "80"], 2, "did you mean 0.8?"),
        (["--correlation", "0"], 2, "--correlation goes with --sd or --percentage"),
        (["--sites-comparison", "2"], 2, "--sites-comparison goes with"),
        (["--sd", "1", "--n", "9", "--measure", "trust"], 2, "--measure does not go with --sd"),
        (["--sd", "1", "--n", "9", "nowhere.sav"], 2, "FILE does not go with"),
        (["--sd", "1", "--n", "9", "--out-of-range", "missing"], 2, "--out-of-range missing does"),
        (["--percentage", "20"], 2, "--n or --change is missing"),
        (["nowhere.sav"], 3, "nowhere.sav"),
    ],
)
def test_misuse_of_plan_is_one_clear_message(called, arguments, status, words):
    done = called("plan", "-q", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr


def test_a_dictionary_is_looked_for_only_where_a_survey_is_planned_from(called, tmp_path):
    assert called("plan", "-q", cwd=tmp_path).returncode == 2
    assert called("plan", "-q", "--sd", "1", "--n", "100", cwd=tmp_path).returncode == 0


SURVEY = """\
format: 1
survey: {title: Wards, weight: w, cluster: street}
waves:
  column: wave
  baseline: one
  endline: two
  values: {one: {code: 1, file: wards.csv}, two: {code: 2, file: wards.csv}}
variables:
  q1: {type: likert, range: [1, 5]}
  q2: {type: likert, range: [1, 5]}
  safe: {type: categorical, labels: {1: Yes, 2: No}, success: [1], better: high}
  words: {type: text}
scales:
  pair: {label: Pair, items: [q1, q2], better: high}
"""


@pytest.fixture(scope="module")
def wards(tmp_path_factory):
    """A weighted survey of one place in ten streets a wave; one answer of each is in words."""
    folder = tmp_path_factory.mktemp("wards")
    (folder / "data_dictionary.yaml").write_text(SURVEY, encoding="utf-8")
    lines = [
        f"{wave},{1 + k % 3},{10 * wave + k % 10},{1 + (k % 10) % 4},{1 + (k + wave) % 5},"
        f"{1 + (k % 7 < 3)},mine"
        for wave in (1, 2)
        for k in range(80)
    ]
    (folder / "wards.csv").write_text("\n".join(["wave,w,street,q1,q2,safe,words", *lines]) + "\n")
    return folder


def test_weights_and_streets_are_counted_and_no_words_shown(called, wards):
    done = called("plan", "--measure", "all", cwd=wards)
    assert done.returncode == 0
    assert "mine" not in done.stdout + done.stderr
    rows = json.loads(called("plan", "-q", "--measure", "all", "-f", "json", cwd=wards).stdout)
    pair = next(row for row in rows["results"] if row["measure"] == "pair")
    assert pair["planned_label"] == "Two waves"
    assert (pair["cluster_size"], pair["df"]) == (8, 18)
    told = json.loads(called("plan", "-q", "--deff", "1.5", "-f", "json", cwd=wards).stdout)
    (row,) = told["results"]
    assert (row["cluster_size"], row["deff"]) == (None, 1.5)
    assert row["df"] == pytest.approx(2 * (80 / 1.5 - 1))
    assert pair["design_effect"] == pytest.approx(14 / 3 / 4, abs=0.01)
    safe = next(row for row in rows["results"] if row["measure"] == "safe")
    assert safe["detectable_rise"] > 0
