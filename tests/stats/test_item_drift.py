from dataclasses import fields

import numpy as np
import pytest

from lpsstats.stats.item_drift import item_drift
from support.reference import table

ROWS = table("drift.csv")
SETS = [row["set"] for row in ROWS if row["quantity"] == "null_loglik"]
TESTS = (
    "chi_square", "p_value", "uniform_chi_square", "uniform_p_value", "non_uniform_chi_square",
    "non_uniform_p_value", "r2_change", "difference",
)  # fmt: skip


def counts_of(name):
    """Give the counts by group, rest score and answer, and the rest scores."""
    rows = [r for r in ROWS if r["set"] == name and r["quantity"].startswith("count")]
    rest = sorted({int(r["row"]) for r in rows})
    counts = np.zeros((2, len(rest), max(int(r["column"]) for r in rows)))
    for r in rows:
        counts[int(r["quantity"][-1]), rest.index(int(r["row"])), int(r["column"]) - 1] = float(
            r["value"]
        )
    return counts, np.array(rest, dtype=float)


def drift_of(before, after, rest=None, answers=None):
    rest = np.arange(before.shape[0], dtype=float) if rest is None else rest
    answers = np.arange(1.0, before.shape[1] + 1) if answers is None else answers
    return item_drift(before[None], after[None], rest[None], answers[None])


@pytest.mark.parametrize("name", SETS)
def test_the_tests_of_an_item_are_those_of_r(name):
    counts, rest = counts_of(name)
    found = drift_of(*counts, rest)
    expected = {r["quantity"]: float(r["value"]) for r in ROWS if r["set"] == name}
    for quantity in TESTS:
        assert getattr(found, quantity)[0] == pytest.approx(expected[quantity], rel=1e-6, abs=1e-9)


def test_the_slopes_of_both_groups_are_those_of_r():
    counts, rest = counts_of("twisted5")
    found = drift_of(*counts, rest)
    slopes = [
        float(r["value"]) for r in ROWS if (r["set"], r["quantity"]) == ("twisted5", "full_slope")
    ]
    assert found.slope_before[0] == pytest.approx(slopes[0], abs=1e-6)
    assert found.slope_after[0] == pytest.approx(slopes[0] + slopes[2], abs=1e-6)


def test_without_a_rest_score_the_difference_is_that_of_the_means():
    before, after = np.array([[30.0, 50, 20]]), np.array([[10.0, 30, 60]])
    found = drift_of(before, after)
    # Proportional odds do not fit both means exactly; here they miss by less than a hundredth.
    assert found.difference[0] == pytest.approx(2.5 - 1.9, abs=0.01)
    assert found.non_uniform_chi_square[0] == pytest.approx(0, abs=1e-8)


def test_swapping_the_groups_negates_the_difference_and_keeps_the_tests():
    counts, rest = counts_of("both10")
    one, other = drift_of(*counts, rest), drift_of(*counts[::-1], rest)
    for quantity in ("chi_square", "uniform_chi_square", "r2_change"):
        assert getattr(one, quantity) == pytest.approx(getattr(other, quantity), rel=1e-9)
    assert one.difference == pytest.approx(-other.difference, rel=1e-6)
    assert (one.slope_before[0], one.slope_after[0]) == pytest.approx(
        (other.slope_after[0], other.slope_before[0]), rel=1e-6
    )


def test_another_unit_of_the_rest_score_changes_nothing():
    counts, rest = counts_of("shifted7")
    one, other = drift_of(*counts, rest), drift_of(*counts, 1000 - 0.25 * rest)
    assert one.chi_square == pytest.approx(other.chi_square, rel=1e-8)
    assert one.slope_before == pytest.approx(-other.slope_before, rel=1e-6)


def test_answers_that_count_double_double_the_difference():
    counts, rest = counts_of("shifted7")
    answers = np.arange(1.0, 8)
    one, other = drift_of(*counts, rest, answers), drift_of(*counts, rest, 10 - 2 * answers)
    assert other.difference == pytest.approx(-2 * one.difference)


def test_an_item_that_moved_whole_is_tested_though_its_coefficients_run_away():
    before, after = np.zeros((3, 4)), np.zeros((3, 4))
    before[:, 0], after[:, 3] = (30, 40, 30), (20, 50, 30)
    found = drift_of(before, after)
    assert found.reason[0] == ""
    assert found.difference[0] == pytest.approx(3, abs=1e-3)
    assert found.r2_change[0] == pytest.approx(1, abs=0.01)  # the rest tells a little
    assert found.p_value[0] < 1e-10


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([[5, 5], [5, 5]], [[0, 0], [0, 0]], "wave_missing"),
        ([[5, 0], [5, 0]], [[4, 0], [9, 0]], "one_category"),
    ],
)
def test_what_cannot_be_tested_has_a_reason(before, after, reason):
    found = drift_of(np.array(before, float), np.array(after, float))
    assert found.reason[0] == reason
    assert np.isnan([found.p_value[0], found.difference[0], found.r2_change[0]]).all()


def test_picking_items_picks_every_field():
    counts, rest = counts_of("shifted7")
    both = item_drift(
        np.stack([counts[0], counts[1]]),
        np.stack([counts[1], counts[0]]),
        np.stack([rest, rest]),
        np.tile(np.arange(1.0, 8), (2, 1)),
    )
    second = both.take(slice(1, 2))
    for field in fields(second):
        assert getattr(second, field.name)[0] == getattr(both, field.name)[1]
