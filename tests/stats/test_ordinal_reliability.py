import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lpsstats.stats.item_groups import group_items
from lpsstats.stats.least_squares_factor import fit_least_squares_factor
from lpsstats.stats.omega import omega_total
from lpsstats.stats.ordinal_reliability import ordinal_reliability
from lpsstats.stats.polychoric import polychoric
from support.reference import answers_of, table


def of(items):
    items = np.asarray(items, dtype=float)
    return ordinal_reliability(polychoric(items, np.zeros(len(items), dtype=np.int64), 1))


def likert(seed, n, k):
    random = np.random.default_rng(seed)
    latent = random.standard_normal((n, 1)) + 0.9 * random.standard_normal((n, k))
    return np.clip(np.round(4 + 1.5 * latent), 1, 7)


@pytest.mark.parametrize("name", ["k2", "k3", "k4", "k5", "k7"])
def test_ordinal_alpha_and_categorical_omega_are_those_of_r(name):
    found = ordinal_reliability(polychoric(*answers_of(name)))
    ours = {"alpha_ordinal": found.alpha, "omega_categorical": found.omega}
    rows = [r for r in table("polychoric.csv") if r["input"] == name and r["statistic"] in ours]
    assert rows
    for row in rows:
        group = int(row["group"]) - 1
        if not row["value"]:  # a loading beyond 1 in R
            assert found.omega_reason[group] == "heywood"
            continue
        value = ours[row["statistic"]][group]
        assert value == pytest.approx(float(row["value"]), abs=1e-6)


def test_weighting_the_squares_would_change_little():
    """lavaan's default, diagonally weighted least squares, is within half a hundredth."""
    rows = [r for r in table("polychoric.csv") if r["statistic"] == "omega_weighted_squares"]
    compared = 0
    for row in rows:
        found = ordinal_reliability(polychoric(*answers_of(row["input"])))
        group = int(row["group"]) - 1
        if row["value"] and not found.omega_reason[group]:
            assert found.omega[group] == pytest.approx(float(row["value"]), abs=0.005)
            compared += 1
    assert compared == 6


def test_with_very_many_answers_it_is_omega():
    """Cut finely, answers are the latent variables, and so is their sum."""
    random = np.random.default_rng(3)
    loadings = np.array([0.8, 0.7, 0.6, 0.5])
    latent = loadings * random.standard_normal((20_000, 1))
    latent = latent + np.sqrt(1 - loadings**2) * random.standard_normal((20_000, 4))
    items = np.clip(np.round(4 * latent), -9, 9)
    omega = omega_total(group_items(items, np.zeros(len(items), np.int64), 1), confidence=0.95)
    assert of(items).omega[0] == pytest.approx(omega.omega[0], abs=0.002)


def test_coarse_answers_have_less_than_their_latent_variables():
    random = np.random.default_rng(4)
    latent = random.standard_normal((2000, 1)) + random.standard_normal((2000, 4))
    found = of(latent > 1.0)
    assert found.alpha[0] == pytest.approx(0.8, abs=0.03)
    assert found.omega[0] < found.alpha[0] - 0.1


@pytest.mark.parametrize(
    ("rows", "reason", "omega_reason"),
    [
        (np.empty((0, 3)), "wave_missing", "wave_missing"),
        ([[1, 2, 3]], "n_lt_2", "n_lt_2"),
        ([[1], [2], [3]], "single_item", "single_item"),
        ([[1, 4, 4], [2, 4, 4], [3, 4, 4]], "single_item", "single_item"),
        ([[1, 2], [2, 2], [1, 1], [2, 1], [2, 2]], "", "two_items"),
        ([[1, 1, 1], [2, 2, 2], [1, 1, 2]], "empty_category", "empty_category"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(rows, reason, omega_reason):
    found = of(rows)
    assert (found.reason[0], found.omega_reason[0]) == (reason, omega_reason)
    assert np.isnan(found.alpha[0]) == (reason != "")
    assert np.isnan(found.omega[0]) == (omega_reason != "")


def test_an_item_without_variance_is_dropped():
    items = likert(1, 100, 4)
    with_it = of(np.column_stack([items, np.full(100, 3.0)]))
    assert with_it.alpha[0] == pytest.approx(of(items).alpha[0], abs=1e-12)
    assert with_it.omega[0] == pytest.approx(of(items).omega[0], abs=1e-9)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.integers(3, 5), st.randoms())
def test_item_order_and_their_common_unit_change_nothing(seed, k, random):
    items = likert(seed, 80, k)
    found = of(items)
    assume(not found.omega_reason[0])
    order = list(range(k))
    random.shuffle(order)
    other = of(100 - 3 * items[:, order])
    assert other.alpha[0] == pytest.approx(found.alpha[0], abs=1e-8)
    assert other.omega[0] == pytest.approx(found.omega[0], abs=1e-6)
    assert 0 <= found.omega[0] <= 1


def test_least_squares_find_exact_loadings_back():
    loadings = np.array([[0.9, 0.5, 0.7, 0.2], [0.6, 0.6, 0.6, 0.6]])
    correlation = loadings[:, :, None] * loadings[:, None, :]
    correlation[:, np.arange(4), np.arange(4)] = 1
    fit = fit_least_squares_factor(correlation)
    assert fit.converged.all()
    assert fit.proper.all()
    assert fit.loadings == pytest.approx(loadings, abs=1e-8)


def test_least_squares_take_a_matrix_that_is_not_positive_definite():
    correlation = np.full((1, 3, 3), 0.4)
    correlation[0, 0, 1] = correlation[0, 1, 0] = 0.9
    correlation[0, 0, 2] = correlation[0, 2, 0] = -0.3
    correlation[0, np.arange(3), np.arange(3)] = 1
    assert np.linalg.eigvalsh(correlation[0])[0] < 0
    assert not fit_least_squares_factor(correlation).proper[0]


def test_items_without_relation_have_no_factor():
    assert not fit_least_squares_factor(np.eye(4)[None]).converged[0]
