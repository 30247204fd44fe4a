"""What each item of a scale does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lpsstats.stats.alpha import CONSTANT_TOTAL, alpha_from_sums
from lpsstats.stats.item_groups import ItemGroups, group_items


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """One line per group and item; every array has the shape (G, k).

    Attributes
    ----------
    n : ndarray of int
        Valid answers to the item, whether or not the other items were answered.
    mean, sd : ndarray
        Of the valid answers; NaN with none, and with fewer than two.
    item_rest : ndarray
        Correlation with the sum of the other items, on complete rows; NaN where either is constant.
    alpha_if_deleted : ndarray
        Alpha of the other items, on complete rows; NaN unless the item and two others vary.
    floor, ceiling : ndarray
        Shares, 0 to 1, of the valid answers at the scored minimum and maximum; NaN with none.
    missing : ndarray of int
        Rows of the group without a valid answer to the item.
    """

    n: NDArray[np.int64]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    item_rest: NDArray[np.float64]
    alpha_if_deleted: NDArray[np.float64]
    floor: NDArray[np.float64]
    ceiling: NDArray[np.float64]
    missing: NDArray[np.int64]


def item_statistics(
    items: NDArray[np.float64],
    group: NDArray[np.int64],
    groups: ItemGroups,
    *,
    low: ArrayLike,
    high: ArrayLike,
) -> ItemStatistics:
    """Describe every item in every group.

    Parameters
    ----------
    items : ndarray, shape (n, k)
        Scored answers; NaN where missing.
    group : ndarray of int, shape (n,)
        Group of each row; -1 leaves the row out.
    groups : ItemGroups
        What `group_items` made of the same items and groups.
    low, high : array_like, scalar or shape (k,)
        The lowest and the highest score that each item can take.

    Returns
    -------
    ItemStatistics
        Undefined values are NaN.
    """
    k = items.shape[1]
    low, high = np.broadcast_to(low, k), np.broadcast_to(high, k)
    n_groups = groups.n.size
    columns = [
        _describe_item(items[:, item], group, n_groups, low=low[item], high=high[item])
        for item in range(k)
    ]
    n = np.stack([column.n for column in columns], axis=1)
    rows = np.bincount(group[group >= 0], minlength=n_groups)
    return ItemStatistics(
        n=n,
        mean=np.stack([column.mean for column in columns], axis=1),
        sd=np.stack([column.sd for column in columns], axis=1),
        item_rest=item_rest(groups.covariance),
        alpha_if_deleted=alpha_if_deleted(groups.covariance),
        floor=np.stack([column.floor for column in columns], axis=1),
        ceiling=np.stack([column.ceiling for column in columns], axis=1),
        missing=rows[:, None] - n,
    )


def item_rest(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlate each item with the sum of the others, from covariances of shape (..., k, k).

    Returns
    -------
    ndarray, shape (..., k)
        The corrected item-total correlation; NaN where the item or the sum is constant.
    """
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    with_rest = covariance.sum(axis=-1) - variance
    rest_trace, rest_total = _rest(covariance)
    defined = (variance > 0) & (rest_total > CONSTANT_TOTAL * rest_trace)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = with_rest / np.sqrt(variance * rest_total)
    return np.where(defined, np.clip(r, -1.0, 1.0), np.nan)


def alpha_if_deleted(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute alpha without each item, from covariances of shape (..., k, k).

    Returns
    -------
    ndarray, shape (..., k)
        NaN for an item that does not vary, and where fewer than two others do.
    """
    varies = np.diagonal(covariance, axis1=-2, axis2=-1) > 0
    k = np.count_nonzero(varies, axis=-1)[..., None]
    value = alpha_from_sums(k - 1, *_rest(covariance))
    return np.where(varies, value, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ItemColumn:
    """The statistics of one item, each of shape (G,)."""

    n: NDArray[np.int64]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    floor: NDArray[np.float64]
    ceiling: NDArray[np.float64]


def _describe_item(
    item: NDArray[np.float64],
    group: NDArray[np.int64],
    n_groups: int,
    *,
    low: float,
    high: float,
) -> _ItemColumn:
    answers = group_items(item[:, None], group, n_groups)
    value = item[(group >= 0) & ~np.isnan(item)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return _ItemColumn(
            n=answers.n,
            mean=answers.mean[:, 0],
            sd=np.sqrt(answers.variance[:, 0]),
            floor=answers.sum_rows(value == low) / answers.n,
            ceiling=answers.sum_rows(value == high) / answers.n,
        )


def _rest(
    covariance: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take the trace and the total of the covariances without each item, both of shape (..., k)."""
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    trace = variance.sum(axis=-1, keepdims=True) - variance
    with_item = 2 * covariance.sum(axis=-1) - variance
    return trace, covariance.sum(axis=(-2, -1))[..., None] - with_item
