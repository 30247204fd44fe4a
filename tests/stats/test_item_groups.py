import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.item_groups import group_items

NAN = np.nan
answers = arrays(float, (12, 3), elements=st.integers(1, 7).map(float))
members = arrays(np.int64, 12, elements=st.integers(-1, 2))


def test_two_small_groups_worked_by_hand():
    items = np.array([[1.0, 2.0], [3.0, 6.0], [5.0, 5.0], [2.0, 2.0], [4.0, 2.0]])
    groups = group_items(items, np.array([0, 0, 0, 1, 1]), 2)
    assert groups.n.tolist() == [3, 2]
    assert groups.mean == pytest.approx(np.array([[3, 13 / 3], [3, 2]]))
    assert groups.covariance[0] == pytest.approx(np.array([[4, 3], [3, 13 / 3]]))
    assert groups.covariance[1].tolist() == [[2, 0], [0, 0]]
    assert groups.varies.tolist() == [[True, True], [True, False]]
    assert groups.n_items.tolist() == [2, 1]


def test_a_row_with_one_missing_answer_or_without_a_group_is_left_out():
    items = np.array([[1.0, NAN], [3.0, 6.0], [5.0, 5.0], [9.0, 9.0]])
    groups = group_items(items, np.array([0, 0, 0, -1]), 1)
    assert groups.n.tolist() == [2]
    assert groups.mean.tolist() == [[4.0, 5.5]]
    assert groups.centred.tolist() == [[-1.0, 0.5], [1.0, -0.5]]


def test_an_empty_group_has_no_mean_and_a_single_row_no_variance():
    groups = group_items(np.array([[1.0, 2.0]]), np.array([1]), 3)
    assert groups.n.tolist() == [0, 1, 0]
    assert np.isnan(groups.mean[[0, 2]]).all()
    assert np.isnan(groups.covariance).all()
    assert groups.n_items.tolist() == [0, 0, 0]


def test_no_rows_at_all_are_empty_groups():
    groups = group_items(np.empty((0, 4)), np.empty(0, dtype=np.int64), 2)
    assert groups.n.tolist() == [0, 0]
    assert groups.centred.shape == (0, 4)


def test_a_common_offset_of_a_trillion_costs_no_digit():
    items = np.array([[1.0, 2.0], [3.0, 6.0], [5.0, 5.0]])
    near = group_items(items, np.zeros(3, dtype=np.int64), 1)
    far = group_items(items + 1e12, np.zeros(3, dtype=np.int64), 1)
    assert (far.covariance == near.covariance).all()


def test_a_constant_item_has_exactly_no_variance():
    items = np.column_stack([np.full(1000, 0.1), np.arange(1000.0)])
    groups = group_items(items, np.arange(1000) % 7, 7)
    assert (groups.variance[:, 0] == 0).all()
    assert (groups.centred[:, 0] == 0).all()


@given(answers, members)
def test_every_group_has_the_moments_numpy_gives_it_alone(items, group):
    groups = group_items(items, group, 3)
    for number in range(3):
        own = items[group == number]
        assert groups.n[number] == len(own)
        if len(own) > 1:
            assert groups.mean[number] == pytest.approx(own.mean(axis=0))
            assert groups.covariance[number] == pytest.approx(np.cov(own.T), abs=1e-12)


@given(answers, members)
def test_the_items_handed_in_are_not_changed(items, group):
    before = items.copy()
    group_items(items, group, 3)
    assert (items == before).all()
