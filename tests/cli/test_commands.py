"""Contracts that every command keeps, and the messages and exit statuses of misuse."""

import json
import os
import shutil

import pytest

from lpsstats.cli.app import app

COMMANDS = [command.callback.__name__ for command in app.registered_commands]
READERS = {"check", "compare", "contrast", "describe", "plan", "reliability"}
READING = [name for name in COMMANDS if name in READERS]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_help_with_examples(cli, command):
    done = cli(command, "--help")
    assert done.returncode == 0
    assert "Examples" in done.stdout
    assert f"lpsstats {command}" in done.stdout
    assert "[default: None]" not in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_in_the_readme(root, command):
    assert f"lpsstats {command}" in (root / "README.md").read_text("utf-8")


def assert_refused(done, status: int, *words: str) -> None:
    assert done.returncode == status
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


MISUSE = [
    (["compar"], 2, ["Did you mean 'compare'?"]),
    (["compare", "-q", "--nonsense"], 2, ["--nonsense"]),
    (["compare", "-q", "--site", "wadon"], 2, ["--site wadon", "did you mean 'whaddon'?"]),
    (["compare", "-q", "--measure", "cohesio"], 2, ["did you mean 'cohesion'?"]),
    (["compare", "-q", "--measure", "nothing"], 2, ["--measure nothing", "cohesion", "scales"]),
    (["compare", "-q", "--measure", "sex"], 2, ["--measure sex", "describes respondents"]),
    (["compare", "-q", "--linked", "pairs"], 2, ["--linked pairs", "design: panel"]),
    (["compare", "-q", "--from", "T9"], 2, ["--from T9", "T1"]),
    (["compare", "-q", "--from", "T3", "--to", "T1"], 2, ["the later one", "T1, T2, T3"]),
    (["compare", "-q", "--from", "T1", "--to", "T1"], 2, ["the later one"]),
    (["compare", "-q", "--confidence", "95"], 2, ["did you mean 0.95?"]),
    (["compare", "-q", "--confidence", "nan"], 2, ["--confidence nan"]),
    (["compare", "-q", "--adjust", "bonf"], 2, ["holm", "fdr_bh"]),
    (["compare", "-q", "-o", "table.doc"], 2, ["'.doc'", "--format"]),
    (["reliability", "-q", "--by", "gender"], 2, ["--by gender", "wave,site"]),
    (["reliability", "-q", "--min-alpha", "70"], 2, ["--min-alpha 70"]),
    (["compare", "-q", "nowhere.sav"], 3, ["nowhere.sav"]),
    (["compare", "-q", "-d", "nowhere.yaml"], 2, ["nowhere.yaml"]),
    (["compare", "-q", "--encoding", "klingon", "x.csv"], None, []),
]


@pytest.mark.parametrize(("arguments", "status", "words"), MISUSE)
def test_misuse_is_one_clear_message(cli, arguments, status, words):
    done = cli(*arguments)
    assert_refused(done, status or done.returncode, *words)
    assert done.returncode in {2, 3}


def test_without_a_dictionary_the_message_says_where_one_may_be(cli, tmp_path):
    assert_refused(cli("compare", cwd=tmp_path), 2, "data_dictionary.yaml", "--dictionary")


def test_the_dictionary_is_found_upward_and_by_environment(cli, root, tmp_path, plain_compare):
    expected = plain_compare
    assert cli("compare", "-q", cwd=root / "examples").stdout == expected
    found = cli(
        "compare", "-q", cwd=tmp_path, LPSSTATS_DICTIONARY=str(root / "data_dictionary.yaml")
    )
    assert found.stdout == expected


def test_every_error_of_a_dictionary_comes_at_once_with_its_line(cli, root, tmp_path):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    broken = tmp_path / "data_dictionary.yaml"
    broken.write_text(
        text.replace("endline: T3", "endline: T4").replace("q1_belong,", "q1_belongs,"), "utf-8"
    )
    done = cli("compare", "-q", "-d", broken)
    assert_refused(done, 2, "did you mean 'q1_belong'?", "wave 'T4' is not under waves.values")
    lines = text.splitlines()
    for word in ("endline: T3", "q1_belong,"):
        number = next(i for i, line in enumerate(lines, 1) if word in line)
        assert f"data_dictionary.yaml:{number}: " in done.stderr


def test_a_weight_that_no_file_has_is_refused(cli, root, tmp_path):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = text.replace("weight: none", "weight: wt")
    files = text.replace("examples/lps/", f"{root}/examples/lps/")
    (tmp_path / "data_dictionary.yaml").write_text(files, "utf-8")
    done = cli("compare", "-q", cwd=tmp_path)
    assert_refused(done, 3, "lps_t1.sav", "'wt'")


def test_output_goes_to_a_file_whole_and_never_over_another(cli, tmp_path):
    target = tmp_path / "table.csv"
    done = cli("compare", "-q", "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text("utf-8") == cli("compare", "-q", "-f", "csv").stdout
    target.write_text("mine", "utf-8")
    assert_refused(cli("compare", "-q", "-o", target), 4, "--force")
    assert target.read_text("utf-8") == "mine"
    assert cli("compare", "-q", "-o", target, "--force").returncode == 0
    assert target.read_text("utf-8").startswith("measure,")


def test_output_into_a_missing_folder_is_refused(cli, tmp_path):
    assert_refused(cli("compare", "-q", "-o", tmp_path / "no" / "table.csv"), 4)


def test_files_on_the_command_line_take_the_place_of_declared_ones(
    cli, root, tmp_path, plain_compare
):
    for wave in ("t1", "t2", "t3"):
        shutil.copy(root / f"examples/lps/lps_{wave}.sav", tmp_path / f"new_{wave}.sav")
    files = [tmp_path / f"new_{wave}.sav" for wave in ("t1", "t2", "t3")]
    dictionary = root / "data_dictionary.yaml"
    done = cli("compare", "-q", "-d", dictionary, *files)
    assert done.stdout == plain_compare
    assert_refused(cli("compare", "-q", "-d", dictionary, *files[:2]), 2, "2 files for 3 waves")


def test_the_gate_decides_the_exit_status(cli):
    assert cli("reliability", "-q").returncode == 0
    assert cli("reliability", "-q", "--min-alpha", "0.84").returncode == 1
    assert cli("compare", "-q").returncode == 0
    assert cli("compare", "-q", "--fail-on", "declined").returncode == 1
    measure = ["--measure", "legitimacy"]
    assert cli("compare", "-q", "--fail-on", "declined", *measure).returncode == 0


def test_an_adjustment_may_be_chosen_for_all_families(cli):
    rows = json.loads(cli("compare", "-q", "-f", "json", "--adjust", "none").stdout)["results"]
    assert {row["adjust"] for row in rows} == {"none", None}
    assert all(row["p_adjusted"] in (row["p_value"], None) for row in rows)


def test_showing_part_of_a_family_does_not_change_its_p_values(cli):
    whole = json.loads(cli("compare", "-q", "-f", "json").stdout)["results"]
    part = json.loads(
        cli("compare", "-q", "-f", "json", "--site", "whaddon", "--measure", "cohesion").stdout
    )["results"]
    assert part == [r for r in whole if (r["site"], r["measure"]) == ("whaddon", "cohesion")]


@pytest.mark.skipif(os.name != "posix", reason="the locale of POSIX systems")
def test_it_runs_without_a_home_and_in_the_c_locale(cli, root, plain_compare):
    done = cli("compare", "-q", HOME="/nonexistent", LANG="C", LC_ALL="C")
    assert (done.returncode, done.stdout) == (0, plain_compare)


def test_the_version_is_printed(cli):
    assert cli("--version").stdout == "lpsstats 0.1.0\n"


def test_a_message_that_quotes_a_file_cannot_command_the_terminal(cli, root, tmp_path):
    text = (root / "tests/examples/tiny/tiny.csv").read_text("utf-8")
    lines = text.splitlines()
    (tmp_path / "tiny.csv").write_text(
        "\n".join(
            [lines[0], lines[1].replace(lines[1].split(",")[-1], "\x1b]0;owned\x07"), *lines[2:]]
        )
        + "\n",
        "utf-8",
    )
    shutil.copy(root / "tests/examples/tiny/tiny.yaml", tmp_path)
    done = cli("compare", "-q", "-d", tmp_path / "tiny.yaml")
    assert_refused(done, 3, "owned")
    assert "\x1b" not in done.stderr
    assert "\x07" not in done.stderr


def test_what_was_read_is_never_written_to(cli, root, tmp_path):
    assert cli("demo", "-q", "--unpack", tmp_path).returncode == 0
    for name in ("data_dictionary.yaml", "examples/lps/lps_t2.sav"):
        before = (tmp_path / name).read_bytes()
        arguments = ["compare", "-q", "-f", "csv", "--force", "-o", tmp_path / name]
        assert_refused(cli(*arguments, cwd=tmp_path), 4, "made from")
        assert (tmp_path / name).read_bytes() == before


def test_what_failed_is_said_even_when_quiet(cli):
    done = cli("reliability", "-q", "--min-alpha", "0.82")
    assert done.stderr.startswith("error: Trust in police: alpha is 0.810")


def test_a_list_of_checks_needs_a_check(cli):
    assert_refused(cli("compare", "-q", "-f", "junit"), 2, "--fail-on declined")
    assert cli("compare", "-q", "-f", "junit", "--fail-on", "declined").returncode == 1


@pytest.mark.parametrize("command", READING)
def test_a_file_that_is_not_there_is_a_data_error(cli, command):
    assert_refused(cli(command, "-q", "nowhere.sav"), 3, "nowhere.sav")


@pytest.mark.parametrize("command", READING)
def test_a_dictionary_that_is_not_there_is_a_usage_error(cli, command):
    assert_refused(cli(command, "-q", "-d", "nowhere.yaml"), 2, "nowhere.yaml")


@pytest.mark.parametrize("command", READING)
def test_the_json_of_a_command_fits_its_schema(cli, command):
    jsonschema = pytest.importorskip("jsonschema")
    document = json.loads(cli(command, "-q", "-f", "json").stdout)
    jsonschema.validate(document, json.loads(cli("schema", command).stdout))
