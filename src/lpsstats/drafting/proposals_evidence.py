"""Which items go together: clusters of correlations that hang together within and not beyond."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.linkage import Merge, average_linkage
from lpsstats.stats.pairwise import Correlations, pairwise_correlations

Floats = NDArray[np.float64]

# Two clusters are one only if their items are almost as close to one another as within each:
# police legitimacy and trust in the police, two scales of most surveys, reach .62 of it.
TOGETHER, TOGETHER_SAME_STEM = 0.67, 0.5
# Correlations below these are no evidence however many people answered, nor are those below what
# the largest of so many correlations reaches by chance.
WEAK, WEAK_SAME_STEM = 0.15, 0.08
CHANCE = 0.05
PAIR = 0.3  # two items alone need more
FEWEST_ANSWERS = 20
LARGEST = 20  # items; a longer list is a topic, not a scale
APART = 0.8  # what a correlation counts between items in different parts of the questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A cluster of items.

    Attributes
    ----------
    members : list of int
        Positions among the items given.
    mean_r : float
        Mean size of their correlations.
    rest : ndarray, shape (len(members),)
        Each item's correlation with the sum of the others (standardised, and turned towards the
        direction that most items share); negative where the item runs against them.
    """

    members: list[int]
    mean_r: float
    rest: Floats


def evidence_of(places: Sequence[int], stems: Sequence[str], answers: Floats) -> Iterator[Evidence]:
    """Find the clusters among items of one answer format.

    Parameters
    ----------
    places : sequence of int
        The place of each item in the questionnaire.
    stems : sequence of str
        What each name shares with others; "" for nothing.
    answers : ndarray, shape (n, k)
        NaN where missing.

    Yields
    ------
    Evidence
        The largest sets built by average linkage on |r| (four fifths of it between items that are
        neither in one uninterrupted run of the format nor named alike) in which every join
        brought together clusters with a mean |r| of at least two thirds of what each has within
        (half of it between items named alike) and beyond chance.
    """
    correlations = pairwise_correlations(answers)
    r = np.where(correlations.n >= FEWEST_ANSWERS, np.nan_to_num(correlations.r), 0.0)
    size = np.abs(r) * _closeness(places, stems)
    merges = average_linkage(size)
    floor = _floor(correlations)
    for merge in _largest(merges, stems, floor):
        members = list(merge.members)
        inside = r[np.ix_(members, members)]
        mean_r = float(np.abs(inside)[np.triu_indices(len(members), 1)].mean())
        if len(members) > 2 or mean_r >= PAIR:
            yield Evidence(members=members, mean_r=mean_r, rest=_with_rest(inside))


def _closeness(places: Sequence[int], stems: Sequence[str]) -> Floats:
    """Say what a correlation between two items counts: less between strangers."""
    run = np.cumsum(np.diff(np.array(places), prepend=places[0]) > 1)
    names = np.array(stems)
    alike = (names[:, None] == names) & (names != "")
    return np.where((run[:, None] == run) | alike, 1.0, APART)


def _floor(correlations: Correlations) -> float:
    """Give the |r| that the largest of all these correlations would hardly reach by chance."""
    k = len(correlations.n)
    n = float(np.median(correlations.n[np.triu_indices(k, 1)]))
    # The normal quantile of a tail of CHANCE spread over all pairs, by its usual bound.
    z = np.sqrt(2 * np.log(k * (k - 1) / 2 / CHANCE))
    return float(z / np.sqrt(max(n, 1.0)))


def _largest(merges: Sequence[Merge], stems: Sequence[str], chance: float) -> list[Merge]:
    """Find the joins that hold, all joins below them holding too, and none above."""
    k = len(stems)
    holds: list[bool] = []
    joined: set[int] = set()
    for merge in merges:
        below = [merge.first, merge.second]
        parts = [merges[c - k].within for c in below if c >= k]
        named = {stems[i] for i in merge.members}
        alike = len(named) == 1 and named != {""}
        enough = max(chance, WEAK_SAME_STEM if alike else WEAK)
        share = TOGETHER_SAME_STEM if alike else TOGETHER
        fine = all(holds[c - k] for c in below if c >= k) and len(merge.members) <= LARGEST
        fine = fine and merge.similarity >= max([enough, *(share * min(parts) for _ in parts[:1])])
        holds.append(fine)
        joined |= {c for c in below if c >= k and fine}
    return [merge for i, merge in enumerate(merges) if holds[i] and k + i not in joined]


def _with_rest(r: Floats) -> Floats:
    """Correlate every item with the others, those turned to run with the majority.

    From the correlations alone: r(x, sum of z) = sum r(x, z) / sqrt(sum of all r among z). The
    first principal component tells the direction of the others.
    """
    vector = np.linalg.eigh(r)[1][:, -1]
    signs = np.where(vector < 0, -1.0, 1.0)
    if signs.sum() < 0 or (signs.sum() == 0 and signs[0] < 0):
        signs = -signs
    aligned = r * signs[:, None] * signs
    total = aligned.sum(axis=1) - np.diag(aligned)
    others = aligned.sum() - 2 * total - np.diag(aligned)
    return np.asarray(signs * total / np.sqrt(np.maximum(others, np.finfo(float).tiny)))
