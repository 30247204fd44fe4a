"""Which unknown counts stay unknown to a reader who knows their sums."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

TOLERANCE: Final = 1e-7
MOST_PAIRS: Final = 60
WHOLE: Final = np.arange(1, 7)


def movable(lines: Floats, values: Floats) -> NDArray[np.bool_]:
    """Say of each unknown whether it could be another whole number, everything known unchanged.

    An unknown is movable if there are whole numbers, none negative, that give every line the sum
    it has and the unknown another value. A reader who knows the lines can then name at least two
    values of it. The search is for a proof: an unknown for which none is found counts as fixed.

    Parameters
    ----------
    lines : ndarray, shape (n_lines, n_unknowns)
        The coefficients of each known sum.
    values : ndarray, shape (n_unknowns,)
        The true values.

    Returns
    -------
    ndarray of bool, shape (n_unknowns,)
    """
    # Those of one line are solved for at once; then the largest, which seldom run below zero.
    order = np.lexsort((-values, (lines != 0).sum(axis=0) > 1))
    moves = _whole(_null_space(lines[:, order]))
    found = _reached(moves, values[order])
    if not found.all() and len(moves) > 1:
        found |= _reached(_paired(moves, ~found), values[order])
    free = np.empty(len(values), dtype=bool)
    free[order] = found
    return free


def _null_space(lines: Floats) -> Floats:
    """Give moves that change no line, a row for each unknown that others can make up for."""
    peeled, core = _peel(lines)
    n_unknowns = lines.shape[1]
    taken = [column for _, columns in peeled for column in columns]
    left = np.setdiff1d(np.arange(n_unknowns), taken)
    inner = lines[np.ix_(core, left)]
    reduced, pivots = _reduce(inner)
    free = np.setdiff1d(np.arange(len(left)), pivots)
    basis = np.zeros((len(free), n_unknowns))
    basis[np.arange(len(free)), left[free]] = 1.0
    basis[:, left[pivots]] = -reduced[: len(pivots), free].T
    for rows, columns in reversed(peeled):
        basis[:, columns] = -(basis @ lines[rows].T) / lines[rows, columns]
    return basis


def _peel(lines: Floats) -> tuple[list[tuple[Places, Places]], Places]:
    """Take lines off that hold an unknown of no other: it makes up for whatever the rest does.

    Returns
    -------
    list of (rows, columns), rows
        What was taken off, round by round, each row with its unknown; the rows that are left.
    """
    used = lines != 0
    core, peeled = np.arange(len(lines)), []
    while len(core):
        alone = used[core] & (used[core].sum(axis=0) == 1)
        ends = alone.any(axis=1)
        if not ends.any():
            break
        peeled.append((core[ends], alone[ends].argmax(axis=1)))
        core = core[~ends]
    return peeled, core


def _reduce(lines: Floats) -> tuple[Floats, list[int]]:
    """Bring the lines to reduced echelon form (Gauss and Jordan); name the columns solved for."""
    rows = lines.astype(np.float64)
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        top = len(pivots)
        if top == len(rows):
            break
        best = top + int(np.argmax(np.abs(rows[top:, column])))
        if abs(rows[best, column]) < TOLERANCE:
            continue
        rows[[top, best]] = rows[[best, top]]
        rows[top] /= rows[top, column]
        others = np.flatnonzero(np.abs(rows[:, column]) > TOLERANCE)
        others = others[others != top]
        rows[others] -= np.outer(rows[others, column], rows[top])
        pivots.append(column)
    return rows, pivots


def _whole(basis: Floats) -> Floats:
    """Keep the vectors that are whole numbers, or become so by the least small multiple."""
    whole = np.full(basis.shape, np.nan)
    for multiple in WHOLE[::-1]:
        near = (
            np.abs(multiple * basis - np.round(multiple * basis)).max(axis=1, initial=0) < TOLERANCE
        )
        whole[near] = np.round(multiple * basis[near])
    kept: Floats = whole[~np.isnan(whole).any(axis=1)]
    return kept


def _reached(moves: Floats, values: Floats) -> NDArray[np.bool_]:
    """Say which unknowns some move changes without taking any of them below zero."""
    low = values - TOLERANCE
    possible = ((low + moves >= -2 * TOLERANCE) | (moves == 0)).all(axis=1)
    possible |= ((low - moves >= -2 * TOLERANCE) | (moves == 0)).all(axis=1)
    reached: NDArray[np.bool_] = (moves[possible] != 0).any(axis=0)
    return reached


def _paired(moves: Floats, wanted: NDArray[np.bool_]) -> Floats:
    """Add and subtract two moves, those first that change what is wanted."""
    order = np.argsort(-(moves[:, wanted] != 0).sum(axis=1), kind="stable")[:MOST_PAIRS]
    first, second = np.triu_indices(len(order), 1)
    some, other = moves[order][first], moves[order][second]
    return np.vstack([some + other, some - other])
