"""The change that a comparison would have been likely to show."""

import numpy as np
from scipy.special import stdtrit

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.power import LARGEST_DF, detectable_noncentrality

POWER = 0.8
# Degrees of freedom below which a shifted t is no good stand-in for the noncentral one.
FEW = 10


def detectable_change(
    std_error: FloatArray, df: FloatArray, level: FloatArray | float, *, power: float = POWER
) -> FloatArray:
    """Give the smallest true change that a two-sided test finds with a given chance.

    Parameters
    ----------
    std_error, df : ndarray of float, shape S
        Of the estimate; an infinite df stands for the normal distribution.
    level : float, or ndarray of shape S
        The p-value below which a change counts: divided by the number of tests where each is held
        against that.
    power : float
        The chance of finding it, between 0.5 and 1.

    Returns
    -------
    ndarray of float, shape S
        In the units of the standard error; NaN where that or the df is.

    Notes
    -----
    (t(1 - level / 2) + t(power)) standard errors: the noncentral t distribution is taken for a
    shifted t, which is off by less than one percent from 10 degrees of freedom on; below, it is
    inverted.

    References
    ----------
    Bloom, H. S. (1995). Minimum detectable effects: a simple way to report the statistical power
    of experimental designs. Evaluation Review 19, 547-556.
    """
    finite = np.minimum(df, LARGEST_DF)
    shifted = stdtrit(finite, 1 - level / 2) + stdtrit(finite, power)
    if np.any(finite < FEW):
        levels = np.broadcast_to(np.asarray(level, dtype=np.float64), finite.shape)
        shifted = np.where(finite < FEW, detectable_noncentrality(finite, levels, power), shifted)
    return np.asarray(shifted * std_error)
