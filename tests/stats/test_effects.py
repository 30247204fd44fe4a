import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import nctdtr

from lpsstats.stats.effects import hedges_average, hedges_average_paired, hedges_pooled
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.paired import pair_moments
from support.reference import table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pingouin

KEYS = ("effect", "effect_low", "effect_high")

answer = st.integers(4, 28).map(lambda x: x / 4)
wave = st.lists(answer, min_size=2, max_size=40)
linked = st.lists(st.tuples(answer, answer), min_size=3, max_size=40)
independent = pytest.mark.parametrize("effect", [hedges_average, hedges_pooled])


def moments(values):
    return cell_moments(np.array(values, dtype=float), np.zeros(len(values), dtype=np.int64), 1)


def pair(pairs):
    before, after = np.array(pairs, dtype=float).reshape(-1, 2).T
    return pair_moments(before, after, np.zeros(before.size, dtype=np.int64), 1)


def waves_of(name):
    rows = [row for row in table("inputs/means_groups.csv") if row["set"] == name]
    return [moments([float(r["value"]) for r in rows if r["wave"] == wave]) for wave in "12"]


def pairs_of(name):
    rows = [row for row in table("inputs/means_pairs.csv") if row["set"] == name]
    return pair([(float(row["before"]), float(row["after"])) for row in rows])


def figures(result):
    return [float(np.ravel(getattr(result, key))[0]) for key in KEYS]


def compute(row):
    confidence = float(row["confidence"])
    if row["effect_name"] == "average_paired":
        return hedges_average_paired(pairs_of(row["set"]), confidence=confidence)
    effect = {"average": hedges_average, "pooled": hedges_pooled}[row["effect_name"]]
    return effect(*waves_of(row["set"]), confidence=confidence)


def described(n, mean, sd):
    return Moments(n=np.array([n]), mean=np.array([mean]), sd=np.array([sd]))


@pytest.mark.parametrize(
    "row",
    table("effects.csv"),
    ids=lambda row: f"{row['effect_name']}-{row['set']}-{row['confidence']}",
)
def test_every_figure_is_that_of_r(row):
    expected = [float(row[key]) for key in KEYS]
    assert figures(compute(row)) == pytest.approx(expected, rel=1e-9, abs=1e-10)


# On the set far apart the noncentrality passes 37.62, beyond which R's pt() is no longer exact.
@pytest.mark.parametrize(
    "row",
    [r for r in table("effects.csv") if r["package_low"] and r["set"] != "far_apart"],
    ids=lambda row: f"{row['set']}-{row['confidence']}",
)
def test_the_pooled_interval_is_that_of_effectsize_to_the_digits_it_searches_for(row):
    expected = [float(row["package_low"]), float(row["package_high"])]
    assert figures(compute(row))[1:] == pytest.approx(expected, abs=2e-6)


def test_a_difference_of_one_average_sd_is_one_before_its_correction():
    # SDs 3 and 1: average SD sqrt(5); d = 1, df = 20 + 10 - 2 = 28, J = 1 - 3/111.
    result = hedges_average(described(20, 2.0, 3.0), described(10, 2.0 + math.sqrt(5), 1.0))
    j = 1 - 3 / 111
    variance = (81 / 19 + 1 / 9) / (8 * 25) + (9 / 19 + 1 / 9) / 5
    half = 1.959963984540054 * math.sqrt(variance)
    assert figures(result) == pytest.approx([j, j * (1 - half), j * (1 + half)], rel=1e-12)


def test_the_pooled_effect_of_the_sleep_data_is_that_of_the_published_moments():
    # Student's (1908) means differ by 1.58 hours; the SDs are 1.789010 and 2.002249.
    pooled = math.sqrt((1.789010**2 + 2.002249**2) / 2)
    correction = math.gamma(9) / (3 * math.gamma(8.5))
    first = moments([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = moments([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    assert hedges_pooled(first, second).effect[0] == pytest.approx(
        correction * 1.58 / pooled, rel=1e-6
    )


def test_the_pooled_effect_is_near_the_one_of_pingouin():
    before, after = np.arange(30) % 7 + 1.0, np.arange(40) % 5 + 1.0
    theirs = pingouin.compute_effsize(after, before, eftype="hedges")  # with J approximate
    assert hedges_pooled(moments(before), moments(after)).effect[0] == pytest.approx(
        theirs, rel=1e-4
    )


def test_the_two_effects_are_one_for_equal_spreads_and_sizes_but_for_the_correction():
    before, after = described(50, 3.0, 1.2), described(50, 3.6, 1.2)
    average, pooled = hedges_average(before, after), hedges_pooled(before, after)
    assert average.effect[0] == pytest.approx(pooled.effect[0], rel=1e-5)
    assert average.method != pooled.method


def test_uncorrelated_pairs_have_nearly_the_interval_of_independent_waves():
    values = np.array([1.0, 2, 3, 4, 5, 6, 7])
    before, after = np.repeat(values, 7), np.tile(values, 7) + 1  # a full grid: r is 0
    paired = hedges_average_paired(pair(np.column_stack([before, after])))
    unpaired = hedges_average(moments(before), moments(after))
    assert figures(paired) == pytest.approx(figures(unpaired), rel=0.01)


def test_correlated_pairs_have_a_narrower_interval():
    rows = [(x, x + 1 + (i % 3) / 4) for i, x in enumerate([1.0, 2, 3, 4, 5, 6, 7] * 3)]
    before, after = (moments([row[k] for row in rows]) for k in (0, 1))
    linked, loose = hedges_average_paired(pair(rows)), hedges_average(before, after)
    width = linked.effect_high[0] - linked.effect_low[0]
    assert width < 0.5 * (loose.effect_high[0] - loose.effect_low[0])


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.9999])
@pytest.mark.parametrize("n", [2, 3, 10, 100, 5000, 500_000])
def test_the_limits_of_the_pooled_interval_leave_equal_tails(n, confidence):
    # t from 0 to 1000; .9999 is the confidence of 500 simultaneous intervals. The limits are
    # turned back into noncentralities.
    t = np.concatenate([[0.0], np.logspace(-6, 3, 40)])
    per_t = math.sqrt(2 / n)
    unit = np.full(t.shape, 1.0)
    before = Moments(n=np.full(t.shape, n), mean=0 * unit, sd=unit)
    after = Moments(n=np.full(t.shape, n), mean=t * per_t, sd=unit)
    result = hedges_pooled(before, after, confidence=confidence)
    df, tail = 2.0 * n - 2, (1 - confidence) / 2
    per_noncentrality = result.effect[-1] / t[-1]
    low, high = result.effect_low / per_noncentrality, result.effect_high / per_noncentrality
    assert nctdtr(df, low, t) == pytest.approx(np.full(t.shape, 1 - tail), rel=1e-9)
    assert nctdtr(df, high, t) == pytest.approx(np.full(t.shape, tail), rel=1e-9)


@independent
@pytest.mark.parametrize(
    ("before", "after"),
    [([], [1, 2]), ([1], [2, 3]), ([1, 3], [2]), ([3, 3], [4, 4]), ([], [])],
)
def test_an_effect_without_a_spread_is_absent(effect, before, after):
    assert np.isnan(figures(effect(moments(before), moments(after)))).all()


@pytest.mark.parametrize("pairs", [[], [(1, 2)], [(1, 2), (2, 5)], [(3, 4), (3, 4), (3, 4)]])
def test_a_paired_effect_without_spread_or_freedom_is_absent(pairs):
    assert np.isnan(figures(hedges_average_paired(pair(pairs)))).all()


@independent
def test_one_constant_wave_still_gives_an_effect(effect):
    assert np.isfinite(figures(effect(moments([3, 3, 3]), moments([1, 2, 4])))).all()


def test_a_t_beyond_computing_leaves_the_point_and_no_limits():
    near, far = (hedges_pooled(described(50, 0.0, 1.0), described(50, x, 1.0)) for x in (1e3, 3e3))
    assert np.isfinite(figures(near)).all()  # t = 5 000
    assert far.effect[0] == pytest.approx(3e3, rel=0.01)  # t = 15 000
    assert np.isnan(figures(far)[1:]).all()


@independent
def test_many_contrasts_at_once_are_those_one_by_one(effect):
    values = np.array([1, 2, 4, 2, 3, 3, 7, 5, 5, 5, 6, 6], dtype=float)
    cells = cell_moments(values, np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3]), 5)
    before, after = np.array([[0, 2, 1], [3, 0, 4]]), np.array([[1, 3, 0], [0, 2, 1]])
    together = effect(cells.take(before), cells.take(after))
    for place in np.ndindex(before.shape):
        alone = effect(cells.take(before[place]), cells.take(after[place]))
        ours = [getattr(together, key)[place] for key in KEYS]
        assert ours == pytest.approx(figures(alone), rel=1e-12, nan_ok=True)


@independent
@settings(deadline=None)
@given(before=wave, after=wave)
def test_swapping_waves_negates_the_effect(effect, before, after):
    one, low, high = figures(effect(moments(before), moments(after)))
    swapped = figures(effect(moments(after), moments(before)))
    assert [-one, -high, -low] == pytest.approx(swapped, rel=1e-9, abs=1e-10, nan_ok=True)


@given(linked)
def test_swapping_the_waves_of_pairs_negates_the_effect(pairs):
    one, low, high = figures(hedges_average_paired(pair(pairs)))
    swapped = hedges_average_paired(pair([(after, before) for before, after in pairs]))
    assert [-one, -high, -low] == pytest.approx(figures(swapped), abs=1e-9, nan_ok=True)


@independent
@settings(deadline=None)
@given(before=wave, after=wave, factor=st.sampled_from([0.01, 10.0]), shift=st.integers(-9, 9))
def test_other_units_change_no_effect(effect, before, after, factor, shift):
    plain = figures(effect(moments(before), moments(after)))
    other = [moments(shift + factor * np.array(x)) for x in (before, after)]
    assert figures(effect(*other)) == pytest.approx(plain, rel=1e-9, abs=1e-10, nan_ok=True)


@independent
@settings(deadline=None)
@given(before=wave, after=wave)
def test_the_interval_holds_the_effect_and_a_tighter_one_lies_inside(effect, before, after):
    waves = moments(before), moments(after)
    point, low, high = figures(effect(*waves, confidence=0.8))
    if math.isnan(point):
        return
    _, lower, higher = figures(effect(*waves, confidence=0.99))
    assert lower < low <= point <= high < higher


@given(linked)
def test_the_interval_of_pairs_holds_the_effect_and_a_tighter_one_lies_inside(pairs):
    point, low, high = figures(hedges_average_paired(pair(pairs), confidence=0.8))
    if math.isnan(point):
        return
    _, lower, higher = figures(hedges_average_paired(pair(pairs), confidence=0.99))
    assert lower <= low <= point <= high <= higher
