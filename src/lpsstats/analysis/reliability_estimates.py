"""Everything estimated of a scale in some groups, with the survey's weights or without."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.reliability_groups import Level
from lpsstats.dictionary.model import Scale
from lpsstats.stats.alpha import Alpha, cronbach_alpha
from lpsstats.stats.alpha_intervals import INTERVALS
from lpsstats.stats.item_groups import ItemGroups, group_items
from lpsstats.stats.items import ItemStatistics, item_statistics
from lpsstats.stats.omega import Omega, omega_total
from lpsstats.stats.ordinal_reliability import OrdinalReliability, ordinal_reliability
from lpsstats.stats.polychoric import Polychoric, polychoric
from lpsstats.stats.reliability_interval import Interval
from lpsstats.stats.resampling import (
    BOOTSTRAP_LABEL,
    RESAMPLES,
    bootstrap_alpha,
    bootstrap_omega,
)
from lpsstats.stats.two_items import TwoItems, two_items
from lpsstats.stats.weighted_items import group_weighted_items, weighted_item_statistics
from lpsstats.stats.weighted_reliability import (
    WEIGHTED_LABEL,
    weighted_alpha,
    weighted_alpha_interval,
    weighted_omega,
    weighted_ordinal,
    weighted_two_items,
)
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.scoring import item_limits, item_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityQuestion:
    """How reliability is to be estimated.

    Attributes
    ----------
    by : tuple of str
        Any of `wave` and `site`: the groups shown beside the pooled row.
    interval : str
        `jackknife`, `adf`, `feldt` or `bootstrap`; with weights, `jackknife`.
    confidence : float
        Coverage of every interval.
    seed : int
        Where the bootstrap's random numbers start.
    ordinal : bool
        Whether to estimate the reliability of the latent variables behind the answers too.
    weighted : bool
        Whether to use the survey's weights.
    """

    by: tuple[str, ...]
    interval: str
    confidence: float
    seed: int
    ordinal: bool = False
    weighted: bool = False

    @property
    def alpha_method(self) -> str:
        """The name of the interval of alpha, for print."""
        if self.weighted:
            return WEIGHTED_LABEL
        if self.interval == "bootstrap":
            return f"{BOOTSTRAP_LABEL}, {RESAMPLES:,} resamples, seed {self.seed}"
        return INTERVALS[self.interval].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Everything estimated for the groups of one scale; arrays over groups."""

    alpha: Alpha
    alpha_interval: Interval
    omega: Omega
    pair: TwoItems | None
    items: ItemStatistics
    ordinal: OrdinalReliability | None
    categories: Polychoric | None
    n_effective: NDArray[np.float64] | None
    question: ReliabilityQuestion


def estimate_level(
    survey: Survey, scale: Scale, level: Level, question: ReliabilityQuestion
) -> Estimates:
    """Estimate all groups of one kind at once, from complete cases."""
    items = item_matrix(survey, scale)
    if question.weighted and survey.weight is not None:
        return _weighted(survey, scale, (items, survey.weight), level, question)
    found = group_items(items, level.member, len(level.groups))
    categories = _categories(items, None, level) if question.ordinal else None
    alpha_interval, omega = _intervals(found, question)
    low, high = _ends(survey, scale)
    return Estimates(
        alpha=cronbach_alpha(found),
        alpha_interval=alpha_interval,
        omega=omega,
        pair=two_items(found, confidence=question.confidence) if len(scale.items) == 2 else None,
        items=item_statistics(items, level.member, found, low=low, high=high),
        ordinal=ordinal_reliability(categories) if categories else None,
        categories=categories,
        n_effective=None,
        question=question,
    )


def _weighted(
    survey: Survey,
    scale: Scale,
    answers: tuple[Floats, Floats],
    level: Level,
    question: ReliabilityQuestion,
) -> Estimates:
    items, weight = answers
    found = group_weighted_items(items, weight, level.member, len(level.groups))
    categories = _categories(items, weight, level) if question.ordinal else None
    pair = len(scale.items) == 2
    low, high = _ends(survey, scale)
    return Estimates(
        alpha=weighted_alpha(found),
        alpha_interval=weighted_alpha_interval(found, confidence=question.confidence),
        omega=weighted_omega(found, confidence=question.confidence),
        pair=weighted_two_items(found, confidence=question.confidence) if pair else None,
        items=weighted_item_statistics(items, weight, level.member, found, low=low, high=high),
        ordinal=weighted_ordinal(found, categories) if categories else None,
        categories=categories,
        n_effective=found.n_effective,
        question=question,
    )


def _intervals(found: ItemGroups, question: ReliabilityQuestion) -> tuple[Interval, Omega]:
    """Put intervals around alpha and omega; omega has its own in closed form."""
    confidence, seed = question.confidence, question.seed
    omega = omega_total(found, confidence=confidence)
    if question.interval != "bootstrap":
        return INTERVALS[question.interval].compute(found, confidence=confidence), omega
    alpha = bootstrap_alpha(found, confidence=confidence, seed=seed)
    resampled = bootstrap_omega(found, confidence=confidence, seed=seed)
    return alpha.interval, Omega(
        omega=omega.omega,
        std_error=omega.std_error,
        interval=resampled.interval,
        reason=omega.reason,
    )


def _categories(items: Floats, weight: Floats | None, level: Level) -> Polychoric:
    return polychoric(items, level.member, len(level.groups), weight=weight)


def _ends(survey: Survey, scale: Scale) -> tuple[Floats, Floats]:
    """Give the lowest and the highest score of every item."""
    limits = [item_limits(survey.dictionary.variables[key], scale) for key in scale.items]
    return np.array([low for low, _ in limits]), np.array([high for _, high in limits])
