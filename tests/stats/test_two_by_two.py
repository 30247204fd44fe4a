import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.two_by_two import MID_P, N_MINUS_1, compare_two_shares
from support.reference import table

ROWS = [row for row in table("proportions.csv") if row["confidence"] == "0.95"]
KEYS = ("before", "n_before", "after", "n_after")
shares = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def compare(*numbers):
    return compare_two_shares(*np.array(numbers))


def enumerated(before, n_before, after, n_after):
    """Fisher's mid-p by scipy's probabilities, table by table."""
    events = before + after
    if events in {0, n_before + n_after}:
        return 1.0
    chances = stats.hypergeom(n_before + n_after, events, n_after).pmf(np.arange(n_after + 1))
    seen = chances[after]
    return chances[chances <= seen * (1 + 1e-7)].sum() - seen / 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[key] for key in KEYS))
def test_every_figure_is_that_of_r(row):
    found = compare(*(int(row[key]) for key in KEYS))
    assert found.method == (MID_P if row["sparse"] == "1" else N_MINUS_1)
    assert found.statistic == pytest.approx(float(row["statistic"] or "nan"), nan_ok=True)
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9)


def test_the_reference_holds_both_tests():
    assert {row["sparse"] for row in ROWS} == {"0", "1"}


def test_two_shares_worked_by_hand():
    # 20 of 100 and 40 of 100: Pearson's 9.5238 times 199 / 200.
    found = compare(20, 100, 40, 100)
    assert found.statistic == pytest.approx(0.2**2 / (0.3 * 0.7 * 0.02) * 199 / 200)


def test_a_sparse_table_worked_by_hand():
    # 1 event in 2 + 8 people: it falls on the two with chance .2, less half of it.
    found = compare(1, 2, 0, 8)
    assert (found.method, math.isnan(found.statistic)) == (MID_P, True)
    assert found.p_value == pytest.approx(0.1)
    assert compare(0, 2, 1, 8).p_value == pytest.approx(0.2 + 0.8 / 2)


@given(shares, shares)
def test_sparse_tables_have_the_enumerated_mid_p_and_others_the_n_minus_1_chi_square(first, second):
    found = compare(*first, *second)
    (before, n_before), (after, n_after) = first, second
    cells = np.array([[before, n_before - before], [after, n_after - after]])
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    if expected.min() < 1:
        assert found.method == MID_P
        assert found.p_value == pytest.approx(enumerated(*first, *second), rel=1e-9)
        return
    assert found.method == N_MINUS_1
    pearson = stats.chi2_contingency(cells, correction=False).statistic
    n = cells.sum()
    assert found.statistic == pytest.approx(pearson * (n - 1) / n, rel=1e-9, abs=1e-12)
    assert found.p_value == pytest.approx(stats.chi2.sf(found.statistic, 1), rel=1e-9)


@given(shares, shares)
def test_swapping_waves_or_counting_the_others_keeps_the_p_value(first, second):
    p_value = float(compare(*first, *second).p_value)
    others = [(n - count, n) for count, n in (first, second)]
    assert float(compare(*second, *first).p_value) == pytest.approx(p_value, rel=1e-9)
    assert float(compare(*others[0], *others[1]).p_value) == pytest.approx(p_value, rel=1e-9)


@pytest.mark.parametrize("shares", [(0, 90, 0, 95), (90, 90, 95, 95), (0, 1, 0, 1)])
def test_nobody_or_everybody_in_both_waves_is_no_evidence(shares):
    assert compare(*shares).p_value == 1


def test_an_empty_wave_has_no_p_value():
    for empty in ((0, 0, 3, 10), (3, 10, 0, 0), (0, 0, 0, 0)):
        assert math.isnan(compare(*empty).p_value)


def test_sparse_and_usual_contrasts_at_once_are_those_one_by_one():
    numbers = np.array([[int(row[key]) for key in KEYS] for row in ROWS[:40]]).reshape(5, 8, 4)
    together = compare_two_shares(*np.moveaxis(numbers, -1, 0))
    for at in np.ndindex(5, 8):
        alone = compare(*numbers[at])
        assert together.method[at] == alone.method
        assert together.p_value[at] == pytest.approx(float(alone.p_value), rel=1e-13)


def test_a_rare_answer_among_a_million_is_computed():
    # 3 of 3 events among the 1,000 of 1,000,000: about 1e-9, and no other table is as rare.
    found = compare(0, 999_000, 3, 1_000)
    exact = stats.hypergeom(1_000_000, 3, 1_000).pmf(3) / 2
    assert found.p_value == pytest.approx(exact, rel=1e-10)


def test_an_answer_of_nearly_everybody_is_as_one_of_hardly_anybody():
    n_before, n_after = 999_000, 1_000
    rare = compare(993, n_before, 6, n_after)
    usual = compare(n_before - 993, n_before, n_after - 6, n_after)
    assert usual.method == MID_P
    assert usual.p_value == pytest.approx(float(rare.p_value), rel=1e-9)
