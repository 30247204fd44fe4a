import itertools
import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.proportions import share_change, wilson
from lpsstats.stats.two_by_two import compare_two_shares
from support.item_answers import floats
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

ROWS = table("proportions.csv")
KEYS = ("before", "n_before", "after", "n_after")
shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def change(*numbers, confidence=0.95):
    return share_change(*np.array(numbers), confidence=confidence)


def test_every_interval_is_that_of_r():
    for row in ROWS:
        numbers, confidence = [int(row[key]) for key in KEYS], float(row["confidence"])
        found = change(*numbers, confidence=confidence)
        for key in ("estimate", "conf_low", "conf_high"):
            assert getattr(found, key) == pytest.approx(float(row[key]), rel=1e-9, abs=1e-12)
        one = wilson(np.array(numbers[0]), np.array(numbers[1]), confidence=confidence)
        ends = (float(row["low_before"]), float(row["high_before"]))
        assert (one.conf_low, one.conf_high) == pytest.approx(ends, rel=1e-9, abs=1e-12)


# Newcombe (1998), table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 0/10 - 0/20, 10/10 - 0/20.
@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_the_published_intervals_come_out(later, earlier, low, high):
    found = change(*earlier, *later)
    assert (found.conf_low, found.conf_high) == pytest.approx((low, high), abs=5.1e-5)


@given(shares, shares, st.sampled_from([0.8, 0.95, 0.999]))
def test_it_agrees_with_statsmodels(first, second, confidence):
    found = change(*first, *second, confidence=confidence)
    theirs = confint_proportions_2indep(
        *second, *first, compare="diff", method="newcomb", alpha=1 - confidence
    )
    assert (found.conf_low, found.conf_high) == pytest.approx(theirs, abs=1e-9)
    one = proportion_confint(*first, alpha=1 - confidence, method="wilson")
    ours = wilson(*np.array(first), confidence=confidence)
    assert (ours.conf_low, ours.conf_high) == pytest.approx(one, abs=1e-9)


def test_nobody_or_everybody_in_both_waves_has_an_interval_and_a_p_of_1():
    found = share_change(*np.array([[0, 90], [90, 90], [0, 95], [95, 95]]))
    assert found.p_value.tolist() == [1, 1]
    assert found.estimate.tolist() == [0, 0]
    assert found.reason.tolist() == ["", ""]
    assert (found.conf_low < 0).all()
    assert (found.conf_high > 0).all()
    assert found.conf_low == pytest.approx(-found.conf_high[::-1])


def test_an_empty_wave_keeps_the_share_of_the_other():
    found = change(0, 0, 3, 10)
    assert found.reason == "wave_missing"
    numbers = {key: float(value) for key, value in floats(found).items()}
    assert numbers.pop("share_after") == pytest.approx(0.3)
    assert all(math.isnan(value) for value in numbers.values())


def test_the_test_is_that_of_two_shares():
    numbers = np.array([[20, 0, 1], [100, 90, 12], [40, 0, 0], [100, 95, 9]])
    found, test = share_change(*numbers), compare_two_shares(*numbers)
    assert found.method.tolist() == test.method.tolist()
    assert found.p_value == pytest.approx(test.p_value)


def test_each_contrast_may_have_its_own_confidence():
    numbers = np.array([20, 100, 40, 100])[:, None].repeat(2, axis=1)
    found = share_change(*numbers, confidence=np.array([0.9, 0.99]))
    for at, confidence in enumerate((0.9, 0.99)):
        alone = change(20, 100, 40, 100, confidence=confidence)
        assert found.conf_low[at] == float(alone.conf_low)


@given(shares, shares)
def test_swapping_waves_or_counting_the_others_negates_the_change(first, second):
    plain = change(*first, *second)
    others = [(n - count, n) for count, n in (first, second)]
    for turned in (change(*second, *first), change(*others[0], *others[1])):
        assert turned.estimate == pytest.approx(-plain.estimate, abs=1e-12)
        assert turned.conf_low == pytest.approx(-plain.conf_high, abs=1e-12)
        assert turned.p_value == pytest.approx(float(plain.p_value), rel=1e-9)


@given(shares, shares)
def test_intervals_hold_the_estimate_stay_in_range_and_widen(first, second):
    tight, wide = (change(*first, *second, confidence=c) for c in (0.8, 0.99))
    ends = [-1, wide.conf_low, tight.conf_low, tight.estimate, tight.conf_high, wide.conf_high, 1]
    assert all(a <= b + 1e-12 for a, b in itertools.pairwise(ends))
    one = wilson(*np.array(first))
    assert 0 <= one.conf_low <= one.share <= one.conf_high <= 1


def test_nobody_and_everybody_end_exactly_at_0_and_1():
    n = np.arange(1, 400)
    for confidence in (0.9, 0.95, 0.99):
        assert (wilson(0 * n, n, confidence=confidence).conf_low == 0).all()
        assert (wilson(n, n, confidence=confidence).conf_high == 1).all()


def test_a_share_of_nobody_asked_is_none():
    found = wilson(np.array(0), np.array(0))
    assert all(np.isnan(value) for value in floats(found).values())
