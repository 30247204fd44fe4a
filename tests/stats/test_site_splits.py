"""The rank of the observed split among all."""

from itertools import combinations
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.site_splits import MOST_SPLITS, rank_split
from support.contrast_sites import read
from support.reference import table

change = st.lists(st.integers(-8, 8).map(lambda x: x / 4), min_size=2, max_size=7)


def ranked(changes, first, **options):
    return rank_split(np.array([changes]), np.array(first, dtype=bool), **options)


def test_two_and_two_sites_can_reach_one_third_and_no_less():
    found = ranked([-0.9, -0.8, 0.1, 0.0], [1, 1, 0, 0])
    assert (found.rank[0], found.n_splits, found.n_possible) == (1, 6, 6)
    assert found.p_split[0] == pytest.approx(2 / 6)
    assert found.smallest == pytest.approx(2 / 6)


def test_unequal_arms_have_no_mirror_images():
    found = ranked([-0.9, 0.2, 0.1, 0.0], [1, 0, 0, 0])
    assert (found.rank[0], found.n_splits, found.smallest) == (1, 4, 0.25)
    assert found.p_split[0] == 0.25


def test_the_rank_counts_the_splits_that_differ_more():
    # Halves of 1, 2, 4, 8 differ by 4.5, 2.5 or 1.5, each twice.
    assert ranked([1, 2, 4, 8], [1, 1, 0, 0]).rank[0] == 1
    middle = ranked([1, 2, 4, 8], [1, 0, 1, 0])
    assert (middle.rank[0], middle.p_split[0]) == (3, pytest.approx(4 / 6))
    assert ranked([1, 2, 4, 8], [0, 1, 1, 0]).p_split[0] == 1.0


@given(change, st.data())
def test_every_split_is_looked_at(changes, data):
    size = data.draw(st.integers(1, len(changes) - 1))
    chosen = set(data.draw(st.permutations(range(len(changes))))[:size])

    def difference(arm):
        others = [x for k, x in enumerate(changes) if k not in arm]
        return abs(fmean(changes[k] for k in arm) - fmean(others))

    found = ranked(changes, [k in chosen for k in range(len(changes))])
    sizes = [difference(set(arm)) for arm in combinations(range(len(changes)), size)]
    mine = difference(chosen)
    assert found.n_splits == found.n_possible == len(sizes)
    assert found.rank[0] == 1 + sum(x > mine + 1e-9 for x in sizes)
    assert found.p_split[0] == pytest.approx(sum(x >= mine - 1e-9 for x in sizes) / len(sizes))
    assert found.smallest - 1e-12 <= found.p_split[0] <= 1


@given(change)
def test_swapping_the_arms_changes_no_rank(changes):
    first = [k == 0 for k in range(len(changes))]
    one, other = ranked(changes, first), ranked(changes, [not x for x in first])
    assert (one.rank[0], one.p_split[0]) == (other.rank[0], pytest.approx(other.p_split[0]))


def test_of_many_splits_a_seeded_sample_stands_for_all():
    changes = np.linspace(0, 1, 20)
    first = changes > 0.5
    found = rank_split(changes[None], first)
    assert (found.n_splits, found.n_possible) == (MOST_SPLITS, 184_756)
    assert found.p_split[0] == found.smallest == 1 / MOST_SPLITS
    mixed = np.arange(20) % 4 < 2
    one, other = rank_split(changes[None], mixed), rank_split(changes[None], mixed, seed=1)
    again = rank_split(changes[None], mixed)
    assert one.p_split[0] == again.p_split[0] != other.p_split[0]
    assert one.p_split[0] == pytest.approx(other.p_split[0], abs=0.03)


@pytest.mark.parametrize(
    "row", table("contrast.csv"), ids=lambda row: f"{row['design']}-{row['set']}"
)
def test_the_rank_is_that_of_r(row):
    changes, first = read(row["design"], row["set"])
    found = rank_split(changes.change, first)
    assert found.rank[0] == int(row["rank"])
    assert found.p_split[0] == pytest.approx(float(row["p_split"]))
