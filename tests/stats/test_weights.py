import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.moments import cell_moments
from lpsstats.stats.weights import summarise_weights, weighted_moments

positive = st.floats(0.01, 100)
weighted = st.lists(st.tuples(st.integers(1, 7), positive), min_size=2, max_size=40)


def one_cell(n):
    return np.zeros(n, dtype=np.int64)


def summary(weights):
    weights = np.asarray(weights, dtype=float)
    return summarise_weights(weights, one_cell(weights.size), 1)


def moments(values, weights):
    values = np.asarray(values, dtype=float)
    return weighted_moments(values, np.asarray(weights, dtype=float), one_cell(values.size), 1)


def test_the_effective_n_of_three_weights_is_that_found_by_hand():
    found = summary([1, 1, 4])  # (6)^2 / (1 + 1 + 16) = 2
    assert found.n_effective[0] == pytest.approx(2.0, rel=1e-15)
    assert found.design_effect[0] == pytest.approx(1.5, rel=1e-15)
    assert found.cv[0] == pytest.approx(math.sqrt(0.5), rel=1e-15)
    assert (found.low[0], found.median[0], found.high[0], found.mean[0]) == (1, 1, 4, 2)


def test_zeros_and_absent_weights_are_counted_apart_and_change_nothing_else():
    plain, mixed = summary([1, 2, 5]), summary([0, 1, np.nan, 2, 5, 0])
    assert (mixed.n[0], mixed.n_zero[0], mixed.n_missing[0]) == (3, 2, 1)
    assert mixed.n_effective == pytest.approx(plain.n_effective)
    assert mixed.low[0] == 1


def test_a_cell_without_weights_has_no_design_effect():
    found = summarise_weights(np.array([2.0, 0.0]), np.array([0, 1]), 3)
    assert found.n.tolist() == [1, 0, 0]
    assert found.design_effect[0] == 1.0
    assert np.isnan(found.design_effect[1:]).all()
    assert np.isnan(found.cv[1:]).all()


@given(st.lists(positive, min_size=1, max_size=40))
def test_the_effective_n_is_kishs_and_at_most_n(weights):
    found = summary(weights)
    kish = sum(weights) ** 2 / sum(w * w for w in weights)
    assert found.n_effective[0] == pytest.approx(kish, rel=1e-12)
    assert found.n_effective[0] <= len(weights)


@given(st.lists(positive, min_size=1, max_size=40), st.sampled_from([1e-9, 0.5, 3.0, 1e300]))
def test_another_unit_of_weights_changes_only_their_own_range(weights, factor):
    before, after = summary(weights), summary([w * factor for w in weights])
    for name in ("cv", "design_effect", "n_effective"):
        here, there = getattr(before, name), getattr(after, name)
        assert here == pytest.approx(there, rel=1e-9, abs=1e-9)
    assert after.high[0] == pytest.approx(before.high[0] * factor, rel=1e-12)


@given(weighted)
def test_equal_weights_give_the_unweighted_mean_and_spread(rows):
    values = [value for value, _ in rows]
    found = moments(values, [2.5] * len(rows))
    plain = cell_moments(np.array(values, dtype=float), one_cell(len(rows)), 1)
    assert found.n[0] == plain.n[0]
    assert found.mean[0] == pytest.approx(plain.mean[0], rel=1e-13)
    assert found.sd[0] == pytest.approx(plain.sd[0], rel=1e-12, abs=1e-12)


@given(weighted)
def test_the_weighted_mean_and_spread_follow_their_definition(rows):
    values, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    n, mean = len(rows), np.average(values, weights=weights)
    variance = np.average((values - mean) ** 2, weights=weights) * n / (n - 1)
    found = moments(values, weights)
    assert found.mean[0] == pytest.approx(mean, rel=1e-12)
    assert found.sd[0] == pytest.approx(math.sqrt(variance), rel=1e-9, abs=1e-9)


@given(weighted, st.integers(2, 4))
def test_whole_weights_have_the_mean_of_repeated_rows(rows, times):
    values = [value for value, _ in rows]
    weights = [1 + (i * times) % 4 for i in range(len(rows))]
    repeated = np.repeat(np.array(values, dtype=float), weights)
    assert moments(values, weights).mean[0] == pytest.approx(repeated.mean(), rel=1e-12)


def test_who_has_no_weight_or_a_zero_one_is_left_out():
    found = moments([1, 3, 100, 100], [1, 1, np.nan, 0])
    assert (found.n[0], found.mean[0]) == (2, 2.0)
    assert found.sd[0] == pytest.approx(math.sqrt(2))


def test_nobody_with_a_weight_gives_no_mean():
    found = moments([1, 3], [np.nan, 0])
    assert found.n[0] == 0
    assert np.isnan(found.mean[0])
