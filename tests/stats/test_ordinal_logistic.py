import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from lpsstats.stats import ordinal_logistic
from lpsstats.stats.ordinal_logistic import fit
from support.reference import table

ROWS = table("drift.csv")
SETS = [row["set"] for row in ROWS if row["quantity"] == "null_loglik"]
MODELS = {"alone": 1, "shifted": 2, "full": 3}


def value(name, quantity, row=""):
    found = [r for r in ROWS if (r["set"], r["quantity"], r["row"]) == (name, quantity, row)]
    return float(found[0]["value"])


def values(name, quantity):
    return [float(r["value"]) for r in ROWS if (r["set"], r["quantity"]) == (name, quantity)]


def counts_of(name):
    """Give the counts by group, rest score and answer, and the rest scores."""
    rows = [r for r in ROWS if r["set"] == name and r["quantity"].startswith("count")]
    rest = sorted({int(r["row"]) for r in rows})
    counts = np.zeros((2, len(rest), max(int(r["column"]) for r in rows)))
    for r in rows:
        counts[int(r["quantity"][-1]), rest.index(int(r["row"])), int(r["column"]) - 1] = float(
            r["value"]
        )
    return counts, np.array(rest, dtype=float)


def model_of(name, n_predictors):
    counts, rest = counts_of(name)
    weight = counts.sum(axis=(0, 2))
    x = rest - np.average(rest, weights=weight)
    x /= np.sqrt(np.average(x**2, weights=weight))
    x, group = np.tile(x, 2), np.repeat([0.0, 1.0], len(x))
    design = np.stack([x, group, x * group], axis=1)[:, :n_predictors]
    return np.concatenate(counts), design


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", SETS)
def test_a_fit_is_that_of_polr(name, model):
    counts, design = model_of(name, MODELS[model])
    found = fit(counts[None], design[None])
    assert found.reason[0] == ""
    assert found.log_likelihood[0] == pytest.approx(value(name, f"{model}_loglik"), abs=1e-9)
    assert found.null_log_likelihood[0] == pytest.approx(value(name, "null_loglik"), rel=1e-12)
    slopes, thresholds = values(name, f"{model}_slope"), values(name, f"{model}_threshold")
    assert found.coefficients[0] == pytest.approx(slopes, abs=1e-6)
    given = counts.any(axis=0)
    last = int(np.flatnonzero(given)[-1])
    assert found.thresholds[0][given[:-1] & (np.arange(len(given) - 1) < last)] == pytest.approx(
        thresholds, abs=1e-6
    )


def test_many_tables_give_what_each_gives_alone():
    drawn = np.random.default_rng(1).integers(0, 9, size=(6, 8, 5)).astype(float)
    drawn[1, :, 2] = drawn[2, :, 0] = drawn[3, :, 3:] = 0
    design = np.random.default_rng(2).normal(size=(6, 8, 2))
    together = fit(drawn, design)
    for i in range(6):
        alone = fit(drawn[[i]], design[[i]])
        assert together.coefficients[i] == pytest.approx(alone.coefficients[0], abs=1e-10)
        assert together.log_likelihood[i] == pytest.approx(alone.log_likelihood[0], abs=1e-10)
        np.testing.assert_allclose(together.thresholds[i], alone.thresholds[0], atol=1e-10)


def test_an_answer_that_nobody_gave_has_no_width():
    counts = np.array([[[0, 9, 0, 5, 0], [0, 4, 0, 8, 0]]])
    found = fit(counts, np.array([[[0.0], [1.0]]]))
    first, second, third, fourth = found.thresholds[0]
    assert (first, fourth) == (-np.inf, np.inf)
    assert second == third == pytest.approx(np.log(9 / 5))
    assert found.coefficients[0, 0] == pytest.approx(np.log(9 / 5) - np.log(4 / 8))


def test_the_same_answer_from_everyone_is_a_reason_and_no_number_is_missing():
    found = fit(np.array([[[0, 9, 0], [0, 4, 0]]]), np.array([[[0.0], [1.0]]]))
    assert found.reason[0] == "one_category"
    assert found.thresholds[0].tolist() == [-np.inf, np.inf]
    assert (found.log_likelihood[0], found.coefficients[0, 0]) == (0, 0)


def test_nobody_at_all_is_the_same():
    found = fit(np.zeros((1, 2, 3)), np.array([[[0.0], [1.0]]]))
    assert found.reason[0] == "one_category"
    assert found.log_likelihood[0] == 0


def test_answers_told_apart_without_error_are_called_separated():
    found = fit(np.array([[[30, 0, 0], [0, 20, 9]]]), np.array([[[0.0], [1.0]]]))
    assert found.reason[0] == "separated"
    assert found.settled[0]
    # The likelihood is that of the answers of the second row alone.
    expected = 20 * np.log(20 / 29) + 9 * np.log(9 / 29)
    assert found.log_likelihood[0] == pytest.approx(expected, abs=1e-6)


def test_a_predictor_that_does_not_vary_changes_nothing():
    counts = np.array([[[9, 4, 2], [5, 8, 6]]])
    alone = fit(counts, np.array([[[0.0], [1.0]]]))
    more = fit(counts, np.array([[[0.0, 0.0], [1.0, 0.0]]]))
    twice = fit(counts, np.array([[[0.0, 0.0], [1.0, 1.0]]]))
    for other in (more, twice):
        assert other.reason[0] == ""
        assert other.log_likelihood == pytest.approx(alone.log_likelihood, abs=1e-9)
    assert more.coefficients[0] == pytest.approx([alone.coefficients[0, 0], 0])


def test_a_search_cut_short_says_so(monkeypatch):
    monkeypatch.setattr(ordinal_logistic, "MAX_ITERATIONS", 1)
    counts, design = model_of("shifted7", 3)
    found = fit(counts[None], design[None])
    assert found.reason[0] == "not_converged"
    assert not found.settled[0]
    assert np.isfinite(found.coefficients).all()


tables = st.integers(0, 10**6).map(
    lambda seed: np.random.default_rng(seed).integers(0, 7, size=(1, 6, 4)).astype(float)
)
LINE = np.linspace(-1, 1, 6)[None, :, None]


@given(tables)
@settings(max_examples=60, deadline=None)
def test_turning_the_answers_round_turns_the_coefficients(counts):
    found, turned = fit(counts, LINE), fit(counts[:, :, ::-1], LINE)
    assert turned.log_likelihood == pytest.approx(found.log_likelihood, abs=1e-8)
    if found.reason[0] == "":
        assert turned.coefficients[0] == pytest.approx(-found.coefficients[0], abs=1e-6)


@given(tables, st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_no_other_coefficients_are_likelier(counts, seed):
    found = fit(counts, LINE)
    if found.reason[0] != "":
        return
    steps = np.random.default_rng(seed).normal(scale=0.05, size=4)
    thresholds = np.sort(found.thresholds[0] + steps[:3])
    logits = thresholds - (LINE[0] * (found.coefficients[0, 0] + steps[3]))
    below = np.concatenate([np.zeros((6, 1)), expit(logits), np.ones((6, 1))], axis=1)
    shares = np.diff(below, axis=1)
    given_answers = counts[0] > 0
    if (shares[given_answers] > 0).all() and np.isfinite(thresholds).all():
        other = (counts[0][given_answers] * np.log(shares[given_answers])).sum()
        assert other <= found.log_likelihood[0] + 1e-9


@given(tables)
@settings(max_examples=60, deadline=None)
def test_everyone_counted_twice_gives_the_same_coefficients(counts):
    found, twice = fit(counts, LINE), fit(2 * counts, LINE)
    assert twice.log_likelihood == pytest.approx(2 * found.log_likelihood, rel=1e-9, abs=1e-6)
    if found.reason[0] == "":
        assert twice.coefficients == pytest.approx(found.coefficients, abs=1e-6)
