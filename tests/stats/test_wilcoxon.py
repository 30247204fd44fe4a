import itertools
import math
import warnings
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.wilcoxon import LARGEST_EXACT, signed_rank
from support.reference import table

ROWS = [row for row in table("linked.csv") if row["test"] == "signed_rank"]
CASES = list(dict.fromkeys((row["set"], row["confidence"]) for row in ROWS))
NUMBERS = ("share_up", "share_down", "conf_low", "conf_high", "statistic", "p_value")

quick = settings(max_examples=50, deadline=None)
answer = st.integers(1, 7).map(float)
pairs = st.lists(st.tuples(answer, answer), min_size=2, max_size=40)


def pairs_of(name):
    rows = [row for row in table("inputs/linked_ranked.csv") if row["set"] == name]
    return [(float(row["before"]), float(row["after"])) for row in rows]


def compare(pairs, confidence=0.95):
    before, after = np.array(pairs, dtype=float).reshape(-1, 2).T
    cell = np.zeros(before.size, dtype=np.int64)
    return signed_rank(before, after, cell, 1, confidence=confidence)


def numbers(result, keys=NUMBERS):
    return {key: float(getattr(result, key)[0]) for key in keys}


@pytest.mark.parametrize(("name", "confidence"), CASES)
def test_every_figure_is_that_of_r(name, confidence):
    expected = {
        row["quantity"]: float(row["value"])
        for row in ROWS
        if (row["set"], row["confidence"]) == (name, confidence)
    }
    result = compare(pairs_of(name), float(confidence))
    normal = expected.pop("p_normal")
    assert numbers(result) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert 2 * stats.norm.sf(abs(result.statistic[0])) == pytest.approx(normal, rel=1e-9)


def test_the_reference_has_exact_and_approximate_cases():
    exact = {name for name, _ in CASES if compare(pairs_of(name)).exact[0]}
    assert {"few", "few_untied", "many_stayed", "one_moved"} <= exact
    assert {"hundred", "moved"}.isdisjoint(exact)


@quick
@given(pairs)
def test_z_is_that_of_scipy(pairs):
    result = compare(pairs)
    if result.reason[0]:
        return
    difference = np.array([after - before for before, after in pairs])
    with warnings.catch_warnings():  # of few pairs
        warnings.simplefilter("ignore")
        theirs = stats.wilcoxon(difference, zero_method="pratt", correction=False, method="approx")
    assert abs(result.statistic[0]) == pytest.approx(abs(theirs.zstatistic), rel=1e-9, abs=1e-12)


def by_brute_force(difference):
    """Give the share of all directions whose sum of ranks is as far from the middle."""
    rank = stats.rankdata(np.abs(difference))[difference != 0]
    sign = np.sign(difference[difference != 0])
    ways = np.array(list(itertools.product([-1, 1], repeat=rank.size)))
    return np.mean(np.abs(ways @ rank) >= abs(sign @ rank) - 1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(answer, answer), min_size=2, max_size=11))
def test_the_exact_p_counts_all_directions(pairs):
    result = compare(pairs)
    if not result.reason[0]:
        difference = np.array([after - before for before, after in pairs])
        assert result.exact[0]
        assert result.p_value[0] == pytest.approx(by_brute_force(difference), rel=1e-12)


def test_without_ties_or_zeros_the_exact_p_is_that_of_scipy():
    difference = np.array([1, -2, 3, 4, -5, 6, 7, 8, 9, -10, 11, 12, 13, 14, 15, -16, 17]) / 4
    theirs = stats.wilcoxon(difference, method="exact").pvalue
    assert compare([(0, x) for x in difference]).p_value[0] == pytest.approx(theirs, rel=1e-12)


def test_ranks_by_hand():
    # Distances 0, 0, 1, 1, 2 have ranks 1.5, 1.5, 3.5, 3.5, 5; z = (3.5 - 3.5 + 5) / sqrt(49.5).
    result = compare([(1, 1), (2, 2), (3, 4), (4, 3), (5, 7)])
    assert result.statistic[0] == pytest.approx(5 / math.sqrt(49.5), rel=1e-14)
    assert (result.n[0], result.n_moved[0], result.exact[0]) == (5, 3, True)
    assert result.p_value[0] == pytest.approx(6 / 8)  # sums 12, 5, 5, 2 and their opposites
    shares = [result.share_up[0], result.share_down[0], result.share_same[0]]
    assert shares == pytest.approx([0.4, 0.2, 0.4])


def test_exact_counting_ends_where_it_says():
    moved = [(1.0, 2.0)] * (LARGEST_EXACT - 8) + [(2.0, 1.0)] * 8
    few, more = compare([*moved, (3, 3)]), compare([*moved, (1, 3)])
    assert (few.exact[0], more.exact[0]) == (True, False)
    # All distances alike it is the sign test.
    assert few.p_value[0] == pytest.approx(stats.binomtest(8, LARGEST_EXACT).pvalue, rel=1e-12)
    assert more.p_value[0] == 2 * stats.norm.sf(abs(more.statistic[0]))


def test_distances_that_differ_by_rounding_are_the_same():
    # In binary 3.7 - 2.7, 2.7 - 1.7 and 1.7 - 0.7 are three numbers, and 0.1 + 0.2 is not 0.3.
    thirds = [(2.7, 3.7), (1.7, 2.7), (1.7, 0.7), (0.1 + 0.2, 0.3), (1.0, 3.0)]
    whole = [(2, 3), (1, 2), (2, 1), (1, 1), (1, 3)]
    assert numbers(compare(thirds)) == pytest.approx(numbers(compare(whole)), rel=1e-12)


def test_when_all_moved_the_limits_are_those_of_wilson_doubled():
    for up in (0, 7, 30):
        result = compare([(1.0, 2.0)] * up + [(2.0, 1.0)] * (30 - up))
        interval = stats.binomtest(up, 30).proportion_ci(method="wilson")
        limits = [result.conf_low[0], result.conf_high[0]]
        assert limits == pytest.approx([2 * interval.low - 1, 2 * interval.high - 1], abs=1e-12)


@pytest.mark.parametrize(
    ("pairs", "n", "reason"),
    [([], 0, "n_lt_2"), ([(1, 2)], 1, "n_lt_2"), ([(3, 3), (4, 4)], 2, "all_tied")],
)
def test_what_cannot_be_tested_has_a_reason(pairs, n, reason):
    result = compare(pairs)
    assert (result.n[0], result.reason[0], result.exact[0]) == (n, reason, False)
    assert math.isnan(result.statistic[0])
    assert math.isnan(result.p_value[0])
    assert math.isnan(result.conf_low[0]) == (n < 2)


def test_where_nobody_moved_the_interval_still_says_how_many_could_have():
    result = compare([(3, 3)] * 50)
    upper = stats.binomtest(0, 50).proportion_ci(method="wilson").high
    assert result.estimate[0] == 0
    assert result.conf_high[0] == -result.conf_low[0] == pytest.approx(upper)


def test_pairs_with_a_missing_half_and_rows_of_no_cell_are_skipped():
    nan = math.nan
    before = np.array([1.0, nan, 3.0, 2.0, 9.0, nan, 4.0])
    after = np.array([2.0, 5.0, nan, 5.0, 1.0, nan, 4.0])
    result = signed_rank(before, after, np.array([0, 0, 0, 0, -1, 0, 0]), 1)
    assert (result.n[0], result.n_moved[0]) == (3, 2)


def test_many_cells_at_once_are_those_one_by_one():
    names = ("hundred", "few", "scores", "many_stayed", "one_moved")
    everybody = [pairs_of(name) for name in names]
    before, after = np.array([pair for pairs in everybody for pair in pairs]).T
    cell = np.repeat([3, 0, 1, 5, 2], [len(pairs) for pairs in everybody])
    mixed = np.argsort(np.arange(cell.size) * 7 % 31, kind="stable")
    together = signed_rank(before[mixed], after[mixed], cell[mixed], 6)
    for place, pairs in zip([3, 0, 1, 5, 2], everybody, strict=True):
        alone = compare(pairs)
        for field in fields(together)[1:]:
            ours, theirs = getattr(together, field.name)[place], getattr(alone, field.name)[0]
            assert ours == theirs if field.name == "reason" else ours == pytest.approx(theirs)
    assert (together.n[4], together.reason[4]) == (0, "n_lt_2")


@quick
@given(pairs)
def test_swapping_waves_negates_the_statistic_and_keeps_the_p_value(pairs):
    one, other = compare(pairs), compare([(after, before) for before, after in pairs])
    assert one.reason[0] == other.reason[0]
    for mine, its, sign in (
        ("statistic", "statistic", -1), ("p_value", "p_value", 1), ("estimate", "estimate", -1),
        ("conf_low", "conf_high", -1), ("share_up", "share_down", 1),
    ):  # fmt: skip
        theirs = sign * getattr(other, its)[0]
        assert getattr(one, mine)[0] == pytest.approx(theirs, rel=1e-12, abs=1e-12, nan_ok=True)


@quick
@given(pairs, st.randoms(use_true_random=False))
def test_permuting_respondents_and_other_units_change_nothing(pairs, random):
    one = numbers(compare(pairs))
    random.shuffle(pairs)
    other = numbers(compare([(3 + before / 4, 3 + after / 4) for before, after in pairs]))
    assert other == pytest.approx(one, rel=1e-12, nan_ok=True)


@quick
@given(pairs)
def test_the_interval_holds_the_estimate_and_stays_within_all_and_none(pairs):
    tight, wide = compare(pairs, 0.8), compare(pairs, 0.99)
    low, high = wide.conf_low[0], wide.conf_high[0]
    assert low < high
    assert -1 - 1e-12 <= low <= tight.conf_low[0] <= tight.estimate[0] + 1e-12
    assert tight.estimate[0] - 1e-12 <= tight.conf_high[0] <= high <= 1 + 1e-12
