"""Percentile bootstrap intervals of alpha and omega."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.progress import in_steps
from lpsstats.stats.alpha import alpha_from_covariance
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.omega import fit_omega
from lpsstats.stats.reliability_interval import Interval

RESAMPLES = 2000
SEED = 20180501
BOOTSTRAP_LABEL = "percentile bootstrap"
# Numbers held at once while counts are drawn: 16 MB.
BLOCK = 2**21
# An item's variance in a resample, as a part of its own, that is rounding of zero.
CONSTANT_ITEM = 1e-12
# The share of resamples that must give a coefficient for its percentiles to be told.
ENOUGH_DEFINED = 0.9
# Percentiles of 2,000 resamples deserve no more digits of each.
RESAMPLE_TOLERANCE = 1e-7

Coefficient = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """Percentile intervals, and how many resamples they rest on.

    Attributes
    ----------
    interval : Interval
        NaN for n < 3, where the coefficient itself is not defined, and where fewer than nine in
        ten resamples give one.
    n_defined : ndarray of int, shape (G,)
        Resamples in which the coefficient is defined; 0 where none was drawn.
    """

    interval: Interval
    n_defined: NDArray[np.int64]


def bootstrap_alpha(
    groups: ItemGroups, *, confidence: float, resamples: int = RESAMPLES, seed: int = SEED
) -> Bootstrap:
    """Put percentile intervals around alpha by resampling respondents within their group.

    Every group starts from the same seed and resamples its distinct rows in sorted order: neither
    the order of the respondents nor the presence of other groups changes an interval.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.
    confidence : float
        Such as 0.95.
    resamples, seed : int
        How many resamples, and where the random numbers start.

    Returns
    -------
    Bootstrap
        An item without variance in a resample is dropped from that resample.
    """
    return _bootstrap(
        groups, alpha_from_covariance, confidence=confidence, resamples=resamples, seed=seed
    )


def bootstrap_omega(
    groups: ItemGroups, *, confidence: float, resamples: int = RESAMPLES, seed: int = SEED
) -> Bootstrap:
    """Put percentile intervals around omega total; as `bootstrap_alpha`.

    Resamples with a Heywood case, a negative loading or fewer than three items that vary give no
    omega and are left out of the percentiles.
    """
    return _bootstrap(
        groups, _omega_from_covariance, confidence=confidence, resamples=resamples, seed=seed
    )


def _bootstrap(
    groups: ItemGroups, coefficient: Coefficient, *, confidence: float, resamples: int, seed: int
) -> Bootstrap:
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    ends = np.full((2, groups.n.size), np.nan)
    n_defined = np.zeros(groups.n.size, dtype=np.int64)
    observed = coefficient(groups.covariance)
    for group in in_steps(
        "resamples", np.flatnonzero((groups.n > 2) & ~np.isnan(observed)).tolist()
    ):
        rows = groups.centred[groups.group == group]
        values = _resampled(rows, coefficient, resamples, seed)
        defined = values[~np.isnan(values)]
        n_defined[group] = defined.size
        if defined.size >= ENOUGH_DEFINED * resamples:
            ends[:, group] = np.quantile(defined, tails)
    return Bootstrap(interval=Interval(low=ends[0], high=ends[1]), n_defined=n_defined)


def _resampled(
    rows: NDArray[np.float64], coefficient: Coefficient, resamples: int, seed: int
) -> NDArray[np.float64]:
    """Compute the coefficient of every resample of the rows of one group, shape (resamples,)."""
    pattern, count = np.unique(rows, axis=0, return_counts=True)
    draws = _draw_counts(count, resamples, seed)
    return np.concatenate([coefficient(_covariances(pattern, drawn)) for drawn in draws])


def _draw_counts(
    count: NDArray[np.int64], resamples: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Draw how often each distinct row stands in each resample, in blocks of resamples."""
    random = np.random.default_rng(seed)
    n = int(count.sum())
    block = max(1, BLOCK // count.size)
    for start in in_steps("resamples", range(0, resamples, block)):
        size = min(block, resamples - start)
        yield random.multinomial(n, count / n, size=size).astype(np.float64)


def _covariances(pattern: NDArray[np.float64], drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Covariances of the items in each resample, shape (b, k, k), from counts of shape (b, m)."""
    n = drawn[0].sum()
    k = pattern.shape[1]
    mean = drawn @ pattern / n
    products = (pattern[:, :, None] * pattern[:, None, :]).reshape(-1, k * k)
    square = (drawn @ products / n).reshape(-1, k, k)
    covariance = (square - mean[:, :, None] * mean[:, None, :]) * n / (n - 1)
    return _zero_constant_items(covariance, (pattern**2).max(axis=0))


def _zero_constant_items(
    covariance: NDArray[np.float64], scale: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Set to exactly 0 what rounding left of the items that are constant in a resample."""
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    varies = variance > CONSTANT_ITEM * scale
    return covariance * (varies[:, :, None] & varies[:, None, :])


def _omega_from_covariance(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute omega of each matrix; NaN where it has fewer than three items that vary."""
    omega = np.full(len(covariance), np.nan)
    varies = np.diagonal(covariance, axis1=1, axis2=2) > 0
    testable = np.count_nonzero(varies, axis=1) > 2
    fit = fit_omega(covariance[testable], tolerance=RESAMPLE_TOLERANCE)
    omega[testable] = fit.omega
    return omega
