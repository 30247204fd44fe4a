"""Partial correlations: how two values go together among people alike in all the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.bootstrap_covariance import DRAWS, resampled_covariances
from lpsstats.stats.correlation import (
    CONSTANT,
    FEW,
    FEW_UNITS,
    SPEARMAN,
    Sampling,
    ranks_within,
)
from lpsstats.stats.correlation_error import enough_units
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.pooled_covariance import correlations, pooled_covariance

DEPENDENT, UNSTABLE = "dependent", "unstable"
# The least eigenvalue of a correlation matrix below which one value is a sum of the others.
SINGULAR = 1e-10
# A loading on such an eigenvalue's direction that is rounding.
SLIGHT = 1e-4
# Products of respondents and resamples that are affordable, and the fewest resamples of use.
AFFORDABLE, FEWEST_DRAWS = 100_000_000, 200
# The share of the resamples in which a partial correlation must exist for an interval.
ENOUGH = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialCorrelations:
    """Partial correlations of every two columns given all the others.

    Attributes
    ----------
    n, n_draws : int
        Respondents with all values; resamples.
    correlation : ndarray of float, shape (p, p)
        The correlations of these respondents within cells; NaN beside a constant.
    r, low, high : ndarray of float, shape (p, p)
        The partial correlations with percentile intervals; NaN where there is a reason.
    reason : ndarray of str, shape (p, p)
        `few_respondents`; `constant_within`; `dependent`, where a column is a sum of others;
        `few_units`, where too few were drawn to tell how sure they are, and `unstable`, where
        resamples often leave them undefined (then there is an r); or "".
    surely_low, surely_high : ndarray of float, shape (p, p)
        The interval at a confidence that holds over all pairs together (Bonferroni).
    by_extremes : bool
        Whether its ends are the lowest and the highest resample, because the percentiles lie
        beyond the resamples that were drawn.
    dependent : ndarray of bool, shape (p,)
        The columns of which some are sums or copies of the others.
    """

    n: int
    n_draws: int
    correlation: FloatArray
    r: FloatArray
    low: FloatArray
    high: FloatArray
    reason: NDArray[np.str_]
    dependent: NDArray[np.bool_]
    surely_low: FloatArray
    surely_high: FloatArray
    by_extremes: bool


def partial_correlations(
    values: FloatArray,
    cell: IntArray,
    sampling: Sampling,
    *,
    method: str,
    confidence: float,
    seed: int,
) -> PartialCorrelations:
    """Correlate every two columns given all the others, within cells.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        Without NaN: who has all values.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    sampling : Sampling
        How they were drawn; resamples are drawn likewise.
    method : str
        `pearson`, or `spearman` for ranks within the cell.
    confidence : float
        Such as 0.95.
    seed : int
        Where the random numbers start.

    Returns
    -------
    PartialCorrelations
        From the inverse P of the correlation matrix, -P_ij / sqrt(P_ii P_jj). Columns that do not
        vary within cells are left out of it.

    References
    ----------
    Whittaker, J. (1990). Graphical models in applied multivariate statistics. Wiley, section 5.8.
    """
    n, p = values.shape
    scores = ranks_within(values, cell, sampling.weight) if method == SPEARMAN else values
    pooled = pooled_covariance(scores, cell, sampling.weight)
    varies = np.diagonal(pooled.covariance) > 0
    empty: FloatArray = np.full((p, p), np.nan)
    r, ends = empty, np.full((4, p, p), np.nan)
    n_draws = affordable_draws(n)
    tail = _surely(confidence, p)
    enough = enough_units(cell, sampling.stratum, sampling.unit)
    few = n - pooled.n_cells - max(int(varies.sum()) - 2, 0) < 3
    if varies.sum() > 1 and not few:
        kept = np.ix_(varies, varies)
        r[kept] = partials(pooled.correlation[kept])
        if enough and not np.isnan(r[kept]).any():
            drawn = resampled_covariances(
                scores[:, varies],
                cell,
                weight=sampling.weight,
                stratum=sampling.stratum,
                unit=sampling.unit,
                n_draws=n_draws,
                seed=seed,
            )
            ends[:, kept[0], kept[1]] = _intervals(partials(correlations(drawn)), confidence, tail)
    low, high, surely_low, surely_high = ends
    return PartialCorrelations(
        n=n,
        n_draws=n_draws,
        correlation=pooled.correlation,
        r=r,
        low=low,
        high=high,
        reason=_reasons(r, low, varies, few=few, enough=enough),
        dependent=_dependent(pooled.correlation, varies) & (not few),
        surely_low=surely_low,
        surely_high=surely_high,
        by_extremes=tail * n_draws < 1,
    )


def affordable_draws(n: int) -> int:
    """Say how many resamples of so many respondents are drawn: 2,000, of large files fewer."""
    return max(FEWEST_DRAWS, min(DRAWS, AFFORDABLE // max(n, 1)))


def partials(correlation: FloatArray) -> FloatArray:
    """Turn correlations into those given all other columns.

    Parameters
    ----------
    correlation : ndarray of float, shape (..., p, p)

    Returns
    -------
    ndarray of float, shape (..., p, p)
        All NaN where a matrix has a NaN or no inverse.
    """
    p = correlation.shape[-1]
    stack = correlation.reshape(-1, p, p)
    found = np.full_like(stack, np.nan)
    whole = np.flatnonzero(~np.isnan(stack).any(axis=(1, 2)))
    whole = whole[np.linalg.eigvalsh(stack[whole])[:, 0] > SINGULAR]
    inverse = np.linalg.inv(stack[whole])
    size = np.sqrt(np.diagonal(inverse, axis1=1, axis2=2))
    given = -inverse / (size[:, :, None] * size[:, None, :])
    given[:, np.arange(p), np.arange(p)] = 1.0
    found[whole] = given.clip(-1.0, 1.0)
    return found.reshape(correlation.shape)


def _dependent(correlation: FloatArray, varies: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which columns take part in a sum that is 0: those that an empty direction loads on."""
    found = np.zeros(varies.size, dtype=bool)
    if not varies.any():
        return found
    size, direction = np.linalg.eigh(correlation[np.ix_(varies, varies)])
    found[varies] = (np.abs(direction[:, size <= SINGULAR]) > SLIGHT).any(axis=1)
    return found


def _surely(confidence: float, p: int) -> float:
    """Give what is left on each side so that all pairs of p columns hold together."""
    return (1 - confidence) / 2 / max(p * (p - 1) // 2, 1)


def _intervals(drawn: FloatArray, confidence: float, surely: float) -> FloatArray:
    """Take the percentiles of resamples, shape (draws, p, p); NaN where too many have none.

    Returns the ends at the confidence asked for, then those that leave out `surely` on each side.
    """
    usable = drawn[~np.isnan(drawn).any(axis=(1, 2))]
    if len(usable) < ENOUGH * len(drawn):
        return np.full((4, *drawn.shape[1:]), np.nan)
    tail = (1 - confidence) / 2
    if surely * len(drawn) < 1:
        surely = 0.0
    return np.asarray(np.quantile(usable, [tail, 1 - tail, surely, 1 - surely], axis=0))


def _reasons(
    r: FloatArray, low: FloatArray, varies: NDArray[np.bool_], *, few: bool, enough: bool
) -> NDArray[np.str_]:
    constant = ~varies[:, None] | ~varies[None, :]
    return np.select(
        [np.full(r.shape, few), constant, np.isnan(r), np.full(r.shape, not enough), np.isnan(low)],
        [FEW, CONSTANT, DEPENDENT, FEW_UNITS, UNSTABLE],
        default="",
    )
