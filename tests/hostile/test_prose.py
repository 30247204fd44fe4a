"""What goes to the error stream fits a terminal and stays whole in a log."""

import io

import pytest

from lpsstats.cli import prose

SENTENCE = "survey.csv: lines without any value are left out: 12, and the rest is as it was."


@pytest.fixture
def stream(monkeypatch):
    """Set the error stream: a terminal of so many columns, or none."""

    def become(columns):
        made = io.StringIO()
        made.isatty = lambda: columns is not None
        monkeypatch.setattr("sys.stderr", made)
        monkeypatch.setenv("COLUMNS", str(columns))

    return become


def test_a_log_keeps_each_sentence_on_its_line(stream):
    stream(None)
    assert prose.set_out(SENTENCE * 5) == [SENTENCE * 5]


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_terminal_gets_lines_that_fit_with_every_word(stream, columns):
    stream(columns)
    lines = prose.set_out(SENTENCE)
    assert max(map(len, lines)) <= columns
    assert " ".join(" ".join(lines).split()) == SENTENCE
    assert all(line.startswith("  ") for line in lines[1:])


@pytest.mark.parametrize("columns", [0, -5, "abc", 3, "9" * 30])
def test_a_width_that_is_none_loses_no_word(stream, columns):
    stream(columns)
    assert " ".join(" ".join(prose.set_out(SENTENCE)).split()) == SENTENCE


@pytest.mark.parametrize("columns", [None, 30])
def test_nothing_commands_the_terminal(stream, columns):
    stream(columns)
    (line,) = prose.set_out("a\x1b[31mb\x07\n\u202ec")
    assert line == "a�[31mb� c"
