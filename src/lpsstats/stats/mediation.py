"""How much of what goes with a first measure in a third goes by way of a second one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.bootstrap_covariance import resampled_covariances
from lpsstats.stats.correlation import CONSTANT, FEW, FEW_UNITS, FEWEST_IN_EFFECT, Sampling
from lpsstats.stats.correlation_error import enough_units
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.partial_correlation import (
    DEPENDENT,
    ENOUGH,
    SINGULAR,
    UNSTABLE,
    affordable_draws,
)
from lpsstats.stats.pooled_covariance import PooledCovariance, correlations, pooled_covariance

PATHS = ("a", "b", "c", "direct", "indirect")
A, B, C, DIRECT, INDIRECT = range(5)
# One degree of freedom is left beside the cells and the two slopes of the last equation.
FEWEST = 3
LAST_TO_FIRST = np.ix_([2, 1, 0], [2, 1, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The paths from a first measure to a third by way of a second, in the order of `PATHS`.

    Attributes
    ----------
    estimate : ndarray of float, shape (5,)
        a: the second per point of the first. b: the third per point of the second, at the same
        first. c: the third per point of the first. direct: the same at the same second. indirect:
        a b, which is c - direct. NaN where not defined.
    standardised : ndarray of float, shape (5,)
        The same in standard deviations within cells.
    low, high : ndarray of float, shape (5,)
        Percentile intervals of the estimates; NaN without one.
    """

    estimate: FloatArray
    standardised: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def share(self) -> float:
        """The indirect part as a share of c.

        NaN unless the intervals of both leave 0 out and both parts have the sign of c.
        """
        clear = all(self.low[k] > 0 or self.high[k] < 0 for k in (C, INDIRECT))
        share = self.estimate[INDIRECT] / self.estimate[C] if clear else np.nan
        return float(share) if 0 <= share <= 1 else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediation:
    """Paths in the order given and in the opposite one, from the same covariances.

    Attributes
    ----------
    n, n_cells, n_draws : int
        Respondents; cells with any; resamples.
    paths : Paths
        From the first column to the third.
    turned : Paths
        From the third column to the first, by way of the same second one.
    reason : str
        `few_respondents`, `constant_within`, `few_units`, `dependent` (a column is a sum of the
        others), `unstable` (resamples often leave paths undefined): no interval. Or "".
    """

    n: int
    n_cells: int
    n_draws: int
    paths: Paths
    turned: Paths
    reason: str


def mediation(
    values: FloatArray, cell: IntArray, sampling: Sampling, *, confidence: float, seed: int
) -> Mediation:
    """Split what goes with a first measure in a third into a direct and an indirect part.

    Parameters
    ----------
    values : ndarray of float, shape (n, 3)
        First, second and third measure, without NaN.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0; means of cells are taken out.
    sampling : Sampling
        How respondents were drawn; resamples are drawn likewise.
    confidence : float
        Such as 0.95.
    seed : int
        Where the random numbers start.

    Returns
    -------
    Mediation
        Least squares within cells, from the covariance matrix. All intervals are percentiles of
        the same resamples.

    References
    ----------
    Baron, R. M. & Kenny, D. A. (1986). Journal of Personality and Social Psychology 51, 1173-1182.
    MacKinnon, D. P., Lockwood, C. M. & Williams, J. (2004). Confidence limits for the indirect
    effect. Multivariate Behavioral Research 39, 99-128: percentiles hold their level better than
    bias-corrected limits.
    """
    pooled = pooled_covariance(values, cell, sampling.weight)
    n_draws = affordable_draws(len(values))
    reason = _reason(pooled, cell, sampling)
    drawn = np.empty((0, 3, 3))
    if not reason:
        drawn = resampled_covariances(
            values,
            cell,
            weight=sampling.weight,
            stratum=sampling.stratum,
            unit=sampling.unit,
            n_draws=n_draws,
            seed=seed,
        )
        drawn = drawn[_regular(drawn)]
        if len(drawn) < ENOUGH * n_draws:
            reason, drawn = UNSTABLE, drawn[:0]
    covariance = pooled.covariance if reason != FEW else np.full((3, 3), np.nan)
    return Mediation(
        n=len(values),
        n_cells=pooled.n_cells,
        n_draws=n_draws,
        paths=_paths(covariance, drawn, confidence),
        turned=_paths(covariance[LAST_TO_FIRST], drawn[:, ::-1, ::-1], confidence),
        reason=reason,
    )


def path_estimates(covariance: FloatArray) -> FloatArray:
    """Compute the paths from covariances.

    Parameters
    ----------
    covariance : ndarray of float, shape (..., 3, 3)
        Of the first, second and third measure.

    Returns
    -------
    ndarray of float, shape (..., 5)
        In the order of `PATHS`; NaN where a slope is not defined, because the first measure does
        not vary or the second follows from it.
    """
    xx, xm, xy = (covariance[..., 0, k] for k in range(3))
    mm, my = covariance[..., 1, 1], covariance[..., 1, 2]
    first = np.where(xx > 0, xx, np.nan)
    rest = xx * mm - xm**2
    apart = np.where(rest > SINGULAR * xx * mm, rest, np.nan)
    a, c = xm / first, xy / first
    b, direct = (xx * my - xm * xy) / apart, (mm * xy - xm * my) / apart
    return np.stack([a, b, c, direct, a * b], axis=-1)


def _paths(covariance: FloatArray, drawn: FloatArray, confidence: float) -> Paths:
    """Estimate the paths and take the percentiles of resamples, shape (draws, 3, 3)."""
    estimate = path_estimates(covariance)
    low, high = np.full((2, 5), np.nan)
    if len(drawn):
        tail = (1 - confidence) / 2
        low, high = np.quantile(path_estimates(drawn), [tail, 1 - tail], axis=0)
    variance = np.diagonal(covariance)
    x, m, y = np.sqrt(np.where(variance > 0, variance, np.nan))
    scale = np.array([x / m, m / y, x / y, x / y, x / y])
    return Paths(estimate=estimate, standardised=estimate * scale, low=low, high=high)


def _reason(pooled: PooledCovariance, cell: IntArray, sampling: Sampling) -> str:
    """Say why no resamples are worth drawing."""
    weight = pooled.weight
    effective = weight.sum() ** 2 / (weight @ weight) if weight.size else 0.0
    if pooled.n - pooled.n_cells < FEWEST or effective < FEWEST_IN_EFFECT:
        return FEW
    if not (np.diagonal(pooled.covariance) > 0).all():
        return CONSTANT
    if not _regular(pooled.covariance[None])[0]:
        return DEPENDENT
    return "" if enough_units(cell, sampling.stratum, sampling.unit) else FEW_UNITS


def _regular(covariance: FloatArray) -> NDArray[np.bool_]:
    """Say which covariance matrices, shape (draws, 3, 3), leave no measure to the others."""
    r = correlations(covariance)
    found = np.zeros(len(r), dtype=bool)
    whole = np.flatnonzero(~np.isnan(r).any(axis=(1, 2)))
    found[whole] = np.linalg.eigvalsh(r[whole])[:, 0] > SINGULAR
    return found
