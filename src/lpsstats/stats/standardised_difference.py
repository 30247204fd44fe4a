"""How far the people of two waves differ, in standard deviations: no test, and free of n."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, Moments, mean_difference

SEPARATION = "separation"
# An eigenvalue of a covariance of shares below this is one of 0.
NOTHING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedDifference:
    """Differences between two waves; every array has one entry per contrast.

    Attributes
    ----------
    difference : ndarray of float
        Of means: later minus earlier, over the root of the mean of the two variances. Of
        categories: the distance of the two sets of shares, at least 0.
    reason : ndarray of str
        Why there is none: `wave_missing`; `n_lt_2`, a mean of one; `no_variance_both`, everybody
        in both waves is the same; `separation`, nothing that varies is common to the waves, so
        that the difference is without bound. Empty where there is one.
    """

    difference: FloatArray
    reason: NDArray[np.str_]


def mean_balance(before: Moments, after: Moments) -> StandardisedDifference:
    """Give the standardised difference of means (Austin 2009, section 2).

    Parameters
    ----------
    before, after : Moments
        Of the same shape S, weighted or not.

    Returns
    -------
    StandardisedDifference
        Arrays of shape S.

    References
    ----------
    Austin, P. C. (2009). Balance diagnostics for comparing the distribution of baseline covariates
    between treatment groups in propensity-score matched samples. Statistics in Medicine 28,
    3083-3107.
    """
    smaller = np.minimum(before.n, after.n)
    difference = mean_difference(before, after)
    spread = np.sqrt((before.sd**2 + after.sd**2) / 2)
    reason = np.select(
        [smaller == 0, smaller < 2, (spread == 0) & (difference == 0), spread == 0],
        [WAVE_MISSING, TOO_FEW, NO_VARIANCE, SEPARATION],
        default="",
    )
    return StandardisedDifference(
        difference=difference / np.where(reason == "", spread, np.nan), reason=reason
    )


def category_balance(before: FloatArray, after: FloatArray) -> StandardisedDifference:
    """Give the standardised difference of a variable with categories (Yang & Dalton 2012).

    Parameters
    ----------
    before, after : ndarray of float, shape (..., k)
        Respondents, or sums of weights, of each category; the last axis are the categories.

    Returns
    -------
    StandardisedDifference
        Arrays of the leading shape: the root of d' S^-1 d, where d are the differences of the
        shares and S the mean of the two multinomial covariances. Of two categories it is the size
        of the difference of two shares over the root of the mean of p (1 - p).

    Notes
    -----
    All categories stay in and S is inverted where it can be: the same as leaving out any one of
    them, and one that nobody is in changes nothing. S cannot be inverted along d where no category
    is common to the waves.

    References
    ----------
    Yang, D. & Dalton, J. E. (2012). A unified approach to measuring the effect size between two
    groups using SAS. SAS Global Forum 2012, paper 335.
    """
    totals = before.sum(axis=-1), after.sum(axis=-1)
    first, second = (_shares(x, total) for x, total in zip((before, after), totals, strict=True))
    covariance = (_covariance(first) + _covariance(second)) / 2
    gap = second - first
    inverse = np.linalg.pinv(np.nan_to_num(covariance), rcond=NOTHING, hermitian=True)
    squared = np.einsum("...j,...jk,...k->...", gap, inverse, gap)
    common = ((before > 0) & (after > 0)).any(axis=-1)
    used = ((before > 0) | (after > 0)).sum(axis=-1)
    reason = np.select(
        [np.minimum(*totals) == 0, used == 1, ~common],
        [WAVE_MISSING, NO_VARIANCE, SEPARATION],
        default="",
    )
    root = np.sqrt(np.maximum(squared, 0.0))
    return StandardisedDifference(difference=np.where(reason == "", root, np.nan), reason=reason)


def chance_difference(
    n_before: FloatArray, n_after: FloatArray, n_categories: int, *, coverage: float = 0.95
) -> FloatArray:
    """Give the size that the difference stays below by chance alone, in 95 of 100 surveys.

    Parameters
    ----------
    n_before, n_after : ndarray of float, shape S
        Respondents of the two waves; effective ones, where they are weighted.
    n_categories : int
        Categories that are used; 2 for a mean.
    coverage : float
        How often it stays below.

    Returns
    -------
    ndarray of float, shape S
        Where both waves are drawn from the same people, the squared difference over
        1/n_before + 1/n_after is chi-square with n_categories - 1 degrees of freedom as n grows.
        NaN where a wave is empty.
    """
    smaller = np.minimum(n_before, n_after)
    usable = np.where(smaller > 0, 1.0, np.nan)
    total = usable / np.maximum(n_before, 1) + usable / np.maximum(n_after, 1)
    return np.asarray(np.sqrt(chdtri(n_categories - 1, 1 - coverage) * total))


def _shares(counts: FloatArray, total: FloatArray) -> FloatArray:
    return np.asarray(counts / np.where(total > 0, total, np.nan)[..., None])


def _covariance(shares: FloatArray) -> FloatArray:
    """Give the covariance of one answer's indicators: diag(p) - p p'."""
    identity = np.eye(shares.shape[-1])
    return np.asarray(shares[..., None] * identity - shares[..., None] * shares[..., None, :])
