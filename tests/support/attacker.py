"""A reader who wants to know what is withheld: solves for it from everything that is shown."""

import math

import numpy as np
from scipy.optimize import linprog


class Attacker:
    """Collects what is known of sums of cells, each a whole number that is not negative."""

    def __init__(self):
        self.cells = {}
        self.known = []
        self.wanted = []

    def cell(self, *name):
        return self.cells.setdefault(name, len(self.cells))

    def learn(self, amounts, total):
        self.known.append((amounts, total))

    def want(self, name, amounts):
        self.wanted.append((name, amounts))

    def see(self, name, value, amounts, withheld):
        """Take a number of a page: as known, or as wanted where it is withheld."""
        if withheld:
            self.want(name, amounts)
        elif value is not None:
            self.learn(amounts, value)

    def pinned(self, most=14):
        """Name what is withheld in vain: fewer than two whole numbers are possible for it."""
        lines = np.array([self._row(amounts) for amounts, _ in self.known])
        totals = np.array([total for _, total in self.known], dtype=float)
        step = max(1, len(self.wanted) // most)
        return [name for name, amounts in self.wanted[::step] if self._one(amounts, lines, totals)]

    def _one(self, amounts, lines, totals):
        ends = []
        for sign in (1, -1):
            done = linprog(
                sign * self._row(amounts), A_eq=lines, b_eq=totals, bounds=(0, None), method="highs"
            )
            ends.append(sign * done.fun if done.status == 0 else -sign * math.inf)
        low, high = ends
        return math.floor(high + 1e-6) - math.ceil(low - 1e-6) < 1 if high < math.inf else False

    def _row(self, amounts):
        row = np.zeros(len(self.cells))
        for cell, amount in amounts.items():
            row[self.cells[cell]] += amount
        return row
