"""The intervals of alpha, omega and Spearman-Brown."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lpsstats.stats.alpha import alpha_from_covariance
from lpsstats.stats.alpha_intervals import jackknife
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.omega import fit_omega, omega_total
from lpsstats.stats.reliability_interval import Interval
from lpsstats.stats.two_items import spearman_brown, two_items
from lpsstats.stats.weighted_items import group_weighted_items
from lpsstats.stats.weighted_reliability import weighted_alpha_interval, weighted_omega
from simulation.populations import POPULATIONS, Floats, Population
from simulation.scenario import CONFIDENCE, FEW, Measured, Scenario, covered
from simulation.weighted import SPREAD

Samples = NDArray[np.int64]

RESPONDENTS = (100, 60, 40)
# Of the five items; ten are all of them twice.
SCALES = {3: (0.6, 0.7, 0.8), 5: (0.6, 0.65, 0.7, 0.75, 0.8), 10: (0.6, 0.65, 0.7, 0.75, 0.8) * 2}


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


def _draw(people: Population, n: int, rng: Generator, samples: int) -> tuple[Floats, Samples]:
    """Draw the items of all samples, and the sample of each row."""
    items = people.items(rng, rng.standard_normal(samples * n))
    return items, np.repeat(np.arange(samples), n)


def _held(name: str, place: tuple[str, tuple[int]], interval: Interval, truth: float) -> Measured:
    return covered(name, place, interval.low, interval.high, truth)


def scale(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the jackknife of alpha and the interval of omega."""
    groups = group_items(*_draw(people, n, rng, samples), samples)
    alpha = jackknife(groups, confidence=CONFIDENCE)
    omega = omega_total(groups, confidence=CONFIDENCE).interval
    place, truth = (f"{people.name}, {len(people.loadings)} items", (n,)), _truth(people)
    return [_held("Alpha", place, alpha, truth[0]), _held("Omega", place, omega, truth[1])]


def _truth(people: Population) -> tuple[float, float]:
    """Give the true alpha, and the omega of the model that fits the true covariances best."""
    covariance = people.item_covariance()[1]
    return float(alpha_from_covariance(covariance)), float(fit_omega(covariance[None]).omega[0])


def pair(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the interval of Spearman and Brown's coefficient."""
    two = replace(people, loadings=(0.7, 0.7))
    covariance = two.item_covariance()[1]
    truth = float(spearman_brown(covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1])))
    groups = group_items(*_draw(two, n, rng, samples), samples)
    interval = two_items(groups, confidence=CONFIDENCE).interval
    return [_held("Spearman-Brown", (f"{people.name}, 2 items", (n,)), interval, truth)]


def weighted(people: Population, n: int, rng: Generator, samples: int) -> list[Measured]:
    """Count for the weighted intervals of alpha and omega."""
    items, sample = _draw(people, n, rng, samples)
    weight = np.exp(SPREAD * rng.standard_normal(len(sample)))
    groups = group_weighted_items(items, weight, sample, samples)
    alpha = weighted_alpha_interval(groups, confidence=CONFIDENCE)
    omega = weighted_omega(groups, confidence=CONFIDENCE).interval
    place, truth = (f"{people.name}, 5 items", (n,)), _truth(people)
    return [
        _held("Alpha, weighted", place, alpha, truth[0]),
        _held("Omega, weighted", place, omega, truth[1]),
    ]
