"""Two independent waves: means, effect sizes, ordered answers, shares, categories, boxes."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.random import Generator
from scipy.special import ndtri

from lpsstats.stats.category_table import compare_categories
from lpsstats.stats.effects import hedges_average
from lpsstats.stats.frequencies import counted_moments
from lpsstats.stats.multiple_response import BoxCounts, count_boxes, joint_change
from lpsstats.stats.permutation import studentised_permutation, superiority_permutation
from lpsstats.stats.proportions import share_change
from lpsstats.stats.superiority import superiority
from lpsstats.stats.welch import welch
from simulation.populations import (
    EVEN,
    FLOOR,
    POPULATIONS,
    SIZES,
    Population,
    chance_of,
    superiority_of,
)
from simulation.scenario import (
    COVERAGE,
    FALSE_FINDINGS,
    FEW,
    LEVEL,
    MANY,
    UNCHANGED,
    Floats,
    Measured,
    Scenario,
    counts_of,
    covered,
    found,
    moments_of,
    sizes_text,
    tally,
)

# How far the factor moves, in its own standard deviations, where something changes.
SHIFT = 0.4
SHARES = (0.1, 0.3, 0.5)
GAIN = 0.1
CATEGORIES = {
    "3 categories": (0.5, 0.3, 0.2),
    "4 categories, one rare": (0.45, 0.3, 0.17, 0.08),
}
BOXES = (0.5, 0.3, 0.3, 0.2, 0.1)
SMALL = ((40, 15), (15, 15))


def scenarios() -> list[Scenario]:
    """Give the questions about two independent waves."""
    listed = []
    for people in POPULATIONS:
        for sizes in SIZES:
            place = f"{people.name} {sizes_text(sizes)}"
            listed += [
                Scenario(key=f"means {place}", run=partial(means, people, sizes), samples=MANY),
                Scenario(key=f"ranks {place}", run=partial(ranks, people, sizes), samples=MANY),
            ]
    for sizes in SMALL:
        run = partial(small_waves, FLOOR, sizes)
        listed.append(Scenario(key=f"small {sizes_text(sizes)}", run=run, samples=FEW))
    for sizes in SIZES:
        listed += [
            Scenario(key=f"share {share} {sizes}", run=partial(shares, share, sizes), samples=1)
            for share in SHARES
        ]
    for sizes in EVEN:
        listed += [
            Scenario(key=f"{name} {sizes}", run=partial(categories, name, sizes), samples=FEW)
            for name in CATEGORIES
        ]
        listed.append(Scenario(key=f"boxes {sizes}", run=partial(boxes, sizes), samples=FEW))
    return listed


def draw(
    people: Population, rng: Generator, samples: int, sizes: Sequence[int], shift: float
) -> tuple[Floats, Floats]:
    """Draw the scores of two waves, the factor of the later one being shifted."""
    factors = [rng.standard_normal((samples, n)) for n in sizes]
    before, after = people.scores(rng, factors[0]), people.scores(rng, factors[1] + shift)
    return before, after


def means(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for Welch's test, its interval, that of the effect size, and two one-sided tests."""
    place = people.name, sizes
    same = welch(*map(moments_of, draw(people, rng, samples, sizes, 0.0)))
    waves = tuple(map(moments_of, draw(people, rng, samples, sizes, SHIFT)))
    moved, effect = welch(*waves), hedges_average(*waves)
    (mean_from, sd_from), (mean_to, sd_to) = people.score_moments(), people.score_moments(SHIFT)
    change = mean_to - mean_from
    true_effect = change / np.sqrt((sd_from**2 + sd_to**2) / 2)
    narrow = welch(*waves, confidence=1 - 2 * LEVEL)
    within = (-change < narrow.conf_low) & (narrow.conf_high < change)
    return [
        tally("Two one-sided Welch tests", UNCHANGED, place, within, ~np.isnan(moved.p_value)),
        found("Welch's t", place, same.p_value),
        covered("Welch's t", place, moved.conf_low, moved.conf_high, change),
        covered("Hedges g", place, effect.effect_low, effect.effect_high, true_effect),
    ]


def ranks(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for Brunner and Munzel's test and the interval of the chance of superiority."""
    place, before, after = (people.name, sizes), people.item_shares(), people.item_shares(SHIFT)
    first = rng.multinomial(sizes[0], before, samples)
    same = superiority(first, rng.multinomial(sizes[1], before, samples))
    moved = superiority(first, rng.multinomial(sizes[1], after, samples))
    ends = moved.p_superior_low, moved.p_superior_high
    return [
        found("Brunner-Munzel", place, same.p_value),
        covered("Brunner-Munzel", place, *ends, superiority_of(before, after)),
    ]


def small_waves(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for waves below twenty, where a permutation p stands beside the test's own."""
    place = people.name, sizes
    first, second = (counts_of(people.item(rng, rng.standard_normal((samples, n)))) for n in sizes)
    values = np.arange(1.0, 8)
    of_means = counted_moments(values, first), counted_moments(values, second)
    means_p = studentised_permutation(first, second, values, resamples=199).p_value
    ranks_p = superiority_permutation(first, second, resamples=199).p_value
    return [
        found("Welch's t, small waves", place, welch(*of_means).p_value),
        found("Permutation of Welch's t", place, np.nextafter(means_p, 0)),
        found("Brunner-Munzel, small waves", place, superiority(first, second).p_value),
        found("Permutation of Brunner-Munzel", place, np.nextafter(ranks_p, 0)),
    ]


def shares(share: float, sizes: Sequence[int], _: Generator, __: int) -> list[Measured]:
    """Add up all surveys there can be, for the N-1 chi-square and Newcombe's interval."""
    before, after = np.meshgrid(*(np.arange(n + 1) for n in sizes), indexing="ij")
    test = share_change(
        before, np.full_like(before, sizes[0]), after, np.full_like(after, sizes[1])
    )
    first = chance_of(before, sizes[0], share)
    same, moved = (first * chance_of(after, sizes[1], p) for p in (share, share + GAIN))
    inside = (test.conf_low <= GAIN + 1e-12) & (test.conf_high >= GAIN - 1e-12)
    place = {"population": f"{share:.0%}", "respondents": sizes_text(sizes)}
    exact = {"samples": 0, "untestable": 0.0}
    found_often = float((same * (test.p_value < LEVEL)).sum())
    return [
        Measured(
            statistic="N-1 chi-square",
            quantity=FALSE_FINDINGS,
            percent=100 * found_often,
            **place,
            **exact,
        ),
        Measured(
            statistic="Newcombe's interval",
            quantity=COVERAGE,
            percent=100 * float((moved * inside).sum()),
            **place,
            **exact,
        ),
    ]


def categories(name: str, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the chi-square of several categories, or the exact test in its place."""
    waves = [rng.multinomial(n, CATEGORIES[name], samples) for n in sizes]
    test = compare_categories(np.stack(waves, axis=1), resamples=199)
    return [found("Chi-square of categories", (name, sizes), np.nextafter(test.p_value, 0))]


def boxes(sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the joint test of boxes that hang together."""
    test = joint_change(*(_ticked(rng, samples, n) for n in sizes))
    return [found("Boxes together", ("5 boxes", sizes), test.p_value)]


def _ticked(rng: Generator, samples: int, size: int) -> BoxCounts:
    """Let everybody tick each box by a taste of their own and one for boxes as such."""
    taste = rng.standard_normal((samples * size, 1)) + rng.standard_normal((samples * size, 5))
    ticked = taste / np.sqrt(2) < ndtri(BOXES)
    return count_boxes(ticked, np.repeat(np.arange(samples), size), samples)
