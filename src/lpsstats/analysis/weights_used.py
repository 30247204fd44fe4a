"""What weights and sampling units cost a comparison in precision, and whom they leave out."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.weights import largest, summarise_weights
from lpsstats.survey.model import Floats, Integers, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsUsed:
    """The weights of the respondents of two waves.

    Attributes
    ----------
    name : str
        What the weight is, as the dictionary has it.
    n, n_without : int
        Respondents with a weight above zero; those without one.
    n_effective, design_effect, max_to_median : float
        Kish's, over both waves together.
    """

    name: str
    n: int
    n_without: int
    n_effective: float
    design_effect: float
    max_to_median: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignUsed:
    """What of the sampling design a comparison takes into account.

    Attributes
    ----------
    weights : WeightsUsed, optional
        `None` where there are none.
    cluster : str, optional
        The column of the sampling units; `None` where everybody is one.
    n_clusters : int
        How many there are in the two waves; respondents without one are one each.
    """

    weights: WeightsUsed | None
    cluster: str | None
    n_clusters: int


def design_used(survey: Survey, *waves: int) -> DesignUsed:
    """Sum up the weights and the sampling units of the compared waves."""
    here = np.isin(survey.wave, waves)
    cluster = None if survey.cluster is None else survey.cluster[here]
    known = np.unique(cluster[cluster >= 0]).size if cluster is not None else 0
    alone = int((cluster < 0).sum()) if cluster is not None else 0
    return DesignUsed(
        weights=None
        if survey.weight is None
        else _weights(survey, survey.weight[here], survey.cell[here]),
        cluster=survey.dictionary.cluster if cluster is not None else None,
        n_clusters=int(known) + alone,
    )


def _weights(survey: Survey, weight: Floats, cell: Integers) -> WeightsUsed:
    """Sum up weights that are as large, on average, in every wave of every site."""
    weight = weight / _mean_of_cell(weight, cell)
    found = summarise_weights(weight, np.zeros(len(weight), dtype=np.int64), 1)
    return WeightsUsed(
        name=str(survey.dictionary.weight),
        n=int(found.n[0]),
        n_without=int(found.n_zero[0] + found.n_missing[0]),
        n_effective=float(found.n_effective[0]) if found.n[0] else 0.0,
        design_effect=float(found.design_effect[0]) if found.n[0] else 1.0,
        max_to_median=float(found.high[0] / found.median[0]) if found.median[0] > 0 else 1.0,
    )


def _mean_of_cell(weight: Floats, cell: Integers) -> Floats:
    """Give the mean weight of each respondent's cell: waves may be weighted on other scales."""
    above = np.where(weight > 0, weight / largest(weight), 0.0)
    n = np.bincount(cell[above > 0], minlength=int(cell.max(initial=0)) + 1)
    total = np.bincount(cell, above, n.size)
    return np.where(n > 0, total / np.maximum(n, 1), 1.0)[cell] * largest(weight)
