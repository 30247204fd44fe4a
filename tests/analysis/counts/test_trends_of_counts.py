"""Trends of series of a file: how long they must be, their sums, their seasons and verdicts."""

import numpy as np
import pytest

from lpsstats.analysis.counts.trends import lines_of, scatter_of, trend_rows
from lpsstats.stats.count_trend import count_trend


def rows_of(recorded, *, add_categories=False, method="fdr_bh", confidence=0.95):
    lines = lines_of(recorded, add_categories=add_categories, confidence=confidence)
    return trend_rows(recorded, lines, method=method, confidence=confidence)


def quarters(counts, unit="North", category="walks", exposure=None):
    return [
        (f"{2020 + i // 4}-Q{i % 4 + 1}", unit, category, count, *([exposure] if exposure else []))
        for i, count in enumerate(counts)
        if count is not None
    ]


GROWING = [5, 7, 8, 10, 13, 16, 20, 26, 31, 40, 49, 63]


def test_a_growing_series_rises_by_its_ratio_a_quarter_and_a_year(as_recorded):
    (row,) = rows_of(as_recorded(quarters(GROWING, exposure=13)))
    assert (row.verdict, row.status, row.n_periods, row.count) == ("rising", "ok", 12, sum(GROWING))
    assert row.ratio_per_period == pytest.approx(1.25, abs=0.02)
    assert row.ratio_per_year == pytest.approx(row.ratio_per_period**4)
    assert row.ratio_per_year_low == pytest.approx(row.ratio_per_period_low**4)
    assert (row.period_from, row.period_to) == ("2020-Q1", "2022-Q4")
    assert row.season_terms
    assert row.df == 12 - 5


def test_a_shrinking_series_falls_and_a_level_one_has_no_clear_trend(as_recorded):
    rows = [*quarters(GROWING[::-1]), *quarters([9, 8, 10, 9, 9, 10, 8], unit="South")]
    falling, level, both = rows_of(as_recorded(rows))
    assert (falling.verdict, level.verdict) == ("falling", "no_clear_trend")
    assert not level.season_terms
    assert level.dispersion < 1
    assert (both.recording_unit, both.n_periods, both.n_units) == (None, 7, 2)


def test_a_trend_that_is_too_short_says_how_many_periods_it_lacks(as_recorded):
    (row,) = rows_of(as_recorded(quarters([3, 4, None, 6, 5])))
    assert (row.verdict, row.reason, row.status) == (
        "not_testable",
        "few_periods",
        "not_testable",
    )
    assert (row.n_periods, row.periods_needed) == (4, 2)
    assert row.ratio_per_period is row.p_value is row.dispersion is None


def test_a_gap_keeps_its_place_in_time(as_recorded):
    counts = [2, 4, 8, None, None, 64, 128, 256]
    (row,) = rows_of(as_recorded(quarters(counts)))
    assert row.ratio_per_period == pytest.approx(2, rel=1e-9)
    # The file leaves the two quarters out altogether, and the trend still knows.
    assert row.n_periods == 6


def test_rounds_have_no_trend_per_year(as_recorded):
    rows = [(f"Map {i}", "North", "walks", 2 * i) for i in range(1, 9)]
    (row,) = rows_of(as_recorded(rows))
    assert row.ratio_per_period > 1
    assert row.ratio_per_year is row.ratio_per_year_low is row.ratio_per_year_high is None


def test_sums_take_the_periods_that_all_of_their_units_have(as_recorded):
    south = [3, 4, None, *[5] * 9]
    recorded = as_recorded([*quarters(GROWING, exposure=2), *quarters(south, "South", exposure=6)])
    *_, both = rows_of(recorded)
    used = [i for i, count in enumerate(south) if count is not None]
    counts = np.array([[GROWING[i] + south[i] for i in used]], dtype=float)
    alone = count_trend(counts, np.full_like(counts, 8.0), np.array(used, dtype=float))
    assert both.n_periods == 11
    assert both.ratio_per_period == pytest.approx(np.exp(alone.slope.estimate[0]))
    assert both.p_adjusted is both.n_tests is None
    assert both.verdict == "rising"


def test_p_is_adjusted_over_the_series_that_have_a_trend(as_recorded):
    rows = [
        *quarters([8, 9, 7, 12, 11, 15, 14]),
        *quarters([9, 8, 10, 9, 9, 12, 13], "South"),
        *quarters([1, 2], "East"),
    ]
    north, south, east, _ = rows_of(as_recorded(rows), method="bonferroni")
    assert east.p_adjusted is None
    for row in (north, south):
        assert row.n_tests == 2
        assert row.p_adjusted == pytest.approx(min(1, 2 * row.p_value))


def test_the_scatter_of_each_series_goes_with_its_unit_and_category(as_recorded):
    rows = [*quarters([1, 50, 2, 60, 3, 70, 1, 80]), *quarters([5, 6], "South")]
    recorded = as_recorded(rows)
    scatter = scatter_of(lines_of(recorded, add_categories=False, confidence=0.95))
    assert scatter[0, 0].size > 10
    assert scatter[0, 0].p_value < 1e-6
    assert scatter[0, 0].df == 6
    assert scatter[0, 0].clear
    assert (scatter[1, 0].size, scatter[1, 0].p_value) == (None, None)
    assert not scatter[1, 0].clear


def test_categories_added_up_take_the_exposure_of_their_unit_once(as_recorded):
    rows = [
        *quarters(GROWING, exposure=4),
        *quarters(GROWING, category="talks", exposure=4),
    ]
    *_, total = rows_of(as_recorded(rows), add_categories=True)
    assert (total.category, total.recording_unit) == (None, "North")
    assert total.count == 2 * sum(GROWING)
    (alone, *_) = rows_of(as_recorded(quarters(GROWING)))
    assert total.ratio_per_period == pytest.approx(alone.ratio_per_period)


def test_the_scale_of_growth_without_end_does_not_break_the_row(as_recorded):
    rows = [(f"Map {i}", "North", "walks", 0 if i < 7 else 10**9) for i in range(1, 9)]
    (row,) = rows_of(as_recorded(rows))
    assert row.status == "ok"
    assert row.ratio_per_period is not None


def test_a_series_is_judged_on_its_adjusted_p_and_a_sum_on_its_own(as_recorded):
    slow = [9, 12, 11, 15, 14, 18, 21]
    level = [9, 8, 10, 9, 9, 10, 8]
    rows = [
        *quarters(slow),
        *quarters([0] * 7, "South"),
        *(row for name in ("talks", "teas", "swims") for row in quarters(level, "North", name)),
        *(row for name in ("talks", "teas", "swims") for row in quarters(level, "South", name)),
    ]
    recorded = as_recorded(rows)
    first, _, total, *_ = rows_of(recorded, method="bonferroni")
    assert first.p_value == pytest.approx(total.p_value)
    level_of_test = 1 - (first.p_value + min(1, 4 * first.p_value)) / 2
    # Between p and p times the number of sums: a sum that was adjusted would not be clear.
    first, _, total, *_ = rows_of(recorded, method="bonferroni", confidence=level_of_test)
    assert (first.verdict, total.verdict) == ("no_clear_trend", "rising")
