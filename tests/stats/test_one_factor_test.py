import numpy as np
import pytest
from scipy.stats import ncx2

from lpsstats.stats.fit_indices import fit_indices, srmr
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.one_factor_test import one_factor_test
from support.reference import answers_of, table


def of(items):
    items = np.asarray(items, dtype=float)
    return one_factor_test(group_items(items, np.zeros(len(items), dtype=np.int64), 1))


@pytest.mark.parametrize("name", ["k4", "k5", "k7", "attitude"])
def test_the_fit_of_one_factor_is_that_of_lavaan(name):
    found = one_factor_test(group_items(*answers_of(name)))
    fit = found.fit
    ours = {
        "chisq.scaled": fit.chi_square,
        "chisq.scaling.factor": fit.scaling,
        "df": fit.df,
        "pvalue.scaled": fit.p_value,
        "cfi.robust": fit.cfi,
        "rmsea.robust": fit.rmsea,
        "rmsea.ci.lower.robust": fit.rmsea_low,
        "rmsea.ci.upper.robust": fit.rmsea_high,
        "srmr": found.srmr,
    }
    rows = [r for r in table("parallel.csv") if r["input"] == name and r["statistic"] in ours]
    assert rows
    for row in rows:
        value = ours[row["statistic"]][int(row["group"]) - 1]
        assert value == pytest.approx(float(row["value"]), abs=1e-5, rel=1e-5)


def test_where_lavaan_finds_a_negative_uniqueness_there_is_no_fit():
    rows = [row for row in table("parallel.csv") if row["statistic"] == "heywood"]
    assert rows
    for row in rows:
        found = one_factor_test(group_items(*answers_of(row["input"])))
        group = int(row["group"]) - 1
        assert found.reason[group] == "heywood"
        assert np.isnan([found.fit.chi_square[group], found.srmr[group]]).all()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (np.empty((0, 4)), "wave_missing"),
        ([[1, 2, 3, 4]], "n_lt_2"),
        ([[1, 1], [2, 1], [3, 4]], "two_items"),
        ([[1, 1, 2], [2, 1, 5], [3, 4, 4], [1, 3, 2]], "just_identified"),
        ([[1, 1, 2, 2], [2, 1, 5, 5], [3, 4, 4, 4], [1, 3, 2, 2]], "heywood"),
    ],
)
def test_what_has_no_fit_has_a_reason(rows, reason):
    found = of(rows)
    assert found.reason.tolist() == [reason]
    assert np.isnan(found.fit.p_value[0])


def test_an_item_without_variance_leaves_the_fit_as_it_is():
    items, group, n_groups = answers_of("k5")
    constant = np.column_stack([items, np.full(len(items), 2.0)])
    without = one_factor_test(group_items(items, group, n_groups))
    with_it = one_factor_test(group_items(constant, group, n_groups))
    assert with_it.fit.chi_square == pytest.approx(without.fit.chi_square, abs=1e-8)
    assert with_it.fit.df.tolist() == without.fit.df.tolist()
    assert with_it.fit.cfi == pytest.approx(without.fit.cfi)
    assert with_it.srmr == pytest.approx(without.srmr, abs=1e-9)


@pytest.mark.parametrize(("chi_square", "df", "n"), [(12.0, 5, 100), (40.0, 9, 250), (3.0, 5, 80)])
def test_the_interval_of_rmsea_puts_five_percent_in_either_tail(chi_square, df, n):
    fit = fit_indices(
        np.array([chi_square]),
        np.array([df]),
        scaling=np.ones(1),
        independence=(np.array([300.0]), np.array([10]), np.ones(1)),
        n=np.array([n]),
    )
    for end, tail in ((fit.rmsea_low[0], 0.95), (fit.rmsea_high[0], 0.05)):
        if end > 0:
            assert ncx2.cdf(chi_square, df, end**2 * df * n) == pytest.approx(tail, abs=1e-9)
    assert fit.rmsea_low[0] <= fit.rmsea[0] <= fit.rmsea_high[0]


def test_a_perfect_fit_has_indices_at_their_best():
    fit = fit_indices(
        np.array([0.0]),
        np.array([2]),
        scaling=np.ones(1),
        independence=(np.array([100.0]), np.array([6]), np.ones(1)),
        n=np.array([100]),
    )
    assert (fit.cfi[0], fit.rmsea[0], fit.rmsea_low[0], fit.p_value[0]) == (1, 0, 0, 1)


def test_where_independence_fits_too_there_is_no_cfi():
    fit = fit_indices(
        np.array([1.0]),
        np.array([2]),
        scaling=np.ones(1),
        independence=(np.array([4.0]), np.array([6]), np.ones(1)),
        n=np.array([100]),
    )
    assert np.isnan(fit.cfi[0])


def test_srmr_of_one_residual_is_its_share():
    observed = np.array([[[4.0, 1.0], [1.0, 1.0]]])
    implied = observed.copy()
    implied[0, 0, 1] = implied[0, 1, 0] = 0.0
    assert srmr(observed, implied)[0] == pytest.approx(np.sqrt(0.25 / 3))
    assert srmr(observed, observed, np.array([[2.0, 0.0]]))[0] == pytest.approx(np.sqrt(1 / 5))
