"""Put exports and dictionary together into a survey, or say everything that does not fit."""

from collections.abc import Iterator, Mapping, Sequence
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
from lpsstats.survey.weighting import read_weights

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
    for names_by_wave in (dictionary.id_names, dictionary.weight_names):
        names |= {names_by_wave[key] for key in keys if key in names_by_wave}
    return names


def assemble(
    dictionary: Dictionary,
    portions: Sequence[Portion],
    *,
    tolerant: bool = False,
    codes: bool = False,
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
    codes : bool
        Keep the codes of declared missing answers.

    Returns
    -------
    Survey

    Raises
    ------
    DataError
        With every problem found: columns missing, waves or sites unknown, codes undeclared.
    """
    log = _Log()
    placements = _place(dictionary, portions, log)
    read = _read_variables(dictionary, placements, log, tolerant=tolerant, codes=codes)
    person, trouble = link_people(dictionary, placements)
    log.problems += trouble
    weight, trouble = read_weights(dictionary, placements)
    log.problems += trouble
    wave = np.concatenate([p.wave for p in placements])
    site = np.concatenate([p.site for p in placements])
    if not log.problems:
        keys = [wave.key for wave in dictionary.waves]
        log.problems += unanswered_items(dictionary, read.responses, wave, keys)
    if log.problems:
        raise DataError(*dict.fromkeys(log.problems))
    cell = site * len(dictionary.waves) + wave
    log.notes += _suspicions(dictionary, read.responses, cell, placements)
    return Survey(
        dictionary=dictionary,
        wave=wave.astype(np.int16),
        site=site.astype(np.int16),
        person=person,
        responses=read.responses,
        missing=read.missing,
        reasons=tuple(read.book.names),
        inputs=tuple(_inputs(placements)),
        notes=(*log.notes, *_left_out_notes(placements)),
        weight=weight,
        codes=read.codes if codes else None,
    )


@dataclass(slots=True)
class _Log:
    """What is found on the way: problems that refuse the data, notes that go with the results."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _place(dictionary: Dictionary, portions: Sequence[Portion], log: _Log) -> list[Placement]:
    """Give the rows of every file their wave and site."""
    placements: list[Placement] = []
    for portion in portions:
        log.problems += no_rows_problem(portion.export)
        log.problems += unused_weight_problem(portion.export, dictionary)
        log.notes += portion.export.notes
        placed, trouble = place_rows(dictionary, portion.export, portion.waves)
        placements += placed
        log.problems += trouble
    return placements


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The answers to all variables, and the book of reasons that `missing` refers to."""

    responses: dict[str, Floats] = field(default_factory=dict)
    missing: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    codes: dict[str, Floats] = field(default_factory=dict)
    book: ReasonBook = field(default_factory=ReasonBook)


def _read_variables(
    dictionary: Dictionary,
    placements: Sequence[Placement],
    log: _Log,
    *,
    tolerant: bool,
    codes: bool,
) -> _Read:
    """Read every variable that holds codes or numbers."""
    read = _Read()
    for variable in dictionary.variables.values():
        if variable.type in STORED:
            gathered = _gather(variable, placements, read.book, dictionary, keep_codes=codes)
            read.responses[variable.key] = gathered.values
            read.missing[variable.key] = gathered.missing
            if gathered.codes is not None:
                read.codes[variable.key] = gathered.codes
            accepted = tolerant or variable.out_of_range == "missing"
            _record(gathered, dictionary, log, accepted=accepted)
    return read


def _record(gathered: "Gathered", dictionary: Dictionary, log: _Log, *, accepted: bool) -> None:
    """Say what was wrong with a variable's columns; odd values may be accepted as missing."""
    log.problems += [absent_item_problem(source, dictionary) for source in gathered.absent]
    log.notes += [withheld_note(source, n) for source, n in gathered.withheld]
    for source in gathered.read:
        log.problems += turned_labels_problem(source, dictionary)
    if accepted:
        log.notes += [odd_note(source, odd) for source, odd in gathered.odd]
    else:
        log.problems += [odd_problem(source, odd, dictionary) for source, odd in gathered.odd]


def _suspicions(
    dictionary: Dictionary,
    responses: Mapping[str, Floats],
    cell: NDArray[np.int64],
    placements: Sequence[Placement],
) -> Iterator[str]:
    """Say what fits and is likely to be wrong all the same."""
    if len(dictionary.sites) > 1:
        names = [f"{w.key}, {s.label}" for s in dictionary.sites for w in dictionary.waves]
        yield from unanswered_items(dictionary, responses, cell, names)
    if dictionary.design != "panel":
        yield from repeated_ids(dictionary, placements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One variable's answers from all files, and what was wrong with them."""

    values: Floats
    missing: NDArray[np.uint8]
    codes: Floats | None
    read: list[ItemColumn] = field(default_factory=list)
    absent: list[ItemColumn] = field(default_factory=list)
    withheld: list[tuple[ItemColumn, int]] = field(default_factory=list)
    odd: list[tuple[ItemColumn, Oddities]] = field(default_factory=list)


def _gather(
    variable: Variable,
    placements: Sequence[Placement],
    book: ReasonBook,
    dictionary: Dictionary,
    *,
    keep_codes: bool,
) -> Gathered:
    """Read one variable from all files."""
    n = sum(p.n for p in placements)
    missing = np.full(n, UNASKED, np.uint8)
    out = Gathered(
        values=np.full(n, np.nan),
        missing=missing,
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
            answers = read_answers(source, placement.source_rows(holder.rows), book)
            everything = slice(start, start + placement.n)
            target = everything if holder.rows is None else start + holder.rows
            out.values[target], out.missing[target] = answers.values, answers.missing
            if out.codes is not None:
                out.codes[target] = answers.codes
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
