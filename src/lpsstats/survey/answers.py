"""From the codes or texts of a column to answers: what is an answer, and why the rest is none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.merging import CODED, numbers_of
from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import TextColumn
from lpsstats.survey.matching import Positions
from lpsstats.survey.model import Floats
from lpsstats.survey.numbers import as_number
from lpsstats.survey.oddities import ItemColumn, Oddities, find_oddities
from lpsstats.survey.reasons import ANSWERED, NO_ENTRY, ODD, USER_MISSING, ReasonBook

Reasons = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A column read with a variable's meaning.

    Attributes
    ----------
    values : ndarray of float, shape (n,)
        Answers; NaN where missing.
    missing : ndarray of int, shape (n,)
        Positions in the reason book; 0 where answered.
    odd : Oddities, optional
        Values that fit nowhere; taken as missing here.
    n_withheld : int
        Answers within the declared range that the file itself declares missing.
    codes : ndarray of float, shape (n,)
        The code of each declared missing answer; NaN elsewhere.
    """

    values: Floats
    missing: Reasons
    odd: Oddities | None
    n_withheld: int
    codes: Floats


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
    odd = np.flatnonzero(missing == ODD)
    return Answers(
        values=np.where(missing == ANSWERED, values, np.nan),
        missing=missing,
        odd=find_oddities(values[odd], odd if rows is None else rows[odd], source),
        n_withheld=int(_withheld(values, missing, source).sum()),
        codes=_declared_codes(values, missing),
    )


def _text_answers(
    column: TextColumn, source: ItemColumn, rows: Positions | None, book: ReasonBook
) -> Answers:
    """Read each distinct text once; then spread the outcome over the rows."""
    codes = column.codes if rows is None else column.codes[rows]
    values, missing = _read_levels(column.levels, source, book)
    # The number of an answer whose code is a text is ours: no missing code can mean it.
    ours = _are_text_codes(column.levels, source.variable)
    missing = np.where(ours, ANSWERED, _judged(values, missing, source, book)).astype(np.uint8)
    odd = np.flatnonzero((missing == ODD)[codes])
    return Answers(
        values=np.where(missing == ANSWERED, values, np.nan)[codes],
        missing=missing[codes],
        odd=find_oddities(codes[odd], odd if rows is None else rows[odd], source, column.levels),
        n_withheld=int(_withheld(values, missing, source)[codes].sum()),
        codes=_declared_codes(values, missing)[codes],
    )


def _read_levels(
    levels: Sequence[str], source: ItemColumn, book: ReasonBook
) -> tuple[Floats, Reasons]:
    """Read every distinct text: as a code, else as an answer's words, a reason or another number.

    A number that is a code counts as one even where it is also the label of another code.
    """
    variable, export = source.variable, source.export
    numbers = np.array([as_number(level, export.decimal) for level in levels], dtype=np.float64)
    codes = _fits(numbers, variable) | np.isin(numbers, numbers_of(variable.missing))
    missing = np.zeros(len(levels), np.uint8)
    words, reasons = answer_words(variable), missing_words(source)
    for i in np.flatnonzero(~codes).tolist():
        text = fold(levels[i])
        if text in words:
            numbers[i] = words[text]
        elif text in reasons:
            missing[i] = book.index(reasons[text])
        elif not text or levels[i].strip() in export.coded_missing:
            missing[i] = NO_ENTRY
        elif np.isnan(numbers[i]):
            missing[i] = ODD
    return numbers, missing


def _are_text_codes(levels: Sequence[str], variable: Variable) -> NDArray[np.bool_]:
    """Say which texts are codes that are texts, or the labels of such codes."""
    own = {fold(code) for code in variable.text_codes}
    own |= {fold(variable.labels[number]) for number in variable.text_codes.values()}
    own -= {fold(str(code)) for code in variable.missing}
    return np.array([fold(level) in own for level in levels], dtype=bool)


def answer_words(variable: Variable) -> dict[str, float]:
    """Give the code of each answer's words: its labels and the names of the range's ends."""
    words = {fold(code): float(number) for code, number in variable.text_codes.items()}
    for code, label in variable.labels.items():
        if isinstance(code, int | float):
            words.setdefault(fold(label), float(code))
    for anchor, end in zip(variable.anchors, (variable.low, variable.high), strict=True):
        if anchor is not None and end is not None:
            words.setdefault(fold(anchor), end)
    return words


def missing_words(source: ItemColumn) -> dict[str, str]:
    """Give the reason that each text declared missing stands for; its own words count too."""
    reasons = {
        fold(str(text)): reason
        for code, reason in source.variable.missing.items()
        for text in (code, reason)
    }
    for low, _ in source.user_missing:
        if isinstance(low, str):
            reasons.setdefault(fold(low), source.labels.get(low, USER_MISSING))
    reasons.pop("", None)
    return reasons


def _judged(values: Floats, missing: Reasons, source: ItemColumn, book: ReasonBook) -> Reasons:
    """Tell answers from declared missing codes, and both from values that fit nowhere."""
    missing[np.isnan(values) & (missing == ANSWERED)] = NO_ENTRY
    for code, reason in source.variable.missing.items():
        if isinstance(code, int | float):
            missing[values == code] = book.index(reason)
    _mark_user_missing(values, missing, source, book)
    missing[(missing == ANSWERED) & ~_fits(values, source.variable)] = ODD
    return missing


def _mark_user_missing(
    values: Floats, missing: Reasons, source: ItemColumn, book: ReasonBook
) -> None:
    """Mark the codes that the file itself declares missing, each with its label as the reason."""
    for low, high in source.user_missing:
        if isinstance(low, str) or isinstance(high, str):
            continue
        within = np.flatnonzero((values >= low) & (values <= high) & (missing == ANSWERED))
        codes, index = np.unique(values[within], return_inverse=True)
        labels = [source.labels.get(code, "") for code in codes.tolist()]
        numbers = np.array([book.index(label) for label in labels], dtype=np.uint8)
        missing[within] = numbers[index]


def _withheld(values: Floats, missing: Reasons, source: ItemColumn) -> NDArray[np.bool_]:
    """Say which answers are missing only because the file declares their code so."""
    low, high = source.variable.low, source.variable.high
    if low is None or high is None:
        return np.zeros(len(values), dtype=bool)
    overlaps = any(
        not isinstance(first, str) and not isinstance(last, str) and first <= high and last >= low
        for first, last in source.user_missing
    )
    if not overlaps:
        return np.zeros(len(values), dtype=bool)
    return np.asarray((missing != ANSWERED) & _fits(values, source.variable))


def _declared_codes(values: Floats, missing: Reasons) -> Floats:
    """Keep the codes of answers that are missing by declaration."""
    return np.where((missing == ANSWERED) | (missing == ODD), np.nan, values)


def _fits(values: Floats, variable: Variable) -> NDArray[np.bool_]:
    """Say which values a variable allows: those in range, whole ones where answers are coded."""
    if variable.listed:
        ours = set(variable.text_codes.values())
        return np.isin(values, [code for code in numbers_of(variable.labels) if code not in ours])
    if variable.low is None or variable.high is None:
        return np.isfinite(values)
    within = (values >= variable.low) & (values <= variable.high)
    return within & (values == np.rint(values)) if is_whole(variable) else within


def is_whole(variable: Variable) -> bool:
    """Say whether answers are whole codes; a range with a fraction at an end is a measurement."""
    ends = (variable.low or 0.0, variable.high or 0.0)
    return variable.type in CODED and all(end == round(end) for end in ends)
