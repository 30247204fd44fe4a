"""How much R squared each predictor adds, averaged over all orders of entering: LMG."""

from itertools import combinations
from math import comb

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray

# Models are fitted for every subset of the predictors: 4,096 for as many as these.
MOST = 12


def lmg(correlation: FloatArray) -> FloatArray:
    """Average what each predictor adds to R squared over all orders in which they may enter.

    Parameters
    ----------
    correlation : ndarray of float, shape (p + 1, p + 1)
        Correlations of at most `MOST` predictors, none of which follows from the others, and, last,
        the outcome.

    Returns
    -------
    ndarray of float, shape (p,)
        They sum to R squared; also known as Shapley values of R squared. Never below 0 but by
        rounding.

    References
    ----------
    Lindeman, R. H., Merenda, P. F. & Gold, R. Z. (1980). Introduction to Bivariate and Multivariate
    Analysis, pp. 119 ff. Groemping, U. (2006). Relative importance for linear regression in R.
    Journal of Statistical Software 17(1), section 3.2.
    """
    p = len(correlation) - 1
    explained = _explained(correlation, p)
    subset = np.arange(2**p)
    size = np.array([int(one).bit_count() for one in subset])
    # The share of orders in which exactly these predictors come before a given other one.
    share = np.array([1 / (p * comb(p - 1, k)) for k in range(p)])
    found = np.empty(p)
    for j in range(p):
        without = subset[subset >> j & 1 == 0]
        found[j] = share[size[without]] @ (explained[without | 1 << j] - explained[without])
    return found


def _explained(correlation: FloatArray, p: int) -> FloatArray:
    """Give R squared of every subset, at the number whose binary digits say who is in it."""
    explained = np.zeros(2**p)
    for size in range(1, p + 1):
        members: IntArray = np.array(list(combinations(range(p), size)))
        among = correlation[members[:, :, None], members[:, None, :]]
        outcome = correlation[members, p]
        beta = np.linalg.solve(among, outcome[..., None])[..., 0]
        explained[(1 << members).sum(axis=1)] = (beta * outcome).sum(axis=1)
    return explained
