"""Counts of what was recorded, period by period, and answers that two coders judged."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator
from scipy.special import gammaln

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.periods import parse_periods
from lpsstats.analysis.counts.rates import held
from lpsstats.analysis.counts.trends import lines_of, scatter_of
from lpsstats.stats.coder_agreement import CodedTwice, coder_agreement
from lpsstats.stats.count_trend import count_trend
from lpsstats.stats.rate_ratio import rate_ratio
from simulation.scenario import (
    CONFIDENCE,
    COVERAGE,
    FALSE_FINDINGS,
    LEVEL,
    MANY,
    Flags,
    Floats,
    Measured,
    Scenario,
    covered,
    found,
)

QUARTERS = (6, 8, 13)  # thirteen have three of each season, and levels for them
MEANS = (5, 20, 80)
RATIO = 1.5
TREND_MEAN, CHANGE_MEAN = 20, 50
TREND_DISPERSIONS, CHANGE_DISPERSIONS = (1, 4), (1, 3, 10)
# How often a theme is in an answer, and how often each coder is wrong: kappa is near .8.
WRONG = {0.1: 0.02, 0.3: 0.045}
ANSWERS = (350, 80)
# Standard deviations above the mean beyond which no count matters, and no pair as rare as this.
REACH, NEVER = 12, 1e-12


def scenarios() -> list[Scenario]:
    """Give the questions about counts and codings."""
    return [*_of_pairs(), *_of_series(), *_of_codings()]


def _of_pairs() -> Iterator[Scenario]:
    for mean in MEANS:
        yield Scenario(key=f"ratio of counts {mean}", run=partial(exact_ratio, mean), samples=1)


def _of_series() -> Iterator[Scenario]:
    for quarters in QUARTERS:
        for dispersion in TREND_DISPERSIONS:
            run = partial(trend, dispersion, quarters)
            yield Scenario(key=f"counts over {quarters}, {dispersion}", run=run, samples=MANY)
    for quarters in QUARTERS[1:]:
        for dispersion in CHANGE_DISPERSIONS:
            run = partial(change, dispersion, quarters)
            yield Scenario(key=f"change after {quarters}, {dispersion}", run=run, samples=MANY)


def _of_codings() -> Iterator[Scenario]:
    for n in ANSWERS:
        for share in WRONG:
            run = partial(agreement, share, n)
            yield Scenario(key=f"coders {share} {n}", run=run, samples=MANY)


def draw(rng: Generator, mean: float, dispersion: float, size: tuple[int, int]) -> Floats:
    """Draw counts whose variance is so many times their mean: Poisson, its mean gamma."""
    means = rng.gamma(mean / (dispersion - 1), dispersion - 1, size) if dispersion > 1 else mean
    return rng.poisson(means, size).astype(np.float64)


def count_chances(mean: float) -> Floats:
    """Give the chance of each Poisson count from 0 to where there is none left."""
    k = np.arange(np.ceil(mean + REACH * np.sqrt(mean)))
    return np.asarray(np.exp(k * np.log(mean) - mean - gammaln(k + 1)))


def _ratios(first: Floats, second: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the chance of every two counts, p, and the interval of their ratio."""
    chance = np.outer(first, second)
    before, after = (place.astype(np.float64) for place in np.nonzero(chance > NEVER))
    per = np.ones_like(before)
    test = rate_ratio(before, after, per, per, confidence=CONFIDENCE)
    endless = np.where(np.isnan(test.p_value), np.nan, np.inf)
    high = np.where(before > 0, test.conf_high, endless)
    return chance[chance > NEVER], test.p_value, test.conf_low, high


def _summed(names: tuple[str, str, str, str], chance: Floats, hit: Flags, known: Flags) -> Measured:
    """Add up the chances of what happened among all that can."""
    statistic, quantity, population, respondents = names
    total = float(chance[known].sum())
    return Measured(
        statistic=statistic,
        quantity=quantity,
        population=population,
        respondents=respondents,
        percent=100 * float(chance[known & hit].sum()) / total,
        samples=0,
        untestable=100 * float(chance[~known].sum()),
    )


def exact_ratio(mean: int, _: Generator, __: int) -> list[Measured]:
    """Add up all pairs of counts there can be, for the exact test and interval of their ratio."""
    name, place = "Exact ratio of counts", ("Poisson", f"mean {mean}")
    first = count_chances(mean)
    chance, p_value, _, _ = _ratios(first, first)
    known = ~np.isnan(p_value)
    same = _summed((name, FALSE_FINDINGS, *place), chance, p_value < LEVEL, known)
    chance, p_value, low, high = _ratios(first, count_chances(RATIO * mean))
    inside, known = (low <= RATIO) & (high >= RATIO), ~np.isnan(p_value)
    return [same, _summed((name, COVERAGE, *place), chance, inside, known)]


def _over(quarters: int, one: Measured) -> Measured:
    """Name the quarters, which stand in the place of respondents."""
    return replace(one, respondents=f"{quarters} quarters")


def trend(dispersion: int, quarters: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the trend of counts that have none, seasons being allowed for."""
    counts, times = draw(rng, TREND_MEAN, dispersion, (samples, quarters)), np.arange(quarters)
    slope = count_trend(counts, np.ones_like(counts), times.astype(np.float64), times % 4).slope
    place = f"mean {TREND_MEAN}, dispersion {dispersion}", ()
    return [_over(quarters, found("Trend of counts", place, slope.p_value))]


def change(dispersion: int, quarters: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the last quarter against that of the year before, judged as `counts` does it.

    Where counts scatter, what the exact test would find of itself stands beside it.
    """
    counts = draw(rng, CHANGE_MEAN, dispersion, (samples, quarters))
    recorded = recorded_of(counts)
    lines = lines_of(recorded, add_categories=False, confidence=CONFIDENCE)
    scatter, level = scatter_of(lines), lines[0].level
    last = quarters - 1
    ratios = held(
        recorded,
        level,
        (last, recorded.periods.year_before(last)),
        [scatter[series, 0] for series in range(samples)],
        method="none",
        confidence=CONFIDENCE,
    ).ratios
    before, after = counts[:, last - 4], counts[:, last]
    exact = rate_ratio(before, after, np.ones(samples), np.ones(samples))
    place = f"mean {CHANGE_MEAN}, dispersion {dispersion}", ()
    judged = [found("Change of counts, by their scatter", place, ratios.p_value)]
    if dispersion > 1:
        judged.append(found("Exact ratio, scatter ignored", place, exact.p_value))
    return [_over(quarters, one) for one in judged]


def recorded_of(counts: Floats) -> Recorded:
    """Take every sample for a unit that recorded something of one kind, quarter by quarter."""
    samples, quarters = counts.shape
    labels = [f"{2020 + quarter // 4}-Q{quarter % 4 + 1}" for quarter in range(quarters)]
    return Recorded(
        name="",
        units=tuple(map(str, range(samples))),
        categories=("recorded",),
        unit=np.arange(samples),
        category=np.zeros(samples, dtype=np.int64),
        periods=parse_periods(labels),
        count=counts,
        exposure=np.full_like(counts, np.nan),
        disagree=np.zeros(counts.shape, dtype=bool),
        has_exposure=False,
        n_added=0,
        n_empty=0,
        n_holes=0,
        n_filled=0,
    )


def coded_shares(share: float) -> Floats:
    """Give the true shares of answers in which both, one, the other, or no coder saw the theme."""
    wrong = WRONG[share]
    both = share * (1 - wrong) ** 2 + (1 - share) * wrong**2
    one = wrong * (1 - wrong)
    return np.array([both, one, one, 1 - both - 2 * one])


def agreed_truth(share: float) -> float:
    """Give the true kappa: both coders find the theme equally often, and disagree either way."""
    both, one, _, _ = coded_shares(share)
    seen = both + one
    return float(1 - one / (seen * (1 - seen)))


def agreement(share: float, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the interval of kappa, of two coders who err each for themselves."""
    both, first, second, neither = rng.multinomial(n, coded_shares(share), samples).T
    kappa = coder_agreement(
        CodedTwice(both=both, first_only=first, second_only=second, neither=neither),
        confidence=CONFIDENCE,
    )
    place, truth = (f"theme in {share:.0%}", ()), agreed_truth(share)
    one = covered("Cohen's kappa", place, kappa.kappa_low, kappa.kappa_high, truth)
    return [replace(one, respondents=f"{n} answers")]
