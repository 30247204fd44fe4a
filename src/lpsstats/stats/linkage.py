"""Clusters by average linkage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two clusters put together.

    Attributes
    ----------
    first, second : int
        The clusters: 0 to k - 1 are the single items, k + i is what merge i made.
    members : tuple of int
        The items of both, in order.
    similarity : float
        The mean similarity between an item of the one and an item of the other.
    within : float
        The mean similarity of all pairs of items of the new cluster.
    """

    first: int
    second: int
    members: tuple[int, ...]
    similarity: float
    within: float


def average_linkage(similarity: Floats) -> tuple[Merge, ...]:
    """Merge the two most similar clusters until one is left (UPGMA, Sokal & Michener 1958).

    Parameters
    ----------
    similarity : ndarray, shape (k, k)
        Symmetric, without NaN; the diagonal is not looked at. Of equally similar pairs the first
        in order is merged first.

    Returns
    -------
    tuple of Merge
        k - 1 merges; the similarity never rises from one to the next.
    """
    k = len(similarity)
    between = similarity.astype(np.float64)
    np.fill_diagonal(between, -np.inf)
    cluster = list(range(k))
    members: list[tuple[int, ...]] = [(i,) for i in range(k)]
    within_sum = np.zeros(k)
    merges: list[Merge] = []
    for step in range(k - 1):
        i, j = sorted(divmod(int(between.argmax()), k))
        likeness, sizes = float(between[i, j]), (len(members[i]), len(members[j]))
        within_sum[i] += within_sum[j] + likeness * sizes[0] * sizes[1]
        members[i] = tuple(sorted(members[i] + members[j]))
        n = len(members[i])
        merges.append(
            Merge(
                first=cluster[i],
                second=cluster[j],
                members=members[i],
                similarity=likeness,
                within=float(within_sum[i]) / (n * (n - 1) / 2),
            )
        )
        row = (sizes[0] * between[i] + sizes[1] * between[j]) / n
        row[[i, j]] = -np.inf
        between[i], between[:, i] = row, row
        between[j], between[:, j] = -np.inf, -np.inf
        cluster[i] = k + step
    return tuple(merges)
