"""A compact letter display: who shares a letter cannot be told apart."""

from string import ascii_letters

import numpy as np
from numpy.typing import NDArray


def compact_letters(apart: NDArray[np.bool_]) -> tuple[str, ...]:
    """Give letters to things so that two share one exactly if they cannot be told apart.

    Parameters
    ----------
    apart : ndarray of bool, shape (p, p)
        Symmetric: whether two can be told apart. In the order in which they are to be shown.

    Returns
    -------
    tuple of str
        The letters of each, sorted; the first has the letter a. After z come capitals, after those
        letters with a number.

    References
    ----------
    Piepho, H.-P. (2004). An algorithm for a letter-based representation of all-pairwise
    comparisons. Journal of Computational and Graphical Statistics 13, 456-466. Here every pair that
    is not yet under one letter begins a group, which takes in all that fit, in order: as few
    letters for rankings, and never more groups than pairs.
    """
    p = len(apart)
    together: NDArray[np.bool_] = np.logical_or(~apart, np.eye(p, dtype=bool))
    open_pairs: NDArray[np.bool_] = np.triu(together)
    groups: list[list[int]] = []
    for first, second in np.argwhere(open_pairs).tolist():
        if open_pairs[first, second] and not (first == second and _has_partner(together, first)):
            groups.append(_grown(together, [first, second] if second > first else [first]))
            open_pairs[np.ix_(groups[-1], groups[-1])] = False
    names: list[list[str]] = [[] for _ in range(p)]
    for number, members in enumerate(groups):
        for member in members:
            names[member].append(_letter(number))
    return tuple("".join(letters) for letters in names)


def _has_partner(together: NDArray[np.bool_], one: int) -> bool:
    return int(together[one].sum()) > 1


def _grown(together: NDArray[np.bool_], members: list[int]) -> list[int]:
    """Take into a group, in order, everything that goes with all of it."""
    fits: NDArray[np.bool_] = np.logical_and.reduce(together[members])
    fits[members] = False
    for candidate in range(len(together)):
        if fits[candidate]:
            members = [*members, candidate]
            fits &= together[candidate]
            fits[candidate] = False
    return members


def _letter(number: int) -> str:
    turn, place = divmod(number, len(ascii_letters))
    return ascii_letters[place] + (str(turn) if turn else "")
