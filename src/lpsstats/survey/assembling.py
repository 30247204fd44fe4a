"""Put exports and dictionary together into a survey, or say everything that does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.errors import DataError
from lpsstats.survey.answer_problems import (
    absent_item_problem,
    odd_note,
    odd_problem,
    withheld_note,
)
from lpsstats.survey.answers import read_answers
from lpsstats.survey.export import Export
from lpsstats.survey.linking import link_people
from lpsstats.survey.model import Floats, Input, Survey
from lpsstats.survey.oddities import ItemColumn, Oddities
from lpsstats.survey.place_problems import no_rows_problem, unused_weight_problem
from lpsstats.survey.placing import Placement, holders, place_rows
from lpsstats.survey.reasons import UNASKED, ReasonBook
from lpsstats.survey.suspicions import repeated_ids, turned_labels_problem, unanswered_items

STORED = frozenset({"likert", "ordinal", "categorical", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """An export and the waves that it holds."""

    export: Export
    waves: tuple[int, ...]


def columns_needed(dictionary: Dictionary, waves: Sequence[int]) -> set[str]:
    """Name the columns that a file with these waves must have or may have."""
    keys = [dictionary.waves[index].key for index in waves]
    variables = dictionary.variables.values()
    stored = [v for v in variables if v.type in STORED]
    names = {v.names[key] for v in stored for key in keys if key in v.names}
    for identifying in (dictionary.wave_names, dictionary.site_names):
        names |= {identifying[key] for key in keys} if identifying else set()
    return names | {dictionary.id_names[key] for key in keys if dictionary.id_names}


def assemble(
    dictionary: Dictionary, portions: Sequence[Portion], *, tolerant: bool = False
) -> Survey:
    """Build the survey from what was read.

    Parameters
    ----------
    dictionary : Dictionary
        What the columns mean.
    portions : sequence of Portion
        The files with the waves each holds.
    tolerant : bool
        Take every answer outside its range as missing, counted, whatever the dictionary says.

    Returns
    -------
    Survey

    Raises
    ------
    DataError
        With every problem found: columns missing, waves or sites unknown, codes undeclared.
    """
    problems = [
        problem
        for portion in portions
        for problem in (
            *no_rows_problem(portion.export),
            *unused_weight_problem(portion.export, dictionary),
        )
    ]
    placements: list[Placement] = []
    for portion in portions:
        placed, trouble = place_rows(dictionary, portion.export, portion.waves)
        placements += placed
        problems += trouble
    book = ReasonBook()
    notes = [note for portion in portions for note in portion.export.notes]
    responses: dict[str, Floats] = {}
    missing: dict[str, NDArray[np.uint8]] = {}
    for variable in dictionary.variables.values():
        if variable.type in STORED:
            gathered = _gather(variable, placements, book, dictionary)
            responses[variable.key], missing[variable.key] = gathered.values, gathered.missing
            problems += [absent_item_problem(source, dictionary) for source in gathered.absent]
            notes += [withheld_note(source, n) for source, n in gathered.withheld]
            problems += [p for one in gathered.read for p in turned_labels_problem(one, dictionary)]
            for source, odd in gathered.odd:
                if tolerant or variable.out_of_range == "missing":
                    notes.append(odd_note(source, odd))
                else:
                    problems.append(odd_problem(source, odd, dictionary))
    person, trouble = link_people(dictionary, placements)
    problems += trouble
    wave = np.concatenate([p.wave for p in placements])
    site = np.concatenate([p.site for p in placements])
    if not problems:
        keys = [wave.key for wave in dictionary.waves]
        problems += unanswered_items(dictionary, responses, wave, keys)
    if problems:
        raise DataError(*dict.fromkeys(problems))
    if len(dictionary.sites) > 1:
        cells = [f"{w.key}, {s.label}" for s in dictionary.sites for w in dictionary.waves]
        cell = site * len(dictionary.waves) + wave
        notes += unanswered_items(dictionary, responses, cell, cells)
    if dictionary.design != "panel":
        notes += repeated_ids(dictionary, placements)
    return Survey(
        dictionary=dictionary,
        wave=wave.astype(np.int16),
        site=site.astype(np.int16),
        person=person,
        responses=responses,
        missing=missing,
        reasons=tuple(book.names),
        inputs=tuple(_inputs(placements)),
        notes=(*notes, *_left_out_notes(placements)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One variable's answers from all files, and what was wrong with them."""

    values: Floats
    missing: NDArray[np.uint8]
    read: list[ItemColumn] = field(default_factory=list)
    absent: list[ItemColumn] = field(default_factory=list)
    withheld: list[tuple[ItemColumn, int]] = field(default_factory=list)
    odd: list[tuple[ItemColumn, Oddities]] = field(default_factory=list)


def _gather(
    variable: Variable, placements: Sequence[Placement], book: ReasonBook, dictionary: Dictionary
) -> Gathered:
    """Read one variable from all files."""
    n = sum(p.n for p in placements)
    missing = np.full(n, UNASKED, np.uint8)
    out = Gathered(
        values=np.full(n, np.nan), missing=missing, read=[], absent=[], withheld=[], odd=[]
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
            answers = read_answers(source, placement.source_rows(holder.rows), book)
            everything = slice(start, start + placement.n)
            target = everything if holder.rows is None else start + holder.rows
            out.values[target], out.missing[target] = answers.values, answers.missing
            out.read.append(source)
            if answers.n_withheld:
                out.withheld.append((source, answers.n_withheld))
            if answers.odd:
                out.odd.append((source, answers.odd))
        start += placement.n
    return out


def _inputs(placements: Sequence[Placement]) -> list[Input]:
    """Account for every row of every file."""
    accounts: dict[str, tuple[Export, int, int, dict[str, int]]] = {}
    for p in placements:
        export, rows, used, out = accounts.get(str(p.export.path), (p.export, 0, 0, {}))
        for reason, count in p.left_out.items():
            out[reason] = out.get(reason, 0) + count
        accounts[str(p.export.path)] = (export, rows + p.export.n_rows, used + p.n, out)
    return [
        Input(name=e.name, sha256=e.sha256, n_rows=rows, n_used=used, left_out=out)
        for e, rows, used, out in accounts.values()
    ]


def _left_out_notes(placements: Sequence[Placement]) -> list[str]:
    """Say which rows were left out of everything."""
    counted: dict[tuple[str, str], int] = {}
    for p in placements:
        for reason, count in p.left_out.items():
            counted[p.export.name, reason] = counted.get((p.export.name, reason), 0) + count
    return [
        f"{name}: {count:,} {'row' if count == 1 else 'rows'} left out ({reason})."
        for (name, reason), count in counted.items()
    ]
