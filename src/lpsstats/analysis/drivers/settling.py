"""Who is looked at, and which predictors can be ranked among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.drivers.predictors import YES_NO, Predictor
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.stats.carriers import FEW_EXPOSED, LEAST_PEOPLE, too_few_carry
from lpsstats.stats.pooled_covariance import centre
from lpsstats.stats.sampled import Sampled
from lpsstats.stats.within_slopes import CONSTANT_OUTCOME, CONSTANT_PREDICTOR
from lpsstats.survey.model import Floats, Integers

RARE, FEW_TOGETHER, FEW_RESPONDENTS = "rare", "few_together", "few_respondents"
# Respondents that a ranking needs for each predictor, and besides, on top of one for every cell.
EACH, BESIDES = 3, 5


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
        `few_together` (too few answered all), `few_respondents` (there are too few at all).
    needed : int, optional
        The respondents that would do, where `few_respondents` holds.
    complete : ndarray of int
        Positions, among the m, of those with the outcome and all ranked predictors.
    """

    values: Floats
    outcome: Floats
    sampled: Sampled
    ranked: tuple[int, ...]
    left: dict[int, str]
    needed: int | None
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
        are looked at again: it may have been the cause. Where all who have the outcome are too few
        for so many predictors, none is ranked: which ones to leave out is not for chance to say.
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
    needed = people.lacking(max(1, len(ranked)))
    if needed is not None:
        few = [j for j in positions if left.get(j, FEW_TOGETHER) == FEW_TOGETHER]
        left |= dict.fromkeys(few, FEW_RESPONDENTS)
        ranked = ()
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
        needed=needed,
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

    def lacking(self, n_predictors: int) -> int | None:
        """Say how many respondents so many predictors need, where fewer have the outcome."""
        rows = self.having(())
        needed = _needed(self.sampled.cell[rows], n_predictors)
        return needed if rows.size < needed else None

    def unfit(self, j: int, among: tuple[int, ...]) -> str:
        """Say why a predictor cannot be ranked among others; nothing where it can."""
        rows = self.having(among)
        here = self.sampled.take(rows)
        least = _needed(here.cell, len(among))
        if rows.size < least:
            return FEW_TOGETHER
        values = self.values[rows, j]
        x, y = centre(np.column_stack([values, self.outcome[rows]]), here.cell, here.counts()).T
        # Of fewer people with it, or without, a share would be the answers of a handful.
        few = min(np.count_nonzero(values), np.count_nonzero(values == 0)) < LEAST_PEOPLE
        carried = too_few_carry(values, self.outcome[rows], here) != FEW_EXPOSED
        yes_no = self.predictors[j].kind == YES_NO
        reasons = (
            (CONSTANT_OUTCOME, not y.any()),
            (RARE, few and yes_no),
            (CONSTANT_PREDICTOR, not x.any()),
            (RARE, yes_no and not carried),
        )
        return next((reason for reason, holds in reasons if holds), "")


def _needed(cell: NDArray[np.integer], n_predictors: int) -> int:
    """Count the respondents that a ranking of so many predictors needs."""
    return int(np.unique(cell).size) + EACH * n_predictors + BESIDES
