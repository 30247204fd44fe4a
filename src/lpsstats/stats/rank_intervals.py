"""How sure a ranking is: the ranks in resamples, and which of two can be told apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray, IntArray

# Sizes that differ by less are equal: that much is rounding of numbers between 0 and 1.
SAME = 1e-12
# The part of the resamples that may say nothing, because nothing in them goes with the outcome.
MOST_EMPTY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The ranks of p sizes; rank 1 is the largest.

    Attributes
    ----------
    rank : ndarray of int, shape (p,)
        Equal sizes share the better rank.
    rank_low, rank_high : ndarray of int, shape (p,)
        The interval of the rank over resamples, stretched to hold `rank` where it does not. In a
        resample equal sizes take all the ranks that they share.
    p_first : ndarray of float, shape (p,)
        The share of resamples in which it ranks first; those that share a first place count it in
        parts, so that the shares sum to 1.
    apart : ndarray of bool, shape (p, p)
        Whether the interval of the difference of two sizes over resamples leaves 0 out.
    """

    rank: IntArray
    rank_low: IntArray
    rank_high: IntArray
    p_first: FloatArray
    apart: NDArray[np.bool_]


def ranking(sizes: FloatArray, resampled: FloatArray, *, coverage: float = 0.9) -> Ranking | None:
    """Rank sizes, and say how far the ranks hold in resamples.

    Parameters
    ----------
    sizes : ndarray of float, shape (p,)
        Such as shares of variance.
    resampled : ndarray of float, shape (draws, p)
        The same in resamples of the respondents; at least one. Where all are 0 nothing varies, and
        the resample is left out.
    coverage : float
        Of the intervals of ranks and differences.

    Returns
    -------
    Ranking or None
        Intervals are percentiles: of ranks the least and the largest that leave no more than
        (1 - coverage) / 2 of the resamples outside on their side. `None` where more than one
        resample in twenty is left out.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 13. Ranks:
    Goldstein, H. & Spiegelhalter, D. J. (1996). JRSS A 159, 385-443, section 3.
    """
    telling = resampled[(resampled > SAME).any(axis=1)]
    if len(resampled) - len(telling) > MOST_EMPTY * len(resampled):
        return None
    rank = ranks(sizes)
    best, worst = ranks(telling), sizes.size + 1 - ranks(-telling)
    outside = int((1 - coverage) / 2 * len(telling) + SAME)
    low, high = np.sort(best, axis=0)[outside], np.sort(worst, axis=0)[-1 - outside]
    first = best == 1
    return Ranking(
        rank=rank,
        rank_low=np.minimum(low, rank),
        rank_high=np.maximum(high, rank),
        p_first=(first / first.sum(axis=1, keepdims=True)).mean(axis=0),
        apart=_apart(telling, [(1 - coverage) / 2, (1 + coverage) / 2]),
    )


def ranks(sizes: FloatArray) -> IntArray:
    """Rank sizes, the largest first.

    Parameters
    ----------
    sizes : ndarray of float, shape (..., p)

    Returns
    -------
    ndarray of int, shape (..., p)
        One more than the number of larger ones.
    """
    larger = sizes[..., None, :] > sizes[..., :, None] + SAME
    return np.asarray(1 + larger.sum(axis=-1), dtype=np.int64)


def _apart(resampled: FloatArray, tails: list[float]) -> NDArray[np.bool_]:
    """Say which pairs differ: 0 lies outside the percentiles of their difference."""
    p = resampled.shape[1]
    apart = np.zeros((p, p), dtype=bool)
    for j in range(p - 1):
        low, high = np.quantile(resampled[:, j, None] - resampled[:, j + 1 :], tails, axis=0)
        apart[j, j + 1 :] = apart[j + 1 :, j] = (low > SAME) | (high < -SAME)
    return apart
