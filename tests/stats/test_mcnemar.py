import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.mcnemar import mcnemar
from lpsstats.stats.wilson import wilson_limits
from support.reference import table

ROWS = [row for row in table("linked.csv") if row["test"] == "mcnemar"]
CASES = list(dict.fromkeys((row["set"], row["confidence"]) for row in ROWS))
NUMBERS = ("estimate", "conf_low", "conf_high", "p_value")

quick = settings(max_examples=50, deadline=None)
count = st.integers(0, 60)
tables = st.tuples(count, count, count, count).map(lambda x: np.array(x).reshape(2, 2))


def counts_of(name):
    rows = [row for row in table("inputs/linked_tables.csv") if row["set"] == name]
    size = math.isqrt(len(rows))
    return np.array([int(row["count"]) for row in rows]).reshape(size, size)


def numbers(result, keys=NUMBERS):
    return {key: float(getattr(result, key)) for key in keys}


@pytest.mark.parametrize(("name", "confidence"), CASES)
def test_every_figure_is_that_of_r(name, confidence):
    expected = {
        row["quantity"]: float(row["value"])
        for row in ROWS
        if (row["set"], row["confidence"]) == (name, confidence)
    }
    del expected["p_asymptotic"]
    result = mcnemar(counts_of(name), confidence=float(confidence))
    assert numbers(result) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_published_examples_have_their_figures():
    # Airways (Bentur et al. 2009): mid-p .039, interval .026 to .507; response (Cavo et al. 2012):
    # .0046 to .1186, as printed for the same tables by others.
    airways, response = mcnemar(counts_of("airways")), mcnemar(counts_of("response"))
    assert float(airways.p_value) == pytest.approx(0.0390625, rel=1e-12)  # 10 / 256
    assert (airways.n, airways.n_gained, airways.n_lost) == (21, 7, 1)
    assert (airways.share_before, airways.share_after) == pytest.approx((2 / 21, 8 / 21))
    limits = [float(x) for x in (airways.conf_low, airways.conf_high)]
    assert limits == pytest.approx([0.026, 0.507], abs=5e-4)
    limits = [float(x) for x in (response.conf_low, response.conf_high)]
    assert limits == pytest.approx([0.0046, 0.1186], abs=5e-5)


@quick
@given(tables)
def test_mid_p_lies_between_the_exact_p_and_that_without_what_was_found(counts):
    result = mcnemar(counts)
    gained, lost = int(counts[0, 1]), int(counts[1, 0])
    if result.reason or gained == lost:
        return
    exact = stats.binomtest(gained, gained + lost).pvalue
    found = stats.binom.pmf(gained, gained + lost, 0.5)
    assert float(result.p_value) == pytest.approx(exact - found, rel=1e-8)


@pytest.mark.parametrize("stayed", [(0, 9), (4, 5)])
@pytest.mark.parametrize("changed", [0, 1, 8])
def test_as_many_gained_as_lost_has_p_one_and_an_interval_around_zero(stayed, changed):
    result = mcnemar(np.array([[stayed[0], changed], [changed, stayed[1]]]))
    assert float(result.p_value) == pytest.approx(1.0, rel=1e-14)
    assert float(result.conf_low) < 0 < float(result.conf_high)
    assert float(result.conf_low) == pytest.approx(-float(result.conf_high), rel=1e-12)


def test_a_tiny_p_value_is_not_rounded_to_zero():
    p_value = float(mcnemar(np.array([[50, 900], [3, 50]])).p_value)
    n, k = 903, 3
    exact = sum(math.comb(n, i) for i in range(k)) * 2 + math.comb(n, k)
    assert math.log(p_value) == pytest.approx(math.log(exact) - n * math.log(2), rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "estimate"), [([[0, 0], [0, 0]], math.nan), ([[0, 1], [0, 0]], 1)]
)
def test_fewer_than_two_pairs_are_not_tested(counts, estimate):
    result = mcnemar(np.array(counts))
    assert result.reason == "n_lt_2"
    assert float(result.estimate) == pytest.approx(estimate, nan_ok=True)
    assert all(math.isnan(numbers(result)[key]) for key in NUMBERS[1:])


def test_independent_answers_have_the_interval_of_independent_shares():
    # phi is 0, so that the limits are squared and added without it.
    result = mcnemar(np.array([[40, 20], [20, 10]]))
    low, high = wilson_limits(np.array(1 / 3), np.array(90.0), 0.95)
    near, far = 1 / 3 - float(low), float(high) - 1 / 3
    assert float(result.conf_high) == pytest.approx(math.hypot(near, far), rel=1e-12)


def test_those_who_stay_narrow_the_interval():
    apart, together = np.array([[20, 30], [20, 30]]), np.array([[40, 10], [0, 50]])
    widths = [float(r.conf_high) - float(r.conf_low) for r in map(mcnemar, (apart, together))]
    assert widths[1] < 0.5 * widths[0]


@quick
@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_limits_of_a_share_are_those_of_scipy(k, n, confidence):
    k = min(k, n)
    theirs = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
    low, high = wilson_limits(np.array(k / n), np.array(float(n)), confidence)
    assert (float(low), float(high)) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_nobody_and_everybody_have_limits_of_exactly_none_and_all():
    n = np.arange(1.0, 500)
    assert (wilson_limits(np.zeros(n.size), n, 0.95)[0] == 0).all()
    assert (wilson_limits(np.ones(n.size), n, 0.95)[1] == 1).all()


@quick
@given(tables)
def test_swapping_waves_or_answers_negates_the_estimate_and_keeps_the_p_value(counts):
    plain = numbers(mcnemar(counts))
    for other in (counts.T, counts[::-1, ::-1]):
        turned = numbers(mcnemar(other))
        assert turned["estimate"] == pytest.approx(-plain["estimate"], abs=1e-12, nan_ok=True)
        assert turned["conf_low"] == pytest.approx(-plain["conf_high"], abs=1e-12, nan_ok=True)
        assert turned["p_value"] == pytest.approx(plain["p_value"], rel=1e-12, nan_ok=True)


@quick
@given(tables)
def test_the_interval_holds_the_estimate_and_stays_within_all_and_none(counts):
    tight, wide = mcnemar(counts, confidence=0.8), mcnemar(counts, confidence=0.99)
    if tight.reason:
        return
    assert -1 - 1e-12 <= wide.conf_low <= tight.conf_low + 1e-12
    assert tight.conf_low <= tight.estimate + 1e-12
    assert tight.estimate - 1e-12 <= tight.conf_high <= wide.conf_high + 1e-12 <= 1 + 2e-12


def test_many_tables_at_once_are_those_one_by_one():
    names = ("airways", "response", "even", "all_gained", "never_yes", "far")
    stacked = np.array([counts_of(name) for name in names]).reshape(2, 3, 2, 2)
    together = mcnemar(stacked)
    for place in np.ndindex(2, 3):
        alone = mcnemar(stacked[place])
        for field in fields(together)[1:]:
            assert getattr(together, field.name)[place] == getattr(alone, field.name)
