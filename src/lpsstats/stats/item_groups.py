"""The moments of a set of items, in every group at once."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroups:
    """What reliability needs to know of G groups of respondents who answered k items.

    Only complete rows are in it: a respondent who left any item out is left out (listwise).

    Attributes
    ----------
    n : ndarray of int, shape (G,)
        Complete rows of each group.
    mean : ndarray, shape (G, k)
        Item means; NaN in an empty group.
    covariance : ndarray, shape (G, k, k)
        Item covariances with divisor n - 1; NaN where n < 2.
    centred : ndarray, shape (N, k)
        The complete rows, less their group's mean. An item without variance is exactly 0.
    group : ndarray of int, shape (N,)
        The group of each complete row.
    """

    n: NDArray[np.int64]
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    centred: NDArray[np.float64]
    group: NDArray[np.int64]

    @property
    def variance(self) -> NDArray[np.float64]:
        """Item variances, shape (G, k)."""
        return np.diagonal(self.covariance, axis1=1, axis2=2)

    @property
    def varies(self) -> NDArray[np.bool_]:
        """Whether an item has any variance in a group, shape (G, k)."""
        return self.variance > 0

    @property
    def n_items(self) -> NDArray[np.int64]:
        """Items that vary in each group, shape (G,): the k of its formulas."""
        return np.asarray(np.count_nonzero(self.varies, axis=1))

    def sum_rows(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up one value per complete row, shape (N,), to one per group, shape (G,)."""
        return np.asarray(
            np.bincount(self.group, weights=values, minlength=self.n.size), dtype=np.float64
        )


def group_items(items: NDArray[np.float64], group: NDArray[np.int64], n_groups: int) -> ItemGroups:
    """Take counts, means and covariances of the complete rows of every group in one pass.

    Each group's first value is subtracted before anything is summed, so that answers with a large
    common offset lose no digits.

    Parameters
    ----------
    items : ndarray, shape (n, k)
        Scored answers; NaN where missing.
    group : ndarray of int, shape (n,)
        Group of each row, 0 to `n_groups` - 1; -1 leaves the row out.
    n_groups : int
        G, the number of groups, empty ones included.

    Returns
    -------
    ItemGroups
        The moments and the centred complete rows.
    """
    complete = _complete_rows(items, group)
    member = group[complete].astype(np.intp, copy=False)
    n = np.bincount(member, minlength=n_groups)
    mean = np.empty((n_groups, items.shape[1]))
    # Column by column: every sum below runs down one item.
    centred = np.empty((member.size, items.shape[1]), order="F")
    for item in range(items.shape[1]):
        mean[:, item] = _centre(items[complete, item], member, n, centred[:, item])
    return ItemGroups(
        n=n, mean=mean, covariance=_covariance(centred, member, n), centred=centred, group=member
    )


def _complete_rows(items: NDArray[np.float64], group: NDArray[np.int64]) -> NDArray[np.bool_]:
    complete = group >= 0
    for item in range(items.shape[1]):
        complete &= ~np.isnan(items[:, item])
    return complete


def _centre(
    values: NDArray[np.float64],
    member: NDArray[np.int64],
    n: NDArray[np.int64],
    centred: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Write the values less their group's mean into `centred`; return the means, NaN if empty."""
    first = np.zeros(n.size)
    first[member[::-1]] = values[::-1]  # of several assignments the last one holds
    values -= first[member]
    mean = np.full(n.size, np.nan)
    np.divide(np.bincount(member, weights=values, minlength=n.size), n, out=mean, where=n > 0)
    np.subtract(values, mean[member], out=centred)
    return np.asarray(first + mean)


def _covariance(
    centred: NDArray[np.float64], member: NDArray[np.int64], n: NDArray[np.int64]
) -> NDArray[np.float64]:
    k = centred.shape[1]
    covariance = np.full((n.size, k, k), np.nan)
    for one, other in combinations_with_replacement(range(k), 2):
        product = centred[:, one] * centred[:, other]
        sums = np.bincount(member, weights=product, minlength=n.size)
        np.divide(sums, n - 1, out=covariance[:, one, other], where=n > 1)
        covariance[:, other, one] = covariance[:, one, other]
    return covariance
