"""What a reader can and cannot work out from known sums."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.recoverable import movable

SQUARE = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], dtype=float)


def test_a_number_alone_in_a_known_sum_is_known():
    assert movable(np.array([[1.0]]), np.array([7.0])).tolist() == [False]


def test_two_numbers_with_a_known_sum_are_not_known():
    assert movable(np.array([[1.0, 1.0]]), np.array([3.0, 40.0])).all()


def test_two_numbers_whose_sum_is_nothing_are_known():
    assert not movable(np.array([[1.0, 1.0]]), np.array([0.0, 0.0])).any()


def test_four_numbers_of_two_rows_and_columns_can_go_round():
    assert movable(SQUARE, np.array([3.0, 9.0, 5.0, 8.0])).all()


def test_a_number_that_no_sum_holds_is_free():
    assert movable(np.zeros((0, 2)), np.array([0.0, 4.0])).all()


def test_a_mean_beside_a_total_fixes_two_answers_but_not_three():
    two = np.array([[1.0, 1.0], [1.0, 2.0]])
    three = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 3.0]])
    assert not movable(two, np.array([4.0, 6.0])).any()
    assert movable(three, np.array([4.0, 6.0, 5.0])).all()


@given(
    st.lists(st.lists(st.sampled_from([0, 0, 1]), min_size=4, max_size=4), min_size=1, max_size=4),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_what_is_called_movable_has_another_value_in_some_solution(lines, values):
    rows, true = np.array(lines, dtype=float), np.array(values, dtype=float)
    free = movable(rows, true)
    others = np.array(list(product(range(14), repeat=4)), dtype=float) if free.any() else true[None]
    fit = others[(others @ rows.T == rows @ true).all(axis=1)]
    assert (fit[:, free] != true[free]).any(axis=0).all()
