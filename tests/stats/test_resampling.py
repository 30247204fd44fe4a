import numpy as np
import pytest

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.alpha_intervals import jackknife
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.omega import omega_total
from lpsstats.stats.resampling import bootstrap_alpha, bootstrap_omega


def likert(seed, n, k):
    random = np.random.default_rng(seed)
    latent = random.standard_normal((n, 1)) + 0.9 * random.standard_normal((n, k))
    return np.clip(np.round(4 + 1.5 * latent), 1, 7)


def grouped(items, group=None, n_groups=1):
    items = np.asarray(items, dtype=float)
    group = np.zeros(len(items), dtype=np.int64) if group is None else group
    return group_items(items, group, n_groups)


def resampled_by_row(items, coefficient, resamples, seed):
    """The textbook bootstrap: draw respondents one by one."""
    random = np.random.default_rng(seed)
    draws = (random.integers(0, len(items), len(items)) for _ in range(resamples))
    return np.quantile([coefficient(grouped(items[rows])) for rows in draws], [0.025, 0.975])


both = pytest.mark.parametrize("bootstrap", [bootstrap_alpha, bootstrap_omega])


def test_drawing_counts_of_distinct_rows_is_drawing_respondents():
    items = likert(1, 100, 3)
    ours = bootstrap_alpha(grouped(items), confidence=0.95, resamples=2000).interval
    theirs = resampled_by_row(items, lambda groups: cronbach_alpha(groups).alpha[0], 2000, 2)
    # Three standard errors of such a percentile are about a hundredth here.
    assert [ours.low[0], ours.high[0]] == pytest.approx(theirs, abs=0.01)


def test_the_interval_of_omega_is_near_that_of_the_delta_method_in_a_large_sample():
    groups = grouped(likert(2, 2000, 4))
    ours = bootstrap_omega(groups, confidence=0.95, resamples=1000)
    theirs = omega_total(groups, confidence=0.95).interval
    assert ours.interval.low == pytest.approx(theirs.low, abs=0.003)
    assert ours.interval.high == pytest.approx(theirs.high, abs=0.003)
    assert ours.n_defined.tolist() == [1000]


def test_the_interval_of_alpha_is_near_the_jackknife_in_a_large_sample():
    groups = grouped(likert(2, 2000, 4))
    ours = bootstrap_alpha(groups, confidence=0.95).interval
    theirs = jackknife(groups, confidence=0.95)
    assert ours.low == pytest.approx(theirs.low, abs=0.003)
    assert ours.high == pytest.approx(theirs.high, abs=0.003)


@both
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(bootstrap):
    groups = grouped(likert(3, 60, 4))
    first = bootstrap(groups, confidence=0.95, resamples=200).interval
    again = bootstrap(groups, confidence=0.95, resamples=200).interval
    other = bootstrap(groups, confidence=0.95, resamples=200, seed=1).interval
    assert first.low == again.low
    assert first.low != other.low


@both
def test_neither_the_order_of_respondents_nor_other_groups_change_an_interval(bootstrap):
    items, group = likert(4, 150, 4), np.repeat([0, 1, 2], 50)
    order = np.random.default_rng(1).permutation(150)
    together = bootstrap(grouped(items[order], group[order], 3), confidence=0.9, resamples=100)
    for number in range(3):
        alone = bootstrap(grouped(items[group == number]), confidence=0.9, resamples=100)
        assert together.interval.low[number] == pytest.approx(alone.interval.low[0], abs=1e-9)
        assert together.interval.high[number] == pytest.approx(alone.interval.high[0], abs=1e-9)


@both
def test_the_interval_widens_with_confidence(bootstrap):
    groups = grouped(likert(5, 80, 4))
    narrow = bootstrap(groups, confidence=0.8, resamples=300).interval
    wide = bootstrap(groups, confidence=0.99, resamples=300).interval
    assert wide.low[0] < narrow.low[0] < narrow.high[0] < wide.high[0] <= 1


def test_blocks_of_resamples_are_one_series(monkeypatch):
    groups = grouped(likert(6, 40, 3))
    whole = bootstrap_alpha(groups, confidence=0.95, resamples=101).interval
    monkeypatch.setattr("lpsstats.stats.resampling.BLOCK", 300)
    pieces = bootstrap_alpha(groups, confidence=0.95, resamples=101).interval
    assert pieces.low == pytest.approx(whole.low, abs=1e-12)
    assert pieces.high == pytest.approx(whole.high, abs=1e-12)


@both
@pytest.mark.parametrize(
    "rows", [np.empty((0, 3)), [[1, 2, 3]], [[1, 2, 2], [3, 3, 4]], [[4, 4, 4]] * 5]
)
def test_where_there_is_nothing_to_resample_there_is_no_interval(bootstrap, rows):
    result = bootstrap(grouped(rows), confidence=0.95, resamples=50)
    assert np.isnan([result.interval.low[0], result.interval.high[0]]).all()
    assert result.n_defined.tolist() == [0]


def test_an_interval_needs_nine_in_ten_resamples_to_have_a_coefficient():
    # Without the last respondent, absent from a third of the resamples, nothing varies.
    result = bootstrap_alpha(grouped([[1.1, 1.2]] * 9 + [[5.3, 6.4]]), confidence=0.95)
    assert 0.6 < result.n_defined[0] / 2000 < 0.7
    assert np.isnan(result.interval.low[0])


def test_an_item_that_is_constant_in_a_resample_is_dropped_from_it():
    # Item 3 varies by one respondent only; alpha of the others is 1 whenever he is not drawn.
    items = [[score, score, 5.9] for score in np.arange(20) / 7]
    items[0][2] = 6.2
    # He is in 64 resamples of 100, so the others begin before the percentile 70.
    result = bootstrap_alpha(grouped(items), confidence=0.4)
    assert result.interval.high[0] == pytest.approx(1, abs=1e-9)
