"""The command `check`: what it prints, in which format, with which exit status."""

import csv
import json
import re
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from lpsstats.rules import RULES


@pytest.fixture
def drifted(root, tmp_path):
    """A dictionary beside the example that forgets a reversed item and leaves a guess."""
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = text.replace("    reverse: [q4_apart]\n", "")
    text = text.replace("    better: high # agreeing is bad news\n", "")
    text = text.replace("id: respid", "id: respid # CHECK unique?")
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text.replace("examples/lps/", f"{root / 'examples' / 'lps'}/"), "utf-8")
    return path


def test_a_survey_without_fault_is_said_to_be_one(cli):
    done = cli("check", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 errors, 0 warnings, 0 notes." in done.stdout


def test_an_error_exits_with_one_and_is_in_the_table(cli, drifted, golden):
    done = cli("check", "-q", "-d", drifted)
    assert done.returncode == 1
    assert done.stderr == ""
    golden("check-plain.txt", done.stdout)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits_the_terminal(terminal, drifted, golden, width):
    shown = terminal(width, "check", "-q", "-d", drifted, NO_COLOR="1", status=1)
    assert max(map(len, shown.splitlines())) <= width
    golden(f"check-terminal-{width}.txt", shown)


def test_every_finding_is_in_csv_with_what_to_do(cli, drifted):
    rows = list(csv.DictReader(StringIO(cli("check", "-q", "-d", drifted, "-f", "csv").stdout)))
    assert [row["code"] for row in rows] == ["LPS207", "LPS001"]
    assert rows[0]["severity"] == "error"
    assert rows[0]["cure"] == RULES["LPS207"].cure
    assert rows[1]["line"] == "15"


def test_json_has_findings_as_results_and_says_where_from(cli, drifted):
    content = json.loads(cli("check", "-q", "-d", drifted, "-f", "json").stdout)
    assert content["schema"] == "lpsstats/check/1"
    assert [row["code"] for row in content["results"]] == ["LPS207", "LPS001"]
    assert "findings" not in content
    assert content["provenance"]["inputs"][0]["n_rows"] == 400


def test_junit_has_a_case_for_every_rule_that_held(cli, drifted):
    suite = ET.fromstring(cli("check", "-q", "-d", drifted, "-f", "junit").stdout)
    assert (suite.get("tests"), suite.get("failures")) == (str(len(RULES)), "1")
    assert {case.get("classname") for case in suite} == set(RULES)


def test_github_annotates_the_line_of_the_dictionary(cli, drifted):
    lines = cli("check", "-q", "-d", drifted, "-f", "github").stdout.splitlines()
    assert lines[0].startswith("::error file=data_dictionary.yaml,line=")
    assert lines[1].startswith("::warning file=data_dictionary.yaml,line=15,title=LPS001")
    assert lines[-1] == f"1 error, 1 warning, 0 notes, {len(RULES) - 2} passed"


def test_a_rule_can_be_ignored_and_that_is_said(cli, drifted):
    done = cli("check", "-d", drifted, "--ignore", "LPS207")
    assert done.returncode == 0
    assert "ignored: 1 findings (1 errors), as --ignore asks" in done.stderr


def test_milder_findings_can_be_left_out(cli, drifted):
    done = cli("check", "-d", drifted, "--severity", "error", "-f", "csv")
    assert "LPS001" not in done.stdout
    assert "not shown: 1 milder findings" in done.stderr


def test_a_rule_that_does_not_exist_is_a_usage_error(cli):
    done = cli("check", "-q", "--ignore", "LPS27")
    assert done.returncode == 2
    assert "no rule of that code" in done.stderr


def test_the_rules_can_be_listed(cli):
    done = cli("check", "--rules", "-f", "csv")
    assert re.findall(r"LPS\d{3}", done.stdout) == list(RULES)


def test_ten_findings_of_a_rule_are_shown_and_the_rest_counted(cli, root, tmp_path):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^(  q\d+_\w+: \{.*)$", r"\1 # CHECK", text)
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text.replace("examples/lps/", f"{root / 'examples' / 'lps'}/"), "utf-8")
    marks = len(re.findall("# CHECK", text))
    shown = cli("check", "-q", "-d", path).stdout
    assert shown.count("  LPS001") == 10
    assert f"LPS001: {marks - 10} more, shown with --all" in shown
    assert cli("check", "-q", "-d", path, "--all").stdout.count("  LPS001") == marks
    assert cli("check", "-q", "-d", path, "-f", "csv").stdout.count(",LPS001,") == marks


def test_other_commands_say_that_guesses_are_left(cli, drifted):
    assert (
        "1 guess marked # CHECK still to be looked at" in cli("reliability", "-d", drifted).stderr
    )
