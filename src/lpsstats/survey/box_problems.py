"""The sentences that say what does not fit, or had to be assumed, in a multiple response."""

import json
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.merging import DICHOTOMIES
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import nearest
from lpsstats.findings import Finding, Severity, failed
from lpsstats.survey.answer_labels import moved_labels_problems
from lpsstats.survey.answer_problems import columns_of
from lpsstats.survey.box_answers import FEWEST_TO_SHOW, unlisted_answers
from lpsstats.survey.boxes import TickedBoxes
from lpsstats.survey.export import TextColumn
from lpsstats.survey.fitting import misfit
from lpsstats.survey.model import Integers
from lpsstats.survey.numbers import as_text, counted
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.place_problems import missing_column
from lpsstats.survey.renaming import Renames
from lpsstats.survey.suspicions import CERTAIN, turned_labels_problem


def box_problems(
    read: TickedBoxes,
    wave: Integers,
    renames: Renames,
    dictionary: Dictionary,
    *,
    accepted: bool,
) -> Iterator[Finding]:
    """Say what was wrong with a multiple response; or else what had to be assumed of it.

    Parameters
    ----------
    read : TickedBoxes
        The question.
    wave : ndarray of int, shape (n,)
        The wave of each respondent.
    renames : Renames
        All files: another may label what one has lost.
    dictionary : Dictionary
        For the places of cures.
    accepted : bool
        Whether answers that are no box are taken as missing and only counted.
    """
    wrong = tuple(_misfits(read, renames, dictionary, accepted=accepted))
    yield from wrong
    if not failed(wrong):
        yield from _blanks(read, wave, dictionary)
        yield from _patchy(read, dictionary)
        yield from _unticked(read, wave, dictionary)


def _misfits(
    read: TickedBoxes, renames: Renames, dictionary: Dictionary, *, accepted: bool
) -> Iterator[Finding]:
    """Go through the columns."""
    variable = read.variable
    for key, column in zip(variable.columns, read.columns, strict=True):
        for source in column.absent:
            message = _absent(source, key, renames, dictionary)
            yield _of(source, dictionary, "LPS101", message)
        for source, _ in column.read:
            if variable.coding != DICHOTOMIES:
                yield from turned_labels_problem(source, dictionary)
        if variable.coding != DICHOTOMIES:
            yield from moved_labels_problems([s for s, _ in column.read], dictionary)
    for unlisted in unlisted_answers(read):
        code, message = "LPS102", unlisted.problem(dictionary)
        if accepted:
            code, message = "LPS103", unlisted.note()
        yield _of(unlisted.sources[0], dictionary, code, message)


def _of(source: ItemColumn, dictionary: Dictionary, code: str, message: str) -> Finding:
    subject = f"{source.export.name}: {source.variable.key}"
    return misfit(dictionary, code, subject, message, "variables", source.variable.key)


def _absent(source: ItemColumn, key: str, renames: Renames, dictionary: Dictionary) -> str:
    """Say that a column is not there, and how to declare the one it was renamed to."""
    export, question = source.export, source.variable.key
    taken = columns_of(source.wave, dictionary)
    place = f"variables.{question}.columns, {dictionary.where('variables', question)}"
    pair = renames.of(source, taken)
    hint = f"\n'{pair.second}' is labelled alike (match {pair.score:.2f})." if pair else ""
    free = (name for name in export.column_names if name not in taken)
    near = pair.second if pair else nearest(source.name, free)
    cure, none = (
        f"{question}: {{columns: {{{_quoted(key)}: {{{source.wave}: {name}}}}}}}"
        for name in (_quoted(near) if near else "ITS_COLUMN", "null")
    )
    return (
        f"{missing_column(export, source.name, place, taken)}{hint}\n"
        f"If it was renamed: {cure}\n"
        f"If {source.wave} did not offer it: {none}; if {source.wave} did not ask the question: "
        f"{question}: {{names: {{{source.wave}: null}}}}"
    )


def _quoted(name: str) -> str:
    """Write a name as YAML, in quotes unless it is a plain word."""
    plain = name.replace("_", "").isalnum() and not name[0].isdigit()
    return name if plain else json.dumps(name, ensure_ascii=False)


def _found(read: TickedBoxes, dictionary: Dictionary, code: str, message: str) -> Finding:
    key = read.variable.key
    return misfit(dictionary, code, key, message, "variables", key)


def _blanks(read: TickedBoxes, wave: Integers, dictionary: Dictionary) -> Iterator[Finding]:
    """Count those without an entry who are in the base all the same."""
    blank = read.blank & (read.missing == 0)
    if not blank.any():
        return
    key, n_waves = read.variable.key, len(dictionary.waves)
    inside = np.bincount(wave[read.missing == 0], minlength=n_waves)
    empty = np.bincount(wave[blank], minlength=n_waves)
    marked = (np.bincount(wave[read.unmarked], minlength=n_waves) > 0) & (empty > 0)
    parts = [
        f"{dictionary.waves[w].key}: {empty[w]:,} of {inside[w]:,}" for w in np.flatnonzero(empty)
    ]
    why = "such an export cannot tell them from respondents who skipped it"
    if marked.any():
        keys = ", ".join(dictionary.waves[w].key for w in np.flatnonzero(marked))
        why = f"but {keys} has entries for boxes that are not ticked, so they probably skipped it"
    message = (
        f"{key}: {counted(int(blank.sum()), 'respondent')} without an entry in any column "
        f"({'; '.join(parts)}) count as having ticked none: {why}. To leave them out: "
        f"{key}: {{base: answered}}."
    )
    severity = Severity.WARNING if marked.any() else Severity.NOTE
    path = ("variables", key)
    yield misfit(dictionary, "LPS130", key, message, *path, severity=severity)


def _patchy(read: TickedBoxes, dictionary: Dictionary) -> Iterator[Finding]:
    """Count those who answered some boxes and not others."""
    if read.patchy.any():
        message = (
            f"{read.variable.key}: {counted(int(read.patchy.sum()), 'respondent')} with a code "
            "declared missing in some columns and answers in others: the boxes without an answer "
            "count as not ticked."
        )
        yield _found(read, dictionary, "LPS130", message)


def _unticked(read: TickedBoxes, wave: Integers, dictionary: Dictionary) -> Iterator[Finding]:
    """Find waves in which nobody ticked a box: `counted` is perhaps another code there."""
    variable, n_waves = read.variable, len(dictionary.waves)
    entered = (read.missing == 0) | read.blank
    inside = np.bincount(wave[entered], minlength=n_waves)
    ticks = np.bincount(wave[(read.boxes.ticked == 1).any(axis=1)], minlength=n_waves)
    for w in np.flatnonzero((inside >= CERTAIN) & (ticks == 0)).tolist():
        key = dictionary.waves[w].key
        what = f" (counted: {variable.counted})" if variable.coding == DICHOTOMIES else ""
        message = (
            f"{variable.key}: nobody of {inside[w]:,} ticked any box in {key}{what}, "
            f"{dictionary.where('variables', variable.key)}.{_entries(read, key)}\n"
            f"If {key} did not ask it: {variable.key}: {{names: {{{key}: null}}}}"
        )
        yield _found(read, dictionary, "LPS131", message)


def _entries(read: TickedBoxes, wave: str) -> str:
    """Quote what stands in the columns instead: codes and texts that several people have."""
    found: dict[str, int] = {}
    for column in read.columns:
        for source, _ in column.read:
            if source.wave == wave:
                for value, count in _common(source):
                    found[value] = found.get(value, 0) + count
    listed = sorted(found.items(), key=lambda pair: -pair[1])[:3]
    parts = ", ".join(f"{value} ({count:,})" for value, count in listed)
    return f" Its columns hold {parts}." if parts else ""


def _common(source: ItemColumn) -> Iterator[tuple[str, int]]:
    """Count the entries of a column."""
    column = source.export.columns[source.name]
    counts: NDArray[np.int64]
    if isinstance(column, TextColumn):
        counts = np.bincount(column.codes, minlength=len(column.levels))
        values = [f"'{level}'" if level.strip() else "" for level in column.levels]
    else:
        codes, counts = np.unique(column.values[~np.isnan(column.values)], return_counts=True)
        values = [as_text(code) for code in codes.tolist()]
    for value, count in zip(values, counts.tolist(), strict=True):
        if value and count >= FEWEST_TO_SHOW and len(value) <= 40:
            yield value, count
