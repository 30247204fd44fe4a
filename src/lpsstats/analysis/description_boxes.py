"""A question of which several answers may be ticked, counted in every group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description_groups import Groups
from lpsstats.analysis.description_missing import missing_counts
from lpsstats.dictionary.model import Variable
from lpsstats.survey.model import NOT_ASKED, Floats, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBoxes:
    """One multiple response in all groups.

    Attributes
    ----------
    categories : tuple of (code, label)
        The boxes.
    n, missing, not_asked : ndarray of int, shape (n_groups,)
        Who is in the base; who was asked and is not; who was not asked.
    n_weighted : ndarray of int, shape (n_groups,), optional
        Who is in the base with a weight above zero.
    offered, ticked : ndarray of int, shape (n_groups, k)
        By box, who of the base was offered it, and who ticked it.
    weights_offered, weights_ticked : ndarray of float, shape (n_groups, k), optional
        The sums of their weights.
    """

    categories: tuple[tuple[str, str], ...]
    n: NDArray[np.int64]
    missing: NDArray[np.int64]
    not_asked: NDArray[np.int64]
    n_weighted: NDArray[np.int64] | None
    offered: NDArray[np.int64]
    ticked: NDArray[np.int64]
    weights_offered: Floats | None
    weights_ticked: Floats | None


def count_boxes(
    survey: Survey, variable: Variable, groups: Groups, weight: Floats | None
) -> CountedBoxes:
    """Count who ticked which box.

    Parameters
    ----------
    survey : Survey
        All waves.
    variable : Variable
        Of type `multiple`.
    groups : Groups
        The groups.
    weight : ndarray of float, shape (n,), optional
        A weight for every respondent, 0 for those without one.
    """
    boxes, cell = survey.boxes[variable.key], survey.cell
    offered, ticked = ~np.isnan(boxes.ticked), boxes.ticked == 1
    inside = offered.any(axis=1)
    reasons = missing_counts(survey, variable, groups)
    asked = [k != 0 and name != NOT_ASKED for k, name in enumerate(survey.reasons)]

    def count(which: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.stack([groups.counted(cell[one]) for one in which.T], axis=1)

    def weigh(which: NDArray[np.bool_]) -> Floats | None:
        if weight is None:
            return None
        sums = [np.bincount(cell[one], weight[one], groups.n_cells) for one in which.T]
        return groups.summed(np.stack(sums, axis=1))

    return CountedBoxes(
        categories=boxes.categories,
        n=groups.counted(cell[inside]),
        missing=reasons[:, asked].sum(axis=1),
        not_asked=reasons[:, [name == NOT_ASKED for name in survey.reasons]].sum(axis=1),
        n_weighted=None if weight is None else groups.counted(cell[inside & (weight > 0)]),
        offered=count(offered),
        ticked=count(ticked),
        weights_offered=weigh(offered),
        weights_ticked=weigh(ticked),
    )
