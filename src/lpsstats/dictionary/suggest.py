"""The nearest name to a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80  # comparing very long names is slow and helps nobody


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Find the name most like `name`, if any is like it at all (case is ignored)."""
    if len(name) > LONGEST:
        return None
    folded: dict[str, str] = {}
    for candidate in names:
        if len(candidate) <= LONGEST:
            folded.setdefault(candidate.casefold(), candidate)
    match = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Give ` (did you mean 'x'?)`, or nothing."""
    match = nearest(name, names)
    return f" (did you mean '{match}'?)" if match else ""
