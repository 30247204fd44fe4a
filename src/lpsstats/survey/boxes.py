"""Questions of which several answers may be ticked: who ticked which box, and who counts.

Whatever the columns hold, the outcome is the same: a row of ticks for everybody in the base.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.merging import DICHOTOMIES, numbers_of
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.survey.answers import read_answers
from lpsstats.survey.box_columns import as_category_column, as_tick_column, read_ticks
from lpsstats.survey.gathering import Gathered, Reading, gather
from lpsstats.survey.joined import JoinedReader
from lpsstats.survey.model import Boxes
from lpsstats.survey.numbers import as_number, as_text
from lpsstats.survey.placing import Placement
from lpsstats.survey.reasons import ANSWERED, NO_ENTRY, ODD, UNASKED, ReasonBook

NONE_TICKED = "none ticked"
ANSWERED_BASE, ANY_BASE = "answered", "any"

Reasons = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedBoxes:
    """A multiple response as read; n is the number of respondents.

    Attributes
    ----------
    variable : Variable
        The question.
    boxes : Boxes
        The ticks.
    missing : ndarray of int, shape (n,)
        Why a respondent is outside the base, as numbers of the reason book; 0 inside it.
    columns : list of Gathered
        The columns that it was read from.
    blank : ndarray of bool, shape (n,)
        Who was asked and has no entry in any column.
    unmarked : ndarray of bool, shape (n,)
        Whose file has an entry for a box that is not ticked.
    patchy : ndarray of bool, shape (n,)
        Who answered some boxes and has a declared missing code in others.
    """

    variable: Variable
    boxes: Boxes
    missing: Reasons
    columns: list[Gathered]
    blank: Flags
    unmarked: Flags
    patchy: Flags


def gather_boxes(
    variable: Variable, placements: Sequence[Placement], book: ReasonBook, dictionary: Dictionary
) -> TickedBoxes:
    """Read a multiple response from all files.

    The base is all who were asked, but those who have declared missing codes and no answer; for
    `base: answered` also without those who have no entry at all, for `base: any` without all who
    ticked nothing. In the base a box is ticked (1) or not (0), whatever else its cell holds; it is
    NaN in a wave that did not offer it. Whoever gave an answer that is no box counts with it.

    Parameters
    ----------
    variable : Variable
        Of type `multiple`.
    placements : sequence of Placement
        The rows of all files.
    book : ReasonBook
        Collects the reasons.
    dictionary : Dictionary
        Gives the waves.
    """
    columns, ticks = _read(variable, placements, book, dictionary)
    entries = np.stack([one.missing for one in columns], axis=1)
    missing = _outside(entries, np.asarray(ticks.any(axis=1)), variable.base, book)
    ticked = np.where((missing == ANSWERED)[:, None], ticks, np.nan)
    dichotomies = variable.coding == DICHOTOMIES
    if dichotomies:
        ticked[entries == UNASKED] = np.nan
    asked = (entries != UNASKED).any(axis=1)
    answered = entries == ANSWERED
    return TickedBoxes(
        variable=variable,
        boxes=Boxes(categories=tuple(_categories(variable, columns)), ticked=ticked),
        missing=missing,
        columns=columns,
        blank=asked & _among(entries, NO_ENTRY, UNASKED).all(axis=1),
        unmarked=(answered & ~ticks).any(axis=1) if dichotomies else np.zeros(len(asked), bool),
        patchy=answered.any(axis=1) & _declared(entries).any(axis=1) & dichotomies,
    )


def _read(
    variable: Variable, placements: Sequence[Placement], book: ReasonBook, dictionary: Dictionary
) -> tuple[list[Gathered], Flags]:
    """Read all columns, and who ticked which box: shape (n, k)."""

    def columns(as_column: Callable[[Variable, str], Variable], reading: Reading) -> list[Gathered]:
        alone = [as_column(variable, key) for key in variable.columns]
        return [
            gather(one, placements, book, dictionary, keep_codes=False, reading=reading)
            for one in alone
        ]

    if variable.coding == DICHOTOMIES:
        read = columns(as_tick_column, partial(read_ticks, counted=variable.counted or 0))
        return read, np.stack([one.values == 1 for one in read], axis=1)
    codes = numbers_of(variable.labels)
    if variable.separator:
        joined = JoinedReader(variable=variable, separator=variable.separator)
        read = columns(as_category_column, joined)
        return read, _any_of([joined.ticks(one.values, codes) for one in read])
    read = columns(as_category_column, read_answers)
    return read, _any_of([one.values[:, None] == codes for one in read])


def _any_of(ticks: Sequence[Flags]) -> Flags:
    """Put the columns' ticks together: an answer that stands twice is ticked once."""
    together = ticks[0].copy()
    for one in ticks[1:]:
        together |= one
    return together


def _declared(entries: Reasons) -> Flags:
    """Say which cells hold a code that is declared missing."""
    return ~_among(entries, ANSWERED, NO_ENTRY, ODD, UNASKED)


def _among(entries: Reasons, *kinds: int) -> Flags:
    """Say which cells are of some kinds; a table of all 256 is many times faster than a search."""
    table = np.zeros(256, dtype=bool)
    table[list(kinds)] = True
    return table[entries]


def _outside(entries: Reasons, ticked: Flags, base: str, book: ReasonBook) -> Reasons:
    """Say why each respondent is outside the base; 0 for those inside."""
    declared = _declared(entries)
    first = np.argmax(declared, axis=1)[:, None]
    why = np.where(declared.any(axis=1), np.take_along_axis(entries, first, axis=1)[:, 0], ANSWERED)
    # An answer that is no box is an answer: whoever gave it was asked and did not refuse.
    answered = _among(entries, ANSWERED, ODD).any(axis=1)
    why[answered] = ANSWERED
    if base in {ANSWERED_BASE, ANY_BASE}:
        why[(why == ANSWERED) & ~answered] = NO_ENTRY
    if base == ANY_BASE:
        why[(why == ANSWERED) & ~ticked] = book.index(NONE_TICKED)
    why[(entries == UNASKED).all(axis=1)] = UNASKED
    return why.astype(np.uint8)


def _categories(variable: Variable, columns: Sequence[Gathered]) -> Iterator[tuple[str, str]]:
    """Name the boxes: by code and label, or by column and its label here or in a file."""
    texts = {number: text for text, number in variable.text_codes.items()}
    if variable.coding != DICHOTOMIES:
        for code, label in variable.labels.items():
            if isinstance(code, int | float):  # codes that are texts have been numbered
                yield texts.get(int(code)) or as_text(code), label
        return
    for place, (key, column) in enumerate(zip(variable.columns, columns, strict=True), start=1):
        plain = as_number(key)  # columns may be called 1, 2, 3; then that is no position
        number = variable.text_codes.get(key, place if plain is None else plain)
        said = (source.export.labels.get(source.name) for source, _ in column.read)
        own = variable.labels.get(number)
        yield key, own or next(filter(None, said), None) or key
