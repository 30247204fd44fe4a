import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.omega import fit_omega, omega_total
from lpsstats.stats.one_factor import fit_one_factor
from lpsstats.stats.one_factor_likelihood import discrepancy, half_gradient, information, misfit
from support.reference import answers_of, table


def one_group(items):
    items = np.asarray(items, dtype=float)
    return group_items(items, np.zeros(len(items), dtype=np.int64), 1)


def omega_of(items, confidence=0.95):
    return omega_total(one_group(items), confidence=confidence)


def implied(loadings, uniquenesses):
    return np.outer(loadings, loadings) + np.diag(uniquenesses)


def likert(seed, n, k):
    random = np.random.default_rng(seed)
    latent = random.standard_normal((n, 1)) + 0.9 * random.standard_normal((n, k))
    return np.clip(np.round(4 + 1.5 * latent), 1, 7)


REFERENCES = [row for row in table("omega.csv") if row["statistic"] != "heywood"]
NAMES = ("k3", "k4", "k5", "k7", "attitude")


@pytest.mark.parametrize("name", NAMES)
def test_omega_and_its_standard_error_are_those_of_lavaan_and_semtools(name):
    """lavaan stops at a gradient of about 1e-7, which is what the tolerances allow for."""
    groups = group_items(*answers_of(name))
    result = omega_total(groups, confidence=0.95)
    ours = {"n": groups.n, "std_error": result.std_error}
    ours |= {"omega": result.omega, "omega_semtools": result.omega}
    ours |= {"conf_low": result.interval.low, "conf_high": result.interval.high}
    rows = [row for row in REFERENCES if row["input"] == name and not row["item"]]
    assert rows
    for row in rows:
        value = ours[row["statistic"]][int(row["group"]) - 1]
        assert value == pytest.approx(float(row["value"]), abs=1e-6, rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_standardised_loadings_and_uniquenesses_are_those_of_lavaan(name):
    fit = fit_omega(group_items(*answers_of(name)).covariance)
    ours = {"loading": fit.model.loadings, "uniqueness": fit.model.uniquenesses}
    rows = [row for row in REFERENCES if row["input"] == name and row["item"]]
    assert rows
    for row in rows:
        value = ours[row["statistic"]][int(row["group"]) - 1, int(row["item"]) - 1]
        assert value == pytest.approx(float(row["value"]), abs=5e-6)


def test_where_lavaan_finds_a_negative_uniqueness_there_is_no_omega():
    rows = [row for row in table("omega.csv") if row["statistic"] == "heywood"]
    assert rows
    for row in rows:
        result = omega_total(group_items(*answers_of(row["input"])), confidence=0.95)
        assert result.reason[int(row["group"]) - 1] == "heywood"
        assert np.isnan(result.omega[int(row["group"]) - 1])


def test_a_matrix_that_one_factor_explains_gives_back_its_loadings():
    loadings, uniquenesses = np.array([2.0, 1.0, 3.0, 1.5]), np.array([1.0, 2.0, 4.0, 0.5])
    fit = fit_omega(implied(loadings, uniquenesses)[None])
    assert fit.sd[0] * fit.model.loadings[0] == pytest.approx(loadings, abs=1e-9)
    assert fit.sd[0] ** 2 * fit.model.uniquenesses[0] == pytest.approx(uniquenesses, abs=1e-9)
    assert fit.omega[0] == pytest.approx(7.5**2 / (7.5**2 + 7.5))


def test_three_items_have_the_loadings_worked_by_hand():
    # One factor fits three correlations exactly: l1^2 = r12 r13 / r23.
    correlation = np.array([[[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]]])
    fit = fit_one_factor(correlation)
    assert fit.loadings[0] ** 2 == pytest.approx([0.5 * 0.4 / 0.3, 0.15 / 0.4, 0.12 / 0.5])


def test_three_items_have_a_proper_solution_just_where_algebra_says_so():
    random = np.random.default_rng(3)
    true = random.uniform(0.3, 1, (2000, 1, 3)) * random.standard_normal((2000, 60, 1))
    items = true + random.uniform(0.4, 1, (2000, 1, 3)) * random.standard_normal((2000, 60, 3))
    correlation = np.array([np.corrcoef(sample.T) for sample in items])
    r12, r13, r23 = correlation[:, 0, 1], correlation[:, 0, 2], correlation[:, 1, 2]
    squares = np.stack([r12 * r13 / r23, r12 * r23 / r13, r13 * r23 / r12], axis=1)
    inside = ((squares > 0) & (squares < 1)).all(axis=1) & (r12 > 0) & (r13 > 0)
    fit = fit_one_factor(correlation)
    assert 0 < np.count_nonzero(~inside) < 1000
    assert (fit.proper == inside).all()
    assert fit.loadings[inside] ** 2 == pytest.approx(squares[inside], abs=1e-7)


def test_parallel_items_have_omega_equal_to_alpha():
    covariance = np.full((1, 4, 4), 0.6) + 0.4 * np.eye(4)
    assert fit_omega(covariance).omega[0] == pytest.approx(4 * 0.6 / (1 + 3 * 0.6))


def test_the_gradient_and_the_information_are_derivatives_of_the_discrepancy():
    loadings, uniquenesses = np.array([[0.7, 0.5, 0.8]]), np.array([[0.4, 0.8, 0.5]])
    correlation = np.array([[[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]]])
    theta = np.concatenate([loadings, uniquenesses], axis=1)

    def gradient(at):
        return half_gradient(at[:, :3], misfit(at[:, :3], at[:, 3:], correlation))[0]

    second = information(loadings, uniquenesses, misfit(loadings, uniquenesses, correlation))[0]
    for parameter in range(6):
        ends = [theta + sign * 1e-5 * np.eye(6)[[parameter]] for sign in (1, -1)]
        up, down = (discrepancy(end[:, :3], end[:, 3:], correlation)[0] / 2 for end in ends)
        assert gradient(theta)[parameter] == pytest.approx((up - down) / 2e-5, abs=1e-8)
        slope = (gradient(ends[0]) - gradient(ends[1])) / 2e-5
        assert second[parameter] == pytest.approx(slope, abs=1e-7)


def test_the_influence_of_one_respondent_more_is_what_the_standard_error_counts():
    items = likert(3, 80, 4)
    whole = omega_of(items).omega[0]
    centred, weight = items - items.mean(axis=0), 1e-5

    def shifted(row):
        covariance = (1 - weight) * np.cov(items.T, bias=True) + weight * np.outer(row, row)
        return (fit_omega(covariance[None]).omega[0] - whole) / weight

    influences = np.array([shifted(row) for row in centred])
    spread = np.sqrt(np.sum((influences - influences.mean()) ** 2)) / 80
    assert omega_of(items).std_error[0] == pytest.approx(spread, rel=1e-3)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (np.empty((0, 4)), "wave_missing"),
        ([[1, 2, 3]], "n_lt_2"),
        ([[1], [2]], "single_item"),
        ([[4, 4, 4], [4, 4, 4]], "all_tied"),
        ([[1, 2], [2, 2], [3, 5]], "two_items"),
        ([[1, 2, 4], [2, 2, 4], [3, 5, 4]], "two_items"),
        ([[1, 1, 1], [2, 2, 2], [5, 5, 5]], "heywood"),
    ],
)
def test_what_has_no_omega_has_a_reason(rows, reason):
    result = omega_of(rows)
    assert result.reason.tolist() == [reason]
    assert np.isnan([result.omega[0], result.std_error[0], result.interval.low[0]]).all()


def test_a_negative_loading_is_not_reported_as_reliability():
    loadings = np.array([0.8, 0.7, 0.6, -0.5])
    fit = fit_omega(implied(loadings, 1 - loadings**2)[None])
    assert fit.reason.tolist() == ["heywood"]
    assert np.isnan(fit.omega[0])


def test_items_of_which_two_alone_correlate_have_no_single_solution():
    correlation = np.eye(4)[None].copy()
    correlation[0, 0, 1] = correlation[0, 1, 0] = 0.5
    assert fit_omega(correlation).reason[0] != ""
    assert fit_omega(np.eye(4)[None]).reason[0] == "not_converged"


def test_two_respondents_have_no_interval():
    result = omega_of([[1, 2, 1], [3, 3, 5]])
    assert np.isnan([result.std_error[0], result.interval.low[0]]).all()


def test_an_item_without_variance_is_dropped_in_its_group_only():
    items, group, n_groups = answers_of("k5")
    constant = np.column_stack([items, np.where(group == 0, 2.0, items[:, 0])])
    with_it = omega_total(group_items(constant, group, n_groups), confidence=0.95)
    without = omega_total(group_items(items, group, n_groups), confidence=0.95)
    assert with_it.omega[0] == pytest.approx(without.omega[0], abs=1e-10)
    assert with_it.std_error[0] == pytest.approx(without.std_error[0], abs=1e-10)
    assert with_it.reason[1] == "heywood"  # there it repeats another item


def test_groups_together_are_what_they_are_alone():
    items, group, n_groups = answers_of("k7")
    together = omega_total(group_items(items, group, n_groups), confidence=0.95)
    for number in range(n_groups):
        alone = omega_of(items[group == number])
        assert together.omega[number] == pytest.approx(alone.omega[0], abs=1e-12)
        assert together.interval.low[number] == pytest.approx(alone.interval.low[0], abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.integers(3, 6), st.floats(1e-3, 1e3), st.randoms())
def test_item_order_and_one_unit_for_all_items_change_nothing(seed, k, unit, random):
    items = likert(seed, 60, k)
    result = omega_of(items)
    assume(result.reason[0] == "")
    order = list(range(k))
    random.shuffle(order)
    other = omega_of(unit * items[:, order])
    assert other.omega == pytest.approx(result.omega, abs=1e-8)
    assert other.std_error == pytest.approx(result.std_error, rel=1e-6)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 40), st.integers(3, 6))
def test_every_small_sample_has_an_omega_with_an_interval_around_it_or_a_reason(seed, n, k):
    items = likert(seed, n, k)
    narrow, wide = omega_of(items, 0.8), omega_of(items, 0.99)
    assert np.isnan(narrow.omega[0]) == (narrow.reason[0] != "")
    if narrow.reason[0]:
        return
    assert 0 <= narrow.omega[0] <= 1
    assert wide.interval.low[0] <= narrow.interval.low[0] <= narrow.omega[0]
    assert narrow.omega[0] <= narrow.interval.high[0] <= wide.interval.high[0] <= 1


def test_omega_is_not_below_alpha_where_one_factor_fits():
    random = np.random.default_rng(5)
    loadings = np.array([0.9, 0.8, 0.4, 0.3])
    latent = loadings * random.standard_normal((20000, 1))
    groups = one_group(latent + np.sqrt(1 - loadings**2) * random.standard_normal((20000, 4)))
    alpha = cronbach_alpha(groups).alpha[0]
    result = omega_total(groups, confidence=0.95)
    assert result.omega[0] > alpha
    assert result.interval.low[0] < 2.4**2 / (2.4**2 + 4 - 1.7) < result.interval.high[0]


def test_fewer_respondents_than_items_leave_an_interval_that_says_next_to_nothing():
    items = likert(3, 6, 6) + 0.01 * np.arange(36).reshape(6, 6) ** 2
    result = omega_of(items[:, :4])
    few = omega_of(items[:4, :4])
    assert result.reason[0] == few.reason[0] == ""
    width = few.interval.high - few.interval.low
    assert width[0] > (result.interval.high - result.interval.low)[0]
    assert 0 <= few.interval.low[0] <= few.interval.high[0] <= 1
