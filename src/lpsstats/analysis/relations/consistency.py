"""How consistent the items of scales are among people of the same site and wave."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.dictionary.model import Scale
from lpsstats.stats.alpha import alpha_from_covariance
from lpsstats.stats.correlation import SPEARMAN, ranks_within
from lpsstats.stats.first_factor import first_factor_share
from lpsstats.stats.pooled_covariance import PooledCovariance, pooled_covariance
from lpsstats.stats.two_items import spearman_brown
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.scoring import item_matrix

# Fewer respondents than this beyond the cells have correlations of 1 and -1 by themselves.
FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AllItems:
    """The items of all scales together.

    Attributes
    ----------
    n_items, n : int
        Items that vary; respondents who answered all.
    first_share : float
        The share of the first factor; NaN with fewer than two items, or where hardly more
        respondents than cells answered them.
    """

    n_items: int
    n: int
    first_share: float


def reliability_within(survey: Survey, scale: Scale, base: PooledBase) -> float | None:
    """Estimate the reliability of a scale among people of the same site and wave.

    Parameters
    ----------
    survey : Survey
        All waves.
    scale : Scale
        One of its scales.
    base : PooledBase
        Whom to look at; of these, who answered every item.

    Returns
    -------
    float, optional
        Cronbach's alpha from the covariances within cells, of two items Spearman and Brown's
        coefficient; weighted where the base is. `None` where it is not above 0 or does not exist.
    """
    pooled = _covariance(item_matrix(survey, scale)[base.rows], base)
    if len(scale.items) == 2:
        found = float(spearman_brown(pooled.correlation[:1, 1])[0])
    else:
        found = float(alpha_from_covariance(pooled.covariance))
    return found if found > 0 else None


def all_items(
    survey: Survey, measures: Sequence[Measure], base: PooledBase, method: str
) -> AllItems:
    """Put the items of all scales among the measures side by side, each item once."""
    scales = [
        survey.dictionary.scales[m.key] for m in measures if m.key in survey.dictionary.scales
    ]
    keys = dict.fromkeys(key for scale in scales for key in scale.items)
    if not keys:
        return AllItems(n_items=0, n=0, first_share=np.nan)
    answers = np.column_stack([survey.responses[key][base.rows] for key in keys])
    pooled = _covariance(answers, base, ranked=method == SPEARMAN)
    few = pooled.n - pooled.n_cells < FEWEST
    return AllItems(
        n_items=int((np.diagonal(pooled.covariance) > 0).sum()),
        n=pooled.n,
        first_share=np.nan if few else first_factor_share(pooled.correlation),
    )


def _covariance(answers: Floats, base: PooledBase, *, ranked: bool = False) -> PooledCovariance:
    complete = ~np.isnan(answers).any(axis=1)
    here = base.having(answers)
    kept = answers[complete]
    scores = ranks_within(kept, here.cell, here.weight) if ranked else kept
    return pooled_covariance(scores, here.cell, here.weight)
