import itertools
import math

import numpy as np
import pytest
from scipy import stats

from lpsstats.stats import exact_table
from lpsstats.stats.exact_table import freeman_halton
from support.item_answers import counts_of
from support.reference import table

EXACT = {
    row["set"]: float(row["value"]) for row in table("tables.csv") if row["quantity"] == "fisher"
}


def monte_carlo_error(p, resamples=9999):
    """Four standard errors of a binomial share, and the one that is added to it."""
    return 4 * math.sqrt(p * (1 - p) / resamples) + 1 / resamples


@pytest.mark.parametrize("name", EXACT)
def test_it_comes_to_the_exact_p_of_r(name):
    expected = EXACT[name]
    found = freeman_halton(counts_of(name)[0])
    assert found == pytest.approx(expected, abs=monte_carlo_error(expected))


def test_a_table_of_two_by_two_has_the_p_of_fisher():
    cells = np.array([[3, 9], [8, 4]])
    expected = stats.fisher_exact(cells).pvalue
    assert freeman_halton(cells) == pytest.approx(expected, abs=monte_carlo_error(expected))


def test_tables_are_drawn_as_often_as_they_are_likely():
    counts = np.array([[2, 1, 0], [0, 1, 1], [1, 0, 1]])
    people = [1, 1, 2, 2, 3, 3, 1]  # the columns, in the order of the rows 3, 2, 2
    likely = {}
    for order in itertools.permutations(people):
        cells = [[part.count(c) for c in (1, 2, 3)] for part in (order[:3], order[3:5], order[5:])]
        key = np.array(cells).tobytes()
        likely[key] = likely.get(key, 0) + 1 / math.factorial(7)
    drawn = np.concatenate(
        list(exact_table._random_tables(counts, 20_000, np.random.default_rng(1)))
    )
    assert (drawn.sum(axis=1) == counts.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == counts.sum(axis=1)).all()
    found = dict.fromkeys(likely, 0)
    for one in drawn:
        found[one.tobytes()] += 1
    expected = [20_000 * likely[key] for key in likely]
    assert stats.chisquare(list(found.values()), expected).pvalue > 0.001


def test_the_same_seed_gives_the_same_p_and_another_one_nearly():
    counts = counts_of("kinds_25_20")[0]
    assert freeman_halton(counts, seed=1) == freeman_halton(counts, seed=1)
    other = freeman_halton(counts, seed=2)
    assert freeman_halton(counts, seed=1) == pytest.approx(other, abs=0.02)


def test_drawing_in_blocks_draws_as_often_as_asked(monkeypatch):
    counts = counts_of("kinds_25_20")[0]
    monkeypatch.setattr(exact_table, "BLOCK", 30 * counts.size)
    blocks = exact_table._random_tables(counts, 100, np.random.default_rng(1))
    assert [len(block) for block in blocks] == [30, 30, 30, 10]


def test_p_is_never_0():
    assert freeman_halton(np.array([[50, 0, 0], [0, 50, 1]]), resamples=99) == 0.01
