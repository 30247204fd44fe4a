"""A bar on standard error for work that takes more than two seconds; it leaves no trace.

Plain characters and carriage returns, no colour and no thread: it is drawn when work says how far
it is, and gone when the work ends, well or not.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TextIO

from lpsstats.cli.prose import terminal_width
from lpsstats.progress import listening

PATIENCE = 2.0  # seconds of work before anything is shown
PAUSE = 0.1  # seconds between two drawings
LONGEST_BAR, SHORTEST_BAR = 30, 6


@dataclass(slots=True)
class _Task:
    """A piece of work and how far it is."""

    what: str
    total: int | None
    done: int = 0


class Bar:
    """Draws the outermost piece of work; those inside it move it on by parts of a step.

    Parameters
    ----------
    stream : text stream
        A terminal.
    width : callable
        Gives its columns.
    clock : callable
        Gives seconds; the command begins now.
    """

    def __init__(
        self, stream: TextIO, width: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._width, self._clock = stream, width, clock
        self._began = self._drawn_at = clock()
        self._tasks: list[_Task] = []
        self._shown = ""

    def begin(self, what: str, total: int | None) -> None:
        """Take up a piece of work, inside those that go on."""
        self._tasks.append(_Task(what, total))

    def advance(self, n: int) -> None:
        """Count steps of the innermost work, and draw if it is time to."""
        if self._tasks:
            self._tasks[-1].done += n
            self._draw_in_time()

    def end(self) -> None:
        """Drop the innermost work; after the outermost the line is empty again."""
        del self._tasks[-1:]
        if not self._tasks:
            self.clear()

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._shown:
            self._write("\r" + " " * len(self._shown) + "\r")
            self._shown = ""

    def _draw_in_time(self) -> None:
        now = self._clock()
        if now - self._began < PATIENCE or now - self._drawn_at < PAUSE:
            return
        self._drawn_at = now
        line = _line(self._tasks, now - self._began, self._width() - 1)
        self._write("\r" + line + " " * (len(self._shown) - len(line)))
        self._shown = line

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # results do not depend on who watches
            self._stream.write(text)
            self._stream.flush()


def _line(tasks: list[_Task], seconds: float, room: int) -> str:
    """Write what goes on, a bar and percentage where the end is known, and the time; cut to fit."""
    minutes, rest = divmod(int(seconds), 60)
    time_taken = f"{minutes}:{rest:02d}"
    share = _share(tasks)
    if share is None:
        return f"{tasks[0].what}  {time_taken}"[:room]
    head, tail = f"{tasks[0].what}  ", f"{int(100 * share):3d}%  {time_taken}"
    length = min(LONGEST_BAR, room - len(head) - len(tail) - 4)
    if length < SHORTEST_BAR:
        return (head + tail)[:room]
    full = int(share * length)
    return f"{head}[{'#' * full}{'.' * (length - full)}]  {tail}"


def _share(tasks: list[_Task]) -> float | None:
    """Say what part of the outermost work is done; `None` if its end is unknown."""
    inner = 0.0
    for task in reversed(tasks):
        if not task.total:
            inner = 0.0
            continue
        inner = min(1.0, (task.done + inner) / task.total)
    return inner if tasks[0].total else None


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show how far long work is while this block runs, if standard error is a terminal for it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    bar = Bar(sys.stderr, terminal_width)
    try:
        with listening(bar):
            yield
    finally:
        bar.clear()
