import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit, stdtrit

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.alpha_intervals import jackknife
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.items import item_statistics
from lpsstats.stats.omega import omega_total
from lpsstats.stats.polychoric import polychoric
from lpsstats.stats.two_items import two_items
from lpsstats.stats.weighted_items import group_weighted_items, weighted_item_statistics
from lpsstats.stats.weighted_reliability import (
    weighted_alpha,
    weighted_alpha_interval,
    weighted_omega,
    weighted_ordinal,
    weighted_two_items,
)
from support.reference import answers_of, table

NAMES = ("k2", "k3", "k4", "k5", "k7")


def patterned(n):
    return 0.5 + (7 * np.arange(1, n + 1)) % 11 / 5


def ends(k):
    return {"low": np.ones(k), "high": np.full(k, 7.0)}


def half_widths(found, confidence=0.95):
    return stdtrit(found.n_effective - 1, (1 + confidence) / 2)


def values_of(name):
    items, group, n_groups = answers_of(name)
    weight = patterned(len(items))
    found = group_weighted_items(items, weight, group, n_groups)
    complete = np.where(np.isnan(items).any(axis=1)[:, None], np.nan, items)
    each = weighted_item_statistics(complete, weight, group, found, **ends(items.shape[1]))
    alpha = cronbach_alpha(found.groups).alpha
    low = weighted_alpha_interval(found, confidence=0.95).low
    omega = weighted_omega(found, confidence=0.95)
    whole = {
        "n": found.groups.n,
        "n_effective": found.n_effective,
        "alpha": alpha,
        "std_error": (alpha - low) / half_widths(found),
        "omega": omega.omega,
        "omega_std_error": omega.std_error,
    }
    return whole, each


@pytest.mark.parametrize("name", NAMES)
def test_weighted_values_are_those_of_survey_and_lavaan(name):
    """survey's own jackknife replicates, and lavaan's estimator for sampling weights."""
    whole, each = values_of(name)
    rows = [row for row in table("weighted_reliability.csv") if row["input"] == name]
    assert rows
    for row in rows:
        group, statistic = int(row["group"]) - 1, row["statistic"]
        if row["item"]:
            value = getattr(each, statistic)[group, int(row["item"]) - 1]
        else:
            value = whole[statistic][group]
        if not row["value"]:
            assert np.isnan(value)
            continue
        loose = 1e-6 if "omega" in statistic else 1e-11
        assert value == pytest.approx(float(row["value"]), abs=loose), row


@pytest.mark.parametrize("name", NAMES)
def test_equal_weights_change_nothing(name):
    items, group, n_groups = answers_of(name)
    plain = group_items(items, group, n_groups)
    found = group_weighted_items(items, np.full(len(items), 7.0), group, n_groups)
    assert found.groups.covariance == pytest.approx(plain.covariance, abs=1e-12)
    assert found.n_effective == pytest.approx(plain.n)
    ours, theirs = (
        weighted_alpha_interval(found, confidence=0.9),
        jackknife(plain, confidence=0.9),
    )
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)
    omega, expected = (
        weighted_omega(found, confidence=0.9),
        omega_total(plain, confidence=0.9),
    )
    assert omega.interval.low == pytest.approx(expected.interval.low, abs=1e-9, nan_ok=True)
    each = weighted_item_statistics(
        items, np.full(len(items), 7.0), group, found, **ends(items.shape[1])
    )
    same = item_statistics(items, group, plain, **ends(items.shape[1]))
    for field in same.__slots__:
        assert getattr(each, field) == pytest.approx(getattr(same, field), abs=1e-12, nan_ok=True)


def test_equal_weights_leave_two_items_as_they_are():
    items, group, n_groups = answers_of("k2")
    found = group_weighted_items(items, np.ones(len(items)), group, n_groups)
    ours = weighted_two_items(found, confidence=0.95)
    theirs = two_items(group_items(items, group, n_groups), confidence=0.95)
    assert ours.spearman_brown == pytest.approx(theirs.spearman_brown)
    assert ours.interval.low == pytest.approx(theirs.interval.low)
    unequal = group_weighted_items(items, patterned(len(items)), group, n_groups)
    wider = weighted_two_items(unequal, confidence=0.95).r_interval
    assert (np.arctanh(wider.high) - np.arctanh(wider.low) > 0.51).all()


def test_whole_weights_give_the_alpha_of_repeated_rows_but_not_their_certainty():
    items, group, n_groups = answers_of("k5")
    times = 1 + np.arange(len(items)) % 4
    found = group_weighted_items(items, times.astype(float), group, n_groups)
    repeated = group_items(np.repeat(items, times, axis=0), np.repeat(group, times), n_groups)
    alpha = cronbach_alpha(found.groups).alpha
    assert alpha == pytest.approx(cronbach_alpha(repeated).alpha, abs=1e-12)
    ours = weighted_alpha_interval(found, confidence=0.95)
    assert (alpha - ours.low > 1.2 * (alpha - jackknife(repeated, confidence=0.95).low)).all()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.sampled_from([1e-300, 1e-5, 10.0, 8e307]))
def test_only_the_ratios_of_weights_count(seed, unit):
    random = np.random.default_rng(seed)
    items = random.integers(1, 6, (40, 4)).astype(float)
    weight, group = random.uniform(0.5, 2, 40), random.integers(0, 2, 40)
    found, other = (group_weighted_items(items, w, group, 2) for w in (weight, unit * weight))
    assert other.groups.covariance == pytest.approx(found.groups.covariance, rel=1e-9, abs=1e-12)
    assert other.n_effective == pytest.approx(found.n_effective)
    assert (found.n_effective <= found.groups.n + 1e-9).all()
    narrow, wide = (weighted_alpha_interval(other, confidence=c) for c in (0.8, 0.99))
    alpha = cronbach_alpha(other.groups).alpha
    assert (wide.low <= narrow.low).all()
    assert (narrow.low <= alpha).all()
    assert (alpha <= narrow.high).all()


def test_who_has_no_weight_is_left_out():
    items, group, n_groups = answers_of("k4")
    weight = patterned(len(items))
    weight[::3], weight[1::5] = np.nan, 0.0
    kept = weight > 0
    found = group_weighted_items(items, weight, group, n_groups)
    alone = group_weighted_items(items[kept], weight[kept], group[kept], n_groups)
    assert found.groups.n.tolist() == alone.groups.n.tolist()
    assert found.groups.covariance.tolist() == alone.groups.covariance.tolist()
    each = weighted_item_statistics(items, weight, group, found, **ends(4))
    assert (each.n + each.missing == np.bincount(group[kept])[:, None]).all()


def test_a_constant_item_stays_constant_and_an_empty_group_empty():
    items = np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]])
    found = group_weighted_items(items, np.array([1.0, 2.0, 3.0]), np.zeros(3, np.int64), 2)
    assert found.groups.variance[0, 0] == 0
    assert found.groups.mean[0] == pytest.approx([0.1, 17 / 6])
    assert found.groups.n.tolist() == [3, 0]
    assert np.isnan(found.n_effective[1])
    interval = weighted_alpha_interval(found, confidence=0.95)
    assert np.isnan(interval.low).all()


def test_two_respondents_have_no_interval():
    items = np.array([[1.0, 2.0, 2.0], [2.0, 4.0, 3.0]])
    found = group_weighted_items(items, np.array([1.0, 2.0]), np.zeros(2, np.int64), 1)
    assert np.isnan(weighted_alpha_interval(found, confidence=0.95).low).all()


def test_the_weighted_interval_of_omega_is_made_on_log_odds_with_the_effective_n():
    items, group, n_groups = answers_of("k5")
    found = group_weighted_items(items, patterned(len(items)), group, n_groups)
    omega = weighted_omega(found, confidence=0.95)
    size = found.n_effective
    reach = half_widths(found) * omega.std_error * np.sqrt(size / (size - 5))
    reach = reach / (omega.omega * (1 - omega.omega))
    for end, sign in ((omega.interval.low, -1), (omega.interval.high, 1)):
        expected = expit(logit(omega.omega) + sign * reach)
        assert end == pytest.approx(expected, abs=1e-12, nan_ok=True)


def heavy(items, weight):
    n = len(items)
    return group_weighted_items(items, weight, np.zeros(n, np.int64), 1)


@pytest.mark.parametrize("name", ["k2", "k4"])
def test_where_one_weight_outweighs_all_others_there_is_no_coefficient(name):
    items, _, _ = answers_of(name)
    items = items[~np.isnan(items).any(axis=1)]
    weight = np.ones(len(items))
    weight[0] = 1e6
    found = heavy(items, weight)
    assert found.n_effective == pytest.approx(1, abs=1e-3)
    alpha, omega = weighted_alpha(found), weighted_omega(found, confidence=0.95)
    categories = polychoric(items, np.zeros(len(items), np.int64), 1, weight=weight)
    ordinal = weighted_ordinal(found, categories)
    reasons = [alpha.reason, omega.reason, ordinal.reason, ordinal.omega_reason]
    ends_of = weighted_alpha_interval(found, confidence=0.95)
    values = [alpha.alpha, alpha.inter_item_r, ends_of.low, ends_of.high, omega.omega]
    values += [omega.interval.low, omega.interval.high, ordinal.alpha, ordinal.omega]
    if name == "k2":
        pair = weighted_two_items(found, confidence=0.95)
        reasons.append(pair.reason)
        values += [pair.r, pair.spearman_brown, pair.interval.low, pair.interval.high]
    assert {str(reason[0]) for reason in reasons} == {"n_lt_2"}
    assert np.isnan(values).all()
    k = items.shape[1]
    each = weighted_item_statistics(items, weight, np.zeros(len(items), np.int64), found, **ends(k))
    assert np.isnan(each.item_rest).all()
    assert np.isnan(each.alpha_if_deleted).all()
    assert not np.isnan(each.mean).any()


def test_three_in_effect_are_enough_and_fewer_are_not():
    items = np.array([[1.0, 2.0, 2.0], [2.0, 4.0, 3.0], [5.0, 4.0, 6.0], [4.0, 4.0, 1.0]])
    enough = heavy(items[:3], np.full(3, 0.1))
    assert weighted_alpha(enough).reason.tolist() == [""]
    plain = jackknife(group_items(items[:3], np.zeros(3, np.int64), 1), confidence=0.95)
    assert weighted_alpha_interval(enough, confidence=0.95).low == pytest.approx(plain.low)
    fewer = heavy(items, np.array([1.0, 1.0, 1.0, 0.001]) * [1, 1, 1.2, 1])
    assert fewer.n_effective[0] == pytest.approx(2.98, abs=0.01)
    assert weighted_alpha(fewer).reason.tolist() == ["n_lt_2"]
