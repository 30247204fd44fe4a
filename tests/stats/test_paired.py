import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.paired import pair_moments, paired_t
from support.reference import REFERENCE, table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pingouin

NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")

answer = st.integers(4, 28).map(lambda x: x / 4)
linked = st.lists(st.tuples(answer, answer), min_size=2, max_size=40)


def pairs_of(name):
    rows = [row for row in table("inputs/means_pairs.csv") if row["set"] == name]
    return [(float(row["before"]), float(row["after"])) for row in rows]


def moments(pairs):
    before, after = np.array(pairs, dtype=float).reshape(-1, 2).T
    return pair_moments(before, after, np.zeros(before.size, dtype=np.int64), 1)


def compare(pairs, confidence=0.95):
    return paired_t(moments(pairs), confidence=confidence)


def numbers(result):
    return {key: getattr(result, key)[0] for key in NUMBERS}


# Student's (1908) sleep data: hours gained under two drugs by the same ten patients.
SLEEP = list(
    zip(
        [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
        [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
        strict=True,
    )
)


def test_the_sleep_data_give_the_published_figures():
    result = compare(SLEEP)
    assert result.estimate[0] == pytest.approx(1.58, rel=1e-14)
    assert result.statistic[0] == pytest.approx(4.0621, abs=5e-5)
    assert result.df[0] == 9
    assert result.p_value[0] == pytest.approx(0.002833, abs=5e-7)
    assert result.conf_low[0] == pytest.approx(0.7001142, abs=5e-8)
    assert result.conf_high[0] == pytest.approx(2.4598858, abs=5e-8)


@pytest.mark.parametrize(
    "row",
    [row for row in table("means.csv") if row["test"] == "paired"],
    ids=lambda row: f"{row['set']}-{row['confidence']}",
)
def test_every_figure_is_that_of_r(row):
    pairs = pairs_of(row["set"])
    result = numbers(compare(pairs, float(row["confidence"])))
    assert result == pytest.approx({key: float(row[key]) for key in NUMBERS}, rel=1e-9)
    r = float(row["correlation"] or "nan")
    assert moments(pairs).correlation[0] == pytest.approx(r, rel=1e-9, nan_ok=True)


def pspp_tables():
    """PSPP's row of each set: mean, sd and error of the difference, interval, t, df, p."""
    tables, name = {}, ""
    for line in (REFERENCE / "means_pspp.csv").read_text(encoding="utf-8").splitlines():
        if line and "," not in line and ":" not in line and not line.startswith("#"):
            name = line
        if line.startswith("Pair 1,after - before,"):
            tables[name] = [float(x) for x in line.split(",")[2:]]
    return tables


@pytest.mark.parametrize(("name", "printed"), pspp_tables().items(), ids=lambda x: x)
def test_every_figure_is_that_of_pspp(name, printed):
    pairs = moments(pairs_of(name))
    result = paired_t(pairs)
    keys = ("std_error", "conf_low", "conf_high", "statistic", "df")
    ours = [pairs.difference.mean[0], pairs.difference.sd[0]]
    ours += [getattr(result, key)[0] for key in keys]
    assert ours == pytest.approx(printed[:-1], rel=1e-9, abs=1e-10)
    assert result.p_value[0] == pytest.approx(printed[-1], abs=5.1e-4)  # three decimals


@given(linked)
def test_it_agrees_with_scipy(pairs):
    result = compare(pairs)
    if result.reason[0]:
        return
    before, after = np.array(pairs).T
    theirs = stats.ttest_rel(after, before)
    assert result.statistic[0] == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-12)
    assert result.p_value[0] == pytest.approx(theirs.pvalue, rel=1e-9)


def test_it_agrees_with_pingouin():
    before, after = np.array(pairs_of("likert_80")).T
    row = pingouin.ttest(after, before, paired=True).iloc[0]
    result = compare(pairs_of("likert_80"))
    assert (result.statistic[0], result.df[0], result.p_value[0]) == pytest.approx(
        (row["T"], row["dof"], row["p_val"]), rel=1e-9
    )


def test_pairs_with_a_missing_half_and_rows_of_no_cell_are_skipped():
    nan = np.nan
    before = np.array([1.0, nan, 3.0, 2.0, 9.0, nan])
    after = np.array([2.0, 5.0, nan, 5.0, 1.0, nan])
    pairs = pair_moments(before, after, np.array([0, 0, 0, 0, -1, 0]), 1)
    assert pairs.n[0] == pairs.before.n[0] == pairs.after.n[0] == pairs.difference.n[0] == 2
    assert (pairs.before.mean[0], pairs.after.mean[0]) == (1.5, 3.5)
    assert (pairs.difference.mean[0], pairs.correlation[0]) == (2.0, 1.0)


@pytest.mark.parametrize(
    ("pairs", "estimate", "reason"),
    [
        ([], math.nan, "n_lt_2"),
        ([(1, 3)], 2.0, "n_lt_2"),
        ([(1, 3), (2, 4), (5, 7)], 2.0, "no_variance_both"),
        # 2.4 - 1.2 and 3.6 - 2.4 differ in the last place: rounding, not variation
        ([(1.2, 2.4), (2.4, 3.6), (4.8, 6.0)], 1.2, "no_variance_both"),
        ([(5.9, 6.0), (6.1, 6.2), (6.3, 6.4)], 0.1, "no_variance_both"),
        ([(3, 3), (3, 3)], 0.0, "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_an_estimate_where_there_is_one(
    pairs, estimate, reason
):
    result = compare(pairs)
    assert result.reason[0] == reason
    assert result.estimate[0] == pytest.approx(estimate, nan_ok=True)
    assert all(np.isnan(getattr(result, key)[0]) for key in NUMBERS[1:])


def test_the_correlation_of_a_constant_wave_is_absent():
    assert np.isnan(moments([(3, 1), (3, 2), (3, 5)]).correlation[0])


def test_taking_cells_gives_their_tests_in_that_order():
    before = np.array([1.0, 2, 3, 4, 4, 7])
    after = np.array([2.0, 2, 5, 4, 5, 5])
    pairs = pair_moments(before, after, np.array([0, 0, 0, 1, 1, 1]), 2)
    plain, turned = paired_t(pairs), paired_t(pairs.take(np.array([1, 0])))
    assert turned.statistic.tolist() == plain.statistic.tolist()[::-1]
    assert plain.statistic[0] != plain.statistic[1]


@given(linked)
def test_swapping_waves_negates_the_estimate_and_keeps_the_p_value(pairs):
    one, other = compare(pairs), compare([(after, before) for before, after in pairs])
    assert one.reason[0] == other.reason[0]
    assert one.estimate[0] == -other.estimate[0]
    assert one.statistic[0] == pytest.approx(-other.statistic[0], rel=1e-12, nan_ok=True)
    assert one.p_value[0] == pytest.approx(other.p_value[0], rel=1e-12, nan_ok=True)
    assert one.conf_low[0] == pytest.approx(-other.conf_high[0], rel=1e-12, nan_ok=True)


@given(linked, st.randoms(use_true_random=False))
def test_permuting_respondents_changes_nothing(pairs, random):
    first = numbers(compare(pairs)) | {"r": moments(pairs).correlation[0]}
    random.shuffle(pairs)
    second = numbers(compare(pairs)) | {"r": moments(pairs).correlation[0]}
    assert second == pytest.approx(first, rel=1e-12, abs=1e-12, nan_ok=True)


@given(linked, st.sampled_from([-3.0, 0.5, 2.0**30]))
def test_a_shift_of_the_data_changes_no_figure(pairs, shift):
    plain = numbers(compare(pairs)) | {"r": moments(pairs).correlation[0]}
    there = [(before + shift, after + shift) for before, after in pairs]
    moved = numbers(compare(there)) | {"r": moments(there).correlation[0]}
    assert moved == pytest.approx(plain, rel=1e-9, abs=1e-12, nan_ok=True)


@given(linked)
def test_the_interval_holds_the_estimate_and_a_tighter_one_lies_inside(pairs):
    tight, wide = compare(pairs, 0.8), compare(pairs, 0.99)
    if tight.reason[0]:
        return
    assert wide.conf_low[0] < tight.conf_low[0] <= tight.estimate[0]
    assert tight.estimate[0] <= tight.conf_high[0] < wide.conf_high[0]


@given(linked)
def test_the_correlation_never_passes_one(pairs):
    r = moments(pairs).correlation[0]
    assert np.isnan(r) or -1 <= r <= 1
    doubled = moments([(before, 2 * before) for before, _ in pairs])
    same = np.isnan(doubled.correlation[0]) or doubled.correlation[0] == pytest.approx(1)
    assert same
