import math
import warnings
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.moments import cell_moments
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.welch import welch
from lpsstats.stats.welch_anova import waves_of_means, welch_anova
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandas as pd
    import pingouin

NUMBERS = ("statistic", "df1", "df2", "p_value")
ROWS = [row for row in table("waves.csv") if row["test"] == "anova"]
SETS = list(dict.fromkeys(row["set"] for row in ROWS))

quick = settings(max_examples=50, deadline=None)
answer = st.integers(4, 28).map(lambda x: x / 4)
wave = st.lists(answer, min_size=2, max_size=12)
some_waves = st.lists(wave, min_size=2, max_size=4)


def waves_of(name):
    rows = [row for row in table("inputs/waves_groups.csv") if row["set"] == name]
    numbers = sorted({row["wave"] for row in rows})
    return [[float(row["value"]) for row in rows if row["wave"] == w] for w in numbers]


def moments(waves):
    values = np.array([x for values in waves for x in values], dtype=float)
    cell = np.repeat(np.arange(len(waves)), [len(values) for values in waves])
    return cell_moments(values, cell, len(waves))


def compare(waves):
    return welch_anova(moments(waves))


def numbers(result):
    return [float(getattr(result, key)) for key in NUMBERS]


@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_that_of_r(name):
    expected = {row["quantity"]: float(row["value"]) for row in ROWS if row["set"] == name}
    result = dict(zip(NUMBERS, numbers(compare(waves_of(name))), strict=True))
    assert result == pytest.approx(expected, rel=1e-9, abs=1e-13)


def test_three_waves_by_hand():
    # Means 2, 4, 3 with variances 1, 1, 4 over n of 3, 3, 3: weights 3, 3, 3/4, their mean 3.
    # Between: (3 + 3 + 0) / 2 = 3; wobble: (2 (5/9)^2 + (8/9)^2) / 2 = 57/81.
    result = compare([[1, 2, 3], [3, 4, 5], [1, 3, 5]])
    wobble = 57 / 81
    assert result.statistic == pytest.approx(3 / (1 + wobble / 4), rel=1e-14)
    assert (result.df1, result.n_waves) == (2, 3)
    assert result.df2 == pytest.approx(8 / (3 * wobble), rel=1e-14)


@settings(max_examples=20, deadline=None)
@given(some_waves)
def test_it_agrees_with_pingouin(waves):
    result = compare(waves)
    if result.reason or any(len(set(values)) == 1 for values in waves):
        return
    long = pd.DataFrame([(w, x) for w, values in enumerate(waves) for x in values])
    long.columns = ["wave", "value"]
    theirs = pingouin.welch_anova(data=long, dv="value", between="wave").iloc[0]
    expected = [theirs["F"], theirs["ddof1"], theirs["ddof2"], theirs["p_unc"]]
    assert numbers(result) == pytest.approx([float(x) for x in expected], rel=1e-8, abs=1e-12)


@quick
@given(wave, wave)
def test_for_two_waves_it_is_the_square_of_welchs_t(before, after):
    result = compare([before, after])
    t = welch(moments([before]), moments([after]))
    assert result.reason == t.reason[0]
    expected = [t.statistic[0] ** 2, 1.0, t.df[0], t.p_value[0]]
    if not result.reason:
        assert numbers(result) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("waves", "n_waves", "reason"),
    [
        ([[], [], []], 0, "wave_missing"),
        ([[1, 2], [], []], 1, "wave_missing"),
        ([[1, 2], [3], [4, 5]], 3, "n_lt_2"),
        ([[3, 3], [4, 4], [3, 3]], 3, "no_variance_both"),
        ([[3, 3], [4, 4]], 2, "no_variance_both"),
        ([[3, 3], [4, 5], [3, 5]], 3, "no_variance_one"),
        ([[3, 3], [4, 4], [3, 5]], 3, "no_variance_one"),
        ([[0.1 + 0.2, 0.3], [4, 5], [3, 5]], 3, "no_variance_one"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_no_number(waves, n_waves, reason):
    result = compare(waves)
    assert (result.reason, result.n_waves) == (reason, n_waves)
    assert all(math.isnan(x) for x in numbers(result))


@quick
@given(some_waves, st.integers(0, 5))
def test_a_wave_without_answers_is_left_out(waves, place):
    with_empty = [*waves[:place], [], *waves[place:]]
    one, other = compare(waves), compare(with_empty)
    assert one.n_waves == other.n_waves == len(waves)
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=1e-12, nan_ok=True)


@quick
@given(some_waves, st.randoms(use_true_random=False), st.sampled_from([-0.5, 2.0**20]))
def test_order_units_and_origin_of_the_waves_change_nothing(waves, random, factor):
    shuffled = [[7 + factor * x for x in values] for values in waves]
    random.shuffle(shuffled)
    one, other = compare(waves), compare(shuffled)
    assert one.reason == other.reason
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-8, abs=1e-10, nan_ok=True)


def test_data_far_from_zero_keep_their_digits():
    near = [[0.25, 0.5, 0.75, 1], [0.5, 0.5, 1, 1.25], [0, 0.125, 0.5, 0.25]]
    far = [[1e12 + x for x in values] for values in near]
    assert numbers(compare(far)) == pytest.approx(numbers(compare(near)), rel=1e-12)


def test_a_nearly_constant_wave_costs_no_digits():
    nearly = [[3.0, 3.0, 3.0 + 1e-12], [1.0, 2, 4], [2.0, 5, 5]]
    result = compare(nearly)
    first, *others = (np.array(values) for values in nearly)
    # With its mean as good as known, the others' distances from it are what is left.
    weights = [3 / values.var(ddof=1) for values in others]
    between = sum(w * (v.mean() - first.mean()) ** 2 for w, v in zip(weights, others, strict=True))
    assert result.statistic == pytest.approx(between / 2 / (1 + 2 / 8), rel=1e-9)


def test_variances_given_from_elsewhere_stand_in_for_those_of_the_answers():
    cells = moments(waves_of("uneven"))
    result = waves_of_means(cells.mean, cells.sd**2 / cells.n, cells.n - 1.0)
    assert numbers(result) == pytest.approx(numbers(welch_anova(cells)), rel=1e-10)
    wider = waves_of_means(cells.mean, 2 * cells.sd**2 / cells.n, cells.n - 1.0)
    assert wider.statistic == pytest.approx(result.statistic / 2, rel=1e-12)
    few = waves_of_means(cells.mean, cells.sd**2 / cells.n, np.array([0.0, 3, 3]))
    assert few.reason == "n_lt_2"


def test_many_contrasts_at_once_are_those_one_by_one():
    cells = moments([[1, 2, 4], [2, 3, 3, 7], [5, 5, 5], [6, 6.5], [], [3, 4]])
    index = np.array([[[0, 1, 3], [1, 4, 0]], [[0, 1, 2], [4, 4, 5]], [[5, 3, 1], [4, 2, 5]]])
    together = welch_anova(cells.take(index))
    for place in np.ndindex(index.shape[:-1]):
        alone = welch_anova(cells.take(index[place]))
        for field in fields(together)[1:]:
            ours, theirs = getattr(together, field.name)[place], getattr(alone, field.name)
            assert ours == theirs or (np.isnan(ours) and np.isnan(theirs))


def test_three_planned_contrasts_are_adjusted_by_holm():
    one, two, three = (moments([values]) for values in waves_of("unequal_spreads"))
    pairs = [(one, two), (two, three), (one, three)]
    p_values = np.array([welch(before, after).p_value[0] for before, after in pairs])
    smallest = np.sort(p_values)
    assert np.sort(adjust(p_values, "holm"))[0] == pytest.approx(min(1, 3 * smallest[0]))
