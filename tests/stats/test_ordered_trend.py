import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lpsstats.stats.ordered_trend import (
    _ordered_pairs,
    _variance,
    jonckheere_terpstra,
    kruskal_wallis,
    linear_by_linear,
)
from lpsstats.stats.two_by_two import N_MINUS_1, compare_two_shares
from support.item_answers import counts_of
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.contingency_tables import Table

VALUES = {
    (row["set"], row["quantity"]): float(row["value"] or "nan")
    for row in table("tables.csv")
    if not row["category"]
}
SETS = sorted({name for name, quantity in VALUES if quantity == "jonckheere"})
TIMES = np.array([0.0, 9, 17, 29])
counts = arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(2, 6)), elements=st.integers(0, 9)
)


def answers_of(cells):
    """Write the answers of every wave out."""
    return [np.repeat(np.arange(cells.shape[1]), wave) for wave in cells]


def linear(cells):
    waves, answers = cells.shape[-2:]
    return linear_by_linear(cells, TIMES[:waves], np.arange(float(answers)))


@pytest.mark.parametrize("name", SETS)
def test_all_three_tests_are_those_of_r(name):
    cells, answers = counts_of(name)
    kruskal, ordered = kruskal_wallis(cells), jonckheere_terpstra(cells)
    straight = linear_by_linear(cells, TIMES[: len(cells)], answers)
    ours = [kruskal.statistic, kruskal.df, kruskal.p_value, ordered.statistic, ordered.p_value,
            straight.statistic, straight.p_value]  # fmt: skip
    keys = ("kruskal", "kruskal_df", "kruskal_p", "jonckheere", "jonckheere_p", "linear",
            "linear_p")  # fmt: skip
    expected = [VALUES[name, key] for key in keys]
    assert [float(x) for x in ours] == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("name", ["yes_no", "three_yes_no"])
def test_for_two_answers_it_is_cochran_and_armitage_with_n_minus_1(name):
    cells, answers = counts_of(name)
    found = linear_by_linear(cells, TIMES[: len(cells)], answers)
    n = cells.sum()
    assert found.statistic**2 == pytest.approx(VALUES[name, "armitage"] * (n - 1) / n)


def test_for_two_answers_and_two_waves_it_is_the_n_minus_1_chi_square():
    shares = compare_two_shares(*np.array([20, 100, 40, 100]))
    assert shares.method == N_MINUS_1
    found = linear_by_linear(
        np.array([[80, 20], [60, 40]]), np.array([2016.9, 2018.4]), np.array([0.0, 1])
    )
    assert found.statistic > 0
    assert found.statistic**2 == pytest.approx(float(shares.statistic))
    assert found.p_value == pytest.approx(float(shares.p_value))


def test_ordered_pairs_have_the_mean_and_variance_of_all_arrangements():
    cells, _ = counts_of("four_tiny")
    n = float(cells.sum())
    pairs, waves, ties = _ordered_pairs(cells), cells.sum(axis=1), cells.sum(axis=0)
    assert pairs == VALUES["four_tiny", "pairs"]
    assert (n**2 - (waves**2).sum()) / 4 == VALUES["four_tiny", "pairs_mean"]
    variance = _variance(np.array(n), waves.astype(float), ties.astype(float))
    assert variance == pytest.approx(VALUES["four_tiny", "pairs_variance"], rel=1e-12)


@given(counts)
def test_the_rank_test_is_that_of_scipy(cells):
    found = kruskal_wallis(cells)
    if found.reason:
        return
    groups = [wave for wave in answers_of(cells) if wave.size]
    theirs = stats.kruskal(*groups)
    assert float(found.statistic) == pytest.approx(theirs.statistic, rel=1e-8, abs=1e-10)
    # Of a statistic that is rounding of 0, p is 1 less its square root.
    assert float(found.p_value) == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-300)


@given(counts)
def test_the_straight_line_is_a_correlation(cells):
    found = linear(cells)
    if found.reason:
        return
    answers = answers_of(cells)
    times = np.repeat(TIMES[: len(cells)], [wave.size for wave in answers])
    r = stats.pearsonr(times, np.concatenate(answers)).statistic
    assert float(found.statistic) == pytest.approx(math.sqrt(times.size - 1) * r, abs=1e-9)


@given(counts)
def test_the_ordered_test_is_that_of_kendall(cells):
    found = jonckheere_terpstra(cells)
    if found.reason:
        return
    answers = answers_of(cells)
    wave = np.repeat(np.arange(len(cells)), [one.size for one in answers])
    theirs = stats.kendalltau(wave, np.concatenate(answers), method="asymptotic")
    assert float(found.p_value) == pytest.approx(theirs.pvalue, rel=1e-8, abs=1e-300)
    assert np.sign(found.statistic) == np.sign(round(theirs.statistic, 12))


@given(counts)
def test_for_two_waves_the_ordered_test_is_the_rank_test(cells):
    one, other = jonckheere_terpstra(cells[:2]), kruskal_wallis(cells[:2])
    assert one.reason == other.reason
    assert float(one.statistic) ** 2 == pytest.approx(
        float(other.statistic), nan_ok=True, rel=1e-8, abs=1e-12
    )


@given(counts)
def test_turning_the_answers_or_the_waves_round_turns_the_trend(cells):
    for test in (linear, jonckheere_terpstra):
        plain = test(cells)
        assert float(test(cells[:, ::-1]).statistic) == pytest.approx(
            -float(plain.statistic), nan_ok=True, abs=1e-9
        )
    turned = jonckheere_terpstra(cells[::-1])
    assert float(turned.statistic) == pytest.approx(
        -float(jonckheere_terpstra(cells).statistic), nan_ok=True, abs=1e-9
    )


@given(counts, st.sampled_from([(1.0, 1e6), (30.0, 0.0)]))
def test_the_unit_and_the_start_of_time_do_not_matter(cells, change):
    factor, shift = change
    values = np.arange(float(cells.shape[1]))
    moved = linear_by_linear(cells, TIMES[: len(cells)] * factor + shift, values * 2 - 5)
    assert float(moved.statistic) == pytest.approx(
        float(linear(cells).statistic), nan_ok=True, abs=1e-6
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([[3, 4], [0, 0], [0, 0]], "wave_missing"),
        ([[1, 0], [0, 1], [1, 0]], "n_lt_2"),
        ([[5, 0], [9, 0]], "no_variance_both"),
        ([[5, 1], [0, 0], [9, 0]], ""),
    ],
)
def test_what_cannot_be_tested_has_a_reason(cells, reason):
    cells = np.array(cells)
    for found in (linear(cells), jonckheere_terpstra(cells), kruskal_wallis(cells)):
        assert found.reason == reason
        assert math.isnan(found.p_value) == bool(reason)
        assert found.n_waves == cells.any(axis=1).sum()


def test_many_measures_at_once_are_those_one_by_one():
    cells = np.random.default_rng(2).integers(0, 4, (3, 2, 3, 5))
    cells[1, 1, 1:] = 0
    for test in (linear, jonckheere_terpstra, kruskal_wallis):
        together = test(cells)
        for at in np.ndindex(3, 2):
            alone = test(cells[at])
            assert together.reason[at] == alone.reason
            assert together.statistic[at] == pytest.approx(float(alone.statistic), nan_ok=True)


def test_the_straight_line_is_that_of_statsmodels():
    cells, answers = counts_of("three_moving")
    theirs = Table(cells, shift_zeros=False).test_ordinal_association(
        row_scores=TIMES[:3], col_scores=answers
    )
    found = linear_by_linear(cells, TIMES[:3], answers)
    assert found.statistic == pytest.approx(theirs.zscore, rel=1e-9)
