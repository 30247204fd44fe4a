"""The same people in two waves: all of them linked, or two in five."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr

from lpsstats.stats.effects import hedges_average_paired
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.marginal_homogeneity import marginal_homogeneity
from lpsstats.stats.mcnemar import mcnemar
from lpsstats.stats.paired import PairMoments, pair_moments, paired_t
from lpsstats.stats.partly_overlapping import hedges_overlapping, partly_overlapping_t
from lpsstats.stats.wilcoxon import signed_rank
from simulation.populations import EVEN, MASS, NODE, POPULATIONS, Population
from simulation.scenario import (
    FEW,
    MANY,
    Floats,
    Measured,
    Scenario,
    covered,
    found,
    moments_of,
    sizes_text,
)
from simulation.two_waves import SHARES, SHIFT

# How the factor of a person hangs together between the waves.
STABILITY = 0.5
LINKED = 0.4


def scenarios() -> list[Scenario]:
    """Give the questions about linked people; all waves have the same size."""
    listed = []
    for sizes in EVEN:
        text = sizes_text(sizes)
        for people in POPULATIONS:
            place = f"{people.name} {text}"
            listed += [
                Scenario(key=f"pairs {place}", run=partial(pairs, people, sizes), samples=MANY),
                Scenario(key=f"partly {place}", run=partial(partly, people, sizes), samples=MANY),
                Scenario(key=f"moves {place}", run=partial(moves, people, sizes), samples=FEW),
            ]
        for share in SHARES:
            run = partial(linked_share, share, sizes)
            listed.append(Scenario(key=f"linked share {share} {text}", run=run, samples=MANY))
        run = partial(linked_categories, sizes)
        listed.append(Scenario(key=f"linked categories {text}", run=run, samples=MANY))
    return listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The scores of two waves, shape (samples, n); the first `n_linked` of both are one person."""

    before: Floats
    after: Floats
    n_linked: int

    def linked(self) -> PairMoments:
        """Take the moments of the linked."""
        first, second = self.before[:, : self.n_linked], self.after[:, : self.n_linked]
        sample = np.repeat(np.arange(first.shape[0]), self.n_linked)
        return pair_moments(first.ravel(), second.ravel(), sample, first.shape[0])


def factors_of(rng: Generator, samples: int, size: int, shift: float) -> tuple[Floats, Floats]:
    """Draw the factors of people in two waves, shape (samples, size) each."""
    stable = rng.standard_normal((samples, size)) * np.sqrt(STABILITY)
    passing = rng.standard_normal((2, samples, size)) * np.sqrt(1 - STABILITY)
    return stable + passing[0], stable + passing[1] + shift


def draw(
    people: Population,
    rng: Generator,
    samples: int,
    sizes: Sequence[int],
    *,
    linked: float,
    shift: float,
) -> Panels:
    """Draw a panel of which a share is linked."""
    n_linked = round(linked * min(sizes))
    first, second = factors_of(rng, samples, n_linked, shift)
    others = [rng.standard_normal((samples, n - n_linked)) for n in sizes]
    return Panels(
        before=people.scores(rng, np.concatenate([first, others[0]], axis=1)),
        after=people.scores(rng, np.concatenate([second, others[1] + shift], axis=1)),
        n_linked=n_linked,
    )


def _truth(people: Population) -> tuple[float, float]:
    """Give the change of the mean, and in average standard deviations."""
    (mean_from, sd_from), (mean_to, sd_to) = people.score_moments(), people.score_moments(SHIFT)
    change = mean_to - mean_from
    return change, change / float(np.sqrt((sd_from**2 + sd_to**2) / 2))


def pairs(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the paired t test and its effect size."""
    same, moved = (
        draw(people, rng, samples, sizes, linked=1.0, shift=shift).linked()
        for shift in (0.0, SHIFT)
    )
    effect = hedges_average_paired(moved)
    name, place, (change, true_effect) = "Paired t", (people.name, sizes), _truth(people)
    return [
        *_of_test(name, place, paired_t(same), paired_t(moved), change),
        covered("Hedges g, pairs", place, effect.effect_low, effect.effect_high, true_effect),
    ]


def partly(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for the partly overlapping t test and its effect size."""
    tests = []
    for shift in (0.0, SHIFT):
        panels = draw(people, rng, samples, sizes, linked=LINKED, shift=shift)
        waves = moments_of(panels.before), moments_of(panels.after), panels.linked()
        tests.append(partly_overlapping_t(*waves))
    effect = hedges_overlapping(*waves)
    name, place, (change, true_effect) = (
        "Partly overlapping t",
        (people.name, sizes),
        _truth(people),
    )
    return [
        *_of_test(name, place, *tests, change),
        covered("Hedges g, overlapping", place, effect.effect_low, effect.effect_high, true_effect),
    ]


def _of_test(
    name: str, place: tuple[str, Sequence[int]], same: Estimate, moved: Estimate, change: float
) -> list[Measured]:
    return [
        found(name, place, same.p_value),
        covered(name, place, moved.conf_low, moved.conf_high, change),
    ]


def moves(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the signed ranks of one item, and the interval of who moved up less down."""
    tests = []
    for shift in (0.0, SHIFT):
        first, second = (
            people.item(rng, factor) for factor in factors_of(rng, samples, sizes[0], shift)
        )
        sample = np.repeat(np.arange(samples), sizes[0])
        tests.append(signed_rank(first.ravel(), second.ravel(), sample, samples))
    place, (low, high) = (people.name, sizes), (tests[1].conf_low, tests[1].conf_high)
    truth = _moved(people)
    return [
        found("Wilcoxon, Pratt's zeros", place, tests[0].p_value),
        covered("Moved up less moved down", place, low, high, truth),
    ]


def _moved(people: Population) -> float:
    """Give the true share that moves up less the share that moves down.

    Given the stable part of the factor, over which is integrated, both answers are independent.
    """
    loading = people.loadings[2]
    stable = loading * np.sqrt(STABILITY) * NODE[:, None]
    spread = np.sqrt(1 - loading**2 * STABILITY)
    first, second = (
        -np.diff(ndtr((stable + loading * shift - people.ends) / spread)) for shift in (0.0, SHIFT)
    )
    lower = np.cumsum(first, axis=1) - first
    higher = 1 - lower - first
    return float(MASS @ (second * (lower - higher)).sum(axis=1))


def linked_share(
    share: float, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for McNemar's mid-p and Newcombe's paired interval."""
    kept = STABILITY * (1 - share)
    stay = share + kept
    tables = []
    for gain in (0.0, 0.1):
        yes_yes = share * stay
        yes_no, no_yes = share - yes_yes, share - yes_yes + gain
        chances = [[1 - share - no_yes, no_yes], [yes_no, yes_yes]]
        drawn = rng.multinomial(sizes[0], np.ravel(chances), samples)
        tables.append(mcnemar(drawn.reshape(samples, 2, 2)))
    place, (low, high) = (f"{share:.0%}", sizes), (tables[1].conf_low, tables[1].conf_high)
    return [
        found("McNemar's mid-p", place, tables[0].p_value),
        covered("Newcombe's paired interval", place, low, high, 0.1),
    ]


def linked_categories(sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for Stuart and Maxwell's test: half stay with their answer, half choose anew."""
    share = np.array((0.45, 0.3, 0.17, 0.08))
    chances = STABILITY * np.diag(share) + (1 - STABILITY) * np.outer(share, share)
    drawn = rng.multinomial(sizes[0], chances.ravel(), samples)
    test = marginal_homogeneity(drawn.reshape(samples, 4, 4))
    return [found("Stuart-Maxwell", ("4 categories, one rare", sizes), test.p_value)]
