import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats import permutation
from lpsstats.stats.permutation import studentised_permutation, superiority_permutation
from support.item_answers import answers_as_counts, counts_of
from support.reference import table

EXACT = {row["set"]: row for row in table("superiority.csv") if row["welch_exact"]}
answers = st.lists(st.integers(1, 5), min_size=2, max_size=12)


def welch_p(before, after, **options):
    return float(studentised_permutation(*answers_as_counts(before, after), **options).p_value)


def superiority_p(before, after, **options):
    first, second, _ = answers_as_counts(before, after)
    return float(superiority_permutation(first, second, **options).p_value)


def monte_carlo_error(p, resamples=9999):
    """Four standard errors of a binomial share, and the one that is added to it."""
    return 4 * math.sqrt(p * (1 - p) / resamples) + 1 / resamples


@pytest.mark.parametrize("name", EXACT)
def test_both_tests_come_to_the_p_values_of_all_permutations_in_r(name):
    counts, values = counts_of(name)
    welch = float(EXACT[name]["welch_exact"])
    found = studentised_permutation(counts[0], counts[1], values)
    assert float(found.p_value) == pytest.approx(welch, abs=monte_carlo_error(welch))
    munzel = float(EXACT[name]["munzel_exact"])
    found = superiority_permutation(counts[0], counts[1])
    assert float(found.p_value) == pytest.approx(munzel, abs=monte_carlo_error(munzel))


def test_it_is_the_test_of_scipy_with_the_statistic_squared():
    before, after = [1, 2, 2, 4, 7], [3, 4, 4, 6, 7, 2]

    def squared_t(x, y):
        return stats.ttest_ind(x, y, equal_var=False).statistic ** 2

    theirs = stats.permutation_test(
        (before, after), squared_t, alternative="greater", n_resamples=np.inf
    )
    p = theirs.pvalue
    assert welch_p(before, after) == pytest.approx(p, abs=monte_carlo_error(p))


def test_the_statistics_are_those_of_the_tests_themselves():
    (before, after), values = counts_of("skew_40_15")
    waves = np.repeat(values, before), np.repeat(values, after)
    t = stats.ttest_ind(*waves, equal_var=False).statistic
    found = permutation._welch_squared(before[None], after[None], values)
    assert found == pytest.approx([t**2], rel=1e-10)
    found = permutation._brunner_munzel_squared(before[None], after[None], values)
    assert found == pytest.approx([stats.brunnermunzel(*waves).statistic ** 2], rel=1e-10)


def test_large_waves_come_near_the_t_test_itself():
    random = np.random.default_rng(3)
    before, after = random.integers(1, 8, 800), random.integers(1, 8, 1000)
    after += random.random(1000) < 0.25
    p = stats.ttest_ind(after, before, equal_var=False).pvalue
    assert 0.001 < p < 0.2
    assert welch_p(before, after) == pytest.approx(p, abs=2 * monte_carlo_error(p))
    p = stats.brunnermunzel(before, after).pvalue
    assert superiority_p(before, after) == pytest.approx(p, abs=2 * monte_carlo_error(p))


def test_drawing_by_person_and_by_value_come_to_the_same(monkeypatch):
    counts, values = counts_of("skew_40_15")
    found = []
    for people in (0, 10**9):
        monkeypatch.setattr(permutation, "PEOPLE_PER_VALUE", people)
        found.append(float(studentised_permutation(counts[0], counts[1], values).p_value))
    assert found[0] != found[1]
    assert found[0] == pytest.approx(found[1], abs=2 * monte_carlo_error(found[0]))


def test_drawing_in_blocks_draws_as_often_as_asked(monkeypatch):
    counts, values = counts_of("skew_40_15")
    monkeypatch.setattr(permutation, "BLOCK", 7 * 64)
    blocks = list(permutation._draws(counts.sum(axis=0), 15, 1000, seed=1))
    assert [len(block) for block in blocks] == [64] * 15 + [40]
    assert all((block.sum(axis=1) == 15).all() for block in blocks)
    found = studentised_permutation(counts[0], counts[1], values)
    assert float(found.p_value) == pytest.approx(0.04, abs=0.01)


def test_no_contrast_depends_on_which_others_are_tested():
    random = np.random.default_rng(5)
    before, after = random.multinomial(30, np.ones(6) / 6, size=(2, 3, 2))
    before[..., 5] = after[..., 5] = 0
    values = np.arange(1.0, 7)
    for test in (studentised_permutation, superiority_permutation):
        extra = (values,) if test is studentised_permutation else ()
        together = test(before, after, *extra, resamples=199).p_value
        for at in np.ndindex(3, 2):
            fewer = tuple(v[:5] for v in extra)
            alone = test(before[at][:5], after[at][:5], *fewer, resamples=199).p_value
            assert together[at] == float(alone)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([], [1, 2], "wave_missing"),
        ([1], [2, 3], "n_lt_2"),
        ([3, 3], [3, 3, 3], "no_variance_both"),
        ([3, 3], [4, 4, 4], ""),
    ],
)
def test_what_cannot_be_tested_has_a_reason(before, after, reason):
    first, second, values = answers_as_counts(before, after)
    for found in (
        studentised_permutation(first, second, values, resamples=99),
        superiority_permutation(first, second, resamples=99),
    ):
        assert found.reason == reason
        assert np.isnan(found.p_value) == bool(reason)


def test_separated_waves_have_the_p_value_of_the_most_extreme_waves():
    # Only the 1 split of C(10, 5) that was seen, and its reverse.
    p = 2 / math.comb(10, 5)
    before, after = [1, 1, 2, 2, 3], [5, 6, 6, 7, 7]
    assert welch_p(before, after) == pytest.approx(p, abs=monte_carlo_error(p))
    assert superiority_p(before, after) == pytest.approx(p, abs=monte_carlo_error(p))


@given(answers, answers)
@settings(max_examples=60)
def test_p_is_never_0_and_equal_waves_have_a_p_of_1(before, after):
    p = welch_p(before, after, resamples=99)
    assert math.isnan(p) or 0.01 <= p <= 1
    same = welch_p(before, before, resamples=99), superiority_p(before, before, resamples=99)
    assert all(math.isnan(p) or p == 1 for p in same)


@given(answers, answers, st.sampled_from([(1, 1e9), (-1, 0), (0.1, 0.3)]))
@settings(max_examples=60)
def test_shifting_and_turning_the_scale_changes_nothing(before, after, change):
    factor, shift = change
    first, second, values = answers_as_counts(before, after)
    plain = studentised_permutation(first, second, values, resamples=199)
    moved = studentised_permutation(first, second, values * factor + shift, resamples=199)
    assert float(plain.p_value) == pytest.approx(float(moved.p_value), nan_ok=True)


@given(answers, answers)
@settings(max_examples=60)
def test_swapping_waves_of_different_size_keeps_the_p_value(before, after):
    before = before if len(before) != len(after) else [*before, 1]
    ours, theirs = welch_p(before, after, resamples=199), welch_p(after, before, resamples=199)
    assert ours == pytest.approx(theirs, nan_ok=True)


def test_the_seed_changes_the_draws_and_is_told():
    counts, values = counts_of("tiny")
    found = [studentised_permutation(counts[0], counts[1], values, seed=seed) for seed in (1, 2)]
    assert found[0].p_value != found[1].p_value
    assert (found[1].seed, found[1].resamples) == (2, 9999)
