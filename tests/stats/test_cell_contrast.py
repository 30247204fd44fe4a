"""Contrasts of the changes of sites, their sizes, shocks, interaction and ranks, against R."""

import math
from itertools import combinations

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lpsstats.stats.cell_contrast import (
    average_sd,
    contrast_changes,
    equal_weights,
    tipping_shock,
)
from lpsstats.stats.contrast_effect import standardise_contrast
from lpsstats.stats.design_means import DesignMeans, design_means
from lpsstats.stats.designed_changes import designed_changes, designed_pair_changes
from lpsstats.stats.effects import hedges_average, hedges_average_paired
from lpsstats.stats.interaction import site_by_wave
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.paired import PairMoments, pair_moments
from lpsstats.stats.site_changes import (
    independent_changes,
    paired_changes,
)
from lpsstats.stats.welch import welch
from support.contrast_sites import columns, read, taken
from support.reference import table

# Each example computes a whole contrast or two.
few = settings(max_examples=30)
TEST = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
EFFECT = ("effect", "effect_low", "effect_high")

value = st.integers(4, 28).map(lambda quarters: quarters / 4)
cell = st.lists(value, min_size=2, max_size=12)
# Sites with two waves each; the first ones are the intervention arm.
sites = st.lists(st.tuples(cell, cell), min_size=2, max_size=5)


def arms_of(changes, first):
    return equal_weights(first[None], ~first[None], np.ones(changes.change.shape, dtype=bool))


REFERENCE = table("contrast.csv")


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: f"{row['design']}-{row['set']}")
def test_every_figure_of_a_contrast_is_that_of_r(row):
    changes, first = read(row["design"], row["set"])
    arms = arms_of(changes, first)
    found = contrast_changes(changes, arms)
    ours = {key: getattr(found, key)[0, 0] for key in TEST}
    assert ours == pytest.approx({key: float(row[key]) for key in TEST}, rel=1e-9)
    sizes = standardise_contrast(changes, arms, found)
    ours = {key: getattr(sizes, key)[0, 0] for key in EFFECT}
    assert ours == pytest.approx({key: float(row[key]) for key in EFFECT}, rel=1e-9)
    shock = float(row["tipping_shock"] or "nan")
    assert tipping_shock(found, arms)[0, 0] == pytest.approx(shock, rel=1e-7, nan_ok=True)


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: f"{row['design']}-{row['set']}")
def test_the_interaction_is_that_of_sandwich_and_lmtest(row):
    changes, _ = read(row["design"], row["set"])
    found = site_by_wave(changes, np.ones((1, 1, changes.change.size), dtype=bool))
    ours = [x[0, 0] for x in (found.f, found.df_sites, found.df_residual, found.p_value)]
    expected = [float(row[key]) for key in ("f", "df_sites", "df_residual", "f_p_value")]
    assert ours == pytest.approx(expected, rel=1e-9)


def moments_of(*samples):
    found = [cell_moments(np.array(x, dtype=float), np.zeros(len(x), int), 1) for x in samples]
    return Moments(
        n=np.array([[m.n[0] for m in found]]),
        mean=np.array([[m.mean[0] for m in found]]),
        sd=np.array([[m.sd[0] for m in found]]),
    )


def changes_of(pairs_of_waves):
    before, after = zip(*pairs_of_waves, strict=True)
    return independent_changes(moments_of(*before), moments_of(*after))


def contrast(changes, n_first=1, confidence=0.95):
    first = np.arange(changes.change.shape[1]) < n_first
    arms = arms_of(changes, first)
    return contrast_changes(changes, arms, confidence=confidence), arms


def test_a_contrast_of_two_sites_by_hand():
    # Variances of the means: 1/2, 1/2, 2/3... : (0, 2), (3, 5), (1, 2, 3), (2, 2, 2).
    found, _ = contrast(changes_of([([0, 2], [3, 5]), ([1, 2, 3], [2, 2, 2])]))
    assert found.estimate[0, 0] == pytest.approx(3.0)
    assert found.std_error[0, 0] == pytest.approx(math.sqrt(1 + 1 + 1 / 3))
    assert found.df[0, 0] == pytest.approx((7 / 3) ** 2 / (1 + 1 + (1 / 3) ** 2 / 2))


@few
@given(cell, cell)
def test_against_a_site_that_never_varies_a_contrast_is_welch_s_test(before, after):
    found, _ = contrast(changes_of([(before, after), ([3, 3], [3, 3, 3])]))
    plain = welch(moments_of(before), moments_of(after))
    assert found.reason[0, 0] == plain.reason[0, 0]
    for key in TEST:
        ours, theirs = getattr(found, key)[0, 0], getattr(plain, key)[0, 0]
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12, nan_ok=True)


@few
@given(sites, st.integers(1, 4))
def test_swapping_the_arms_or_the_waves_negates_the_estimate(waves, n_first):
    n_first = min(n_first, len(waves) - 1)
    changes = changes_of(waves)
    first = np.arange(len(waves)) < n_first
    one = contrast_changes(changes, arms_of(changes, first))
    for other in (
        contrast_changes(changes, arms_of(changes, ~first)),
        contrast(changes_of([wave[::-1] for wave in waves]), n_first)[0],
    ):
        assert other.estimate[0, 0] == pytest.approx(-one.estimate[0, 0], abs=1e-12)
        assert other.p_value[0, 0] == pytest.approx(one.p_value[0, 0], rel=1e-9, nan_ok=True)
        assert other.conf_low[0, 0] == pytest.approx(-one.conf_high[0, 0], abs=1e-9, nan_ok=True)


@few
@given(sites)
def test_a_change_that_all_sites_share_leaves_the_contrast_as_it_is(waves):
    one = contrast(changes_of(waves))[0]
    other = contrast(changes_of([(a, [x + 2.5 for x in b]) for a, b in waves]))[0]
    for key in TEST:
        ours, theirs = getattr(one, key)[0, 0], getattr(other, key)[0, 0]
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9, nan_ok=True)


@few
@given(sites, st.integers(1, 4), st.sampled_from([0.9, 0.95, 0.99]))
def test_with_the_tipping_shock_the_interval_ends_at_0(waves, n_first, confidence):
    n_first = min(n_first, len(waves) - 1)
    found, arms = contrast(changes_of(waves), n_first, confidence)
    shock = tipping_shock(found, arms, confidence=confidence)[0, 0]
    clear = found.conf_low[0, 0] * found.conf_high[0, 0] > 0
    assert clear or math.isnan(shock)
    if not clear:
        return
    n_second = len(waves) - n_first
    # Every cell mean gets a shock: s1 sites with two waves each, over s1^2; likewise the others.
    variance = found.std_error[0, 0] ** 2 + sum(
        2 * n * shock**2 / n**2 for n in (n_first, n_second)
    )
    quantile = scipy.stats.t.ppf((1 + confidence) / 2, found.df[0, 0])
    assert abs(found.estimate[0, 0]) == pytest.approx(quantile * math.sqrt(variance), rel=1e-9)


def test_in_large_samples_two_and_two_sites_have_the_shock_of_the_closed_form():
    n, sd = 10**7, 1000.0
    cells = Moments(n=np.full((1, 4), n), mean=np.zeros((1, 4)), sd=np.full((1, 4), sd))
    after = Moments(n=cells.n, mean=np.array([[3.0, 2.0, 0.0, 0.0]]), sd=cells.sd)
    found, arms = contrast(independent_changes(cells, after), 2)
    error = math.sqrt(8 * sd**2 / n / 4)
    expected = math.sqrt(((2.5 / 1.959963985) ** 2 - error**2) / 2)
    assert tipping_shock(found, arms)[0, 0] == pytest.approx(expected, rel=1e-6)


@few
@given(cell, cell)
def test_one_site_beside_constant_ones_has_the_effect_of_a_comparison_times_the_sd(before, after):
    found, arms = contrast(changes_of([(before, after), ([3, 3], [3, 3])]))
    plain = hedges_average(moments_of(before), moments_of(after))
    assume(found.reason[0, 0] == "")
    changes = changes_of([(before, after), ([3, 3], [3, 3])])
    sizes = standardise_contrast(changes, arms, found)
    df = len(before) + len(after) - 2
    # Two constant cells halve the mean variance and bring two degrees of freedom.
    scale = math.sqrt(2) * (1 - 3 / (4 * (df + 2) - 1)) / (1 - 3 / (4 * df - 1))
    for key in EFFECT:
        ours, theirs = getattr(sizes, key)[0, 0], getattr(plain, key)[0, 0]
        assert ours == pytest.approx(scale * theirs, rel=1e-9, abs=1e-9)


def pairs_of(*samples):
    found = [
        pair_moments(*np.array(x, dtype=float).T, np.zeros(len(x), int), 1).take(np.zeros(1, int))
        for x in samples
    ]

    def joined(name):
        parts = [getattr(one, name) for one in found]
        if not isinstance(parts[0], Moments):
            return np.array([[p[0] for p in parts]])
        return Moments(
            **{k: np.array([[getattr(p, k)[0] for p in parts]]) for k in ("n", "mean", "sd")}
        )

    return PairMoments(**{name: joined(name) for name in PairMoments.__dataclass_fields__})


@few
@given(st.lists(st.tuples(value, value), min_size=3, max_size=20))
def test_linked_people_of_one_site_have_the_paired_effect(people):
    steady = [(3, 3)] * 3
    changes = paired_changes(pairs_of(people, steady))
    found, arms = contrast(changes)
    assume(found.reason[0, 0] == "")
    before, after = np.array(people).T
    site = np.zeros(len(people), int)
    plain = hedges_average_paired(pair_moments(before, after, site, 1))
    df = len(people) - 1
    scale = math.sqrt(2) * (1 - 3 / (4 * (df + 2) - 1)) / (1 - 3 / (4 * df - 1))
    sizes = standardise_contrast(changes, arms, found)
    for key in EFFECT:
        ours, theirs = getattr(sizes, key)[0, 0], getattr(plain, key)[0]
        assert ours == pytest.approx(scale * theirs, rel=1e-9, abs=1e-9)


def designed(answers, weight, cells, n_cells, cluster=None):
    found = design_means(answers, weight, cells, n_cells, cluster=cluster)
    return taken(found, np.arange(n_cells)[None], DesignMeans)


@few
@given(sites)
def test_equal_weights_are_no_weights(waves):
    plain = changes_of(waves)
    parts = []
    for wave in (0, 1):
        answers = np.concatenate([np.array(site[wave], dtype=float) for site in waves])
        cells = np.repeat(np.arange(len(waves)), [len(site[wave]) for site in waves])
        parts.append(designed(answers, np.full(answers.size, 0.3), cells, len(waves)))
    (one, arms), (other, _) = contrast(plain), contrast(designed_changes(*parts))
    assert one.reason[0, 0] == other.reason[0, 0]
    for key in TEST:
        ours, theirs = getattr(one, key)[0, 0], getattr(other, key)[0, 0]
        assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-9, nan_ok=True)
    for key in EFFECT:
        ours = getattr(standardise_contrast(plain, arms, one), key)[0, 0]
        theirs = getattr(standardise_contrast(designed_changes(*parts), arms, other), key)[0, 0]
        assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-9, nan_ok=True)


def test_linked_people_with_equal_weights_are_linked_people():
    changes, first = read("pairs", "three")
    rows = [row for row in table("inputs/contrast_pairs.csv") if row["set"] == "three"]
    site, before, after = columns(rows, "site", "before", "after")
    one = np.ones(site.size)
    weighted = designed_pair_changes(
        *(designed(x, one, site.astype(int), 3) for x in (before, after, after - before))
    )
    arms = arms_of(changes, first)
    for key in TEST:
        ours = getattr(contrast_changes(weighted, arms), key)
        assert ours == pytest.approx(getattr(contrast_changes(changes, arms), key), rel=1e-9)
    assert weighted.correlation == pytest.approx(changes.correlation, rel=1e-9)


@pytest.mark.parametrize(
    ("waves", "reason"),
    [
        ([([1, 2], [2, 3]), ([1], [2, 2])], "n_lt_2"),
        ([([1, 1], [2, 2]), ([1, 1], [3, 3])], "no_variance_both"),
        ([([1, 2], [2, 2]), ([1, 1], [3, 3])], ""),
    ],
)
def test_what_cannot_be_tested_has_a_reason(waves, reason):
    found, arms = contrast(changes_of(waves))
    assert found.reason[0, 0] == reason
    assert not math.isnan(found.estimate[0, 0])
    assert math.isnan(found.p_value[0, 0]) == bool(reason)
    assert math.isnan(tipping_shock(found, arms)[0, 0]) or not reason


def test_weights_that_leave_one_respondent_in_effect_are_not_tested():
    answers, cells = np.array([1.0, 5, 2, 4, 3, 3, 1, 2]), np.repeat(np.arange(4), 2)
    weight = np.array([1, 1e-300, 1, 1, 1, 1, 1, 1])
    for weights, reason in ((weight, "n_lt_2"), (np.full(8, 0.3), "")):
        means = design_means(answers, weights, cells, 4)
        before, after = (taken(means, np.array([[k, k + 2]]), DesignMeans) for k in (0, 1))
        assert contrast(designed_changes(before, after))[0].reason[0, 0] == reason


def test_a_site_without_a_wave_does_not_count_and_an_empty_arm_is_not_tested():
    changes = changes_of([([1, 2], [2, 3]), ([1, 3], []), ([1, 4], [3, 3])])
    present = (changes.before.n > 0) & (changes.after.n > 0)
    first = np.array([[True, True, False], [False, True, False]])
    arms = equal_weights(first, ~first, present)
    assert arms.coefficient.tolist() == [[[1, 0, -1], [-0.5, 0, -0.5]]]
    found = contrast_changes(changes, arms)
    assert found.reason.tolist() == [["", "wave_missing"]]
    assert found.estimate[0, 0] == pytest.approx(1 - 0.5)
    assert math.isnan(found.estimate[0, 1])
    sizes = standardise_contrast(changes, arms, found)
    for key in EFFECT:
        assert np.isfinite(getattr(sizes, key)).tolist() == [[True, False]]
    assert average_sd(changes, arms)[0, 0] == pytest.approx(math.sqrt((0.5 + 0.5 + 4.5 + 0) / 4))


def test_many_measures_and_contrasts_are_those_one_by_one():
    one, two = (read("plain", name)[0] for name in ("four", "share"))
    both = independent_changes(
        *(
            Moments(
                **{
                    k: np.vstack([getattr(getattr(c, w), k) for c in (one, two)])
                    for k in ("n", "mean", "sd")
                }
            )
            for w in ("before", "after")
        )
    )
    first = np.array([[k in pick for k in range(4)] for pick in combinations(range(4), 2)])
    arms = equal_weights(first, ~first, np.ones((2, 4), dtype=bool))
    together = contrast_changes(both, arms)
    for m, alone in enumerate((one, two)):
        for k, pick in enumerate(first):
            single = contrast_changes(alone, arms_of(alone, pick))
            for key in TEST:
                ours = getattr(together, key)[m, k]
                assert ours == pytest.approx(getattr(single, key)[0, 0], rel=1e-12)


def test_one_constant_site_has_no_interaction():
    changes = changes_of([([1, 2], [2, 3]), ([1, 1], [3, 3])])
    assert math.isnan(site_by_wave(changes, np.ones((1, 1, 2), dtype=bool)).f[0, 0])
    assert math.isnan(site_by_wave(changes, np.array([[[True, False]]])).f[0, 0])


@few
@given(sites)
def test_sites_that_change_alike_have_no_interaction_and_one_that_does_not_has(waves):
    changes = changes_of([(a, a) for a, _ in waves])
    everyone = np.ones((1, 1, len(waves)), dtype=bool)
    assume((changes.robust > 0).all())
    still = site_by_wave(changes, everyone)
    assert still.f[0, 0] == pytest.approx(0, abs=1e-12)
    moved = [(a, [x + 100 * (k == 0) for x in a]) for k, (a, _) in enumerate(waves)]
    assert site_by_wave(changes_of(moved), everyone).f[0, 0] > 1
