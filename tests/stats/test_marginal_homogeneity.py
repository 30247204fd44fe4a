import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import SquareTable

from lpsstats.stats.marginal_homogeneity import each_against_the_rest, marginal_homogeneity
from lpsstats.stats.mcnemar import mcnemar
from support.reference import table

ROWS = table("linked.csv")
SETS = list(dict.fromkeys(row["set"] for row in ROWS if row["test"] == "homogeneity"))
NUMBERS = ("statistic", "df", "p_value")

quick = settings(max_examples=50, deadline=None)
tables = st.integers(2, 5).flatmap(
    lambda c: st.lists(st.integers(0, 30), min_size=c * c, max_size=c * c).map(
        lambda x: np.array(x).reshape(c, c)
    )
)


def counts_of(name):
    rows = [row for row in table("inputs/linked_tables.csv") if row["set"] == name]
    size = math.isqrt(len(rows))
    return np.array([int(row["count"]) for row in rows]).reshape(size, size)


def numbers(result):
    return {key: float(getattr(result, key)) for key in NUMBERS}


def expected_of(test, name):
    rows = [row for row in ROWS if row["test"] == test and row["set"] == name]
    return {row["quantity"]: float(row["value"]) for row in rows}


# R prints 0 for the p of the table `far`: below 1e-16 coin subtracts from one.
@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_that_of_r(name):
    result = numbers(marginal_homogeneity(counts_of(name)))
    assert result == pytest.approx(expected_of("homogeneity", name), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", [name for name in SETS if len(counts_of(name)) == 2])
def test_two_categories_have_the_p_of_mcnemars_chi_square(name):
    theirs = expected_of("mcnemar", name)["p_asymptotic"]
    assert float(marginal_homogeneity(counts_of(name)).p_value) == pytest.approx(theirs, rel=1e-9)


def test_the_published_example_has_its_figure():
    result = marginal_homogeneity(counts_of("vision"))  # Stuart (1955): 11.96 on 3
    assert (round(float(result.statistic), 2), result.df) == (11.96, 3)
    assert (result.n, result.n_changed) == (7477, 2181)


@quick
@given(tables)
def test_it_agrees_with_statsmodels_where_that_can_invert(counts):
    if ((counts + counts.T) - np.diag(2 * np.diag(counts)) == 0).sum() > len(counts):
        return  # some two categories exchange nobody: it may be singular
    theirs = SquareTable(counts, shift_zeros=False).homogeneity()
    result = numbers(marginal_homogeneity(counts))
    expected = {"statistic": theirs.statistic, "df": theirs.df, "p_value": theirs.pvalue}
    assert result == pytest.approx(expected, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[0, 0], [0, 0]], "n_lt_2"),
        ([[0, 1, 0], [0, 0, 0], [0, 0, 0]], "n_lt_2"),
        ([[3, 0, 0], [0, 9, 0], [0, 0, 0]], "all_tied"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_no_number(counts, reason):
    result = marginal_homogeneity(np.array(counts))
    assert (result.reason, result.df) == (reason, 0)
    assert math.isnan(float(result.statistic))
    assert math.isnan(float(result.p_value))


@quick
@given(tables, st.integers(0, 2))
def test_an_empty_category_changes_nothing(counts, place):
    wider = np.insert(np.insert(counts, place, 0, axis=0), place, 0, axis=1)
    one, other = marginal_homogeneity(counts), marginal_homogeneity(wider)
    assert one.reason == other.reason
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-8, abs=1e-10, nan_ok=True)


@quick
@given(tables, st.randoms(use_true_random=False))
def test_order_of_categories_and_waves_and_those_who_stayed_change_no_figure(counts, random):
    order = list(range(len(counts)))
    random.shuffle(order)
    other = counts.T[np.ix_(order, order)] + 5 * np.eye(len(counts), dtype=np.int64)
    one, two = marginal_homogeneity(counts), marginal_homogeneity(other)
    if not one.reason:
        assert numbers(one) == pytest.approx(numbers(two), rel=1e-8, abs=1e-10)


def test_rare_changes_in_a_large_table_keep_their_degree_of_freedom():
    counts = np.array([[10, 40_000_000, 0], [39_990_000, 10, 0], [0, 1, 5]])
    assert marginal_homogeneity(counts).df == 2


@quick
@given(tables)
def test_each_category_against_the_rest_keeps_its_margins(counts):
    folded = each_against_the_rest(counts)
    assert folded.shape == (len(counts), 2, 2)
    assert (folded.sum(axis=(1, 2)) == counts.sum()).all()
    assert (folded[:, 1].sum(axis=-1) == counts.sum(axis=1)).all()
    assert (folded[:, :, 1].sum(axis=-1) == counts.sum(axis=0)).all()
    changes = mcnemar(folded).estimate
    assert np.nansum(changes) == pytest.approx(0, abs=1e-12)


def test_a_table_of_two_is_folded_to_itself_and_its_mirror():
    counts = counts_of("airways")
    folded = each_against_the_rest(counts)
    assert (folded[1] == counts).all()
    assert (folded[0] == counts[::-1, ::-1]).all()


def test_many_tables_at_once_are_those_one_by_one():
    names = ("vision", "empty_category", "two_worlds")
    stacked = np.array([*map(counts_of, names), np.eye(4, dtype=np.int64) * 3]).reshape(2, 2, 4, 4)
    together, folded = marginal_homogeneity(stacked), each_against_the_rest(stacked)
    for place in np.ndindex(2, 2):
        alone = marginal_homogeneity(stacked[place])
        assert together.reason[place] == alone.reason
        ours = {key: float(getattr(together, key)[place]) for key in NUMBERS}
        assert ours == pytest.approx(numbers(alone), rel=1e-12, nan_ok=True)
        assert (folded[place] == each_against_the_rest(stacked[place])).all()
