"""Three waves of different people, or of the same: any difference, and a straight line."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.random import Generator

from lpsstats.stats.category_table import compare_categories
from lpsstats.stats.dependent_waves import dependent_waves, trend_of_waves
from lpsstats.stats.moments import Moments
from lpsstats.stats.ordered_trend import kruskal_wallis, linear_by_linear
from lpsstats.stats.rank_anova import welch_of_ranks
from lpsstats.stats.rank_scores import rank_scores
from lpsstats.stats.trend import linear_trend
from lpsstats.stats.waves_wald import wald_of_waves
from lpsstats.stats.welch_anova import welch_anova
from simulation.populations import POPULATIONS, Floats, Population
from simulation.scenario import (
    FEW,
    MANY,
    Measured,
    Scenario,
    counts_of,
    covered,
    found,
    moments_of,
    sizes_text,
)
from simulation.two_waves import SHARES, SHIFT
from simulation.weighted import SPREAD

# December 2016, September 2017 and May 2018, in years from the first.
YEARS = np.array([0.0, 0.75, 17 / 12])
WAVES = ((100, 100, 100), (60, 60, 60), (40, 40, 40), (100, 60, 40))
STABILITY = 0.5


def scenarios() -> list[Scenario]:
    """Give the questions about three waves."""
    listed = []
    for sizes in WAVES:
        text = sizes_text(sizes)
        for people in POPULATIONS:
            run = partial(independent, people, sizes)
            listed.append(Scenario(key=f"waves {people.name} {text}", run=run, samples=MANY))
        for share in SHARES:
            run = partial(shares, share, sizes)
            listed.append(Scenario(key=f"share trend {share} {text}", run=run, samples=MANY))
        if len(set(sizes)) == 1:
            for people in POPULATIONS:
                place = f"{people.name} {text}"
                listed += [
                    Scenario(key=f"panel {place}", run=partial(panel, people, sizes), samples=FEW),
                    Scenario(
                        key=f"weighted waves {place}",
                        run=partial(weighted, people, sizes),
                        samples=FEW,
                    ),
                ]
    return listed


def _stacked(waves: Sequence[Floats]) -> Moments:
    each = [moments_of(wave) for wave in waves]
    return Moments(
        n=np.stack([one.n for one in each], axis=1),
        mean=np.stack([one.mean for one in each], axis=1),
        sd=np.stack([one.sd for one in each], axis=1),
    )


def _slope(people: Population, sizes: Sequence[int]) -> float:
    """Give the true slope of the line through all respondents, whom the factor moves evenly."""
    mean = np.array([people.score_moments(SHIFT * year)[0] for year in YEARS])
    centred = YEARS - np.average(YEARS, weights=sizes)
    return float((centred * mean) @ np.array(sizes) / (centred**2 @ np.array(sizes)))


def independent(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for Welch's analysis of means and of ranks, and the trend."""
    place = people.name, sizes
    factors = [rng.standard_normal((samples, n)) for n in sizes]
    same = _stacked([people.scores(rng, factor) for factor in factors])
    moved = _stacked(
        [
            people.scores(rng, factor + SHIFT * year)
            for factor, year in zip(factors, YEARS, strict=True)
        ]
    )
    answers = np.stack([counts_of(people.item(rng, factor)) for factor in factors], axis=1)
    line = linear_trend(moved, YEARS)
    return [
        found("Welch's analysis of variance", place, welch_anova(same).p_value),
        found("Welch's analysis of ranks", place, welch_of_ranks(answers).p_value),
        found("Kruskal-Wallis", place, kruskal_wallis(answers).p_value),
        found("Trend of means", place, linear_trend(same, YEARS).p_value),
        covered("Trend of means", place, line.conf_low, line.conf_high, _slope(people, sizes)),
    ]


def shares(share: float, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the chi-square of three shares, Cochran and Armitage's test, and its slope."""
    place, yes = (f"{share:.0%}", sizes), rng.binomial(sizes, share, (samples, 3))
    table = np.stack([np.array(sizes) - yes, yes], axis=2)
    test = compare_categories(table, resamples=199)
    trend = linear_by_linear(table, YEARS, np.array([0.0, 1.0]))
    truth = share + 0.1 * YEARS
    moved = rng.binomial(sizes, truth, (samples, 3)) / np.array(sizes)
    spread = np.sqrt(moved * (1 - moved) * np.array(sizes) / (np.array(sizes) - 1))
    n = np.tile(sizes, (samples, 1))
    line = linear_trend(Moments(n=n, mean=moved, sd=spread), YEARS)
    return [
        found("Chi-square of three waves", place, np.nextafter(test.p_value, 0)),
        found("Cochran-Armitage", place, trend.p_value),
        covered("Trend of shares", place, line.conf_low, line.conf_high, 0.1),
    ]


def weighted(
    people: Population, sizes: Sequence[int], rng: Generator, samples: int
) -> list[Measured]:
    """Count for weighted waves: Wald's test of means and of ranks, and the trend."""
    wave = np.tile(np.repeat(np.arange(3), sizes), samples)
    sample = np.repeat(np.arange(samples), sum(sizes))
    weight = np.exp(SPREAD * rng.standard_normal(sample.size))
    items = people.items(rng, rng.standard_normal(sample.size))
    columns = weight, wave, sample, (samples, 3)
    means = dependent_waves(items.mean(axis=1), *columns, stratum=3 * sample + wave)
    scores = rank_scores(items[:, 2], weight, sample, samples)
    ranks = dependent_waves(scores, *columns, stratum=3 * sample + wave)
    place = people.name, sizes
    return [
        found("Wald test of weighted waves", place, wald_of_waves(means).p_value),
        found("Wald test of weighted ranks", place, wald_of_waves(ranks).p_value),
        found("Trend of weighted waves", place, trend_of_waves(means, YEARS).p_value),
    ]


def panel(people: Population, sizes: Sequence[int], rng: Generator, samples: int) -> list[Measured]:
    """Count for the same people three times: Wald's test, and the trend by their covariances."""
    stable = rng.standard_normal((samples, 1, sizes[0])) * np.sqrt(STABILITY)
    passing = rng.standard_normal((samples, 3, sizes[0])) * np.sqrt(1 - STABILITY)
    person = np.tile(np.arange(sizes[0]), 3) + sizes[0] * np.arange(samples)[:, None]
    wave = np.tile(np.repeat(np.arange(3), sizes[0]), samples)
    sample = np.repeat(np.arange(samples), 3 * sizes[0])
    waves = [
        dependent_waves(
            people.scores(rng, stable + passing + shift * YEARS[:, None]).ravel(),
            np.ones(sample.size),
            wave,
            sample,
            (samples, 3),
            stratum=sample,
            cluster=person.ravel(),
        )
        for shift in (0.0, SHIFT)
    ]
    place, line = (people.name, sizes), trend_of_waves(waves[1], YEARS)
    return [
        found("Wald test of a panel", place, wald_of_waves(waves[0]).p_value),
        found("Trend of a panel", place, trend_of_waves(waves[0], YEARS).p_value),
        covered("Trend of a panel", place, line.conf_low, line.conf_high, _slope(people, sizes)),
    ]
