"""The intervals of alpha, omega and Spearman-Brown."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator

from lpsstats.stats.alpha import alpha_from_covariance
from lpsstats.stats.alpha_intervals import jackknife
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.omega import fit_omega, omega_total
from lpsstats.stats.two_items import spearman_brown, two_items
from lpsstats.stats.weighted_items import group_weighted_items
from lpsstats.stats.weighted_reliability import weighted_alpha_interval, weighted_omega
from simulation.populations import POPULATIONS, Floats, Population
from simulation.scenario import CONFIDENCE, COVERAGE, FEW, Measured, Scenario, tally
from simulation.weighted import SPREAD

RESPONDENTS = (100, 60, 40)
# Of the five items; ten are all of them twice.
SCALES = {3: (0.6, 0.7, 0.8), 5: (0.6, 0.65, 0.7, 0.75, 0.8), 10: (0.6, 0.65, 0.7, 0.75, 0.8) * 2}
BLOCK = 500


def scenarios() -> list[Scenario]:
    """Give the questions about scales."""
    listed = []
    for people in POPULATIONS:
        for n in RESPONDENTS:
            place = f"{people.name} {n}"
            for k, loadings in SCALES.items():
                run = partial(scale, replace(people, loadings=loadings), n)
                listed.append(Scenario(key=f"scale of {k} {place}", run=run, samples=FEW))
            listed += [
                Scenario(key=f"two items {place}", run=partial(pair, people, n), samples=FEW),
                Scenario(
                    key=f"weighted scale {place}", run=partial(weighted, people, n), samples=FEW
                ),
            ]
    return listed


def _blocks(
    people: Population, n: int, rng: Generator, samples: int
) -> Iterator[tuple[Floats, np.ndarray, int]]:
    """Draw the items of some samples at a time, with the sample of each row."""
    for start in range(0, samples, BLOCK):
        size = min(BLOCK, samples - start)
        items = people.items(rng, rng.standard_normal(size * n))
        yield items, np.repeat(np.arange(size), n), size


def _tally(
    name: str, place: tuple[str, tuple[int]], ends: list[tuple[Floats, Floats]], truth: float
) -> Measured:
    low, high = (np.concatenate(side) for side in zip(*ends, strict=True))
    return tally(name, COVERAGE, place, (low <= truth) & (truth <= high), ~np.isnan(low))


def scale(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the jackknife of alpha and the interval of omega."""
    covariance = people.item_covariance()[1]
    true_omega = float(fit_omega(covariance[None]).omega[0])
    alphas, omegas = [], []
    for items, sample, size in _blocks(people, n, rng, samples):
        groups = group_items(items, sample, size)
        alpha = jackknife(groups, confidence=CONFIDENCE)
        omega = omega_total(groups, confidence=CONFIDENCE).interval
        alphas.append((alpha.low, alpha.high))
        omegas.append((omega.low, omega.high))
    place = f"{people.name}, {len(people.loadings)} items", (n,)
    true_alpha = float(alpha_from_covariance(covariance))
    return [_tally("Alpha", place, alphas, true_alpha), _tally("Omega", place, omegas, true_omega)]


def pair(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the interval of Spearman and Brown's coefficient."""
    two = replace(people, loadings=(0.7, 0.7))
    covariance = two.item_covariance()[1]
    truth = float(spearman_brown(covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1])))
    ends = []
    for items, sample, size in _blocks(two, n, rng, samples):
        found = two_items(group_items(items, sample, size), confidence=CONFIDENCE).interval
        ends.append((found.low, found.high))
    return [_tally("Spearman-Brown", (f"{people.name}, 2 items", (n,)), ends, truth)]


def weighted(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the weighted intervals of alpha and omega."""
    covariance = people.item_covariance()[1]
    alphas, omegas = [], []
    for items, sample, size in _blocks(people, n, rng, samples):
        weight = np.exp(SPREAD * rng.standard_normal(len(sample)))
        groups = group_weighted_items(items, weight, sample, size)
        alpha = weighted_alpha_interval(groups, confidence=CONFIDENCE)
        omega = weighted_omega(groups, confidence=CONFIDENCE).interval
        alphas.append((alpha.low, alpha.high))
        omegas.append((omega.low, omega.high))
    place, true_omega = (f"{people.name}, 5 items", (n,)), fit_omega(covariance[None]).omega[0]
    return [
        _tally("Alpha, weighted", place, alphas, float(alpha_from_covariance(covariance))),
        _tally("Omega, weighted", place, omegas, float(true_omega)),
    ]
