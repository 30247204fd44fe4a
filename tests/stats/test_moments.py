import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.moments import cell_moments, mean_difference, spread

# Scale means on a 1-7 scale, in quarters, and the cell of each.
answers = st.lists(
    st.tuples(st.integers(4, 28).map(lambda x: x / 4), st.integers(-1, 3)), min_size=1, max_size=60
)


def split(rows):
    return np.array([value for value, _ in rows]), np.array([cell for _, cell in rows])


def exactly(values):
    """Mean and sd of the stored doubles, by rational arithmetic."""
    exact = [Fraction(float(x)) for x in values]
    mean = sum(exact) / len(exact)
    variance = sum((x - mean) ** 2 for x in exact) / (len(exact) - 1)
    return mean, math.sqrt(variance)


def one_cell(values):
    values = np.asarray(values, dtype=float)
    return cell_moments(values, np.zeros(values.size, dtype=np.int64), 1)


def test_the_moments_of_a_small_table_are_those_found_by_hand():
    values = np.array([1, 2, 3, 4, 4, 7, 7])
    moments = cell_moments(values.astype(float), np.array([0, 0, 0, 1, 1, 1, 1]), 2)
    assert moments.n.tolist() == [3, 4]
    assert moments.mean.tolist() == [2.0, 5.5]
    assert moments.sd == pytest.approx([1.0, math.sqrt(3)], rel=1e-15)


def test_missing_values_and_rows_of_no_cell_are_skipped():
    values = np.array([1.0, np.nan, 3.0, 100.0])
    moments = cell_moments(values, np.array([0, 0, 0, -1]), 1)
    assert (moments.n[0], moments.mean[0]) == (2, 2.0)
    assert moments.sd[0] == pytest.approx(math.sqrt(2))


def test_an_empty_cell_has_no_mean_and_a_single_value_no_spread():
    moments = cell_moments(np.array([4.0]), np.array([1]), 3)
    assert moments.n.tolist() == [0, 1, 0]
    assert np.array_equal(moments.mean, [np.nan, 4.0, np.nan], equal_nan=True)
    assert np.isnan(moments.sd).all()


def test_no_rows_at_all_give_empty_cells():
    moments = cell_moments(np.array([]), np.array([], dtype=np.int64), 2)
    assert moments.n.tolist() == [0, 0]
    assert np.isnan(moments.mean).all()


@pytest.mark.parametrize("value", [0.1, 3.3, 1e12 + 0.1, -7.7])
def test_a_constant_cell_has_a_spread_of_exactly_zero(value):
    moments = one_cell([value] * 7)
    assert (moments.mean[0], moments.sd[0]) == (value, 0.0)


def test_a_spread_within_the_rounding_of_the_values_is_none():
    assert one_cell([0.1 + 0.2, 0.3]).sd[0] == 0.0
    assert one_cell([0.3 + 1e-14, 0.3]).sd[0] > 0.0


# Built as the sets SmLs01-09 of NIST's StRD are: level 1 of nine is centred on 1.4, the others in
# turn on 1.3 and 1.5; in each the centre comes first, then 0.1 below and above it in turn. Sets
# 04-06 and 07-09 have 1 000 000 and 1 000 000 000 000 in place of the 1.
def sm_ls(offset, replicates, level):
    centre = (4, 3, 5)[0 if level == 1 else 1 + level % 2]
    tenths = [centre] + [centre - 1, centre + 1] * (replicates // 2)
    return [float(f"{offset}.{t}") for t in tenths]


@pytest.mark.parametrize(("replicates", "certified"), [(21, 21.0), (201, 201.0), (2001, 2001.0)])
def test_an_analysis_of_variance_of_the_moments_gives_the_f_that_nist_certifies(
    replicates, certified
):
    values = np.array([sm_ls(1, replicates, level) for level in range(1, 10)])
    moments = cell_moments(values.ravel(), np.repeat(np.arange(9), replicates), 9)
    within = np.mean(moments.sd**2)
    assert within == pytest.approx(0.01, rel=1e-13)
    assert replicates * moments.mean.var(ddof=1) / within == pytest.approx(certified, rel=1e-12)


@pytest.mark.parametrize("offset", [1_000_000, 1_000_000_000_000])
@pytest.mark.parametrize("replicates", [21, 201, 2001])
def test_the_moments_of_offset_nist_sets_are_those_of_exact_arithmetic(offset, replicates):
    before, after = sm_ls(offset, replicates, 2), sm_ls(offset, replicates, 3)
    first, second = one_cell(before), one_cell(after)
    (mean, sd), (other, other_sd) = exactly(before), exactly(after)
    assert first.mean[0] == float(mean)
    assert (first.sd[0], second.sd[0]) == pytest.approx((sd, other_sd), rel=1e-13)
    assert mean_difference(first, second)[0] == pytest.approx(float(other - mean), rel=1e-13)


def test_picked_cells_keep_the_digits_of_their_difference():
    values = np.array(sm_ls(10**12, 21, 2) + sm_ls(10**12, 21, 3))
    moments = cell_moments(values, np.repeat([0, 1], 21), 2)
    difference = mean_difference(moments.take(np.array([0])), moments.take(np.array([1])))
    exact = exactly(values[21:])[0] - exactly(values[:21])[0]
    assert difference[0] == pytest.approx(float(exact), rel=1e-13)


def test_a_sum_of_squares_that_rounding_made_negative_is_no_spread():
    assert spread(np.array([-1e-30]), np.array([3]), magnitude=np.array([0.0]))[0] == 0.0


def test_an_outlier_in_first_place_costs_no_digits():
    values = [1e9] + [x / 7 for x in range(1000)]
    moments = one_cell(values)
    mean, sd = exactly(values)
    assert moments.mean[0] == pytest.approx(float(mean), rel=1e-15)
    assert moments.sd[0] == pytest.approx(sd, rel=1e-14)


def test_taking_cells_gives_arrays_of_the_shape_of_the_index():
    moments = cell_moments(np.array([1.0, 3.0, 8.0]), np.array([0, 0, 1]), 2)
    taken = moments.take(np.array([[1, 0], [0, 0]]))
    assert taken.n.tolist() == [[1, 2], [2, 2]]
    assert taken.mean.tolist() == [[8.0, 2.0], [2.0, 2.0]]
    assert taken.sd.shape == taken.mean_tail.shape == (2, 2)


@given(answers)
def test_each_cell_agrees_with_numpy_on_its_own_values(rows):
    values, cell = split(rows)
    moments = cell_moments(values, cell, 4)
    for k in range(4):
        here = values[cell == k]
        assert moments.n[k] == here.size
        if here.size > 1:
            assert moments.mean[k] == pytest.approx(here.mean(), rel=1e-14)
            assert moments.sd[k] == pytest.approx(here.std(ddof=1), rel=1e-12, abs=1e-14)


@given(answers, st.randoms(use_true_random=False))
def test_permuting_rows_changes_nothing(rows, random):
    first = cell_moments(*split(rows), 4)
    random.shuffle(rows)
    second = cell_moments(*split(rows), 4)
    assert np.array_equal(first.n, second.n)
    assert np.allclose(first.mean, second.mean, rtol=1e-12, equal_nan=True)
    assert np.allclose(first.sd, second.sd, rtol=1e-12, equal_nan=True)


@given(answers, st.sampled_from([-1000.0, 0.5, 64.0, 2.0**20]))
def test_a_shift_of_the_data_moves_the_means_alone(rows, shift):
    values, cell = split(rows)
    plain, shifted = cell_moments(values, cell, 4), cell_moments(values + shift, cell, 4)
    assert np.allclose(plain.mean + shift, shifted.mean, rtol=1e-14, equal_nan=True)
    assert np.allclose(plain.sd, shifted.sd, rtol=1e-12, equal_nan=True)
