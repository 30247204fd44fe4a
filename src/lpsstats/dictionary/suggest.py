"""The nearest name to a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

# Comparing is quadratic in the length of names: a file of 10,000 columns must not cost minutes.
MOST = 2_000
LONGEST = 80


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Find the name most like `name`, ignoring case; nothing where none is like it.

    Parameters
    ----------
    name : str
        What was asked for; a very long one is like nothing.
    names : iterable of str
        What exists; the first 2,000 of ordinary length are looked at.
    """
    folded: dict[str, str] = {}
    for candidate in islice((n for n in names if len(n) <= LONGEST), MOST):
        folded.setdefault(candidate.casefold(), candidate)
    match = get_close_matches(name.casefold(), folded, n=1) if len(name) <= LONGEST else []
    return folded[match[0]] if match else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Give ` (did you mean 'x'?)`, or nothing."""
    match = nearest(name, names)
    return f" (did you mean '{match}'?)" if match else ""
