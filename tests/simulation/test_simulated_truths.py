"""What the scenarios of relations and records take for true is what large samples show."""

import numpy as np
import pytest

from lpsstats.stats.partial_correlation import partials
from simulation.populations import POPULATIONS
from simulation.records import WRONG, agreed_truth, coded_shares, count_chances, draw, recorded_of
from simulation.relating import (
    RELATION,
    THIRD,
    cells_of,
    mean_score,
    score_correlation,
    unrelated_given_third,
)


@pytest.mark.parametrize("people", POPULATIONS, ids=lambda people: people.name)
def test_the_true_correlations_of_scores_are_those_of_a_large_sample(people):
    rng = np.random.default_rng(1)
    relations = np.array([[1, RELATION, THIRD], [RELATION, 1, THIRD], [THIRD, THIRD, 1]])
    factors = rng.standard_normal((200_000, 3)) @ np.linalg.cholesky(relations).T
    shown = np.corrcoef(people.scores(rng, factors).T)
    assert shown[0, 1] == pytest.approx(score_correlation(people, RELATION), abs=0.006)
    assert shown[0, 2] == pytest.approx(score_correlation(people, THIRD), abs=0.006)


@pytest.mark.parametrize("people", POPULATIONS, ids=lambda people: people.name)
def test_scores_are_unrelated_given_a_third_where_they_are_said_to_be(people):
    pair = score_correlation(people, unrelated_given_third(people))
    with_third = score_correlation(people, THIRD)
    correlation = np.array([[1, pair, with_third], [pair, 1, with_third], [with_third] * 2 + [1]])
    assert 0.1 < pair < with_third
    assert partials(correlation)[0, 1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("people", POPULATIONS, ids=lambda people: people.name)
def test_unrelated_factors_give_unrelated_scores_and_their_mean(people):
    assert score_correlation(people, 0.0) == pytest.approx(0, abs=1e-12)
    at_a_factor = people.scores(np.random.default_rng(2), np.full(100_000, 0.7)).mean()
    assert mean_score(people, np.array(0.7)) == pytest.approx(at_a_factor, abs=0.01)


def test_all_cells_have_as_many_respondents():
    for n in (100, 60, 40):
        assert set(np.bincount(cells_of(n))) == {n // 4}


def test_chances_of_counts_are_those_of_scipy_and_leave_nothing_out():
    stats = pytest.importorskip("scipy.stats")
    for mean in (5, 20, 120):
        chances = count_chances(mean)
        counts = np.arange(chances.size)
        assert chances == pytest.approx(stats.poisson.pmf(counts, mean), rel=1e-9, abs=1e-300)
        assert chances.sum() == pytest.approx(1, abs=1e-10)


@pytest.mark.parametrize("dispersion", [1, 4, 10])
def test_counts_scatter_as_much_as_they_are_said_to(dispersion):
    counts = draw(np.random.default_rng(3), 50, dispersion, (200_000, 1))
    assert counts.mean() == pytest.approx(50, rel=0.01)
    assert counts.var() / counts.mean() == pytest.approx(dispersion, rel=0.02)


def test_the_last_quarter_has_the_same_one_a_year_before():
    recorded = recorded_of(np.arange(26.0).reshape(2, 13))
    assert recorded.periods.labels[12] == "2023-Q1"
    assert recorded.periods.year_before(12) == 8
    assert recorded.count[1, 8] == 21


@pytest.mark.parametrize("share", WRONG)
def test_the_true_kappa_of_two_coders_is_that_of_very_many_answers(share):
    rng, n = np.random.default_rng(4), 1_000_000
    named = rng.random(n) < share
    first, second = (named ^ (rng.random(n) < WRONG[share]) for _ in range(2))
    shown = [(first & second).mean(), (first & ~second).mean(), (~first & second).mean()]
    assert shown == pytest.approx(coded_shares(share)[:3], abs=0.001)
    agreed = (first == second).mean()
    chance = first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean())
    assert (agreed - chance) / (1 - chance) == pytest.approx(agreed_truth(share), abs=0.005)
    assert agreed_truth(share) == pytest.approx(0.8, abs=0.02)
