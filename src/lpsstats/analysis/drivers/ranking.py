"""Say which predictors go with an outcome most."""

from collections.abc import Sequence

import numpy as np

from lpsstats.analysis.drivers.building import Answer, costly, rows_of
from lpsstats.analysis.drivers.differences import differences
from lpsstats.analysis.drivers.model import model_of
from lpsstats.analysis.drivers.predictors import Predictor
from lpsstats.analysis.drivers.rows import Drivers
from lpsstats.analysis.drivers.settling import settle
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.pooled_base import PooledBase


def rank_drivers(
    outcome: Measure,
    predictors: Sequence[Predictor],
    base: PooledBase,
    *,
    confidence: float,
    draws: int,
    seed: int,
) -> Drivers:
    """Set an outcome against each predictor by itself, and rank them against each other.

    Parameters
    ----------
    outcome : Measure
        With a mean.
    predictors : sequence of Predictor
        At least one; none is, or is part of, the outcome.
    base : PooledBase
        The respondents of the chosen sites and waves.
    confidence : float
        Coverage of the intervals of differences.
    draws, seed : int
        Resamples for the ranks, and where their random numbers start.

    Returns
    -------
    Drivers
        Everything within site and wave. The order of the predictors changes no number.

    Raises
    ------
    DataError
        If some predictors say the same.
    """
    settled = settle(predictors, outcome.values, base)
    model = model_of(settled, predictors, draws=draws, seed=seed)
    answer = Answer(
        outcome=outcome,
        predictors=tuple(predictors),
        settled=settled,
        slopes=differences(settled, predictors, confidence),
        model=model,
        confidence=confidence,
    )
    return Drivers(
        rows=rows_of(answer),
        unsure=None if model is None else model.unsure or None,
        n_cells=int(np.unique(settled.sampled.cell[~np.isnan(settled.outcome)]).size),
        needed=settled.needed,
        n_without_weight=base.n_without_weight,
        costly=costly(answer),
    )
