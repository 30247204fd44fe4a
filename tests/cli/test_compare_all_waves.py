"""`lpsstats compare --waves all` from the outside: its pages, its formats, what it refuses."""

import csv
import io
import json

import pytest

from lpsstats.cli.boundary import run

ALL = ("compare", "-q", "--waves", "all")
SOME = ("--site", "barton", "--measure", "cohesion", "--measure", "secondary")


@pytest.fixture
def asked(capsys, monkeypatch, root):
    """Run the program in this process, in the folder of the example: status, results, messages."""
    monkeypatch.chdir(root)

    def ask(*arguments):
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return ask


@pytest.mark.parametrize("width", [60, 80, 120])
def test_all_waves_on_a_terminal(terminal, golden, width):
    shown = terminal(width, *ALL, *SOME, NO_COLOR="1")
    golden(f"compare-waves-{width}.txt", shown)
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("format", ["plain", "csv", "json", "markdown"])
def test_all_waves_in_each_format(asked, golden, format):
    status, shown, said = asked(*ALL, *SOME, "-f", format)
    assert (status, said) == (0, "")
    golden(f"compare-waves-{format}.txt", shown)


def test_csv_has_a_column_for_every_wave_and_for_every_contrast(asked):
    _, shown, _ = asked(*ALL, "--site", "barton", "--measure", "cohesion", "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(shown))
    assert [row[f"n_{wave}"] for wave in ("T1", "T2", "T3")] == ["99", "95", "98"]
    for pair in ("T1_T2", "T2_T3", "T1_T3"):
        assert float(row[f"conf_low_{pair}"]) < float(row[f"estimate_{pair}"])
        assert float(row[f"p_adjusted_{pair}"]) >= float(row["p_adjusted"])
    assert "wave_from" not in row


def test_the_json_of_all_waves_fits_the_schema_of_the_command(asked):
    jsonschema = pytest.importorskip("jsonschema")
    answer = json.loads(
        asked(*ALL, "--measure", "scales", "--measure", "secondary", "-f", "json")[1]
    )
    schema = json.loads(asked("schema", "compare")[1])
    jsonschema.Draft7Validator(schema).validate(answer)
    assert answer["schema"] == "lpsstats/compare/1"
    options = answer["provenance"]["options"]
    assert options["waves"] == "all"
    assert options["years"] == pytest.approx([0, 0.75, 17 / 12])
    del answer["results"][0]["contrasts"]
    assert list(jsonschema.Draft7Validator(schema).iter_errors(answer))


def assert_refused(done, *words):
    status, shown, said = done
    assert (status, shown) == (2, "")
    assert said.startswith("error: ")
    assert said.count("error: ") == 1
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "T1"], ["--from does not go with --waves all"]),
        (["--to", "T3"], ["--to does not go with --waves all"]),
        (["--effect", "pooled"], ["--effect pooled does not go with --waves all"]),
        (["--linked", "pairs"], ["--linked does not go with --waves all", "sampling units"]),
        (["--fail-on", "declined"], ["--fail-on does not go with --waves all"]),
        (["-f", "junit"], ["--format junit lists checks", "--waves all makes none"]),
    ],
)
def test_what_is_about_two_waves_does_not_go_with_all_of_them(asked, arguments, words):
    assert_refused(asked(*ALL, *arguments), *words)


def test_another_choice_of_waves_is_refused(asked):
    assert_refused(asked("compare", "-q", "--waves", "T1,T2"), "--waves")


def test_a_survey_of_two_waves_is_told_to_compare_them(asked, root):
    done = asked(*ALL, "-d", root / "tests" / "examples" / "tiny" / "tiny.yaml")
    assert_refused(done, "--waves all needs three waves or more", "leave it out to compare two")


def test_a_date_that_is_none_is_an_error_with_its_line(asked, root, tmp_path):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = text.replace("file: examples/", f"file: {root}/examples/")
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text.replace("date: 2017-09", "date: 2017-13"), "utf-8")
    number = next(i for i, line in enumerate(text.splitlines(), 1) if "date: 2017-09" in line)
    assert_refused(asked(*ALL, "-d", path), f"data_dictionary.yaml:{number}: ", "2017-13")
