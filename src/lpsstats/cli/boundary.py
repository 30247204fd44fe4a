"""The error boundary: exceptions become one clear message and an exit status."""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from typer.exceptions import Abort, Exit, TyperException

from lpsstats.cli.app import app
from lpsstats.errors import ExitCode, LpsStatsError, OutputError

MOST_PROBLEMS = 50


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; nothing escapes but an interrupt."""
    _prepare_streams()
    try:
        status = app(list(arguments), prog_name="lpsstats", standalone_mode=False)
        _flush()
        return int(status or ExitCode.OK)
    except Exit as stop:
        return _flushed(int(stop.exit_code))
    except Abort:
        return ExitCode.INTERRUPTED
    except TyperException as error:
        _complain([error.format_message()])
        return ExitCode.USAGE
    except LpsStatsError as error:
        _complain(error.problems)
        return error.exit_code
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:
        return _fault(error)


def _prepare_streams() -> None:
    """Write UTF-8 into files and pipes, whatever the system's habit, unless told otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            reconfigure(encoding="utf-8")
        reconfigure(errors="replace")


def _flush() -> None:
    """Let a full disk be noticed while it can still be said."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"the results could not be written ({error.strerror})"
        raise OutputError(message) from error


def _flushed(status: int) -> int:
    try:
        _flush()
    except BrokenPipeError:
        _closed_pipe()
    except OutputError as error:
        _complain(error.problems)
        return error.exit_code
    return status


def _complain(problems: Sequence[str]) -> None:
    """Print problems, each as `error: what`, its details set in."""
    with suppress(OSError):
        for problem in problems[:MOST_PROBLEMS]:
            first, *details = problem.splitlines() or [""]
            print(f"error: {first}", *(f"  {line}" for line in details), sep="\n", file=sys.stderr)
        if len(problems) > MOST_PROBLEMS:
            print(f"and {len(problems) - MOST_PROBLEMS:,} more problems", file=sys.stderr)


def _closed_pipe() -> int:
    """Fall silent when the reader of our output has gone, as `| head` does."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return ExitCode.OK


def _fault(error: Exception) -> int:
    """Keep the trace of a fault of ours in a file and say where."""
    trace = "".join(traceback.format_exception(error))
    kind = type(error).__name__
    try:
        handle, name = tempfile.mkstemp(prefix="lpsstats-fault-", suffix=".txt", text=True)
        os.close(handle)
        Path(name).write_text(trace, encoding="utf-8")
        where = f"The details are in {name}"
    except OSError:
        where = f"At: {trace.strip().splitlines()[-2].strip()}"
    _complain([f"a fault in lpsstats itself ({kind}), not in your data.\n{where}"])
    return ExitCode.FAULT
