"""LPS212: interviews that are the same in every answer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.checking.file_rows import FileRows
from lpsstats.dictionary.identifying import identifying_columns
from lpsstats.findings import Finding
from lpsstats.stats.response_patterns import chance_of_a_copy, same_rows
from lpsstats.survey.model import Floats, Survey

# Answers that a row must have to be looked at, and different ones among them: with fewer, people
# are the same too easily.
FEWEST_ANSWERED, FEWEST_DIFFERENT = 15, 3
# Pairs that chance alone may be expected to make, at most.
BY_CHANCE = 0.01
# Sets of rows that are held against chance, of those found, and that are shown; other respondents
# that each is held against, evenly spread over the file.
MOST_FOUND, MOST_SETS, SHOWN = 10_000, 100, 5
MOST_OTHERS = 4_000
Rows = NDArray[np.intp]


def check(context: Context) -> Iterator[Finding]:
    """Find respondents with the same answers: in a wave, or in two waves.

    In a panel two people are judged by all the waves in which they are the same, and the same
    person in two waves is not looked at.

    Rows are the same when all variables that hold codes or numbers are, and what is missing is
    missing in both; ids, waves, sites and weights do not count. A row must have at least 15 answers
    with 3 different values.

    Chance is ruled out like this. In how many of its answered questions does every other
    respondent of the wave differ from a row? The beta-binomial distribution with the mean and the
    variance of these numbers says how often none would differ. If every pair of the wave's
    respondents came out the same as often, less than one pair in a hundred such waves must be
    expected. So a pattern that many people are close to, such as agreement with everything, is
    never reported, and in very large waves only long questionnaires can be judged. (That the same
    answers need not be copies: Simmons, Mercer, Schwarzer & Kennedy 2016 on Kuriakose & Robbins
    2016.)
    """
    spared = identifying_columns(context.dictionary) | context.faulty
    own = {key: v for key, v in context.survey.responses.items() if key not in spared}
    if context.survey.person is not None:
        yield from _people(context, own, context.survey.person)
    else:
        yield from _respondents(context, own)


def _people(
    context: Context, own: Mapping[str, Floats], person: NDArray[np.int64]
) -> Iterator[Finding]:
    """Hold the people of a panel against each other, over the waves in which they are the same."""
    survey = context.survey
    waves_of: dict[tuple[int, ...], list[int]] = {}
    for rows in _candidates(tuple(own.values()), survey.wave):
        people = tuple(person[rows].tolist())
        if people[0] >= 0:
            waves_of.setdefault(people, []).append(int(survey.wave[rows[0]]))
    if not waves_of:
        return
    panel = _Panel(survey, own, person)
    keys = [wave.key for wave in context.dictionary.waves]
    copies = [
        (panel.first[list(people)], f" in {', '.join(keys[w] for w in waves)}")
        for people, waves in waves_of.items()
        if panel.expected_by_chance(people, waves) < BY_CHANCE
    ]
    if copies:
        found, where = zip(*copies, strict=True)
        message = _message(found, "", FileRows(context), where)
        yield context.found("LPS212", "people", message, "survey", "id")


class _Panel:
    """The answers of people, a column per variable and wave, made when they are asked for."""

    def __init__(
        self, survey: Survey, own: Mapping[str, Floats], person: NDArray[np.int64]
    ) -> None:
        self._own = own
        self._row = np.full((len(survey.dictionary.waves), int(person.max()) + 1), -1)
        rows = np.flatnonzero(person >= 0)
        self._row[survey.wave[rows], person[rows]] = rows
        there = self._row >= 0
        self.first: Rows = self._row[there.argmax(axis=0), np.arange(there.shape[1])]

    def expected_by_chance(self, people: Sequence[int], waves: Sequence[int]) -> float:
        """Give how many people would be the same in these waves if all were like these."""
        there: NDArray[np.bool_] = np.asarray((self._row[waves] >= 0).all(axis=0))
        there[list(people)] = False
        members = np.concatenate([people, np.flatnonzero(there)]).astype(np.int64)
        columns = [
            values[self._row[wave, members]] for wave in waves for values in self._own.values()
        ]
        return _expected_by_chance(columns, np.arange(len(people)), np.arange(len(members)))


def _respondents(context: Context, own: Mapping[str, Floats]) -> Iterator[Finding]:
    """Hold respondents against each other, within waves and then across them."""
    survey, waves, places = context.survey, context.dictionary.waves, FileRows(context)
    found, least = _copies(tuple(own.values()), survey.wave, across=False)
    for w in sorted({int(survey.wave[one[0]]) for one in found}):
        here = [one for one in found if survey.wave[one[0]] == w]
        message = least + _message(here, f" in {waves[w].key}", places)
        yield context.found("LPS212", waves[w].key, message, "waves", "values", waves[w].key)
    names = {key: context.dictionary.variables[key].names for key in own}
    always = tuple(own[key] for key in own if len(names[key]) == len(waves))
    across, least = _copies(always, survey.wave, across=True)
    if across:
        message = least + _message(across, " of different waves", places)
        yield context.found("LPS212", "waves", message, "waves")


def _copies(
    columns: Sequence[Floats], wave: NDArray[np.int16], *, across: bool
) -> tuple[list[Rows], str]:
    """Find the sets of rows, of a wave or across waves, that are too alike for chance.

    A set across waves is held against the wave of its first row. The text is `at least` where not
    all sets could be judged.
    """
    group = np.zeros_like(wave) if across else wave
    everyone = {w: np.flatnonzero(wave == w) for w in np.unique(wave).tolist()}
    candidates = list(_candidates(columns, group))
    found = [
        rows
        for rows in candidates
        if across == bool((wave[rows] != wave[rows[0]]).any())
        and _expected_by_chance(columns, rows, everyone[int(wave[rows[0]])]) < BY_CHANCE
    ]
    return found, "at least " if len(candidates) == MOST_SETS else ""


def _candidates(columns: Sequence[Floats], group: NDArray[np.int16]) -> Iterator[Rows]:
    """Find rows of a group that are the same and say enough to be judged."""
    if len(columns) < FEWEST_ANSWERED:
        return iter(())
    same = islice(same_rows(columns, group), MOST_FOUND)
    return islice((rows for rows in same if _says_enough(columns, rows[0])), MOST_SETS)


def _says_enough(columns: Sequence[Floats], row: int) -> bool:
    """Say whether a row has enough answers, and enough different ones, to be judged."""
    answers = np.array([column[row] for column in columns])
    given = answers[~np.isnan(answers)]
    return len(given) >= FEWEST_ANSWERED and len(np.unique(given)) >= FEWEST_DIFFERENT


def _expected_by_chance(columns: Sequence[Floats], rows: Rows, everyone: Rows) -> float:
    """Give how many pairs of everyone would be the same if all were as likely to be as these."""
    n = len(everyone)
    others = everyone[:: -(-n // MOST_OTHERS)]
    others = others[~np.isin(others, rows)]
    if not len(others):
        return np.inf
    given = [column for column in columns if not np.isnan(column[rows[0]])]
    n_different = np.zeros(len(others), dtype=np.int64)
    for column in given:
        n_different += column[others] != column[rows[0]]
    return chance_of_a_copy(n_different, len(given)) * n * (n - 1) / 2


def _message(found: Sequence[Rows], where: str, rows: FileRows, each: Sequence[str] = ()) -> str:
    n = sum(len(same) for same in found)
    pairs = [" and ".join(rows.name(row) for row in same[:2].tolist()) for same in found[:SHOWN]]
    shown = [pair + own for pair, own in zip(pairs, each or [""] * len(found), strict=False)]
    more = f"; and {len(found) - SHOWN:,} more sets" if len(found) > SHOWN else ""
    return (
        f"{n:,} interviews{where} are copies of one another: they have every answer in "
        f"common, which chance does not explain ({'; '.join(shown)}{more}).\n"
        "Look at these rows, remove copies, and ask who made these interviews."
    )
