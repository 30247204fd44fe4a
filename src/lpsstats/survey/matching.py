"""Whose row is it: matching the codes or texts of a column to waves and sites."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.document import Code
from lpsstats.dictionary.suggest import nearest
from lpsstats.survey.export import Column, Export, NumberColumn

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


def fold(text: str) -> str:
    """Drop case, accents and surplus blanks, so that one name in two spellings is one name."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def as_number(text: str, decimal: str = ".") -> float | None:
    """Read a plain number; words such as `nan` and `inf`, which Python would take, are none."""
    plain = text.strip().replace(decimal, ".", 1) if decimal != "." else text.strip()
    if not plain.strip("+-.0123456789eE") and any(c.isdigit() for c in plain):
        try:
            return float(plain)
        except ValueError:
            return None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """The distinct values of a column, their labels, and which of them each row has."""

    values: Sequence[float | str]
    labels: Sequence[str | None]
    blank: NDArray[np.bool_]
    index: NDArray[np.int64]

    def shown(self, unknown: NDArray[np.bool_]) -> str:
        """List values with their counts, the most frequent first."""
        counts = np.bincount(self.index, minlength=len(self.values))
        order = sorted(np.flatnonzero(unknown & (counts > 0)).tolist(), key=lambda i: -counts[i])
        parts = [f"{self._name(i)} ({counts[i]:,})" for i in order[:SHOWN]]
        more = [f"and {len(order) - SHOWN} more"] if len(order) > SHOWN else []
        return ", ".join(parts + more)

    def _name(self, i: int) -> str:
        value, label = self.values[i], self.labels[i]
        name = f"{value:g}" if isinstance(value, float) else f"'{value}'"
        return f"{name} labelled '{label}'" if label else name


def distinct(column: Column, name: str, export: Export) -> Distinct:
    """Reduce a column to its distinct values."""
    labels = export.value_labels.get(name, {})
    ranges = export.missing_ranges.get(name, ())
    if isinstance(column, NumberColumn):
        found, index = np.unique(column.values, return_inverse=True)
        values: Sequence[float | str] = [float(value) for value in found]
        blank = np.isnan(found)
    else:
        values, index = column.levels, column.codes.astype(np.int64)
        blank = np.array([not level.strip() for level in values], dtype=bool)
    for low, high in ranges:
        for i, value in enumerate(values):
            if isinstance(value, type(low)) and low <= value <= high:  # type: ignore[operator]
                blank[i] = True
    return Distinct(
        values=values,
        labels=[labels.get(value) for value in values],
        blank=blank,
        index=index.astype(np.int64),
    )


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

    def among(self, rows: NDArray[np.bool_]) -> "Matching":
        """Keep only some rows, for counting."""
        return replace(self, found=replace(self.found, index=self.found.index[rows]))

    def contradictions(self) -> Iterator[tuple[str, Target, Target]]:
        """Find codes whose label in the file names another target than the one they matched."""
        by_text = {fold(t.label): t for t in self.targets}
        for value, label, position in zip(
            self.found.values, self.found.labels, self.matched, strict=True
        ):
            named = by_text.get(fold(label or ""))
            if position >= 0 and named is not None and named is not self.targets[position]:
                code = f"{value:g}" if isinstance(value, float) else value
                yield code, self.targets[position], named

    def suggestion(self) -> str:
        """Name the target nearest to an unknown text, where one is near."""
        present = np.bincount(self.found.index, minlength=len(self.matched)) > 0
        for i in np.flatnonzero((self.matched == UNKNOWN) & present):
            value = self.found.values[i]
            text = self.found.labels[i] or (value if isinstance(value, str) else "")
            near = nearest(text, [t.label for t in self.targets])
            if near:
                return f" Is '{text}' meant to be '{near}'?"
        return ""


def match(export: Export, name: str, what: str, targets: Sequence[Target]) -> Matching:
    """Match the values of a column to waves or sites: by code, then by text, then by label."""
    found = distinct(export.columns[name], name, export)
    by_code = {_code_key(code): i for i, t in enumerate(targets) for code in t.codes}
    by_text = {fold(text): i for i, t in enumerate(targets) for text in (t.key, t.label)}
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
    return by_text.get(text or fold(label or ""), UNKNOWN)
