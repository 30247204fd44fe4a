"""Two intervention sites against two comparison sites, and changes that should have been found."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lpsstats.stats.cell_contrast import contrast_changes, equal_weights
from lpsstats.stats.contrast_effect import standardise_contrast
from lpsstats.stats.detectable import detectable_change
from lpsstats.stats.interaction import site_by_wave
from lpsstats.stats.moments import Moments
from lpsstats.stats.site_changes import SiteChanges, independent_changes
from lpsstats.stats.welch import welch
from simulation.populations import EVEN, POPULATIONS, Population
from simulation.scenario import (
    LEVEL,
    MANY,
    POWER,
    Measured,
    Scenario,
    covered,
    found,
    moments_of,
    sizes_text,
    tally,
)
from simulation.two_waves import SHIFT, draw

# Where the sites start: two worse off, two better.
STARTS = (0.3, 0.0, -0.1, -0.3)
INTERVENTION = np.array([True, True, False, False])


def scenarios() -> list[Scenario]:
    """Give the questions about sites, with so many respondents in each wave of each."""
    listed = []
    for sizes in EVEN:
        for people in POPULATIONS:
            place = f"{people.name} {sizes_text(sizes)}"
            listed += [
                Scenario(
                    key=f"sites {place}", run=partial(sites, people, sizes), samples=MANY // 3
                ),
                Scenario(
                    key=f"detectable {place}", run=partial(detectable, people, sizes), samples=MANY
                ),
            ]
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


def detectable(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count how often the change is found that should be, four times in five.

    It is looked up for the spread that the people have before and after it.
    """
    low, high = 0.0, 3.0
    for _ in range(50):
        shift = (low + high) / 2
        falls_short = _change(people, shift) < _detectable(people, sizes, shift)
        low, high = (shift, high) if falls_short else (low, shift)
    test = welch(*map(moments_of, draw(people, rng, samples, sizes, low)))
    known = ~np.isnan(test.p_value)
    return [tally("Detectable change", POWER, (people.name, sizes), test.p_value < LEVEL, known)]


def _change(people: Population, shift: float) -> float:
    return people.score_moments(shift)[0] - people.score_moments()[0]


def _detectable(people: Population, sizes: Sequence[int], shift: float) -> float:
    spreads = [people.score_moments(moved)[1] for moved in (0.0, shift)]
    parts = np.array([sd**2 / n for sd, n in zip(spreads, sizes, strict=True)])
    df = parts.sum() ** 2 / (parts**2 / (np.array(sizes) - 1)).sum()
    return float(detectable_change(np.sqrt(parts.sum()), df, LEVEL))
