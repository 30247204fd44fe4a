"""The bar: late, on a terminal only, inside its width, and without a trace."""

import io
import os
import subprocess
import sys

import pytest

from lpsstats.cli import progress
from lpsstats.cli.progress import Bar, shown_progress
from lpsstats.progress import in_steps, is_heard, listening, working


class Clock:
    """Gives the time that it was told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    """A terminal of one line; `shown` is every state that it was in."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def isatty(self):
        return True

    def write(self, text):
        super().write(text)
        self.shown.append(screen(self.getvalue()))


def screen(text: str) -> str:
    """What stands on the line after carriage returns have been obeyed."""
    line: list[str] = []
    at = 0
    for character in text:
        if character == "\r":
            at = 0
            continue
        line[at : at + 1] = [character]
        at += 1
    return "".join(line).rstrip()


@pytest.fixture
def clock():
    return Clock()


def drawn(clock, width, run):
    """Give all that a bar showed while something ran."""
    terminal = Terminal()
    with listening(Bar(terminal, lambda: width, clock)):
        run()
    return terminal


def slowly(clock, n, seconds, what="resamples"):
    for _ in in_steps(what, range(n)):
        clock.now += seconds


def test_short_work_shows_nothing(clock):
    assert drawn(clock, 80, lambda: slowly(clock, 10, 0.19)).getvalue() == ""


def test_long_work_shows_how_far_it_is_and_leaves_no_trace(clock):
    terminal = drawn(clock, 80, lambda: slowly(clock, 10, 1.0))
    percents = [int(line.split("%")[0].split()[-1]) for line in terminal.shown if "%" in line]
    assert percents == [20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert terminal.shown[0] == f"resamples  [{'#' * 6}{'.' * 24}]   20%  0:02"
    assert screen(terminal.getvalue()) == ""
    assert "\n" not in terminal.getvalue()
    assert "\x1b" not in terminal.getvalue()


@pytest.mark.parametrize("width", [20, 30, 40, 41, 80, 300])
def test_the_bar_stays_inside_the_terminal(clock, width):
    terminal = drawn(clock, width, lambda: slowly(clock, 200, 20.0, what="other analyses"))
    assert max(map(len, terminal.shown)) < width
    assert terminal.shown[0].startswith("other analyses")


def test_it_is_not_drawn_more_than_ten_times_a_second(clock):
    terminal = drawn(clock, 80, lambda: slowly(clock, 60, 0.05))
    assert 5 <= len(terminal.shown) <= 12  # of one second, and the wiping


def test_work_without_a_known_end_shows_the_time_and_no_percentage(clock):
    def wait():
        with working("reading") as advance:
            for _ in range(70):
                clock.now += 1
                advance(0)

    terminal = drawn(clock, 80, wait)
    assert terminal.shown[-2] == "reading  1:10"
    assert not any("%" in line for line in terminal.shown)


def test_work_inside_work_moves_the_outer_bar(clock):
    def both():
        for _ in in_steps("comparing", range(2)):
            slowly(clock, 2, 2.0)

    terminal = drawn(clock, 80, both)
    shown = [line for line in terminal.shown if line]
    assert all(line.startswith("comparing") for line in shown)
    assert [int(line.split("%")[0].split()[-1]) for line in shown] == [25, 50, 75, 100]


def test_a_bar_that_grows_shorter_leaves_nothing_behind(clock):
    def two():
        with working("something with a long name") as advance:
            clock.now += 3
            advance(1)
        with working("x") as advance:
            clock.now += 3
            advance(1)

    assert drawn(clock, 80, two).shown[-2:] == ["x  0:06", ""]


def test_a_terminal_that_has_gone_does_not_stop_the_work(clock):
    class Gone(Terminal):
        def write(self, text):
            raise BrokenPipeError

    done = []
    with listening(Bar(Gone(), lambda: 80, clock)):
        for one in in_steps("resamples", range(5)):
            clock.now += 1
            done.append(one)
    assert done == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("terminal", "term", "heard"),
    [(True, "xterm", True), (True, "dumb", False), (False, "xterm", False)],
)
def test_it_is_for_terminals_that_can_go_back_on_a_line(monkeypatch, terminal, term, heard):
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    with shown_progress():
        assert is_heard() == heard


def test_the_line_is_empty_before_an_error_is_told(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)

    left_open = in_steps("resamples", range(3))  # as a traceback may hold it

    def failing():
        with shown_progress():
            for one in left_open:
                if one:
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert any(stream.shown)
    assert screen(stream.getvalue()) == ""


def test_quiet_hushes(monkeypatch, capsys, root):
    from lpsstats.cli.options import _be_quiet

    heard = []
    with listening(Bar(Terminal(), lambda: 80)):
        heard.append(is_heard())
        _be_quiet(False)
        heard.append(is_heard())
        _be_quiet(True)
        heard.append(is_heard())
    assert heard == [True, True, False]


SCRIPT = """
import sys, time
from lpsstats.cli import progress
progress.PATIENCE = 0.0
progress.PAUSE = 0.0
from lpsstats.cli.boundary import run
sys.exit(run(sys.argv[1:]))
"""


def test_a_real_run_draws_on_the_error_stream_alone_and_wipes_it(root, plain_compare):
    pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "40", "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "compare"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment,
    ) as process:
        os.close(theirs)
        said = b"".join(chunks(ours)).decode()
        shown = process.stdout.read().decode()
    assert process.returncode == 0
    assert shown == plain_compare
    assert "\rcomparing" in said
    lines = [screen(line) for line in said.split("\r\n")]
    assert not any("comparing" in line for line in lines)


def chunks(descriptor):
    try:
        while chunk := os.read(descriptor, 65536):
            yield chunk
    except OSError:
        return
    finally:
        os.close(descriptor)
