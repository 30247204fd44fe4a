"""`describe` as a person and a script meet it."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run

TABLES = ["who", "weights", "scales", "items", "missing"]
TINY_WEIGHTED = """\
format: 1
survey: {title: Tiny, weight: w}
waves: {baseline: T1, endline: T1, values: {T1: {file: tiny.csv}}}
sites: {column: site, values: {north: {code: 1}, south: {code: 2}}}
missing: {codes: {9: Refused}}
variables:
  q1: {type: likert, range: [1, 3]}
  q2: {type: likert, range: [1, 3]}
  words: {type: text}
scales:
  pair: {label: Pair, items: [q1, q2], better: high}
"""
TINY_ROWS = "site,w,q1,q2,words\n1,1,1,2,secret\n1,3,2,2,\n1,,3,3,\n2,0,9,,\n2,8,1,1,\n"


@pytest.fixture(scope="module")
def weighted(tmp_path_factory):
    """A folder with a weighted survey of five respondents."""
    folder = tmp_path_factory.mktemp("weighted")
    (folder / "data_dictionary.yaml").write_text(TINY_WEIGHTED, encoding="utf-8")
    (folder / "tiny.csv").write_text(TINY_ROWS, encoding="utf-8")
    return folder


@pytest.fixture
def called(capsys, monkeypatch, root):
    """Run the program in this process, in the folder given."""

    def call(*arguments, cwd=root):
        monkeypatch.chdir(cwd)
        monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
        status = run(arguments)
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=shown.out, stderr=shown.err)

    return call


@pytest.mark.parametrize("width", [80, 120])
def test_describe_on_a_terminal(terminal, golden, width):
    golden(f"describe-terminal-{width}.txt", terminal(width, "describe", NO_COLOR="1"))


def test_no_line_of_a_description_is_wider_than_the_terminal(terminal):
    assert max(map(len, terminal(60, "describe", NO_COLOR="1").splitlines())) <= 60


def test_who_in_csv(called, golden):
    done = called("describe", "-q", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    golden("describe-who-csv.txt", done.stdout)


def test_items_in_csv(called, golden):
    measures = ["--measure", "q24_job", "--measure", "q25_access"]
    done = called("describe", "-q", "--table", "items", "--by", "wave", *measures, "-f", "csv")
    golden("describe-items-csv.txt", done.stdout)


def test_scales_in_json(called, golden):
    done = called("describe", "-q", "--table", "scales", "--measure", "trust", "-f", "json")
    golden("describe-scales-json.txt", done.stdout)


def test_a_weighted_description(called, golden, weighted):
    golden("describe-weighted.txt", called("describe", "-q", cwd=weighted).stdout)


@pytest.mark.parametrize("table", TABLES)
def test_json_of_every_table_fits_the_printed_schema(called, weighted, table):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(called("schema", "describe").stdout)
    done = called("describe", "-q", "-f", "json", "--table", table, cwd=weighted)
    answer = json.loads(done.stdout)
    assert answer["results"]
    jsonschema.Draft7Validator(schema).validate(answer)


def test_without_a_table_data_formats_hold_who_answered(called):
    rows = list(csv.DictReader(io.StringIO(called("describe", "-q", "-f", "csv").stdout)))
    assert [row["n"] for row in rows if not row["site"] and not row["wave"]] == ["1200"]


def test_residents_own_words_are_in_no_table(called, weighted):
    for table in TABLES:
        done = called("describe", "-f", "json", "--table", table, cwd=weighted)
        assert "secret" not in done.stdout + done.stderr


def test_what_is_not_described_is_said(called, weighted):
    assert "1 variable is not described" in called("describe", cwd=weighted).stderr
    assert "words (text)" in called("describe", cwd=weighted).stderr


def test_a_site_alone_is_described_and_the_rest_counted(called):
    done = called("describe", "--site", "whaddon", "--table", "who", "-f", "csv")
    assert "only Whaddon: 300 of 1,200 respondents" in done.stderr
    assert {row["site"] for row in csv.DictReader(io.StringIO(done.stdout))} == {"whaddon"}


def test_a_scale_brings_its_items_along(called):
    done = called("describe", "-q", "--measure", "trust", "--table", "items", "-f", "csv")
    measures = {row["measure"] for row in csv.DictReader(io.StringIO(done.stdout))}
    assert measures == {"q21_count", "q22_matters", "q23_knowhow"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--table", "nothing"], ["who", "missing"]),
        (["--table", "weights"], ["no weight is declared", "data_dictionary.yaml:"]),
        (["--table", "scales", "--measure", "q24_job"], ["no scale is named", "cohesion"]),
        (["--by", "gender"], ["wave,site"]),
        (["--site", "wadon"], ["did you mean 'whaddon'?"]),
        (["--measure", "cohesio"], ["did you mean 'cohesion'?"]),
        (["-f", "junit"], ["lists checks"]),
    ],
)
def test_misuse_of_describe_is_one_clear_message(called, arguments, words):
    done = called("describe", "-q", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert all(word in done.stderr for word in words)


def test_a_variable_of_words_cannot_be_asked_for(called, weighted):
    done = called("describe", "-q", "--measure", "words", cwd=weighted)
    assert (done.returncode, done.stdout) == (2, "")
    assert "of type text" in done.stderr


@pytest.mark.parametrize("width", [60, 120])
def test_who_was_interviewed_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "describe", "-q", "--table", "composition", NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width
    golden(f"describe-composition-{width}.txt", shown)


def test_who_was_interviewed_as_rows(called):
    done = called("describe", "-q", "--table", "composition", "--site", "whaddon", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["measure"] for row in rows] == ["agegroup"] * 6 + ["sex"] * 3
    assert {row["site"] for row in rows} == {"whaddon"}


def test_the_json_of_who_was_interviewed_is_as_its_schema_says(called):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(called("schema", "describe").stdout)
    done = called("describe", "-q", "--table", "composition", "-f", "json")
    jsonschema.Draft7Validator(schema).validate(json.loads(done.stdout))


def test_a_question_can_be_asked_who_answered_it(called):
    arguments = ("--table", "composition", "--measure", "q24_job", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(called("describe", "-q", *arguments).stdout)))
    assert {row["measure"] for row in rows} == {"q24_job"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--by", "wave"), "--by: --table composition is by site"),
        ((), "no variable says who the respondents are; name some (sex, age group)"),
    ],
)
def test_what_cannot_be_composed_is_one_clear_message(called, tmp_path, arguments, words):
    text = TINY_WEIGHTED.replace(
        "{baseline: T1, endline: T1, values: {T1: {file: tiny.csv}}}",
        "{column: w, baseline: T1, endline: T2, values: {T1: {code: 1, file: tiny.csv}, "
        "T2: {code: 3, file: tiny.csv}}, other: leave_out}",
    ).replace(", weight: w", "")
    (tmp_path / "data_dictionary.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "tiny.csv").write_text(TINY_ROWS, encoding="utf-8")
    done = called("describe", "-q", "--table", "composition", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_one_wave_has_nobody_to_be_held_against(called, weighted):
    done = called("describe", "-q", "--table", "composition", cwd=weighted)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a comparison needs two waves" in done.stderr
