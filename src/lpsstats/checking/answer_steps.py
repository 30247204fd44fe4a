"""The complete answers to a scale's items as small whole steps, and how they are counted."""

from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Scale, Variable
from lpsstats.survey.model import Floats, Survey

Steps = NDArray[np.int64]

# Answers beyond so many, and rest scores, are put together in classes of equal width. Putting
# neighbouring answers together leaves the odds of the ordinal logistic model what they are.
MOST_ANSWERS = 11
MOST_REST_SCORES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSteps:
    """Those who answered every item of a scale.

    Attributes
    ----------
    wave : ndarray of int, shape (n,)
        Position of each respondent's wave.
    steps : ndarray of int, shape (n, k)
        Answers counted from the low end of the item's range, each turned the scale's way.
    n_answers : tuple of int
        Different steps of each item.
    n_waves : int
        Waves of the survey.
    """

    wave: NDArray[np.int16]
    steps: NDArray[np.int16]
    n_answers: tuple[int, ...]
    n_waves: int

    @property
    def n_by_wave(self) -> Steps:
        """Respondents per wave."""
        return np.bincount(self.wave, minlength=self.n_waves)


def answer_steps(survey: Survey, scale: Scale) -> AnswerSteps:
    """Take the complete answers to a scale's items."""
    complete = np.ones(survey.n, dtype=bool)
    for item in scale.items:
        complete &= ~np.isnan(survey.responses[item])
    rows = np.flatnonzero(complete)
    variables = [survey.dictionary.variables[item] for item in scale.items]
    n_answers = tuple(_n_answers(variable) for variable in variables)
    steps = np.empty((len(rows), len(scale.items)), dtype=np.int16, order="F")
    for j, item in enumerate(scale.items):
        own = _steps(survey.responses[item][rows], variables[j], n_answers[j])
        steps[:, j] = n_answers[j] - 1 - own if item in scale.reverse else own
    return AnswerSteps(
        wave=survey.wave[rows],
        steps=steps,
        n_answers=n_answers,
        n_waves=len(survey.dictionary.waves),
    )


def _n_answers(variable: Variable) -> int:
    """Count the whole codes of a range, or its classes where they are many."""
    low, high = variable.low or 0.0, variable.high or 0.0
    whole = low == round(low) and high == round(high) and variable.type != "number"
    return round(high - low) + 1 if whole and high - low < MOST_ANSWERS else MOST_ANSWERS


def _steps(answers: Floats, variable: Variable, n_answers: int) -> Steps:
    low, high = variable.low or 0.0, variable.high or 0.0
    return np.rint((answers - low) / (high - low) * (n_answers - 1)).astype(np.int64)


def step_width(variable: Variable) -> float:
    """Give what one step of an item is worth in points of its answers."""
    return ((variable.high or 0.0) - (variable.low or 0.0)) / (_n_answers(variable) - 1)


def rest_tables(people: AnswerSteps, item: int, others: tuple[int, ...]) -> NDArray[np.int64]:
    """Count the answers to an item by wave and rest score.

    Parameters
    ----------
    people : AnswerSteps
        The answers.
    item : int
        Position of the item.
    others : tuple of int
        The items whose sum is the rest score, each weighted to the same range.

    Returns
    -------
    ndarray of int, shape (n_waves, n_rest_scores, n_answers)
        Rest scores are equally far apart.
    """
    lengths = {people.n_answers[j] - 1 for j in others}
    common = lcm(*lengths)
    rest = np.zeros(len(people.steps), dtype=np.int32)
    for j in others:
        weight = common // (people.n_answers[j] - 1)
        rest += people.steps[:, j] if weight == 1 else people.steps[:, j] * np.int32(weight)
    n_rest = common * len(others) + 1
    if n_rest > MOST_REST_SCORES:
        rest, n_rest = rest * MOST_REST_SCORES // n_rest, MOST_REST_SCORES
    n_answers = people.n_answers[item]
    place = (people.wave.astype(np.int32) * n_rest + rest) * n_answers + people.steps[:, item]
    counts = np.bincount(place, minlength=people.n_waves * n_rest * n_answers)
    return counts.reshape(people.n_waves, n_rest, n_answers)
