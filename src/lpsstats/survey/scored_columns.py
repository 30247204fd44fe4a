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
from lpsstats.survey.scored_merging import Said, as_said, merge


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
        Value labels and user-missing codes of all files together, where they agree.
    n_absent : int
        Respondents whose file has no such column.
    remarks : tuple of str
        What the files contradict each other in.
    """

    data: Column
    label: str
    level: str
    labels: Mapping[float | str, str]
    missing: Ranges
    n_absent: int
    remarks: tuple[str, ...]


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

    @property
    def taken(self) -> Column:
        """The cells of the rows used."""
        return _taken(self.column, self.rows)


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
    data = _gathered(pieces, n)
    declared = any(piece.export.missing_ranges.get(piece.name) for piece in pieces)
    texts = isinstance(data, TextColumn)
    merged = merge([_said(piece, declared=declared, texts=texts) for piece in pieces])
    return Carried(
        data=data,
        label=next((t for p in pieces if (t := p.export.labels.get(p.name))), ""),
        level=next((t for p in pieces if (t := p.export.measures.get(p.name))), ""),
        labels=merged.labels,
        missing=merged.missing,
        n_absent=int(n - there.sum()),
        remarks=(*_mixed(pieces, data), *merged.notes()),
    )


def _said(piece: _Piece, *, declared: bool, texts: bool) -> Said:
    """Collect what a file says; which codes occur matters only where any file declares some."""
    export, name = piece.export, piece.name
    labels, missing = export.value_labels.get(name, {}), export.missing_ranges.get(name, ())
    column = piece.taken if declared else NumberColumn(values=np.empty(0))
    return as_said(column, labels, missing, texts=texts)


def _mixed(pieces: Sequence[_Piece], data: Column) -> Iterator[str]:
    """Say that numbers had to be written as texts."""
    if isinstance(data, TextColumn):
        numbers = [p.export.name for p in pieces if isinstance(p.column, NumberColumn)]
        texts = [p.export.name for p in pieces if isinstance(p.column, TextColumn)]
        if numbers:
            yield (
                f"holds numbers in {numbers[0]} and texts in {texts[0]}; all of it is written as "
                "texts."
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


def _gathered(pieces: Sequence[_Piece], n: int) -> Column:
    """Put the pieces into one column, of text as soon as one of them is no plain number."""
    read = [_plain(piece) for piece in pieces]
    columns = [column for column in read if column is not None]
    if len(columns) == len(pieces):
        values = np.full(n, np.nan)
        for piece, column in zip(pieces, columns, strict=True):
            values[piece.target] = column.values
        return NumberColumn(values=values)
    numbers, codes = {"": 0}, np.zeros(n, np.int32)
    for piece in pieces:
        levels, index = _as_levels(piece.taken)
        table = np.array([numbers.setdefault(text, len(numbers)) for text in levels], np.int32)
        codes[piece.target] = table[index]
    return TextColumn(levels=tuple(numbers), codes=codes)


def _plain(piece: _Piece) -> NumberColumn | None:
    """Take a piece for numbers, unless its file labels texts or declares them missing."""
    column = piece.taken
    if isinstance(column, NumberColumn):
        return column
    said = piece.export.value_labels.get(piece.name) or piece.export.missing_ranges.get(piece.name)
    return None if said else _as_numbers(column, piece.export.decimal)


def _taken(column: Column, rows: Positions | None) -> Column:
    if rows is None:
        return column
    if isinstance(column, NumberColumn):
        return NumberColumn(values=column.values[rows])
    return TextColumn(levels=column.levels, codes=column.codes[rows])


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
