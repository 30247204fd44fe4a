"""How many variants of a row agree with it, and what those that do not have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.variants import FACTORS, WORDS, Variant

NOT_TESTABLE, UNCLEAR = "not_testable", "no_clear_change"
CLEAR = frozenset({"improved", "declined", "changed"})
# Causes that name more levels than this are too long to read; what goes most with them is named.
MOST_LEVELS = 4
LEFT_OUT = FACTORS.index("left_out")

Mask = NDArray[np.bool_]
# The level of each of `FACTORS`; and of some of them, by position ("" where no item is left out).
Levels = tuple[str | None, ...]
Cause = dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many variants can be tested, how many of them agree, and that in a sentence."""

    n_variants: int
    n_same: int
    sentence: str


def agreement(variants: Sequence[Variant], verdict: str) -> Agreement:
    """Count the variants that give a verdict, and say briefly which do not.

    Parameters
    ----------
    variants : sequence of Variant
        At least one can be tested. Those that cannot are named, but do not count.
    verdict : str
        The verdict of the row.

    Returns
    -------
    Agreement
        The sentence does not depend on the order of the variants.
    """
    verdicts = np.array([variant.verdict for variant in variants])
    n, n_same = int((verdicts != NOT_TESTABLE).sum()), int((verdicts == verdict).sum())
    others = sorted({*verdicts.tolist()} - {verdict})
    how_many = f"all {n}" if n_same == n > 1 else f"{n_same} of {n}"
    clauses = [f"{_words(verdict)} in {how_many}"]
    levels = [variant.levels() for variant in variants]
    if len(others) == 1 and others[0] != NOT_TESTABLE:
        clauses += _only_dissent(levels, verdicts == verdict, verdict, others[0])
    else:
        clauses += [_clause(levels, verdicts == other, verdict, other) for other in others]
    return Agreement(n_variants=n, n_same=n_same, sentence="; ".join(clauses))


def _only_dissent(levels: Sequence[Levels], same: Mask, verdict: str, other: str) -> Iterator[str]:
    """Say where the others are or, if that is shorter, where alone they are not."""
    against, by = _causes(levels, ~same), _causes(levels, same)
    if len(by) == 1 and _length(by) < _length(against):
        word = "only" if verdict in CLEAR and other == UNCLEAR else f"{_words(other)} except"
        yield f"{word} {_phrase(by[0])}"
    else:
        yield _clause(levels, ~same, verdict, other)


def _clause(levels: Sequence[Levels], which: Mask, verdict: str, other: str) -> str:
    """Say where the verdict is another one: `not` is enough where a clear change gets unclear.

    Causes are listed where they are few words; else the level that goes most with them is named.
    """
    word = "not" if verdict in CLEAR and other == UNCLEAR else _words(other)
    causes = _causes(levels, which)
    if not _is_long(causes):
        return f"{word} {', '.join(map(_phrase, causes))}"
    phrase, n_of, n_with = _tendency(levels, which)
    n = int(which.sum())
    among = "all of them" if n_of == n else f"among them {n_of} of the {n_with}"
    return f"{word} in {n}, {among} {phrase}"


def _length(causes: Sequence[Cause]) -> int:
    """Count the words of some causes."""
    return sum(len(_phrase(cause).split()) for cause in causes)


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _tendency(levels: Sequence[Levels], which: Mask) -> tuple[str, int, int]:
    """Find the level that correlates most with being among some variants (phi).

    Returns
    -------
    (str, int, int)
        Its words, how many of these variants have it, and how many of all.
    """
    best = (-np.inf, "", 0, 0)
    for cause, mask in _levels_of(levels, which, 1, pure=False):
        n_of, n_with = int((mask & which).sum()), int(mask.sum())
        spread = which.sum() * (~which).sum() * n_with * (len(which) - n_with)
        phi = (n_of * len(which) - n_with * which.sum()) / np.sqrt(spread)
        best = max(best, (round(float(phi), 9), _phrase(cause), n_of, n_with))
    return best[1:]


def _causes(levels: Sequence[Levels], which: Mask) -> list[Cause]:
    """Name what some variants have in common, and no others: one factor if one will do.

    The causes are chosen one by one: of the fewest factors, then of the most variants not yet
    explained, then in alphabetical order. Each holds for none but these variants. Where they
    become too many to be told, the rest is not looked for.
    """
    left, chosen = which.copy(), list[Cause]()
    for size in range(1, len(FACTORS) + 1):
        candidates = list(_levels_of(levels, which, size, pure=True)) if left.any() else []
        while gains := [int((mask & left).sum()) for _, mask in candidates]:
            if not max(gains) or _is_long(_joined(chosen)):
                break
            tied = [one for one, gain in zip(candidates, gains, strict=True) if gain == max(gains)]
            cause, mask = min(tied, key=lambda one: _phrase(one[0]))
            chosen.append(cause)
            left &= ~mask
    return _joined(chosen)


def _is_long(causes: Sequence[Cause]) -> bool:
    return len(causes) > 1 and sum(map(len, causes)) > MOST_LEVELS


def _levels_of(
    levels: Sequence[Levels], which: Mask, size: int, *, pure: bool
) -> Iterator[tuple[Cause, Mask]]:
    """Give combinations of so many factors' levels that these variants have, and who has them.

    Only factors in which variants differ count; of `pure` ones, what other variants have does not.
    """
    columns = [[row[f] or "" for row in levels] for f in range(len(FACTORS))]
    coded = [np.unique(column, return_inverse=True) for column in columns]
    varying = [f for f, (names, _) in enumerate(coded) if len(names) > 1]
    for factors in combinations(varying, size):
        shape = [len(coded[f][0]) for f in factors]
        code = np.ravel_multi_index([coded[f][1] for f in factors], shape)
        of_these = np.bincount(code[which], minlength=int(np.prod(shape)))
        of_all = np.bincount(code, minlength=len(of_these))
        there = (of_these > 0) & ((of_these == of_all) if pure else True)
        for at in np.flatnonzero(there):
            places = np.unravel_index(at, shape)
            names = (str(coded[f][0][i]) for f, i in zip(factors, places, strict=True))
            yield dict(zip(factors, names, strict=True)), code == at


def _joined(causes: Sequence[Cause]) -> list[Cause]:
    """Make one of the causes that differ in the item left out alone."""
    items: dict[frozenset[tuple[int, str]], list[str]] = {}
    joined: dict[frozenset[tuple[int, str]], Cause] = {}
    for cause in causes:
        whole, item = frozenset(cause.items()), cause.get(LEFT_OUT)
        if not item:
            joined[whole] = cause
            continue
        rest = whole - {(LEFT_OUT, item)}
        items.setdefault(rest, []).append(item)
        joined[rest] = cause | {LEFT_OUT: " or ".join(sorted(items[rest]))}
    return list(joined.values())


def _phrase(cause: Cause) -> str:
    return " ".join(_level(factor, level) for factor, level in cause.items())


def _level(factor: int, level: str) -> str:
    if factor == LEFT_OUT:
        return f"without item {level}" if level else "with all items"
    return WORDS[FACTORS[factor]][level]
