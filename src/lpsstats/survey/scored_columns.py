"""Columns of the files carried along as they are: ids, dates, multiple responses, those kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.export import Column, Export, NumberColumn, TextColumn
from lpsstats.survey.matching import Positions
from lpsstats.survey.numbers import as_number, as_text
from lpsstats.survey.placing import Placement, holders
from lpsstats.survey.scored import Ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A column gathered from the files.

    Attributes
    ----------
    data : NumberColumn or TextColumn
        One cell per respondent; empty where the respondent's file has no such column.
    label, level : str
        As the first file that says so has them.
    labels, missing : mapping and ranges
        Value labels and user-missing codes of all files together; a code that has several labels
        has the first.
    n_absent : int
        Respondents whose file has no such column.
    """

    data: Column
    label: str
    level: str
    labels: Mapping[float | str, str]
    missing: Ranges
    n_absent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A run of respondents, and the column of a file that holds their cells."""

    export: Export
    name: str
    target: slice | Positions
    rows: Positions | None

    @property
    def column(self) -> Column:
        return self.export.columns[self.name]


def carry(
    names: Mapping[str, str], placements: Sequence[Placement], dictionary: Dictionary
) -> Carried | None:
    """Gather a column whose name may differ by wave.

    Parameters
    ----------
    names : mapping of str to str
        Its name in each wave.
    placements : sequence of Placement
        The rows used, in the survey's order.
    dictionary : Dictionary
        Gives the waves.

    Returns
    -------
    Carried, or None where no file has it
        Texts that are all plain numbers are numbers, where that loses no character.
    """
    pieces = list(_pieces(names, placements, dictionary))
    if not pieces:
        return None
    n = sum(placement.n for placement in placements)
    there = np.zeros(n, dtype=bool)
    for piece in pieces:
        there[piece.target] = True
    missing = tuple(
        dict.fromkeys(r for p in pieces for r in p.export.missing_ranges.get(p.name, ()))
    )
    labels: dict[float | str, str] = {}
    for piece in pieces:
        labels = {**piece.export.value_labels.get(piece.name, {}), **labels}
    return Carried(
        data=_gathered(pieces, n, plain=not labels and not missing),
        label=next((t for p in pieces if (t := p.export.labels.get(p.name))), ""),
        level=next((t for p in pieces if (t := p.export.measures.get(p.name))), ""),
        labels=labels,
        missing=missing,
        n_absent=int(n - there.sum()),
    )


def _pieces(
    names: Mapping[str, str], placements: Sequence[Placement], dictionary: Dictionary
) -> Iterator[_Piece]:
    start = 0
    for placement in placements:
        for holder in holders(names, placement, dictionary):
            if holder.name in placement.export.columns:
                everything = slice(start, start + placement.n)
                yield _Piece(
                    export=placement.export,
                    name=holder.name,
                    target=everything if holder.rows is None else start + holder.rows,
                    rows=placement.source_rows(holder.rows),
                )
        start += placement.n


def _gathered(pieces: Sequence[_Piece], n: int, *, plain: bool) -> Column:
    """Put the pieces into one column, of text as soon as one of them is."""
    if all(isinstance(piece.column, NumberColumn) for piece in pieces):
        values = np.full(n, np.nan)
        for piece in pieces:
            if isinstance(piece.column, NumberColumn):
                values[piece.target] = _taken(piece.column.values, piece.rows)
        return NumberColumn(values=values)
    numbers, codes = {"": 0}, np.zeros(n, np.int32)
    for piece in pieces:
        levels, index = _as_levels(piece.column)
        table = np.array([numbers.setdefault(text, len(numbers)) for text in levels], np.int32)
        codes[piece.target] = _taken(table[index], piece.rows)
    text = TextColumn(levels=tuple(numbers), codes=codes)
    marks = {piece.export.decimal for piece in pieces}
    return (_as_numbers(text, marks.pop()) if plain and len(marks) == 1 else None) or text


def _taken(cells: NDArray, rows: Positions | None) -> NDArray:  # type: ignore[type-arg]
    return cells if rows is None else cells[rows]


def _as_levels(column: Column) -> tuple[Sequence[str], NDArray[np.int64]]:
    if isinstance(column, TextColumn):
        return column.levels, column.codes.astype(np.int64)
    found, index = np.unique(column.values, return_inverse=True)
    return ["" if np.isnan(x) else as_text(x) for x in found.tolist()], index


def _as_numbers(text: TextColumn, decimal: str) -> NumberColumn | None:
    """Take texts for the numbers they are, unless `007` or `1.50` would become another text."""
    numbers = []
    for level in text.levels:
        number = as_number(level, decimal)
        if number is None and level.strip():
            return None
        if number is not None and as_text(number).replace(".", decimal) != level.strip():
            return None
        numbers.append(np.nan if number is None else number)
    return NumberColumn(values=np.array(numbers, dtype=np.float64)[text.codes])
