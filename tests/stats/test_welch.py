import math
import warnings
from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.moments import cell_moments
from lpsstats.stats.welch import welch
from support.reference import REFERENCE, table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pingouin

NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")

# Scale means on a 1-7 scale, in quarters.
wave = st.lists(st.integers(4, 28).map(lambda x: x / 4), min_size=2, max_size=40)


def waves_of(name):
    rows = [row for row in table("inputs/means_groups.csv") if row["set"] == name]
    return [[float(row["value"]) for row in rows if row["wave"] == wave] for wave in "12"]


def moments(values):
    return cell_moments(np.array(values, dtype=float), np.zeros(len(values), dtype=np.int64), 1)


def compare(before, after, confidence=0.95):
    return welch(moments(before), moments(after), confidence=confidence)


def numbers(result):
    return {key: getattr(result, key)[0] for key in NUMBERS}


# Student's (1908) sleep data, as if the two drugs had been given to different patients; the figures
# are those of R's help page for t.test and of its data set `sleep`.
SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
         [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])  # fmt: skip


def test_the_sleep_data_give_the_published_figures():
    result = compare(*SLEEP)
    assert result.statistic[0] == pytest.approx(1.8608, abs=5e-5)
    assert result.df[0] == pytest.approx(17.776, abs=5e-4)
    assert result.p_value[0] == pytest.approx(0.07939, abs=5e-6)
    assert result.conf_low[0] == pytest.approx(-0.2054832, abs=5e-8)
    assert result.conf_high[0] == pytest.approx(3.3654832, abs=5e-8)


@pytest.mark.parametrize(
    "row",
    [row for row in table("means.csv") if row["test"] == "welch"],
    ids=lambda row: f"{row['set']}-{row['confidence']}",
)
def test_every_figure_is_that_of_r(row):
    before, after = waves_of(row["set"])
    result = numbers(compare(before, after, float(row["confidence"])))
    assert result == pytest.approx({key: float(row[key]) for key in NUMBERS}, rel=1e-9)
    assert moments(before).mean[0] == pytest.approx(float(row["mean_before"]), rel=1e-15)
    assert moments(after).sd[0] == pytest.approx(float(row["sd_after"]), rel=1e-12)


def pspp_tables():
    """PSPP's unequal-variance row of each set: t, df, p, difference, its error and interval."""
    tables, name = {}, ""
    for line in (REFERENCE / "means_pspp.csv").read_text(encoding="utf-8").splitlines():
        if line and "," not in line and ":" not in line and not line.startswith("#"):
            name = line
        if line.startswith(",Equal variances not assumed"):
            tables[name] = [float(x) for x in line.split(",")[4:]]
    return tables


@pytest.mark.parametrize(("name", "printed"), pspp_tables().items(), ids=lambda x: x)
def test_every_figure_is_that_of_pspp(name, printed):
    result = compare(*waves_of(name))
    keys = ("statistic", "df", "estimate", "std_error", "conf_low", "conf_high")
    statistic, df, p_value, *others = printed
    assert [getattr(result, key)[0] for key in keys] == pytest.approx(
        [statistic, df, *others], rel=1e-9, abs=1e-10
    )
    assert result.p_value[0] == pytest.approx(p_value, abs=5.1e-4)  # PSPP prints three decimals


@given(wave, wave)
def test_it_agrees_with_scipy(before, after):
    result = compare(before, after)
    if result.reason[0]:
        return
    with warnings.catch_warnings():  # scipy warns of the one constant group, then computes it
        warnings.simplefilter("ignore")
        theirs = stats.ttest_ind(after, before, equal_var=False)
    assert result.statistic[0] == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-12)
    assert result.df[0] == pytest.approx(theirs.df, rel=1e-9)
    assert result.p_value[0] == pytest.approx(theirs.pvalue, rel=1e-9)
    interval = theirs.confidence_interval(0.95)
    ours = (result.conf_low[0], result.conf_high[0])
    assert ours == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)


def test_it_agrees_with_pingouin():
    before, after = waves_of("likert_90_60")
    row = pingouin.ttest(after, before, correction=True).iloc[0]
    result = compare(before, after)
    assert (result.statistic[0], result.df[0], result.p_value[0]) == pytest.approx(
        (row["T"], row["dof"], row["p_val"]), rel=1e-9
    )


def test_a_t_statistic_of_data_far_from_zero_keeps_its_digits():
    before = [1e12 + x for x in (0.3, 0.2, 0.4) + (0.2, 0.4) * 9]
    after = [1e12 + x for x in (0.5, 0.4, 0.6) + (0.4, 0.6) * 9]
    exact = [[Fraction(x) for x in values] for values in (before, after)]
    means = [sum(x) / len(x) for x in exact]
    squares = [sum((v - m) ** 2 for v in x) for x, m in zip(exact, means, strict=True)]
    error = math.sqrt(sum(s / (21 * 20) for s in squares))
    result = compare(before, after)
    assert result.estimate[0] == pytest.approx(float(means[1] - means[0]), rel=1e-13)
    assert result.statistic[0] == pytest.approx(float(means[1] - means[0]) / error, rel=1e-13)


def test_a_tiny_p_value_is_not_rounded_to_zero():
    p_value = compare([1, 1.1, 1.2] * 20, [6, 6.1, 6.2] * 20).p_value[0]
    assert 0 < p_value < 1e-100


@pytest.mark.parametrize(
    ("before", "after", "estimate", "reason"),
    [
        ([], [1, 2], None, "wave_missing"),
        ([1, 2], [], None, "wave_missing"),
        ([], [], None, "wave_missing"),
        ([1], [], None, "wave_missing"),
        ([1], [2, 3], 1.5, "n_lt_2"),
        ([1, 3], [2], 0.0, "n_lt_2"),
        ([3, 3], [3, 3], 0.0, "no_variance_both"),
        ([3, 3], [4, 4, 4], 1.0, "no_variance_both"),
        ([0.1 + 0.2, 0.3], [0.3, 0.3], 0.0, "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_an_estimate_where_there_is_one(
    before, after, estimate, reason
):
    result = compare(before, after)
    assert result.reason[0] == reason
    assert all(np.isnan(getattr(result, key)[0]) for key in NUMBERS[1:])
    expected = math.nan if estimate is None else estimate
    assert result.estimate[0] == pytest.approx(expected, abs=1e-15, nan_ok=True)


def test_one_constant_group_is_tested_on_the_freedom_of_the_other():
    result = compare([3, 3, 3, 3], [1, 2, 3])
    assert (result.reason[0], result.df[0]) == ("", 2.0)
    assert result.std_error[0] == pytest.approx(math.sqrt(1 / 3))


def test_many_contrasts_at_once_are_those_one_by_one():
    values = np.array([1, 2, 4, 2, 3, 3, 7, 5, 5, 5, 6, 6], dtype=float)
    cells = cell_moments(values, np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3]), 5)
    before, after = np.array([[0, 2, 1], [3, 0, 4]]), np.array([[1, 3, 0], [0, 2, 1]])
    together = welch(cells.take(before), cells.take(after))
    for place in np.ndindex(before.shape):
        alone = welch(cells.take(before[place]), cells.take(after[place]))
        for field in fields(together)[1:]:
            ours, theirs = getattr(together, field.name)[place], getattr(alone, field.name)
            assert ours == theirs or (np.isnan(ours) and np.isnan(theirs))


@given(wave, wave)
def test_swapping_waves_negates_the_estimate_and_keeps_the_p_value(before, after):
    one, other = compare(before, after), compare(after, before)
    assert one.reason[0] == other.reason[0]
    for mine, its, sign in (
        ("estimate", "estimate", -1), ("statistic", "statistic", -1), ("p_value", "p_value", 1),
        ("df", "df", 1), ("conf_low", "conf_high", -1), ("conf_high", "conf_low", -1),
    ):  # fmt: skip
        assert getattr(one, mine)[0] == pytest.approx(
            sign * getattr(other, its)[0], rel=1e-12, nan_ok=True
        )


@given(wave, wave)
def test_reversing_the_scale_negates_the_estimate(before, after):
    plain = compare(before, after)
    turned = compare([8 - x for x in before], [8 - x for x in after])
    assert turned.estimate[0] == pytest.approx(-plain.estimate[0], abs=1e-12)
    assert turned.p_value[0] == pytest.approx(plain.p_value[0], rel=1e-9, nan_ok=True)


@given(wave, wave, st.sampled_from([-3.0, 0.5, 2.0**20]))
def test_a_shift_of_the_data_changes_no_figure(before, after, shift):
    plain = numbers(compare(before, after))
    moved = numbers(compare([x + shift for x in before], [x + shift for x in after]))
    assert moved == pytest.approx(plain, rel=1e-9, abs=1e-12, nan_ok=True)


@given(wave, wave)
def test_the_interval_holds_the_estimate_and_a_tighter_one_lies_inside(before, after):
    tight, wide = compare(before, after, 0.8), compare(before, after, 0.99)
    if tight.reason[0]:
        return
    bounds = [r[0] for r in (wide.conf_low, tight.conf_low, tight.estimate)]
    bounds += [tight.conf_high[0], wide.conf_high[0]]
    assert bounds == sorted(bounds)
    assert wide.conf_low[0] < tight.conf_low[0]
