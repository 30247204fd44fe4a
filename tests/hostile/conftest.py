"""Run the command line in this process, as a shell would see it."""

import io
import json
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import cycle
from pathlib import Path

import pytest

from lpsstats.cli.boundary import run
from support.hostile import (
    COMMANDS,
    OTHERS,
    ROWS,
    Case,
    Ending,
    broken_promises,
    csv_of,
    listing,
    never_done,
    prepared,
)

LIMIT = 30  # seconds


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def _too_slow(*_):
    raise TimeoutError(f"more than {LIMIT} seconds")


def _run(arguments: Sequence[str], folder: Path) -> Ending:
    before, began = listing(folder), time.monotonic()
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(LIMIT)
    try:
        with redirect_stdout(_stream()) as out, redirect_stderr(_stream()) as err:
            status = run(arguments)
    finally:
        signal.alarm(0)
    after = listing(folder)
    left = {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
    seconds = time.monotonic() - began
    return Ending(status=status, out=_text(out), err=_text(err), seconds=seconds, left=left)


@pytest.fixture
def launch(tmp_path, monkeypatch) -> Callable[..., Ending]:
    """Run a command; whatever it leaves behind, faults included, lands in `tmp_path`."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
    return lambda *arguments: _run([str(each) for each in arguments], tmp_path)


def results(out: str) -> str:
    return json.dumps(json.loads(out)["results"]) if out else ""


@pytest.fixture(scope="session")
def clean(tmp_path_factory) -> dict[tuple[str, ...], str]:
    """The results of the survey as it should be, by command."""
    folder = tmp_path_factory.mktemp("clean")
    made = prepared(Case(status=0, files={"survey.csv": csv_of()}), folder)
    endings = {each: _run([*each, *made, "-q", "-f", "json"], folder) for each in COMMANDS}
    assert all(f'"n_rows": {len(ROWS)}' in ending.out for ending in endings.values())
    return {each: results(ending.out) for each, ending in endings.items()}


@pytest.fixture(scope="session")
def turns() -> Iterator[tuple[str, ...]]:
    """Give the other commands in turn, without end."""
    return cycle(OTHERS)


@pytest.fixture
def attack(launch, clean, tmp_path, turns) -> Callable[[Case], None]:
    """Run a case through every command and hold it to the contract."""

    def check(case: Case) -> None:
        made = prepared(case, tmp_path)
        for command in COMMANDS:
            ending = launch(*command, *made, "-f", "json")
            ending_results = Ending(
                status=ending.status,
                out=results(ending.out) if ending.status in {0, 1} else ending.out,
                err=ending.err,
                seconds=ending.seconds,
                left=ending.left,
            )
            broken = broken_promises(case, ending_results, clean[command])
            assert not broken, f"{command[0]}: {broken}\n{ending.err}"
        command = next(turns)
        if command[0] == "init":  # it has no dictionary to go by
            made = [each for each in made[2:] if each not in {"--out-of-range", "missing"}]
        ending = launch(*command, *made)
        broken = never_done(command[0], ending)
        assert not broken, f"{broken}\n{ending.err}"

    return check
