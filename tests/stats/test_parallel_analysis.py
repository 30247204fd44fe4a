import numpy as np
import pytest

from lpsstats.stats import parallel_analysis as module
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.parallel_analysis import parallel_analysis
from support.reference import answers_of, table


def of(items, **more):
    items = np.asarray(items, dtype=float)
    return parallel_analysis(group_items(items, np.zeros(len(items), dtype=np.int64), 1), **more)


def two_factors(n, seed=1):
    random = np.random.default_rng(seed)
    factors = np.repeat(random.standard_normal((n, 2)), 3, axis=1)
    return np.clip(np.round(4 + factors + random.standard_normal((n, 6))), 1, 7)


@pytest.mark.parametrize("name", ["k2", "k3", "k4", "k5", "k7", "attitude"])
def test_eigenvalues_and_those_of_shuffled_items_are_what_r_finds(name):
    """Both sides shuffle at random: their 95th percentiles agree to two digits."""
    found = parallel_analysis(group_items(*answers_of(name)), resamples=4000)
    rows = [row for row in table("parallel.csv") if row["input"] == name and row["item"]]
    assert rows
    for row in rows:
        at = int(row["group"]) - 1, int(row["item"]) - 1
        if row["statistic"] == "eigenvalue":
            assert found.eigenvalues[at] == pytest.approx(float(row["value"]), abs=1e-12)
        else:
            assert found.reference[at] == pytest.approx(float(row["value"]), abs=0.02)


@pytest.mark.parametrize("n", [300, 3000])
def test_two_factors_are_found_and_none_where_there_is_none(n):
    assert of(two_factors(n)).n_factors.tolist() == [2]
    noise = np.random.default_rng(2).integers(1, 8, (n, 6))
    assert of(noise).n_factors.tolist() == [0]


def test_many_rows_give_what_shuffling_them_would(monkeypatch):
    items = np.random.default_rng(5).integers(1, 8, (2100, 4)) ** 2
    drawn = of(items, resamples=1000).reference
    monkeypatch.setattr(module, "MANY", 10**6)
    assert drawn == pytest.approx(of(items, resamples=1000).reference, abs=0.006)


def test_blocks_change_nothing(monkeypatch):
    whole = of(two_factors(60), resamples=50)
    monkeypatch.setattr(module, "BLOCK", 1000)
    assert of(two_factors(60), resamples=50).reference.tolist() == whole.reference.tolist()


def test_the_order_of_rows_and_other_groups_have_no_influence():
    items = two_factors(80)
    rows = np.random.default_rng(1).permutation(80)
    found = of(items)
    assert of(items[rows]).reference == pytest.approx(found.reference, abs=1e-12)
    twice = np.concatenate([items + 1, items])
    beside = parallel_analysis(group_items(twice, np.repeat([0, 1], 80), 2))
    assert beside.reference == pytest.approx(np.vstack([found.reference] * 2), abs=1e-12)


def test_another_seed_shuffles_otherwise():
    assert of(two_factors(60), seed=1).reference[0, 0] != of(two_factors(60)).reference[0, 0]


def test_an_item_without_variance_is_dropped():
    items = two_factors(100)
    found = of(np.column_stack([np.full(100, 3), items]))
    assert np.isnan(found.eigenvalues[0, 6])
    assert found.eigenvalues[0, :6] == pytest.approx(of(items).eigenvalues[0], abs=1e-12)
    assert found.eigenvalues[0, :6].sum() == pytest.approx(6)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [(np.empty((0, 3)), "wave_missing"), ([[1, 2, 3]], "n_lt_2"), ([[1], [2]], "single_item")],
)
def test_what_has_no_eigenvalues_has_a_reason(rows, reason):
    found = of(rows)
    assert (found.reason[0], int(found.n_factors[0])) == (reason, 0)
    assert np.isnan(found.eigenvalues).all()
