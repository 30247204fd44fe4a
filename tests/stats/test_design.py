import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.design import sampling_design, sums, within_cells

pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(-1, 4)), max_size=40)


def made(rows, n_domains=3):
    domain, stratum, cluster = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return sampling_design(domain, n_domains, stratum=stratum, cluster=cluster)


def test_units_and_strata_are_counted_by_hand():
    rows = [(0, 5, 1), (0, 5, 1), (0, 5, 2), (0, 7, 1), (0, 7, -1), (2, 5, 1), (2, 5, -1)]
    design = made(rows)
    assert design.n_units.tolist() == [2, 2, 2]
    assert design.degrees().tolist() == [2, 0, 1]
    assert design.lonely().tolist() == [False, False, False]
    assert made(rows[:-1]).lonely().tolist() == [False, False, True]


def test_a_variance_is_that_of_the_unit_sums_by_hand():
    # Sums of 3, 1 and 2 in one stratum: 3/2 * (1 + 1 + 0) = 3.
    design = made([(0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 2)], 1)
    influence = np.array([1.0, 2.0, 1.0, 2.0])
    assert design.covariance(influence, influence)[0] == pytest.approx(3.0, rel=1e-15)
    other = np.array([0.0, 1.0, 2.0, 0.0])  # sums of 1, 2 and 0: 3/2 * (0 - 1 + 0)
    assert design.covariance(influence, other)[0] == pytest.approx(-1.5, rel=1e-15)


def test_a_single_unit_has_no_variance_even_where_its_sum_is_nought():
    design = made([(0, 0, 1), (0, 0, 1), (1, 0, 1), (1, 0, 2)], 2)
    variance = design.covariance(np.array([1.0, -1.0, 1.0, 2.0]), np.array([1.0, -1.0, 1.0, 2.0]))
    assert np.isnan(variance[0])
    assert variance[1] == pytest.approx(1.0)  # 2 / 1 * (1/4 + 1/4)


@given(pairs)
def test_units_are_the_distinct_clusters_within_strata_within_domains(rows):
    design = made(rows)
    named = {(d, s, c if c >= 0 else f"alone {i}") for i, (d, s, c) in enumerate(rows)}
    strata = {(d, s) for d, s, _ in named}
    expected = [sum(u[0] == d for u in named) - sum(s[0] == d for s in strata) for d in range(3)]
    assert design.degrees().tolist() == expected
    assert design.unit.size == len(rows)
    assert design.n_units.sum() == len(named)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_no_variance(rows, random):
    shuffled = random.sample(range(len(rows)), len(rows))
    influence = np.sin(np.arange(len(rows)))
    one = made(rows).covariance(influence, influence)
    moved = influence[shuffled] if rows else influence
    other = made([rows[i] for i in shuffled]).covariance(moved, moved)
    assert one == pytest.approx(other, rel=1e-9, abs=1e-12, nan_ok=True)


def test_without_strata_each_domain_is_one():
    design = sampling_design(np.array([0, 0, 2, 2, 2]), 3)
    assert design.degrees().tolist() == [1, 0, 2]


def test_weights_of_any_size_are_brought_below_one_in_their_cell():
    scaled = within_cells(np.array([1e300, 5e299, 2e-300, 1e-300]), np.array([0, 0, 1, 1]), 2)
    assert scaled == pytest.approx([1, 0.5, 1, 0.5])


def test_sums_of_nothing_are_numbers():
    none = sums(np.array([], dtype=np.int64), np.array([]), 2)
    assert none.dtype == np.float64
    assert none.tolist() == [0.0, 0.0]
