"""Recognise the same person in several waves."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.export import Column, NumberColumn
from lpsstats.survey.model import Integers
from lpsstats.survey.place_problems import missing_column
from lpsstats.survey.placing import Placement


def link_people(
    dictionary: Dictionary, placements: Sequence[Placement]
) -> tuple[Integers | None, list[str]]:
    """Give each person of a panel a number.

    Returns
    -------
    (ndarray of int or None, list of str)
        One number per respondent, the same for the same id, -1 without one; `None` for
        cross-sections. And the problems: a column missing, an id twice in one wave.
    """
    if dictionary.design != "panel":
        return None, []
    texts: list[NDArray[np.str_]] = []
    problems: list[str] = []
    for placement in placements:
        for wave in placement.waves_present[:1]:
            name = dictionary.id_names[dictionary.waves[wave].key]
            if name not in placement.export.columns:
                place = f"survey.id, {dictionary.where('survey', 'id')}"
                problems.append(missing_column(placement.export, name, place))
                continue
            texts.append(_id_texts(placement.export.columns[name], placement.rows))
    if problems:
        return None, problems
    everyone = np.concatenate(texts) if texts else np.array([], dtype=str)
    person = np.unique(everyone, return_inverse=True)[1].astype(np.int64)
    person[everyone == ""] = -1
    return person, _repeated(person, everyone, placements, dictionary)


def _id_texts(column: Column, rows: Integers | None) -> NDArray[np.str_]:
    """Write ids as text, so that 17, 17.0 and ' 17' are one; a missing id is empty."""
    if isinstance(column, NumberColumn):
        values = column.values if rows is None else column.values[rows]
        found, index = np.unique(values, return_inverse=True)
        return np.array(["" if np.isnan(v) else f"{v:.15g}" for v in found], dtype=str)[index]
    levels = np.array([level.strip() for level in column.levels] or [""], dtype=str)
    return levels[column.codes if rows is None else column.codes[rows]]


def _repeated(
    person: Integers, texts: NDArray[np.str_], placements: Sequence[Placement], d: Dictionary
) -> list[str]:
    """Find ids that stand twice in one wave: they link nobody to anybody."""
    wave = np.concatenate([p.wave for p in placements]) if placements else np.array([], np.int64)
    known = np.flatnonzero(person >= 0)
    keys = person[known] * len(d.waves) + wave[known]
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    twice = counts > 1
    if not twice.any():
        return []
    row = known[first[twice][0]]
    return [
        f"column '{d.id}': {int(twice.sum()):,} ids stand more than once in one wave "
        f"(first: '{texts[row]}' in {d.waves[wave[row]].key}); the survey is declared "
        f"design: panel ({d.where('survey', 'design')}), which needs one row per person and wave.\n"
        "Remove the repeated rows, or name an id that is unique within a wave."
    ]
