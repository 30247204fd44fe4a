import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.frequencies import (
    count_table,
    counted_moments,
    weight_table,
    weighted_counted_moments,
)
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.weights import weighted_moments

CODES = np.array([1.0, 2.0, 5.0, 9.0])
rows = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.floats(0.1, 9)), min_size=1, max_size=60
)


def arrays(rows):
    index, cell, weight = (np.array(column) for column in zip(*rows, strict=True))
    return index.astype(int), cell.astype(int), weight.astype(float)


def test_a_small_table_is_counted_as_by_hand():
    index, cell = np.array([0, 1, 1, 3]), np.array([0, 0, 0, 1])
    assert count_table(index, cell, (3, 4)).tolist() == [[1, 2, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    weights = weight_table(index, cell, np.array([0.5, 1, 2, 4]), (3, 4))
    assert weights.tolist() == [[0.5, 3, 0, 0], [0, 0, 0, 4], [0, 0, 0, 0]]


@given(rows)
def test_counts_have_the_moments_of_the_values(rows):
    index, cell, _ = arrays(rows)
    found = counted_moments(CODES, count_table(index, cell, (3, 4)))
    expected = cell_moments(CODES[index], cell, 3)
    assert found.n.tolist() == expected.n.tolist()
    assert found.mean == pytest.approx(expected.mean, rel=1e-14, nan_ok=True)
    assert found.sd == pytest.approx(expected.sd, rel=1e-13, abs=1e-15, nan_ok=True)


@given(rows)
def test_sums_of_weights_have_the_weighted_moments_of_the_values(rows):
    index, cell, weight = arrays(rows)
    table = weight_table(index, cell, weight, (3, 4))
    found = weighted_counted_moments(CODES, table, np.bincount(cell, minlength=3))
    expected = weighted_moments(CODES[index], weight, cell, 3)
    assert found.mean == pytest.approx(expected.mean, rel=1e-13, nan_ok=True)
    assert found.sd == pytest.approx(expected.sd, rel=1e-6, abs=1e-7, nan_ok=True)


def test_codes_far_from_zero_lose_no_digits():
    counts = np.array([[1, 1, 1]])
    found = counted_moments(np.array([1e12, 1e12 + 1, 1e12 + 2]), counts)
    assert found.mean[0] == 1e12 + 1
    assert found.sd[0] == 1.0
