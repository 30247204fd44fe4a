import numpy as np
import pytest

from lpsstats.stats.bootstrap_covariance import resampled_covariances
from lpsstats.stats.pooled_covariance import pooled_covariance


def drawn(n=80, seed=5):
    random = np.random.default_rng(seed)
    values = random.normal(size=(n, 3))
    values[:, 1] += values[:, 0]
    return values, random.integers(0, 4, n), random.lognormal(sigma=0.5, size=n)


def naive(values, cell, weight, counts):
    """Pool covariances with each respondent repeated: the definition, respondent by respondent."""
    w = weight * counts
    total = np.zeros((3, 3))
    for c in np.unique(cell):
        here = (cell == c) & (w > 0)
        left = values[here] - np.average(values[here], axis=0, weights=w[here])
        total += (left * w[here, None]).T @ left
    return total / w.sum()


def test_a_resample_is_the_survey_with_its_respondents_counted_as_often_as_drawn():
    values, cell, weight = drawn()
    found = resampled_covariances(values, cell, weight=weight, n_draws=4, seed=3)
    rng = np.random.default_rng(3)
    counts = np.ones((4, 80))
    for c in range(4):
        rows = np.flatnonzero(cell == c)
        times = rng.integers(0, rows.size, (4, rows.size - 1))
        for draw in range(4):
            often = np.bincount(times[draw], minlength=rows.size)
            counts[draw, rows] = often * rows.size / (rows.size - 1)
    expected = [naive(values, cell, weight, one) for one in counts]
    assert found == pytest.approx(np.array(expected), rel=1e-10)


def test_who_is_one_unit_is_drawn_together():
    """Two linked copies of everybody spread as the one survey does; unlinked they spread less."""
    values, cell, _ = drawn()
    twice, cells = np.concatenate([values, values]), np.concatenate([cell, cell])
    person = np.tile(np.arange(80), 2)
    once = resampled_covariances(values, cell, n_draws=500)
    linked = resampled_covariances(twice, cells, unit=person, n_draws=500)
    assert linked == pytest.approx(once, rel=1e-10)
    apart = resampled_covariances(twice, cells, n_draws=500)
    assert apart.std(axis=0)[0, 1] < 0.8 * once.std(axis=0)[0, 1]


def test_resamples_spread_as_a_mean_square_does():
    values, cell, _ = drawn(400)
    found = resampled_covariances(values, cell, n_draws=4000)[:, 0, 0]
    centred = pooled_covariance(values, cell).centred[:, 0]
    expected = np.std(centred**2) / np.sqrt(400)
    assert found.std() == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_respondents_give_resamples_without_a_warning(n):
    values, _, _ = drawn()
    found = resampled_covariances(values[:n], np.zeros(n, dtype=np.int64), n_draws=5)
    assert found.shape == (5, 3, 3)
    # One of two units is drawn: nothing varies.
    assert np.isnan(found).all() if n == 0 else (found == 0).all()
