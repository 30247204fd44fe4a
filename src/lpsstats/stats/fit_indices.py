"""How far a factor model is from the data: CFI, RMSEA and SRMR."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, chndtr

from lpsstats.stats.moments import FloatArray, IntArray

# The coverage that RMSEA is given with by convention: a 5% test of close fit at either end.
RMSEA_COVERAGE = 0.90
HALVINGS = 80
DOUBLINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The fit of models; every array has one entry per model.

    Attributes
    ----------
    chi_square, p_value : ndarray of float
        The likelihood ratio against a model that reproduces all moments, over `scaling`; p is NaN
        without degrees of freedom.
    scaling : ndarray of float
        How many times larger than its degrees of freedom the likelihood ratio is on average where
        the model holds: 1 for normal answers (Satorra & Bentler 1994).
    df : ndarray of int
        Its degrees of freedom.
    cfi : ndarray of float
        Comparative fit index (Bentler 1990), 0 to 1; NaN where even independence fits. It and
        RMSEA are the robust ones of Brosseau-Liard, Savalei & Li (2012; 2014).
    rmsea, rmsea_low, rmsea_high : ndarray of float
        Root mean square error of approximation (Steiger & Lind 1980), for several groups times
        the root of their number (Steiger 1998), with its 90% interval; NaN without degrees of
        freedom.
    """

    chi_square: FloatArray
    df: IntArray
    p_value: FloatArray
    scaling: FloatArray
    cfi: FloatArray
    rmsea: FloatArray
    rmsea_low: FloatArray
    rmsea_high: FloatArray


def fit_indices(
    chi_square: FloatArray,
    df: IntArray,
    *,
    scaling: FloatArray,
    independence: tuple[FloatArray, IntArray, FloatArray],
    n: IntArray,
    n_groups: int = 1,
) -> Fit:
    """Judge models by their chi-squares.

    Parameters
    ----------
    chi_square : ndarray of float, shape S
        Likelihood ratios; NaN where a model has none.
    df : ndarray of int, shape S
        Degrees of freedom.
    scaling : ndarray of float, shape S
        As of `Fit`; NaN or anything without degrees of freedom.
    independence : (ndarray of float, ndarray of int, ndarray of float)
        Likelihood ratio, degrees of freedom and scaling of the model without correlations;
        broadcast to S.
    n : ndarray of int
        Respondents of all groups together; broadcast to S.
    n_groups : int
        Groups fitted together.

    Returns
    -------
    Fit
        Arrays of shape S.
    """
    testable = df > 0
    degrees = np.where(testable, df, np.nan)
    scaling = np.where(testable, scaling, 1.0)
    scaled = chi_square / scaling
    excess = np.maximum(chi_square - scaling * df, 0.0)
    alone = np.maximum(independence[0] - independence[2] * independence[1], 0.0)
    worst = np.maximum(alone, excess)
    tail = (1 - RMSEA_COVERAGE) / 2
    per_excess = n_groups / (n * degrees)
    low, high = (_noncentrality(scaled, degrees, share) for share in (1 - tail, tail))
    return Fit(
        chi_square=scaled,
        df=np.asarray(df),
        p_value=chi_square_p(scaled, df),
        scaling=np.where(testable & ~np.isnan(chi_square), scaling, np.nan),
        cfi=1 - np.divide(excess, worst, out=np.full(excess.shape, np.nan), where=worst > 0),
        rmsea=np.sqrt(excess * per_excess),
        rmsea_low=np.sqrt(scaling * low * per_excess),
        rmsea_high=np.sqrt(scaling * high * per_excess),
    )


def chi_square_p(chi_square: FloatArray, df: IntArray) -> FloatArray:
    """Give the upper tail of chi-square; NaN without degrees of freedom."""
    return np.asarray(chdtrc(np.where(df > 0, df, np.nan), np.maximum(chi_square, 0.0)))


def srmr(
    observed: FloatArray, implied: FloatArray, mean_gap: FloatArray | None = None
) -> FloatArray:
    """Take the standardised root mean square residual of each group.

    Parameters
    ----------
    observed, implied : ndarray, shape (B, k, k)
        Covariances; every residual is divided by the observed standard deviations.
    mean_gap : ndarray, shape (B, k), optional
        Observed less implied means, where the model has means; they then count too.

    Returns
    -------
    ndarray, shape (B,)
        Bentler (1995).
    """
    sd = np.sqrt(np.diagonal(observed, axis1=1, axis2=2))
    k = sd.shape[1]
    rows, columns = np.tril_indices(k)
    residual = ((observed - implied) / (sd[:, :, None] * sd[:, None, :]))[:, rows, columns]
    squares, count = (residual**2).sum(axis=1), rows.size
    if mean_gap is not None:
        squares, count = squares + ((mean_gap / sd) ** 2).sum(axis=1), count + k
    return np.asarray(np.sqrt(squares / count))


def _noncentrality(chi_square: FloatArray, df: FloatArray, share: float) -> FloatArray:
    """Solve P(X <= chi_square) = share for the noncentrality of X; 0 where it is below that at 0.

    The probability falls as the noncentrality grows, so it is bracketed and halved.
    """
    statistic = np.maximum(chi_square, 0.0)
    high = np.maximum(statistic, 1.0)
    for _ in range(DOUBLINGS):
        high = np.where(chndtr(statistic, df, high) > share, 2 * high, high)
    low = np.zeros(high.shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = chndtr(statistic, df, middle) > share
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray(np.where(np.isnan(statistic * df), np.nan, low))
