"""What tests share: the examples, the command line as a process, files of expected text."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Enough to find what is plainly wrong at every run; HYPOTHESIS_PROFILE=thorough looks longer.
settings.register_profile("quick", max_examples=15)
settings.register_profile("thorough", max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
REAL_DATA = os.environ.get("LPSSTATS_REAL_DATA")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real surveys that the environment names."""
    if not REAL_DATA:
        pytest.skip("LPSSTATS_REAL_DATA names no folder of real surveys")
    return Path(REAL_DATA)


def _to_nine_digits(text: str) -> str:
    return re.sub(r"\d+\.\d{9,}(e[-+]\d+)?", lambda found: f"{float(found[0]):.9g}", text)


@pytest.fixture(scope="session")
def golden() -> Callable[[str, str], None]:
    """Compare a text with a committed file; `nox -s golden` rewrites it.

    Full-precision numbers count to nine digits: the last ones depend on the versions of numpy and
    scipy and on the processor.
    """

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert _to_nine_digits(text) == _to_nine_digits(path.read_text(encoding="utf-8"))

    return compare


def _command_line(*arguments: object) -> list[str]:
    """Give the installed program with its arguments, or the module where it is not installed."""
    program = Path(sys.executable).with_name("lpsstats")
    start = [str(program)] if program.exists() else [sys.executable, "-m", "lpsstats"]
    return [*start, *map(str, arguments)]


@pytest.fixture(scope="session")
def command_line() -> Callable[..., list[str]]:
    """How to start the program, for tests that start it themselves."""
    return _command_line


@pytest.fixture(scope="session")
def cli() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program as a process of its own, away from any dictionary of the environment."""

    def run(*arguments: object, cwd: Path = ROOT, **environment: str):
        return subprocess.run(
            _command_line(*arguments),
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
            env=_environment() | environment,
        )

    return run


@pytest.fixture(scope="session")
def plain_compare(cli) -> str:
    """What `lpsstats compare -q` prints in the checkout; many tests compare with it."""
    return cli("compare", "-q").stdout


def _environment() -> dict[str, str]:
    dropped = {
        "PYTHONDONTWRITEBYTECODE",
        "LPSSTATS_DICTIONARY",
        "NO_COLOR",
        "COLUMNS",
        "PYTHONIOENCODING",
    }
    return {name: value for name, value in os.environ.items() if name not in dropped}


@pytest.fixture(scope="session")
def terminal() -> Callable[..., str]:
    """Run the program on a pseudo-terminal of a given width and give what it shows."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX")

    def run(
        width: int, *arguments: object, cwd: Path = ROOT, status: int = 0, **environment: str
    ) -> str:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            _command_line(*arguments),
            cwd=cwd,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env=_environment() | {"COLUMNS": str(width), "TERM": "xterm-256color"} | environment,
        ) as process:
            os.close(theirs)
            shown = b"".join(_chunks(ours)).decode("utf-8").replace("\r\n", "\n")
        assert process.returncode == status
        return shown

    return run


def _chunks(descriptor: int):
    """Read until the program at the other end has closed the terminal."""
    try:
        while chunk := os.read(descriptor, 65536):
            yield chunk
    except OSError:
        return
    finally:
        os.close(descriptor)
