import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.polychoric import polychoric, table_correlations
from support.reference import answers_of, table

NAMES = ("k2", "k3", "k4", "k5", "k7")
PATTERN = np.array([1.0, 1.0, 2.0, 0.5, 1.0])


def of(items, **more):
    items = np.asarray(items, dtype=float)
    return polychoric(items, np.zeros(len(items), dtype=np.int64), 1, **more)


def patterned(items, group, n_groups):
    """Weight the complete rows of every group as the reference does; leave out the others."""
    weight = np.full(len(items), np.nan)
    for number in range(n_groups):
        here = np.flatnonzero((group == number) & ~np.isnan(items).any(axis=1))
        weight[here] = PATTERN[np.arange(here.size) % PATTERN.size]
    return weight


@pytest.mark.parametrize("name", NAMES)
def test_correlations_are_those_of_lavaan_and_psych(name):
    """psych stops its search at four or five digits; lavaan at eight."""
    answers = answers_of(name)
    plain = polychoric(*answers)
    weighted = polychoric(*answers, weight=patterned(*answers))
    ours = {"r_lavaan": (plain, 1e-7), "r_psych": (plain, 3e-5), "r_weighted": (weighted, 3e-5)}
    rows = [r for r in table("polychoric.csv") if r["input"] == name and r["statistic"] in ours]
    assert rows
    for row in rows:
        found, tolerance = ours[row["statistic"]]
        at = int(row["group"]) - 1, int(row["one"]) - 1, int(row["other"]) - 1
        assert found.correlation[at] == pytest.approx(float(row["value"]), abs=tolerance)


@pytest.mark.parametrize("r", [-0.8, 0.0, 0.35, 0.99])
def test_two_halves_follow_the_arcsine(r):
    """Cut at the median, two normal variables agree with probability 1/2 + arcsin(r)/pi."""
    same = 0.25 + np.arcsin(r) / (2 * np.pi)
    shares = np.array([[[same, 0.5 - same], [0.5 - same, same]]])
    middle = np.zeros((1, 1))
    assert table_correlations(shares, middle, middle)[0] == pytest.approx(r, abs=1e-9)


def test_items_of_a_known_normal_distribution_give_its_correlation_back():
    random = np.random.default_rng(1)
    latent = random.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], size=40_000)
    items = np.stack([np.digitize(latent[:, 0], [-0.5, 1.0]), np.digitize(latent[:, 1], [0.8])], 1)
    found = of(items)
    assert found.correlation[0, 0, 1] == pytest.approx(0.6, abs=0.015)
    assert found.thresholds[0, 0] == pytest.approx([-0.5, 1.0], abs=0.02)


def test_an_answer_that_nobody_gave_is_no_category():
    items, _, _ = answers_of("k2")
    spread = np.where(items > 3, items + 2, items)  # nobody answers 4 or 5
    gap, closed = of(spread), of(items)
    assert gap.correlation == pytest.approx(closed.correlation, abs=1e-10)
    assert gap.n_categories.tolist() == closed.n_categories.tolist()
    assert gap.steps.sum(axis=1).tolist() == (closed.steps.sum(axis=1) + 2).tolist()


def test_a_group_without_some_answers_is_what_it_is_alone():
    items, group, n_groups = answers_of("k7")
    group = np.where(items[:, 0] > 4, 1, group)
    together = polychoric(items, group, n_groups)
    for number in range(n_groups):
        alone = of(items[group == number])
        assert together.correlation[number] == pytest.approx(alone.correlation[0], abs=1e-9)


def test_an_empty_cell_of_two_by_two_leaves_no_correlation():
    found = of([[1, 1], [1, 1], [2, 2], [1, 2], [2, 2]])
    assert found.reason.tolist() == ["empty_category"]
    assert np.isnan(found.correlation).all()


def test_identical_items_leave_no_correlation():
    answers = np.arange(40) % 5
    assert of(np.stack([answers, answers], axis=1)).reason.tolist() == ["empty_category"]


def test_measurements_are_no_categories():
    values = np.arange(30.0)
    found = of(np.stack([values, values % 7], axis=1))
    assert found.reason.tolist() == ["too_many_categories"]
    assert found.n_categories.tolist() == [[30, 7]]
    assert np.isnan(found.correlation).all()


def test_an_item_without_variance_has_no_correlations():
    items, _, _ = answers_of("k3")
    items[:, 1] = np.where(np.isnan(items[:, 1]), np.nan, 4)
    found = of(items)
    assert found.correlation[0, 1].tolist() == [0, 0, 0]
    assert found.correlation[0, 0, 2] != 0


def test_an_empty_group_has_none():
    found = polychoric(np.array([[1.0, 2], [2, 1], [2, 2]]), np.zeros(3, dtype=np.int64), 2)
    assert found.n.tolist() == [3, 0]
    assert np.isnan(found.correlation[1]).all()
    nobody = polychoric(np.full((3, 2), np.nan), np.zeros(3, dtype=np.int64), 1)
    assert nobody.n.tolist() == [0]


def test_whole_weights_are_repeated_rows_and_only_their_ratios_count():
    items, group, n_groups = answers_of("k5")
    times = 1 + np.arange(len(items)) % 3
    repeated = polychoric(np.repeat(items, times, axis=0), np.repeat(group, times), n_groups)
    for unit in (1.0, 1e300, 1e-300):
        weighted = polychoric(items, group, n_groups, weight=unit * times)
        assert weighted.correlation == pytest.approx(repeated.correlation, abs=1e-9)


def test_who_has_no_weight_is_left_out():
    items, group, n_groups = answers_of("k4")
    weight = 1.0 + np.arange(len(items)) % 3
    weight[::4], weight[1::4] = np.nan, 0.0
    kept = weight > 0
    found = polychoric(items, group, n_groups, weight=weight)
    alone = polychoric(items[kept], group[kept], n_groups, weight=weight[kept])
    assert found.n.tolist() == alone.n.tolist()
    assert found.correlation == pytest.approx(alone.correlation, nan_ok=True)
    assert found.n.sum() < kept.sum()


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(5, 60))
def test_reversing_an_item_turns_its_correlations_round(seed, n):
    random = np.random.default_rng(seed)
    items = random.integers(1, 5, (n, 3)).astype(float)
    found = of(items)
    other = of(items * [1, -1, 1])
    assert other.reason[0] == found.reason[0]
    assert other.correlation[0, 0, 1] == pytest.approx(-found.correlation[0, 0, 1], nan_ok=True)
    assert other.correlation[0, 0, 2] == pytest.approx(found.correlation[0, 0, 2], nan_ok=True)
    assert not (np.abs(found.correlation) > 1).any()
