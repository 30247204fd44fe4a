"""Whether the same people were asked again, as far as their ids tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.drafting.quoting import Code
from lpsstats.drafting.roles import Role
from lpsstats.drafting.waves import WaveDraft, WavesDraft
from lpsstats.survey.export import Export, NumberColumn
from lpsstats.survey.numbers import as_number, as_text

ENOUGH = 0.3  # share of the smaller wave that is in the other one
LONGEST_NUMBER = 16  # digits; longer ids count nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The survey's design and what to look at; no mark where nothing is in doubt."""

    design: str
    mark: str


def draft_design(exports: Sequence[Export], role: Role | None, waves: WavesDraft) -> Design:
    """Say whether the first and the last wave hold the same people.

    Parameters
    ----------
    exports : sequence of Export
        The files.
    role : Role, optional
        The column that identifies respondents.
    waves : WavesDraft
        The waves.
    """
    independent = "repeated_cross_section"
    if role is None or len(waves.waves) < 2:
        return Design(design=independent, mark="")
    everyone = [_ids(exports[w.source], role.columns[w.source], w, waves) for w in waves.waves]
    first, last = set(everyone[0]), set(everyone[-1])
    keys = f"{waves.waves[0].key} and {waves.waves[-1].key}"
    shared = len(first & last) / max(1, min(len(first), len(last)))
    if shared < ENOUGH:
        return Design(design=independent, mark="")
    if any(len(set(ids)) < len(ids) for ids in everyone):
        return Design(design=independent, mark=f"{keys} share ids, but some stand twice in a wave")
    if len(exports) > 1 and _running(first) and _running(last):
        ends = " to ".join((min(first, key=int), max(first, key=int)))
        mark = f"or panel? ids are running numbers in every file, as {ends} in {waves.waves[0].key}"
        return Design(design=independent, mark=mark)
    mark = f"or other people in every wave? {shared:.0%} of the smaller of {keys} is in both"
    return Design(design="panel", mark=mark)


def _ids(export: Export, column: str, wave: WaveDraft, waves: WavesDraft) -> list[str]:
    """List the ids of one wave."""
    found = export.columns[column]
    shared = sum(other.source == wave.source for other in waves.waves) > 1
    rows = np.ones(export.n_rows, dtype=np.bool_)
    if shared and waves.column is not None and wave.code is not None:
        rows = rows_of(export, waves.column.columns[wave.source], wave.code)
    if isinstance(found, NumberColumn):
        return [as_text(value) for value in found.values[rows].tolist()]
    levels = [level.strip() for level in found.levels]
    return [levels[code] for code in found.codes[rows].tolist()]


def rows_of(export: Export, name: str, code: Code) -> NDArray[np.bool_]:
    """Say which rows of a column have a code."""
    column = export.columns[name]
    if isinstance(column, NumberColumn):
        return np.asarray(column.values == code)
    wanted = [_reads_as(level, code, export.decimal) for level in column.levels]
    return np.asarray(np.array(wanted, dtype=bool)[column.codes])


def _reads_as(level: str, code: Code, decimal: str) -> bool:
    if isinstance(code, str):
        return level.strip() == code
    return as_number(level, decimal) == code


def _running(ids: set[str]) -> bool:
    """Say whether ids only count the rows from some number on: 1, 2, 3 or 10001, 10002."""
    if not all(one.isascii() and one.isdigit() and len(one) < LONGEST_NUMBER for one in ids):
        return False
    numbers = {int(one) for one in ids}
    return len(numbers) > 1 and max(numbers) - min(numbers) + 1 == len(numbers) == len(ids)
