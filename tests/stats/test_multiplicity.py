import warnings
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.multiplicity import METHODS, adjust, smallest_of
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pingouin

p_value = st.one_of(st.floats(0, 1), st.sampled_from([0.01, 0.05, np.nan]))
families = st.lists(p_value, max_size=30).map(np.array)
methods = st.sampled_from(list(METHODS))


def reference():
    rows = table("multiplicity.csv")
    for (family, method), group in groupby(rows, key=lambda r: (r["family"], r["method"])):
        pairs = [(float(r["p_value"] or "nan"), float(r["p_adjusted"] or "nan")) for r in group]
        yield pytest.param(method, *np.array(pairs).T, id=f"{family}-{method}")


@pytest.mark.parametrize(("method", "raw", "expected"), list(reference()))
def test_every_adjusted_p_value_is_that_of_r(method, raw, expected):
    assert adjust(raw, method) == pytest.approx(expected, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("holm", [0.03, 0.06, 0.06, 0.02]),  # 3 x .01, then 2 x .03 held also for .04, 4 x .005
        ("hochberg", [0.03, 0.04, 0.04, 0.02]),
        ("bonferroni", [0.04, 0.16, 0.12, 0.02]),
        ("fdr_bh", [0.02, 0.04, 0.04, 0.02]),
        ("fdr_by", [0.02 * 25 / 12, 0.04 * 25 / 12, 0.04 * 25 / 12, 0.02 * 25 / 12]),
        ("none", [0.01, 0.04, 0.03, 0.005]),
    ],
)
def test_four_p_values_are_adjusted_as_by_hand(method, expected):
    assert adjust(np.array([0.01, 0.04, 0.03, 0.005]), method) == pytest.approx(expected)


@pytest.mark.parametrize("method", ["holm", "bonferroni", "fdr_bh", "fdr_by", "none"])
def test_it_agrees_with_pingouin_where_tests_are_missing(method):
    raw = np.array([0.001, np.nan, 0.02, 0.02, 0.6, np.nan])
    _, theirs = pingouin.multicomp(raw, method=method)
    assert adjust(raw, method) == pytest.approx(theirs, nan_ok=True)


def test_an_unknown_method_is_refused():
    with pytest.raises(KeyError):
        adjust(np.array([0.1]), "hommel")


@pytest.mark.parametrize("method", METHODS)
def test_the_raw_values_are_left_alone_and_the_shape_is_kept(method):
    raw = np.array([[0.3, 0.01, np.nan], [0.02, 0.5, 0.9]])
    copy = raw.copy()
    adjusted = adjust(raw, method)
    assert adjusted.shape == raw.shape
    assert np.array_equal(raw, copy, equal_nan=True)
    assert np.array_equal(adjusted.ravel(), adjust(raw.ravel(), method), equal_nan=True)


@given(families, methods)
def test_adjusted_p_values_lie_between_the_raw_ones_and_one(raw, method):
    tested = ~np.isnan(raw)
    adjusted = adjust(raw, method)
    assert np.array_equal(np.isnan(adjusted), ~tested)
    assert (adjusted[tested] >= raw[tested]).all()
    assert (adjusted[tested] <= 1).all()


@given(families, methods)
def test_a_larger_p_value_is_never_adjusted_to_a_smaller_one(raw, method):
    raw = np.sort(raw[~np.isnan(raw)])
    assert (np.diff(adjust(raw, method)) >= 0).all()


@given(families, methods, st.randoms(use_true_random=False))
def test_the_order_of_the_tests_does_not_matter(raw, method, random):
    order = list(range(raw.size))
    random.shuffle(order)
    assert np.array_equal(adjust(raw[order], method), adjust(raw, method)[order], equal_nan=True)


@given(families, methods)
def test_tests_that_could_not_be_done_do_not_count(raw, method):
    tested = raw[~np.isnan(raw)]
    assert np.array_equal(adjust(raw, method)[~np.isnan(raw)], adjust(tested, method))


@given(families)
def test_hochberg_is_below_holm_and_holm_below_bonferroni(raw):
    raw = raw[~np.isnan(raw)]
    hochberg, holm, bonferroni = (adjust(raw, m) for m in ("hochberg", "holm", "bonferroni"))
    assert (hochberg <= holm).all()
    assert (holm <= bonferroni).all()


def test_the_smallest_of_several_is_multiplied_by_the_number_done():
    p_values = np.array([[0.01, np.nan, 0.6, np.nan], [0.2, 0.3, 0.7, np.nan]])
    p_value, tested = smallest_of(p_values)
    assert np.array_equal(p_value, [0.02, 0.3, 1.0, np.nan], equal_nan=True)
    assert tested.tolist() == [2, 1, 2, 0]


def test_without_any_test_there_is_no_smallest():
    p_value, tested = smallest_of(np.empty((0, 2)))
    assert np.isnan(p_value).all()
    assert tested.tolist() == [0, 0]


@given(families)
def test_the_smallest_of_several_is_the_smallest_adjusted_by_bonferroni(raw):
    p_value, tested = smallest_of(raw)
    adjusted = adjust(raw, "bonferroni")
    assert tested == (~np.isnan(adjusted)).sum()
    assert np.isnan(p_value) if tested == 0 else p_value == np.nanmin(adjusted)
