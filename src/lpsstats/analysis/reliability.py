"""How reliable the scales are: pooled, by wave, by site."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.reliability_rows import Estimates, Group, Reliability, reliability_row
from lpsstats.dictionary.model import Scale
from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.alpha_intervals import INTERVALS
from lpsstats.stats.item_groups import ItemGroups, group_items
from lpsstats.stats.items import ItemStatistics, item_statistics
from lpsstats.stats.omega import Omega, omega_total
from lpsstats.stats.reliability_interval import Interval
from lpsstats.stats.resampling import (
    BOOTSTRAP_LABEL,
    RESAMPLES,
    bootstrap_alpha,
    bootstrap_omega,
)
from lpsstats.stats.two_items import two_items
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import item_limits, item_matrix

Members = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityQuestion:
    """How reliability is to be estimated.

    Attributes
    ----------
    by : tuple of str
        Any of `wave` and `site`: the groups shown beside the pooled row.
    interval : str
        `jackknife`, `adf`, `feldt` or `bootstrap`.
    confidence : float
        Coverage of every interval.
    seed : int
        Where the bootstrap's random numbers start.
    """

    by: tuple[str, ...]
    interval: str
    confidence: float
    seed: int

    @property
    def alpha_method(self) -> str:
        """The name of the interval of alpha, for print."""
        if self.interval == "bootstrap":
            return f"{BOOTSTRAP_LABEL}, {RESAMPLES:,} resamples, seed {self.seed}"
        return INTERVALS[self.interval].label


def reliability(
    survey: Survey, scales: Sequence[Scale], question: ReliabilityQuestion
) -> tuple[Reliability, ...]:
    """Estimate the reliability of scales from complete cases, unweighted.

    Parameters
    ----------
    survey : Survey
        All waves.
    scales : sequence of Scale
        The scales.
    question : ReliabilityQuestion
        Which groups and which interval.

    Returns
    -------
    tuple of Reliability
        Scale by scale: the pooled row first, then the groups.
    """
    rows: list[Reliability] = []
    for scale in scales:
        items = item_matrix(survey, scale)
        everyone = np.zeros(survey.n, dtype=np.int64)
        rows += _level(survey, scale, items, (everyone, [Group(site=None, wave=None)]), question)
        if question.by:
            member, groups = _groups(survey, question.by)
            rows += _level(survey, scale, items, (member, groups), question)
    return tuple(rows)


def _groups(survey: Survey, by: Sequence[str]) -> tuple[Members, list[Group]]:
    """Give waves, sites, or every wave of every site their group numbers."""
    n_sites, n_waves = len(survey.dictionary.sites), len(survey.dictionary.waves)
    if tuple(by) == ("wave",):
        groups = [Group(site=None, wave=w) for w in range(n_waves)]
        return survey.wave.astype(np.int64), groups
    if tuple(by) == ("site",):
        return survey.site.astype(np.int64), [Group(site=s, wave=None) for s in range(n_sites)]
    return survey.cell, [Group(site=s, wave=w) for s in range(n_sites) for w in range(n_waves)]


def _level(
    survey: Survey,
    scale: Scale,
    items: NDArray[np.float64],
    level: tuple[Members, Sequence[Group]],
    question: ReliabilityQuestion,
) -> list[Reliability]:
    """Estimate all groups of one kind at once."""
    member, groups = level
    found = group_items(items, member, len(groups))
    omega = omega_total(found, confidence=question.confidence)
    alpha_interval, omega_interval = _intervals(found, omega, question)
    estimates = Estimates(
        alpha=cronbach_alpha(found),
        alpha_interval=alpha_interval,
        omega=omega,
        omega_interval=omega_interval,
        pair=two_items(found, confidence=question.confidence) if len(scale.items) == 2 else None,
        items=_item_statistics(survey, scale, items, member, found),
        alpha_method=question.alpha_method,
        confidence=question.confidence,
    )
    return [
        reliability_row(survey.dictionary, scale, group, estimates, g)
        for g, group in enumerate(groups)
    ]


def _intervals(
    found: ItemGroups, omega: Omega, question: ReliabilityQuestion
) -> tuple[Interval, Interval]:
    """Put intervals around alpha and omega; omega has its own in closed form."""
    if question.interval != "bootstrap":
        compute = INTERVALS[question.interval].compute
        return compute(found, confidence=question.confidence), omega.interval
    alpha = bootstrap_alpha(found, confidence=question.confidence, seed=question.seed)
    resampled = bootstrap_omega(found, confidence=question.confidence, seed=question.seed)
    return alpha.interval, resampled.interval


def _item_statistics(
    survey: Survey, scale: Scale, items: NDArray[np.float64], member: Members, found: ItemGroups
) -> ItemStatistics:
    limits = [item_limits(survey.dictionary.variables[key], scale) for key in scale.items]
    return item_statistics(
        items,
        member,
        found,
        low=[low for low, _ in limits],
        high=[high for _, high in limits],
    )
