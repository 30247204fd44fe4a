"""From the codes or texts of a column to answers: what is an answer, and why the rest is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.merging import CODED
from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import Export, TextColumn
from lpsstats.survey.matching import Positions, as_number, fold
from lpsstats.survey.model import EMPTY, OUT_OF_RANGE, Floats

Reasons = NDArray[np.uint8]
MOST_REASONS = 255
USER_MISSING = "user-missing"
LONGEST_SHOWN = 40  # characters of an unknown answer that a message repeats


@dataclass(slots=True)
class ReasonBook:
    """The reasons met so far; the first, empty one stands for an answer."""

    names: list[str] = field(default_factory=lambda: ["", EMPTY, OUT_OF_RANGE, USER_MISSING])

    def index(self, reason: str) -> int:
        """Give a reason its number; past 254 different ones, all are plain user-missing."""
        if reason in self.names:
            return self.names.index(reason)
        if len(self.names) >= MOST_REASONS:
            return self.names.index(USER_MISSING)
        self.names.append(reason)
        return len(self.names) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemColumn:
    """A column of a file and the variable that it holds."""

    export: Export
    name: str
    variable: Variable

    @property
    def labels(self) -> Mapping[float | str, str]:
        """The file's own label of each code."""
        return self.export.value_labels.get(self.name, {})

    @property
    def user_missing(self) -> tuple[tuple[float | str, float | str], ...]:
        """The ranges that the file itself declares missing."""
        return self.export.missing_ranges.get(self.name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A value that is neither an answer nor declared missing.

    Attributes
    ----------
    count : int
        How many rows have it.
    first_row : int
        The first of them, counted from 0 in the export.
    label : str, optional
        The file's label for it.
    """

    count: int
    first_row: int
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A column read with a variable's meaning.

    Attributes
    ----------
    values : ndarray of float, shape (n,)
        Answers; NaN where missing.
    missing : ndarray of int, shape (n,)
        Positions in the reason book; 0 where answered.
    odd : mapping of str to Odd
        Values that fit nowhere, by how a message shows them; taken as missing here.
    """

    values: Floats
    missing: Reasons
    odd: Mapping[str, Odd]


def read_answers(source: ItemColumn, rows: Positions | None, book: ReasonBook) -> Answers:
    """Read a column as answers to a variable.

    Parameters
    ----------
    source : ItemColumn
        A column that was read.
    rows : ndarray of int, optional
        The rows to take; all of them without it.
    book : ReasonBook
        Collects the reasons.
    """
    column = source.export.columns[source.name]
    if isinstance(column, TextColumn):
        return _text_answers(column, source, rows, book)
    values = column.values if rows is None else column.values[rows]
    missing = _judged(values, np.zeros(len(values), np.uint8), source, book)
    bad = np.flatnonzero(missing == book.index(OUT_OF_RANGE))
    return Answers(
        values=np.where(missing == 0, values, np.nan),
        missing=missing,
        odd=_odd_numbers(values[bad], bad if rows is None else rows[bad], source),
    )


def _text_answers(
    column: TextColumn, source: ItemColumn, rows: Positions | None, book: ReasonBook
) -> Answers:
    """Read each distinct text once; then spread the outcome over the rows."""
    codes = column.codes if rows is None else column.codes[rows]
    values, missing = _read_levels(column, source, book)
    missing = _judged(values, missing, source, book)
    bad = (missing == book.index(OUT_OF_RANGE))[codes]
    odd_rows = np.flatnonzero(bad)
    return Answers(
        values=np.where(missing == 0, values, np.nan)[codes],
        missing=missing[codes],
        odd=_odd_texts(column, codes[odd_rows], odd_rows if rows is None else rows[odd_rows]),
    )


def _odd_numbers(values: Floats, rows: Positions, source: ItemColumn) -> dict[str, Odd]:
    """Count the numbers that fit nowhere and find where each first stands."""
    found, first, counts = np.unique(values, return_index=True, return_counts=True)
    return {
        f"{value:g}": Odd(
            count=int(count), first_row=int(rows[i]), label=source.labels.get(float(value))
        )
        for value, i, count in zip(found, first, counts, strict=True)
    }


def _odd_texts(column: TextColumn, codes: NDArray[np.int32], rows: Positions) -> dict[str, Odd]:
    """Count the texts that fit nowhere and find where each first stands."""
    found, first, counts = np.unique(codes, return_index=True, return_counts=True)
    odd: dict[str, Odd] = {}
    for code, i, count in zip(found, first, counts, strict=True):
        text = column.levels[code].strip()[:LONGEST_SHOWN]
        shown = text if as_number(text) is not None else f"'{text}'"
        odd.setdefault(shown, Odd(count=int(count), first_row=int(rows[i]), label=None))
    return odd


def _read_levels(
    column: TextColumn, source: ItemColumn, book: ReasonBook
) -> tuple[Floats, Reasons]:
    """Read every distinct text as a number, as an answer's words or as a reason."""
    variable, export = source.variable, source.export
    words = _words(variable)
    reasons = {fold(str(key)): why for code, why in variable.missing.items() for key in (code, why)}
    declared = {fold(str(low)) for low, _ in source.user_missing}
    values = np.full(len(column.levels), np.nan)
    missing = np.zeros(len(column.levels), np.uint8)
    for i, level in enumerate(column.levels):
        text, number = fold(level), as_number(level, export.decimal)
        if text in words:
            values[i] = words[text]
        elif not text or level.strip() in export.coded_missing:
            missing[i] = book.index(EMPTY)
        elif text in reasons or text in declared:
            missing[i] = book.index(reasons.get(text, USER_MISSING))
        elif number is not None:
            values[i] = number
        else:
            missing[i] = book.index(OUT_OF_RANGE)
    return values, missing


def _words(variable: Variable) -> dict[str, float]:
    """Give the code of each answer's words: its labels and the names of the range's ends."""
    words = {
        fold(label): float(code)
        for code, label in variable.labels.items()
        if isinstance(code, int | float)
    }
    for anchor, end in zip(variable.anchors, (variable.low, variable.high), strict=True):
        if anchor is not None and end is not None:
            words.setdefault(fold(anchor), end)
    return words


def _judged(values: Floats, missing: Reasons, source: ItemColumn, book: ReasonBook) -> Reasons:
    """Tell answers from declared missing codes, and both from values that fit nowhere."""
    missing[np.isnan(values) & (missing == 0)] = book.index(EMPTY)
    for code, reason in source.variable.missing.items():
        if isinstance(code, int | float):
            missing[values == code] = book.index(reason)
    _mark_user_missing(values, missing, source, book)
    missing[(missing == 0) & ~_fits(values, source.variable)] = book.index(OUT_OF_RANGE)
    return missing


def _mark_user_missing(
    values: Floats, missing: Reasons, source: ItemColumn, book: ReasonBook
) -> None:
    """Mark the codes that the file itself declares missing, each with its label as the reason."""
    for low, high in source.user_missing:
        if isinstance(low, str) or isinstance(high, str):
            continue
        within = (values >= low) & (values <= high) & (missing == 0)
        for code in np.unique(values[within]):
            reason = source.labels.get(float(code), USER_MISSING)
            missing[within & (values == code)] = book.index(reason)


def _fits(values: Floats, variable: Variable) -> NDArray[np.bool_]:
    """Say which values a variable allows: those in range, whole ones where answers are coded."""
    if variable.low is not None and variable.high is not None:
        within = (values >= variable.low) & (values <= variable.high)
        return within & (values == np.rint(values)) if _is_coded(variable) else within
    codes = [code for code in variable.labels if isinstance(code, int | float)]
    return np.isin(values, codes) if variable.type in CODED else np.isfinite(values)


def _is_coded(variable: Variable) -> bool:
    """Say whether answers are whole codes; a range with a fraction at an end is a measurement."""
    ends = (variable.low or 0.0, variable.high or 0.0)
    return variable.type in CODED and all(end == round(end) for end in ends)
