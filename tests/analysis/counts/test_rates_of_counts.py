"""From rows to counts, exposures and sums: what is added, what is not recorded, what is refused."""

import numpy as np
import pytest

from lpsstats.analysis.counts.building import MOST_CELLS
from lpsstats.analysis.counts.totals import levels_of, sides, whole
from lpsstats.errors import DataError

ROWS = [
    ("2023-Q1", "North", "walks", 4, 13),
    ("2023-Q1", "South", "walks", 6, 26),
    ("2023-Q1", "North", "talks", 2, 13),
    ("2023-Q2", "North", "walks", 9, 13),
    ("2023-Q2", "South", "walks", 0, 20),
    ("2023-Q2", "South", "talks", 3, 20),
]


def of(recorded, unit, category):
    """Give the counts of one series."""
    place = [
        i
        for i, (u, c) in enumerate(zip(recorded.unit, recorded.category, strict=True))
        if (recorded.units[u], recorded.categories[c]) == (unit, category)
    ]
    return recorded.count[place[0]].tolist(), recorded.exposure[place[0]].tolist()


def test_a_period_without_a_row_is_not_recorded_and_not_zero(as_recorded):
    recorded = as_recorded(ROWS)
    counts, exposure = of(recorded, "North", "talks")
    assert counts[0] == 2
    assert np.isnan([counts[1], exposure[1]]).all()
    assert of(recorded, "South", "walks")[0] == [6, 0]
    assert (recorded.n_holes, recorded.n_filled) == (2, 0)
    assert recorded.n_added == recorded.n_empty == 0


def test_a_period_without_a_row_is_zero_if_it_is_said_to_be(as_recorded):
    recorded = as_recorded(ROWS, absent_is_zero=True)
    # The exposure is that of the unit's other category in the period.
    assert of(recorded, "North", "talks") == ([2, 0], [13, 13])
    assert of(recorded, "South", "talks") == ([0, 3], [26, 20])
    assert recorded.n_filled == 2


def test_an_empty_count_is_not_recorded_whatever_is_said_of_absent_rows(as_recorded):
    rows = [*ROWS, ("2023-Q2", "North", "talks", "", 13)]
    recorded = as_recorded(rows, absent_is_zero=True)
    assert np.isnan(of(recorded, "North", "talks")[0][1])
    assert (recorded.n_empty, recorded.n_filled) == (1, 1)


def test_several_rows_of_one_cell_are_added_and_their_exposure_counts_once(as_recorded):
    recorded = as_recorded([*ROWS, ("Q1 2023", " north ", "Walks", 5, 13)])
    assert of(recorded, "North", "walks") == ([9, 9], [13, 13])
    assert recorded.n_added == 1
    torn = as_recorded([*ROWS, ("2023-Q1", "North", "walks", 5, 12)])
    counts, exposure = of(torn, "North", "walks")
    assert counts == [9, 9]
    assert np.isnan(exposure[0])
    assert torn.disagree.sum() == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2023-Q1", "East", "walks", -1, 5), ["count -1 in line 8", "whole number"]),
        (("2023-Q1", "East", "walks", 2.5, 5), ["count 2.5 in line 8"]),
        (("2023-Q1", "East", "walks", 2e9, 5), ["count 2000000000 in line 8"]),
        (("2023-Q1", "East", "walks", 3, 0), ["exposure 0 in line 8", "above 0"]),
        (("2023-Q1", "East", "walks", 3, -2), ["exposure -2 in line 8"]),
        (("2023-Q1", "East", "walks", "three", 5), ["count", "line 8", "no number"]),
        (("2023-Q1", "", "walks", 3, 5), ["unit is empty in 1 row", "line 8"]),
        (("2023-Q1", "East", "", 3, 5), ["category is empty"]),
        (("", "East", "walks", 3, 5), ["period is empty"]),
        (("2023-Q9", "East", "walks", 3, 5), ["period", "2023-Q9"]),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_its_line(as_recorded, row, words):
    with pytest.raises(DataError) as refusal:
        as_recorded([*ROWS, row])
    assert all(word in str(refusal.value) for word in words)


def test_everything_that_is_wrong_is_said_at_once(as_recorded):
    rows = [*ROWS, ("2023-Q1", "", "walks", -3, 0), ("2023-Q1", "East", "walks", -1, 5)]
    with pytest.raises(DataError) as refusal:
        as_recorded(rows)
    assert len(refusal.value.problems) == 3
    assert "count -3 in line 8, and 1 row more" in str(refusal.value)


def test_names_taken_from_a_wrong_column_are_not_laid_out_as_millions_of_cells(as_recorded):
    n = int(MOST_CELLS**0.5) + 1
    rows = [(f"2023-{1 + i % 12:02d}", f"{i}", "walks", 1) for i in range(n)]
    many = [(f"Map {i}", f"{i}", "walks", 1) for i in range(n)]
    assert as_recorded(rows).count.size == 12 * n
    with pytest.raises(DataError, match="--column unit=COLUMN"):
        as_recorded(many)


def levels(recorded, **options):
    return list(levels_of(recorded, **options))


def test_sums_are_of_more_than_one_series(as_recorded):
    recorded = as_recorded(ROWS)
    series, by_category, by_unit, everything = levels(recorded, add_categories=True)
    assert not series.is_total
    assert len(series.unit) == 4
    assert by_category.category.tolist() == [0, 1]
    assert by_category.unit.tolist() == [-1, -1]
    assert by_unit.unit.tolist() == [0, 1]
    assert (everything.unit.tolist(), everything.category.tolist()) == ([-1], [-1])
    alone = as_recorded(ROWS[:1])
    assert [len(level.unit) for level in levels(alone, add_categories=True)] == [1, 0, 0]


def test_sums_take_what_has_both_periods(as_recorded):
    recorded = as_recorded(ROWS)
    _, by_category, by_unit, everything = levels(recorded, add_categories=True)
    walks = sides(recorded, by_category, 1, 0)
    assert (walks.later[0], walks.earlier[0]) == (9, 10)
    assert (walks.exposure_later[0], walks.exposure_earlier[0]) == (33, 39)
    assert walks.n_units.tolist() == [2, 0]
    assert walks.reason.tolist() == ["", "not_recorded"]
    units = sides(recorded, by_unit, 1, 0)
    assert (units.later.tolist(), units.earlier.tolist()) == ([9, 0], [4, 6])
    both = sides(recorded, everything, 1, 0)
    assert (both.later[0], both.exposure_later[0], both.n_units[0]) == (9, 33, 2)


def test_the_exposure_of_a_unit_counts_once_however_many_categories_it_has(as_recorded):
    recorded = as_recorded(ROWS)
    _, _, by_unit, everything = levels(recorded, add_categories=True)
    north = whole(recorded, by_unit, 0)
    assert (north.count.tolist(), north.exposure.tolist()) == ([6, 6], [13, 26])
    assert whole(recorded, everything, 0).exposure.tolist() == [39]


def test_categories_of_a_unit_that_disagree_about_its_exposure_leave_no_rate(as_recorded):
    rows = [*ROWS[:2], ("2023-Q1", "North", "talks", 2, 12), *ROWS[3:]]
    recorded = as_recorded(rows)
    _, by_category, by_unit, everything = levels(recorded, add_categories=True)
    for level in (by_unit, everything):
        here = whole(recorded, level, 0)
        assert here.reason[0] == "exposure_differs"
        assert np.isnan(here.exposure[0])
        assert here.count[0] > 0
    assert whole(recorded, by_category, 0).reason.tolist() == ["", ""]


def test_one_count_without_exposure_takes_the_rate_of_the_sum_away_not_its_count(as_recorded):
    rows = [("2023-Q1", "North", "walks", 4, ""), *ROWS[1:]]
    recorded = as_recorded(rows)
    series, by_category, *_ = levels(recorded)
    here = whole(recorded, by_category, 0)
    assert (here.count[0], here.reason[0]) == (10, "no_exposure")
    # Against another period the unit is left out, as its rate is not known.
    assert sides(recorded, by_category, 1, 0).n_units[0] == 1
    assert "no_exposure" in sides(recorded, series, 1, 0).reason.tolist()


def test_without_exposures_counts_are_compared(as_recorded):
    recorded = as_recorded([row[:4] for row in ROWS])
    _, by_category, *_ = levels(recorded)
    walks = sides(recorded, by_category, 1, 0)
    assert (walks.exposure_later[0], walks.exposure_earlier[0]) == (1, 1)
    assert whole(recorded, by_category, 0).reason.tolist() == ["no_exposure", "no_exposure"]
