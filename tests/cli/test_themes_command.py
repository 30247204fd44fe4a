"""`themes` as a person and a script meet it."""

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
ONE = ("--measure", "q28_like")


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


def results(called, *arguments, cwd=None):
    where = {} if cwd is None else {"cwd": cwd}
    return json.loads(called("themes", "-q", "-f", "json", *arguments, **where).stdout)


@pytest.mark.parametrize("width", WIDTHS)
def test_themes_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "themes", *ONE, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"themes-terminal-{width}.txt", shown)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width_shows_of_how_many_and_speaks_of_no_column_that_is_not_there(terminal, width):
    page = " ".join(terminal(width, "themes", *ONE, NO_COLOR="1").replace("\xa0", " ").split())
    assert "Barton & Tredworth (n = 93, 85) Things" in page
    assert "Barton & Tredworth (n = 93, 85) 1.65" in page or "85) 1.65" in page or width == 60
    assert page.count("(n = 93, 85)") == 2
    assert " 348 97% .93" in page or "144 9 3 192 97% .93" in page
    assert "Rank:" not in page
    assert "stand in the order of their share in T3" in page


@pytest.mark.parametrize("format", ["csv", "json"])
def test_themes_in_each_format(called, golden, format):
    done = called("themes", "-q", *ONE, "--by", "sex", "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"themes-{format}.txt", done.stdout)


def test_the_agreement_of_coders_as_a_page(called, golden):
    done = called("themes", "-q", "--table", "agreement")
    golden("themes-agreement.txt", done.stdout)


@pytest.mark.parametrize("table", ["themes", "question", "agreement"])
def test_json_obeys_the_schema_and_csv_holds_the_same_rows(called, table):
    document = results(called, "--table", table)
    jsonschema.validate(document, result_schema("themes"))
    rows = document["results"]
    assert set(rows[0]) <= set(GLOSSARY)
    text = called("themes", "-q", "--table", table, "-f", "csv").stdout
    flat = list(csv.DictReader(io.StringIO(text)))
    assert len(flat) == len(rows)
    assert set(rows[0]) - {"other_waves"} <= set(flat[0])
    assert [row["measure"] for row in flat] == [row["measure"] for row in rows]


def test_csv_has_the_other_wave_in_columns_of_its_own(called):
    text = called("themes", "-q", *ONE, "-f", "csv").stdout
    row = next(csv.DictReader(io.StringIO(text)))
    assert {"n_T2", "mentions_T2", "pct_T2"} <= set(row)
    shown = results(called, *ONE)["results"][0]["other_waves"][0]
    assert float(row["pct_T2"]) == shown["pct"]


def test_data_formats_say_which_table_they_hold(called):
    assert "table: themes; csv" in called("themes", "-f", "csv").stderr
    assert "table:" not in called("themes", "-f", "csv", "--table", "question").stderr


def test_an_output_file_is_written_whole(called, tmp_path):
    target = tmp_path / "themes.csv"
    assert called("themes", "-q", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == called("themes", "-q", "-f", "csv").stdout
    assert called("themes", "-q", "-o", str(target)).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--measure", "q27_sen"], 2, "did you mean 'q27_seen'?"),
        (["--by", "q1_belong"], 2, "--by q1_belong"),
        (["-f", "junit"], 2, "themes make none"),
        (["--table", "mentions"], 2, "--table"),
        (["nowhere.sav"], 3, "nowhere.sav"),
    ],
)
def test_misuse_of_themes_is_one_clear_message(called, arguments, status, words):
    done = called("themes", "-q", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr


SURVEY = """\
format: 1
survey: {title: Wards, design: panel, id: id, weight: w}
waves:
  column: wave
  baseline: one
  endline: two
  values: {one: {code: 1, file: wards.csv}, two: {code: 2, file: wards.csv}}
variables:
  said: {type: multiple, columns: [a, b], base: answered, separator: "; ", second_coder: again,
    labels: {1: Parks, 2: Nothing, 3: Other}}
  again: {type: multiple, columns: [c], labels: {1: Parks, 2: Nothing, 3: Other}}
  words: {type: text}
"""


@pytest.fixture(scope="module")
def wards(tmp_path_factory):
    """A folder with a weighted panel without sites, of whom one has no weight; with words."""
    folder = tmp_path_factory.mktemp("wards")
    (folder / "data_dictionary.yaml").write_text(SURVEY, encoding="utf-8")
    lines = [
        f"{wave},{k},{'' if k == 0 else 1 + k % 3},{1 + (k + wave) % 3},,{1 + k % 2},mine"
        for wave in (1, 2)
        for k in range(40)
    ]
    text = "\n".join(["wave,id,w,a,b,c,words", *lines]) + "\n"
    (folder / "wards.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_weighted_panel_is_shown_with_its_weights_and_people(called, wards):
    done = called("themes", cwd=wards)
    assert done.returncode == 0
    assert "weighted by w; n are not weighted" in " ".join(done.stdout.split())
    assert "Base: those who made an entry in both waves and are linked (39)." in " ".join(
        done.stdout.split()
    )
    assert "Unweighted: coders judge answers" in done.stdout
    assert "2 of 80 respondents without a weight" in done.stderr
    assert "mine" not in done.stdout + done.stderr
    rows = results(called, cwd=wards)["results"]
    assert {(row["n_from"], row["n_pairs"], row["group"]) for row in rows} == {(39, 39, None)}
    ranks = {row["category_label"]: row["rank"] for row in rows}
    assert ranks == {"Parks": 1, "Nothing": None, "Other": None}
