"""Average linkage, against scipy."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from lpsstats.stats.linkage import average_linkage


def similarities(k, seed):
    half = np.random.default_rng(seed).random((k, k))
    return (half + half.T) / 2


@pytest.mark.parametrize(("k", "seed"), [(2, 1), (3, 2), (12, 3), (40, 4)])
def test_the_tree_is_that_of_scipy(k, seed):
    similarity = similarities(k, seed)
    distance = 1 - similarity
    np.fill_diagonal(distance, 0)
    expected = linkage(squareform(distance), method="average")
    merges = average_linkage(similarity)
    assert len(merges) == k - 1
    for merge, row in zip(merges, expected, strict=True):
        assert {merge.first, merge.second} == {int(row[0]), int(row[1])}
        assert 1 - merge.similarity == pytest.approx(row[2])
        assert len(merge.members) == int(row[3])


def test_within_is_the_mean_over_all_pairs_of_the_cluster():
    similarity = similarities(9, 7)
    for merge in average_linkage(similarity):
        inside = similarity[np.ix_(merge.members, merge.members)]
        pairs = inside[np.triu_indices(len(merge.members), 1)]
        assert merge.within == pytest.approx(pairs.mean())


def test_ties_are_settled_by_order():
    similarity = np.full((4, 4), 0.5)
    assert [merge.members for merge in average_linkage(similarity)] == [
        (0, 1),
        (0, 1, 2),
        (0, 1, 2, 3),
    ]


def test_one_item_merges_with_nothing():
    assert average_linkage(np.ones((1, 1))) == ()
