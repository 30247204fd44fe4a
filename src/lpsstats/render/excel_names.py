"""Names of sheets: what Excel allows, each once."""

import re
from collections.abc import Iterable

LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']+")


def sheet_names(keys: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Make names of sheets of the keys of tables.

    Parameters
    ----------
    keys : iterable of str
        One for each sheet; they may be the same, or of any characters.
    taken : iterable of str
        Names that other sheets have.

    Returns
    -------
    list of str
        As many names, of at most 31 characters, unlike whatever the case of their letters.
    """
    seen = {"history", *(name.casefold() for name in taken)}  # Excel keeps that one to itself
    names = []
    for key in keys:
        name = _unlike(_allowed(key), seen)
        seen.add(name.casefold())
        names.append(name)
    return names


def _allowed(key: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in _FORBIDDEN.sub(" ", key))
    return _within(clean, LONGEST_NAME).strip() or "table"


def _unlike(name: str, seen: set[str]) -> str:
    unlike, count = name, 1
    while unlike.casefold() in seen:
        count += 1
        end = f" {count}"
        unlike = _within(name, LONGEST_NAME - len(end)).strip() + end
    return unlike


def _within(text: str, most: int) -> str:
    """Cut a text to so many of the units that Excel counts in."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", errors="ignore")
