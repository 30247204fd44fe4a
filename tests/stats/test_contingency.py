import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lpsstats.stats.contingency import association
from support.reference import table

ROWS = [row for row in table("drift.csv") if row["quantity"] == "cell"]
SETS = sorted({row["set"] for row in ROWS})
counts = arrays(
    np.int64, st.tuples(st.integers(2, 5), st.integers(2, 6)), elements=st.integers(0, 60)
)


def counts_of(name):
    rows = [row for row in ROWS if row["set"] == name]
    found = np.zeros((max(int(r["row"]) for r in rows), max(int(r["column"]) for r in rows)))
    for row in rows:
        found[int(row["row"]) - 1, int(row["column"]) - 1] = float(row["value"])
    return found.astype(np.int64)


@pytest.mark.parametrize("name", SETS)
def test_a_table_has_the_chi_square_of_r_and_the_v_of_bergsma(name):
    expected = {r["quantity"]: float(r["value"]) for r in table("drift.csv") if r["set"] == name}
    found = association(counts_of(name))
    for quantity in ("statistic", "df", "p_value", "cramer_v"):
        assert getattr(found, quantity) == pytest.approx(expected[quantity], rel=1e-12, abs=1e-15)


def test_two_shares_worked_by_hand():
    # 20 of 100 and 40 of 100: z = .20 / sqrt(.3 x .7 x 2/100), squared.
    found = association(np.array([[20, 80], [40, 60]]))
    assert found.statistic == pytest.approx(0.2**2 / (0.3 * 0.7 * 0.02))
    phi2 = found.statistic / 200 - 1 / 199
    assert found.cramer_v == pytest.approx(math.sqrt(phi2 / (1 - 1 / 199)))


def test_shares_that_are_the_same_are_no_association():
    found = association(np.array([[10, 30], [20, 60]]))
    assert (found.statistic, found.cramer_v, found.p_value) == (0, 0, 1)


def test_one_wave_cannot_be_tested_and_says_so():
    found = association(np.array([[10, 30], [0, 0]]))
    assert found.reason == "wave_missing"
    assert math.isnan(found.p_value)
    assert math.isnan(found.cramer_v)


def test_a_perfect_association_of_two_people_is_not_more_than_chance():
    assert association(np.array([[1, 0], [0, 1]])).cramer_v == 0


@given(counts)
def test_the_test_is_that_of_scipy(table_of_counts):
    used = table_of_counts[np.ix_(table_of_counts.any(axis=1), table_of_counts.any(axis=0))]
    found = association(table_of_counts)
    if min(used.shape) < 2:
        assert found.reason
        return
    expected = stats.chi2_contingency(used, correction=False)
    assert found.statistic == pytest.approx(expected.statistic, rel=1e-10, abs=1e-12)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-8, abs=1e-300)


@given(counts)
def test_v_lies_between_0_and_1_and_turns_with_the_table(table_of_counts):
    found, turned = association(table_of_counts), association(table_of_counts.T)
    if not found.reason:
        assert 0 <= found.cramer_v <= 1
        assert turned.cramer_v == pytest.approx(found.cramer_v, abs=1e-12)
