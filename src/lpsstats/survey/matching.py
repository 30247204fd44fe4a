"""Whose row is it: matching the codes or texts of a column to waves and sites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.scalars import Code
from lpsstats.dictionary.suggest import nearest
from lpsstats.survey.export import Column, Export, NumberColumn
from lpsstats.survey.numbers import as_number, as_text, short

Positions = NDArray[np.int64]
UNKNOWN = -1
BLANK = -2
SHOWN = 8  # distinct values that one message lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A wave or site to be recognised by its codes, its label or its key."""

    key: str
    label: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """The distinct values of a column, their labels, and which of them each row has."""

    values: Sequence[float | str]
    labels: Sequence[str | None]
    blank: NDArray[np.bool_]
    index: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many rows have each value."""
        return np.bincount(self.index, minlength=len(self.values))

    def shown(self, chosen: NDArray[np.bool_]) -> str:
        """List values with their counts, the most frequent first."""
        counts, order = self.counts, self.most_frequent(chosen)
        parts = [f"{self._name(i)} ({counts[i]:,})" for i in order[:SHOWN]]
        more = [f"and {len(order) - SHOWN:,} more"] if len(order) > SHOWN else []
        return ", ".join(parts + more)

    def most_frequent(self, chosen: NDArray[np.bool_]) -> list[int]:
        """Put the chosen values that occur in order, the most frequent first."""
        counts = self.counts
        there = np.flatnonzero(chosen & (counts > 0))
        order: list[int] = there[np.argsort(-counts[there], kind="stable")].tolist()
        return order

    def _name(self, i: int) -> str:
        value, label = self.values[i], self.labels[i]
        name = as_text(value) if isinstance(value, float) else f"'{short(value)}'"
        return f"{name} labelled '{short(label)}'" if label else name


def distinct(name: str, export: Export) -> Distinct:
    """Reduce a column to its distinct values; one that the file declares missing is blank."""
    column: Column = export.columns[name]
    labels = export.value_labels.get(name, {})
    ranges = export.missing_ranges.get(name, ())
    if isinstance(column, NumberColumn):
        found, index = np.unique(column.values, return_inverse=True)
        values: Sequence[float | str] = [float(value) for value in found]
        blank = np.isnan(found)
    else:
        values, index = column.levels, column.codes.astype(np.int64)
        blank = np.array([not level.strip() for level in values], dtype=bool)
    for i, value in enumerate(values if ranges else ()):
        blank[i] |= any(_within(value, low, high) for low, high in ranges)
    return Distinct(
        values=values,
        labels=[labels.get(value) for value in values],
        blank=blank,
        index=index.astype(np.int64),
    )


def _within(value: float | str, low: float | str, high: float | str) -> bool:
    if isinstance(value, str):
        return value.strip() in {low, high}
    return not isinstance(low, str) and not isinstance(high, str) and low <= value <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A wave or site column and what each of its distinct values stands for.

    Attributes
    ----------
    what : str
        `wave` or `site`.
    targets : sequence of Target
        The declared ones.
    matched : ndarray of int, shape (n_values,)
        Positions in `targets`; `BLANK` where there is no value, `UNKNOWN` where none fits.
    """

    export: Export
    name: str
    what: str
    targets: Sequence[Target]
    found: Distinct
    matched: Positions

    @property
    def rows(self) -> Positions:
        """The matched position of every row."""
        return self.matched[self.found.index]

    def among(self, rows: Positions) -> "Matching":
        """Keep only some rows."""
        return replace(self, found=replace(self.found, index=self.found.index[rows]))

    def contradictions(self) -> Iterator[tuple[str, Target, Target]]:
        """Find codes whose label in the file names another target than the one they matched."""
        by_text = _by_text(self.targets)
        for i in self.found.most_frequent(self.matched >= 0):
            value, position = self.found.values[i], int(self.matched[i])
            named = by_text.get(fold(self.found.labels[i] or ""), position)
            if named != position:
                code = as_text(value) if isinstance(value, float) else value
                yield code, self.targets[position], self.targets[named]

    def suggestion(self) -> str:
        """Name the target nearest to an unknown text, where one is near."""
        for i in self.found.most_frequent(self.matched == UNKNOWN)[:SHOWN]:
            value = self.found.values[i]
            text = self.found.labels[i] or (value if isinstance(value, str) else "")
            near = nearest(text, [t.label for t in self.targets])
            if near:
                return f" Is '{text}' meant to be '{near}'?"
        return ""


def match(
    export: Export, name: str, what: str, targets: Sequence[Target], found: Distinct
) -> Matching:
    """Match the values of a column to waves or sites: by code, then by text, then by label."""
    by_code = {_code_key(code): i for i, t in enumerate(targets) for code in t.codes}
    by_text = _by_text(targets)
    matched = [
        BLANK if blank else _match_one(value, label, (by_code, by_text), export.decimal)
        for value, label, blank in zip(found.values, found.labels, found.blank, strict=True)
    ]
    return Matching(
        export=export,
        name=name,
        what=what,
        targets=targets,
        found=found,
        matched=np.array(matched, dtype=np.int64),
    )


def _by_text(targets: Sequence[Target]) -> dict[str, int]:
    """Give the position of each target by its key and its label."""
    texts = {fold(text): i for i, t in enumerate(targets) for text in (t.key, t.label)}
    return {text: i for text, i in texts.items() if text}


def _code_key(code: Code) -> float | str:
    return float(code) if isinstance(code, int | float) else fold(code)


def _match_one(
    value: float | str,
    label: str | None,
    tables: tuple[Mapping[float | str, int], Mapping[str, int]],
    decimal: str,
) -> int:
    """Try the code, then the text, then the file's label for the code."""
    by_code, by_text = tables
    number = value if isinstance(value, float) else as_number(value, decimal)
    if number is not None and number in by_code:
        return by_code[number]
    text = "" if isinstance(value, float) else fold(value)
    if text and text in by_code:
        return by_code[text]
    return by_text.get(text, by_text.get(fold(label or ""), UNKNOWN))
