"""Raked weights equal R's, bring every share to its target, and lie within their bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.support.reference import table

from lpsstats.stats.raking import EMPTY_CATEGORY, NOT_CONVERGED, rake

NOBODY = np.nan
SHARES = {"agegroup": [20, 30, 50], "sex": [49, 51], "tenure": [0.3, 0.3, 0.3, 0.1]}
SECOND_SITE = [35, 40, 25]
TWO, THREE = ("agegroup", "sex"), ("agegroup", "sex", "tenure")


@pytest.fixture(scope="module")
def people():
    rows = table("inputs/raking_people.csv")
    return {key: np.array([float(row[key] or "nan") for row in rows]) for key in rows[0]}


def codes_of(values):
    return np.where(np.isnan(values), -1, values - 1).astype(np.int64)


def raked_by_cell(people, variables, *, weighted=False, bounds=None):
    group = ((people["site"] - 1) * 2 + people["wave"] - 1).astype(np.int64)
    targets = [np.tile(np.array(SHARES[key], dtype=float), (4, 1)) for key in variables]
    targets[0][2:] = SECOND_SITE
    start = people["weight"] if weighted else np.ones(len(group))
    margins = [codes_of(people[key]) for key in variables]
    return rake(margins, targets, start, group, bounds=bounds)


def raked_by_wave(people):
    targets = [np.tile(np.array(SHARES[key], dtype=float), (2, 1)) for key in THREE]
    group = (people["wave"] - 1).astype(np.int64)
    return rake([codes_of(people[key]) for key in THREE], targets, np.ones(len(group)), group)


def expected(case):
    rows = [row for row in table("raking.csv") if row["case"] == case]
    weights = np.array([float(row["weight"]) for row in rows])
    return np.array([int(row["row"]) for row in rows]), weights


@pytest.mark.parametrize(
    ("case", "variables", "weighted"),
    [("two", TWO, False), ("three", THREE, False), ("start", THREE, True)],
)
def test_weights_equal_those_of_rake_in_r(people, case, variables, weighted):
    rows, weights = expected(case)
    found = raked_by_cell(people, variables, weighted=weighted)
    assert set(found.reason) == {""}
    assert found.weight[rows] == pytest.approx(weights, rel=1e-8)
    assert set(np.flatnonzero(found.weight > 0)) == set(rows)


def test_weights_over_all_sites_of_a_wave_equal_those_of_rake_in_r(people):
    rows, weights = expected("wave")
    assert raked_by_wave(people).weight[rows] == pytest.approx(weights, rel=1e-8)


@pytest.mark.parametrize(
    ("case", "variables", "weighted", "bounds"),
    [
        ("bounded three 0.25 4.5", THREE, False, (0.25, 4.5)),
        ("bounded three 0.5 1.95", THREE, False, (0.5, 1.95)),
        ("bounded two 0.25 4.5", TWO, True, (0.25, 4.5)),
        ("bounded two 0.35 3.3", TWO, True, (0.35, 3.3)),
        ("bounded three 0.45 3", THREE, True, (0.45, 3)),
    ],
)
def test_weights_within_bounds_equal_those_of_calibrate_in_r(
    people, case, variables, weighted, bounds
):
    rows, weights = expected(case)
    found = raked_by_cell(people, variables, weighted=weighted, bounds=bounds)
    assert found.weight[rows] == pytest.approx(weights, rel=1e-8)
    assert np.isclose(weights, bounds[0]).any() or np.isclose(weights, bounds[1]).any()


def test_one_variable_gives_the_share_wanted_over_the_share_found():
    code, group = np.array([0, 0, 0, 1]), np.zeros(4, dtype=int)
    found = rake([code], [np.array([[60, 40]])], np.ones(4), group)
    assert found.weight == pytest.approx([0.8, 0.8, 0.8, 1.6])


def test_weights_within_bounds_are_the_nearest_there_are():
    rng = np.random.default_rng(3)
    first, second = rng.integers(0, 3, 40), rng.integers(0, 2, 40)
    start, bounds = rng.lognormal(0, 0.4, 40), (0.3, 1.8)
    start /= start.mean()
    targets = [np.array([[0.5, 0.3, 0.2]]), np.array([[0.4, 0.6]])]
    found = rake([first, second], targets, start, np.zeros(40, dtype=int), bounds=bounds).weight
    rows = np.array([first == 0, first == 1, first == 2, second == 0], dtype=float)
    sums = 40 * np.array([0.5, 0.3, 0.2, 0.4])
    nearest = minimize(
        lambda w: (w * np.log(w / start) - w).sum(),
        np.ones(40),
        jac=lambda w: np.log(w / start),
        bounds=[bounds] * 40,
        constraints={"type": "eq", "fun": lambda w: rows @ w - sums, "jac": lambda w: rows},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-14},
    )
    assert found == pytest.approx(nearest.x, abs=1e-6)
    assert found.max() == pytest.approx(1.8)


def test_a_missing_answer_or_start_gives_no_weight_and_a_start_of_zero_gives_zero():
    code = np.array([0, 0, 1, 1, -1, 0, 1])
    start = np.array([1, 1, 1, 1, 1, 0, np.nan])
    found = rake([code], [np.array([[3, 1]])], start, np.zeros(7, dtype=int))
    assert found.weight == pytest.approx([1.5, 1.5, 0.5, 0.5, np.nan, 0, np.nan], nan_ok=True)


def test_a_target_of_zero_gives_a_weight_of_zero():
    found = rake(
        [np.array([0, 1, 2, 2])],
        [np.array([[1, 1, 0]])],
        np.ones(4),
        np.zeros(4, dtype=int),
        bounds=(0.9, 1.1),
    )
    assert found.weight == pytest.approx([1, 1, 0, 0])
    assert found.reason.tolist() == [""]


def test_a_target_without_anybody_is_said_and_only_that_group_goes_without_weights():
    code, group = np.array([0, 0, 1, 0, 1]), np.array([0, 0, 0, 1, 1])
    targets = np.array([[1, 1, 1], [1, 1, 0], [1, 1, 1]])
    found = rake([code], [targets], np.ones(5), group)
    assert found.reason.tolist() == [EMPTY_CATEGORY, "", ""]
    assert found.empty[0].tolist() == [[False, False, True], [False] * 3, [False] * 3]
    assert found.weight == pytest.approx([NOBODY] * 3 + [1, 1], nan_ok=True)
    assert np.isnan(found.deviation).tolist() == [True, False, True]


def test_somebody_with_a_weight_of_zero_is_nobody_to_reach_a_target():
    found = rake([np.array([0, 1])], [np.array([[1, 1]])], np.array([1.0, 0]), np.zeros(2, int))
    assert found.reason.tolist() == [EMPTY_CATEGORY]


def test_a_group_is_not_raked_to_a_variable_without_targets_there():
    first, second = np.array([0, 1, 1, 0, 1, 0, 1]), np.array([-1, -1, -1, 0, 0, 1, 1])
    group = np.array([0, 0, 0, 1, 1, 1, 1])
    targets = [np.array([[1, 1], [1, 1]]), np.array([[np.nan, np.nan], [1, 3]])]
    found = rake([first, second], targets, np.ones(7), group)
    assert found.weight == pytest.approx([1.5, 0.75, 0.75, 0.5, 0.5, 1.5, 1.5])


def test_targets_that_contradict_each_other_are_not_reached():
    code, group = np.array([0, 0, 1, 1]), np.zeros(4, dtype=int)
    found = rake([code, code], [np.array([[1, 1]]), np.array([[1, 3]])], np.ones(4), group)
    assert found.reason.tolist() == [NOT_CONVERGED]
    assert np.isnan(found.weight).all()
    assert found.deviation[0] > 0.1


@pytest.mark.parametrize("bounds", [(0.9, 1.1), (0.0, 1.01), (0.99, 5.0)])
def test_bounds_that_are_too_narrow_are_said(bounds):
    code = np.array([0] * 9 + [1])
    found = rake([code], [np.array([[1, 1]])], np.ones(10), np.zeros(10, int), bounds=bounds)
    assert found.reason.tolist() == [NOT_CONVERGED]


def test_weights_of_any_size_do_not_overflow():
    code, start = np.array([0, 0, 1, 1]), np.array([1e300, 1e300, 2e300, 1e-300])
    found = rake([code], [np.array([[1, 1]])], start, np.zeros(4, dtype=int))
    assert found.weight == pytest.approx([0.75, 0.75, 1.5, 0])


def test_no_respondents_give_no_weights():
    nobody = np.zeros(0, dtype=int)
    found = rake([nobody], [np.ones((2, 3))], np.zeros(0), nobody)
    assert found.weight.shape == (0,)
    assert found.reason.tolist() == ["", ""]


@st.composite
def samples(draw):
    """Draw people in two groups with every combination of answers, and their targets."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    more = draw(st.integers(0, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    every = np.indices((2, *sizes)).reshape(len(sizes) + 1, -1)
    extra = np.array([rng.integers(0, size, more) for size in (2, *sizes)])
    drawn = np.concatenate([every, extra], axis=1)
    targets = [rng.uniform(0.2, 1, (2, size)) for size in sizes]
    return list(drawn[1:]), targets, rng.lognormal(0, 0.4, drawn.shape[1]), drawn[0]


@settings(max_examples=60, deadline=None)
@given(samples())
def test_every_share_comes_to_its_target_and_the_mean_weight_to_one(sample):
    margins, targets, start, group = sample
    found = rake(margins, targets, start, group)
    assert set(found.reason) == {""}
    for g in (0, 1):
        here = group == g
        assert found.weight[here].mean() == pytest.approx(1)
        for code, target in zip(margins, targets, strict=True):
            sums = np.bincount(code[here], found.weight[here]) / here.sum()
            assert sums == pytest.approx(target[g] / target[g].sum(), rel=1e-8)


@settings(max_examples=40, deadline=None)
@given(samples(), st.floats(0.01, 100), st.permutations(range(3)))
def test_neither_order_nor_the_size_of_weights_and_targets_matters(sample, factor, order):
    margins, targets, start, group = sample
    order = [place for place in order if place < len(margins)]
    found = rake(margins, targets, start, group).weight
    other = rake(
        [margins[place] for place in order],
        [targets[place] * factor for place in order],
        start * factor,
        group,
    )
    assert other.weight == pytest.approx(found, rel=1e-8)
    back = rake([m[::-1] for m in margins], targets, start[::-1], group[::-1]).weight[::-1]
    assert back == pytest.approx(found, rel=1e-8)


@settings(max_examples=40, deadline=None)
@given(samples())
def test_what_has_the_shares_already_keeps_its_weights(sample):
    margins, targets, start, group = sample
    once = rake(margins, targets, start, group).weight
    assert rake(margins, targets, once, group).weight == pytest.approx(once, rel=1e-8)


@settings(max_examples=40, deadline=None)
@given(samples())
def test_weights_within_bounds_reach_the_targets_or_it_is_said(sample):
    margins, targets, start, group = sample
    bounds = (0.3, 2.5)
    found = rake(margins, targets, start, group, bounds=bounds)
    for g in (0, 1):
        weight = found.weight[group == g]
        if found.reason[g]:
            assert np.isnan(weight).all()
            continue
        assert weight.min() >= bounds[0] * (1 - 1e-9)
        assert weight.max() <= bounds[1] * (1 + 1e-9)
        for code, target in zip(margins, targets, strict=True):
            sums = np.bincount(code[group == g], weight) / len(weight)
            assert sums == pytest.approx(target[g] / target[g].sum(), rel=2e-6)


def test_bounds_that_no_weight_reaches_change_nothing(people):
    free = raked_by_cell(people, TWO).weight
    assert raked_by_cell(people, TWO, bounds=(0.01, 50)).weight == pytest.approx(
        free, rel=1e-8, nan_ok=True
    )
