"""The moments of a set of items under design weights, in every group at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.item_groups import ItemGroups, group_items
from lpsstats.stats.items import ItemStatistics, alpha_if_deleted, item_rest
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.weights import largest, weighted_moments

# Whom the weights make fewer than this lie, as two do, equally far from their mean on every item.
FEWEST_IN_EFFECT = 3
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedItems:
    """Groups of weighted respondents who answered every item.

    Attributes
    ----------
    groups : ItemGroups
        `n` is unweighted, `mean` weighted; `covariance` is sum(w d d') / sum(w) * n / (n - 1), as
        R's `survey::svyvar` has it; rows of `centred` are sqrt(n w / sum(w)) d, d being less the
        weighted mean. A coefficient that no common factor of all covariances changes, as alpha
        and omega are, then has its linearised standard error by the formulas for unweighted rows.
    share : ndarray, shape (N,)
        Each complete row's weight over the sum of its group's.
    n_effective : ndarray, shape (G,)
        1 / sum(share^2) (Kish 1965); NaN in an empty group.
    """

    groups: ItemGroups
    share: FloatArray
    n_effective: FloatArray

    @property
    def few(self) -> NDArray[np.bool_]:
        """Say which groups that are not empty have an effective n below 3, shape (G,)."""
        return np.asarray(self.n_effective < FEWEST_IN_EFFECT - ROUNDING)


def group_weighted_items(
    items: FloatArray, weight: FloatArray, group: NDArray[np.int64], n_groups: int
) -> WeightedItems:
    """Take weighted means and covariances of the complete rows of every group.

    Parameters
    ----------
    items : ndarray, shape (n, k)
        Scored answers; NaN where missing.
    weight : ndarray, shape (n,)
        A design weight each; rows with NaN or zero are left out. Only its size relative to the
        others of a group counts.
    group : ndarray of int, shape (n,)
        Group of each row, 0 to `n_groups` - 1; -1 leaves the row out.
    n_groups : int
        G, empty groups included.

    Returns
    -------
    WeightedItems
        With equal weights, exactly what `group_items` gives.
    """
    used = (weight > 0) & (group >= 0) & ~np.isnan(items).any(axis=1)
    member = group[used]
    plain = group_items(items[used], member, n_groups)
    share = _shares(weight[used], member, n_groups)
    n = plain.n
    shift = np.stack([np.bincount(member, share * d, n_groups) for d in plain.centred.T], axis=1)
    centred = (plain.centred - shift[member]) * np.sqrt(n[member] * share)[:, None]
    degrees = np.where(n > 1, n - 1.0, np.nan)[:, None, None]
    with np.errstate(divide="ignore"):
        n_effective = 1 / np.bincount(member, share**2, n_groups)
    return WeightedItems(
        groups=ItemGroups(
            n=n,
            mean=plain.mean + shift,
            covariance=_products(centred, member, n_groups) / degrees,
            centred=centred,
            group=plain.group,
        ),
        share=share,
        n_effective=np.where(n > 0, n_effective, np.nan),
    )


def _shares(weight: FloatArray, member: NDArray[np.int64], n_groups: int) -> FloatArray:
    heaviest = np.zeros(n_groups)
    np.maximum.at(heaviest, member, weight)  # by group: beside far larger ones a group's vanish
    relative = weight / heaviest[member]
    return np.asarray(relative / np.bincount(member, relative, n_groups)[member])


def _products(centred: FloatArray, member: NDArray[np.int64], n_groups: int) -> FloatArray:
    """Sum d d' within groups, shape (G, k, k)."""
    k = centred.shape[1]
    sums = np.empty((n_groups, k, k))
    for one in range(k):
        for other in range(one, k):
            product = centred[:, one] * centred[:, other]
            sums[:, one, other] = np.bincount(member, product, n_groups)
            sums[:, other, one] = sums[:, one, other]
    return sums


def weighted_item_statistics(
    items: FloatArray,
    weight: FloatArray,
    group: NDArray[np.int64],
    found: WeightedItems,
    *,
    low: FloatArray,
    high: FloatArray,
) -> ItemStatistics:
    """Describe every item in every group under weights; as `item_statistics`.

    Parameters
    ----------
    items, weight, group
        As of `group_weighted_items`.
    found : WeightedItems
        What that function made of them.
    low, high : ndarray, shape (k,)
        The lowest and the highest score that each item can take.

    Returns
    -------
    ItemStatistics
        `n` and `missing` count respondents with a weight above zero; all else is weighted.
        `item_rest` and `alpha_if_deleted` are NaN where the effective n is below 3.
    """
    n_groups, few = found.groups.n.size, found.few[:, None]
    covariance = found.groups.covariance
    weight = np.where(weight > 0, weight / largest(weight), np.nan)
    answers = [weighted_moments(item, weight, group, n_groups) for item in items.T]
    n = np.stack([one.n for one in answers], axis=1).astype(np.int64)
    rows = np.bincount(group[(group >= 0) & (weight > 0)], minlength=n_groups)
    ends = [
        np.stack([_mean_of(item, end, weight, group, n_groups) for item, end in _zip(items, at)], 1)
        for at in (low, high)
    ]
    return ItemStatistics(
        n=n,
        mean=np.stack([one.mean for one in answers], axis=1),
        sd=np.stack([one.sd for one in answers], axis=1),
        item_rest=np.where(few, np.nan, item_rest(covariance)),
        alpha_if_deleted=np.where(few, np.nan, alpha_if_deleted(covariance)),
        floor=ends[0],
        ceiling=ends[1],
        missing=rows[:, None] - n,
    )


def _zip(items: FloatArray, ends: FloatArray) -> list[tuple[FloatArray, float]]:
    return [(item, float(end)) for item, end in zip(items.T, ends, strict=True)]


def _mean_of(
    item: FloatArray, end: float, weight: FloatArray, group: NDArray[np.int64], n_groups: int
) -> FloatArray:
    """Give the weighted share of the answers that are at one end of the scale."""
    at_end = np.where(np.isnan(item), np.nan, item == end)
    return weighted_moments(at_end, weight, group, n_groups).mean
