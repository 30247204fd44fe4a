import math

import numpy as np
import pandas
import pingouin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.correlation import METHODS, Sampling, correlate, ranks_within
from lpsstats.stats.correlation_influence import pearson_influence, spearman_influence
from lpsstats.stats.pooled_covariance import pooled_covariance
from support.reference import table

COLUMNS = ("a", "b", "single")
REFERENCE = table("relations.csv")
OF_PAIRS = [row for row in REFERENCE if row["quantity"] in {"pearson", "spearman"}]
DESIGNED = [row for row in REFERENCE if row["quantity"] in {"weighted", "streets"}]


def half_rule(items, fewest):
    answered = (~np.isnan(items)).sum(axis=1)
    mean = np.nansum(items, axis=1) / np.maximum(answered, 1)
    return np.where(answered >= fewest, mean, np.nan)


@pytest.fixture(scope="module")
def people():
    rows = table("inputs/relations_people.csv")
    found = {key: np.array([float(row[key] or "nan") for row in rows]) for key in rows[0]}
    found["a"] = half_rule(np.column_stack([found[f"a{k}"] for k in range(1, 5)]), 2)
    found["b"] = half_rule(np.column_stack([found["b1"], found["b2"]]), 2)
    return found


def correlated(people, method="pearson", **sampling):
    values = np.column_stack([people[key] for key in COLUMNS])
    cell = people["cell"].astype(np.int64)
    return correlate(values, cell, Sampling(**sampling), method=method, confidence=0.95)


def numbers(found, row):
    at = [("a", "b"), ("a", "single"), ("b", "single")].index((row["first"], row["second"]))
    names = ("n", "r", "conf_low", "conf_high", "p_value", "df")
    return [float(getattr(found, name)[at]) for name in names]


def expected(row):
    return [float(row[key]) for key in ("n", "r", "low", "high", "p", "df")]


@pytest.mark.parametrize(
    "row", OF_PAIRS, ids=lambda r: f"{r['quantity']}-{r['first']}-{r['second']}"
)
def test_correlations_within_cells_are_those_of_r(people, row):
    found = correlated(people, row["quantity"])
    assert numbers(found, row) == pytest.approx(expected(row), rel=1e-9)
    assert set(found.reason) == {""}


@pytest.mark.parametrize(
    "row", DESIGNED, ids=lambda r: f"{r['quantity']}-{r['first']}-{r['second']}"
)
def test_weighted_and_clustered_correlations_are_those_of_the_survey_package(people, row):
    streets = people["street"].astype(np.int64) if row["quantity"] == "streets" else None
    found = correlated(people, weight=people["weight"], unit=streets)
    assert numbers(found, row) == pytest.approx(expected(row), rel=1e-8)


@pytest.mark.parametrize("method", METHODS)
def test_one_cell_is_the_correlation_that_everybody_knows(people, method):
    here = ~np.isnan(people["a"]) & ~np.isnan(people["single"])
    pair = np.column_stack([people["a"], people["single"]])[here]
    one = np.zeros(len(pair), dtype=np.int64)
    found = correlate(pair, one, Sampling(), method=method, confidence=0.95)
    known = {"pearson": stats.pearsonr, "spearman": stats.spearmanr}[method](*pair.T)
    assert found.r[0] == pytest.approx(known.statistic, rel=1e-12)
    assert found.p_value[0] == pytest.approx(known.pvalue, rel=1e-9)


def test_cells_taken_out_are_dummies_partialled_out(people):
    frame_keys = ("a", "single")
    here = ~np.isnan(np.column_stack([people[k] for k in frame_keys])).any(axis=1)
    cell = people["cell"][here].astype(int)
    data = {key: people[key][here] for key in frame_keys}
    data |= {f"cell{k}": (cell == k).astype(float) for k in range(1, 6)}
    known = pingouin.partial_corr(
        pandas.DataFrame(data), "a", "single", [f"cell{k}" for k in range(1, 6)]
    )
    found = correlated(people)
    assert found.r[1] == pytest.approx(known["r"].iloc[0], rel=1e-9)
    assert found.p_value[1] == pytest.approx(known["p_val"].iloc[0], rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_an_influence_is_the_derivative_by_the_weight(method):
    random = np.random.default_rng(1)
    cell = random.integers(0, 3, 30)
    values = np.round(1.5 * random.normal(size=(30, 2)))
    values[:, 1] += np.round(0.7 * values[:, 0])
    weight = random.lognormal(size=30)
    weight /= weight.max()

    def r_of(weights):
        scores = ranks_within(values, cell, weights) if method == "spearman" else values
        return pooled_covariance(scores, cell, weights).correlation[0, 1]

    steps = 1e-6 * np.diag(weight)
    slopes = [(r_of(weight + step) - r_of(weight - step)) / 2e-6 for step in steps]
    scores = ranks_within(values, cell, weight) if method == "spearman" else values
    influence = {"pearson": pearson_influence, "spearman": spearman_influence}[method]
    found = influence(scores, pooled_covariance(scores, cell, weight), cell)
    assert found == pytest.approx(slopes, abs=1e-8)
    assert found.sum() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_equal_weights_give_nearly_the_unweighted_interval(method):
    random = np.random.default_rng(4)
    values = random.normal(size=(4000, 2))
    values[:, 1] += 0.6 * values[:, 0]
    cell = random.integers(0, 5, 4000)
    plain = correlate(values, cell, Sampling(), method=method, confidence=0.95)
    weights = Sampling(weight=np.full(4000, 7.0))
    weighted = correlate(values, cell, weights, method=method, confidence=0.95)
    assert weighted.r == pytest.approx(plain.r, rel=1e-12)
    width = (plain.conf_high - plain.conf_low)[0]
    assert (weighted.conf_high - weighted.conf_low)[0] == pytest.approx(width, rel=0.06)


answers = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2)), max_size=40)


@given(answers, st.sampled_from(METHODS), st.booleans())
def test_any_answers_give_a_correlation_or_a_reason(rows, method, weighted):
    values = np.array([row[:2] for row in rows], dtype=float).reshape(-1, 2)
    cell = np.array([row[2] for row in rows], dtype=np.int64)
    sampling = Sampling(weight=np.ones(len(rows))) if weighted else Sampling()
    found = correlate(values, cell, sampling, method=method, confidence=0.95)
    if found.reason[0]:
        assert np.isnan([found.p_value[0], found.conf_low[0], found.conf_high[0]]).all()
        return
    assert -1 <= found.conf_low[0] <= found.r[0] <= found.conf_high[0] <= 1
    assert 0 <= found.p_value[0] <= 1
    turned = correlate(values * [1, -2.0], cell, sampling, method=method, confidence=0.95)
    swapped = correlate(values[:, ::-1], cell, sampling, method=method, confidence=0.95)
    assert turned.r == pytest.approx(-found.r, abs=1e-12)
    assert turned.conf_high == pytest.approx(-found.conf_low, abs=1e-9)
    assert swapped.p_value == pytest.approx(found.p_value, rel=1e-9)


@given(answers.filter(lambda rows: len(rows) > 8), st.integers(-50, 50))
def test_where_a_cell_stands_does_not_matter(rows, shift):
    values = np.array([row[:2] for row in rows], dtype=float)
    cell = np.array([row[2] for row in rows], dtype=np.int64)
    moved = values + shift * (cell == 1)[:, None]
    for method in METHODS:
        before = correlate(values, cell, Sampling(), method=method, confidence=0.95)
        after = correlate(moved, cell, Sampling(), method=method, confidence=0.95)
        assert after.r == pytest.approx(before.r, abs=1e-12, nan_ok=True)


def reason_of(values, cell, **sampling):
    pair = np.array(values, dtype=float).reshape(-1, 2)
    found = correlate(
        pair, np.array(cell, dtype=np.int64), Sampling(**sampling), method="pearson", confidence=0.9
    )
    assert np.isnan(found.p_value[0]) == bool(found.reason[0])
    return str(found.reason[0]), float(found.r[0])


def test_too_little_has_a_reason_for_each_kind():
    straight = [[k, 2 * k + 1] for k in range(8)]
    bent = [[k, (k - 3) ** 2] for k in range(8)]
    assert reason_of([], []) == ("few_respondents", pytest.approx(math.nan, nan_ok=True))
    assert reason_of([[1, 2], [2, 1]], [0, 0])[0] == "few_respondents"
    assert reason_of(bent[:4], [0, 0, 1, 1])[0] == "few_respondents"
    assert reason_of([[4, k] for k in range(8)], [0] * 8)[0] == "constant_within"
    assert reason_of(straight, [0] * 8) == ("identical", 1.0)
    streets = np.zeros(8, dtype=np.int64)
    assert reason_of(bent, [0] * 8, unit=streets)[0] == "few_units"
    assert reason_of(bent, [0] * 8, unit=np.arange(8) // 2)[0] == ""
    lone = np.array([1e9] + [1.0] * 7)
    assert reason_of(bent, [0] * 8, weight=lone)[0] == "few_respondents"


def test_who_is_alone_in_a_cell_changes_nothing_under_a_design():
    random = np.random.default_rng(3)
    values, cell = random.normal(size=(20, 2)), np.repeat([0, 1], 10)
    weight = np.linspace(1, 2, 20)
    before = correlate(values, cell, Sampling(weight=weight), method="pearson", confidence=0.9)
    more = np.vstack([values, [5.0, 9.0]]), np.append(cell, 2), np.append(weight, 1.5)
    after = correlate(more[0], more[1], Sampling(weight=more[2]), method="pearson", confidence=0.9)
    assert after.n[0] == 21
    assert after.p_value == pytest.approx(before.p_value, rel=1e-12)
    assert after.reason[0] == ""
