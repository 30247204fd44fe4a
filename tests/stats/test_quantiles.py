import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.quantiles import cell_quantiles, counted_quantiles

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
rows = st.lists(st.tuples(st.integers(1, 7), st.integers(-1, 3)), max_size=60)


def arrays(rows):
    values = np.array([value for value, _ in rows], dtype=float)
    return values, np.array([cell for _, cell in rows], dtype=np.int64)


def test_quartiles_are_those_that_excel_gives():
    # QUARTILE.INC of 1, 2, 4, 8: 1.75, 3 and 5
    found = cell_quantiles(np.array([8.0, 1, 4, 2]), np.zeros(4, dtype=int), 1, (0.25, 0.5, 0.75))
    assert found.tolist() == [[1.75, 3.0, 5.0]]


@given(rows)
def test_the_quantiles_of_every_cell_are_numpys(rows):
    values, cell = arrays(rows)
    found = cell_quantiles(values, cell, 4, SHARES)
    for c in range(4):
        here = values[cell == c]
        expected = np.quantile(here, SHARES) if here.size else np.full(len(SHARES), np.nan)
        assert found[c] == pytest.approx(expected, rel=1e-14, nan_ok=True)


@given(rows)
def test_counts_of_distinct_values_have_the_quantiles_of_the_values(rows):
    values, cell = arrays(rows)
    codes = np.arange(1.0, 8.0)
    counts = np.array([[np.sum((cell == c) & (values == k)) for k in codes] for c in range(4)])
    by_counts = counted_quantiles(codes, counts, SHARES)
    assert np.array_equal(by_counts, cell_quantiles(values, cell, 4, SHARES), equal_nan=True)


def test_missing_values_and_rows_of_no_cell_are_skipped():
    values = np.array([np.nan, 3.0, 100.0])
    found = cell_quantiles(values, np.array([0, 0, -1]), 2, (0.5,))
    assert found[0, 0] == 3.0
    assert np.isnan(found[1, 0])
