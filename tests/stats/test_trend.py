import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.moments import cell_moments
from lpsstats.stats.trend import linear_trend, trend_of_means
from lpsstats.stats.welch import welch
from support.reference import table

NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
ROWS = table("waves.csv")
SETS = list(dict.fromkeys(row["set"] for row in ROWS))
YEARS = np.array([0.0, 0.75, 17 / 12])

quick = settings(max_examples=50, deadline=None)
answer = st.integers(4, 28).map(lambda x: x / 4)
wave = st.lists(answer, min_size=2, max_size=12)
three_waves = st.lists(wave, min_size=3, max_size=3)


def waves_of(name):
    rows = [row for row in table("inputs/waves_groups.csv") if row["set"] == name]
    columns = [np.array([float(row[key]) for row in rows]) for key in ("value", "wave", "year")]
    value, number, year = columns
    cell = number.astype(np.int64) - 1
    times = np.array([year[cell == w][0] for w in range(cell.max() + 1)])
    return cell_moments(value, cell, times.size), times


def expected_of(test, name):
    rows = [row for row in ROWS if row["test"] == test and row["set"] == name]
    return {row["quantity"]: float(row["value"]) for row in rows}


def moments(waves):
    values = np.array([x for values in waves for x in values], dtype=float)
    cell = np.repeat(np.arange(len(waves)), [len(values) for values in waves])
    return cell_moments(values, cell, len(waves))


def fit(waves, times=YEARS, confidence=0.95):
    return linear_trend(moments(waves), times, confidence=confidence)


def numbers(result):
    return {key: float(getattr(result, key)) for key in NUMBERS}


@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_that_of_r(name):
    result = numbers(linear_trend(*waves_of(name)))
    assert result == pytest.approx(expected_of("trend", name), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("kind", ["total", "n", "ones"])
@pytest.mark.parametrize("name", SETS)
def test_a_line_through_weighted_means_is_that_of_svycontrast(name, kind):
    cells, times = waves_of(name)
    values = expected_of("means", name)
    mean, variance = (
        np.array([values[f"{part}{w + 1}"] for w in range(times.size)])
        for part in ("mean", "variance")
    )
    weight = {"total": total_weights(name), "n": cells.n, "ones": np.ones(times.size)}[kind]
    result = trend_of_means(mean, variance, cells.n - 1.0, times, weight=weight)
    ours = {key: float(getattr(result, key)) for key in ("estimate", "std_error", "df")}
    theirs = {key: values[f"{key}_{kind}"] for key in ours}
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def total_weights(name):
    rows = [row for row in table("inputs/waves_groups.csv") if row["set"] == name]
    weight = np.array([float(row["weight"]) for row in rows])
    return np.bincount([int(row["wave"]) - 1 for row in rows], weight)


def test_a_slope_by_hand():
    # Two people a wave, years 0, 1, 3: the line through (0, 2), (1, 4), (3, 6) is 9/7 a year.
    result = fit([[1, 3], [3, 5], [5, 7]], np.array([0.0, 1, 3]))
    assert result.estimate == pytest.approx(9 / 7, rel=1e-14)


def test_answers_on_a_line_have_no_error_but_their_spread():
    result = fit([[1, 3], [2, 4], [3, 5]], np.array([0.0, 1, 2]))
    # Sxx = 4; leverage of the outer waves 1/6 + 1/4: residuals of 1 count (12/7)^2 each.
    assert result.estimate == pytest.approx(1, rel=1e-14)
    assert result.std_error == pytest.approx(math.sqrt(4 * (12 / 7) ** 2) / 4, rel=1e-13)
    assert result.df == pytest.approx(2, rel=1e-13)  # two waves with one degree each


def test_means_off_the_line_widen_hc3_and_not_the_line_through_means():
    straight, bent = [[1, 3], [2, 4], [3, 5]], [[1, 3], [5, 7], [3, 5]]
    times = np.array([0.0, 1, 2])
    ratio = fit(bent, times).std_error / fit(straight, times).std_error
    assert ratio == pytest.approx(math.sqrt(2), rel=1e-12)  # residuals of 0 and 2, not of 1
    through = [
        trend_of_means(m.mean, m.sd**2 / m.n, m.n - 1.0, times, weight=m.n)
        for m in map(moments, (straight, bent))
    ]
    assert through[0].std_error == pytest.approx(through[1].std_error, rel=1e-14)


@quick
@given(three_waves)
def test_respondents_as_weights_give_the_slope_of_all_respondents(waves):
    cells = moments(waves)
    means = trend_of_means(cells.mean, cells.sd**2 / cells.n, cells.n - 1.0, YEARS, weight=cells.n)
    slope = linear_trend(cells, YEARS).estimate
    assert float(means.estimate) == pytest.approx(float(slope), rel=1e-10, abs=1e-12)


@quick
@given(three_waves)
def test_ones_as_weights_at_even_distances_give_the_change_from_first_to_last(waves):
    cells = moments(waves)
    variance = cells.sd**2 / cells.n
    times = np.array([2016.0, 2017.0, 2018.0])
    result = trend_of_means(cells.mean, variance, cells.n - 1.0, times, weight=np.ones(3))
    ends = welch(moments(waves[:1]), moments(waves[2:]))
    assert str(result.reason) == ends.reason[0]
    assert float(result.estimate) == pytest.approx(ends.estimate[0] / 2, abs=1e-12)
    for key in ("df", "p_value"):
        theirs = getattr(ends, key)[0]
        assert float(getattr(result, key)) == pytest.approx(theirs, rel=1e-9, nan_ok=True)


@quick
@given(wave, wave, st.floats(0.1, 5))
def test_two_waves_give_their_difference_per_year_a_little_wider_than_welch(before, after, gap):
    result = fit([before, after], np.array([1.0, 1 + gap]))
    t = welch(moments([before]), moments([after]))
    assert str(result.reason) == t.reason[0]
    assert float(result.estimate) * gap == pytest.approx(t.estimate[0], rel=1e-9, abs=1e-10)
    if not result.reason:
        ratio = float(result.std_error) * gap / t.std_error[0]
        smaller = min(len(before), len(after))
        assert 1 < ratio <= math.sqrt(smaller / (smaller - 1)) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("waves", "estimate", "reason"),
    [
        ([[], [], []], None, "wave_missing"),
        ([[1, 2], [], []], None, "wave_missing"),
        ([[1, 3], [3], [4, 6]], 3 / 2, "n_lt_2"),
        ([[3, 3], [4, 4], [5, 5]], 1.0, "no_variance_both"),
        ([[3, 3], [9, 9], [5, 5]], 1.0, "no_variance_both"),
        ([[3, 3], [3, 7], [5, 5]], 1.0, "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_a_slope_where_there_is_one(waves, estimate, reason):
    result = fit(waves, np.array([0.0, 1, 2]))
    assert result.reason == reason
    expected = math.nan if estimate is None else estimate
    assert float(result.estimate) == pytest.approx(expected, rel=1e-12, nan_ok=True)
    assert all(math.isnan(numbers(result)[key]) for key in NUMBERS[1:])


@pytest.mark.parametrize("origin", [0.0, 2016.9, -40.1])
def test_rounding_of_dates_gives_a_wave_in_the_middle_no_part_in_the_slope(origin):
    times = origin + np.array([0.1, 0.2, 0.3]) * 7  # the middle one is not quite their mean
    assert fit([[3, 3], [3, 7], [5, 5]], times).reason == "no_variance_both"


def test_the_same_reasons_hold_for_a_line_through_means():
    nan = math.nan
    mean = np.array([[1, nan, nan], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, nan, 3]])
    variance = np.array([[1, nan, nan], [1, 1, 1], [0, 0, 0], [0, 1, 0], [1, nan, 1]])
    df = np.array([[5, nan, nan], [5, 0, 5], [5, 5, 5], [5, 5, 5], [5, nan, 5]])
    result = trend_of_means(mean, variance, df, np.array([0.0, 1, 2]), weight=np.ones(3))
    assert result.reason.tolist() == [
        "wave_missing", "n_lt_2", "no_variance_both", "no_variance_both", "",
    ]  # fmt: skip
    assert result.estimate.tolist()[1:] == pytest.approx([1.0] * 4)
    assert (result.std_error[4], result.df[4]) == pytest.approx((math.sqrt(0.5), 10.0))


@quick
@given(three_waves, st.integers(0, 3))
def test_a_wave_without_answers_is_left_out(waves, place):
    with_empty = [*waves[:place], [], *waves[place:]]
    one = fit(waves)
    other = fit(with_empty, np.insert(YEARS, place, 9.0))
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=1e-12, nan_ok=True)


@quick
@given(three_waves, st.sampled_from([-0.5, 2.0**20]))
def test_reversing_and_stretching_the_scale_does_so_to_the_slope(waves, factor):
    plain, other = fit(waves), fit([[factor * x + 3 for x in values] for values in waves])
    assert float(other.estimate) == pytest.approx(
        factor * float(plain.estimate), rel=1e-8, abs=1e-8
    )
    assert float(other.p_value) == pytest.approx(float(plain.p_value), rel=1e-7, nan_ok=True)


@quick
@given(three_waves, st.sampled_from([-2016.0, 2016.0]), st.sampled_from([1 / 12, 12.0]))
def test_other_units_and_origins_of_time_change_no_test(waves, origin, unit):
    plain, other = fit(waves), fit(waves, origin + unit * YEARS)
    assert float(other.estimate) * unit == pytest.approx(float(plain.estimate), rel=1e-7, abs=1e-9)
    assert float(other.p_value) == pytest.approx(float(plain.p_value), rel=1e-7, nan_ok=True)


@quick
@given(three_waves)
def test_turning_time_round_negates_the_slope(waves):
    plain, turned = fit(waves), fit(waves[::-1], -YEARS[::-1])
    assert float(turned.estimate) == pytest.approx(-float(plain.estimate), rel=1e-9, abs=1e-12)
    assert float(turned.conf_low) == pytest.approx(-float(plain.conf_high), abs=1e-9, nan_ok=True)


def test_data_far_from_zero_keep_their_digits():
    near = [[0.25, 0.5, 0.75, 1], [0.5, 0.5, 1, 1.25], [0, 0.125, 0.5, 0.25]]
    far = [[1e12 + x for x in values] for values in near]
    assert numbers(fit(far)) == pytest.approx(numbers(fit(near)), rel=1e-11)


@quick
@given(three_waves)
def test_the_interval_holds_the_slope_and_a_tighter_one_lies_inside(waves):
    tight, wide = fit(waves, confidence=0.8), fit(waves, confidence=0.99)
    if not tight.reason:
        assert wide.conf_low < tight.conf_low < tight.estimate < tight.conf_high < wide.conf_high


def test_many_contrasts_at_once_are_those_one_by_one():
    cells = moments([[1, 2, 4], [2, 3, 3, 7], [5, 5, 5], [6, 6.5], [], [3, 4]])
    index = np.array([[[0, 1, 3], [1, 4, 0]], [[0, 1, 2], [4, 4, 5]], [[2, 3, 2], [4, 2, 5]]])
    together = linear_trend(cells.take(index), YEARS)
    for place in np.ndindex(index.shape[:-1]):
        alone = linear_trend(cells.take(index[place]), YEARS)
        for field in fields(together)[1:]:
            ours, theirs = getattr(together, field.name)[place], getattr(alone, field.name)
            assert ours == theirs or (np.isnan(ours) and np.isnan(theirs))
