"""Where each respondent stands among all others: weighted ranks, from 0 to 1."""

import numpy as np

from lpsstats.stats.design import sums, within_cells
from lpsstats.stats.moments import FloatArray, IntArray


def rank_scores(
    values: FloatArray, weight: FloatArray, contrast: IntArray, n_contrasts: int
) -> FloatArray:
    """Place everybody among the respondents of all waves of a contrast, by weight.

    Parameters
    ----------
    values, weight, contrast : ndarray, shape (n,)
        As `dependent_waves`.
    n_contrasts : int
        How many contrasts there are.

    Returns
    -------
    ndarray of float, shape (n,)
        The share of the weight below, and half of that at, one's own value; NaN for those who are
        left out. The means of these by wave are what a Kruskal-Wallis test compares.

    References
    ----------
    Lumley, T. & Scott, A. J. (2013). Two-sample rank tests under complex sampling. Biometrika 100,
    831-842; as R's `survey::svyranktest` of several groups.
    """
    counted = np.flatnonzero((contrast >= 0) & ~np.isnan(values) & (weight > 0))
    here = contrast[counted]
    share = within_cells(weight[counted], here, n_contrasts)
    share = share / sums(here, share, n_contrasts)[here]
    distinct, index = np.unique(values[counted], return_inverse=True)
    keys, place = np.unique(here * distinct.size + index, return_inverse=True)
    at = sums(place, share, keys.size)
    of_place = keys // max(distinct.size, 1)
    # Sums run through all contrasts in turn; those before weigh one each.
    first = np.searchsorted(of_place, of_place)
    before = np.cumsum(at) - at
    below = before - before[first] + at / 2
    scores = np.full(values.shape, np.nan)
    scores[counted] = below[place]
    return scores
