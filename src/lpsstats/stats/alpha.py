"""Cronbach's alpha."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.item_groups import ItemGroups

# A sum of items whose variance is this small a part of the item variances is rounding only.
CONSTANT_TOTAL = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Cronbach's alpha of every group.

    Attributes
    ----------
    n : ndarray of int, shape (G,)
        Complete rows.
    n_items : ndarray of int, shape (G,)
        Items that vary in the group; the others are dropped there.
    alpha : ndarray, shape (G,)
        Raw alpha, negative where the items disagree; NaN where `reason` is set.
    inter_item_r : ndarray, shape (G,)
        Mean correlation among the items that vary; NaN with fewer than two of them.
    reason : ndarray of str, shape (G,)
        Why there is no alpha, or "": `wave_missing` (no complete row), `n_lt_2`, `single_item`
        (fewer than two items vary) or `all_tied` (no item varies, or the items cancel exactly).
    """

    n: NDArray[np.int64]
    n_items: NDArray[np.int64]
    alpha: NDArray[np.float64]
    inter_item_r: NDArray[np.float64]
    reason: NDArray[np.str_]


def cronbach_alpha(groups: ItemGroups) -> Alpha:
    """Compute raw alpha from the covariances of the items that vary (Cronbach 1951).

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.

    Returns
    -------
    Alpha
        One value per group, or the reason why there is none.
    """
    value = alpha_from_covariance(groups.covariance)
    return Alpha(
        n=groups.n,
        n_items=groups.n_items,
        alpha=value,
        inter_item_r=mean_inter_item_r(groups.covariance),
        reason=_reason(groups, value),
    )


def alpha_from_covariance(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute alpha of each covariance matrix, shape (..., k, k), over its items that vary.

    NaN where fewer than two items vary or the sum of the items does not.
    """
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    k = np.count_nonzero(variance > 0, axis=-1)
    return alpha_from_sums(k, variance.sum(axis=-1), covariance.sum(axis=(-2, -1)))


def alpha_from_sums(
    k: NDArray[np.int64], trace: NDArray[np.float64], total: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Compute alpha = k/(k-1) (1 - trace/total) (Cronbach 1951).

    Parameters
    ----------
    k : ndarray of int, shape (...,)
        Items.
    trace : ndarray, shape (...,)
        Sum of the item variances.
    total : ndarray, shape (...,)
        Variance of the sum of the items, in the same units as `trace`.

    Returns
    -------
    ndarray, shape (...,)
        NaN where k < 2 or the total does not vary.
    """
    defined = (k > 1) & (total > CONSTANT_TOTAL * trace)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = k / (k - 1) * (1 - trace / total)
    # Rounding may lift perfectly correlated items above 1.
    return np.where(defined, np.minimum(value, 1.0), np.nan)


def mean_inter_item_r(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average the correlations among the items that vary; NaN with fewer than two of them."""
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    k = np.count_nonzero(variance > 0, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(variance > 0, 1 / np.sqrt(variance), 0.0)
        correlations = (covariance * weight[..., :, None] * weight[..., None, :]).sum(axis=(-2, -1))
        return np.where(k > 1, (correlations - k) / (k * (k - 1)), np.nan)


def too_little_data(groups: ItemGroups) -> NDArray[np.str_]:
    """Say why a group has no reliability whatever the coefficient, or ""."""
    return np.select(
        [
            groups.n == 0,
            groups.n == 1,
            (groups.n_items == 0) & (groups.covariance.shape[1] > 1),
            groups.n_items < 2,
        ],
        ["wave_missing", "n_lt_2", "all_tied", "single_item"],
        default="",
    )


def _reason(groups: ItemGroups, value: NDArray[np.float64]) -> NDArray[np.str_]:
    too_little = too_little_data(groups)
    return np.where((too_little == "") & np.isnan(value), "all_tied", too_little)
