"""What a person sees: whole outputs, compared with files that were read by eye."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ESCAPE = "\x1b"
WIDTHS = [60, 80, 120, 180]


@pytest.mark.parametrize("width", WIDTHS)
def test_compare_on_a_terminal(terminal, golden, width):
    golden(f"compare-terminal-{width}.txt", terminal(width, "compare", NO_COLOR="1"))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_a_table_is_wider_than_the_terminal(terminal, width):
    shown = terminal(width, "reliability", "--by", "wave", NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_reliability_on_a_terminal(terminal, golden, width):
    shown = terminal(width, "reliability", "--by", "wave", NO_COLOR="1")
    golden(f"reliability-terminal-{width}.txt", shown)


@pytest.mark.parametrize("format", ["plain", "csv", "tsv", "json", "markdown", "latex"])
def test_compare_in_each_format(cli, golden, format):
    done = cli("compare", "-q", "--site", "barton", "--site", "whaddon", "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"compare-{format}.txt", done.stdout)


@pytest.mark.parametrize("format", ["csv", "junit", "github"])
def test_reliability_in_each_format(cli, golden, format):
    done = cli("reliability", "-q", "--min-alpha", "0.82", "-f", format)
    assert done.returncode == 1
    lists_checks = format != "csv"
    assert (done.stderr == "") if lists_checks else done.stderr.startswith("error: Trust in police")
    golden(f"reliability-{format}.txt", done.stdout)


def test_notes_go_to_standard_error(cli, golden):
    done = cli("compare", "-d", "data_dictionary.yaml")
    golden("compare-notes.txt", done.stderr)


def test_colour_is_for_terminals_alone(cli, terminal, plain_compare):
    assert ESCAPE in terminal(100, "compare")
    assert ESCAPE not in terminal(100, "compare", NO_COLOR="1")
    assert ESCAPE not in terminal(100, "compare", TERM="dumb")
    assert ESCAPE not in plain_compare


def test_colour_changes_no_character(terminal):
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", terminal(100, "compare"))
    assert coloured == terminal(100, "compare", NO_COLOR="1")


def test_a_redirected_table_is_whole(cli):
    lines = cli("compare", "-q", COLUMNS="40").stdout.splitlines()
    heading = next(line for line in lines if line.startswith("Scale"))
    assert all(word in heading for word in ("SD", "T2", "g 95% CI", "df", "p adj", "Verdict"))
    assert any("Trust in police" in line and "improved" in line for line in lines)


def test_a_terminal_that_knows_ascii_only_is_given_ascii(terminal):
    shown = terminal(80, "compare", NO_COLOR="1", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert shown.isascii()
    assert "-0.88" in shown


def test_two_runs_are_byte_identical(cli):
    runs = [cli("compare", "-f", "json") for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout


def test_json_has_schema_provenance_and_every_row(cli):
    answer = json.loads(cli("compare", "-q", "-f", "json").stdout)
    assert answer["schema"] == "lpsstats/compare/1"
    assert [one["n_rows"] for one in answer["provenance"]["inputs"]] == [400, 400, 400]
    assert len(answer["results"]) == 25


@pytest.mark.parametrize("command", ["compare", "reliability"])
def test_json_fits_the_printed_schema(cli, command):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(cli("schema", command).stdout)
    answer = json.loads(cli(command, "-q", "-f", "json").stdout)
    jsonschema.Draft7Validator(schema).validate(answer)


def test_demo_shows_the_comparison_of_the_bundled_example(cli, tmp_path, plain_compare):
    demo = cli("demo", "-q", cwd=tmp_path)
    assert demo.returncode == 0
    assert demo.stdout == plain_compare


def test_demo_unpacks_an_example_that_compares(cli, tmp_path, plain_compare):
    assert cli("demo", "--unpack", "lps", cwd=tmp_path).returncode == 0
    again = cli("compare", "-q", cwd=tmp_path / "lps")
    assert again.stdout == plain_compare
    refused = cli("demo", "--unpack", "lps", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "--force" in refused.stderr


def test_a_closed_pipe_is_no_error(root, command_line):
    script = f"{shlex.join(command_line('compare', '-q'))} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["compare", "-q"], ["--help"], ["schema"]])
def test_a_full_disk_is_said_in_one_line(root, arguments, command_line):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command_line(*arguments),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=root,
            check=False,
            timeout=60,
        )
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


def test_output_to_the_standard_output_goes_into_a_pipe(cli):
    done = cli("compare", "-q", "-f", "csv", "-o", "/dev/stdout")
    assert done.returncode == 0
    assert done.stdout == cli("compare", "-q", "-f", "csv").stdout


def test_notes_that_nobody_can_read_stop_nothing(command_line, root, plain_compare):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command_line("compare"), cwd=root, stdout=subprocess.PIPE, stderr=full, text=True,
            check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, plain_compare)
