"""The reliability of a scale of two items."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from lpsstats.stats.alpha import too_little_data
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.reliability_interval import Interval

# A correlation nearer than this to 1 or -1 differs from it by rounding only.
ROUNDING = 1e-14


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoItems:
    """What two items say of each other, in every group.

    Attributes
    ----------
    r : ndarray, shape (G,)
        Pearson correlation; NaN where either item does not vary.
    r_interval : Interval
        Fisher's interval of r; NaN for n < 4.
    spearman_brown : ndarray, shape (G,)
        Reliability of the sum, 2r/(1 + r); NaN where `reason` is set.
    interval : Interval
        The ends of `r_interval`, transformed likewise.
    reason : ndarray of str, shape (G,)
        Why there is no coefficient, or "": what `Alpha` names; `all_tied` also when r = -1, so
        that the standardised items cancel.
    """

    r: NDArray[np.float64]
    r_interval: Interval
    spearman_brown: NDArray[np.float64]
    interval: Interval
    reason: NDArray[np.str_]


def two_items(groups: ItemGroups, *, confidence: float) -> TwoItems:
    """Take the correlation of two items and the reliability of their sum by Spearman and Brown.

    Alpha equals it only when the two items have equal variances.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows of exactly two items.
    confidence : float
        Such as 0.95.

    Returns
    -------
    TwoItems
        One coefficient per group, or the reason why there is none.

    Notes
    -----
    Eisinga, te Grotenhuis & Pelzer (2013), International Journal of Public Health 58, 637-642.
    """
    r = _correlation(groups.covariance)
    r_interval = fisher_interval(r, groups.n, confidence=confidence)
    coefficient = spearman_brown(r)
    too_little = too_little_data(groups)
    return TwoItems(
        r=r,
        r_interval=r_interval,
        spearman_brown=coefficient,
        interval=Interval(low=spearman_brown(r_interval.low), high=spearman_brown(r_interval.high)),
        reason=np.where((too_little == "") & np.isnan(coefficient), "all_tied", too_little),
    )


def spearman_brown(r: NDArray[np.float64]) -> NDArray[np.float64]:
    """Step a correlation up to the reliability of two items, 2r/(1 + r); NaN for r = -1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(r > -1, 2 * r / (1 + r), np.nan)


def fisher_interval(
    r: NDArray[np.float64], n: NDArray[np.int64] | NDArray[np.float64], *, confidence: float
) -> Interval:
    """Put Fisher's interval around r, tanh(atanh r -+ z / sqrt(n - 3)); NaN for n < 4."""
    spread = ndtri((1 + confidence) / 2) / np.sqrt(np.where(n > 3, n - 3.0, np.nan))
    with np.errstate(divide="ignore"):
        centre = np.arctanh(r)
    return Interval(low=np.tanh(centre - spread), high=np.tanh(centre + spread))


def one_sided_p(r: NDArray[np.float64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the probability of an r so low where there is none: Phi(atanh(r) sqrt(n - 3)).

    NaN for n < 4 or without r.
    """
    with np.errstate(divide="ignore"):
        return np.asarray(ndtr(np.arctanh(r) * np.sqrt(np.where(n > 3, n - 3.0, np.nan))))


def _correlation(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    product = covariance[:, 0, 0] * covariance[:, 1, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(product > 0, covariance[:, 0, 1] / np.sqrt(product), np.nan)
    return np.where(np.abs(r) > 1 - ROUNDING, np.sign(r), r)
