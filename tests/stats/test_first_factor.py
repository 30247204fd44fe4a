import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.first_factor import first_factor_share


@given(st.floats(0, 1), st.integers(2, 8))
def test_equal_correlations_have_the_share_of_the_textbook(r, p):
    """The largest eigenvalue of equal correlations r among p values is 1 + (p - 1) r."""
    matrix = np.full((p, p), r)
    np.fill_diagonal(matrix, 1.0)
    assert first_factor_share(matrix) == pytest.approx((1 + (p - 1) * r) / p)


def test_turning_a_value_round_changes_nothing():
    matrix = np.corrcoef(np.random.default_rng(1).normal(size=(4, 30)))
    sign = np.array([1, -1, 1, -1])
    turned = matrix * np.outer(sign, sign)
    assert first_factor_share(turned) == pytest.approx(first_factor_share(matrix))


def test_what_does_not_vary_is_left_out():
    matrix = np.eye(3)
    matrix[2] = matrix[:, 2] = np.nan
    assert first_factor_share(matrix) == 0.5
    matrix[1] = matrix[:, 1] = np.nan
    assert np.isnan(first_factor_share(matrix))
    assert np.isnan(first_factor_share(np.empty((0, 0))))
