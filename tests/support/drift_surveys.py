"""Surveys made of arrays, as the checks of drift are given them."""

from pathlib import Path

import numpy as np

from lpsstats.checking.context import Context
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import Export, NumberColumn
from lpsstats.survey.scoring import score


def export_of(columns, name, row_word="case", first_row=1):
    """Make an export of number columns."""
    return Export(
        name=name,
        path=Path(name),
        sha256=name,
        n_rows=len(next(iter(columns.values()))),
        column_names=tuple(columns),
        columns={key: NumberColumn(values=np.asarray(v, float)) for key, v in columns.items()},
        row_word=row_word,
        first_row=first_row,
    )


def context_of(survey, portions, faulty=()):
    """Give a check what the runner would give it."""
    scales = survey.dictionary.scales.values()
    return Context(
        survey=survey,
        portions=tuple(portions),
        faulty=frozenset(faulty),
        scores={s.key: score(survey, s) for s in scales if not set(s.items) & set(faulty)},
    )


def survey_context(folder, text, waves, **export):
    """Read a dictionary and put one export per wave, named w0.sav and so on, into a survey."""
    path = folder / "survey.yaml"
    path.write_text(text, encoding="utf-8")
    dictionary = read_dictionary(path)
    portions = [
        Portion(export=export_of(columns, f"w{i}.sav", **export), waves=(i,))
        for i, columns in enumerate(waves)
    ]
    return context_of(assemble(dictionary, portions), portions)


def answers_to(trait, *, answers=7, shift=0.0, slope=1.5, rng):
    """Draw answers 1 to `answers` of a proportional-odds item."""
    logits = slope * trait + shift + rng.logistic(size=len(trait))
    return 1 + np.searchsorted(np.linspace(-2.5, 2.5, answers - 1), logits)
