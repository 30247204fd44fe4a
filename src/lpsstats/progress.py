"""How long work says how far it is, to whoever wants to know; to nobody by default.

Loops that may take seconds run through `in_steps` or call `working`. They know no terminal: what
they say goes to the sink that `listening` put there, and costs next to nothing without one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

T = TypeVar("T")


class Sink(Protocol):
    """What hears how far work is.

    Pieces of work may stand inside one another; the one begun last ends first.
    """

    def begin(self, what: str, total: int | None) -> None:
        """Hear that a piece of work begins: what it is in a word or two, and how many steps."""

    def advance(self, n: int) -> None:
        """Hear that the innermost work is n steps further; 0 says no more than that it goes on."""

    def end(self) -> None:
        """Hear that the innermost work has ended, well or not."""


_SINK: ContextVar[Sink | None] = ContextVar("lpsstats_progress", default=None)


@contextmanager
def listening(sink: Sink) -> Iterator[None]:
    """Let a sink hear of all work inside this block.

    Parameters
    ----------
    sink : Sink
        It replaces the one that heard before, until the block is left.
    """
    token = _SINK.set(sink)
    try:
        yield
    finally:
        _SINK.reset(token)


def hush() -> None:
    """Let nobody hear of work from here on, until the block of `listening` is left."""
    _SINK.set(None)


def is_heard() -> bool:
    """Tell whether anybody listens; waiting need only be broken up if so."""
    return _SINK.get() is not None


@contextmanager
def working(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Say that a piece of work is done in this block.

    Parameters
    ----------
    what : str
        What it is, in a word or two of our own; never a word from the data.
    total : int, optional
        Its steps; `None` if nobody knows.

    Yields
    ------
    callable
        To be called with the number of steps done since the last call; 0 is a sign of life.
    """
    sink = _SINK.get()
    if sink is None:
        yield _nothing
        return
    sink.begin(what, total)
    try:
        yield sink.advance
    finally:
        sink.end()


def in_steps(what: str, of: Sequence[T]) -> Iterator[T]:
    """Run through a sequence and say after each entry how far that is.

    Parameters
    ----------
    what : str
        As in `working`.
    of : sequence
        What to run through.

    Yields
    ------
    object
        Its entries, in order.
    """
    with working(what, len(of)) as advance:
        for one in of:
            yield one
            advance(1)


def _nothing(n: int) -> None:
    """Take a step that nobody hears of."""
