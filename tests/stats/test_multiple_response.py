import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.contingency import association
from lpsstats.stats.multiple_response import count_boxes, joint_change
from support.reference import table

ROWS = table("inputs/items_boxes.csv")
VALUES = {(row["set"], row["quantity"]): float(row["value"]) for row in table("tables.csv")}


def waves_of(name):
    rows = [row for row in ROWS if row["set"] == name]
    ticked = np.array([[int(row[f"b{k}"]) for k in range(1, 6)] for row in rows], dtype=bool)
    return ticked, np.array([int(row["wave"]) - 1 for row in rows])


def compare(ticked, wave):
    cells = count_boxes(ticked, wave, 2)
    return joint_change(cells.take(np.array(0)), cells.take(np.array(1)))


def made_up(seed, n=60, k=4):
    random = np.random.default_rng(seed)
    return random.random((n, k)) < random.random(k), random.integers(0, 2, n)


@pytest.mark.parametrize("name", ["same", "moved", "two_never"])
def test_the_figures_are_those_of_the_eigenvalues_in_r(name):
    found = compare(*waves_of(name))
    assert found.n_boxes == VALUES[name, "boxes"]
    ours = (float(found.statistic), float(found.df), float(found.p_value))
    keys = ("boxes_statistic", "boxes_df", "boxes_p")
    assert ours == pytest.approx([VALUES[name, key] for key in keys], rel=1e-10)


def test_one_box_has_the_chi_square_of_pearson():
    ticked, wave = waves_of("moved")
    found = compare(ticked[:, :1], wave)
    ticks = np.bincount(wave, ticked[:, 0]).astype(np.int64)
    pearson = association(np.column_stack([ticks, np.bincount(wave) - ticks]))
    assert found.df == pytest.approx(1)
    assert (float(found.statistic), float(found.p_value)) == pytest.approx(
        (pearson.statistic, pearson.p_value)
    )


def test_the_same_box_three_times_counts_once():
    ticked, wave = waves_of("same")
    one, three = compare(ticked[:, :1], wave), compare(ticked[:, [0, 0, 0]], wave)
    assert three.n_boxes == 3
    assert three.df == pytest.approx(1)
    assert three.statistic == pytest.approx(float(one.statistic))


def test_boxes_that_nothing_binds_together_add_up():
    ticked = np.array([[a, b] for a in (0, 1) for b in (0, 1)] * 20, dtype=bool)
    wave = np.repeat([0, 1], 40)
    ticked[3, 0] = ticked[75, 0] = False  # one less in each wave: still nearly unrelated
    both = compare(ticked, wave)
    single = [compare(ticked[:, [k]], wave) for k in (0, 1)]
    assert both.df == pytest.approx(2, abs=0.01)
    assert both.statistic == pytest.approx(sum(float(s.statistic) for s in single), abs=1e-3)


def test_boxes_that_nobody_or_everybody_ticked_are_left_out():
    ticked, wave = waves_of("same")
    wider = np.column_stack([ticked, np.zeros(len(wave), bool), np.ones(len(wave), bool)])
    plain, more = compare(ticked, wave), compare(wider, wave)
    assert plain.n_boxes == more.n_boxes == 5
    assert more.p_value == pytest.approx(float(plain.p_value))


def test_what_cannot_be_tested_has_a_reason():
    ticked = np.array([[1, 0], [1, 0], [1, 0]], dtype=bool)
    constant = compare(ticked, np.array([0, 0, 1]))
    assert (constant.reason, constant.n_boxes) == ("no_variance_both", 0)
    empty = compare(~ticked & np.array([[1], [0], [1]], bool), np.array([0, 0, 0]))
    assert empty.reason == "wave_missing"
    for found in (constant, empty):
        assert all(math.isnan(x) for x in (found.statistic, found.df, found.p_value))


def test_cells_are_counted_and_those_of_no_cell_are_not():
    ticked = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 1], [1, 1, 1]], dtype=bool)
    cells = count_boxes(ticked, np.array([2, 0, 2, -1]), 3)
    assert cells.n.tolist() == [1, 0, 2]
    assert cells.ticked.tolist() == [[1, 0, 0], [0, 0, 0], [1, 2, 1]]
    assert cells.together[2].tolist() == [[1, 1, 0], [1, 2, 1], [0, 1, 1]]


def test_many_contrasts_at_once_are_those_one_by_one():
    ticked, wave = made_up(3, n=200)
    site = np.random.default_rng(4).integers(0, 3, 200)
    cells = count_boxes(ticked, site * 2 + wave, 8)  # the fourth site has nobody
    places = np.arange(8).reshape(4, 2)
    together = joint_change(cells.take(places[:, 0]), cells.take(places[:, 1]))
    for at in range(3):
        alone = compare(ticked[site == at], wave[site == at])
        assert together.p_value[at] == pytest.approx(float(alone.p_value))
    assert together.reason.tolist() == ["", "", "", "wave_missing"]


@given(st.integers(0, 200), st.permutations(range(4)))
def test_the_order_of_boxes_ticks_turned_round_and_waves_swapped_change_nothing(seed, order):
    ticked, wave = made_up(seed)
    plain = compare(ticked, wave)
    for other in (
        compare(ticked[:, order], wave), compare(~ticked, wave), compare(ticked, 1 - wave)
    ):  # fmt: skip
        assert float(other.statistic) == pytest.approx(float(plain.statistic), nan_ok=True)
        assert float(other.df) == pytest.approx(float(plain.df), nan_ok=True)
        assert other.reason == plain.reason


@given(st.integers(0, 200))
def test_the_degrees_lie_between_1_and_the_number_of_boxes(seed):
    found = compare(*made_up(seed))
    if not found.reason:
        assert 1 - 1e-9 <= found.df <= found.n_boxes + 1e-9
        assert 0 <= found.p_value <= 1
