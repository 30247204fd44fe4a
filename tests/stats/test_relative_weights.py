"""How R squared is parted among predictors: Johnson's weights and LMG."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.lmg import lmg
from lpsstats.stats.pooled_covariance import correlations, pooled_covariance
from lpsstats.stats.relative_weights import dependent_set, regression, relative_weights

seeds = st.integers(0, 10_000)
sizes = st.integers(1, 7)


def drawn(seed, p, n=60):
    """Draw predictors that go together and an outcome, and give their correlations."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(n, p + 1)) @ random.normal(size=(p + 1, p + 1))
    return np.corrcoef(values.T)


def binary(seed=1, p=8, n=900):
    """Draw activities that a busy person sees more of, and a score; in four cells."""
    random = np.random.default_rng(seed)
    busy, cell = random.random(n), random.integers(0, 4, n)
    seen = (random.random((n, p)) < 0.15 + 0.5 * busy[:, None] * random.random(p)) * 1.0
    outcome = 4 - seen @ np.linspace(0.5, 0.0, p) + 0.3 * cell + random.normal(size=n)
    return np.column_stack([seen, outcome]), cell


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lmg_is_what_pingouin_computes_from_the_centred_data(seed):
    values, cell = binary(seed)
    pooled = pooled_covariance(values, cell)
    frame = pd.DataFrame(pooled.centred[:, :-1]).add_prefix("x")
    other = pingouin.linear_regression(frame, pooled.centred[:, -1], relimp=True)
    assert lmg(pooled.correlation) == pytest.approx(other["relimp"].to_numpy()[1:], rel=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_to_part_r_squared_agree_on_binary_predictors(seed):
    values, cell = binary(seed)
    correlation = pooled_covariance(values, cell).correlation
    gap = np.abs(relative_weights(correlation) - lmg(correlation)).max()
    assert gap < 0.001


def test_two_equally_related_predictors_share_r_squared_by_half():
    correlation = np.array([[1, 0.5, 0.3], [0.5, 1, 0.3], [0.3, 0.3, 1]])
    half = 0.3**2 / 1.5  # R squared is 2 r^2 / (1 + 0.5)
    for way in (relative_weights, lmg):
        assert way(correlation) == pytest.approx([half, half], rel=1e-12)


@given(seeds, sizes)
def test_weights_are_positive_and_sum_to_r_squared(seed, p):
    correlation = drawn(seed, p)
    total = regression(correlation).r_squared
    for found in (relative_weights(correlation), lmg(correlation)):
        assert (found >= -1e-12).all()
        assert found.sum() == pytest.approx(total, rel=1e-6)


@given(seeds, sizes)
def test_predictors_that_do_not_go_together_have_their_squared_correlations(seed, p):
    r = np.random.default_rng(seed).uniform(-1, 1, p)
    r /= np.sqrt(2 * p)
    correlation = np.eye(p + 1)
    correlation[:p, p] = correlation[p, :p] = r
    for found in (relative_weights(correlation), lmg(correlation)):
        assert found == pytest.approx(r**2, rel=1e-10, abs=1e-14)


@given(seeds, st.integers(2, 6))
def test_turning_or_reordering_predictors_moves_nothing_else(seed, p):
    random = np.random.default_rng(seed)
    correlation = drawn(seed, p)
    order, sign = np.append(random.permutation(p), p), random.choice([-1.0, 1.0], p + 1)
    turned = (correlation * sign * sign[:, None])[np.ix_(order, order)]
    for way in (relative_weights, lmg):
        assert way(turned) == pytest.approx(way(correlation)[order[:-1]], rel=1e-6, abs=1e-12)


def test_many_matrices_at_once_give_the_same_as_one_by_one():
    together = np.stack([drawn(seed, 4) for seed in range(5)])
    one_by_one = [relative_weights(one) for one in together]
    assert relative_weights(together) == pytest.approx(np.stack(one_by_one), rel=1e-12)


def test_what_does_not_vary_has_no_weight_and_disturbs_nobody():
    covariance = np.array([[2.0, 0, 0.5, 1], [0, 0, 0, 0], [0.5, 0, 1, 0.4], [1, 0, 0.4, 3]])
    found = relative_weights(correlations(covariance))
    without = relative_weights(correlations(np.delete(np.delete(covariance, 1, 0), 1, 1)))
    assert found[1] == 0
    assert found[[0, 2]] == pytest.approx(without, rel=1e-12)


def test_copies_share_their_weight_instead_of_failing():
    correlation = np.array([[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]])
    assert relative_weights(correlation) == pytest.approx([0.125, 0.125], rel=1e-10)


def test_an_outcome_that_does_not_vary_leaves_all_weights_zero():
    correlation = np.array([[1, 0.2, np.nan], [0.2, 1, np.nan], [np.nan, np.nan, np.nan]])
    assert relative_weights(correlation).tolist() == [0, 0]


def test_a_copy_is_found_beside_the_one_it_copies():
    values = np.random.default_rng(2).normal(size=(50, 4))
    values[:, 3] = 5 - 2 * values[:, 1]
    assert dependent_set(np.corrcoef(values.T)).tolist() == [1, 3]


def test_boxes_of_which_everybody_ticks_one_follow_from_each_other():
    choice = np.random.default_rng(3).integers(0, 4, 200)
    boxes = (choice[:, None] == np.arange(4)) * 1.0
    other = np.random.default_rng(4).normal(size=200)
    found = dependent_set(np.corrcoef(np.column_stack([boxes[:, :2], other, boxes[:, 2:]]).T))
    assert found.tolist() == [0, 1, 3, 4]


@given(seeds, sizes)
def test_predictors_that_differ_are_not_called_the_same(seed, p):
    assert dependent_set(drawn(seed, p)[:-1, :-1]).size == 0
