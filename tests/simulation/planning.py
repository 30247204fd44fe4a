"""Changes that should be found four times in five, looked up and then looked for."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.random import Generator

from lpsstats.stats.detectable import POWER as WANTED
from lpsstats.stats.detectable import detectable_change
from lpsstats.stats.proportions import share_change
from lpsstats.stats.share_power import SharePlan, detectable_share
from lpsstats.stats.welch import welch
from simulation.populations import EVEN, POPULATIONS, Population, chance_of
from simulation.scenario import (
    LEVEL,
    MANY,
    POWER,
    Measured,
    Scenario,
    moments_of,
    sizes_text,
    tally,
)
from simulation.two_waves import SHARES, draw


def scenarios() -> list[Scenario]:
    """Give the questions about planned comparisons."""
    listed = []
    for sizes in EVEN:
        text = sizes_text(sizes)
        for people in POPULATIONS:
            run = partial(of_means, people, sizes)
            listed.append(Scenario(key=f"detectable {people.name} {text}", run=run, samples=MANY))
        for share in SHARES:
            run = partial(of_shares, share, sizes)
            listed.append(Scenario(key=f"detectable {share} {text}", run=run, samples=1))
    return listed


def of_means(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count how often the change is found that `compare` prints as detectable.

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


def of_shares(share: float, sizes: Sequence[int], _: Generator, __: int) -> list[Measured]:
    """Add up all surveys, for the rise of a share that `plan` prints as detectable."""
    one, zero = np.ones(1), np.zeros(1)
    plan = SharePlan(
        share=np.array([share]),
        changing=one,
        still=zero,
        per_unit=one,
        correlation=zero,
        degrees=np.full((2, 1), np.nan),
    )
    rise, _ = detectable_share(plan, np.array([float(sizes[0])]), np.array([LEVEL]), WANTED)
    before, after = np.meshgrid(*(np.arange(n + 1) for n in sizes), indexing="ij")
    everybody = (np.full_like(before, n) for n in sizes)
    test = share_change(before, next(everybody), after, next(everybody))
    chance = chance_of(before, sizes[0], share) * chance_of(after, sizes[1], share + rise[0])
    return [
        Measured(
            statistic="Detectable rise of a share",
            quantity=POWER,
            population=f"{share:.0%}",
            respondents=sizes_text(sizes),
            percent=100 * float((chance * (test.p_value < LEVEL)).sum()),
            samples=0,
            untestable=0.0,
        )
    ]
