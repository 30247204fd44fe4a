"""Correlations of pairs of values within cells: their size, interval and test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from lpsstats.stats.correlation_error import ZError, designed_error, plain_error
from lpsstats.stats.correlation_influence import pearson_influence, spearman_influence
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.pooled_covariance import pooled_covariance
from lpsstats.stats.rank_scores import rank_scores

PEARSON, SPEARMAN = "pearson", "spearman"
METHODS = (PEARSON, SPEARMAN)
FEW, CONSTANT = "few_respondents", "constant_within"
IDENTICAL, FEW_UNITS = "identical", "few_units"
# A correlation nearer than this to 1 or -1 differs from it by rounding only.
ROUNDING = 1e-13
# With fewer respondents in effect than this, weights leave hardly more than a line to fit.
FEWEST_IN_EFFECT = 3.0 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How respondents were drawn; nothing, where each of them was, with the same chance.

    Attributes
    ----------
    weight : ndarray of float, shape (n,), optional
        Above 0.
    unit : ndarray of int, shape (n,), optional
        Who was drawn together, or is the same person; -1 is one alone.
    stratum : ndarray of int, shape (n,), optional
        What units were drawn within; the cells without it.
    """

    weight: FloatArray | None = None
    unit: IntArray | None = None
    stratum: IntArray | None = None

    @property
    def designed(self) -> bool:
        """Whether the variance is that of a sampling design."""
        return self.weight is not None or self.unit is not None

    def of(self, rows: NDArray[np.bool_]) -> "Sampling":
        """Keep some respondents."""
        return Sampling(
            weight=None if self.weight is None else self.weight[rows],
            unit=None if self.unit is None else self.unit[rows],
            stratum=None if self.stratum is None else self.stratum[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlations:
    """Correlations within cells; every array has one entry per pair of columns.

    Attributes
    ----------
    first, second : ndarray of int
        The columns: 0 and 1, 0 and 2, ..., 1 and 2, ...
    n : ndarray of int
        Respondents with both values.
    r : ndarray of float
        NaN where a value does not vary within cells, or so few respondents are left beside the
        means of their cells that any r would be 1 or -1.
    df, p_value : ndarray of float
        Two-sided t test of r = 0; NaN where there is a reason.
    conf_low, conf_high : ndarray of float
        By Fisher's z; NaN where there is a reason.
    reason : ndarray of str
        `few_respondents`, `constant_within`, `identical` (r is 1 or -1), `few_units`; or "".
    """

    first: IntArray
    second: IntArray
    n: IntArray
    r: FloatArray
    df: FloatArray
    p_value: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    reason: NDArray[np.str_]


def correlate(
    values: FloatArray, cell: IntArray, sampling: Sampling, *, method: str, confidence: float
) -> Correlations:
    """Correlate every pair of columns after the means of the cells are taken out.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        NaN is missing; a pair takes who has both.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    sampling : Sampling
        How they were drawn. With weights or units the standard error of z is linearised and t has
        the units less the strata as degrees of freedom.
    method : str
        `pearson`; `spearman`, on ranks within the cell, ties by half.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Correlations
        Unweighted, K cells cost K degrees of freedom: SE(z) = 1 / sqrt(n - (K - 1) - 3), of ranks
        sqrt(1 + r^2 / 2) times that, and t = r sqrt(df / (1 - r^2)) with df = n - K - 1.

    References
    ----------
    Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron 3,
    329-332. Bonett, D. G. & Wright, T. A. (2000). Sample size requirements for estimating Pearson,
    Kendall and Spearman correlations. Psychometrika 65, 23-28. Liu, Q., Li, C., Wanga, V. &
    Shepherd, B. E. (2018). Covariate-adjusted Spearman's rank correlation with probability-scale
    residuals. Biometrics 74, 595-605: with cells as the covariate these residuals are the ranks
    within cells.
    """
    first, second = np.triu_indices(values.shape[1], 1)
    present = ~np.isnan(values)
    found = []
    for one, other in zip(first, second, strict=True):
        both = present[:, one] & present[:, other]
        pair = values[both][:, [one, other]]
        found.append(_pair(pair, cell[both], sampling.of(both), method, confidence))
    table = np.array([numbers for numbers, _ in found], dtype=np.float64).reshape(-1, 6)
    return Correlations(
        first=first,
        second=second,
        n=table[:, 0].astype(np.int64),
        r=table[:, 1],
        df=table[:, 2],
        p_value=table[:, 3],
        conf_low=table[:, 4],
        conf_high=table[:, 5],
        reason=np.array([reason for _, reason in found], dtype=np.str_),
    )


def ranks_within(values: FloatArray, cell: IntArray, weight: FloatArray | None) -> FloatArray:
    """Replace values by the share of their cell that lies below, ties by half.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        Without NaN.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    weight : ndarray of float, shape (n,), optional
        Above 0.

    Returns
    -------
    ndarray of float, shape (n, p)
        Between 0 and 1; the (weighted) mean of each cell is one half.
    """
    weights = np.ones(len(values)) if weight is None else weight
    size = int(cell.max(initial=-1)) + 1
    found: FloatArray = np.empty_like(values)
    for column, of_one in enumerate(values.T):
        found[:, column] = rank_scores(of_one, weights, cell, size)
    return found


def _pair(
    pair: FloatArray, cell: IntArray, sampling: Sampling, method: str, confidence: float
) -> tuple[tuple[float, ...], str]:
    """Give n, r, df, p, the interval, and the reason why there is none."""
    n = len(pair)
    scores = ranks_within(pair, cell, sampling.weight) if method == SPEARMAN else pair
    pooled = pooled_covariance(scores, cell, sampling.weight)
    free = n - pooled.n_cells
    r = _exact(float(pooled.correlation[0, 1])) if free > 1 else np.nan
    reason = _reason(r, free, pooled.weight)
    nothing = (np.nan,) * 4
    if reason:
        return (n, r, *nothing), reason
    if sampling.designed:
        influence = (spearman_influence if method == SPEARMAN else pearson_influence)(
            scores, pooled, cell
        )
        error = _designed(influence, r, cell, sampling, confidence)
    else:
        error = plain_error(r, free, ranked=method == SPEARMAN, confidence=confidence)
    if error is None:
        return (n, r, *nothing), FEW_UNITS
    half = error.quantile * error.of_z
    ends = np.tanh(np.arctanh(r) + np.array([-half, half]))
    p_value = 2 * stdtr(error.df, -abs(error.statistic))
    return (n, r, error.df, float(p_value), *ends.tolist()), ""


def _exact(r: float) -> float:
    """Take off the rounding of a correlation of 1."""
    return float(np.sign(r)) if abs(r) > 1 - ROUNDING else r


def _reason(r: float, free: int, weight: FloatArray) -> str:
    """Say why there is no test; three respondents beyond the cells are the fewest for one."""
    effective = weight.sum() ** 2 / (weight @ weight) if weight.size else 0.0
    if free < 3 or effective < FEWEST_IN_EFFECT:
        return FEW
    if np.isnan(r):
        return CONSTANT
    return IDENTICAL if abs(r) == 1 else ""


def _designed(
    influence: FloatArray, r: float, cell: IntArray, sampling: Sampling, confidence: float
) -> ZError | None:
    # Alone in a cell one says nothing of how values go together, and makes no stratum either.
    counted = np.bincount(cell)[cell] > 1
    rest = sampling.of(counted)
    stratum = cell[counted] if rest.stratum is None else rest.stratum
    return designed_error(influence[counted], r, stratum, rest.unit, confidence=confidence)
