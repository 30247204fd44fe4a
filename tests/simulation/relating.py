"""What goes together within cells: correlations, partial correlations, differences of drivers."""

from collections.abc import Iterator
from functools import cache, partial
from unittest.mock import patch

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr

from lpsstats.stats import partial_correlation
from lpsstats.stats.correlation import PEARSON, SPEARMAN, Sampling, correlate
from lpsstats.stats.partial_correlation import partial_correlations
from lpsstats.stats.sampled import Sampled
from lpsstats.stats.within_slopes import within_slopes
from simulation.populations import FLOOR, MASS, NODE, POPULATIONS, SKEWED, Floats, Population
from simulation.scenario import CONFIDENCE, FEW, Measured, Scenario, covered, found
from simulation.sites import STARTS
from simulation.two_waves import SHIFT

RESPONDENTS = (100, 60, 40)  # in all cells together
RELATION = 0.6  # of two factors
THIRD = 0.5  # of each of two factors with a third
EXPOSED = (0.1, 0.3)
# A fifth of the resamples that people get: it costs the interval 0.2 points of coverage.
DRAWS = 400


def scenarios() -> list[Scenario]:
    """Give the questions about respondents in four cells."""
    return [
        *_of_correlations(),
        *(
            Scenario(
                key=f"driver {people.name} {share} {n}",
                run=partial(difference, people, share, n),
                samples=FEW,
            )
            for n in RESPONDENTS[:2]
            for people in (FLOOR, SKEWED)
            for share in EXPOSED
        ),
    ]


def _of_correlations() -> Iterator[Scenario]:
    for n in RESPONDENTS:
        for people in POPULATIONS:
            run = partial(correlation, people, n)
            yield Scenario(key=f"correlation {people.name} {n}", run=run, samples=FEW)
    for n in RESPONDENTS[:2]:
        for people in POPULATIONS:
            run = partial(given_a_third, people, n)
            yield Scenario(key=f"partial {people.name} {n}", run=run, samples=FEW)


def cells_of(n: int) -> np.ndarray:
    """Put respondents into cells of one size."""
    return np.arange(n) % len(STARTS)


def mean_score(people: Population, factor: Floats) -> Floats:
    """Give the mean score of people with given factors, of any shape."""
    loading = np.array(people.loadings)[:, None]
    above = ndtr((factor[..., None, None] * loading - people.cuts) / np.sqrt(1 - loading**2))
    return np.asarray(1 + above.sum(axis=-1).mean(axis=-1))


def score_correlation(people: Population, relation: float) -> float:
    """Give the true correlation of two scores whose factors are so related.

    The scores are independent given the factors, so that their mean product is an integral over
    both of them.
    """
    other = relation * NODE[:, None] + np.sqrt(1 - relation**2) * NODE
    product = MASS @ (mean_score(people, NODE)[:, None] * mean_score(people, other)) @ MASS
    mean, sd = people.score_moments()
    return float((product - mean**2) / sd**2)


@cache
def unrelated_given_third(people: Population) -> float:
    """Find how two factors are related whose scores are unrelated given the third's.

    A score tells only part of its factor: given the factor itself, the two would be related the
    other way.
    """
    wanted, relation = score_correlation(people, THIRD) ** 2, THIRD**2
    for _ in range(12):  # scores are related nearly in proportion to factors: a digit a step
        relation *= wanted / score_correlation(people, relation)
    return relation


def _scales(
    people: Population, rng: Generator, size: tuple[int, int], related: Floats, starts: Floats
) -> Floats:
    """Draw the scores of scales, shape (samples, n, k), their factors being so correlated."""
    factors = rng.standard_normal((*size, len(related))) @ np.linalg.cholesky(related).T
    return people.scores(rng, factors + starts[:, None])


def _related(relation: float) -> Floats:
    return np.array([[1.0, relation], [relation, 1.0]])


def _pairs(values: Floats, cell: np.ndarray, method: str) -> Floats:
    """Give p and the ends of the interval of each sample, shape (3, samples)."""
    rows = [
        correlate(one, cell, Sampling(), method=method, confidence=CONFIDENCE) for one in values
    ]
    return np.array([[row.p_value[0], row.conf_low[0], row.conf_high[0]] for row in rows]).T


def correlation(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for correlations of two scales, where the cells differ and where they are related."""
    cell, place = cells_of(n), (people.name, (n,))
    apart = _scales(people, rng, (samples, n), _related(0.0), np.array(STARTS)[cell])
    close = _scales(people, rng, (samples, n), _related(RELATION), np.zeros(n))
    _, low, high = _pairs(close, cell, PEARSON)
    return [
        found("Pearson within cells", place, _pairs(apart, cell, PEARSON)[0]),
        covered("Pearson within cells", place, low, high, score_correlation(people, RELATION)),
        found("Spearman within cells", place, _pairs(apart, cell, SPEARMAN)[0]),
    ]


def given_a_third(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count how often the interval of a partial correlation of 0 holds it."""
    cell, related = cells_of(n), np.full((3, 3), THIRD)
    related[0, 1] = related[1, 0] = unrelated_given_third(people)
    np.fill_diagonal(related, 1.0)
    ends = []
    with patch.object(partial_correlation, "affordable_draws", return_value=DRAWS):
        for values in _scales(people, rng, (samples, n), related, np.zeros(n)):
            seed = int(rng.integers(2**32))
            one = partial_correlations(
                values, cell, Sampling(), method=PEARSON, confidence=CONFIDENCE, seed=seed
            )
            ends.append((one.low[0, 1], one.high[0, 1]))
    low, high = np.array(ends).T
    return [covered("Partial correlation, bootstrap", (people.name, (n,)), low, high, 0.0)]


def difference(
    people: Population, share: float, n: int, rng: Generator, samples: int
) -> list[Measured]:
    """Count for the difference of those who had something happen to them.

    On a bounded scale the same move of the factor is not the same difference everywhere, so that
    it is sought among cells that are alike, and false findings are counted among cells that differ.
    """
    cell, place = cells_of(n), (f"{people.name}, {share:.0%} exposed", (n,))
    sampled = Sampled(cell=cell, stratum=cell)
    estimates = []
    for start, shift in ((np.array(STARTS)[cell], 0.0), (np.zeros(n), SHIFT)):
        exposed = (rng.random((samples, n)) < share).astype(np.float64)
        factor = rng.standard_normal((samples, n)) + start + shift * exposed
        rows = [
            within_slopes(x[:, None], y, sampled, confidence=CONFIDENCE)
            for x, y in zip(exposed, people.scores(rng, factor), strict=True)
        ]
        ends = [(row.p_value[0], row.conf_low[0], row.conf_high[0]) for row in rows]
        estimates.append(np.array(ends).T)
    (same, _, _), (_, low, high) = estimates
    truth = people.score_moments(SHIFT)[0] - people.score_moments()[0]
    return [
        found("Difference within cells", place, same),
        covered("Difference within cells", place, low, high, truth),
    ]
