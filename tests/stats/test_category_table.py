import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lpsstats.stats.category_table import (
    FREEMAN_HALTON,
    PEARSON,
    category_changes,
    compare_categories,
)
from lpsstats.stats.contingency import association
from lpsstats.stats.proportions import share_change
from support.item_answers import counts_of, floats
from support.reference import table

VALUES = {
    (row["set"], row["quantity"], row["category"]): float(row["value"] or "nan")
    for row in table("tables.csv")
}
SETS = sorted({name for name, quantity, _ in VALUES if quantity == "large_enough"})
counts = arrays(
    np.int64, st.tuples(st.integers(2, 3), st.integers(2, 5)), elements=st.integers(0, 40)
)


def value(name, quantity, category=""):
    return VALUES[name, quantity, category]


@pytest.mark.parametrize("name", SETS)
def test_a_table_has_the_figures_of_r(name):
    found = compare_categories(counts_of(name)[0])
    assert found.statistic == pytest.approx(value(name, "statistic"), rel=1e-10)
    assert found.cramer_v == pytest.approx(value(name, "cramer_v"), rel=1e-10, abs=1e-12)
    if value(name, "large_enough"):
        assert found.method == PEARSON
        assert found.df == value(name, "df")
        assert found.p_value == pytest.approx(value(name, "p_value"), rel=1e-10)
        return
    assert found.method == FREEMAN_HALTON
    assert math.isnan(found.df)
    if (name, "fisher", "") in VALUES:
        p = value(name, "fisher")
        error = 4 * math.sqrt(p * (1 - p) / 9999) + 1 / 9999
        assert found.p_value == pytest.approx(p, abs=error)


def test_the_reference_holds_both_tests():
    assert {value(name, "large_enough") for name in SETS} == {0, 1}


@pytest.mark.parametrize(
    "name", [name for name in SETS if (name, "change_p", "1") in VALUES], ids=str
)
def test_simultaneous_changes_are_those_of_r(name):
    cells, answers = counts_of(name)
    found = category_changes(cells)
    for at, answer in enumerate(answers):
        for quantity, ours in (
            ("change", found.change.estimate), ("change_low", found.change.conf_low),
            ("change_high", found.change.conf_high), ("change_p", found.p_adjusted),
        ):  # fmt: skip
            expected = value(name, quantity, str(int(answer)))
            assert ours[at] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(counts)
@settings(max_examples=60)
def test_the_chi_square_is_that_of_scipy_on_the_rows_and_columns_in_use(cells):
    found = compare_categories(cells, resamples=19)
    used = cells[np.ix_(cells.any(axis=1), cells.any(axis=0))]
    if min(used.shape) < 2:
        assert found.reason
        return
    expected = stats.chi2_contingency(used, correction=False)
    assert found.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    few = (expected.expected_freq < 1).any() or (expected.expected_freq >= 5).mean() < 0.8
    assert found.method == (FREEMAN_HALTON if few else PEARSON)
    if not few:
        assert found.p_value == pytest.approx(expected.pvalue, rel=1e-8)
    assert found.cramer_v == pytest.approx(association(cells).cramer_v, abs=1e-12)


@given(counts)
@settings(max_examples=30)
def test_an_empty_category_more_changes_nothing(cells):
    wider = np.insert(cells, 1, 0, axis=1)
    plain, more = compare_categories(cells, resamples=49), compare_categories(wider, resamples=49)
    assert plain.reason == more.reason
    for key, numbers in floats(plain).items():
        assert float(numbers) == pytest.approx(float(floats(more)[key]), nan_ok=True)
    if len(cells) == 2 and not plain.reason:
        ours, theirs = category_changes(cells), category_changes(wider)
        kept = np.delete(np.arange(wider.shape[1]), 1)
        assert ours.p_adjusted == pytest.approx(theirs.p_adjusted[kept], nan_ok=True)
        assert ours.change.conf_low == pytest.approx(theirs.change.conf_low[kept], nan_ok=True)
        assert theirs.change.reason[1] == "empty_category"
        assert theirs.change.estimate[1] == 0
        assert math.isnan(theirs.change.p_value[1])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([[3, 4], [0, 0]], "wave_missing"),
        ([[0, 0], [0, 0]], "wave_missing"),
        ([[5, 0], [9, 0]], "no_variance_both"),
        ([[3, 4], [0, 0], [8, 1]], ""),
    ],
)
def test_what_cannot_be_tested_has_a_reason(cells, reason):
    found = compare_categories(np.array(cells))
    assert found.reason == reason
    assert math.isnan(found.p_value) == bool(reason)
    assert math.isnan(found.cramer_v) == bool(reason)
    assert (found.n, found.n_waves) == (np.sum(cells), np.any(cells, axis=1).sum())


def test_usual_sparse_and_untestable_tables_at_once_are_those_one_by_one():
    tables = np.array(
        [[[20, 30, 9], [25, 20, 8]], [[3, 1, 0], [0, 2, 2]], [[0, 0, 0], [1, 2, 3]],
         [[4, 0, 0], [6, 0, 0]], [[30, 20, 0], [10, 30, 0]], [[1, 0, 1], [0, 1, 0]]]
    ).reshape(3, 2, 2, 3)  # fmt: skip
    together, changes = compare_categories(tables), category_changes(tables)
    for at in np.ndindex(3, 2):
        alone, one = compare_categories(tables[at]), category_changes(tables[at])
        assert (together.method[at], together.reason[at]) == (alone.method, alone.reason)
        for key, numbers in floats(together).items():
            assert numbers[at] == pytest.approx(float(floats(alone)[key]), nan_ok=True)
        assert changes.p_adjusted[at] == pytest.approx(one.p_adjusted, nan_ok=True)
        assert changes.change.conf_low[at] == pytest.approx(one.change.conf_low, nan_ok=True)


@pytest.mark.parametrize(
    ("rare", "method"), [((1,), FREEMAN_HALTON), ((2,), PEARSON), ((2, 2), FREEMAN_HALTON)]
)
def test_the_chi_square_is_relied_on_from_one_expected_and_five_in_four_of_five_cells(rare, method):
    # Waves of equal size: half of a column's total is expected in each.
    upper = [20] * (5 - len(rare)) + list(rare)
    lower = [20] * (5 - len(rare)) + [0] * len(rare)
    lower[0] += sum(rare)
    assert compare_categories(np.array([upper, lower]), resamples=19).method == method


def test_two_categories_are_one_change_and_nothing_is_adjusted():
    found = category_changes(np.array([[20, 80], [40, 60]]))
    alone = share_change(*np.array([20, 100, 40, 100]))
    assert found.p_adjusted == pytest.approx([float(alone.p_value)] * 2)
    assert (found.change.conf_low[0], found.change.conf_high[0]) == pytest.approx(
        (float(alone.conf_low), float(alone.conf_high))
    )


def test_the_intervals_of_a_wave_that_is_missing_are_not_given():
    found = category_changes(np.array([[0, 0, 0], [4, 0, 3]]))
    assert found.change.reason.tolist() == ["wave_missing"] * 3
    assert np.isnan(found.p_adjusted).all()
    assert found.change.share_after == pytest.approx([4 / 7, 0, 3 / 7])
