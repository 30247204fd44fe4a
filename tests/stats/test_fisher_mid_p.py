"""Fisher's mid-p of any table of two shares: against the hypergeometric distribution of scipy."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.two_by_two import compare_two_shares, fisher_mid_p


def expected(before, n_before, after, n_after):
    """Sum the chances of the tables no likelier than the observed, half of the latter's own."""
    total, events = n_before + n_after, before + after
    tables = np.arange(max(0, events - n_before), min(events, n_after) + 1)
    if len(tables) == 1:
        return 1.0
    chance = scipy.stats.hypergeom(total, events, n_after).pmf(tables)
    observed = chance[tables == after][0]
    return chance[chance <= observed * (1 + 1e-7)].sum() - observed / 2


def test_a_table_by_hand():
    """Of 8 with 4 events, the later 4 have 3: (16 + 16 + 1 + 1 - 8) / 70."""
    found = fisher_mid_p(*map(np.array, (1, 4, 3, 4)))
    assert float(found) == pytest.approx((16 + 1 + 1 + 16 - 8) / 70)


@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_it_is_the_sum_of_hypergeometric_chances(before, after):
    found = fisher_mid_p(*(np.array([x]) for x in (*before, *after)))
    assert found[0] == pytest.approx(expected(*before, *after), rel=1e-7)
    turned = fisher_mid_p(*(np.array([x]) for x in (*after, *before)))
    assert found[0] == pytest.approx(turned[0], rel=1e-9)


def test_sparse_tables_have_the_p_that_the_usual_test_gives_them():
    counts = np.array([[0, 20, 1, 20], [1, 30, 0, 5]]).T
    assert fisher_mid_p(*counts) == pytest.approx(compare_two_shares(*counts).p_value)


def test_an_empty_wave_has_none():
    found = fisher_mid_p(*map(np.array, ([0, 1], [0, 2], [1, 1], [2, 3])))
    assert np.isnan(found).tolist() == [True, False]
