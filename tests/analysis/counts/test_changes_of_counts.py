"""Changes between periods: which are compared, what decides, how p is adjusted."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control, t

from lpsstats.analysis.counts.changes import CountQuestion, changes_of
from lpsstats.analysis.counts.trends import lines_of, scatter_of
from lpsstats.stats.rate_ratio import METHOD
from lpsstats.stats.scattered_ratio import SCATTERED

PLAIN = CountQuestion(per=1.0, adjust="fdr_bh", confidence=0.95, add_categories=False)
TALL = CountQuestion(per=13.0, adjust="holm", confidence=0.9, add_categories=True)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def changes(recorded, *periods, question=PLAIN):
    chosen = periods or (len(recorded.periods.labels) - 1,)
    return changes_of(recorded, chosen, question, {})


def quarters(counts, unit="North", category="walks", exposure=None, start=2022):
    """Write a series of quarters; None is no row."""
    return [
        (f"{start + i // 4}-Q{i % 4 + 1}", unit, category, count, *([exposure] if exposure else []))
        for i, count in enumerate(counts)
        if count is not None
    ]


def test_the_year_before_decides_and_the_quarter_before_stands_beside_it(as_recorded):
    (row,) = changes(as_recorded(quarters([40, 9, 9, 9, 65], exposure=13)))
    assert (row.period, row.period_year, row.period_previous) == ("2023-Q1", "2022-Q1", "2022-Q4")
    assert (row.count_year, row.count_previous, row.count) == (40, 9, 65)
    assert row.ratio_year == 1.625
    assert round(row.p_year, 3) == 0.019
    assert (row.decided_by, row.verdict) == ("year_before", "higher")
    assert row.ratio_previous == pytest.approx(65 / 9)
    assert row.rate == 5
    assert row.rate_low < 5 < row.rate_high
    assert not row.small_count


def test_where_counts_scatter_the_scatter_decides_and_not_the_exact_test(as_recorded):
    recorded = as_recorded(quarters([120, 40, 160, 55, 90, 170, 45, 150, 60], exposure=2))
    scatter = scatter_of(lines_of(recorded, add_categories=False, confidence=0.95))
    last = len(recorded.periods.labels) - 1
    (exact,), (row,) = (changes_of(recorded, (last,), PLAIN, known) for known in ({}, scatter))
    assert (exact.verdict, exact.method) == ("lower", METHOD)
    assert (row.verdict, row.method) == ("no_clear_change", SCATTERED)
    phi, df = scatter[0, 0].size, scatter[0, 0].df
    error = np.sqrt(phi * (1 / 90 + 1 / 60))
    assert row.ratio_year == exact.ratio_year == pytest.approx(60 / 90)
    half = t.ppf(0.975, df) * error
    assert row.ratio_year_low == pytest.approx(60 / 90 * np.exp(-half), rel=1e-10)
    assert row.p_year == pytest.approx(2 * t.sf(np.log(90 / 60) / error, df), rel=1e-10)
    assert row.rate_low < exact.rate_low < exact.rate_high < row.rate_high


def test_without_the_year_before_the_quarter_before_decides(as_recorded):
    (row,) = changes(as_recorded(quarters([60, 9])))
    assert (row.decided_by, row.verdict) == ("previous", "lower")
    assert (row.status_year, row.reason_year) == ("not_testable", "no_period")
    assert row.ratio_year is row.p_year is row.count_year is None
    assert row.small_count


def test_a_gap_is_never_jumped_over(as_recorded):
    (row,) = changes(as_recorded(quarters([60, None, 9])))
    assert (row.verdict, row.decided_by) == ("not_testable", None)
    assert (row.period_previous, row.reason_previous) == (None, "no_period")


def test_a_unit_without_a_record_is_shown_and_not_compared(as_recorded):
    rows = [*quarters([9, 30]), *quarters([8, None], unit="South")]
    _, south, both = changes(as_recorded(rows))
    assert (south.recording_unit, south.count, south.rate_reason) == ("South", None, "not_recorded")
    assert (south.verdict, south.reason_previous) == ("not_testable", "not_recorded")
    assert (both.recording_unit, both.recording_unit_label) == (None, "all units")
    assert (both.count, both.count_matched_previous, both.count_previous) == (30, 30, 9)
    assert both.n_units_previous == 1


@pytest.mark.parametrize(
    ("counts", "verdict", "ratio", "reason"),
    [
        ((0, 0), "not_testable", None, "nothing_recorded"),
        ((0, 5), "no_clear_change", None, None),
        ((0, 30), "higher", None, None),
        ((30, 0), "lower", 0, None),
        ((12, 12), "no_clear_change", 1, None),
    ],
)
def test_nothing_has_no_ratio_but_a_verdict_where_there_is_a_test(
    as_recorded, counts, verdict, ratio, reason
):
    (row,) = changes(as_recorded(quarters(counts)))
    assert (row.verdict, row.ratio_previous, row.reason_previous) == (verdict, ratio, reason)
    if reason is None:
        assert row.p_previous is not None
        assert (row.ratio_previous_high is None) == (counts[0] == 0)
        assert row.ratio_previous_low is not None


def test_p_is_adjusted_over_all_series_and_not_over_their_sums(as_recorded):
    rows = [
        *quarters([40, 65]),
        *quarters([20, 41], unit="South"),
        *quarters([9, 9], category="talks"),
        *quarters([0, 0], unit="South", category="talks"),
    ]
    found = changes(as_recorded(rows))
    series = [row for row in found if row.recording_unit and row.p_previous is not None]
    raw = [row.p_previous for row in series]
    adjusted = [row.p_adjusted_previous for row in series]
    np.testing.assert_allclose(adjusted, false_discovery_control(raw), rtol=1e-12)
    assert {row.n_tests_previous for row in series} == {3}
    totals = [row for row in found if row.recording_unit is None]
    assert [row.count for row in totals] == [106, 9]
    for row in totals:
        assert row.p_adjusted_previous is None
        assert row.p_previous == pytest.approx(
            binomtest(row.count, row.count + row.count_previous, 0.5).pvalue
        )


def test_periods_are_adjusted_each_by_itself(as_recorded):
    rows = [*quarters([40, 65, 30]), *quarters([20, 41, 12], unit="South")]
    recorded = as_recorded(rows)
    everything = changes(recorded, 0, 1, 2)
    for period in range(3):
        label = recorded.periods.labels[period]
        assert [row for row in everything if row.period == label] == changes(recorded, period)
    assert [row.period for row in everything[:3]] == list(recorded.periods.labels)


def test_rows_stand_by_category_and_unit_with_sums_last(as_recorded):
    rows = [
        *quarters([4, 5], "South", "talks"),
        *quarters([4, 5], "North", "walks"),
        *quarters([4, 5], "North", "talks"),
    ]
    found = changes(as_recorded(rows), question=TALL)
    assert [(row.category_label, row.recording_unit_label) for row in found] == [
        ("talks", "South"),
        ("talks", "North"),
        ("talks", "all units"),
        ("walks", "North"),
        ("all categories", "North"),
        ("all categories", "all units"),
    ]


def test_rounds_have_no_year_before_and_years_only_one_comparison(as_recorded):
    (row,) = changes(as_recorded([("Map 1", "North", "walks", 5), ("Map 2", "North", "walks", 30)]))
    assert (row.reason_year, row.decided_by, row.verdict) == ("no_period", "previous", "higher")
    (row,) = changes(as_recorded([("2022", "North", "walks", 5), ("2023", "North", "walks", 30)]))
    assert (row.decided_by, row.ratio_year) == ("year_before", row.ratio_previous)


def test_one_row_alone_has_a_count_and_nothing_to_compare_it_with(as_recorded):
    (row,) = changes(as_recorded([("2023-Q1", "North", "walks", 3, 13)]))
    assert (row.count, row.rate, row.verdict) == (3, 3 / 13, "not_testable")
    assert row.small_count


COUNT = st.integers(0, 50)


@SHARED
@given(st.lists(st.tuples(COUNT, COUNT, st.integers(1, 40)), min_size=1, max_size=4))
def test_doubling_every_exposure_halves_rates_and_changes_nothing_else(as_recorded, series):
    def rows(factor):
        return [
            row
            for i, (before, after, weeks) in enumerate(series)
            for row in quarters([before, after], unit=f"unit {i}", exposure=factor * weeks)
        ]

    for one, two in zip(changes(as_recorded(rows(1))), changes(as_recorded(rows(2))), strict=True):
        assert two.rate == pytest.approx(one.rate / 2)
        assert two.rate_high == pytest.approx(one.rate_high / 2)
        assert two.ratio_previous == pytest.approx(one.ratio_previous)
        assert two.p_previous == pytest.approx(one.p_previous)
        assert two.verdict == one.verdict


@SHARED
@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=5))
def test_the_counts_of_all_units_are_the_sum_of_the_units(as_recorded, series):
    rows = [r for i, pair in enumerate(series) for r in quarters(pair, unit=f"u{i}", exposure=2)]
    *units, total = changes(as_recorded(rows))
    assert total.count == sum(row.count for row in units)
    assert total.count_previous == sum(row.count_previous for row in units)
    assert total.exposure == sum(row.exposure for row in units)
    assert total.n_units_previous == len(units)


@SHARED
@given(st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=5))
def test_swapping_the_periods_swaps_higher_and_lower(as_recorded, series):
    def found(pairs):
        rows = [r for i, pair in enumerate(pairs) for r in quarters(pair, unit=f"u{i}")]
        return changes(as_recorded(rows))

    swapped = {"higher": "lower", "lower": "higher"}
    for forth, back in zip(found(series), found([p[::-1] for p in series]), strict=True):
        assert back.verdict == swapped.get(forth.verdict, forth.verdict)
        assert back.p_adjusted_previous == pytest.approx(forth.p_adjusted_previous)


@SHARED
@given(st.lists(st.one_of(st.none(), COUNT), min_size=1, max_size=10), st.booleans())
def test_no_number_is_without_an_end_and_no_gap_without_a_reason(as_recorded, counts, exposed):
    rows = quarters([3, *counts], exposure=4 if exposed else None)
    for row in changes(as_recorded(rows), question=TALL):
        for name in ("year", "previous"):
            p, reason = getattr(row, f"p_{name}"), getattr(row, f"reason_{name}")
            assert (p is None) == (reason is not None)
            assert (getattr(row, f"status_{name}") == "ok") == (reason is None)
            if p is not None:
                assert p <= (getattr(row, f"p_adjusted_{name}") or p) <= 1
        assert (row.rate is None) == (row.rate_reason is not None)


def test_a_series_is_judged_on_its_adjusted_p_and_a_sum_on_its_own(as_recorded):
    rows = [
        row
        for i, pair in enumerate([(20, 36), *[(30, 30)] * 4])
        for row in quarters(pair, unit=f"unit {i}")
    ]
    first, *_ = changes(as_recorded(rows))
    assert first.p_previous < 0.05 < first.p_adjusted_previous
    assert first.verdict == "no_clear_change"
    both = changes(as_recorded([*quarters([20, 36]), *quarters([0, 0], unit="South")]))[-1]
    assert (both.recording_unit, both.verdict) == (None, "higher")
