"""Ranks in resamples, and which sizes can be told apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.rank_intervals import ranking, ranks


def test_the_largest_ranks_first_and_equal_ones_share_the_better_rank():
    assert ranks(np.array([0.1, 0.4, 0.1, 0.0])).tolist() == [2, 1, 2, 4]
    assert ranks(np.array([[1.0, 2.0], [3.0, 3.0]])).tolist() == [[2, 1], [1, 1]]


def test_ranks_that_resamples_never_change_have_no_width():
    found = ranking(np.array([3.0, 1.0, 2.0]), np.tile([3.0, 1.0, 2.0], (50, 1)))
    assert found.rank.tolist() == [1, 3, 2]
    assert found.rank_low.tolist() == found.rank_high.tolist() == [1, 3, 2]
    assert found.p_first.tolist() == [1, 0, 0]
    assert (found.apart == ~np.eye(3, dtype=bool)).all()


def test_the_interval_leaves_at_most_a_twentieth_outside_on_either_side():
    # The first is last in 5 of 100 resamples, the third in the others never first.
    resampled = np.tile([3.0, 2.0, 1.0], (100, 1))
    resampled[:5] = [0.0, 2.0, 1.0]
    found = ranking(np.array([3.0, 2.0, 1.0]), resampled)
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1, 2, 3], [1, 2, 3])
    resampled[5] = [0.0, 2.0, 1.0]
    found = ranking(np.array([3.0, 2.0, 1.0]), resampled)
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1, 1, 2], [3, 2, 3])
    assert found.p_first.tolist() == [0.94, 0.06, 0]


def test_an_interval_holds_the_rank_even_where_no_resample_has_it():
    found = ranking(np.array([2.0, 1.0]), np.tile([1.0, 2.0], (20, 1)))
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1, 1], [2, 2])


def test_a_shared_first_place_counts_in_parts_and_a_tie_takes_all_its_ranks():
    found = ranking(np.ones(4), np.ones((10, 4)))
    assert found.p_first.tolist() == [0.25] * 4
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1] * 4, [4] * 4)
    assert not found.apart.any()


def test_resamples_in_which_nothing_varies_make_nobody_first():
    resampled = np.tile([3.0, 2.0, 1.0], (100, 1))
    resampled[:5] = 0
    found = ranking(np.array([3.0, 2.0, 1.0]), resampled)
    assert found.p_first.tolist() == [1, 0, 0]
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1, 2, 3], [1, 2, 3])
    resampled[5] = 0
    assert ranking(np.array([3.0, 2.0, 1.0]), resampled) is None


def test_sizes_are_apart_where_the_interval_of_their_difference_leaves_out_zero():
    step = np.linspace(-1, 1, 101)[:, None]
    resampled = np.hstack([step, step + 0.5, -step])
    found = ranking(resampled.mean(axis=0), resampled)
    assert found.apart.tolist() == [[False, True, False], [True, False, False], [False] * 3]


tables = arrays(np.float64, (30, 4), elements=st.floats(0.01, 1))


@given(tables, st.permutations(range(4)))
def test_reordering_moves_every_answer_along(resampled, order):
    sizes = resampled.mean(axis=0)
    one, other = ranking(sizes, resampled), ranking(sizes[order], resampled[:, order])
    for name in ("rank", "rank_low", "rank_high"):
        assert getattr(other, name).tolist() == getattr(one, name)[order].tolist()
    assert other.p_first == pytest.approx(one.p_first[order])
    assert (other.apart == one.apart[np.ix_(order, order)]).all()


@given(tables)
def test_ranks_lie_in_their_intervals_and_first_places_sum_to_one(resampled):
    found = ranking(resampled[0], resampled)
    assert (found.rank_low <= found.rank).all()
    assert (found.rank <= found.rank_high).all()
    assert found.p_first.sum() == pytest.approx(1)
    assert (found.apart == found.apart.T).all()
