"""The trend of counts over many periods, which scatter more than chance alone would have them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from lpsstats.stats.estimate import Estimate, t_estimate
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.rate_ratio import NOTHING_RECORDED

METHOD = "Quasi-Poisson log-linear trend"
FEW_PERIODS = "few_periods"
RUNS_AWAY = "runs_away"
LEAST_PERIODS = 6
FULL_YEARS = 3

# Newton's method doubles the right digits at each step: below `CLOSE` the next has them all.
STEPS = 200
CLOSE = 1e-9
LONGEST_STEP = 2.0  # of the log of a fitted count


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTrends:
    """Trends of series of counts; every array has one entry per series.

    Attributes
    ----------
    n_periods : ndarray of int
        Periods with a count and an exposure.
    seasons : ndarray of bool
        Whether each season of the year has a level of its own.
    slope : Estimate
        Change of the log rate per period with its t interval and test. Its reasons: `few_periods`;
        `nothing_recorded`, all counts are 0; `runs_away`, the zeros lie so that no finite trend
        fits best.
    dispersion : ndarray of float
        Pearson's chi-square over df: 1 where the periods scatter as chance has them. Standard
        errors take it as 1 at the least.
    dispersion_p : ndarray of float
        How often chance alone would let them scatter as much (chi-square distribution).
    """

    n_periods: IntArray
    seasons: NDArray[np.bool_]
    slope: Estimate
    dispersion: FloatArray
    dispersion_p: FloatArray


def count_trend(
    counts: FloatArray,
    exposure: FloatArray,
    times: FloatArray,
    season: IntArray | None = None,
    *,
    confidence: float = 0.95,
) -> CountTrends:
    """Fit a log-linear trend to each series of counts, allowing for extra scatter.

    Parameters
    ----------
    counts : ndarray of float, shape (k, m)
        One series a row, one period a column: whole numbers of 0 or more, NaN where not recorded.
    exposure : ndarray of float, shape (k, m)
        What they are counted per, above 0; NaN leaves the period out.
    times : ndarray of float, shape (m,)
        When each period is, in periods; all different. A period that is left out leaves its gap.
    season : ndarray of int, shape (m,), optional
        The season of each period, from 0. Each has a level of its own in the series in which all of
        them have three periods or more, and not only zeros.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    CountTrends
        Arrays of shape (k,). Fewer than six periods are no trend.

    Notes
    -----
    The model is log(mean) = log(exposure) + level (of the season) + slope x time, with a variance
    that is a multiple of the mean, fitted by Newton's method (iteratively reweighted least squares)
    and tested by t with as many degrees of freedom as periods less terms. The multiple is held at 1
    or above: in a handful of periods it may come out below by luck, but nothing makes counts
    smoother than chance.

    References
    ----------
    Wedderburn, R. W. M. (1974). Quasi-likelihood functions, generalized linear models, and the
    Gauss-Newton method. Biometrika 61, 439-447. McCullagh, P. & Nelder, J. A. (1989). Generalized
    linear models, 2nd ed., sections 4.5 and 6.2.
    """
    used = ~np.isnan(counts) & ~np.isnan(exposure)
    seasonal = _is_seasonal(counts, used, season)
    plain, whole = _design(times, None), _design(times, season)
    fits = [
        _fit(counts[rows], exposure[rows], used[rows], design)
        for rows, design in ((~seasonal, plain), (seasonal, whole))
    ]
    slope, variance, dispersion, df = (
        _merged(seasonal, getattr(fits[0], name), getattr(fits[1], name))
        for name in ("slope", "variance", "dispersion", "df")
    )
    reason = np.select(
        [used.sum(axis=1) < LEAST_PERIODS, ~np.any(used & (counts > 0), axis=1), np.isnan(slope)],
        [FEW_PERIODS, NOTHING_RECORDED, RUNS_AWAY],
        default="",
    )
    testable = reason == ""
    return CountTrends(
        n_periods=used.sum(axis=1),
        seasons=seasonal,
        slope=t_estimate(
            METHOD,
            estimate=np.where(testable, slope, np.nan),
            std_error=np.sqrt(variance * np.fmax(dispersion, 1.0)),
            df=df,
            reason=reason,
            confidence=confidence,
        ),
        dispersion=np.where(testable, dispersion, np.nan),
        dispersion_p=np.where(testable, chdtrc(df, dispersion * df), np.nan),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fits:
    """Slopes and their Poisson variances; NaN where there is no finite fit."""

    slope: FloatArray
    variance: FloatArray
    dispersion: FloatArray
    df: FloatArray


def _is_seasonal(
    counts: FloatArray, used: NDArray[np.bool_], season: IntArray | None
) -> NDArray[np.bool_]:
    """Say which series have three periods of every season, and something recorded in each."""
    if season is None:
        return np.zeros(len(counts), dtype=np.bool_)
    member = (season[:, None] == np.arange(season.max() + 1)).astype(np.float64)
    full = (used @ member >= FULL_YEARS).all(axis=1)
    some = ((used & (counts > 0)) @ member > 0).all(axis=1)
    return np.asarray(full & some & (season.max() > 0))


def _design(times: FloatArray, season: IntArray | None) -> FloatArray:
    """Lay out the terms: the level or levels, and last the time, which is 0 in the middle."""
    centred = times - (times.min() + times.max()) / 2
    if season is None:
        return np.column_stack([np.ones_like(centred), centred])
    return np.column_stack([season[:, None] == np.arange(season.max() + 1), centred])


def _runs_away(
    counts: FloatArray, used: NDArray[np.bool_], design: FloatArray
) -> NDArray[np.bool_]:
    """Say which series have no finite best trend.

    So it is where every level has its only count above zero at its last period, or every one at its
    first: the steeper, the better the fit. A second count in any level holds the slope.
    """
    positive = used & (counts > 0)
    last, first = (np.ones(len(counts), dtype=np.bool_) for _ in range(2))
    single = last.copy()
    for member in design[:, :-1].T > 0:
        here, above = used & member, positive & member
        single &= above.sum(axis=1) == 1
        last &= _last_of(above) == _last_of(here)
        first &= _last_of(above[:, ::-1]) == _last_of(here[:, ::-1])
    return np.asarray(single & (last | first))


def _last_of(marked: NDArray[np.bool_]) -> IntArray:
    """Give how far from the end each row's last mark is."""
    return np.asarray(np.argmax(marked[:, ::-1], axis=1))


def _fit(
    counts: FloatArray, exposure: FloatArray, used: NDArray[np.bool_], design: FloatArray
) -> _Fits:
    """Maximise the Poisson likelihood of every series that has a finite maximum, all at once.

    A period that is left out has no exposure here, so that it weighs nothing.
    """
    y, t = np.where(used, counts, 0.0), np.where(used, exposure, 0.0)
    fits = (used.sum(axis=1) >= LEAST_PERIODS) & (y.sum(axis=1) > 0)
    fits &= ~_runs_away(counts, used, design)
    level, variance, dispersion = np.full((3, len(counts)), np.nan)
    beta, mean, found = _maximised(y[fits], t[fits], design)
    information = _information(mean, design)
    df = used.sum(axis=1) - float(design.shape[1])
    level[fits] = np.where(found, beta[:, -1], np.nan)
    variance[fits] = np.linalg.inv(information)[:, -1, -1]
    squares = (y[fits] - mean) ** 2 / np.where(mean > 0, mean, 1.0)
    dispersion[fits] = squares.sum(axis=1) / df[fits]
    return _Fits(slope=level, variance=variance, dispersion=dispersion, df=df)


def _maximised(
    y: FloatArray, t: FloatArray, design: FloatArray
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
    """Climb by Newton's steps; give the terms, the fitted counts, and where it came to rest."""
    beta = np.zeros((len(y), design.shape[1]))
    beta[:, :-1] = np.log(y.sum(axis=1) / t.sum(axis=1))[:, None]
    moved = np.full(len(y), np.inf)
    for _ in range(STEPS):
        if not np.any(moved > CLOSE):
            break
        mean = t * np.exp(beta @ design.T)
        step = np.linalg.solve(_information(mean, design), ((y - mean) @ design)[..., None])[..., 0]
        moved = np.abs(step @ design.T).max(axis=1)
        # Far from the top a full step may overshoot by orders of magnitude.
        beta += step * np.minimum(1.0, LONGEST_STEP / np.maximum(moved, CLOSE))[:, None]
    return beta, t * np.exp(beta @ design.T), moved <= CLOSE


def _information(mean: FloatArray, design: FloatArray) -> FloatArray:
    """Give the information of each series, shape (k, p, p)."""
    terms = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(-1, terms * terms)
    return (mean @ products).reshape(-1, terms, terms)


def _merged(seasonal: NDArray[np.bool_], plain: FloatArray, whole: FloatArray) -> FloatArray:
    """Put what was found without and with seasons back into the order of the series."""
    merged = np.empty(len(seasonal))
    merged[~seasonal], merged[seasonal] = plain, whole
    return merged
