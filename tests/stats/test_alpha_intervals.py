import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.alpha_intervals import INTERVALS, adf, feldt, jackknife
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.reliability_interval import student_half_width
from support.reference import answers_of, table


def one_group(items):
    items = np.asarray(items, dtype=float)
    return group_items(items, np.zeros(len(items), dtype=np.int64), 1)


def plain_alpha(items):
    covariance = np.cov(items.T)
    k = items.shape[1]
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


answers = arrays(
    float, st.tuples(st.integers(4, 25), st.integers(2, 5)), elements=st.integers(1, 7).map(float)
)
methods = pytest.mark.parametrize("method", INTERVALS)


@pytest.mark.parametrize("name", ["k2", "k3", "k4", "k5", "k7", "attitude"])
@methods
def test_the_interval_is_that_of_the_reference(method, name):
    """Feldt's by psych, ADF's by lavaan's Gamma, the jackknife written out in R."""
    interval = INTERVALS[method].compute(group_items(*answers_of(name)), confidence=0.95)
    rows = [row for row in table("reliability.csv") if row["input"] == name]
    theirs = {(row["statistic"], row["group"]): float(row["value"]) for row in rows}
    for group in range(interval.low.size):
        low, high = (theirs[f"{method}_{end}", str(group + 1)] for end in ("low", "high"))
        assert interval.low[group] == pytest.approx(low, abs=1e-9)
        assert interval.high[group] == pytest.approx(high, abs=1e-9)


@given(answers)
def test_the_jackknife_is_the_one_with_every_respondent_left_out_in_turn(items):
    groups = one_group(items)
    assume((groups.n_items == items.shape[1]).all())
    left_out = [np.delete(items, row, axis=0) for row in range(len(items))]
    totals = [rest.sum(axis=1) for rest in [items, *left_out]]
    assume(all(np.ptp(total) > 0 for total in totals))
    n, whole = len(items), plain_alpha(items)
    pseudo = [n * whole - (n - 1) * plain_alpha(rest) for rest in left_out]
    half = stats.t.ppf(0.95, n - 1) * np.std(pseudo, ddof=1) / np.sqrt(n)
    interval = jackknife(groups, confidence=0.9)
    assert interval.low[0] == pytest.approx(whole - half, rel=1e-7, abs=1e-7)
    assert interval.high[0] == pytest.approx(min(1, whole + half), rel=1e-7, abs=1e-7)


def test_the_distribution_free_interval_is_the_published_formula_evaluated_in_full():
    items, group, _ = answers_of("k4")
    items = items[(group == 0) & ~np.isnan(items).any(axis=1)]
    n, k = items.shape
    centred, covariance = items - items.mean(axis=0), np.cov(items.T)
    total = covariance.sum()
    derivative = np.trace(covariance) / total**2 * np.ones((k, k)) - np.eye(k) / total
    influence = [k / (k - 1) * (d @ derivative @ d) for d in centred]
    half = stats.norm.ppf(0.975) * np.std(influence, ddof=1) / np.sqrt(n)
    interval = adf(one_group(items), confidence=0.95)
    assert interval.low[0] == pytest.approx(plain_alpha(items) - half, abs=1e-12)
    assert interval.high[0] == pytest.approx(plain_alpha(items) + half, abs=1e-12)


@methods
@given(items=answers)
def test_an_interval_holds_alpha_stays_below_one_and_widens_with_confidence(method, items):
    groups = one_group(items)
    alpha = cronbach_alpha(groups).alpha[0]
    narrow = INTERVALS[method].compute(groups, confidence=0.8)
    wide = INTERVALS[method].compute(groups, confidence=0.99)
    assume(not np.isnan(wide.low[0]))
    slack = 1e-9 * (1 + abs(alpha))
    assert wide.low[0] <= narrow.low[0] + slack
    assert narrow.low[0] <= alpha + slack
    assert alpha <= narrow.high[0] + slack
    assert narrow.high[0] <= wide.high[0] + slack
    assert wide.high[0] <= 1


@methods
def test_groups_together_are_what_they_are_alone_in_any_order_of_respondents(method):
    items, group, n_groups = answers_of("k5")
    order = np.random.default_rng(1).permutation(len(items))
    together = INTERVALS[method].compute(
        group_items(items[order], group[order], n_groups), confidence=0.95
    )
    for number in range(n_groups):
        alone = INTERVALS[method].compute(one_group(items[group == number]), confidence=0.95)
        assert together.low[number] == pytest.approx(alone.low[0], abs=1e-12)
        assert together.high[number] == pytest.approx(alone.high[0], abs=1e-12)


@methods
@pytest.mark.parametrize(
    "rows", [np.empty((0, 3)), [[1, 2, 3]], [[1], [2], [4]], [[4, 5], [4, 5], [4, 5]]]
)
def test_without_alpha_there_is_no_interval(method, rows):
    interval = INTERVALS[method].compute(one_group(rows), confidence=0.95)
    assert np.isnan([interval.low[0], interval.high[0]]).all()


def test_no_width_can_be_read_from_two_respondents():
    n = np.array([1, 2, 3])
    width = student_half_width(np.array([0.1, 0.1, 0.1]), n, 0.95)
    assert np.isnan(width[:2]).all()
    assert width[2] == pytest.approx(0.1 * 4.302653, abs=1e-7)  # t(2) tabulated


@pytest.mark.parametrize("compute", [jackknife, adf])
def test_two_respondents_show_no_spread(compute):
    interval = compute(one_group([[1, 2], [3, 3]]), confidence=0.95)
    assert np.isnan([interval.low[0], interval.high[0]]).all()


def test_the_jackknife_needs_a_sum_that_varies_without_any_one_respondent():
    # Without the last, the sum is 10.3 for all.
    cancel = one_group([[5.7, 4.6], [2.4, 7.9], [0.4, 9.9], [9.1, 8.2]])
    assert np.isnan(jackknife(cancel, confidence=0.95).low[0])
    lonely = one_group([[5.8, 5.5]] * 7 + [[3.5, 9.0]])
    assert np.isnan(jackknife(lonely, confidence=0.95).low[0])
    assert not np.isnan(feldt(lonely, confidence=0.95).low[0])


def test_an_item_without_variance_is_dropped_from_every_interval():
    items, group, n_groups = answers_of("k4")
    constant = np.column_stack([items, np.full(len(items), 3.0)])
    for method in INTERVALS.values():
        with_it = method.compute(group_items(constant, group, n_groups), confidence=0.95)
        without = method.compute(group_items(items, group, n_groups), confidence=0.95)
        assert with_it.low == pytest.approx(without.low, abs=1e-12)
        assert with_it.high == pytest.approx(without.high, abs=1e-12)
