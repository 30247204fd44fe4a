"""Cells that hold several answers, such as `Excel, Python`: the answers that each names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.merging import numbers_of
from lpsstats.dictionary.model import Variable
from lpsstats.survey.answers import Answers, answer_words, missing_words, read_answers
from lpsstats.survey.export import TextColumn
from lpsstats.survey.matching import SHOWN, Positions
from lpsstats.survey.model import Floats
from lpsstats.survey.numbers import as_number
from lpsstats.survey.oddities import LONGEST_SHOWN, ItemColumn, Oddities, OddValue
from lpsstats.survey.reasons import ANSWERED, NO_ENTRY, ODD, ReasonBook

Codes = frozenset[float]


@dataclass(slots=True)
class JoinedReader:
    """Reads columns of joined answers; a cell's value is the number of the set that it names.

    Attributes
    ----------
    variable : Variable
        The question.
    separator : str
        What stands between answers. One that is part of an answer's own words does no harm.
    sets : dict of frozenset to int
        The sets of codes met so far, by their numbers.
    """

    variable: Variable
    separator: str
    sets: dict[Codes, int] = field(default_factory=dict)

    def __call__(self, source: ItemColumn, rows: Positions | None, book: ReasonBook) -> Answers:
        """Read a column, or some rows of it."""
        column = source.export.columns[source.name]
        if not isinstance(column, TextColumn):  # nobody gave more than one answer, and it is coded
            answers = read_answers(source, rows, book)
            numbers = [self._number(frozenset([code])) for code in _codes(self.variable)]
            values = _recoded(answers.values, _codes(self.variable), numbers)
            return Answers(
                values=values, missing=answers.missing, odd=answers.odd, n_withheld=0, codes=values
            )
        return self._text(column, source, rows, book)

    def ticks(self, values: Floats, codes: Sequence[float]) -> NDArray[np.bool_]:
        """Say which answers each cell names.

        Parameters
        ----------
        values : ndarray of float, shape (n,)
            Numbers of sets; NaN where a cell names no answer.
        codes : sequence of float
            The k answers.

        Returns
        -------
        ndarray of bool, shape (n, k)
        """
        rows = [[code in one for code in codes] for one in (*self.sets, frozenset[float]())]
        number = np.where(np.isnan(values), len(self.sets), values).astype(np.int64)
        return np.array(rows, dtype=bool)[number]

    def _number(self, codes: Codes) -> float:
        return float(self.sets.setdefault(codes, len(self.sets)))

    def _text(
        self, column: TextColumn, source: ItemColumn, rows: Positions | None, book: ReasonBook
    ) -> Answers:
        """Read each distinct text once; then spread the outcome over the rows."""
        index = column.codes if rows is None else column.codes[rows]
        language = _Language.of(source, self.variable, self.separator)
        none = source.export.coded_missing
        read = [
            _Cell() if level.strip() in none else language.cell(level) for level in column.levels
        ]
        missing = np.array([one.missing(book) for one in read], dtype=np.uint8)
        values = np.array([self._number(one.codes) for one in read])
        values[missing != ANSWERED] = np.nan
        return Answers(
            values=values[index],
            missing=missing[index],
            odd=_unlisted(read, index, rows),
            n_withheld=0,
            codes=np.full(len(index), np.nan),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """The words of a column: answers by their folded words and codes, and reasons for none.

    Attributes
    ----------
    longest : int
        The most pieces that an answer's own words fall into.
    """

    words: Mapping[str, float]
    codes: frozenset[float]
    reasons: Mapping[str, str]
    separator: str
    longest: int
    decimal: str

    @classmethod
    def of(cls, source: ItemColumn, variable: Variable, separator: str) -> "_Language":
        """Collect them."""
        words = answer_words(variable)
        return cls(
            words=words,
            codes=frozenset() if variable.text_codes else frozenset(_codes(variable)),
            reasons=missing_words(source),
            separator=separator,
            longest=1 + max(word.count(separator.strip() or " ") for word in words),
            decimal=source.export.decimal,
        )

    def cell(self, text: str) -> "_Cell":
        """Take a cell apart; the longest run of pieces that is an answer's words is that answer."""
        pieces, cell, start = text.split(self.separator), _Cell(), 0
        while start < len(pieces):
            size = next(
                (n for n in range(self.longest, 1, -1) if self._known(pieces[start : start + n])), 1
            )
            part = self.separator.join(pieces[start : start + size])
            if (code := self._code(part)) is not None:
                cell.named.add(code)
            elif fold(part) in self.reasons:
                cell.declared.append(self.reasons[fold(part)])
            elif part.strip():
                cell.unlisted.append(" ".join(part.split()))
            start += size
        return cell

    def _known(self, pieces: Sequence[str]) -> bool:
        part = fold(self.separator.join(pieces))
        return part in self.words or part in self.reasons

    def _code(self, part: str) -> float | None:
        """Give the code of an answer's words, or a code written as such."""
        number = as_number(part, self.decimal)
        return number if number in self.codes else self.words.get(fold(part))


@dataclass(slots=True)
class _Cell:
    """What a cell names: answers, reasons for having none, and what is neither."""

    named: set[float] = field(default_factory=set)
    declared: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)

    @property
    def codes(self) -> Codes:
        return frozenset(self.named)

    def missing(self, book: ReasonBook) -> int:
        """Say why it names no answer."""
        if self.named:
            return ANSWERED
        if self.declared:
            return book.index(self.declared[0])
        return ODD if self.unlisted else NO_ENTRY


def _codes(variable: Variable) -> list[float]:
    return numbers_of(variable.labels)


def _recoded(values: Floats, codes: Sequence[float], numbers: Sequence[float]) -> Floats:
    recoded = np.full(len(values), np.nan)
    for code, number in zip(codes, numbers, strict=True):
        recoded[values == code] = number
    return recoded


def _unlisted(
    read: Sequence[_Cell], index: NDArray[np.int32], rows: Positions | None
) -> Oddities | None:
    """Count the answers that are not listed, and the rows with one, over the cells' own rows."""
    times = np.bincount(index, minlength=len(read))
    first = np.full(len(read), len(index))
    np.minimum.at(first, index, np.arange(len(index)))
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    for number, cell in enumerate(read):
        for part in set(cell.unlisted) if times[number] else ():
            counts[part] += int(times[number])
            where[part] = min(where.get(part, len(index)), int(first[number]))
    if not counts:
        return None
    shown = [
        OddValue(
            value=part[:LONGEST_SHOWN],
            count=count,
            first_row=where[part] if rows is None else int(rows[where[part]]),
            label=None,
        )
        for part, count in counts.most_common(SHOWN)
    ]
    n_rows = sum(int(times[i]) for i, cell in enumerate(read) if cell.unlisted)
    return Oddities(shown=tuple(shown), n_values=len(counts), n_rows=n_rows)
