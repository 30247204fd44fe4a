"""Closed streams, odd environments, signals and limits: each as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from support.hostile import DICTIONARY, as_environment, csv_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="shells and limits of Linux")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("surroundings")
    (folder / "survey.yaml").write_text(DICTIONARY, "utf-8")
    (folder / "survey.csv").write_bytes(csv_of())
    return folder


@pytest.fixture(scope="module")
def shell(place):
    """Run a script in which `lps` is the command on the survey."""

    def run(script, **environment):
        command = f"{sys.executable} -m lpsstats compare -d {place}/survey.yaml {place}/survey.csv"
        return subprocess.run(
            ["bash", "-c", f"lps() {{ {command} \"$@\"; }}; cd {place}; {script}"],
            capture_output=True, timeout=60, check=False, env=as_environment(**environment),
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def usual(shell):
    return shell("lps -q -f csv").stdout


HARMLESS = {
    "streams closed": "lps -f csv <&- 2>&-",
    "no folder to stand in": "mkdir gone && cd gone && rmdir ../gone && lps -q -f csv",
    "nothing may be created": "umask 777; ulimit -n 16; ulimit -v 900000; lps -q -f csv",
}


@pytest.mark.parametrize("script", HARMLESS.values(), ids=HARMLESS)
def test_the_results_are_the_same(shell, usual, script):
    done = shell(script)
    assert (done.returncode, done.stdout, done.stderr) == (0, usual, b"")


# Each set is of things that one machine may have at once.
ENVIRONMENTS = {
    "a container": {
        "HOME": None, "LANG": "C", "LC_ALL": "POSIX", "TERM": "dumb", "COLUMNS": "0",
        "TMPDIR": "/nonexistent",
    },
    "strict": {"HOME": "/nonexistent", "PYTHONWARNINGS": "error", "PYTHONOPTIMIZE": "2"},
    "narrow": {"PYTHONIOENCODING": "ascii", "COLUMNS": "-5"},
}  # fmt: skip


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_environment_changes_no_result(shell, usual, environment):
    done = shell("lps -q -f csv", **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, usual, b"")


def test_results_that_nobody_can_take_are_a_failure(shell):
    done = shell("lps -q >&-")
    assert done.returncode == 4
    assert done.stderr == b"error: the results could not be written (standard output is closed)\n"


def test_a_file_is_written_though_standard_output_is_closed(shell, place, usual):
    done = shell("lps -q -o closed.csv >&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (place / "closed.csv").read_bytes() == usual


def test_with_every_stream_closed_the_status_still_tells(shell):
    assert shell("lps >&- 2>&- <&-").returncode == 4


def test_no_file_takes_the_place_of_a_closed_stream(shell):
    code = "import os; from lpsstats.cli.boundary import run; run(['--version']); os._exit({})"
    opened = code.format("os.open(os.devnull, os.O_RDONLY)")
    done = shell(f'{sys.executable} -c "{opened}" <&- >&- 2>&-')
    assert done.returncode > 2


def test_an_spss_file_is_read_with_streams_closed(shell, place):
    from support.hostile import spss

    (place / "survey.sav").write_bytes(spss())
    command = f"{sys.executable} -m lpsstats compare -q -d survey.yaml survey.sav"
    done = shell(f"{command} -o streams.json <&- >&- 2>&-")
    assert done.returncode == 0
    assert json.loads((place / "streams.json").read_bytes())["results"]


def test_a_file_too_large_for_its_limit_is_not_left_in_part(shell, place):
    done = shell("ulimit -f 1; lps -q -f json -o large.json")
    assert done.returncode == 4
    assert b"File too large. Nothing was written" in done.stderr.replace(b")", b"")
    assert not [entry for entry in place.iterdir() if entry.name.startswith((".lps", "large"))]


def test_a_written_file_keeps_to_the_umask(shell, place):
    assert shell("umask 077; lps -q -o mine.csv").returncode == 0
    assert (place / "mine.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_reading_ends_at_once_and_leaves_nothing(place, number, status):
    large = place / "large.csv"
    if not large.exists():
        large.write_bytes(csv_of() + csv_of().partition(b"\n")[2] * 60_000)
    before = {entry.name for entry in place.iterdir()}
    command = [sys.executable, "-m", "lpsstats", "compare", "-q", "-o", "never.csv"]
    with subprocess.Popen(
        [*command, "-d", "survey.yaml", "large.csv"],
        cwd=place, stderr=subprocess.PIPE, env=as_environment(),
    ) as process:  # fmt: skip
        _wait_until_reading(process.pid)
        began = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (status, b"")
    assert time.monotonic() - began < 2
    assert {entry.name for entry in place.iterdir()} == before


def _wait_until_reading(pid: int) -> None:
    """Wait until a process has opened the large file."""
    descriptors = f"/proc/{pid}/fd"
    for _ in range(1_000):
        try:
            names = [os.readlink(f"{descriptors}/{n}") for n in os.listdir(descriptors)]  # noqa: PTH115, PTH208
        except OSError:
            names = []
        if any(name.endswith("large.csv") for name in names):
            return
        time.sleep(0.01)
    raise AssertionError("it never opened the file")
