import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.items import item_statistics
from support.reference import REFERENCE, answers_of, table


def describe(items, group=None, n_groups=1, low=1, high=7):
    items = np.asarray(items, dtype=float)
    group = np.zeros(len(items), dtype=np.int64) if group is None else group
    groups = group_items(items, group, n_groups)
    return item_statistics(items, group, groups, low=low, high=high)


NAMES = ("k2", "k3", "k4", "k5", "k7", "attitude")
ATTRIBUTES = {"n_item": "n", "item_rest": "item_rest", "alpha_if_deleted": "alpha_if_deleted"}
ATTRIBUTES |= {name: name for name in ("mean", "sd", "floor", "ceiling", "missing")}


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_that_of_psych_and_r(name):
    result = describe(*answers_of(name))
    rows = [row for row in table("reliability.csv") if row["input"] == name and row["item"]]
    assert {row["statistic"] for row in rows} >= ATTRIBUTES.keys() - {"alpha_if_deleted"}
    for row in rows:
        ours = getattr(result, ATTRIBUTES[row["statistic"]])
        value = ours[int(row["group"]) - 1, int(row["item"]) - 1]
        assert value == pytest.approx(float(row["value"]), abs=1e-12)


def test_item_rest_and_alpha_if_deleted_are_those_of_pspp():
    lines = (REFERENCE / "reliability_pspp.csv").read_text(encoding="utf-8").splitlines()
    theirs = [line.split(",")[3:5] for line in lines if line.startswith("item")]
    results = [describe(*answers_of(name)) for name in NAMES[1:5]]
    ours = [np.stack([r.item_rest, r.alpha_if_deleted], axis=-1).reshape(-1, 2) for r in results]
    assert np.concatenate(ours) == pytest.approx(np.array(theirs, dtype=float), abs=1e-14)


def test_answers_are_counted_item_by_item_whatever_else_is_missing():
    nan = np.nan
    result = describe([[1, 7], [nan, 7], [2, nan], [1, 3], [nan, nan]])
    assert result.n.tolist() == [[3, 3]]
    assert result.missing.tolist() == [[2, 2]]
    assert result.mean[0] == pytest.approx([4 / 3, 17 / 3])
    assert result.floor[0] == pytest.approx([2 / 3, 0])
    assert result.ceiling[0] == pytest.approx([0, 2 / 3])


def test_each_item_has_its_own_range():
    result = describe([[1, 10], [0, 1], [1, 10]], low=[0, 1], high=[1, 10])
    assert result.floor[0] == pytest.approx([1 / 3, 1 / 3])
    assert result.ceiling[0] == pytest.approx([2 / 3, 2 / 3])


def test_alpha_if_deleted_is_alpha_of_the_rest():
    items, group, n_groups = answers_of("k5")
    complete = items[~np.isnan(items).any(axis=1)]
    group = group[~np.isnan(items).any(axis=1)]
    result = describe(complete, group, n_groups)
    for item in range(5):
        rest = group_items(np.delete(complete, item, axis=1), group, n_groups)
        alone = cronbach_alpha(rest).alpha
        assert result.alpha_if_deleted[:, item] == pytest.approx(alone, abs=1e-12)


def test_a_constant_item_is_no_part_of_the_rest_and_has_no_correlation():
    result = describe([[1, 2, 4, 3], [2, 3, 4, 3], [3, 1, 4, 5], [5, 5, 4, 6]])
    without = describe([[1, 2, 3], [2, 3, 3], [3, 1, 5], [5, 5, 6]])
    assert np.isnan(result.item_rest[0, 2])
    assert np.isnan(result.alpha_if_deleted[0, 2])
    assert result.item_rest[0, [0, 1, 3]] == pytest.approx(without.item_rest[0], abs=1e-12)
    assert result.alpha_if_deleted[0, [0, 1, 3]] == pytest.approx(without.alpha_if_deleted[0])
    assert result.sd[0, 2] == 0


def test_empty_groups_single_rows_and_single_items_leave_no_number_undefined_but_nan():
    result = describe([[1, 2, 3]], np.array([1]), 2)
    assert result.n.tolist() == [[0, 0, 0], [1, 1, 1]]
    assert np.isnan(result.mean[0]).all()
    assert np.isnan(result.floor[0]).all()
    assert np.isnan(result.sd).all()
    assert np.isnan(result.item_rest).all()
    assert np.isnan(describe([[1], [2], [3]]).item_rest).all()


def test_rounding_lifts_no_correlation_above_one():
    result = describe([[4.9, 9.8], [8.4, 16.8], [7.3, 14.6], [0.0, 0.0]])
    assert result.item_rest[0] == pytest.approx([1, 1], abs=1e-14)
    assert not (result.item_rest > 1).any()


def test_items_that_cancel_have_no_rest_to_correlate_with():
    # The second and third add to 10.3, so the first has a constant rest.
    result = describe([[6.5, 5.5, 4.8], [6.2, 3.5, 6.8], [6.5, 9.0, 1.3], [4.1, 8.8, 1.5]])
    assert np.isnan(result.item_rest[0, 0])
    assert not np.isnan(result.item_rest[0, 1:]).any()


@given(arrays(float, (10, 4), elements=st.one_of(st.just(np.nan), st.integers(1, 7).map(float))))
def test_shares_and_correlations_stay_in_their_bounds_and_counts_close(items):
    result = describe(items)
    assert (result.n + result.missing == 10).all()
    for share in (result.floor, result.ceiling):
        assert not ((share < 0) | (share > 1)).any()
    assert not (np.abs(result.item_rest) > 1).any()
    assert not (result.alpha_if_deleted > 1).any()
