"""The model of all ranked predictors together: R squared, how it is parted, how sure the order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.drivers.predictors import Predictor
from lpsstats.analysis.drivers.settling import Settled
from lpsstats.errors import DataError
from lpsstats.stats.bootstrap_covariance import resampled_covariances
from lpsstats.stats.joint_slopes import joint_p_value
from lpsstats.stats.letters import compact_letters
from lpsstats.stats.lmg import MOST, lmg
from lpsstats.stats.moments import IntArray
from lpsstats.stats.pooled_covariance import correlations, pooled_covariance
from lpsstats.stats.rank_intervals import Ranking, ranking, ranks
from lpsstats.stats.relative_weights import dependent_set, regression, relative_weights
from lpsstats.stats.sampled import Sampled, not_alone
from lpsstats.survey.model import Floats

LONELY, FEW_UNITS, UNSTABLE = "lonely", "few_units", "unstable"
# Sampling units more than strata from which on resamples show how much units differ.
LEAST_DEGREES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All ranked predictors together; arrays have an entry for each, in the order of `ranked`.

    Attributes
    ----------
    r_squared, r_squared_adjusted, p_value : float
        Within cells; the latter NaN where there is no test.
    beta, weight, lmg : ndarray of float
        Standardised coefficients; relative weights; LMG, NaN with more than 12 predictors.
    rank : ndarray of int
        By relative weight.
    ranking : Ranking, optional
        `None` where it cannot be said how sure the ranks are.
    unsure : str
        Why not: `lonely`, `few_units`, `unstable`; else empty.
    letters : tuple of str
        Empty ones where they cannot.
    """

    r_squared: float
    r_squared_adjusted: float
    p_value: float
    beta: Floats
    weight: Floats
    lmg: Floats
    rank: IntArray
    ranking: Ranking | None
    unsure: str
    letters: tuple[str, ...]


def model_of(
    settled: Settled, predictors: Sequence[Predictor], *, draws: int, seed: int
) -> Model | None:
    """Fit the model to those who have the outcome and all ranked predictors.

    Parameters
    ----------
    settled : Settled
        What is ranked, and from whom.
    predictors : sequence of Predictor
        All of them, for names.
    draws, seed : int
        How many resamples, and where the random numbers start.

    Returns
    -------
    Model or None
        `None` where nothing can be ranked.

    Raises
    ------
    DataError
        If some predictors say the same within every cell.
    """
    if not settled.ranked:
        return None
    rows, columns = settled.complete, list(settled.ranked)
    sampled = settled.sampled.take(rows)
    values = np.column_stack([settled.values[rows][:, columns], settled.outcome[rows]])
    pooled = pooled_covariance(values, sampled.cell, sampled.weight)
    correlation = pooled.correlation
    _refuse_same(correlation, [predictors[j] for j in columns], len(rows))
    fitted = regression(correlation)
    weight, p = relative_weights(correlation), len(columns)
    unsure = _unsure(sampled)
    order = None if unsure else _order(values, sampled, weight, draws, seed)
    free = pooled.n - pooled.n_cells
    return Model(
        r_squared=fitted.r_squared,
        r_squared_adjusted=1 - (1 - fitted.r_squared) * free / (free - p),
        p_value=joint_p_value(values[:, :-1], values[:, -1], sampled),
        beta=fitted.beta,
        weight=weight,
        lmg=lmg(correlation) if p <= MOST else np.full(p, np.nan),
        rank=ranks(weight),
        ranking=order,
        unsure=unsure or ("" if order else UNSTABLE),
        letters=_letters(order, p),
    )


def _refuse_same(correlation: Floats, predictors: Sequence[Predictor], n: int) -> None:
    """Refuse predictors of which one follows from others: no share of R squared is its own."""
    same = dependent_set(correlation[:-1, :-1])
    if not same.size:
        return
    keys = ", ".join(predictors[j].key for j in same)
    what = "say the same" if same.size == 2 else "follow from each other"
    message = (
        f"{keys}: within every site and wave these {what} (of the {n:,} respondents who answered "
        "all predictors), so that they cannot be ranked against each other; leave one of them out"
    )
    raise DataError(message)


def _unsure(sampled: Sampled) -> str:
    """Say why resamples would tell nothing: one unit can only be repeated, few hardly vary."""
    shared = not_alone(np.arange(len(sampled.cell)), sampled.cell)
    design = sampled.take(shared).design()
    if design.lonely()[0]:
        return LONELY
    return FEW_UNITS if design.degrees()[0] < LEAST_DEGREES else ""


def _order(
    values: Floats, sampled: Sampled, weight: Floats, draws: int, seed: int
) -> Ranking | None:
    """Rank in resamples of the sampling units."""
    resampled = resampled_covariances(
        values,
        sampled.cell,
        weight=sampled.weight,
        stratum=sampled.stratum,
        unit=sampled.unit,
        n_draws=draws,
        seed=seed,
    )
    return ranking(weight, relative_weights(correlations(resampled)))


def _letters(order: Ranking | None, p: int) -> tuple[str, ...]:
    """Give letters in the order of the ranks, back in the order of the predictors."""
    if order is None:
        return ("",) * p
    shown = np.argsort(order.rank, kind="stable")
    letters = compact_letters(order.apart[np.ix_(shown, shown)])
    return tuple(letters[i] for i in np.argsort(shown, kind="stable"))
