"""The error boundary: exceptions become one clear message and an exit status."""

import errno
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from typer.exceptions import Abort, Exit, TyperException

from lpsstats.cli.app import app
from lpsstats.cli.progress import shown_progress
from lpsstats.cli.prose import set_out
from lpsstats.errors import ExitCode, LpsStatsError

MOST_PROBLEMS = 50
# Files are read inside the layer that names them, so that these can only come from our own output.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class _Closed(io.TextIOBase):
    """Stands for a standard output that was closed before we started (`>&-`)."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "standard output is closed")


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; nothing escapes but an interrupt."""
    _prepare_streams()
    status = int(ExitCode.OK)
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _fall_silent()
    except Exception as error:
        status = _explain(error)
    return status


def _dispatch(arguments: Sequence[str]) -> int:
    try:
        with shown_progress():
            return int(app(list(arguments), prog_name="lpsstats", standalone_mode=False) or 0)
    except Exit as stop:
        return int(stop.exit_code)


def _explain(error: Exception) -> int:
    """Print what went wrong and give the exit status that says so."""
    if isinstance(error, LpsStatsError):
        _complain(error.problems)
        return error.exit_code
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        _complain([f"the results could not be written ({error.strerror})"])
        _fall_silent()  # what is still in the buffer would be tried again on the way out
        return ExitCode.OUTPUT
    if isinstance(error, TyperException):
        _complain([error.format_message().replace("Value error, ", "")])
        return ExitCode.USAGE
    if isinstance(error, Abort):
        return ExitCode.INTERRUPTED
    return _fault(error)


def _prepare_streams() -> None:
    """Write UTF-8 into files and pipes, whatever the system's habit, unless told otherwise."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            reconfigure(encoding="utf-8")
        reconfigure(errors="replace")


def _replace_closed_streams() -> None:
    """Fill the places of closed streams, or the next file that is opened would take them.

    `print` to an absent error stream would go to standard output, among the results.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _complain(problems: Sequence[str]) -> None:
    """Print problems, each as `error: what`, its details set in; they may quote a file's text."""
    with suppress(OSError):
        for problem in problems[:MOST_PROBLEMS]:
            first, *details = problem.splitlines() or [""]
            lines = [*set_out(f"error: {first}"), *chain.from_iterable(map(_detail, details))]
            print(*lines, sep="\n", file=sys.stderr)
        if len(problems) > MOST_PROBLEMS:
            print(f"and {len(problems) - MOST_PROBLEMS:,} more problems", file=sys.stderr)


def _detail(line: str) -> list[str]:
    return set_out(f"  {line.strip()}")


def _fall_silent() -> None:
    """Write no more: the reader of our output has gone, as with `| head`, or the disk is full."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
