from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.invariance import MODELS, invariance
from lpsstats.stats.invariance_fit import fit_equal, separate_fits
from lpsstats.stats.invariance_model import GroupMoments, Layout, derivatives, misfit_of
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.one_factor_test import one_factor_test
from support.reference import table

SETS = ("shifted", "three", "seven")


def waves_of(name):
    rows = table(f"inputs/invariance_{name}.csv")
    numbers = np.array([[float(cell) for cell in row.values()] for row in rows])
    return numbers[:, 1:], numbers[:, 0].astype(np.int64) - 1


def fitted(items, wave):
    return invariance(group_items(items, wave, int(wave.max()) + 1))


def drawn(seed, k=4, shift=0.0, sizes=(200, 200)):
    """Draw waves of normal answers; item 1 is answered `shift` higher in the second."""
    random = np.random.default_rng(seed)
    wave = np.repeat(np.arange(len(sizes)), sizes)
    later = wave[:, None]
    factor = random.standard_normal((wave.size, 1)) * (1 + 0.2 * later) + 0.3 * later
    items = 4 + factor + random.standard_normal((wave.size, k))
    items[:, 0] += shift * (wave == 1)
    return items, wave


def value_of(found, row):
    fit, items = found.fit, found.items
    by_model = {
        "chisq.scaled": fit.chi_square,
        "chisq.scaling.factor": fit.scaling,
        "delta": found.delta_chi_square,
        "delta_p": found.delta_p_value,
        "df": fit.df,
        "pvalue.scaled": fit.p_value,
        "cfi.robust": fit.cfi,
        "rmsea.robust": fit.rmsea,
        "rmsea.ci.lower.robust": fit.rmsea_low,
        "rmsea.ci.upper.robust": fit.rmsea_high,
        "srmr": found.srmr,
    }
    if row["model"] in MODELS:
        return by_model[row["statistic"]][MODELS.index(row["model"])]
    item = int(row["item"].removeprefix("item")) - 1
    if row["wave"]:
        return getattr(items, row["statistic"])[int(row["wave"]) - 2, item]
    return {"gain": items.chi_square, "p_value": items.p_value}[row["statistic"]][item]


@pytest.mark.parametrize("name", SETS)
def test_models_and_freed_items_are_those_of_lavaan(name):
    """lavaan leaves estimates at five or six digits; the scaling depends on them."""
    found = fitted(*waves_of(name))
    rows = [row for row in table("invariance.csv") if row["set"] == name]
    assert len(rows) > 24
    for row in rows:
        value = value_of(found, row)
        if not row["value"] or np.isnan(value):
            assert found.fit.df[0] == 0  # lavaan scales nothing against a model that fits exactly
            continue
        loose = (
            {"abs": 3e-5, "rel": 3e-5}
            if "chisq" in row["statistic"]
            else {"abs": 1e-5, "rel": 1e-6}
        )
        assert value == pytest.approx(float(row["value"]), **loose), row


def test_against_a_model_that_fits_exactly_the_difference_is_the_whole():
    found = fitted(*waves_of("three"))
    assert found.delta_chi_square[1] == pytest.approx(found.fit.chi_square[1], rel=1e-6)
    assert found.delta_df[1] == found.fit.df[1]


def test_skewed_answers_do_not_inflate_chi_square():
    """Unscaled, one factor is rejected in a quarter of such samples, at a level of 5%."""
    random = np.random.default_rng(20180501)
    cut, rejected = np.array([0.0, 0.6, 1.0, 1.4, 1.8, 2.2]), []
    for _ in range(60):
        factor = random.standard_normal((200, 1))
        latent = 0.7 * factor + np.sqrt(0.51) * random.standard_normal((200, 5))
        group = group_items(np.searchsorted(cut, latent).astype(float), np.zeros(200, int), 1)
        rejected.append(one_factor_test(group).fit.p_value[0] < 0.05)
    assert np.mean(rejected) < 0.13


def test_the_shifted_item_of_the_made_up_waves_is_found():
    items = fitted(*waves_of("shifted")).items
    assert int(np.argmax(items.chi_square)) in {3, 4}
    assert items.shift[1, 3] == pytest.approx(-0.6, abs=0.1)
    assert items.p_value[3] < 0.001


def test_a_shift_is_told_in_points_with_its_sign():
    items, wave = drawn(1, shift=0.8, sizes=(4000, 4000))
    found = fitted(items, wave)
    assert found.items.shift[0, 0] == pytest.approx(0.8, abs=0.08)
    assert found.items.dmacs[0, 0] == pytest.approx(0.8 / np.sqrt(2.2), abs=0.06)
    assert found.delta_p_value[2] < 1e-6
    assert found.delta_p_value[1] > 0.001


def test_models_are_nested():
    for name in SETS:
        found = fitted(*waves_of(name))
        ratio = found.fit.chi_square * np.nan_to_num(found.fit.scaling, nan=1.0)
        assert (np.diff(ratio) > -1e-9).all()
        assert (np.diff(found.fit.df) > 0).all()
        assert np.isnan(found.delta_p_value[0])


@pytest.mark.parametrize("k", [3, 4, 6])
@pytest.mark.parametrize("n_groups", [2, 3])
def test_degrees_of_freedom_are_what_counting_gives(k, n_groups):
    found = fitted(*drawn(2, k=k, sizes=(60,) * n_groups))
    configural = n_groups * (k * (k + 1) // 2 - 2 * k)
    step = (n_groups - 1) * (k - 1)
    assert found.fit.df.tolist() == [configural, configural + step, configural + 2 * step]
    assert found.items.df == 2 * (n_groups - 1)


def test_the_first_derivative_is_the_slope_of_the_misfit():
    random = np.random.default_rng(5)
    items, wave = drawn(5, sizes=(50, 60, 70))
    groups = group_items(items, wave, 3)
    moments = GroupMoments(
        n=groups.n.astype(float), mean=groups.mean - 4, covariance=groups.covariance
    )
    some = np.array([True, True, False, True])
    layout = Layout.of(3, equal_loading=some, equal_intercept=~some)
    free = layout.gather(separate_fits(moments)) + 0.1 * random.standard_normal(layout.n_free)
    gradient, information = derivatives(layout.spread(free), moments, layout)
    for at in range(layout.n_free):
        step = np.zeros(layout.n_free)
        step[at] = 1e-6
        rise = misfit_of(layout.spread(free + step), moments)
        fall = misfit_of(layout.spread(free - step), moments)
        assert 2 * gradient[at] == pytest.approx((rise - fall) / 2e-6, abs=1e-6)
    assert np.linalg.eigvalsh(information)[0] > 0


def test_the_expected_second_derivative_is_the_real_one_where_the_model_holds():
    items, wave = drawn(6, k=3)
    groups = group_items(items, wave, 2)
    layout = Layout.of(2, equal_loading=np.ones(3, bool), equal_intercept=np.ones(3, bool))
    moments = GroupMoments(n=groups.n.astype(float), mean=groups.mean, covariance=groups.covariance)
    start = separate_fits(moments)
    truth = layout.spread(layout.gather(start))
    exact = GroupMoments(n=moments.n, mean=truth.mean, covariance=truth.covariance)
    free = layout.gather(truth)
    _, information = derivatives(truth, exact, layout)
    for at in range(layout.n_free):
        step = np.zeros(layout.n_free)
        step[at] = 1e-6
        high = derivatives(layout.spread(free + step), exact, layout)[0]
        low = derivatives(layout.spread(free - step), exact, layout)[0]
        assert (high - low) / 2e-6 == pytest.approx(information[at], abs=1e-6)


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 10**6), st.floats(-50, 50), st.floats(0.01, 100))
def test_the_items_unit_and_origin_change_no_test(seed, origin, unit):
    items, wave = drawn(seed, sizes=(80, 90))
    found, other = fitted(items, wave), fitted(origin + unit * items, wave)
    assert other.reason.tolist() == found.reason.tolist()
    assert other.fit.chi_square == pytest.approx(found.fit.chi_square, abs=1e-6, nan_ok=True)
    if found.items is not None and other.items is not None:
        assert other.items.shift == pytest.approx(unit * found.items.shift, abs=1e-4 * unit)
        assert other.items.dmacs == pytest.approx(found.items.dmacs, abs=1e-4)
        assert other.items.intercept == pytest.approx(
            origin + unit * found.items.intercept, abs=1e-3 * unit + 1e-6
        )


def test_swapping_two_waves_keeps_the_fit_and_turns_the_intercepts_round():
    items, wave = waves_of("seven")
    found, other = fitted(items, wave), fitted(items, 1 - wave)
    assert other.fit.chi_square == pytest.approx(found.fit.chi_square, abs=1e-8)
    assert other.items.chi_square == pytest.approx(found.items.chi_square, abs=1e-6)
    assert (
        np.sign(other.items.shift[0, [0, 5]]).tolist()
        == (-np.sign(found.items.shift[0, [0, 5]])).tolist()
    )


def test_the_same_answers_twice_are_invariant():
    items, _ = drawn(9)
    found = fitted(np.tile(items, (2, 1)), np.repeat([0, 1], len(items)))
    assert found.delta_chi_square[1:] == pytest.approx([0, 0], abs=1e-8)
    assert found.items.shift == pytest.approx(np.zeros((1, 4)), abs=1e-6)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda items, wave: items[:, :1], "single_item"),
        (lambda items, wave: items[:, :2], "two_items"),
        (
            lambda items, wave: items * np.stack([wave, *np.ones((3, wave.size))], 1),
            "no_variance_one",
        ),
        (lambda items, wave: items[:, [0, 1, 2, 2]], "heywood"),
    ],
)
def test_what_cannot_be_fitted_has_a_reason(change, reason):
    items, wave = drawn(3)
    found = fitted(change(items, wave), wave)
    assert found.reason.tolist() == [reason] * 3
    assert np.isnan(found.fit.chi_square).all()
    assert found.items is None


def test_a_uniqueness_of_zero_gives_no_fit():
    random = np.random.default_rng(1)
    correlation = np.array([[1, 0.7, 0.7], [0.7, 1, 0.3], [0.7, 0.3, 1]])  # a loading of 1.28
    items = random.standard_normal((200, 3)) @ np.linalg.cholesky(correlation).T
    found = fitted(items, np.repeat([0, 1], 100))
    assert "heywood" in found.reason.tolist()
    bad = found.reason == "heywood"
    assert np.isnan(found.fit.chi_square[bad]).all()


def test_a_search_cut_short_is_not_taken_for_a_solution(monkeypatch):
    monkeypatch.setattr("lpsstats.stats.invariance_fit.MAX_ITERATIONS", 1)
    found = fitted(*drawn(4))
    assert found.reason.tolist()[1:] == ["not_converged"] * 2
    assert np.isnan(found.fit.chi_square[1:]).all()


def test_a_start_elsewhere_ends_at_the_same_place():
    items, wave = drawn(11)
    groups = group_items(items, wave, 2)
    moments = GroupMoments(
        n=groups.n.astype(float), mean=groups.mean - 4, covariance=groups.covariance
    )
    every = np.ones(4, bool)
    start = separate_fits(moments)
    far = replace(start, loading=0.3 * start.loading, uniqueness=5 * start.uniqueness)
    near_fit, far_fit = (fit_equal(moments, every, every, s) for s in (start, far))
    assert far_fit.misfit == pytest.approx(near_fit.misfit, abs=1e-10)
