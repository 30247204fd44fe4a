"""Two intervention sites against two comparison sites."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lpsstats.stats.cell_contrast import contrast_changes, equal_weights
from lpsstats.stats.contrast_effect import standardise_contrast
from lpsstats.stats.interaction import site_by_wave
from lpsstats.stats.moments import Moments
from lpsstats.stats.site_changes import SiteChanges, independent_changes
from simulation.populations import EVEN, POPULATIONS, Population
from simulation.scenario import (
    FEW,
    Measured,
    Scenario,
    covered,
    found,
    moments_of,
    sizes_text,
)
from simulation.two_waves import SHIFT

# Where the sites start: two worse off, two better.
STARTS = (0.3, 0.0, -0.1, -0.3)
INTERVENTION = np.array([True, True, False, False])


def scenarios() -> list[Scenario]:
    """Give the questions about sites, with so many respondents in each wave of each."""
    listed = []
    for sizes in EVEN:
        for people in POPULATIONS:
            place = f"{people.name} {sizes_text(sizes)}"
            run = partial(sites, people, sizes)
            listed.append(Scenario(key=f"sites {place}", run=run, samples=FEW))
    return listed


def _changes(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int, shift: float
) -> SiteChanges:
    """Draw all sites; the factor moves by 0.2 everywhere, and by `shift` more in the first two."""
    waves: list[list[Moments]] = [[], []]
    for start, moves in zip(STARTS, INTERVENTION, strict=True):
        for wave, n in enumerate(sizes):
            level = start + wave * (0.2 + shift * moves)
            factor = rng.standard_normal((samples, n)) + level
            waves[wave].append(moments_of(people.scores(rng, factor)))
    return independent_changes(*map(_beside, waves))


def _beside(sites_of_wave: list[Moments]) -> Moments:
    return Moments(
        n=np.stack([one.n for one in sites_of_wave], axis=1),
        mean=np.stack([one.mean for one in sites_of_wave], axis=1),
        sd=np.stack([one.sd for one in sites_of_wave], axis=1),
    )


def _truth(people: Population, shift: float) -> tuple[float, float]:
    """Give the true difference in changes, and in average standard deviations."""
    change, variances = 0.0, []
    for start, moves in zip(STARTS, INTERVENTION, strict=True):
        before = people.score_moments(start)
        after = people.score_moments(start + 0.2 + shift * moves)
        change += (after[0] - before[0]) * (0.5 if moves else -0.5)
        variances += [before[1] ** 2, after[1] ** 2]
    return change, change / float(np.sqrt(np.mean(variances)))


def sites(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the difference in changes, its effect size and the site by wave test.

    On a bounded scale the same move of the factor is not the same change everywhere, so that the
    false findings are counted with sites that start alike.
    """
    arms = equal_weights(INTERVENTION[None], ~INTERVENTION[None], _all(samples))
    moved = _changes(people, sizes, rng, samples, SHIFT)
    estimate = contrast_changes(moved, arms)
    effect = standardise_contrast(moved, arms, estimate)
    change, true_effect = _truth(people, SHIFT)
    same = independent_changes(
        *(
            _beside(
                [moments_of(people.scores(rng, rng.standard_normal((samples, n)))) for _ in STARTS]
            )
            for n in sizes
        )
    )
    still = contrast_changes(same, arms)
    alike = site_by_wave(same, np.ones((samples, 1, len(STARTS)), dtype=bool))
    place = people.name, sizes
    ends = estimate.conf_low[:, 0], estimate.conf_high[:, 0]
    return [
        found("Difference in changes", place, still.p_value[:, 0]),
        covered("Difference in changes", place, *ends, change),
        covered(
            "Difference in changes, in SDs",
            place,
            effect.effect_low[:, 0],
            effect.effect_high[:, 0],
            true_effect,
        ),
        found("Site by wave", place, alike.p_value[:, 0]),
    ]


def _all(samples: int) -> NDArray[np.bool_]:
    return np.ones((samples, len(STARTS)), dtype=bool)
