"""The answers to a question, counted in every group: all that its rows are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description_groups import Groups
from lpsstats.analysis.description_missing import missing_counts
from lpsstats.analysis.description_spread import Members, Spread, counted_spread, spread_of
from lpsstats.dictionary.merging import CODED, numbers_of
from lpsstats.dictionary.model import Variable
from lpsstats.survey.model import NOT_ASKED, Floats, Survey

MOST_CODES = 31  # a range of more codes is a measurement: its answers are not listed one by one
ENDS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnswers:
    """One question in all groups.

    Attributes
    ----------
    codes : ndarray of float, shape (k,)
        The answers that are counted one by one; none for a measurement.
    counts, weights : ndarray, shape (n_groups, k)
        How many gave each, and the sums of their weights.
    found : Spread
        Moments and quantiles.
    floor, ceiling : ndarray of int, shape (n_groups,), optional
        How many gave the lowest and the highest answer there is.
    missing, not_asked : ndarray of int, shape (n_groups,)
        Who was asked and gave no answer; who was not asked.
    """

    codes: Floats
    counts: NDArray[np.int64]
    weights: Floats | None
    found: Spread
    floor: NDArray[np.int64] | None
    ceiling: NDArray[np.int64] | None
    missing: NDArray[np.int64]
    not_asked: NDArray[np.int64]


def answer_codes(variable: Variable) -> Floats:
    """Give the codes that are counted one by one, ascending; none for a measurement.

    They are the labelled codes or, where a range of whole codes is declared, all of it.
    """
    codes = set(numbers_of(variable.labels))
    if variable.type not in CODED:
        return np.array([])
    if variable.listed or variable.low is None or variable.high is None:
        return np.array(sorted(codes))
    low, high = variable.low, variable.high
    if low != round(low) or high != round(high) or high - low >= MOST_CODES:
        return np.array([])
    return np.arange(low, high + 1)


def count_answers(
    survey: Survey, variable: Variable, groups: Groups, weight: Floats | None
) -> CountedAnswers:
    """Count the answers to a question.

    Parameters
    ----------
    survey : Survey
        All waves.
    variable : Variable
        The question.
    groups : Groups
        The groups.
    weight : ndarray of float, shape (n,), optional
        A weight for every respondent, 0 for those without one.
    """
    values, codes = survey.responses[variable.key], answer_codes(variable)
    reasons = missing_counts(survey, variable, groups)
    asked = [k != 0 and name != NOT_ASKED for k, name in enumerate(survey.reasons)]
    ends = (variable.low, variable.high)
    if len(codes):
        counts, weights, found = _counted(values, codes, survey, groups, weight)
        floor, ceiling = (counts[:, codes == end].sum(axis=1) for end in ends)
    else:
        counts, weights = np.zeros((len(groups.places), 0), dtype=np.int64), None
        found = spread_of(values, survey, groups, ENDS, weight)
        floor, ceiling = (groups.counted(survey.cell[values == end]) for end in ends)
    return CountedAnswers(
        codes=codes,
        counts=counts,
        weights=weights,
        found=found,
        floor=floor if variable.low is not None else None,
        ceiling=ceiling if variable.high is not None else None,
        missing=reasons[:, asked].sum(axis=1),
        not_asked=reasons[:, [name == NOT_ASKED for name in survey.reasons]].sum(axis=1),
    )


def _counted(
    values: Floats, codes: Floats, survey: Survey, groups: Groups, weight: Floats | None
) -> tuple[NDArray[np.int64], Floats | None, Spread]:
    """Count every answer in every cell once; all else follows from the counts."""
    given = ~np.isnan(values)
    members = Members(
        index=_positions(values[given], codes),
        cell=survey.cell[given],
        weight=None if weight is None else weight[given],
    )
    return counted_spread(codes, members, groups, ENDS)


def _positions(answers: Floats, codes: Floats) -> NDArray[np.int64]:
    """Find each answer among the codes; where they follow one another, without a search."""
    if codes[-1] - codes[0] == len(codes) - 1 and bool((codes == np.rint(codes)).all()):
        return np.asarray(answers - codes[0], dtype=np.int64)
    return np.searchsorted(codes, answers).astype(np.int64, copy=False)
