"""Who is there again: members of rounds that are new, stay, return, are lost, were always there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import IntArray
from lpsstats.stats.proportions import Share, wilson

NO_EARLIER_MAP = "no_earlier_map"
NO_CONNECTIONS = "no_connections"

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Counts and shares of each round; arrays of shape (n_rounds,) but `times`.

    Attributes
    ----------
    n : ndarray of int
        Members of the round.
    n_before : ndarray of int
        Members of the round before; 0 in the first.
    n_new, n_repeated, n_returned : ndarray of int
        Members in no earlier round, also in the round before, in an earlier one but not in the
        one before. They add up to `n`.
    n_lost : ndarray of int
        Members of the round before that are not in this one; `n_before` is `n_repeated + n_lost`.
    n_sustained : ndarray of int
        Members of every round up to this one.
    n_seen : ndarray of int
        Members of any round up to this one.
    times : ndarray of int, shape (n_rounds, n_rounds)
        Entry (m, k): how many were in exactly k + 1 of the rounds up to m.
    new, kept, sustained : Share
        `n_new` of `n`; `n_repeated` of `n_before`; `n_sustained` of the first round's members.
        From 0 to 1 with Wilson's interval; NaN where there is a reason.
    new_reason, kept_reason, sustained_reason : ndarray of str
        `no_earlier_map` in the first round, `no_connections` where the base is 0; else empty.
    """

    n: IntArray
    n_before: IntArray
    n_new: IntArray
    n_repeated: IntArray
    n_returned: IntArray
    n_lost: IntArray
    n_sustained: IntArray
    n_seen: IntArray
    times: IntArray
    new: Share
    kept: Share
    sustained: Share
    new_reason: NDArray[np.str_]
    kept_reason: NDArray[np.str_]
    sustained_reason: NDArray[np.str_]


def recurrence(there: BoolArray, *, confidence: float = 0.95) -> Recurrence:
    """Follow members through rounds.

    Parameters
    ----------
    there : ndarray of bool, shape (n_members, n_rounds)
        Whether a member is in a round; rounds in time order, at least one.
    confidence : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    Recurrence
        The first round has counts but no shares: nothing can be new or kept in it.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212. The counts are counts of sets.
    """
    never = np.zeros((len(there), 1), dtype=bool)
    seen = np.logical_or.accumulate(there, axis=1)
    earlier, before = np.hstack([never, seen[:, :-1]]), np.hstack([never, there[:, :-1]])
    sustained = np.logical_and.accumulate(there, axis=1).sum(axis=0)
    n, n_before = there.sum(axis=0), before.sum(axis=0)
    n_new, n_repeated = (there & ~earlier).sum(axis=0), (there & before).sum(axis=0)
    n_first = np.full(len(n), n[0])
    return Recurrence(
        n=n,
        n_before=n_before,
        n_new=n_new,
        n_repeated=n_repeated,
        n_returned=(there & earlier & ~before).sum(axis=0),
        n_lost=(before & ~there).sum(axis=0),
        n_sustained=sustained,
        n_seen=seen.sum(axis=0),
        times=_times(there),
        new=_share(n_new, n, confidence),
        kept=_share(n_repeated, n_before, confidence),
        sustained=_share(sustained, n_first, confidence),
        new_reason=_reasons(n),
        kept_reason=_reasons(n_before),
        sustained_reason=_reasons(n_first),
    )


def _share(count: IntArray, base: IntArray, confidence: float) -> Share:
    """Give shares of a base; none in the first round, where they would be 0 or 1 by definition."""
    later = np.where(np.arange(len(base)) > 0, base, 0)
    return wilson(count, later, confidence=confidence)


def _reasons(base: IntArray) -> NDArray[np.str_]:
    reasons = np.where(base > 0, "", NO_CONNECTIONS).astype(object)
    reasons[0] = NO_EARLIER_MAP
    return reasons.astype(np.str_)


def _times(there: BoolArray) -> IntArray:
    """Count the members that were there once, twice and so on, up to each round."""
    so_far = np.cumsum(there, axis=1)
    counts = range(1, there.shape[1] + 1)
    return np.array([(so_far == k).sum(axis=0) for k in counts], dtype=np.int64).T
