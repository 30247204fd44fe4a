"""Choose what is withheld: small numbers, and others that would betray them."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from lpsstats.stats.recoverable import movable
from lpsstats.tables.disclosure.equations import equations
from lpsstats.tables.disclosure.gathering import Gathered
from lpsstats.tables.disclosure.naming import Name

MOST_CAREFUL = 20  # rounds in which numbers are added one by one
MOST_TOGETHER = 600  # unknown numbers that hang together, and are still looked at one by one
MOST_ROUNDS = 500
MOST_LINES = 12
MOST_TRIED = 60
ANYTHING = 1e12  # what a sum of values may be: no reader has bounds for it


def protect(gathered: Gathered, below: int) -> set[Name]:
    """Name the numbers that are to be withheld.

    Parameters
    ----------
    gathered : Gathered
        All numbers that a reader may have together.
    below : int
        Numbers of fewer respondents are not to be known.

    Returns
    -------
    set of Name
        Of each of them, a reader of the others can name two values at least. Small numbers of
        people without an answer are among them only where that holds at no further cost.
    """
    protection = _Protection(gathered, below)
    if protection.hidden or protection.soft:
        protection.settle()
        protection.spare()
        protection.add_soft()
    return {protection.names[i] for i in protection.hidden}


class _Protection:
    """Numbers by position, the lines between them, and which are withheld so far."""

    def __init__(self, gathered: Gathered, below: int) -> None:
        self.below = below
        self.names = list(gathered.numbers)
        self.found = list(gathered.numbers.values())
        small = {i for i, found in enumerate(self.found) if found.is_small(below)}
        self.soft = {i for i in small if self.found[i].soft}
        self.hidden = small - self.soft
        self.safe: set[int] = set()
        place = {name: i for i, name in enumerate(self.names)}
        self.told_by = [
            [-1 if base is None else place[base] for _, _, base in found.stands]
            for found in self.found
        ]
        self.telling: list[list[int]] = [[] for _ in self.names]
        for i, bases in enumerate(self.told_by):
            for base in set(bases) - {-1}:
                self.telling[base].append(i)
        lines = equations(gathered) if small else []
        self.lines = [{place[n]: amount for n, amount in one.amounts.items()} for one in lines]
        self.of: list[list[int]] = [[] for _ in self.names]
        for number, line in enumerate(self.lines):
            for i in line:
                self.of[i].append(number)
        self.hubs = self._find_hubs()

    def settle(self) -> None:
        """Withhold more until nothing that is withheld can be worked out."""
        self.safe = set()
        careful = 0
        for _ in range(MOST_ROUNDS):
            more = set(self._thin())
            if not more:
                careful += 1
                more = set(self._fixed(generous=careful > MOST_CAREFUL))
            if not more:
                return
            self.hidden |= more

    def spare(self) -> None:
        """Show again what need not be withheld, the largest first: later choices may do for it."""
        chosen = {i for i in self.hidden if not self.found[i].is_small(self.below)}
        for i in sorted(chosen, key=lambda i: (self._cost(i), i), reverse=True):
            again = self._alike(i) & chosen
            if again <= self.hidden:
                self.hidden -= again
                if not self._holds_without(again):
                    self.hidden |= again

    def _alike(self, i: int) -> set[int]:
        """Name what is equal to a number, and withheld or shown with it."""
        pairs = (self.lines[line] for line in self.of[i])
        return {i, *(other for pair in pairs if len(pair) == 2 for other in pair)}

    def _holds_without(self, again: set[int]) -> bool:
        """Say whether nothing near numbers that are shown again can be worked out.

        Where it takes long to find out, it is not tried.
        """
        told = {one for i in again for one in self.telling[i] if not self._is_unknown(one)}
        lines = {line for i in again | told for line in self.of[i]}
        if any(self._is_thin(line) for line in lines):
            return False
        near: set[int] = {i for line in lines for i in self._unknown(line)}
        reached, edge = set(near), near
        while edge and len(reached) <= MOST_TRIED:
            edge = {o for i in edge for line in self.of[i] for o in self._unknown(line)} - reached
            reached |= edge
        if edge:
            return False
        self.safe -= reached
        return not self._immovable(sorted(reached))

    def add_soft(self) -> None:
        """Withhold the soft numbers that nobody can work out; show the others.

        Without any of them nothing can be worked out: this ends at the latest there.
        """
        soft = self.soft - self.hidden
        self.hidden |= soft
        known = soft
        while known:
            self.safe = set()
            known = {i for names in self._components() for i in self._told(names, soft)}
            self.hidden -= known
            soft -= known

    def _told(self, names: Sequence[int], soft: set[int]) -> set[int]:
        """Name the soft numbers of a component to show: those known, or all that fix another."""
        if len(names) > MOST_TOGETHER:
            return soft.intersection(names)  # without them nothing could be worked out: see settle
        fixed = set(self._immovable(names))
        return (fixed & soft) or (soft.intersection(names) if fixed else set())

    def _is_unknown(self, i: int) -> bool:
        """Say whether a reader does not see a number: withheld, or never printed."""
        return i in self.hidden or all(base in self.hidden for base in self.told_by[i])

    def _unknown(self, line: int) -> list[int]:
        return [i for i in self.lines[line] if self._is_unknown(i)]

    def _thin(self) -> Iterator[int]:
        """Add to lines whose withheld numbers are few together, or one alone."""
        for line in sorted({line for i in self.hidden for line in self.of[i]}):
            if self._is_thin(line):
                yield from self._next([line])

    def _is_thin(self, line: int) -> bool:
        unknown = self._unknown(line)
        kept = not self.hidden.isdisjoint(unknown)
        return kept and (len(unknown) == 1 or self._few(line, unknown))

    def _few(self, line: int, unknown: Sequence[int]) -> bool:
        """Say whether the unknown parts of a known total are too few together."""
        if any(self.lines[line][i] != 1.0 for i in unknown):
            return False
        soft = all(self.found[i].soft for i in unknown)
        return not soft and sum(self.found[i].value for i in unknown) < self.below

    def _fixed(self, *, generous: bool) -> Iterator[int]:
        """Add a number for each that is withheld in vain.

        Where too many hang together, or adding one by one leads nowhere, all that tells goes.
        """
        for names in self._components():
            fixed = self._immovable(names)
            if generous or len(names) > MOST_TOGETHER:
                told = {o for i in fixed for line in self.of[i] for o in self.lines[line]}
                shown = {o for o in told if not self._is_unknown(o)}
                yield from (shown - self.hubs) or shown
                continue
            alone = []
            for i in fixed:
                chosen = list(self._next(sorted(self.of[i], key=self._n_unknown)))
                yield from chosen
                alone += [] if chosen else [i]
            # Nothing is left to give in the lines of these: some around them give.
            around = {line for i in names for line in self.of[i]} if alone else ()
            ordered = sorted(around, key=self._n_unknown)
            giving = [i for line in ordered for i in self._next([line]) if i not in self.hubs]
            yield from giving[: -(-len(alone) // 4)] or self._next(ordered)

    def _n_unknown(self, line: int) -> int:
        return len(self._unknown(line))

    def _immovable(self, names: Sequence[int]) -> list[int]:
        """Name those of some unknown numbers that have one possible value only."""
        place = {i: position for position, i in enumerate(names)}
        lines = sorted({line for i in names for line in self.of[i]})
        amounts = np.zeros((len(lines), len(names)))
        for row, line in enumerate(lines):
            for i in self._unknown(line):
                amounts[row, place[i]] = self.lines[line][i]
        free = movable(amounts, np.array([self._room(i) for i in names]))
        # Whoever withholds more takes no possible value away: what is safe stays so.
        self.safe |= {i for i in names if free[place[i]]}
        return [i for i in names if i in self.hidden and i not in self.safe]

    def _room(self, i: int) -> float:
        return self.found[i].value if self.found[i].counts else ANYTHING

    def _components(self) -> Iterator[list[int]]:
        """Put the unknown numbers together that lines connect, where one may not be safe."""
        seen: set[int] = set()
        for start in sorted(self.hidden - self.safe):
            if start in seen:
                continue
            component, waiting = [], [start]
            seen.add(start)
            while waiting:
                i = waiting.pop()
                component.append(i)
                fresh = {other for line in self.of[i] for other in self._unknown(line)} - seen
                seen |= fresh
                waiting += sorted(fresh)
            yield component

    def _next(self, lines: Iterable[int]) -> Iterator[int]:
        """Choose the next smallest number of the first line that has one to give.

        A number in the sums of every question would take something from all of them with it: it is
        chosen only where nothing else is left.
        """
        listed = list(lines)
        for spared in (self.hubs, frozenset[int]()):
            for line in listed:
                shown = [i for i in self.lines[line] if i not in spared and not self._is_unknown(i)]
                if shown:
                    yield min(
                        shown, key=lambda i: (*self._cost(i), self.names[i].category is None, i)
                    )
                    return

    def _find_hubs(self) -> frozenset[int]:
        """Find numbers that many sums hold, and those that are the same."""
        hubs = {i for i, lines in enumerate(self.of) if len(lines) > MOST_LINES}
        same = {
            i for line in self.lines if len(line) == 2 and not hubs.isdisjoint(line) for i in line
        }
        return frozenset(hubs | same)

    def _cost(self, i: int) -> tuple[bool, bool, bool, float]:
        """Prefer means to counts, then what few sums hold, then somebody, the smallest first."""
        found = self.found[i]
        return found.counts, i in self.hubs, found.value <= 0, found.value
