"""Put exports and dictionary together into a survey, or say everything that does not fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary
from lpsstats.errors import DataError
from lpsstats.findings import Finding, Severity, failed
from lpsstats.survey.accounting import inputs, left_out
from lpsstats.survey.box_problems import box_problems
from lpsstats.survey.boxes import gather_boxes
from lpsstats.survey.clusters import read_clusters
from lpsstats.survey.export import Export
from lpsstats.survey.fitting import misfit
from lpsstats.survey.gathering import gather, misfits
from lpsstats.survey.linking import link_people
from lpsstats.survey.model import Boxes, Floats, Survey
from lpsstats.survey.place_problems import no_rows_problem, unused_weight_problem
from lpsstats.survey.placing import Placement, place_rows
from lpsstats.survey.raking import rake_weights
from lpsstats.survey.raking_problems import unused_file_weight_note
from lpsstats.survey.reasons import ReasonBook
from lpsstats.survey.renaming import Renames
from lpsstats.survey.suspicions import repeated_ids, unanswered_items
from lpsstats.survey.weighting import read_weights

STORED = frozenset({"likert", "ordinal", "categorical", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """An export and the waves that it holds."""

    export: Export
    waves: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A survey as far as it can be read, and everything that was found on the way.

    Attributes
    ----------
    survey : Survey
        Where something does not fit, answers are missing.
    findings : tuple of Finding
        An error among them means that the survey is not fit for use.
    faulty : frozenset of str
        The variables with an error.
    """

    survey: Survey
    findings: tuple[Finding, ...]
    faulty: frozenset[str]


def columns_needed(dictionary: Dictionary, waves: Sequence[int]) -> set[str]:
    """Name the columns that a file with these waves must have or may have."""
    keys = [dictionary.waves[index].key for index in waves]
    variables = dictionary.variables.values()
    stored = [v for v in variables if v.type in STORED]
    names = {v.names[key] for v in stored for key in keys if key in v.names}
    boxes = [own for v in variables for own in v.column_names.values()]
    names |= {own[key] for own in boxes for key in keys if key in own}
    for identifying in (dictionary.wave_names, dictionary.site_names):
        names |= {identifying[key] for key in keys} if identifying else set()
    of_people = (dictionary.id_names, dictionary.weight_names, dictionary.cluster_names)
    for names_by_wave in of_people:
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
    examination = examine(dictionary, portions, tolerant=tolerant, codes=codes)
    if failed(examination.findings):
        errors = [f.message for f in examination.findings if f.severity is Severity.ERROR]
        raise DataError(*dict.fromkeys(errors))
    return examination.survey


def examine(
    dictionary: Dictionary,
    portions: Sequence[Portion],
    *,
    tolerant: bool = False,
    codes: bool = False,
) -> Examination:
    """Build the survey as far as it goes, and say what does not fit instead of refusing it.

    Parameters
    ----------
    dictionary, portions, tolerant, codes
        As in `assemble`.
    """
    findings: list[Finding] = []
    placements = _place(dictionary, portions, findings)
    read = _read_variables(dictionary, placements, findings, tolerant=tolerant, codes=codes)
    person, trouble = link_people(dictionary, placements)
    cluster, no_clusters = read_clusters(dictionary, placements)
    weight, no_weights = read_weights(dictionary, placements)
    findings += [*trouble, *no_clusters, *no_weights]
    wave = np.concatenate([p.wave for p in placements])
    site = np.concatenate([p.site for p in placements])
    cell = site * len(dictionary.waves) + wave
    weight, unraked = rake_weights(
        dictionary, read.responses, (wave, site), weight, in_doubt=failed(tuple(findings))
    )
    findings += unraked
    findings += _suspicions(dictionary, read, (wave, cell), failed(tuple(findings)))
    if dictionary.design != "panel":
        findings += repeated_ids(dictionary, placements)
    findings += left_out(placements, dictionary)
    survey = Survey(
        dictionary=dictionary,
        wave=wave.astype(np.int16),
        site=site.astype(np.int16),
        person=person,
        responses=read.responses,
        boxes=read.boxes,
        missing=read.missing,
        reasons=tuple(read.book.names),
        inputs=inputs(placements),
        notes=tuple(f.message for f in findings if f.severity is not Severity.ERROR),
        weight=weight,
        cluster=cluster,
        codes=read.codes if codes else None,
    )
    return Examination(survey=survey, findings=tuple(findings), faulty=frozenset(read.faulty))


def _place(
    dictionary: Dictionary, portions: Sequence[Portion], findings: list[Finding]
) -> list[Placement]:
    """Give the rows of every file their wave and site."""
    placements: list[Placement] = []
    for portion in portions:
        export = portion.export
        findings += no_rows_problem(export, dictionary)
        findings += unused_weight_problem(export, dictionary)
        findings += unused_file_weight_note(export, dictionary)
        findings += [
            misfit(dictionary, "LPS118", export.name, note, "waves") for note in export.notes
        ]
        placed, trouble = place_rows(dictionary, export, portion.waves)
        placements += placed
        findings += trouble
    return placements


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The answers to all variables, and the book of reasons that `missing` refers to."""

    responses: dict[str, Floats] = field(default_factory=dict)
    boxes: dict[str, Boxes] = field(default_factory=dict)
    missing: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    codes: dict[str, Floats] = field(default_factory=dict)
    book: ReasonBook = field(default_factory=ReasonBook)
    faulty: set[str] = field(default_factory=set)


def _read_variables(
    dictionary: Dictionary,
    placements: Sequence[Placement],
    findings: list[Finding],
    *,
    tolerant: bool,
    codes: bool,
) -> _Read:
    """Read every variable that holds codes or numbers, or boxes that are ticked."""
    read = _Read()
    renames = Renames.among([placement.export for placement in placements], dictionary)
    wave = np.concatenate([placement.wave for placement in placements])
    for key, variable in dictionary.variables.items():
        accepted = tolerant or variable.out_of_range == "missing"
        if variable.type == "multiple":
            ticked = gather_boxes(variable, placements, read.book, dictionary)
            read.boxes[key], read.missing[key] = ticked.boxes, ticked.missing
            trouble = tuple(box_problems(ticked, wave, renames, dictionary, accepted=accepted))
        elif variable.type in STORED:
            gathered = gather(variable, placements, read.book, dictionary, keep_codes=codes)
            read.responses[key], read.missing[key] = gathered.values, gathered.missing
            if gathered.codes is not None:
                read.codes[key] = gathered.codes
            trouble = tuple(misfits(gathered, renames, dictionary, accepted=accepted))
        else:
            continue
        findings += trouble
        if failed(trouble):
            read.faulty.add(key)
    return read


def _suspicions(
    dictionary: Dictionary,
    read: _Read,
    groups: tuple[NDArray[np.int64], NDArray[np.int64]],
    in_doubt: bool,
) -> Iterator[Finding]:
    """Find items that nobody answered, in a wave or in a site of one.

    Where something else is wrong, that is to be put right first: it may be the cause.
    """
    wave, cell = groups
    if in_doubt:
        return
    answers: Mapping[str, Floats] = read.responses
    keys = [wave.key for wave in dictionary.waves]
    in_waves = tuple(unanswered_items(dictionary, answers, wave, keys, Severity.ERROR))
    yield from in_waves
    if len(dictionary.sites) > 1 and not in_waves:
        names = [f"{w.key}, {s.label}" for s in dictionary.sites for w in dictionary.waves]
        yield from unanswered_items(dictionary, answers, cell, names, Severity.WARNING)
