"""Wilson's score interval of a share, from which those of differences are made."""

import numpy as np
from scipy.special import ndtri

from lpsstats.stats.moments import FloatArray


def wilson_limits(
    share: FloatArray, n: FloatArray, confidence: float | FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give the limits of a share, whose base need not be whole.

    Parameters
    ----------
    share : ndarray of float, shape S
        From 0 to 1.
    n : ndarray of float, shape S
        Its base; NaN where there is none.
    confidence : float, or ndarray of a shape that fits S
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    (ndarray of float, ndarray of float)
        Of shape S, from 0 to 1: exactly 0 below a share of 0, exactly 1 above a share of 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    """
    z2 = ndtri((1 + np.asarray(confidence)) / 2) ** 2
    centre = (share * n + z2 / 2) / (n + z2)
    reach = np.sqrt(z2 * (share * (1 - share) * n + z2 / 4)) / (n + z2)
    known = ~np.isnan(n)  # rounding must not carry a limit past the edge that it is at
    low = np.where(known & (share == 0), 0.0, centre - reach)
    return low, np.where(known & (share == 1), 1.0, centre + reach)
