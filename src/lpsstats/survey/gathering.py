"""A variable's answers from all files, and what was wrong with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.findings import Finding
from lpsstats.survey.answer_labels import moved_labels_problems
from lpsstats.survey.answer_problems import (
    absent_item_problem,
    odd_note,
    odd_problem,
    swallowed_note,
    withheld_note,
)
from lpsstats.survey.answers import Answers, read_answers
from lpsstats.survey.export import TextColumn
from lpsstats.survey.fitting import misfit
from lpsstats.survey.matching import Positions
from lpsstats.survey.model import Floats
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.placing import Placement, holders
from lpsstats.survey.reasons import ANSWERED, UNASKED, ReasonBook
from lpsstats.survey.renaming import Renames
from lpsstats.survey.suspicions import turned_labels_problem

Reading = Callable[[ItemColumn, Positions | None, ReasonBook], Answers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One variable's answers, respondents of all files one after the other.

    Attributes
    ----------
    values : ndarray of float, shape (n,)
        The answers; NaN where missing.
    missing : ndarray of int, shape (n,)
        Why, as numbers of the reason book.
    codes : ndarray of float, shape (n,), optional
        The codes of declared missing answers, where they are to be kept.
    read : list of (ItemColumn, Answers)
        The columns it comes from.
    absent : list of ItemColumn
        The columns that are not there.
    """

    values: Floats
    missing: NDArray[np.uint8]
    codes: Floats | None
    read: list[tuple[ItemColumn, Answers]] = field(default_factory=list)
    absent: list[ItemColumn] = field(default_factory=list)


def gather(
    variable: Variable,
    placements: Sequence[Placement],
    book: ReasonBook,
    dictionary: Dictionary,
    *,
    keep_codes: bool,
    reading: Reading = read_answers,
) -> Gathered:
    """Read one variable from all files, its columns as answers or as something else."""
    n = sum(p.n for p in placements)
    out = Gathered(
        values=np.full(n, np.nan),
        missing=np.full(n, UNASKED, np.uint8),
        codes=np.full(n, np.nan) if keep_codes else None,
    )
    start = 0
    for placement in placements:
        for holder in holders(variable.names, placement, dictionary):
            source = ItemColumn(
                export=placement.export, name=holder.name, variable=variable, wave=holder.wave
            )
            if holder.name not in placement.export.columns:
                out.absent.append(source)
                continue
            answers = reading(source, placement.source_rows(holder.rows), book)
            everything = slice(start, start + placement.n)
            _put(out, everything if holder.rows is None else start + holder.rows, answers)
            out.read.append((source, answers))
        start += placement.n
    return out


def _put(out: Gathered, target: slice | NDArray[np.int64], answers: Answers) -> None:
    out.values[target], out.missing[target] = answers.values, answers.missing
    if out.codes is not None:
        out.codes[target] = answers.codes


def misfits(
    gathered: Gathered, renames: Renames, dictionary: Dictionary, *, accepted: bool
) -> Iterator[Finding]:
    """Say what was wrong with a variable's columns.

    Parameters
    ----------
    gathered : Gathered
        The variable.
    renames : Renames
        All files: another may label what one has lost.
    dictionary : Dictionary
        For the places of cures.
    accepted : bool
        Whether values that fit nowhere are taken as missing and only counted.
    """
    for source in gathered.absent:
        yield _of(source, dictionary, "LPS101", absent_item_problem(source, renames, dictionary))
    yield from moved_labels_problems([source for source, _ in gathered.read], dictionary)
    for source, answers in gathered.read:
        if answers.n_withheld:
            note = withheld_note(source, answers.n_withheld)
            yield _of(source, dictionary, "LPS117", note)
        yield from turned_labels_problem(source, dictionary)
        for note in swallowed_note(source, answers):
            yield _of(source, dictionary, "LPS125", note)
        yield from _odd(source, answers, dictionary, accepted=accepted)


def _odd(
    source: ItemColumn, answers: Answers, dictionary: Dictionary, *, accepted: bool
) -> Iterator[Finding]:
    """Say which values fit nowhere; a column without any that fits is of another type."""
    if answers.odd is None:
        return
    if accepted:
        yield _of(source, dictionary, "LPS103", odd_note(source, answers.odd))
        return
    text = isinstance(source.export.columns[source.name], TextColumn)
    foreign = text and not (answers.missing == ANSWERED).any()
    code = "LPS124" if foreign else "LPS102"
    yield _of(source, dictionary, code, odd_problem(source, answers.odd, dictionary))


def _of(source: ItemColumn, dictionary: Dictionary, code: str, message: str) -> Finding:
    subject = f"{source.export.name}: {source.variable.key}"
    return misfit(dictionary, code, subject, message, "variables", source.variable.key)
