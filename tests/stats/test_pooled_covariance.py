import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.pooled_covariance import correlations, pooled_covariance


def drawn(n=60, p=3, seed=5):
    random = np.random.default_rng(seed)
    values = random.normal(size=(n, p))
    values[:, 1] += values[:, 0]
    return values, random.integers(0, 4, n), random.lognormal(size=n)


def within(values, cell):
    """Regress the values on a dummy for every cell and keep what is left."""
    dummies = (cell[:, None] == np.unique(cell)).astype(float)
    return values - dummies @ np.linalg.lstsq(dummies, values, rcond=None)[0]


def test_covariances_are_those_of_what_a_regression_on_the_cells_leaves():
    values, cell, _ = drawn()
    left = within(values, cell)
    found = pooled_covariance(values, cell)
    assert (found.n, found.n_cells) == (60, 4)
    assert found.covariance == pytest.approx(left.T @ left / 56, rel=1e-12)
    assert found.correlation == pytest.approx(np.corrcoef(left.T), rel=1e-12)


def test_a_whole_weight_counts_as_so_many_respondents():
    values, cell, _ = drawn()
    times = np.arange(60) % 3 + 1
    weighted = pooled_covariance(values, cell, times.astype(float))
    repeated = pooled_covariance(np.repeat(values, times, axis=0), np.repeat(cell, times))
    assert weighted.correlation == pytest.approx(repeated.correlation, rel=1e-12)


@given(st.floats(0.01, 100), st.floats(-1e6, 1e6))
def test_the_unit_of_a_weight_and_the_level_of_a_cell_do_not_matter(factor, shift):
    values, cell, weight = drawn()
    before = pooled_covariance(values, cell, weight)
    after = pooled_covariance(values + shift * (cell == 2)[:, None], cell, factor * weight)
    assert after.covariance == pytest.approx(before.covariance, rel=1e-8, abs=1e-9)


@given(arrays(float, (6, 2), elements=st.integers(-5, 5)), st.integers(0, 6))
def test_correlations_lie_between_minus_one_and_one_or_do_not_exist(values, n):
    found = pooled_covariance(values[:n], np.zeros(n, dtype=np.int64))
    r = found.correlation
    constant = n < 2 or (np.ptp(values[:n], axis=0) == 0).any()
    assert np.isnan(r[0, 1]) == constant
    assert (np.abs(r[~np.isnan(r)]) <= 1).all()


def test_what_is_constant_within_cells_has_no_variance_however_large():
    values = np.array([[1e9 + 0.1, 1.0]] * 3 + [[2.3, 2.0]] * 3 + [[2.3, 3.0]])
    found = pooled_covariance(values, np.array([0, 0, 0, 1, 1, 1, 1]))
    assert found.covariance[0, 0] == 0
    assert found.covariance[1, 1] == pytest.approx(0.75 / 5)
    assert np.isnan(correlations(found.covariance)[0]).all()
