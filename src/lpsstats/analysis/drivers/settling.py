"""Who is looked at, and which predictors can be ranked among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.drivers.predictors import YES_NO, Predictor
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.stats.pooled_covariance import centre
from lpsstats.stats.sampled import Sampled
from lpsstats.stats.within_slopes import CONSTANT_OUTCOME, CONSTANT_PREDICTOR
from lpsstats.survey.model import Floats, Integers

RARE, FEW_TOGETHER = "rare", "few_together"
# Fewer people with it, or without: a share of R squared would be the answers of a handful.
LEAST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is ranked, and from whom.

    Attributes
    ----------
    values : ndarray of float, shape (m, p)
        All predictors of the respondents of the base, NaN where missing.
    outcome : ndarray of float, shape (m,)
        NaN where missing.
    sampled : Sampled
        Their cells and how they were sampled.
    ranked : tuple of int
        Positions of the predictors in the model.
    left : mapping of int to str
        Why each of the others is not: `rare`, `constant_predictor`, `constant_outcome`,
        `few_together`.
    complete : ndarray of int
        Positions, among the m, of those with the outcome and all ranked predictors.
    """

    values: Floats
    outcome: Floats
    sampled: Sampled
    ranked: tuple[int, ...]
    left: dict[int, str]
    complete: Integers


def settle(predictors: Sequence[Predictor], outcome: Floats, base: PooledBase) -> Settled:
    """Decide which predictors are ranked.

    Parameters
    ----------
    predictors : sequence of Predictor
        At least one.
    outcome : ndarray of float, shape (n,)
        Of all respondents of the survey.
    base : PooledBase
        Those of the chosen sites and waves.

    Returns
    -------
    Settled
        Predictors that cannot be ranked by themselves go first. Of those that cannot among the
        people who answered all the others, the one with the fewest answers goes, and the others
        are looked at again: it may have been the cause.
    """
    people = _People(
        predictors=tuple(predictors),
        values=np.column_stack([predictor.values[base.rows] for predictor in predictors]),
        outcome=outcome[base.rows],
        sampled=Sampled(cell=base.cell, stratum=base.stratum, weight=base.weight, unit=base.unit),
    )
    positions = sorted(range(len(predictors)), key=lambda j: predictors[j].key)
    left = {j: why for j in positions if (why := people.unfit(j, (j,)))}
    ranked = tuple(j for j in positions if j not in left)
    while unfit := {j: why for j in ranked if (why := people.unfit(j, ranked))}:
        first = min(unfit, key=people.answers)
        left[first] = unfit[first]
        ranked = tuple(j for j in ranked if j != first)
    return Settled(
        values=people.values,
        outcome=people.outcome,
        sampled=people.sampled,
        ranked=ranked,
        left=left,
        complete=people.having(ranked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """The respondents of the base, and what they answered."""

    predictors: tuple[Predictor, ...]
    values: Floats
    outcome: Floats
    sampled: Sampled

    def having(self, which: tuple[int, ...]) -> Integers:
        """Give the positions of those who have the outcome and all of some predictors."""
        lacking = np.isnan(self.values[:, which]).any(axis=1) | np.isnan(self.outcome)
        return np.flatnonzero(~lacking)

    def answers(self, j: int) -> int:
        """Count who has the outcome and a predictor."""
        return self.having((j,)).size

    def unfit(self, j: int, among: tuple[int, ...]) -> str:
        """Say why a predictor cannot be ranked among others; nothing where it can."""
        rows = self.having(among)
        here = self.sampled.take(rows)
        if rows.size - np.unique(here.cell).size - len(among) < 1:
            return FEW_TOGETHER
        values = self.values[rows, j]
        x, y = centre(np.column_stack([values, self.outcome[rows]]), here.cell, here.counts()).T
        exposed = int(np.count_nonzero(values))
        few = min(exposed, rows.size - exposed) < LEAST
        reasons = (
            (CONSTANT_OUTCOME, not y.any()),
            (RARE, few and self.predictors[j].kind == YES_NO),
            (CONSTANT_PREDICTOR, not x.any()),
        )
        return next((reason for reason, holds in reasons if holds), "")
