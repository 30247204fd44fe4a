"""The name that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

# Comparing strings is quadratic in their length: a folder of a million files must not cost minutes.
MOST_CANDIDATES = 2_000
LONGEST_NAME = 255


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate most like a name, ignoring case.

    Parameters
    ----------
    name : str
        What was asked for.
    candidates : iterable of str
        What exists; the first 2,000 are looked at.

    Returns
    -------
    str or None
        None where nothing is like it.
    """
    spelled = {each.casefold(): each for each in islice(candidates, MOST_CANDIDATES)}
    close = get_close_matches(name[:LONGEST_NAME].casefold(), spelled, n=1)
    return spelled[close[0]] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Phrase the suggestion, with a leading blank, or nothing.

    Parameters
    ----------
    name, candidates
        As in `nearest`.
    """
    found = nearest(name, candidates)
    return f" Did you mean {found!r}?" if found else ""
