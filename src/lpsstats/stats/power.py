"""How large a change a test finds, and how many respondents that takes: before there are any.

Nothing here takes an estimate. The power of a test at the change that happened to be found says no
more than its p-value does (Hoenig & Heisey 2001, American Statistician 55, 19-24).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import nctdtr, stdtrit

from lpsstats.stats.moments import FloatArray

# Beyond it the noncentral t distribution takes long to compute and loses digits; a test that has
# not found a change that is so many standard errors large will not find a larger one either.
LARGEST_NONCENTRALITY = 10_000.0
# Stands for the normal distribution.
LARGEST_DF = 1e10
HALVINGS = 60
DOUBLINGS = 30
FEWEST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What the standard error of a planned change and its df are, n respondents per cell.

    Attributes
    ----------
    variance : ndarray of float, shape S
        Of the change, were there one respondent per cell: SE^2 = variance / n.
    per_unit : ndarray of float, shape S
        Respondents that count as one observation, n / per_unit in a cell: the size of a cluster
        or, without clusters, the design effect.
    times, together : ndarray of float, shape S
        df = times x (together x n / per_unit - 1).
    """

    variance: FloatArray
    per_unit: FloatArray
    times: FloatArray
    together: FloatArray

    def std_error(self, n: FloatArray) -> FloatArray:
        """Give the standard error of the change with n respondents per cell."""
        return np.asarray(np.sqrt(self.variance / n))

    def degrees(self, n: FloatArray) -> FloatArray:
        """Give its degrees of freedom; NaN where none is left."""
        df = self.times * (self.together * n / self.per_unit - 1)
        return np.where(df > 0, df, np.nan)


def t_power(noncentrality: FloatArray, df: FloatArray, level: FloatArray) -> FloatArray:
    """Give the chance that a two-sided t test is clear.

    Parameters
    ----------
    noncentrality : ndarray of float, shape S
        The true change in standard errors.
    df : ndarray of float, shape S
        Infinite for the normal distribution; NaN gives NaN.
    level : ndarray of float, shape S
        The p below which the test is clear.

    Returns
    -------
    ndarray of float, shape S
        By the noncentral t distribution, both tails, as R's `power.t.test(strict = TRUE)`.

    References
    ----------
    Johnson, N. L. & Welch, B. L. (1940). Applications of the non-central t-distribution.
    Biometrika 31, 362-389.
    """
    df = np.minimum(df, LARGEST_DF)
    size = np.minimum(np.abs(noncentrality), LARGEST_NONCENTRALITY)
    critical = stdtrit(df, 1 - level / 2)
    return 1 - _below(df, size, critical) + _below(df, size, -critical)


def _below(df: FloatArray, size: FloatArray, value: FloatArray) -> FloatArray:
    """Give the noncentral t distribution; where scipy has no number for less than 1e-12, 0."""
    chance = nctdtr(df, size, value)
    lost = np.isnan(chance) & ~np.isnan(df) & ~np.isnan(size) & ~np.isnan(value)
    return np.where(lost, 0.0, chance)


def detectable_noncentrality(df: FloatArray, level: FloatArray, power: float) -> FloatArray:
    """Give the true change, in standard errors, that a two-sided t test finds with a given chance.

    Parameters
    ----------
    df, level : ndarray of float, shape S
        As `t_power`.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    ndarray of float, shape S
        NaN where `df` is, or where it would pass `LARGEST_NONCENTRALITY`.
    """
    capped = np.minimum(df, LARGEST_DF)
    # Bloom (1995): nearly there.
    high = np.asarray(stdtrit(capped, 1 - level / 2) + stdtrit(capped, power), dtype=np.float64)
    for _ in range(DOUBLINGS):
        short = (t_power(high, df, level) < power) & (high < LARGEST_NONCENTRALITY)
        if not short.any():
            break
        high = np.where(short, 2 * high, high)
    return rising_root(lambda x: t_power(x, df, level) - power, np.zeros(high.shape), high)


def rising_root(
    function: Callable[[FloatArray], FloatArray], low: FloatArray, high: FloatArray
) -> FloatArray:
    """Find where a rising function passes 0, by halving.

    Parameters
    ----------
    function : callable
        Of an array of shape S, entry by entry.
    low, high : ndarray of float, shape S
        Where to look.

    Returns
    -------
    ndarray of float, shape S
        NaN where the function is below 0 at `high` or not a number.
    """
    reached = function(high) >= 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = function(middle) >= 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.where(reached, high, np.nan)


def smallest_count(chance: Callable[[FloatArray], FloatArray], like: FloatArray) -> FloatArray:
    """Find the smallest whole number, from 2 on, with which a rising condition holds.

    Parameters
    ----------
    chance : callable
        Of an array of shape S, entry by entry; the condition is that it is at least 0.
    like : ndarray, shape S
        Gives the shape.

    Returns
    -------
    ndarray of float, shape S
        NaN where no number up to 2^31 suffices.
    """
    high = np.full(like.shape, FEWEST)
    for _ in range(DOUBLINGS):
        short = ~(chance(high) >= 0)
        if not short.any():
            break
        high = np.where(short, 2 * high, high)
    enough = chance(high) >= 0
    low = np.where(high > FEWEST, high / 2, FEWEST - 1)  # one that does not suffice
    while np.any(enough & (high - low > 1)):
        middle = np.where(high - low > 1, np.floor((low + high) / 2), high)
        above = chance(middle) >= 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.where(enough, high, np.nan)


def detectable_mean(
    precision: Precision, n: FloatArray, level: FloatArray, power: float
) -> FloatArray:
    """Give the true change of a mean that n respondents per cell find with a given chance.

    Parameters
    ----------
    precision : Precision
        Of shape S.
    n, level : ndarray of float, shape S
        Respondents per cell; the p below which a change counts.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    ndarray of float, shape S
        In the units of the data; NaN where no degree of freedom is left.
    """
    df = precision.degrees(n)
    return np.asarray(detectable_noncentrality(df, level, power) * precision.std_error(n))


def respondents_for_mean(
    precision: Precision, change: FloatArray, level: FloatArray, power: float
) -> FloatArray:
    """Give the fewest respondents per cell that find a change of a mean with a given chance.

    Parameters
    ----------
    precision : Precision
        Of shape S.
    change, level : ndarray of float, shape S
        The true change; the p below which it counts.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    ndarray of float, shape S
        Whole numbers; NaN where none suffices.
    """

    def beyond(n: FloatArray) -> FloatArray:
        return t_power(change / precision.std_error(n), precision.degrees(n), level) - power

    return smallest_count(beyond, precision.variance)
