"""Two counts held against each other: by hand, against R and scipy, and by what must hold."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from lpsstats.stats.rate_ratio import (
    NO_EXPOSURE,
    NOT_RECORDED,
    NOTHING_RECORDED,
    poisson_limits,
    rate_ratio,
)
from support.reference import REFERENCE, table

COUNT = st.integers(0, 400)
EXPOSURE = st.floats(0.1, 50)


def one(before, after, exposure_before=1.0, exposure_after=1.0, **options):
    """Compare a single pair."""
    values = (before, after, exposure_before, exposure_after)
    return rate_ratio(*(np.array([value], dtype=float) for value in values), **options)


def pairs():
    with (REFERENCE / "inputs" / "counts_pairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("before", "after", "exposure_before", "exposure_after")
    return [np.array([float(row[name]) for row in rows]) for name in names]


def expected(what, level, name):
    rows = [r for r in table("counts.csv") if r["what"] == what and float(r["level"]) == level]
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def test_forty_and_sixty_five_give_the_textbook_interval():
    found = one(40, 65)
    assert found.ratio[0] == 1.625
    assert round(found.conf_low[0], 2) == 1.08
    assert round(found.conf_high[0], 2) == 2.47
    assert round(found.p_value[0], 3) == 0.019


def test_four_and_none_have_a_finite_interval_from_zero():
    found = one(4, 0)
    assert (found.ratio[0], found.conf_low[0], found.p_value[0]) == (0, 0, 0.125)
    assert round(found.conf_high[0], 2) == 1.51


def test_there_is_no_ratio_to_nothing_but_a_lower_limit_and_p():
    found = one(0, 5)
    assert np.isnan(found.ratio[0])
    assert np.isnan(found.conf_high[0])
    # (a / 2) ** (1 / 5) as odds: five of five.
    share = 0.025 ** (1 / 5)
    assert found.conf_low[0] == pytest.approx(share / (1 - share), rel=1e-12)
    assert found.p_value[0] == pytest.approx(2 / 2**5, rel=1e-12)
    assert found.reason[0] == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((0, 0), NOTHING_RECORDED),
        ((np.nan, 3), NOT_RECORDED),
        ((3, np.nan), NOT_RECORDED),
        ((3, 4, np.nan, 1), NO_EXPOSURE),
        ((0, 0, 1, np.nan), NO_EXPOSURE),
    ],
)
def test_what_cannot_be_compared_has_a_reason_and_no_number(values, reason):
    found = one(*values)
    assert found.reason[0] == reason
    numbers = (found.ratio, found.conf_low, found.conf_high, found.p_value)
    assert np.isnan(numbers).all()


@pytest.mark.parametrize("level", [0.95, 0.99])
def test_ratios_limits_and_p_are_those_of_poisson_test_in_r(level):
    before, after, exposure_before, exposure_after = pairs()
    found = rate_ratio(before, after, exposure_before, exposure_after, confidence=level)
    for name, values in (
        ("estimate", found.ratio),
        ("low", found.conf_low),
        ("high", found.conf_high),
    ):
        np.testing.assert_allclose(values, expected("ratio", level, name), rtol=1e-9)
    p = expected("ratio", level, "p_value")
    np.testing.assert_allclose(found.p_value, p, rtol=1e-9, atol=1e-300)
    assert max(before.max(), after.max()) >= 1e7


@pytest.mark.parametrize("level", [0.95, 0.99])
def test_limits_of_one_rate_are_garwoods_as_r_gives_them(level):
    _, after, _, exposure = pairs()
    low, high = poisson_limits(after, confidence=level)
    np.testing.assert_allclose(low / exposure, expected("rate", level, "low"), rtol=1e-9)
    np.testing.assert_allclose(high / exposure, expected("rate", level, "high"), rtol=1e-9)


def test_limits_of_nothing_known_are_unknown_and_those_of_zero_start_at_zero():
    low, high = poisson_limits(np.array([np.nan, 0.0]))
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] == 0
    assert high[1] == pytest.approx(-np.log(0.025), rel=1e-12)


@given(COUNT, COUNT, EXPOSURE, EXPOSURE)
def test_p_and_limits_are_scipys_binomial_ones(before, after, exposure_before, exposure_after):
    if before + after == 0:
        return
    found = one(before, after, exposure_before, exposure_after)
    share = exposure_after / (exposure_before + exposure_after)
    test = binomtest(after, before + after, share)
    assert found.p_value[0] == pytest.approx(test.pvalue, rel=1e-8)
    limits = test.proportion_ci(method="exact")
    odds = limits.low / (1 - limits.low) * exposure_before / exposure_after
    assert found.conf_low[0] == pytest.approx(odds, rel=1e-8)


@given(COUNT, COUNT, EXPOSURE, EXPOSURE)
def test_swapping_the_periods_inverts_the_ratio_and_its_limits(x, y, s, t):
    forth, back = one(x, y, s, t), one(y, x, t, s)
    np.testing.assert_allclose(forth.p_value, back.p_value, rtol=1e-9)
    if x and y:
        np.testing.assert_allclose(forth.ratio, 1 / back.ratio, rtol=1e-12)
        np.testing.assert_allclose(forth.conf_low, 1 / back.conf_high, rtol=1e-9)
        np.testing.assert_allclose(forth.conf_high, 1 / back.conf_low, rtol=1e-9)


@given(COUNT, COUNT, EXPOSURE, EXPOSURE, st.floats(0.01, 100))
def test_only_the_ratio_of_the_exposures_matters(x, y, s, t, factor):
    found, scaled = one(x, y, s, t), one(x, y, factor * s, factor * t)
    for name in ("ratio", "conf_low", "conf_high", "p_value"):
        np.testing.assert_allclose(getattr(found, name), getattr(scaled, name), rtol=1e-6)


@given(st.integers(1, 10_000_000), st.sampled_from([1.0, 0.3, 7.0, 13.0]))
def test_equal_rates_have_a_ratio_of_one_and_a_p_of_one(count, exposure):
    found = one(count, count, exposure, exposure)
    assert (found.ratio[0], found.p_value[0]) == (1, 1)
    assert found.conf_low[0] < 1 < found.conf_high[0]


@given(st.integers(1, 3000), st.integers(2, 9))
def test_equal_rates_of_unequal_exposures_have_a_p_of_one_too(count, times):
    assert one(count, times * count, 0.7, times * 0.7).p_value[0] == pytest.approx(1)


@given(COUNT, COUNT, EXPOSURE, EXPOSURE)
def test_the_ratio_is_within_its_limits_and_they_widen_with_confidence(x, y, s, t):
    near, far = one(x, y, s, t, confidence=0.9), one(x, y, s, t, confidence=0.99)
    if x and y:
        assert far.conf_low < near.conf_low < near.ratio < near.conf_high < far.conf_high
    assert not near.p_value > 1


def test_the_interval_and_the_test_hold_their_level():
    """Under equal rates of 6 and 9 the exact test finds 5% at most: all outcomes weighed."""
    counts = np.arange(60.0)
    x, y = np.meshgrid(counts, counts)
    found = rate_ratio(x, y, np.full_like(x, 2.0), np.full_like(x, 3.0))
    from scipy.stats import poisson

    chance = poisson.pmf(x, 6) * poisson.pmf(y, 9)
    assert chance[found.p_value < 0.05].sum() <= 0.05
    missed = (found.conf_low > 1) | (found.conf_high < 1)
    assert chance[missed].sum() <= 0.05


def test_there_may_be_nothing_to_compare_at_all():
    empty = np.zeros(0)
    assert rate_ratio(empty, empty, empty, empty).p_value.shape == (0,)
