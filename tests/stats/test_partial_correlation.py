import numpy as np
import pandas
import pingouin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.correlation import Sampling
from lpsstats.stats.partial_correlation import affordable_draws, partial_correlations, partials
from support.reference import table

PAIRS = [(0, 1), (0, 2), (1, 2)]


def drawn(n=120, p=4, seed=2):
    random = np.random.default_rng(seed)
    values = random.normal(size=(n, p)) + random.normal(size=(n, 1))
    return values, random.integers(0, 3, n)


def given_all(values, cell, **more):
    options = {"method": "pearson", "confidence": 0.95, "seed": 1} | more
    sampling = options.pop("sampling", Sampling())
    return partial_correlations(values, np.asarray(cell), sampling, **options)


@pytest.mark.parametrize("quantity", ["partial", "partial_weighted"])
def test_partial_correlations_are_those_of_r(quantity):
    rows = table("inputs/relations_people.csv")
    people = {key: np.array([float(row[key] or "nan") for row in rows]) for key in rows[0]}
    halves = [[f"a{k}" for k in range(1, 5)], ["b1", "b2"]]
    scores = []
    for items in halves:
        answers = np.column_stack([people[key] for key in items])
        answered = (~np.isnan(answers)).sum(axis=1)
        mean = np.nansum(answers, axis=1) / np.maximum(answered, 1)
        scores.append(np.where(answered >= 2, mean, np.nan))
    values = np.column_stack([*scores, people["single"]])
    whole = ~np.isnan(values).any(axis=1)
    weight = people["weight"][whole] if quantity == "partial_weighted" else None
    found = given_all(
        values[whole], people["cell"][whole].astype(int), sampling=Sampling(weight=weight)
    )
    expected = [float(row["r"]) for row in table("relations.csv") if row["quantity"] == quantity]
    assert [found.r[pair] for pair in PAIRS] == pytest.approx(expected, rel=1e-9)
    assert found.n == 170


def test_partial_correlations_are_those_of_pingouin_with_cells_as_dummies():
    values, cell = drawn()
    dummies = (cell[:, None] == [1, 2]).astype(float)
    frame = pandas.DataFrame(np.column_stack([values, dummies]), columns=list("abcdxy"))
    expected = pingouin.partial_corr(frame, "a", "b", ["c", "d", "x", "y"])["r"].iloc[0]
    assert given_all(values, cell).r[0, 1] == pytest.approx(expected, rel=1e-9)


def test_two_values_alone_have_their_plain_correlation():
    values, cell = drawn(p=2)
    found = given_all(values, cell)
    assert found.r[0, 1] == pytest.approx(found.correlation[0, 1], rel=1e-12)
    assert found.low[0, 1] < found.r[0, 1] < found.high[0, 1]


def test_intervals_are_about_as_wide_as_fishers():
    values, cell = drawn(n=600)
    found = given_all(values, cell)
    fisher = 2 * 1.96 * (1 - found.r[0, 1] ** 2) / np.sqrt(600 - 2 - 2 - 3)
    assert found.high[0, 1] - found.low[0, 1] == pytest.approx(fisher, rel=0.1)


@given(st.permutations(range(4)))
def test_the_order_of_the_values_does_not_matter(order):
    values, _ = drawn()
    whole = partials(np.corrcoef(values.T))
    turned = partials(np.corrcoef(values[:, order].T))
    assert turned == pytest.approx(whole[np.ix_(order, order)], rel=1e-9)


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    values, cell = drawn()
    first, again, other = (given_all(values, cell, seed=seed) for seed in (3, 3, 4))
    assert (first.low == again.low).all()
    assert (first.low != other.low)[0, 1]


def test_a_sum_of_others_leaves_no_partial_correlation_and_is_named():
    values, cell = drawn()
    values[:, 3] = values[:, 0] + values[:, 1]
    found = given_all(values, cell)
    assert (found.reason[~np.eye(4, dtype=bool)] == "dependent").all()
    assert found.dependent.tolist() == [True, True, False, True]
    assert np.isnan(found.r).all()


def test_a_constant_is_left_out_and_the_others_are_as_without_it():
    values, cell = drawn()
    beside = np.column_stack([values, np.full(len(values), 3.0)])
    found, without = given_all(beside, cell), given_all(values, cell)
    assert (found.r[:4, :4] == without.r).all()
    assert (found.low[:4, :4] == without.low).all()
    assert set(found.reason[4]) == {"constant_within"}


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_too_few_respondents_have_a_reason(n):
    values, cell = drawn()
    found = given_all(values[:n], cell[:n])
    assert set(found.reason[~np.eye(4, dtype=bool)]) <= {"few_respondents", "constant_within"}
    assert np.isnan(found.r).all()


def test_a_rare_answer_that_resamples_lose_leaves_no_interval():
    values, _ = drawn(n=40, p=2)
    values[:, 1] = 0.0
    values[7, 1] = 1.0
    found = given_all(values, np.zeros(40, dtype=int))
    assert found.reason[0, 1] == "unstable"
    assert not np.isnan(found.r[0, 1])
    assert np.isnan(found.low[0, 1])


STREETS = {
    "one": np.zeros(120, dtype=int),
    "two in each cell": np.arange(120) % 2,
    "four in each cell": np.arange(120) % 4,
}


@pytest.mark.parametrize("streets", STREETS.values(), ids=STREETS)
def test_few_streets_leave_no_interval(streets):
    values, cell = drawn()
    found = given_all(values, cell, sampling=Sampling(unit=streets, stratum=cell))
    aside = ~np.eye(4, dtype=bool)
    assert set(found.reason[aside]) == {"few_units"}
    assert np.isnan([found.low, found.high, found.surely_low, found.surely_high]).all()
    assert found.r == pytest.approx(given_all(values, cell).r)


@pytest.mark.parametrize(("n", "reason"), [(10, "few_units"), (11, "")])
def test_ten_units_beyond_the_strata_are_enough(n, reason):
    values, _ = drawn(n=110, p=2)
    streets = Sampling(unit=np.arange(110) % n)
    assert given_all(values, np.zeros(110, int), sampling=streets).reason[0, 1] == reason
    assert given_all(values[:n], np.zeros(n, int)).reason[0, 1] == reason


def test_who_is_alone_in_a_cell_is_no_lonely_stratum_but_a_single_street_is():
    values, cell = drawn()
    cell[0] = 3
    assert given_all(values, cell).reason[0, 1] == ""
    street = np.arange(120)
    street[cell == 2] = 500
    units = Sampling(unit=street, stratum=cell)
    assert given_all(values, cell, sampling=units).reason[0, 1] == "few_units"


def test_an_interval_over_all_pairs_is_that_of_a_confidence_put_right_for_their_number():
    values, cell = drawn()
    found, six = given_all(values, cell), given_all(values, cell, confidence=1 - 0.05 / 6)
    aside = ~np.eye(4, dtype=bool)
    assert found.surely_low[aside] == pytest.approx(six.low[aside])
    assert found.surely_high[aside] == pytest.approx(six.high[aside])
    assert not found.by_extremes


def test_beyond_what_resamples_reach_their_extremes_are_taken():
    few, many = given_all(*drawn(p=10)), given_all(*drawn(p=11))
    assert (few.by_extremes, many.by_extremes) == (False, True)
    higher = given_all(*drawn(p=11), confidence=0.999)
    assert (many.surely_low == higher.surely_low).all()
    assert (few.surely_low < few.low)[0, 1]


def test_large_files_have_fewer_resamples():
    sizes = (0, 50_000, 100_000, 10**7)
    assert [affordable_draws(n) for n in sizes] == [2000, 2000, 1000, 200]


def test_people_of_several_waves_are_drawn_together():
    values, cell = drawn()
    twice, cells = np.vstack([values, values]), np.concatenate([cell, cell + 3])
    person = Sampling(unit=np.tile(np.arange(120), 2), stratum=np.tile(cell, 2))
    linked, apart = given_all(twice, cells, sampling=person), given_all(twice, cells)
    width = (linked.high - linked.low)[0, 1]
    assert width > 1.2 * (apart.high - apart.low)[0, 1]
    once = given_all(values, cell)
    assert width == pytest.approx((once.high - once.low)[0, 1], rel=1e-9)
