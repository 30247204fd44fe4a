"""How far sites go up and down by themselves, beyond what the sampling of respondents explains."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri

from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.power import (
    FEWEST,
    detectable_noncentrality,
    rising_root,
    smallest_count,
    t_power,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteShock:
    """Local shocks to every site in every wave; every array has one entry per measure.

    Attributes
    ----------
    shock : ndarray of float
        Their standard deviation in the units of the data, 0 where the sites' changes differ no
        more than by sampling; NaN where there is nothing to estimate it from.
    shock_low, shock_high : ndarray of float
        Its interval; NaN where the sites changed even more alike than sampling lets them.
    degrees : ndarray of float
        Sites less arms.
    """

    shock: FloatArray
    shock_low: FloatArray
    shock_high: FloatArray
    degrees: FloatArray


def site_shock(
    change: FloatArray, variance: FloatArray, arm: IntArray, *, confidence: float = 0.95
) -> SiteShock:
    """Estimate local shocks from how differently the sites of an arm changed.

    Parameters
    ----------
    change, variance : ndarray of float, shape (n_measures, n_sites)
        Each site's change, and its squared standard error.
    arm : ndarray of int, shape (n_measures, n_sites)
        1 or 0 for the two arms, -1 for sites that do not count; values there may be NaN.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    SiteShock
        NaN where no arm has two sites, or a variance is not above 0.

    Notes
    -----
    Shocks of standard deviation tau to both waves of a site let its change vary by 2 tau^2 more,
    as in `cell_contrast.tipping_shock`. By the method of moments, 2 tau^2 is the pooled variance
    of changes within arms less the mean squared standard error, each weighted by its leverage
    1 - 1/s in an arm of s sites. The interval holds every tau at which the sum of squares about
    the arms' weighted means, with weights 1 / (variance + 2 tau^2), lies between the quantiles of
    chi-square with sites - arms degrees of freedom.

    References
    ----------
    DerSimonian, R. & Kacker, R. (2007). Random-effects model for meta-analysis of clinical trials.
    Contemporary Clinical Trials 28, 105-114 (the moments with equal weights). Viechtbauer, W.
    (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in
    Medicine 26, 37-52 (the Q-profile interval).
    """
    arms = np.stack([arm == 1, arm == 0])  # (2, n_measures, n_sites)
    sizes = arms.sum(axis=-1)
    degrees = (np.maximum(sizes - 1, 0)).sum(axis=0).astype(np.float64)
    usable = (degrees > 0) & np.all((arm < 0) | (variance > 0), axis=-1)
    counts = (arm >= 0) & usable[..., None]
    change, variance = np.where(counts, change, 0.0), np.where(counts, variance, 1.0)
    leverage = (arms * (1 - 1 / np.maximum(sizes, 1))[..., None]).sum(axis=0)
    squares = _squares(change, np.ones(change.shape), arms)
    with np.errstate(divide="ignore", invalid="ignore"):
        twice = (squares - (leverage * variance).sum(axis=-1)) / degrees
    ends = [
        _profile(change, variance, arms, chdtri(np.maximum(degrees, 1), p), squares)
        for p in ((1 - confidence) / 2, (1 + confidence) / 2)  # chdtri takes the upper tail
    ]
    # Where the sites are too much alike even for no shock, no shock fits: the interval is empty.
    empty = ends[1] == 0
    ends = [np.where(empty, np.nan, end) for end in ends]
    shock, low, high = (
        np.where(usable, np.sqrt(np.maximum(x, 0) / 2), np.nan) for x in (twice, *ends)
    )
    return SiteShock(shock=shock, shock_low=low, shock_high=high, degrees=degrees)


def _squares(change: FloatArray, weight: FloatArray, arms: FloatArray) -> FloatArray:
    """Sum the weighted squares about each arm's weighted mean, over both arms."""
    weights = arms * weight
    total = weights.sum(axis=-1, keepdims=True)
    mean = (weights * change).sum(axis=-1, keepdims=True) / np.where(total > 0, total, 1.0)
    return np.asarray((weights * (change - mean) ** 2).sum(axis=(0, -1)))


def _profile(
    change: FloatArray,
    variance: FloatArray,
    arms: FloatArray,
    quantile: FloatArray,
    squares: FloatArray,
) -> FloatArray:
    """Find the extra variance at which the weighted sum of squares is a quantile; 0 if none."""

    def short(extra: FloatArray) -> FloatArray:
        return quantile - _squares(change, 1 / (variance + extra[..., None]), arms)

    nothing = np.zeros(squares.shape)
    # At squares / quantile it cannot be above the quantile: no weight passes 1 / extra.
    return np.where(short(nothing) >= 0, 0.0, rising_root(short, nothing, squares / quantile))


def detectable_between(
    variance: FloatArray, sites: tuple[FloatArray, FloatArray], level: FloatArray, power: float
) -> FloatArray:
    """Give the difference between arms that a t test of their sites' changes finds so often.

    Parameters
    ----------
    variance : ndarray of float, shape S
        Of one site's change, shocks and sampling together.
    sites : (ndarray of float, ndarray of float), shape S
        Sites of the two arms.
    level : ndarray of float, shape S
        The p below which a difference counts.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    ndarray of float, shape S
        NaN with fewer than three sites.

    References
    ----------
    Murray, D. M. (1998). Design and Analysis of Group-Randomized Trials, chapter 9: where shocks
    are to be allowed for, the sites are the observations, sites - 2 of them free.
    """
    first, second = sites
    df = np.where(first + second > FEWEST, first + second - 2, np.nan)
    std_error = np.sqrt(variance * (1 / first + 1 / second))
    return np.asarray(detectable_noncentrality(df, level, power) * std_error)


def sites_needed(
    variance: FloatArray, change: FloatArray, level: FloatArray, power: float
) -> FloatArray:
    """Give the fewest sites per arm with which a t test of their changes finds a difference.

    Parameters
    ----------
    variance, level, power
        As `detectable_between`.
    change : ndarray of float, shape S
        The true difference between the arms.

    Returns
    -------
    ndarray of float, shape S
        Whole numbers from 2; NaN where none suffices.
    """

    def beyond(sites: FloatArray) -> FloatArray:
        size = change / np.sqrt(2 * variance / sites)
        return t_power(size, 2 * sites - 2, level) - power

    return smallest_count(beyond, variance)
