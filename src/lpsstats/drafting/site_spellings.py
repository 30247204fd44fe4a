"""Names of sites that may be one place: spelt otherwise, shortened, or codes in another wave."""

import re
from collections.abc import Mapping, Sequence, Set

from lpsstats.dictionary.folding import fold

ALIKE = 0.8  # edit similarity from which two names may be one
SHORTEST = 4  # letters; a shorter start says nothing
MOST_NAMED = 4  # waves that a mark names


def spelling_marks(names: Mapping[str, str], waves: Mapping[str, Set[str]]) -> dict[str, str]:
    """Ask of each site that some waves lack whether it is another one, spelt otherwise.

    Parameters
    ----------
    names : mapping of str to str
        The sites' names by any key, in order; sites without a name left out.
    waves : mapping of str to set of str
        The waves that have each site.

    Returns
    -------
    dict of str to str
        The mark by key, of the site that fewer waves have (of two equal ones the later).
    """
    every = set().union(*waves.values())
    order = list(names)
    marks = {}
    for place, key in enumerate(order):
        if len(waves[key]) == len(every):
            continue
        firmer = [
            other
            for i, other in enumerate(order)
            if (len(waves[other]), -i) > (len(waves[key]), -place)
        ]
        likeness = {other: _likeness(names[key], names[other]) for other in firmer}
        best = max(firmer, key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            shown = ", ".join(sorted(waves[key])[:MOST_NAMED])
            marks[key] = f"only in {shown}: another spelling of '{names[best]}'?"
    return marks


def codes_or_names(named: Mapping[str, Sequence[bool]]) -> str:
    """Ask which is which where some waves have nothing but codes and others nothing but names.

    Parameters
    ----------
    named : mapping of str to sequence of bool
        By wave, whether each of its sites has a name.
    """
    codes = [wave for wave, known in named.items() if known and not any(known)]
    names = [wave for wave, known in named.items() if known and all(known)]
    if not codes or not names:
        return ""
    shown = [", ".join(waves[:MOST_NAMED]) for waves in (codes, names)]
    return f"{shown[0]} has codes, {shown[1]} names: which is which?"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text).replace("&", " and ").replace("'", ""))


def _likeness(first: str, second: str) -> float:
    """Give 1 for one name in two spellings or a shortening, else the edit similarity."""
    ours, theirs = _words(first), _words(second)
    numbers = [[word for word in words if word.isdigit()] for words in (ours, theirs)]
    if not ours or not theirs or numbers[0] != numbers[1]:
        return 0.0  # Ward 1 is not Ward 2
    # "Barton/Tredworth" has lost its "and".
    a, b = ("".join(word for word in words if word != "and") for words in (ours, theirs))
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= SHORTEST and (long.startswith(short) or _within(ours, theirs)):
        return 0.99
    return 1 - _distance(short, long) / len(long)


def _within(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether all words of the one name are in the other."""
    return set(ours) <= set(theirs) or set(theirs) <= set(ours)


def _distance(first: str, second: str) -> int:
    """Count the letters to insert, delete, replace or swap (Damerau 1964)."""
    before, row = [0] * (len(second) + 1), list(range(len(second) + 1))
    for i, letter in enumerate(first):
        fresh = [i + 1]
        for j, other in enumerate(second):
            cost = min(row[j + 1] + 1, fresh[j] + 1, row[j] + (letter != other))
            if i and j and letter == second[j - 1] and other == first[i - 1]:
                cost = min(cost, before[j - 1] + 1)
            fresh.append(cost)
        before, row = row, fresh
    return row[-1]
