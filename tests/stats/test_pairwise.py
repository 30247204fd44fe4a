"""Correlations with pairwise deletion, against numpy pair by pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.pairwise import pairwise_correlations


@pytest.fixture
def answers():
    rng = np.random.default_rng(5)
    items = rng.normal(size=(300, 6)) + rng.normal(size=(300, 1)) + 1e6
    items[rng.random(items.shape) < 0.2] = np.nan
    return items


def test_every_correlation_is_that_of_the_rows_with_both(answers):
    found = pairwise_correlations(answers)
    for i in range(6):
        for j in range(6):
            both = ~np.isnan(answers[:, [i, j]]).any(axis=1)
            expected = np.corrcoef(answers[both, i], answers[both, j])[0, 1]
            assert found.r[i, j] == pytest.approx(expected, abs=1e-12)
            assert found.n[i, j] == both.sum()


def test_an_item_constant_where_the_other_was_answered_has_no_correlation():
    items = np.array([[1.0, 2, np.nan], [1, 3, 5], [1, 4, 6], [2, np.nan, 7]])
    r = pairwise_correlations(items).r
    assert np.isnan(r[0, 1])
    assert r[0, 2] == pytest.approx(np.corrcoef([1, 1, 2], [5, 6, 7])[0, 1])
    assert r[1, 2] == pytest.approx(1)


def test_items_never_answered_together_have_none():
    items = np.array([[1.0, np.nan], [2, np.nan], [np.nan, 1], [np.nan, 3]])
    found = pairwise_correlations(items)
    assert np.isnan(found.r[0, 1])
    assert found.n[0, 1] == 0


@given(arrays(np.float64, (12, 4), elements=st.integers(1, 5).map(float) | st.just(np.nan)))
def test_it_is_symmetric_bounded_and_unmoved_by_a_shift(items):
    found = pairwise_correlations(items)
    assert np.array_equal(found.r, found.r.T, equal_nan=True)
    assert np.all(np.isnan(found.r) | (np.abs(found.r) <= 1))
    shifted = pairwise_correlations(items * 3 + 100).r
    np.testing.assert_allclose(shifted, found.r, atol=1e-9)
