import itertools
import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit, logit

from lpsstats.stats.superiority import BRUNNER_MUNZEL, SEPARATED, superiority
from support.item_answers import answers_as_counts, counts_of, floats
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.nonparametric import rank_compare_2indep

answers = st.lists(st.integers(1, 7), min_size=2, max_size=40)
ROWS = table("superiority.csv")


def compare(before, after, confidence=0.95):
    first, second, _ = answers_as_counts(before, after)
    return superiority(first, second, confidence=confidence)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['set']}-{row['confidence']}")
def test_every_figure_is_that_of_the_formulas_in_r(row):
    counts, _ = counts_of(row["set"])
    found = superiority(counts[0], counts[1], confidence=float(row["confidence"]))
    expected = {
        key: float(row[key] or "nan")
        for key in ("p_superior", "std_error", "statistic", "df", "p_value")
    }
    ours = {key: float(getattr(found, key)) for key in expected}
    assert ours == pytest.approx(expected, rel=1e-10, nan_ok=True)
    if row["low"]:
        ends = (float(found.p_superior_low), float(found.p_superior_high))
        assert ends == pytest.approx((float(row["low"]), float(row["high"])), rel=1e-9)


@given(answers, answers)
def test_it_agrees_with_scipy_and_statsmodels(before, after):
    found = compare(before, after)
    assert found.p_superior == pytest.approx(
        np.mean([(y > x) + (y == x) / 2 for x in before for y in after])
    )
    if found.reason or found.method == SEPARATED:
        return
    theirs = stats.brunnermunzel(before, after)
    assert float(found.statistic) == pytest.approx(theirs.statistic, rel=1e-8, abs=1e-12)
    assert float(found.p_value) == pytest.approx(theirs.pvalue, rel=1e-8)
    ranks = rank_compare_2indep(np.array(after), np.array(before))
    assert float(found.p_superior) == pytest.approx(ranks.prob1, abs=1e-13)
    assert float(found.df) == pytest.approx(ranks.df, rel=1e-9)
    half_width = np.diff(ranks.conf_int(alpha=0.05))[0] / 2
    assert stats.t.ppf(0.975, found.df) * found.std_error == pytest.approx(half_width, rel=1e-8)


def test_two_small_waves_worked_by_hand():
    # Of the 6 pairs later is higher in 4 and tied in 1: 4.5 / 6.
    found = compare([1, 2, 4], [2, 5])
    assert found.p_superior == pytest.approx(0.75)
    # Shares of the earlier wave below 2 and 5: 1/2 and 1; of the later below 1, 2, 4: 0, 1/4, 1/2.
    variance = np.var([0.5, 1], ddof=1) / 2 + np.var([0, 0.25, 0.5], ddof=1) / 3
    assert found.std_error == pytest.approx(math.sqrt(variance))
    assert found.statistic == pytest.approx(0.25 / math.sqrt(variance))


@pytest.mark.parametrize(
    ("before", "after", "p_superior", "reason"),
    [
        ([], [1, 2], None, "wave_missing"),
        ([1, 2], [], None, "wave_missing"),
        ([1], [2, 3], 1, "n_lt_2"),
        ([1, 3], [2], 0.5, "n_lt_2"),
        ([3, 3], [3, 3, 3], 0.5, "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_a_probability_where_there_is_one(
    before, after, p_superior, reason
):
    found = compare(before, after)
    assert found.reason == reason
    numbers = {key: float(value) for key, value in floats(found).items()}
    assert numbers.pop("p_superior") == pytest.approx(
        math.nan if p_superior is None else p_superior, nan_ok=True
    )
    assert all(math.isnan(value) for value in numbers.values())


def test_separated_waves_are_tested_exactly_and_have_an_interval():
    found = compare([1, 2, 2, 3], [5, 5, 7, 6, 6])
    assert (found.method, found.reason, found.p_superior, found.std_error) == (SEPARATED, "", 1, 0)
    assert found.p_value == pytest.approx(2 / math.comb(9, 4), rel=1e-12)
    assert found.p_superior_low == pytest.approx(0.025 ** (1 / 4))
    assert found.p_superior_high == 1
    assert math.isnan(found.statistic)


def test_two_constant_waves_at_different_answers_are_separated():
    found = compare([4, 4, 4], [2, 2])
    assert (found.method, found.p_superior) == (SEPARATED, 0)
    assert found.p_value == pytest.approx(2 / math.comb(5, 2))
    assert (found.p_superior_low, found.p_superior_high) == pytest.approx((0, 1 - 0.025**0.5))


def test_the_bound_of_separated_waves_holds_at_its_worst():
    # Whether an answer is above 0 is the only difference: P(all 4 above) is largest where half the
    # pairs are never ties, and is then p^4 at most; below the bound that is under 2.5%.
    bound = float(compare([0] * 4, [1] * 4).p_superior_low)
    for p in np.linspace(0.01, bound, 50):
        # Later answers are 1 with chance p, else -1: P(superior) = p, P(separated upward) = p^4.
        assert p**4 <= 0.025 * (1 + 1e-9)


def test_the_exact_p_of_separated_waves_is_never_below_the_share_of_waves_that_are_as_extreme():
    pooled = [1, 1, 2, 4, 5]
    extreme = 0
    for chosen in itertools.combinations(range(5), 2):
        first = [pooled[i] for i in chosen]
        second = [pooled[i] for i in range(5) if i not in chosen]
        extreme += max(first) < min(second) or min(first) > max(second)
    assert compare([1, 1], [2, 4, 5]).p_value >= extreme / math.comb(5, 2)


def test_the_interval_is_made_on_the_logit_scale():
    found = compare([1, 2, 2, 3, 5, 7, 7], [3, 5, 6, 6, 7, 7])
    assert found.method == BRUNNER_MUNZEL
    p = float(found.p_superior)
    middle = (logit(found.p_superior_low) + logit(found.p_superior_high)) / 2
    assert expit(middle) == pytest.approx(p)


def test_one_respondent_short_of_separation_gives_figures_near_those_of_it():
    found = superiority(np.array([99, 1, 0]), np.array([0, 1, 99]))
    assert found.reason == ""
    assert 0.9 < found.p_superior_low < found.p_superior < found.p_superior_high < 1
    assert found.p_value < 1e-100


def test_many_contrasts_at_once_are_those_one_by_one():
    random = np.random.default_rng(1)
    before, after = random.integers(0, 4, (2, 3, 4, 5))
    before[0, 0], after[0, 1, 1:] = 0, 0
    together = superiority(before, after)
    for at in np.ndindex(3, 4):
        alone = superiority(before[at], after[at])
        assert together.reason[at] == alone.reason
        assert together.method[at] == alone.method
        for key, value in floats(together).items():
            assert value[at] == pytest.approx(float(getattr(alone, key)), nan_ok=True, rel=1e-13)


def test_a_million_respondents_a_wave_lose_no_digits():
    few = superiority(np.array([4, 3, 2, 1]), np.array([1, 2, 3, 4]))
    many = superiority(np.array([4, 3, 2, 1]) * 10**5, np.array([1, 2, 3, 4]) * 10**5)
    assert many.p_superior == pytest.approx(float(few.p_superior), rel=1e-15)
    assert many.std_error == pytest.approx(
        float(few.std_error) * math.sqrt(9 / (10**6 - 1)), rel=1e-12
    )


@given(answers, answers)
def test_swapping_waves_and_reversing_the_scale_turn_the_probability_round(before, after):
    plain = compare(before, after)
    for turned in (
        compare(after, before),
        compare([8 - x for x in before], [8 - x for x in after]),
    ):
        assert turned.reason == plain.reason
        for mine, its, sign in (
            ("p_superior", "p_superior", 1), ("p_superior_low", "p_superior_high", 1),
            ("statistic", "statistic", -1), ("p_value", "p_value", 0), ("df", "df", 0),
        ):  # fmt: skip
            ours, other = float(getattr(plain, mine)), float(getattr(turned, its))
            expected = {1: 1 - other, -1: -other, 0: other}[sign]
            assert ours == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)


@given(answers, answers)
def test_only_the_order_of_the_answers_counts(before, after):
    far = {value: value**3 - 50 for value in range(1, 8)}
    plain = floats(compare(before, after))
    moved = floats(compare([far[x] for x in before], [far[x] for x in after]))
    for key, value in plain.items():
        assert float(value) == pytest.approx(float(moved[key]), nan_ok=True)


@given(answers, answers)
def test_the_interval_holds_the_probability_and_a_tighter_one_lies_inside(before, after):
    tight, wide = compare(before, after, 0.8), compare(before, after, 0.99)
    if tight.reason:
        return
    ends = [0, wide.p_superior_low, tight.p_superior_low, tight.p_superior]
    ends += [tight.p_superior_high, wide.p_superior_high, 1]
    assert all(low <= high for low, high in itertools.pairwise(ends))
