"""Lay a survey out as a data file: who, where and when, the answers, the scores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from lpsstats.dictionary.model import Dictionary, Scale, Variable
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.assembling import STORED, Portion
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.model import Survey
from lpsstats.survey.placing import Placement, place_rows
from lpsstats.survey.scored import ScoredColumn, ScoredSurvey
from lpsstats.survey.scored_about import about, unkept_notes, weight_notes, weighted_by
from lpsstats.survey.scored_answers import answer_column
from lpsstats.survey.scored_boxes import box_columns
from lpsstats.survey.scored_columns import carry
from lpsstats.survey.scored_names import Names
from lpsstats.survey.scored_places import site_columns, wave_columns
from lpsstats.survey.scored_raw import left_behind, raw_column
from lpsstats.survey.scored_remarks import Remarks
from lpsstats.survey.scored_roles import (
    already_written,
    front_columns,
    start_column,
    weight_column,
)
from lpsstats.survey.scored_words import file_words
from lpsstats.survey.scoring import Scores, score


@dataclass(slots=True)
class _Draft:
    """A data file in the making; columns declared first have the first say in names."""

    survey: Survey
    portions: Sequence[Portion]
    placements: Sequence[Placement]
    names: Names = field(default_factory=Names)
    notes: list[str] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    @property
    def dictionary(self) -> Dictionary:
        return self.survey.dictionary


def scored_survey(
    survey: Survey,
    portions: Sequence[Portion],
    *,
    version: str,
    measures: Sequence[str] = (),
    keep: Iterable[str] = (),
) -> ScoredSurvey:
    """Lay a survey out as a data file.

    Parameters
    ----------
    survey : Survey
        Read from `portions`, with `codes`.
    portions : sequence of Portion
        The files, with the columns of `columns_wanted` read too.
    version : str
        The program's version, for provenance.
    measures : sequence of str
        The scales to score; all of them by default.
    keep : iterable of str
        Columns of the files, by their names there, to be carried along as they are.

    Raises
    ------
    UsageError
        If a measure is no scale.
    """
    scales = choose_scales(survey.dictionary, measures)
    draft = _Draft(survey, portions, tuple(_placements(survey.dictionary, portions)))
    answers = tuple(_answers(draft))
    scores = tuple(score(survey, scale) for scale in scales)
    scored = tuple(_scored(draft, scores))
    front, weight = tuple(_front(draft)), tuple(_weight(draft))
    weighted = weight if weighted_by(survey.dictionary, portions) else ()
    kept = tuple(dict.fromkeys(keep))
    columns = (*front, *weight, *answers, *scored, *_kept(draft, kept))
    notes = (
        *survey.notes,
        *draft.notes,
        *draft.remarks.notes(),
        *draft.names.notes(),
        *unkept_notes(survey.dictionary, portions),
        *left_behind(survey.dictionary, portions, kept),
    )
    return ScoredSurvey(
        survey=replace(survey, codes=None),  # they are in the columns now
        columns=columns,
        weighted_by=next((column.name for column in weighted), None),
        scores=scores,
        about=about(survey, version),
        notes=notes,
        inputs=_inputs(survey.dictionary, portions),
    )


def choose_scales(dictionary: Dictionary, keys: Sequence[str]) -> tuple[Scale, ...]:
    """Choose scales by key, in the dictionary's order; all of them where none is named.

    Raises
    ------
    UsageError
        If a key is no scale.
    """
    known = dictionary.scales
    for key in keys:
        if key not in known:
            item = (
                " (a single item, which is written as it is)" if key in dictionary.variables else ""
            )
            meant = (
                item or did_you_mean(key, known) or f" (there are: {', '.join(known) or 'none'})"
            )
            message = f"--measure {key}: no scale of that name{meant}"
            raise UsageError(message)
    return tuple(scale for key, scale in known.items() if not keys or key in keys)


def _inputs(dictionary: Dictionary, portions: Sequence[Portion]) -> tuple[Path, ...]:
    """List what no output may replace: the dictionary, the files that it names, the files read."""
    declared = (wave.file for wave in dictionary.waves if wave.file is not None)
    return (dictionary.path, *declared, *(portion.export.path for portion in portions))


def _placements(dictionary: Dictionary, portions: Sequence[Portion]) -> Iterator[Placement]:
    """Place the rows once more; the survey has them in the same order."""
    for portion in portions:
        yield from place_rows(dictionary, portion.export, portion.waves)[0]


def _answers(draft: _Draft) -> Iterator[ScoredColumn]:
    """Write every variable but people's own words, and but id and weight, which stand in front."""
    for key, variable in draft.dictionary.variables.items():
        if key in {draft.dictionary.id, draft.dictionary.weight}:
            continue
        if variable.type in STORED:
            words = file_words(variable, draft.portions, draft.dictionary)
            answers = answer_column(variable, draft.survey, draft.names.claim(key), words)
            draft.notes += answers.notes()
            draft.remarks.add(answers.column.name, answers.remarks)
            yield answers.column
        elif variable.type == "date":
            yield from _raw(draft, key, variable.names, variable)
        elif variable.type == "multiple":
            yield from box_columns(
                variable, draft.survey, draft.placements, draft.names, draft.remarks
            )


def _raw(
    draft: _Draft, name: str, names: Mapping[str, str], variable: Variable | None = None
) -> Iterator[ScoredColumn]:
    """Carry a column along, where any file has it."""
    carried = carry(names, draft.placements, draft.dictionary)
    if carried is not None:
        column = raw_column(carried, draft.names.claim(name), variable)
        draft.remarks.add(column.name, carried.remarks)
        yield column


def _scored(draft: _Draft, scores: Sequence[Scores]) -> Iterator[ScoredColumn]:
    """Write each scale's score, and how many of its items were answered."""
    named = [draft.names.claim(one.scale.key) for one in scores]
    for name, one in zip(named, scores, strict=True):
        scale, k = one.scale, len(one.scale.items)
        rule = f"{scale.score} of {k} items, at least {scale.min_items} answered"
        yield ScoredColumn(
            name=name,
            label=f"{scale.label} ({rule})",
            data=NumberColumn(values=one.values),
            role="number",
            level="scale",
        )
        yield ScoredColumn(
            name=draft.names.claim(f"{name}_n", f"{name}_answered"),
            label=f"{scale.label}: items answered, of {k}",
            data=NumberColumn(values=one.answered.astype(np.float64)),
            role="number",
            level="scale",
        )


def _front(draft: _Draft) -> Iterator[ScoredColumn]:
    """Write wave, site, id and cluster."""
    dictionary, survey = draft.dictionary, draft.survey
    for places in (
        wave_columns(dictionary, survey.wave, draft.names),
        site_columns(dictionary, survey.site, draft.names),
    ):
        draft.notes += places.notes
        yield from places.columns
    for name, names in front_columns(dictionary):
        found = tuple(_raw(draft, name, names))
        yield from found
        draft.notes += [] if found else [f"No file has the id's column, '{name}'."]


def _weight(draft: _Draft) -> Iterator[ScoredColumn]:
    """Write the weight, where there is one and then what raked weights start from."""
    if draft.survey.weight is not None:
        draft.notes += weight_notes(draft.survey, draft.survey.weight)
        yield weight_column(draft.survey, draft.survey.weight, draft.names)
        for name, names in start_column(draft.dictionary):
            yield from _raw(draft, name, names)


def _kept(draft: _Draft, keep: Sequence[str]) -> Iterator[ScoredColumn]:
    """Carry along what was asked for and is not there already."""
    for name in keep:
        there = already_written(draft.dictionary, name)
        if there is not None:
            draft.notes.append(f"--keep {name}: is there already, as '{there}'.")
            continue
        waves = [wave.key for wave in draft.dictionary.waves]
        carried = carry(dict.fromkeys(waves, name), draft.placements, draft.dictionary)
        if carried is not None:
            column = raw_column(carried, draft.names.claim(name, f"{name}_in_file"))
            if carried.n_absent:
                lost = f"{carried.n_absent:,} of {draft.survey.n:,} respondents"
                draft.notes.append(
                    f"--keep {name}: empty for {lost}, whose file has no such column."
                )
            draft.remarks.add(column.name, carried.remarks)
            yield column
