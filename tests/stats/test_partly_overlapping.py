import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.effects import hedges_average, hedges_average_paired
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.paired import pair_moments, paired_t
from lpsstats.stats.partly_overlapping import hedges_overlapping, partly_overlapping_t
from lpsstats.stats.welch import welch
from support.reference import table

NAN = math.nan
NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
EFFECT = ("effect", "effect_low", "effect_high")
ROWS = [row for row in table("linked.csv") if row["test"] == "overlapping"]
CASES = list(dict.fromkeys((row["set"], row["confidence"]) for row in ROWS))

quick = settings(max_examples=50, deadline=None)
answer = st.integers(4, 28).map(lambda x: x / 4)
linked = st.tuples(answer, answer)
gone, new = st.tuples(answer, st.just(NAN)), st.tuples(st.just(NAN), answer)
wave = st.lists(answer, min_size=2, max_size=15)
people = st.lists(st.one_of(linked, gone, new), min_size=3, max_size=25)


def people_of(name):
    rows = [row for row in table("inputs/linked_partly.csv") if row["set"] == name]
    return [(float(row["before"] or "nan"), float(row["after"] or "nan")) for row in rows]


def parts(people):
    before, after = np.array(people, dtype=float).reshape(-1, 2).T
    cell = np.zeros(before.size, dtype=np.int64)
    everybody = (cell_moments(before, cell, 1), cell_moments(after, cell, 1))
    return *everybody, pair_moments(before, after, cell, 1)


def compare(people, confidence=0.95):
    return partly_overlapping_t(*parts(people), confidence=confidence)


def effect(people, confidence=0.95):
    return hedges_overlapping(*parts(people), confidence=confidence)


def numbers(result, keys=NUMBERS):
    return {key: float(getattr(result, key)[0]) for key in keys}


@pytest.mark.parametrize(("name", "confidence"), CASES)
def test_every_figure_is_that_of_r(name, confidence):
    expected = {
        row["quantity"]: float(row["value"])
        for row in ROWS
        if (row["set"], row["confidence"]) == (name, confidence)
    }
    someone = people_of(name)
    result = numbers(compare(someone, float(confidence)))
    result |= numbers(effect(someone, float(confidence)), EFFECT)
    assert result == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_figures_follow_by_hand():
    # Two of three and four are linked with r = 1; both variances are 1 and 5/3.
    people = [(1, 1), (3, 4), (2, NAN), (NAN, 2), (NAN, 3)]
    result, r = numbers(compare(people)), 1.0
    squared = 1 / 3 + (5 / 3) / 4 - 2 * r * math.sqrt(5 / 3) * 2 / 12
    gamma = (1 / 3 + 5 / 12) ** 2 / ((1 / 3) ** 2 / 2 + (5 / 12) ** 2 / 3)
    assert result["estimate"] == pytest.approx(0.5, rel=1e-14)
    assert result["std_error"] == pytest.approx(math.sqrt(squared), rel=1e-14)
    assert result["df"] == pytest.approx(1 + (gamma - 1) * 3 / 7, rel=1e-14)


@quick
@given(st.lists(linked, min_size=1, max_size=20))
def test_all_linked_is_exactly_the_paired_test(people):
    pairs = parts(people)[2]
    theirs = paired_t(pairs)
    ours = compare(people)
    assert ours.reason[0] == theirs.reason[0]
    assert numbers(ours) == pytest.approx(numbers(theirs), rel=0, abs=0, nan_ok=True)
    expected = numbers(hedges_average_paired(pairs), EFFECT)
    assert numbers(effect(people), EFFECT) == pytest.approx(
        expected, rel=1e-10, abs=1e-12, nan_ok=True
    )


def test_pairs_that_hardly_differ_keep_the_digits_of_their_interval():
    people = [(x, x + sign * 2.0**-30) for x in (1.0, 2.0, 4.0, 7.0) for sign in (-1, 1)]
    expected = numbers(hedges_average_paired(parts(people)[2]), EFFECT)
    assert numbers(effect(people), EFFECT) == pytest.approx(expected, rel=1e-9, abs=1e-20)
    expected = numbers(paired_t(parts(people)[2]))
    assert numbers(compare(people)) == pytest.approx(expected, rel=0, abs=0)


@quick
@given(wave, wave)
def test_nobody_linked_is_the_test_of_independent_waves(before, after):
    people = [(x, NAN) for x in before] + [(NAN, x) for x in after]
    first, second, _ = parts(people)
    ours, theirs = compare(people), welch(first, second)
    assert ours.reason[0] == theirs.reason[0]
    assert numbers(ours) == pytest.approx(numbers(theirs), rel=1e-13, nan_ok=True)
    expected = numbers(hedges_average(first, second), EFFECT)
    assert numbers(effect(people), EFFECT) == pytest.approx(expected, rel=1e-12, nan_ok=True)


@quick
@given(wave, wave, answer, answer)
def test_one_pair_has_no_correlation_and_the_error_of_independent_waves(before, after, one, other):
    people = [(one, other), *((x, NAN) for x in before), *((NAN, x) for x in after)]
    first, second, _ = parts(people)
    ours, theirs = compare(people), welch(first, second)
    assert ours.std_error[0] == pytest.approx(theirs.std_error[0], rel=1e-13, nan_ok=True)


@pytest.mark.parametrize(
    ("people", "estimate", "reason"),
    [
        ([(1, NAN), (2, NAN)], NAN, "wave_missing"),
        ([], NAN, "wave_missing"),
        ([(1, 2)], 1.0, "n_lt_2"),
        ([(1, NAN), (2, NAN), (NAN, 3)], 1.5, "n_lt_2"),
        ([(1, 2), (2, NAN)], 0.5, "n_lt_2"),
        ([(3, 4), (3, NAN), (NAN, 4)], 1.0, "no_variance_both"),
        ([(1, 3), (2, 4), (5, 7)], 2.0, "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_an_estimate_where_there_is_one(
    people, estimate, reason
):
    result = compare(people)
    assert result.reason[0] == reason
    assert result.estimate[0] == pytest.approx(estimate, nan_ok=True)
    assert all(math.isnan(numbers(result)[key]) for key in NUMBERS[1:])


def test_an_effect_without_a_spread_or_freedom_is_absent():
    constant = [(3, 3), (3, NAN), (NAN, 3)]
    few = [(1, 2), (2, NAN), (NAN, 4)]  # half a share of 0 degrees and half of 2
    for people in (constant, few, [(1, 2), (2, 5)], [(1, NAN), (NAN, 3), (NAN, 4)]):
        assert all(math.isnan(x) for x in numbers(effect(people), EFFECT).values())


def test_the_linked_narrow_the_interval_when_they_agree_and_widen_it_when_they_do_not():
    low = [(x, x + 1 + (x % 2)) for x in range(1, 9)]
    apart = [(x, NAN) for x, _ in low] + [(NAN, y) for _, y in low]
    more = [(4, NAN), (6, NAN), (NAN, 5)]
    turned = [(x, 11 - y) for x, y in low]
    turned_apart = [(x, NAN) for x, _ in turned] + [(NAN, y) for _, y in turned]
    assert compare(low + more).std_error[0] < 0.6 * compare(apart + more).std_error[0]
    assert compare(turned + more).std_error[0] > 1.1 * compare(turned_apart + more).std_error[0]


def test_a_yes_and_no_of_the_linked_has_the_variance_of_a_change():
    # All linked: the squared error of a change of shares is (b + c - (b - c)^2 / n) / (n (n - 1)).
    stayed, gained, lost = [(0, 0)] * 20 + [(1, 1)] * 12, [(0, 1)] * 9, [(1, 0)] * 4
    result = numbers(compare(stayed + gained + lost))
    n = 45
    assert result["estimate"] == pytest.approx(5 / n, rel=1e-13)
    assert result["std_error"] == pytest.approx(math.sqrt((13 - 25 / n) / (n * (n - 1))), rel=1e-13)


@quick
@given(people)
def test_swapping_waves_negates_the_estimate_and_keeps_the_p_value(people):
    swapped = [(after, before) for before, after in people]
    one, other = numbers(compare(people)), numbers(compare(swapped))
    assert one["estimate"] == pytest.approx(-other["estimate"], nan_ok=True)
    for key, sign, its in (
        ("p_value", 1, "p_value"),
        ("df", 1, "df"),
        ("conf_low", -1, "conf_high"),
    ):
        assert one[key] == pytest.approx(sign * other[its], rel=1e-9, abs=1e-12, nan_ok=True)
    first, second = numbers(effect(people), EFFECT), numbers(effect(swapped), EFFECT)
    assert first["effect"] == pytest.approx(-second["effect"], abs=1e-12, nan_ok=True)
    assert first["effect_low"] == pytest.approx(-second["effect_high"], abs=1e-12, nan_ok=True)


@quick
@given(people, st.sampled_from([-0.5, 2.0**20]))
def test_other_units_change_no_test_and_no_effect(people, factor):
    other = [(3 + factor * before, 3 + factor * after) for before, after in people]
    assert compare(people).p_value[0] == pytest.approx(
        compare(other).p_value[0], rel=1e-8, nan_ok=True
    )
    expected = math.copysign(1, factor) * effect(people).effect[0]
    assert effect(other).effect[0] == pytest.approx(expected, rel=1e-8, abs=1e-10, nan_ok=True)


@quick
@given(people)
def test_df_lies_between_those_of_the_pairs_and_of_welch(people):
    first, second, pairs = parts(people)
    result = compare(people)
    if not result.reason[0]:
        bounds = sorted([pairs.n[0] - 1.0, welch(first, second).df[0]])
        assert bounds[0] - 1e-9 <= result.df[0] <= bounds[1] + 1e-9


@quick
@given(people)
def test_the_interval_holds_the_estimate_and_a_tighter_one_lies_inside(people):
    tight, wide = compare(people, 0.8), compare(people, 0.99)
    if not tight.reason[0]:
        assert wide.conf_low[0] < tight.conf_low[0] <= tight.estimate[0] <= tight.conf_high[0]
        assert tight.conf_high[0] < wide.conf_high[0]


def test_many_contrasts_at_once_are_those_one_by_one():
    names = ("some", "all", "nobody", "one", "constant_linked")
    people = [person for name in names for person in people_of(name)]
    before, after = np.array(people).T
    cell = np.repeat(np.arange(len(names)), [len(people_of(name)) for name in names])
    index = np.array([[0, 1, 2], [3, 4, 5]])
    first, second = (cell_moments(x, cell, 6).take(index) for x in (before, after))
    pairs = pair_moments(before, after, cell, 6).take(index)
    together = partly_overlapping_t(first, second, pairs)
    sizes = hedges_overlapping(first, second, pairs)
    for place, name in zip(np.ndindex(index.shape), names, strict=False):
        alone = compare(people_of(name))
        for field in fields(together)[1:-1]:
            theirs = getattr(alone, field.name)[0]
            assert getattr(together, field.name)[place] == pytest.approx(theirs, nan_ok=True)
        assert sizes.effect[place] == pytest.approx(effect(people_of(name)).effect[0], nan_ok=True)
    assert together.reason[1, 2] == "wave_missing"
