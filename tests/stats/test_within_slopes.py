"""Slopes within cells: what they are, and what stands in the way of a test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.cell_robust import cell_cr2
from lpsstats.stats.joint_slopes import joint_p_value
from lpsstats.stats.robust_variance import cr2
from lpsstats.stats.sampled import Sampled
from lpsstats.stats.within_slopes import within_slopes


def one_cell(n, **more):
    return Sampled(cell=np.zeros(n, dtype=int), stratum=np.zeros(n, dtype=int), **more)


def drawn(seed=1, n=80, p=3):
    random = np.random.default_rng(seed)
    cell = random.integers(0, 4, n)
    seen = (random.random((n, p)) < 0.4) * 1.0
    return seen, 2 * seen[:, 0] + cell + random.normal(size=n), Sampled(cell=cell, stratum=cell)


def test_in_one_cell_the_slope_of_a_yes_is_the_difference_of_means():
    yes = np.array([1, 1, 1, 0, 0, 0, 0.0])
    outcome = np.array([5, 6, 4, 1, 2, 2, 3.0])
    found = within_slopes(yes[:, None], outcome, one_cell(7))
    assert found.estimate == pytest.approx([3.0])
    # In one cell the error is Welch's, with the df of Bell and McCaffrey.
    assert found.std_error**2 == pytest.approx([2 / (4 * 3) + 2 / (3 * 2)])
    assert found.df == pytest.approx([7**2 * 3 * 2 / (3**2 * 2 + 4**2 * 3)])


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("few", [2, 5, 9])
def test_the_degrees_of_freedom_are_of_those_who_carry_the_difference(few, weighted):
    random = np.random.default_rng(few)
    weight = random.uniform(0.5, 2, 600) if weighted else None
    yes = (np.arange(600) < few) * 1.0
    found = within_slopes(yes[:, None], random.normal(size=600), one_cell(600, weight=weight))
    assert found.reason == [""]
    assert 0 < found.df[0] < few


def test_a_difference_of_few_people_is_found_no_more_often_than_chance_has_it():
    random = np.random.default_rng(3)
    cell = random.integers(0, 6, 200)
    outcome = np.maximum(1, np.rint(1.2 + random.normal(size=200)))  # many at the end of the scale
    for few in (10, 15):
        yes = np.stack([random.permutation(200) < few for _ in range(400)], axis=1) * 1.0
        for weight in (None, np.exp(random.normal(0, 0.5, 200))):
            sampled = Sampled(cell=cell, stratum=cell, weight=weight)
            p = within_slopes(yes, outcome, sampled).p_value
            assert np.mean(p[~np.isnan(p)] < 0.05) < 0.11


@given(st.integers(0, 1000))
def test_the_error_is_that_of_a_model_with_a_column_for_every_cell(seed):
    random = np.random.default_rng(seed)
    seen, outcome, sampled = drawn(seed, n=60, p=1)
    unit = random.integers(-1, 12, 60)  # in one cell, in several, and alone
    root = np.sqrt(random.uniform(0.5, 2, 60))
    dummies = (sampled.cell[:, None] == np.unique(sampled.cell)) * 1.0
    model, _ = np.linalg.qr(root[:, None] * np.column_stack([dummies, seen]))
    residual = root * outcome - model @ (model.T @ (root * outcome))
    wanted = cr2(model, residual, unit)
    found = cell_cr2(model[:, -1], residual, root, sampled.cell, unit)
    assert (found.std_error, found.df) == pytest.approx((wanted.std_error, wanted.df), rel=1e-8)
    assert found.supported == wanted.supported


def test_places_that_differ_in_both_do_not_pass_for_people():
    cell = np.repeat([0, 1], 6)
    yes = np.array([1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0.0])
    outcome = np.array([3, 2, 4, 3, 2, 4, 13, 12, 14, 13, 13, 13.0])
    found = within_slopes(yes[:, None], outcome, Sampled(cell=cell, stratum=cell))
    assert found.estimate == pytest.approx([0.0], abs=1e-12)


@given(st.integers(0, 1000), st.floats(0.1, 10), st.floats(-100, 100))
def test_units_of_outcome_and_predictor_move_the_numbers_alone(seed, times, shift):
    seen, outcome, sampled = drawn(seed)
    plain = within_slopes(seen, outcome, sampled)
    other = within_slopes(1 - seen, times * outcome + shift, sampled)
    assert other.estimate == pytest.approx(-times * plain.estimate, rel=1e-7, abs=1e-9)
    assert other.p_value == pytest.approx(plain.p_value, rel=1e-6, abs=1e-12)


@given(st.integers(0, 1000))
def test_equal_weights_give_the_estimate_of_none(seed):
    seen, outcome, sampled = drawn(seed)
    weighted = Sampled(cell=sampled.cell, stratum=sampled.stratum, weight=np.full(80, 3.0))
    one, other = (within_slopes(seen, outcome, s) for s in (sampled, weighted))
    assert other.estimate == pytest.approx(one.estimate, rel=1e-9)
    assert other.std_error == pytest.approx(one.std_error, rel=1e-9)
    assert other.df == pytest.approx(one.df, rel=1e-9)


def test_who_is_alone_in_a_cell_says_nothing():
    seen, outcome, sampled = drawn()
    cell = np.append(sampled.cell, 9)
    more = Sampled(cell=cell, stratum=cell, weight=np.ones(81))
    plain = Sampled(cell=sampled.cell, stratum=sampled.cell, weight=np.ones(80))
    alone = within_slopes(np.vstack([seen, seen[:1]]), np.append(outcome, 50.0), more)
    assert alone.std_error == pytest.approx(within_slopes(seen, outcome, plain).std_error)


def test_a_missing_answer_leaves_out_that_person_of_that_predictor():
    seen, outcome, sampled = drawn()
    holed = seen.copy()
    holed[:20, 1] = np.nan
    found = within_slopes(holed, outcome, sampled)
    kept = within_slopes(seen[20:], outcome[20:], sampled.take(np.arange(20, 80)))
    assert found.estimate[1] == pytest.approx(kept.estimate[1])
    assert found.estimate[0] == within_slopes(seen, outcome, sampled).estimate[0]


NAN = np.nan
DEGENERATE = [
    ([NAN, NAN, NAN, NAN], [1, 2, 3, 4], "no_answers"),
    ([], [], "no_answers"),
    ([1], [3], "n_lt_2"),
    ([1, 1, 1, 1], [1, 2, 3, 4], "constant_predictor"),
    ([0, 1, 0, 1], [2, 2, 2, 2], "constant_outcome"),
    ([0, 1, 0, 1], [2, 5, 2, 5], "no_variance_both"),
    ([0, 1], [2, 5], "no_variance_both"),
    ([0, 0, 0, 1], [1, 2, 3, 9], "n_lt_2"),
]


@pytest.mark.parametrize(("predictor", "outcome", "reason"), DEGENERATE)
def test_what_cannot_be_tested_has_a_reason_and_no_number(predictor, outcome, reason):
    values = np.array(predictor, dtype=float)[:, None]
    found = within_slopes(values, np.array(outcome, dtype=float), one_cell(len(predictor)))
    assert found.reason.tolist() == [reason]
    assert np.isnan([found.std_error, found.p_value, found.conf_low, found.conf_high]).all()


@pytest.mark.parametrize(
    ("unit", "reason"),
    [(np.zeros(8, dtype=int), "n_lt_2"), (np.arange(8) // 2, ""), (np.full(8, -1), "")],
)
def test_one_sampling_unit_is_no_sample(unit, reason):
    yes, outcome = np.tile([0.0, 1], 4), np.array([1, 2, 2, 4, 1, 3, 2, 6.0])
    found = within_slopes(yes[:, None], outcome, one_cell(8, unit=unit))
    assert found.reason.tolist() == [reason]


def test_a_slope_that_rests_on_one_sampling_unit_has_no_test():
    yes = np.array([0, 1, 0, 1, 1, 1, 1, 1, 0, 0.0])
    street = np.repeat([0, 1, 2], [4, 4, 2])
    sampled = Sampled(cell=street, stratum=np.zeros(10, dtype=int), unit=street)
    for seed in range(20):  # its influence sums to 0, or to what rounding leaves
        outcome = np.random.default_rng(seed).normal(size=10)
        assert within_slopes(yes[:, None], outcome, sampled).reason.tolist() == ["n_lt_2"]


def test_all_together_are_tested_by_the_f_of_r_squared():
    seen, outcome, sampled = drawn(p=1)
    found = joint_p_value(seen, outcome, sampled)
    dummies = (sampled.cell[:, None] == np.arange(4)) * 1.0
    both = np.column_stack([dummies, seen])
    left = [outcome - x @ np.linalg.lstsq(x, outcome, rcond=None)[0] for x in (dummies, both)]
    f = (left[0] @ left[0] / (left[1] @ left[1]) - 1) * (80 - 5)
    assert found == pytest.approx(stats.f.sf(f, 1, 75), rel=1e-9)


def test_an_exact_fit_or_no_freedom_has_no_test():
    yes = np.array([0, 1, 0, 1.0])
    assert np.isnan(joint_p_value(yes[:, None], 2 * yes, one_cell(4)))
    three = np.array([[0, 1], [1, 0], [1, 1.0]])
    assert np.isnan(joint_p_value(three, np.array([1, 2, 4.0]), one_cell(3)))
    lonely = one_cell(4, unit=np.zeros(4, dtype=int))
    assert np.isnan(joint_p_value(yes[:, None], np.array([0, 2, 1, 4.0]), lonely))


def test_weights_or_units_never_make_the_joint_test_bolder_than_the_ordinary_one():
    seen, outcome, sampled = drawn(seed=6, n=60)
    outcome = np.random.default_rng(9).normal(size=60)
    plain = joint_p_value(seen, outcome, sampled)
    for unit in (np.arange(60) // 4, np.arange(60) // 2, np.arange(60)):
        other = Sampled(cell=sampled.cell, stratum=np.zeros(60, dtype=int), unit=unit)
        assert joint_p_value(seen, outcome, other) >= plain
