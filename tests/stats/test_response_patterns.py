import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.response_patterns import chance_of_a_copy, same_rows, straight_line

NAN = np.nan


def sets(columns, group=None):
    columns = [np.array(column, float) for column in columns]
    group = np.zeros(len(columns[0]), int) if group is None else np.array(group)
    return [rows.tolist() for rows in same_rows(columns, group)]


def test_a_straight_line_is_one_answer_to_everything():
    line = straight_line([np.array([3, 3, NAN, 3.0]), np.array([3, 2, 4, NAN])])
    assert line.tolist()[0] == 3
    assert np.isnan(line[1:]).all()


def test_the_answers_themselves_stay_as_they_were():
    first = np.array([1.0, 2.0])
    straight_line([first, np.array([2.0, 2.0])])
    assert first.tolist() == [1, 2]


def test_rows_that_are_the_same_are_found_in_their_order():
    columns = [[1, 2, 1, 2, 5, 1], [3, 4, 3, 4, 5, 3]]
    assert sets(columns) == [[0, 2, 5], [1, 3]]


def test_rows_of_two_groups_are_not_held_against_each_other():
    assert sets([[1, 1, 1, 1]], group=[0, 1, 0, 2]) == [[0, 2]]


def test_missing_is_like_missing_and_zero_like_minus_zero():
    payload = np.array([0x7FF8000000000001], np.uint64).view(np.float64)[0]
    assert sets([[NAN, 1, payload], [0.0, 0.0, -0.0]]) == [[0, 2]]
    assert sets([[NAN, 0.0]]) == []


def test_the_same_answers_to_other_questions_are_not_the_same():
    assert sets([[1, 2], [2, 1]]) == []
    assert sets([[1, NAN], [NAN, 1]]) == []


def test_nobody_is_like_nobody():
    assert sets([[], []]) == []
    assert sets([[4.0]]) == []


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)), max_size=30))
def test_the_sets_are_those_found_one_by_one(rows):
    expected = {}
    for position, row in enumerate(rows):
        expected.setdefault(row, []).append(position)
    table = np.array(rows, float).reshape(-1, 3)
    found = sets(table.T[:2], group=table[:, 2].astype(int)) if rows else []
    assert found == [positions for positions in expected.values() if len(positions) > 1]


def test_the_chance_of_a_copy_is_the_beta_binomial_one_of_scipy():
    differ, agree, questions = 8.0, 5.0, 20
    distribution = stats.betabinom(questions, differ, agree)
    many = 200_000
    counts = np.rint(distribution.pmf(np.arange(questions + 1)) * many).astype(int)
    found = chance_of_a_copy(np.repeat(np.arange(questions + 1), counts), questions)
    assert found == pytest.approx(distribution.pmf(0), rel=0.02)


def test_without_a_tie_between_answers_it_is_the_binomial_one():
    drawn = np.array([5, 5, 5, 5])  # less spread than a binomial has
    assert chance_of_a_copy(drawn, 10) == pytest.approx(0.5**10)


def test_people_who_differ_in_everything_are_no_copies_and_copies_are():
    assert chance_of_a_copy(np.array([9, 9]), 9) == 0
    assert chance_of_a_copy(np.array([0, 0]), 9) == 1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=40))
@settings(max_examples=80)
def test_the_chance_is_a_probability(n_different):
    assert 0 <= chance_of_a_copy(np.array(n_different), 12) <= 1


def test_people_spread_wider_are_copies_more_easily():
    narrow, wide = np.array([6, 7, 8, 7, 7, 6, 8]), np.array([1, 13, 7, 2, 12, 7, 7])
    assert chance_of_a_copy(wide, 14) > chance_of_a_copy(narrow, 14)
