"""Run a native reader where it can neither crash, hang nor swell this process."""

import contextlib
import faulthandler
import os
import pickle
import select
import signal
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar, cast

from lpsstats.errors import DataError
from lpsstats.progress import is_heard, working

if sys.platform != "win32":
    import resource

T = TypeVar("T")

SECONDS = 60
SIGN_OF_LIFE = 0.2  # seconds
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Whom to blame, and what the work may use.

    Attributes
    ----------
    name : str
        Name of the file, for messages.
    remedy : str
        What the analyst can do when the file cannot be read; whole sentences.
    memory : int
        Bytes of address space on top of what the process holds already; enforced on Linux.
    seconds : int
        Of wall-clock time, and as many of processor time.
    """

    name: str
    remedy: str
    memory: int
    seconds: int = SECONDS


def run_apart(work: Callable[[], T], task: Task) -> T:
    """Call a function in a forked child with limits and hand its result back.

    Where the system cannot fork, the function is called directly.

    Parameters
    ----------
    work : callable
        Takes nothing; its result must be picklable.
    task : Task
        The file and the limits.

    Raises
    ------
    DataError
        If the function raises, or the child dies or goes over a limit.
    """
    if not hasattr(os, "fork"):
        return _guarded(work, task)
    incoming, outgoing = os.pipe()
    pid = _fork()
    if pid == 0:
        os.close(incoming)
        _be_the_child(work, task, outgoing)
    os.close(outgoing)
    return cast(T, _receive(pid, incoming, task))


def _guarded(work: Callable[[], T], task: Task) -> T:
    """Turn whatever a native library raises into one sentence."""
    try:
        return work()
    except DataError:
        raise
    except MemoryError:
        raise DataError(_too_much_memory(task)) from None
    except Exception as problem:
        # The text of a foreign exception may quote the data; its class does not.
        kind = type(problem).__name__
        raise DataError(
            f"{task.name}: damaged, it cannot be read ({kind}). {task.remedy}"
        ) from None


def _fork() -> int:
    with warnings.catch_warnings():
        # NumPy's threads are idle and hold no lock; the child starts none and leaves by _exit.
        warnings.filterwarnings("ignore", message=".*fork", category=DeprecationWarning)
        return os.fork()


def _be_the_child(work: Callable[[], T], task: Task, outgoing: int) -> NoReturn:
    """Work, send the outcome, and leave without running anything of the parent's."""
    try:
        _limit(task)
        _fall_silent()
        with os.fdopen(outgoing, "wb") as pipe:
            try:
                pickle.dump((True, _guarded(work, task)), pipe, protocol=5)
            except DataError as refusal:
                pickle.dump((False, refusal.problems), pipe, protocol=5)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _limit(task: Task) -> None:
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, task.seconds)
    if STATM.exists():
        held = int(STATM.read_text().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, held + task.memory)
    # The kernel ends the child even inside native code, and even if the parent is gone.
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.alarm(task.seconds)


def _lower(which: int, limit: int) -> None:
    _, hard = resource.getrlimit(which)
    allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(which, (allowed, hard))


def _fall_silent() -> None:
    """Keep the last words of a dying native library off the terminal."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _receive(pid: int, incoming: int, task: Task) -> object:
    status = None
    try:
        _wait(incoming)
        with os.fdopen(incoming, "rb") as pipe:
            done, result = pickle.load(pipe)
    except (EOFError, pickle.UnpicklingError, MemoryError):
        _, status = os.waitpid(pid, 0)
        raise DataError(_obituary(status, task)) from None
    finally:
        if status is None:
            _end(pid)
    if not done:
        raise DataError(*result)
    return result


def _wait(incoming: int) -> None:
    """Give signs of life until the child has something to say, if anybody wants them."""
    if is_heard():
        with working("reading") as advance:
            while not select.select([incoming], [], [], SIGN_OF_LIFE)[0]:
                advance(0)


def _end(pid: int) -> None:
    """Leave no child behind, whether it has finished or Ctrl-C came first."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _obituary(status: int, task: Task) -> str:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if number in (signal.SIGALRM, signal.SIGXCPU):
        return f"{task.name}: gave up after {task.seconds} seconds. {task.remedy}"
    if number in (None, signal.SIGKILL, signal.SIGABRT):
        return _too_much_memory(task)
    broke_down = f"damaged, the reader broke down on it ({signal.Signals(number).name})"
    return f"{task.name}: {broke_down}. {task.remedy}"


def _too_much_memory(task: Task) -> str:
    allowed = round(task.memory / 2**20)
    return f"{task.name}: damaged, or needs more than {allowed} MiB to be read. {task.remedy}"
