"""Recognise the same person in several waves."""

import re
from collections.abc import Sequence
from unicodedata import normalize

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.survey.export import Export
from lpsstats.survey.fitting import misfit
from lpsstats.survey.matching import Positions, distinct
from lpsstats.survey.model import Integers
from lpsstats.survey.place_problems import absent_place
from lpsstats.survey.placing import Placement, holders

WHOLE = re.compile(r"([+-]?\d+)\.0+")
NOBODY = -1


def link_people(
    dictionary: Dictionary, placements: Sequence[Placement]
) -> tuple[Integers | None, list[Finding]]:
    """Give each person of a panel a number.

    Returns
    -------
    (ndarray of int or None, list of Finding)
        One number per respondent, the same for the same id, -1 without one; `None` for
        cross-sections. And the problems: a column missing, an id twice in one wave.
    """
    if dictionary.design != "panel":
        return None, []
    numbers: dict[str, int] = {}
    people: list[Integers] = []
    problems: list[Finding] = []
    for placement in placements:
        person = np.full(placement.n, NOBODY, dtype=np.int64)
        for holder in holders(dictionary.id_names, placement, dictionary):
            if holder.name not in placement.export.columns:
                absent = absent_place(placement.export, holder.name, dictionary, "survey", "id")
                problems.append(absent)
                continue
            rows = placement.source_rows(holder.rows)
            target = slice(None) if holder.rows is None else holder.rows
            person[target] = numbered_ids(holder.name, placement.export, rows, numbers)
        people.append(person)
    repeated = [] if problems else _repeated(people, placements, dictionary)
    return np.concatenate(people), problems + repeated


def numbered_ids(
    name: str, export: Export, rows: Positions | None, numbers: dict[str, int]
) -> Integers:
    """Give every distinct id a number, -1 where it is blank or declared missing."""
    found = distinct(name, export)
    people = [
        NOBODY if blank else numbers.setdefault(_id_text(value), len(numbers))
        for value, blank in zip(found.values, found.blank, strict=True)
    ]
    index = found.index if rows is None else found.index[rows]
    return np.array(people, dtype=np.int64)[index]


def _id_text(value: float | str) -> str:
    """Write an id as text, so that 17, 17.0 and ' 17' are one; 017 is another."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = normalize("NFC", value.strip())
    whole = WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _repeated(
    people: Sequence[Integers], placements: Sequence[Placement], dictionary: Dictionary
) -> list[Finding]:
    """Find ids that stand twice in one wave: they link nobody to anybody."""
    person = np.concatenate(people)
    wave = np.concatenate([p.wave for p in placements])
    known = np.flatnonzero(person != NOBODY)
    keys = person[known] * len(dictionary.waves) + wave[known]
    found, first, counts = np.unique(keys, return_index=True, return_counts=True)
    twice = np.flatnonzero(counts > 1)
    if not len(twice):
        return []
    same = known[keys == found[twice[np.argmin(first[twice])]]]
    places = ", ".join(_place(int(row), placements) for row in same[:2])
    n = len(twice)
    message = (
        f"column '{dictionary.id}': {n:,} {'id stands' if n == 1 else 'ids stand'} more than once "
        f"in one wave (first in {dictionary.waves[wave[same[0]]].key}: {places}); the survey is "
        f"declared design: panel ({dictionary.where('survey', 'design')}), which needs one row per "
        "person and wave.\nRemove the repeated rows, or name an id that is unique within a wave."
    )
    return [misfit(dictionary, "LPS113", str(dictionary.id), message, "survey", "id")]


def _place(row: int, placements: Sequence[Placement]) -> str:
    """Name the row of a file from which a respondent comes."""
    for placement in placements:
        if row < placement.n:
            source = row if placement.rows is None else int(placement.rows[row])
            export = placement.export
            return f"{export.name} {export.row_word} {source + export.first_row:,}"
        row -= placement.n
    return ""
