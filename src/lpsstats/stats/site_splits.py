"""How the observed split of the sites into two arms ranks among all that could have been."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray

# Above it a random sample of the splits stands for all of them.
MOST_SPLITS = 5_000
SEED = 20180501
# Differences within this share of the largest change are tied: they differ by rounding.
TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTest:
    """The rank of one split among many; arrays have the shape (n_measures,).

    Attributes
    ----------
    rank : ndarray of int
        1 + the splits whose difference is larger in size: 1 is the largest.
    p_split : ndarray of float
        The share of splits whose difference is at least as large in size, the observed one among
        them.
    smallest : float
        The smallest `p_split` that these arms can reach.
    n_splits : int
        The splits looked at.
    n_possible : int
        The splits there are.
    """

    rank: NDArray[np.int64]
    p_split: FloatArray
    smallest: float
    n_splits: int
    n_possible: int


def rank_split(
    change: FloatArray, intervention: NDArray[np.bool_], *, seed: int = SEED
) -> SplitTest:
    """Rank a difference in changes among those of all splits into arms of the same sizes.

    Parameters
    ----------
    change : ndarray of float, shape (n_measures, n_sites)
        The change of every site of the two arms; no NaN.
    intervention : ndarray of bool, shape (n_sites,)
        The sites of the first arm; at least one, and not all.
    seed : int
        Where the random numbers start, if there are more than `MOST_SPLITS` splits.

    Returns
    -------
    SplitTest
        With arms of equal size each split has a mirror image of the same size, so that the
        smallest p of 2 + 2 sites is 2/6. Of more than `MOST_SPLITS` splits the observed one and a
        random sample of the others is taken (Phipson & Smyth 2010).

    References
    ----------
    Fisher, R. A. (1935). The Design of Experiments. As a test it supposes that any split was as
    likely as any other, which sites that were chosen do not satisfy: it is a yardstick.
    """
    n_sites, n_first = intervention.size, int(intervention.sum())
    n_possible = comb(n_sites, n_first)
    all_of_them = n_possible <= MOST_SPLITS
    splits = _all(n_sites, n_first) if all_of_them else _sample(intervention, seed)
    sizes = np.abs(_differences(change, splits))
    observed = np.abs(_differences(change, intervention[None]))
    margin = TIE * np.abs(change).max(axis=1, keepdims=True)
    mirrored = 2 if 2 * n_first == n_sites else 1
    return SplitTest(
        rank=1 + (sizes > observed + margin).sum(axis=1),
        p_split=(sizes >= observed - margin).mean(axis=1),
        smallest=mirrored / n_possible if all_of_them else 1 / len(splits),
        n_splits=len(splits),
        n_possible=n_possible,
    )


def _all(n_sites: int, n_first: int) -> NDArray[np.bool_]:
    """List every split, shape (n_splits, n_sites)."""
    chosen = np.array(list(combinations(range(n_sites), n_first)))
    splits = np.zeros((len(chosen), n_sites), dtype=bool)
    splits[np.arange(len(chosen))[:, None], chosen] = True
    return splits


def _sample(intervention: NDArray[np.bool_], seed: int) -> NDArray[np.bool_]:
    """Draw splits at random, after the observed one."""
    random = np.random.default_rng(seed)
    drawn = np.tile(intervention, (MOST_SPLITS - 1, 1))
    return np.vstack([intervention, random.permuted(drawn, axis=1)])


def _differences(change: FloatArray, splits: NDArray[np.bool_]) -> FloatArray:
    """Give the first arm's mean less the second's, shape (n_measures, n_splits)."""
    first = splits / splits.sum(axis=1, keepdims=True)
    second = ~splits / (~splits).sum(axis=1, keepdims=True)
    return np.asarray(change @ (first - second).T)
