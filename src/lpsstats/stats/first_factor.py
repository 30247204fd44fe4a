"""The share of the first factor: how much of all differences between people runs in one direction.

After Harman, a first factor with most of the variance is a sign that answers share more than what
they are about. A small one is no proof of the contrary.
"""

import numpy as np

from lpsstats.stats.moments import FloatArray


def first_factor_share(correlation: FloatArray) -> float:
    """Divide the largest eigenvalue of a correlation matrix by the number of its columns.

    Parameters
    ----------
    correlation : ndarray of float, shape (p, p)
        Columns that do not vary are NaN, and are left out.

    Returns
    -------
    float
        Between 1 / p and 1; NaN with fewer than two columns that vary.

    References
    ----------
    Harman, H. H. (1960). Modern factor analysis. Chicago. Podsakoff, P. M., MacKenzie, S. B., Lee,
    J.-Y. & Podsakoff, N. P. (2003). Common method biases in behavioral research. Journal of Applied
    Psychology 88, 879-903.
    """
    varies = ~np.isnan(np.diagonal(correlation))
    if varies.sum() < 2:
        return np.nan
    kept = correlation[np.ix_(varies, varies)]
    return min(float(np.linalg.eigvalsh(kept)[-1]) / len(kept), 1.0)
