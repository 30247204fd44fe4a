import pytest

from lpsstats.cli.measuring import asked, refuse_checks
from lpsstats.errors import UsageError

NONE = {"--dimensions": False, "--influence": False, "--invariance": False}


def test_without_a_question_it_is_reliability_that_is_asked_for():
    assert asked(NONE, {"--by": True, "--ci": True, "--weighted": True}) is None


@pytest.mark.parametrize(
    ("question", "option"),
    [("--dimensions", "--seed"), ("--invariance", "--items"), ("--influence", "--confidence")],
)
def test_options_that_go_with_a_question_are_taken(question, option):
    assert asked(NONE | {question: True}, {option: True}) == question


@pytest.mark.parametrize(
    ("question", "option"),
    [
        ("--dimensions", "--items"),
        ("--dimensions", "--from"),
        ("--invariance", "--weighted"),
        ("--invariance", "--min-alpha"),
        ("--influence", "--by"),
        ("--influence", "--ordinal"),
    ],
)
def test_an_option_without_effect_is_refused(question, option):
    with pytest.raises(UsageError, match=f"{option} does not go with {question}"):
        asked(NONE | {question: True}, {option: True})


def test_waves_are_for_the_questions_that_compare_them():
    with pytest.raises(UsageError, match="--to: goes with --influence or --invariance"):
        asked(NONE, {"--from": False, "--to": True})


def test_two_questions_are_refused():
    with pytest.raises(UsageError, match="ask one at a time"):
        asked(NONE | {"--influence": True, "--invariance": True}, {})


def test_lists_of_checks_are_for_reliability_alone():
    refuse_checks(None, "junit")
    refuse_checks("--influence", "csv")
    with pytest.raises(UsageError, match="--influence makes none"):
        refuse_checks("--influence", "junit")


@pytest.mark.parametrize("question", ["--dimensions", "--influence", "--invariance"])
def test_a_question_answers_on_the_command_line(cli, question):
    done = cli("reliability", "-q", question, "--measure", "trust", "--site", "whaddon")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Trust in police" in done.stdout


def test_weights_that_there_are_not_are_refused(cli):
    done = cli("reliability", "-q", "--weighted")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no weight is declared" in done.stderr
