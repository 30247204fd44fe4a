"""All contrasts of all measures: estimates, sizes, shocks, interactions, ranks of the split."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.contrast_arms import Arms
from lpsstats.stats.cell_contrast import (
    ArmWeights,
    average_sd,
    contrast_changes,
    equal_weights,
    tipping_shock,
)
from lpsstats.stats.contrast_effect import standardise_contrast
from lpsstats.stats.effects import Effect
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.interaction import Interaction, site_by_wave
from lpsstats.stats.site_changes import SiteChanges
from lpsstats.stats.site_splits import SplitTest, rank_split
from lpsstats.survey.model import Floats

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastTests:
    """Everything computed; arrays have the shape (n_measures, n_contrasts) unless said otherwise.

    Attributes
    ----------
    changes : SiteChanges
        Of all sites of the survey.
    present : ndarray of bool, shape (n_measures, n_sites)
        The sites that have both waves.
    weights : ArmWeights
        What each site counts.
    estimate, unchanged : Estimate
        The test, with the interval asked for and with that of two one-sided tests.
    own : Estimate
        The test of every site's own change, shape (n_measures, n_sites).
    effect : Effect
        In average standard deviations.
    sd, shock : ndarray of float
        The average standard deviation; the tipping shock.
    interaction : Interaction
        Over the sites of the contrast.
    splits : tuple of tuple of SplitTest, optional
        By measure and contrast, for one measure each; `None` where not testable.
    """

    changes: SiteChanges
    present: Flags
    weights: ArmWeights
    estimate: Estimate
    unchanged: Estimate
    own: Estimate
    effect: Effect
    sd: Floats
    shock: Floats
    interaction: Interaction
    splits: tuple[tuple[SplitTest | None, ...], ...]


def contrast_tests(
    changes: SiteChanges, contrasts: Sequence[Arms], *, confidence: float, seed: int
) -> ContrastTests:
    """Make every contrast of every measure.

    Parameters
    ----------
    changes : SiteChanges
        Of n_measures by all sites of the survey.
    contrasts : sequence of Arms
        Which sites against which.
    confidence : float
        Coverage of the intervals.
    seed : int
        Where the sample of splits starts, if there are too many for all.
    """
    present = np.asarray((changes.before.n > 0) & (changes.after.n > 0))
    n_sites = present.shape[1]
    first = _members([one.intervention for one in contrasts], n_sites)
    second = _members([one.comparison for one in contrasts], n_sites)
    weights = equal_weights(first, second, present)
    estimate = contrast_changes(changes, weights, confidence=confidence)
    used = weights.coefficient != 0
    return ContrastTests(
        changes=changes,
        present=present,
        weights=weights,
        estimate=estimate,
        unchanged=contrast_changes(changes, weights, confidence=2 * confidence - 1),
        own=contrast_changes(changes, _each_alone(present), confidence=confidence),
        effect=standardise_contrast(changes, weights, estimate, confidence=confidence),
        sd=average_sd(changes, weights),
        shock=tipping_shock(estimate, weights, confidence=confidence),
        interaction=site_by_wave(changes, used & weights.testable[..., None]),
        splits=_splits(changes.change, weights, estimate, seed),
    )


def _members(groups: Sequence[tuple[int, ...]], n_sites: int) -> Flags:
    """Turn groups of positions into flags, shape (n_groups, n_sites)."""
    flags = np.zeros((len(groups), n_sites), dtype=bool)
    for row, group in enumerate(groups):
        flags[row, list(group)] = True
    return flags


def _each_alone(present: Flags) -> ArmWeights:
    """Give every site a contrast of its own, against nothing: its change."""
    one_each = np.eye(present.shape[1])[None] * present[..., None]
    return ArmWeights(coefficient=one_each, testable=present)


def _splits(
    change: Floats, weights: ArmWeights, estimate: Estimate, seed: int
) -> tuple[tuple[SplitTest | None, ...], ...]:
    """Rank each split among those of the sites that count in the measure."""
    n_measures, n_contrasts = estimate.reason.shape

    def ranked(m: int, k: int) -> SplitTest | None:
        if estimate.reason[m, k]:
            return None
        used = weights.coefficient[m, k] != 0
        return rank_split(change[m, used][None], weights.coefficient[m, k, used] > 0, seed=seed)

    return tuple(tuple(ranked(m, k) for k in range(n_contrasts)) for m in range(n_measures))
