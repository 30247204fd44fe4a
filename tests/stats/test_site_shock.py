import math

import numpy as np
import pytest
from scipy import stats

from lpsstats.stats.cell_contrast import equal_weights
from lpsstats.stats.site_shock import detectable_between, site_shock, sites_needed
from support.reference import table

ROWS = [row for row in table("power.csv") if row["what"].startswith("shock")]
SITES = table("inputs/power_sites.csv")


def array(*numbers):
    return np.array(numbers, dtype=float)


def sites_of(name):
    rows = [row for row in SITES if row["set"] == name]
    change, variance = (array(*(float(row[k]) for row in rows)) for k in ("change", "variance"))
    return change, variance, np.array([int(row["arm"]) for row in rows])


def shock_of(change, variance, arm, confidence=0.95):
    found = site_shock(change[None], variance[None], arm[None], confidence=confidence)
    return found.shock[0], found.shock_low[0], found.shock_high[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']}-{row['set']}-{row['level']}")
def test_shocks_and_their_interval_are_those_of_r(row):
    found = shock_of(*sites_of(row["set"]), float(row["level"] or 0.95))
    ours = found[["shock", "shock_low", "shock_high"].index(row["what"])]
    assert ours == pytest.approx(float(row["value"] or "nan"), rel=1e-7, abs=1e-9, nan_ok=True)


def test_two_sites_that_differ_by_a_point_by_hand():
    """Variance of 0 and 1: a half; less .1 of sampling, by 2 waves: .2."""
    shock = shock_of(array(0, 1), array(0.1, 0.1), np.array([1, 1]))[0]
    assert shock == pytest.approx(math.sqrt((0.5 - 0.1) / 2))


def test_an_effect_of_the_intervention_is_no_shock():
    change, variance, arm = sites_of("six_and_four")
    moved = change + 5 * (arm == 1)
    assert shock_of(moved, variance, arm) == pytest.approx(shock_of(change, variance, arm))


def test_sites_that_do_not_count_change_nothing():
    change, variance, arm = sites_of("six_and_four")
    more = np.append(change, np.nan), np.append(variance, np.nan), np.append(arm, -1)
    assert shock_of(*more) == pytest.approx(shock_of(change, variance, arm))


def test_nothing_is_estimated_from_one_site_an_arm_or_from_sites_without_a_variance():
    for arm in ([1, 0], [1, -1], [-1, -1]):
        found = shock_of(array(0.1, 0.5), array(0.1, 0.1), np.array(arm))
        assert all(math.isnan(x) for x in found)
    assert math.isnan(shock_of(array(0.1, 0.5), array(0.1, 0.0), np.array([1, 1]))[0])


def test_sites_more_alike_than_samples_can_be_have_no_shock_and_no_interval():
    shock, low, high = shock_of(array(0.2, 0.2, 0.2, 0.2), np.full(4, 0.3), np.array([1, 1, 0, 0]))
    assert shock == 0
    assert math.isnan(low)
    assert math.isnan(high)


def test_the_interval_holds_the_true_shock_as_often_as_it_says():
    rng, m = np.random.default_rng(7), 2000
    arm = np.tile([1, 1, 1, 0, 0, 0], (m, 1))
    variance = rng.uniform(0.01, 0.05, (m, 6))
    change = rng.normal(0.2 * arm, np.sqrt(variance + 2 * 0.2**2))
    found = site_shock(change, variance, arm)
    covered = (found.shock_low <= 0.2) & (found.shock_high >= 0.2)
    assert covered.mean() == pytest.approx(0.95, abs=0.015)
    raw = found.shock[found.shock > 0]
    assert np.mean(found.shock**2) == pytest.approx(0.04, rel=0.08)
    assert len(raw) > 0.8 * m


def test_the_difference_between_arms_is_that_of_a_t_test_of_sites():
    level, variance = 0.05, 0.1
    std_error = math.sqrt(variance * (1 / 4 + 1 / 6))
    ours = detectable_between(array(variance), (array(4), array(6)), array(level), 0.8)[0]
    law = stats.nct(8, ours / std_error)
    critical = stats.t.ppf(1 - level / 2, 8)
    assert law.sf(critical) + law.cdf(-critical) == pytest.approx(0.8, abs=1e-9)


def test_two_sites_are_no_arms_to_tell_shocks_from_changes():
    pair = detectable_between(array(0.1), (array(1), array(1)), array(0.05), 0.8)
    assert np.isnan(pair[0])


@pytest.mark.parametrize("sites", [2, 3, 5, 19])
def test_the_sites_needed_suffice_and_one_fewer_per_arm_does_not(sites):
    variance, level = array(0.1), array(0.05)
    change = detectable_between(variance, (array(sites), array(sites)), level, 0.8)
    for nearly, expected in ((1.0001, sites), (0.9999, sites + 1)):
        assert sites_needed(variance, nearly * change, level, 0.8)[0] == expected


def test_a_contrast_has_the_spread_of_its_coefficients():
    """1/s1 + 1/s0 here is the sum of squared coefficients there."""
    arms = np.array([[True, True, True, False, False]])
    weights = equal_weights(arms, ~arms, np.ones((1, 5), dtype=bool))
    assert (weights.coefficient**2).sum() == pytest.approx(1 / 3 + 1 / 2)
