"""How many respondents it takes to show that nothing changed, when nothing did."""

import numpy as np
from scipy.special import gammaln, ndtr, stdtrit

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.power import LARGEST_DF, Precision, smallest_count

# The density of an estimated SD is integrated over this many of its own standard deviations to
# both sides, by a Gauss-Legendre rule: its error is below 1e-9 from one degree of freedom on.
REACH = 9.0
NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)


def equivalence_power(bound: FloatArray, df: FloatArray, level: float) -> FloatArray:
    """Give the chance that two one-sided tests show equivalence where the true change is 0.

    Parameters
    ----------
    bound : ndarray of float, shape S
        The bound within which a change does not matter, in standard errors.
    df : ndarray of float, shape S
        Of the t tests; NaN gives NaN.
    level : float
        Of each one-sided test; the interval that must lie within the bounds covers 1 - 2 level.

    Returns
    -------
    ndarray of float, shape S

    Notes
    -----
    With u the estimated over the true standard error, the interval lies within where
    |estimate| < bound - t u, all in standard errors. Given u that has the chance
    2 Phi(bound - t u) - 1; it is averaged over u, which is chi / sqrt(df), up to bound / t.

    References
    ----------
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power
    approach. Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680. Phillips, K. F. (1990).
    Power of the two one-sided tests procedure in bioequivalence. Ibid. 18, 137-144.
    """
    df = np.minimum(df, LARGEST_DF)
    quantile = stdtrit(df, 1 - level)
    around = REACH / np.sqrt(2 * df)
    low = np.maximum(1 - around, 0.0)
    high = np.maximum(np.minimum(1 + around, bound / quantile), low)
    half = (high - low) / 2
    u = (low + half)[..., None] + half[..., None] * NODES
    within = 2 * ndtr(bound[..., None] - quantile[..., None] * u) - 1
    return np.asarray((within * _density(u, df[..., None]) * WEIGHTS).sum(axis=-1) * half)


def respondents_for_equivalence(
    precision: Precision, bound: FloatArray, level: float, power: float
) -> FloatArray:
    """Give the fewest respondents per cell that show with a given chance that nothing changed.

    Parameters
    ----------
    precision : Precision
        Of shape S.
    bound : ndarray of float, shape S
        The smallest change that matters, in the units of the data.
    level : float
        Of each one-sided test.
    power : float
        The chance, between 0 and 1, if the true change is 0.

    Returns
    -------
    ndarray of float, shape S
        Whole numbers; NaN where none suffices.
    """

    def beyond(n: FloatArray) -> FloatArray:
        bounds = bound / precision.std_error(n)
        return equivalence_power(bounds, precision.degrees(n), level) - power

    return smallest_count(beyond, precision.variance)


def _density(u: FloatArray, df: FloatArray) -> FloatArray:
    """Give the density of chi / sqrt(df): of an estimated SD over the true one."""
    half = df / 2
    # half log(half) - log gamma(half) - half, without the difference of two huge numbers.
    constant = np.where(
        half < 1e5,
        half * np.log(half) - gammaln(half) - half,
        np.log(half / (2 * np.pi)) / 2 - 1 / (12 * half),
    )
    # u^(df - 1) exp(-half u^2), likewise with the peak at u = 1 taken out.
    shape = half * (2 * np.log(u) + 1 - u**2) - np.log(u)
    return np.asarray(2 * np.exp(constant + shape))
