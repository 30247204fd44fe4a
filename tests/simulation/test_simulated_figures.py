"""The simulated figures hold, are explained where they do not, and are what the docs print."""

import os
import re

import numpy as np
import pytest

from lpsstats.stats.welch import welch
from simulation.judged import (
    TOLERANCE,
    figure_tables,
    holds,
    place_of,
    reached_table,
    results,
    short_table,
)
from simulation.make import all_scenarios
from simulation.populations import FLOOR, POPULATIONS, SYMMETRIC, chance_of, superiority_of
from simulation.scenario import found, moments_of
from simulation.shortfalls import SHORT
from simulation.two_waves import draw

TABLES = {
    "methods.md": {"reached": reached_table, "short": short_table},
    "coverage.md": {"figures": figure_tables},
}


@pytest.fixture(scope="module")
def measured():
    return results()


def listed():
    return {
        (short.statistic, short.quantity, *place): percent
        for short in SHORT
        for place, percent in short.reached.items()
    }


def identity(one):
    return one.statistic, one.quantity, *place_of(one)


def test_every_default_reaches_its_bounds_or_is_listed_with_what_it_reaches(measured):
    known = listed()
    for one in measured:
        if not holds(one):
            assert identity(one) in known, one
            assert one.percent == pytest.approx(known[identity(one)], abs=TOLERANCE)


def test_nothing_is_listed_as_short_that_reaches_its_bounds(measured):
    missed = {identity(one) for one in measured if not holds(one)}
    assert set(listed()) == missed


def test_the_figures_are_precise_enough_to_be_judged(measured):
    assert max(one.monte_carlo_error for one in measured) < 0.45


def test_the_figures_are_those_of_all_scenarios_and_no_other(measured):
    tried = [identity(one) for scenario in all_scenarios() for one in scenario.measure(8)]
    assert tried == [identity(one) for one in measured]


def test_every_scenario_has_random_numbers_of_its_own():
    keys = [scenario.key for scenario in all_scenarios()]
    assert len(set(keys)) == len(keys)
    once, again = (all_scenarios()[0].measure(50) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("document", "mark"), [(name, mark) for name, marks in TABLES.items() for mark in marks]
)
def test_the_tables_in_the_documents_are_those_of_the_last_session(root, measured, document, mark):
    path = root / "docs" / document
    text = path.read_text("utf-8")
    between = re.compile(rf"(<!-- {mark} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    table = TABLES[document][mark](measured)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(between.sub(lambda m: m[1] + table + m[3], text), "utf-8")
        return
    assert between.search(text)[2] == table


@pytest.mark.parametrize("people", POPULATIONS, ids=lambda people: people.name)
@pytest.mark.parametrize("shift", [0.0, 0.4])
def test_what_is_true_of_a_population_is_what_a_large_sample_shows(people, shift):
    rng = np.random.default_rng(1)
    items = people.items(rng, rng.standard_normal(200_000) + shift)
    mean, covariance = people.item_covariance(shift)
    assert items.mean(axis=0) == pytest.approx(mean, abs=0.015)
    assert np.cov(items.T) == pytest.approx(covariance, abs=0.04)
    assert items.mean(axis=1).std() == pytest.approx(people.score_moments(shift)[1], abs=0.01)
    shares = np.bincount(items[:, 2].astype(int), minlength=8)[1:] / len(items)
    assert shares == pytest.approx(people.item_shares(shift), abs=0.005)


def test_the_shares_of_a_population_that_is_not_shifted_are_the_declared_ones():
    for people in POPULATIONS:
        assert people.item_shares() == pytest.approx(people.shares, abs=1e-12)


def test_the_chance_of_superiority_counts_ties_by_half():
    assert superiority_of(np.array([0.5, 0.5]), np.array([0.5, 0.5])) == 0.5
    assert superiority_of(np.array([1.0, 0.0]), np.array([0.25, 0.75])) == 0.875


def test_binomial_chances_are_those_of_scipy():
    stats = pytest.importorskip("scipy.stats")
    counts = np.arange(101)
    assert chance_of(counts, 100, 0.3) == pytest.approx(stats.binom.pmf(counts, 100, 0.3), rel=1e-9)
    assert chance_of(counts, 100, 0.3).sum() == pytest.approx(1)


@pytest.mark.parametrize("factor", [0.85, 1.2])
def test_a_standard_error_that_is_a_sixth_off_would_be_noticed(factor):
    rng = np.random.default_rng(2)
    test = welch(*map(moments_of, draw(SYMMETRIC, rng, 4000, (60, 60), 0.0)))
    distorted = found("", ("", (60, 60)), np.where(abs(test.statistic / factor) > 1.98, 0.0, 1.0))
    assert not holds(distorted)
    assert holds(found("", ("", (60, 60)), test.p_value))


def test_a_population_at_the_floor_is_as_skewed_as_it_is_said_to_be():
    rng = np.random.default_rng(3)
    scores = FLOOR.scores(rng, rng.standard_normal(200_000))
    skewness = ((scores - scores.mean()) ** 3).mean() / scores.std() ** 3
    assert skewness == pytest.approx(1.3, abs=0.05)
