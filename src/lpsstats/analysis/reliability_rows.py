"""The rows that describe a scale's reliability, gathered from arrays over groups."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.numbers import number
from lpsstats.analysis.reliability_estimates import Estimates
from lpsstats.analysis.reliability_groups import Group
from lpsstats.dictionary.model import Dictionary, Scale, Variable
from lpsstats.stats.polychoric import Polychoric


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReliability:
    """An item in its scale, in one group of respondents."""

    item: str
    item_label: str
    reversed: bool
    n: int
    mean: float | None
    sd: float | None
    item_rest: float | None
    alpha_if_deleted: float | None
    floor: float | None
    ceiling: float | None
    missing: int
    n_unused: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """A scale in one group of respondents; `site` and `wave` are `None` where all are together.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    kind: str
    site: str | None
    site_label: str | None
    wave: str | None
    n: int
    weighted: bool
    n_effective: float | None
    n_items: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    alpha_method: str
    confidence: float
    omega: float | None
    omega_low: float | None
    omega_high: float | None
    omega_reason: str | None
    spearman_brown: float | None
    spearman_brown_low: float | None
    spearman_brown_high: float | None
    alpha_ordinal: float | None
    omega_categorical: float | None
    ordinal_reason: str | None
    inter_item_r: float | None
    worst_item: str | None
    worst_item_rest: float | None
    status: str
    reason: str | None
    items: tuple[ItemReliability, ...]


def reliability_row(
    dictionary: Dictionary, scale: Scale, group: Group, estimates: Estimates, g: int
) -> Reliability:
    """Gather the row of one group, at position `g` of the arrays."""
    alpha, omega, pair = estimates.alpha, estimates.omega, estimates.pair
    ordinal, n_effective = estimates.ordinal, estimates.n_effective
    site = None if group.site is None else dictionary.sites[group.site]
    items = _items(dictionary, scale, estimates, g)
    worst = _worst(items)
    reason = str(alpha.reason[g])
    return Reliability(
        scale=scale.key,
        scale_label=scale.label,
        kind=scale.kind,
        site=site.key or None if site else None,
        site_label=site.label if site else None,
        wave=None if group.wave is None else dictionary.waves[group.wave].key,
        n=int(alpha.n[g]),
        weighted=n_effective is not None,
        n_effective=None if n_effective is None else number(n_effective[g]),
        n_items=int(alpha.n_items[g]),
        alpha=number(alpha.alpha[g]),
        alpha_low=number(estimates.alpha_interval.low[g]),
        alpha_high=number(estimates.alpha_interval.high[g]),
        alpha_method=estimates.question.alpha_method,
        confidence=estimates.question.confidence,
        omega=number(omega.omega[g]),
        omega_low=number(omega.interval.low[g]),
        omega_high=number(omega.interval.high[g]),
        omega_reason=str(omega.reason[g]) or None,
        spearman_brown=number(pair.spearman_brown[g]) if pair else None,
        spearman_brown_low=number(pair.interval.low[g]) if pair else None,
        spearman_brown_high=number(pair.interval.high[g]) if pair else None,
        alpha_ordinal=number(ordinal.alpha[g]) if ordinal else None,
        omega_categorical=number(ordinal.omega[g]) if ordinal else None,
        ordinal_reason=str(ordinal.omega_reason[g]) or None if ordinal else None,
        inter_item_r=number(alpha.inter_item_r[g]),
        worst_item=worst.item if worst else None,
        worst_item_rest=worst.item_rest if worst else None,
        status="not_testable" if reason else "ok",
        reason=reason or None,
        items=items,
    )


def _items(
    dictionary: Dictionary, scale: Scale, estimates: Estimates, g: int
) -> tuple[ItemReliability, ...]:
    found = estimates.items
    return tuple(
        ItemReliability(
            item=key,
            item_label=dictionary.variables[key].label,
            reversed=key in scale.reverse,
            n=int(found.n[g, j]),
            mean=number(found.mean[g, j]),
            sd=number(found.sd[g, j]),
            item_rest=number(found.item_rest[g, j]),
            alpha_if_deleted=number(found.alpha_if_deleted[g, j]),
            floor=number(found.floor[g, j]),
            ceiling=number(found.ceiling[g, j]),
            missing=int(found.missing[g, j]),
            n_unused=_unused(dictionary.variables[key], estimates.categories, (g, j)),
        )
        for j, key in enumerate(scale.items)
    )


def _unused(variable: Variable, found: Polychoric | None, at: tuple[int, int]) -> int | None:
    """Count the answers to an item that it offers and no complete case gave."""
    if found is None or variable.low is None or variable.high is None:
        return None
    offered = len(variable.labels) if variable.listed else int(variable.high - variable.low) + 1
    return max(offered - int(found.n_categories[at]), 0)


def _worst(items: tuple[ItemReliability, ...]) -> ItemReliability | None:
    """Find the item that goes least with the rest; of two items, neither does less."""
    known = [item for item in items if item.item_rest is not None]
    if len(known) < 3:
        return None
    return min(known, key=lambda item: item.item_rest if item.item_rest is not None else np.inf)
