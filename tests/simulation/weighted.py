"""Two weighted waves: means, effect sizes, ordered answers, shares, categories, and covariates."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.design_effects import hedges_average_weighted
from lpsstats.stats.design_superiority import design_superiority
from lpsstats.stats.effective_proportions import share_difference
from lpsstats.stats.least_squares import adjusted_difference
from lpsstats.stats.rao_scott import rao_scott
from simulation.populations import (
    EVEN,
    FLOOR,
    POPULATIONS,
    SYMMETRIC,
    Population,
    superiority_of,
)
from simulation.scenario import (
    SOME,
    Floats,
    Measured,
    Scenario,
    covered,
    found,
    sizes_text,
)
from simulation.two_waves import SHARES, SHIFT

# Lognormal weights whose design effect, 1 + cv^2, is 1.35 in the long run.
SPREAD = float(np.sqrt(np.log(1.35)))
# How the logarithm of the weight hangs on the factor: not at all, or so that weighting matters.
INFORMATIVE = {"": 0.0, ", informative weights": 0.4}
CATEGORIES = {
    "yes or no": (0.7, 0.3),
    "3 categories": (0.5, 0.3, 0.2),
    "4 categories, one rare": (0.45, 0.3, 0.17, 0.08),
    "7 categories": FLOOR.shares,
}


def scenarios() -> list[Scenario]:
    """Give the questions about weighted waves of one size."""
    listed = []
    for sizes in EVEN:
        text = sizes_text(sizes)
        for kind in INFORMATIVE:
            for people in POPULATIONS:
                run = partial(scores, people, kind, sizes)
                key = f"weighted scores {people.name}{kind} {text}"
                listed.append(Scenario(key=key, run=run, samples=SOME))
            listed += [
                Scenario(
                    key=f"weighted {name}{kind} {text}",
                    run=partial(categories, name, kind, sizes),
                    samples=SOME,
                )
                for name in CATEGORIES
            ]
            listed += [
                Scenario(
                    key=f"weighted share {share}{kind} {text}",
                    run=partial(weighted_share, share, kind, sizes),
                    samples=SOME,
                )
                for share in SHARES
            ]
        listed += [
            Scenario(
                key=f"adjusted {people.name} {text}",
                run=partial(adjusted, people, sizes),
                samples=SOME,
            )
            for people in (FLOOR, SYMMETRIC)
        ]
    return listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Respondents of both waves of all samples, shape (samples * n,)."""

    factor: Floats
    weight: Floats
    sample: NDArray[np.int64]
    later: NDArray[np.bool_]

    @property
    def stratum(self) -> NDArray[np.int64]:
        """Every wave of every sample was drawn for itself."""
        return 2 * self.sample + self.later


def draw(rng: Generator, samples: int, sizes: Sequence[int], relation: float, shift: float) -> Rows:
    """Draw people with weights; those with large weights stand for more of the population.

    The factor of the sample is drawn lower by what the weights put back, so that the weighted
    population is standard normal, shifted in the later wave.
    """
    n = sum(sizes)
    taste = rng.standard_normal((samples, n))
    weight = np.exp(
        SPREAD * (relation * taste + np.sqrt(1 - relation**2) * rng.standard_normal((samples, n)))
    )
    later = np.arange(n) >= sizes[0]
    return Rows(
        factor=(taste - relation * SPREAD + shift * later).ravel(),
        weight=weight.ravel(),
        sample=np.repeat(np.arange(samples), n),
        later=np.tile(later, samples),
    )


def scores(
    people: Population, kind: str, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for weighted means, their effect size, and weighted chances of superiority."""
    place, means, ranks = (f"{people.name}{kind}", sizes), [], []
    for shift in (0.0, SHIFT):
        rows = draw(rng, samples, sizes, INFORMATIVE[kind], shift)
        columns = rows.weight, rows.sample, rows.later, samples
        items = people.items(rng, rows.factor)
        means.append(design_difference(items.mean(axis=1), *columns, stratum=rows.stratum))
        ranks.append(design_superiority(items[:, 2], *columns, stratum=rows.stratum))
    same, moved = (mean.estimate for mean in means)
    last = means[1]
    effect = hedges_average_weighted(
        last.before,
        last.after,
        last.n_effective_before,
        last.n_effective_after,
        std_error=moved.std_error,
        df=moved.df,
    )
    (mean_from, sd_from), (mean_to, sd_to) = people.score_moments(), people.score_moments(SHIFT)
    true_effect = (mean_to - mean_from) / np.sqrt((sd_from**2 + sd_to**2) / 2)
    superior = superiority_of(people.item_shares(), people.item_shares(SHIFT))
    ends = ranks[1].p_superior_low, ranks[1].p_superior_high
    return [
        found("Weighted difference", place, same.p_value),
        covered("Weighted difference", place, moved.conf_low, moved.conf_high, mean_to - mean_from),
        covered("Hedges g, weighted", place, effect.effect_low, effect.effect_high, true_effect),
        found("Weighted superiority", place, ranks[0].p_value),
        covered("Weighted superiority", place, *ends, superior),
    ]


def categories(
    name: str, kind: str, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for Rao and Scott's test."""
    rows = draw(rng, samples, sizes, INFORMATIVE[kind], 0.0)
    people = Population(name=name, shares=CATEGORIES[name])
    column = people.answers(rows.factor).astype(np.int64) - 1
    test = rao_scott(
        rows.later.astype(np.int64), column, rows.weight, rows.sample, samples, stratum=rows.stratum
    )
    return [found("Rao-Scott", (f"{name}{kind}", sizes), test.p_value)]


def weighted_share(
    share: float, kind: str, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for the interval of the difference of weighted shares."""
    rows = draw(rng, samples, sizes, INFORMATIVE[kind], 0.0)
    gain = share + 0.1
    cut = np.where(rows.later, _upper(gain), _upper(share))
    yes = (rows.factor > cut).astype(np.float64)
    test = share_difference(
        yes, rows.weight, rows.sample, rows.later, samples, stratum=rows.stratum
    )
    place = f"{share:.0%}{kind}", sizes
    return [covered("Weighted shares", place, test.conf_low, test.conf_high, 0.1)]


def _upper(share: float) -> float:
    """Give the normal quantile above which a share lies."""
    (cut,) = Population(name="", shares=(1 - share, share)).cuts
    return float(cut)


def adjusted(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for a difference adjusted for a number and a question of three answers."""
    place, tests = (people.name, sizes), []
    for shift in (0.0, SHIFT):
        rows = draw(rng, samples, sizes, 0.0, shift)
        age = 0.5 * rows.factor + rng.standard_normal(rows.factor.size)
        age = age - 0.5 * shift * rows.later  # the waves have people of the same age
        answer = rng.integers(3, size=rows.factor.size)
        covariates = np.stack([age, answer == 1, answer == 2], axis=1)
        values = people.scores(rng, rows.factor)
        tests.append(adjusted_difference(values, rows.later, covariates, rows.sample, samples))
    same, moved = (test.estimate for test in tests)
    change = people.score_moments(SHIFT)[0] - people.score_moments()[0]
    return [
        found("Adjusted difference", place, same.p_value),
        covered("Adjusted difference", place, moved.conf_low, moved.conf_high, change),
    ]
