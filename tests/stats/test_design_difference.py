from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.estimate import t_estimate
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.paired import pair_moments, paired_t
from lpsstats.stats.welch import welch
from support.designs import SITES, answers, arrays, number, position, survey
from support.reference import table

NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
ROWS = [row for row in table("design.csv") if row["kind"] == "difference"]


def of(data, confidence=0.95, **changed):
    data = data | changed
    return design_difference(
        data["value"],
        data["weight"],
        data["contrast"],
        data["later"],
        SITES,
        stratum=data["stratum"],
        cluster=data["cluster"],
        confidence=confidence,
    )


def drawn(rows, weight=None, cluster=None):
    value, weights, contrast, later, _ = arrays(rows)
    return design_difference(
        value,
        weights if weight is None else weight,
        contrast,
        later,
        2,
        stratum=2 * contrast + later,
        cluster=cluster,
    )


def by_hand(before, after, *, weight=None, stratum=None, cluster=None):
    """Compare two short lists; without strata the waves are."""
    value = np.array([*before, *after], dtype=float)
    later = np.arange(value.size) >= len(before)
    return design_difference(
        value,
        np.ones(value.size) if weight is None else np.array(weight, dtype=float),
        np.zeros(value.size, dtype=np.int64),
        later,
        1,
        stratum=later.astype(int) if stratum is None else np.array(stratum),
        cluster=None if cluster is None else np.array(cluster),
    )


def assert_same(one, other, **tolerance):
    for name in NUMBERS:
        mine, its = getattr(one.estimate, name), getattr(other.estimate, name)
        assert mine == pytest.approx(its, nan_ok=True, **tolerance), name
    assert one.estimate.reason.tolist() == other.estimate.reason.tolist()


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['set']}-{r['site']}-{r['confidence']}")
def test_every_figure_is_that_of_r(row):
    result = of(survey(row["set"], row["site"]), float(row["confidence"])).estimate
    at = position(row["site"])
    ours = {key: getattr(result, key)[at] for key in NUMBERS}
    assert ours == pytest.approx({key: number(row[key]) for key in NUMBERS}, rel=1e-11)


def test_two_weighted_waves_are_those_found_by_hand():
    # Before: mean 2 of 1, 2, 3 with equal weights, variance 2/6. After: (2*3 + 1*6) / 3 = 4; the
    # influences are -2/3 and 2/3, twice whose squares' sum is 16/9.
    result = by_hand([1, 2, 3], [3, 6], weight=[1, 1, 1, 2, 1])
    assert result.after.mean[0] == pytest.approx(4.0, rel=1e-15)
    assert result.estimate.estimate[0] == pytest.approx(2.0, rel=1e-15)
    assert result.estimate.std_error[0] ** 2 == pytest.approx(1 / 3 + 16 / 9, rel=1e-14)
    assert result.estimate.df[0] == 2.0
    assert result.n_effective_after[0] == pytest.approx(9 / 5, rel=1e-15)


@given(answers)
def test_equal_weights_give_the_standard_error_of_welch(rows):
    value, _, contrast, later, _ = arrays(rows)
    result = drawn(rows, weight=np.full(value.size, 0.7)).estimate
    moments = cell_moments(value, 2 * contrast + later, 4)
    theirs = welch(moments.take(np.array([0, 2])), moments.take(np.array([1, 3])))
    assert result.reason.tolist() == theirs.reason.tolist()
    assert result.std_error == pytest.approx(theirs.std_error, rel=1e-12, nan_ok=True)
    assert result.estimate == pytest.approx(theirs.estimate, abs=1e-12, nan_ok=True)


def test_linked_people_as_units_give_the_paired_test():
    data = survey("linked")
    both = [1.0, 4, 2, 7, 5, 3, 3, 2], [2.0, 3, 2, 5, 5, 1, 4, 2]
    units = [*range(8), *range(8)]
    result = by_hand(*both, stratum=[0] * 16, cluster=units).estimate
    pairs = pair_moments(*map(np.array, both), np.zeros(8, dtype=np.int64), 1)
    theirs = paired_t(pairs)
    assert result.estimate[0] == pytest.approx(theirs.estimate[0], rel=1e-14)
    assert result.std_error[0] == pytest.approx(theirs.std_error[0], rel=1e-14)
    assert result.df[0] == theirs.df[0] - 1  # as svyttest: one for the comparison itself
    assert of(data).estimate.std_error[0] != of(data, cluster=None).estimate.std_error[0]


@given(answers, st.sampled_from([10.0, 1e-300, 1e290]))
def test_another_unit_of_weights_changes_nothing(rows, factor):
    value, weight, *_ = arrays(rows)
    assert value.size == weight.size
    assert_same(drawn(rows), drawn(rows, weight=weight * factor), rel=1e-8, abs=1e-12)


def test_one_wave_may_weigh_a_thousand_powers_of_ten_more_than_the_other():
    plain = by_hand([1, 2, 4], [3, 6, 6], weight=[1, 2, 1, 3, 1, 1])
    apart = by_hand([1, 2, 4], [3, 6, 6], weight=[1e300, 2e300, 1e300, 3e-300, 1e-300, 1e-300])
    assert_same(plain, apart, rel=1e-12)


@given(answers)
def test_swapping_waves_negates_the_estimate_and_keeps_the_p_value(rows):
    turned = [(v, w, c, not later, s) for v, w, c, later, s in rows]
    one, other = drawn(rows).estimate, drawn(turned).estimate
    assert one.estimate == pytest.approx(-other.estimate, abs=1e-12, nan_ok=True)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-9, abs=1e-12, nan_ok=True)
    assert one.conf_low == pytest.approx(-other.conf_high, abs=1e-9, nan_ok=True)


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(rows, random):
    *_, streets = arrays(rows)
    order = random.sample(range(len(rows)), len(rows))
    one = drawn(rows, cluster=streets)
    other = drawn([rows[i] for i in order], cluster=streets[order])
    assert_same(one, other, rel=1e-8, abs=1e-10)


def test_many_contrasts_at_once_are_those_one_by_one():
    data = survey("streets")
    together = of(data)
    for site in range(SITES):
        alone = of({key: values[data["site"] == site] for key, values in data.items()})
        for field in fields(alone.estimate)[1:]:
            ours = getattr(together.estimate, field.name)[site]
            theirs = getattr(alone.estimate, field.name)[site]
            assert ours == pytest.approx(theirs, rel=1e-13)


@pytest.mark.parametrize(
    ("before", "after", "stratum", "cluster", "reason"),
    [
        ([], [1, 2], None, None, "wave_missing"),
        ([1, 2], [], None, None, "wave_missing"),
        ([], [], None, None, "wave_missing"),
        ([1], [2, 3], None, None, "n_lt_2"),
        ([3, 3], [4, 4, 4], None, None, "no_variance_both"),
        ([0.1 + 0.2, 0.3], [0.3, 0.3], None, None, "no_variance_both"),
        # One street has the whole later wave: its sum is 0, which says nothing of its variance.
        ([1, 2, 3], [1, 3, 5], None, [0, 1, 2, 0, 0, 0], "n_lt_2"),
        ([1, 2, 3], [1, 3, 5], [0, 0, 1, 0, 0, 0], None, "n_lt_2"),
        # Two streets in both waves leave one degree of freedom, and the comparison takes it.
        ([1, 2, 3], [1, 3, 5], [0] * 6, [0, 1, 1, 0, 1, 1], "n_lt_2"),
        # Everybody moved by the same step.
        ([1.1, 2.3, 3.7], [1.2, 2.4, 3.8], [0] * 6, [0, 1, 2, 0, 1, 2], "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason(before, after, stratum, cluster, reason):
    result = by_hand(before, after, stratum=stratum, cluster=cluster).estimate
    assert result.reason[0] == reason
    assert all(np.isnan(getattr(result, key)[0]) for key in NUMBERS[1:])
    missing = reason == "wave_missing"
    assert np.isnan(result.estimate[0]) == missing


def test_strata_and_units_count_only_who_answered():
    full = by_hand([1, 2, 3, 5], [2, 3, 5], stratum=[0, 0, 0, 2, 1, 1, 1])
    assert full.estimate.reason[0] == "n_lt_2"
    silent = by_hand([1, 2, 3, np.nan], [2, 3, 5], stratum=[0, 0, 0, 2, 1, 1, 1])
    assert silent.estimate.reason[0] == ""
    assert silent.estimate.df[0] == 6 - 2 - 1


def test_another_confidence_is_made_of_the_same_estimate():
    first = of(survey("waves")).estimate
    again = t_estimate(
        first.method,
        estimate=first.estimate,
        std_error=first.std_error,
        df=first.df,
        reason=first.reason,
        confidence=0.9,
    )
    assert again.conf_low == pytest.approx(of(survey("waves"), 0.9).estimate.conf_low, rel=1e-15)


def test_data_far_from_zero_keep_their_digits():
    data = survey("streets")
    near, far = of(data), of(data, value=data["value"] + 2.0**40)
    assert_same(near, far, rel=1e-9)
