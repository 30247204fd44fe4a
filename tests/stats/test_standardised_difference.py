"""How far the people of two waves differ: R's figures and the formulas' own properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.moments import cell_moments
from lpsstats.stats.standardised_difference import (
    category_balance,
    chance_difference,
    mean_balance,
)
from lpsstats.stats.weights import weighted_moments
from support.reference import table

INPUTS = table("inputs/adjustment.csv")
counts = st.lists(st.integers(0, 40), min_size=2, max_size=6)


def columns(name, variable, weighted):
    rows = [row for row in INPUTS if row["set"] == name]
    keys = (variable, "later", "weight")
    x, later, weight = (np.array([float(row[key]) for row in rows]) for key in keys)
    return x, later, weight if weighted else np.ones(len(rows))


def of_means(x, later, weight=None):
    later = later.astype(np.int64)
    found = cell_moments(x, later, 2) if weight is None else weighted_moments(x, weight, later, 2)
    return mean_balance(found.take(np.array([0])), found.take(np.array([1])))


def of_shares(x, later, weight):
    codes = sorted(set(x))
    sums = [[weight[(later == w) & (x == c)].sum() for c in codes] for w in (0, 1)]
    return category_balance(*np.array(sums)[:, None, :])


def size(before, after):
    return category_balance(np.array(before, float), np.array(after, float))


@pytest.mark.parametrize(
    "row",
    table("standardised_difference.csv"),
    ids=lambda row: f"{row['set']}-{row['variable']}-{row['weighted']}",
)
def test_every_difference_is_that_of_r(row):
    x, later, weight = columns(row["set"], row["variable"], row["weighted"] == "1")
    compute = of_means if row["variable"] == "years" else of_shares
    found = compute(x, later, weight)
    assert found.reason[0] == ""
    assert found.difference[0] == pytest.approx(float(row["std_difference"]), rel=1e-10)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_of_two_categories_it_is_that_of_two_shares(a, b, c, d):
    p, q = a / (a + b), c / (c + d)
    expected = abs(q - p) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
    assert size([a, b], [c, d]).difference == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(counts, counts, st.randoms())
def test_neither_order_nor_empty_categories_nor_the_unit_of_counts_matter(before, after, random):
    k = min(len(before), len(after))
    before, after = before[:k], after[:k]
    one = size(before, after)
    order = random.sample(range(k), k)
    other = size([7 * before[i] for i in order] + [0], [7 * after[i] for i in order] + [0])
    assert one.reason == other.reason
    assert other.difference == pytest.approx(float(one.difference), rel=1e-7, abs=1e-7, nan_ok=True)


@given(counts, counts)
def test_swapping_the_waves_keeps_the_distance_of_shares(before, after):
    k = min(len(before), len(after))
    one, other = size(before[:k], after[:k]), size(after[:k], before[:k])
    assert one.difference == pytest.approx(float(other.difference), rel=1e-9, nan_ok=True)


def test_merging_two_categories_that_moved_alike_changes_nothing_and_apart_hides_a_difference():
    assert size([10, 10, 20], [20, 20, 20]).difference == pytest.approx(
        float(size([20, 20], [40, 20]).difference)
    )
    assert size([10, 30, 20], [30, 10, 20]).difference > 0.5
    assert size([40, 20], [40, 20]).difference == 0


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([0, 0], [3, 4], "wave_missing"),
        ([3, 4], [0, 0], "wave_missing"),
        ([5, 0], [9, 0], "no_variance_both"),
        ([5, 0], [0, 9], "separation"),
        ([5, 3, 0, 0], [0, 0, 2, 7], "separation"),
        ([5, 3, 0], [0, 2, 7], ""),
        ([5, 0], [3, 2], ""),
    ],
)
def test_shares_without_a_difference_have_a_reason(before, after, reason):
    found = size(before, after)
    assert found.reason == reason
    assert np.isnan(found.difference) == bool(reason)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([], [1, 2], "wave_missing"),
        ([4], [1, 2], "n_lt_2"),
        ([4, 4], [4, 4, 4], "no_variance_both"),
        ([4, 4], [5, 5, 5], "separation"),
        ([4, 4], [5, 4, 5], ""),
    ],
)
def test_means_without_a_difference_have_a_reason(before, after, reason):
    later = np.repeat([0, 1], [len(before), len(after)])
    found = of_means(np.array(before + after, float), later)
    assert found.reason[0] == reason
    assert np.isnan(found.difference[0]) == bool(reason)


def test_a_mean_that_rose_is_a_difference_above_zero():
    assert of_means(np.array([1.0, 3, 4, 6]), np.array([0, 0, 1, 1])).difference[0] == (
        pytest.approx(3 / math.sqrt(2))
    )


def test_many_places_at_once_are_those_one_by_one():
    random = np.random.default_rng(5)
    before, after = random.integers(0, 6, (2, 30, 3)).astype(float)
    together = category_balance(before, after)
    alone = [category_balance(b, a) for b, a in zip(before, after, strict=True)]
    assert list(together.reason) == [str(one.reason) for one in alone]
    assert together.difference == pytest.approx([float(x.difference) for x in alone], nan_ok=True)


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.1, 0.2, 0.3, 0.4)])
def test_by_chance_alone_the_difference_stays_below_in_95_of_100_surveys(shares):
    random = np.random.default_rng(20180501)
    before, after = (random.multinomial(n, shares, 4000).astype(float) for n in (150, 90))
    found = category_balance(before, after).difference
    bound = chance_difference(np.array(150.0), np.array(90.0), len(shares))
    assert np.mean(found < bound) == pytest.approx(0.95, abs=0.012)


def test_the_chance_difference_of_two_shares_is_the_normal_quantile_and_has_none_of_nobody():
    expected = stats.norm.ppf(0.975) * math.sqrt(1 / 80 + 1 / 50)
    assert chance_difference(np.array(80.0), np.array(50.0), 2) == pytest.approx(expected)
    assert np.isnan(chance_difference(np.array(0.0), np.array(50.0), 2))
