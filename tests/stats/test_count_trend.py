"""Trends of counts: against R's quasi-Poisson fits and statsmodels, and by what must hold."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.count_trend import FEW_PERIODS, RUNS_AWAY, count_trend
from lpsstats.stats.rate_ratio import NOTHING_RECORDED
from support.reference import REFERENCE, table

COUNTS = st.lists(st.integers(0, 60), min_size=8, max_size=16)


def trend(counts, exposure=None, season=None, times=None, **options):
    """Fit one series."""
    counts = np.array(counts, dtype=float)[None]
    exposure = np.ones_like(counts) if exposure is None else np.array(exposure, dtype=float)[None]
    times = np.arange(counts.shape[1], dtype=float) if times is None else np.array(times, float)
    return count_trend(counts, exposure, times, season, **options)


def series():
    with (REFERENCE / "inputs" / "counts_series.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        name: np.array(
            [
                [float(r[key]) for key in ("time", "season", "count", "exposure")]
                for r in rows
                if r["series"] == name
            ]
        ).T
        for name in dict.fromkeys(row["series"] for row in rows)
    }


@pytest.mark.parametrize(
    "expected",
    [r for r in table("counts.csv") if r["what"] in {"plain", "season"}],
    ids=lambda r: f"{r['what']}-{r['set']}-{r['level']}",
)
def test_trends_are_those_of_glm_in_r(expected):
    time, season, count, exposure = series()[expected["set"]]
    seasons = season.astype(int) if expected["what"] == "season" else None
    found = trend(count, exposure, seasons, time, confidence=float(expected["level"]))
    assert found.seasons[0] == (expected["what"] == "season")
    slope = found.slope
    for name, values in {
        "estimate": slope.estimate,
        "low": slope.conf_low,
        "high": slope.conf_high,
        "p_value": slope.p_value,
        "std_error": slope.std_error,
        "statistic": slope.statistic,
        "df": slope.df,
        "dispersion": found.dispersion,
        "dispersion_p": found.dispersion_p,
    }.items():
        assert values[0] == pytest.approx(float(expected[name]), rel=1e-9), name


def test_all_series_at_once_are_each_of_them_by_itself():
    given_series = series()
    longest = max(len(one[0]) for one in given_series.values())
    counts, exposure = np.full((2, len(given_series), longest), np.nan)
    for row, (time, _, count, weight) in enumerate(given_series.values()):
        place = (time - 8000).astype(int)
        counts[row, place], exposure[row, place] = count, weight
    season = np.arange(longest) % 4
    together = count_trend(counts, exposure, np.arange(longest) + 8000.0, season)
    assert together.seasons.any()
    assert not together.seasons.all()
    for row, (time, quarter, count, weight) in enumerate(given_series.values()):
        alone = trend(count, weight, quarter.astype(int), time)
        assert alone.seasons[0] == together.seasons[row]
        assert alone.slope.estimate[0] == pytest.approx(together.slope.estimate[row], rel=1e-9)
        assert alone.slope.p_value[0] == pytest.approx(together.slope.p_value[row], rel=1e-8)


def test_an_exact_growth_is_found_exactly():
    found = trend([100, 200, 400, 800, 1600, 3200, 6400])
    assert np.exp(found.slope.estimate[0]) == pytest.approx(2, rel=1e-12)
    assert found.dispersion[0] == pytest.approx(0, abs=1e-12)
    # Smoother than chance counts as chance: the standard error is the Poisson one.
    times = np.arange(7) - 3
    mean = 100 * 2 ** np.arange(7)
    centre = (mean @ times) / mean.sum()
    error = 1 / np.sqrt(mean @ (times - centre) ** 2)
    assert found.slope.std_error[0] == pytest.approx(error, rel=1e-12)


def test_counts_of_a_shrinking_series_may_vanish_and_still_have_a_trend():
    found = trend([10_000_000, 1, 0, 0, 0, 0, 0, 0])
    assert found.slope.reason[0] == ""
    assert found.slope.estimate[0] == pytest.approx(np.log(1e-7), rel=1e-5)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([3, 4, 5, 6, 7], FEW_PERIODS),
        ([3, 4, np.nan, 6, 7, 5], FEW_PERIODS),
        ([], FEW_PERIODS),
        ([0] * 8, NOTHING_RECORDED),
        ([0, 0, 0, 0, 0, 0, 9], RUNS_AWAY),
        ([9, 0, 0, 0, 0, 0, 0], RUNS_AWAY),
        ([0, 0, 0, 9, 0, 0, 0], ""),
        ([0, 0, 0, 0, 0, 1, 9], ""),
    ],
)
def test_a_trend_is_given_where_there_is_one(counts, reason):
    found = (
        count_trend(
            np.array([counts], dtype=float),
            np.ones((1, len(counts))),
            np.arange(float(len(counts))),
        )
        if counts
        else trend([np.nan] * 3)
    )
    assert found.slope.reason[0] == reason
    numbers = (found.slope.estimate, found.slope.p_value, found.slope.df, found.dispersion)
    assert np.isnan(numbers).all() == bool(reason)


def test_seasons_need_three_of_each_and_something_recorded_in_each():
    twelve = [3, 5, 9, 4] * 3
    season = np.arange(12) % 4
    assert trend(twelve, season=season).seasons[0]
    assert not trend(twelve[:11], season=season[:11]).seasons[0]
    assert not trend([3, 5, 9, 0] * 3, season=season).seasons[0]
    assert trend([3, 5, 9, 4, *twelve], season=np.arange(16) % 4).seasons[0]
    assert not trend(twelve).seasons[0]


def test_seasons_with_one_count_each_at_the_end_have_no_finite_trend():
    counts = [0] * 8 + [3, 2, 4, 5]
    assert trend(counts, season=np.arange(12) % 4).slope.reason[0] == RUNS_AWAY
    counts[0] = 1
    assert trend(counts, season=np.arange(12) % 4).slope.reason[0] == ""


@settings(deadline=None)  # the first call imports statsmodels
@given(COUNTS, st.integers(0, 10**6))
def test_fits_are_those_of_statsmodels(counts, seed):
    import statsmodels.api as models

    exposure = np.random.default_rng(seed).uniform(0.5, 20, len(counts))
    found = trend(counts, exposure)
    if found.slope.reason[0] or sum(count > 0 for count in counts) < 4:
        return
    time = np.arange(len(counts)) - (len(counts) - 1) / 2
    design = np.column_stack([np.ones_like(time), time])
    family = models.families.Poisson()
    fit = models.GLM(counts, design, family, offset=np.log(exposure)).fit(tol=1e-13, maxiter=200)
    assert found.slope.estimate[0] == pytest.approx(fit.params[1], rel=1e-7, abs=1e-9)
    assert found.dispersion[0] == pytest.approx(fit.pearson_chi2 / fit.df_resid, rel=1e-7)
    scale = np.sqrt(max(1, found.dispersion[0]))
    assert found.slope.std_error[0] == pytest.approx(scale * fit.bse[1], rel=1e-6)


@given(COUNTS, st.floats(0.01, 100))
def test_a_larger_unit_of_exposure_changes_no_trend(counts, factor):
    one, other = trend(counts), trend(counts, [factor] * len(counts))
    np.testing.assert_allclose(one.slope.estimate, other.slope.estimate, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(one.slope.p_value, other.slope.p_value, rtol=1e-6)


@given(COUNTS)
def test_turning_time_round_turns_the_trend_round(counts):
    forth, back = trend(counts), trend(counts[::-1])
    assert forth.slope.reason[0] == back.slope.reason[0]
    np.testing.assert_allclose(forth.slope.estimate, -back.slope.estimate, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(forth.slope.p_value, back.slope.p_value, rtol=1e-6)


@given(COUNTS)
def test_the_fit_has_the_total_of_the_counts_and_their_mean_time(counts):
    """The score equations, in which the fitted counts are recomputed from the slope alone."""
    found = trend(counts)
    if found.slope.reason[0]:
        return
    time = np.arange(len(counts))
    shape = np.exp(found.slope.estimate[0] * (time - time.mean()))
    fitted = shape * sum(counts) / shape.sum()
    assert fitted @ time == pytest.approx(np.dot(counts, time), rel=1e-8)


@given(COUNTS)
def test_numbers_are_finite_or_there_is_a_reason(counts):
    found = trend(counts, season=np.arange(len(counts)) % 4)
    numbers = (found.slope.conf_low, found.slope.conf_high, found.slope.p_value, found.dispersion)
    assert np.isfinite(numbers).all() == (found.slope.reason[0] == "")


def test_there_may_be_no_series_at_all():
    none = np.zeros((0, 9))
    found = count_trend(none, none, np.arange(9.0), np.arange(9) % 4)
    assert found.slope.p_value.shape == (0,)
