"""Paths by way of a second measure: R's lm and lavaan, pingouin, and what must always hold."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.bootstrap_covariance import SEED
from lpsstats.stats.correlation import Sampling
from lpsstats.stats.mediation import DIRECT, INDIRECT, PATHS, A, B, C, mediation, path_estimates
from lpsstats.stats.pooled_covariance import pooled_covariance
from support import reference

ALONE = Sampling()
SCALES = st.lists(st.floats(0.1, 10), min_size=3, max_size=3)


def found_of(values, cell, sampling=ALONE, seed=SEED, confidence=0.95):
    return mediation(values, cell, sampling, confidence=confidence, seed=seed)


def people(seed=1, n=80, cells=3):
    rng = np.random.default_rng(seed)
    cell = rng.integers(0, cells, n)
    first = rng.normal(size=n) + cell
    between = 0.5 * first + rng.normal(size=n) - cell
    return np.column_stack([first, between, 0.4 * between + rng.normal(size=n)]), cell


@pytest.fixture(scope="module")
def made_up():
    rows = reference.table("inputs/mediation_people.csv")
    numbers = np.array([[float(cell) for cell in row.values()] for row in rows])
    return numbers[:, 1:4], numbers[:, 0].astype(int), numbers[:, 4]


@pytest.mark.parametrize("kind", ["equal", "weighted"])
def test_paths_are_those_of_lm_with_cells_as_factors(made_up, kind):
    values, cell, weight = made_up
    sampling = Sampling(weight=weight) if kind == "weighted" else ALONE
    paths = found_of(values, cell, sampling).paths
    rows = {row["path"]: row for row in reference.table("mediation.csv") if row["kind"] == kind}
    for which, path in enumerate(PATHS):
        row = rows[path]
        assert paths.estimate[which] == pytest.approx(float(row["estimate"]), rel=1e-10)
        assert paths.standardised[which] == pytest.approx(float(row["standardised"]), rel=1e-10)


def test_intervals_are_about_as_wide_as_lavaan_has_standard_errors(made_up):
    values, cell, _ = made_up
    paths = found_of(values, cell).paths
    rows = {row["path"]: row for row in reference.table("mediation.csv") if row["kind"] == "lavaan"}
    for which, path in enumerate(PATHS):
        row = rows[path]
        assert paths.estimate[which] == pytest.approx(float(row["estimate"]), rel=1e-8)
        width = 2 * 1.959964 * float(row["std_error"])
        assert paths.high[which] - paths.low[which] == pytest.approx(width, rel=0.15)


def test_point_values_and_interval_are_those_of_pingouin_on_centred_values(made_up):
    values, cell, _ = made_up
    frame = pd.DataFrame(pooled_covariance(values, cell).centred, columns=["x", "m", "y"])
    theirs, drawn = pingouin.mediation_analysis(
        frame, x="x", m="m", y="y", n_boot=2000, seed=1, return_dist=True
    )
    theirs = theirs.set_index("path")
    paths = found_of(values, cell).paths
    for name, which in {"m ~ X": A, "Total": C, "Direct": DIRECT, "Indirect": INDIRECT}.items():
        assert paths.estimate[which] == pytest.approx(theirs.loc[name, "coef"], rel=1e-8)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert paths.low[INDIRECT] == pytest.approx(low, abs=0.02)
    assert paths.high[INDIRECT] == pytest.approx(high, abs=0.02)


@given(st.integers(0, 10_000))
def test_the_whole_is_the_direct_and_the_indirect_part(seed):
    values, cell = people(seed)
    estimate = path_estimates(pooled_covariance(values, cell).covariance)
    assert estimate[C] == pytest.approx(estimate[DIRECT] + estimate[INDIRECT], rel=1e-9, abs=1e-12)
    assert estimate[INDIRECT] == pytest.approx(estimate[A] * estimate[B])


@given(st.integers(0, 10_000), SCALES)
def test_standardised_paths_do_not_depend_on_units(seed, units):
    values, cell = people(seed)
    plain, scaled = (found_of(v, cell).paths for v in (values, values * units))
    assert scaled.standardised == pytest.approx(plain.standardised)
    per_point = units[2] / units[0]
    assert scaled.estimate[INDIRECT] == pytest.approx(plain.estimate[INDIRECT] * per_point)
    assert scaled.low[INDIRECT] == pytest.approx(plain.low[INDIRECT] * per_point)


def test_turning_a_measure_round_turns_the_signs_of_its_paths():
    values, cell = people()
    plain, turned = found_of(values, cell).paths, found_of(values * [1, -1, 1], cell).paths
    signs = np.array([-1, -1, 1, 1, 1])
    assert turned.estimate == pytest.approx(signs * plain.estimate)
    assert turned.low == pytest.approx(np.where(signs > 0, plain.low, -plain.high))


def test_what_differs_between_cells_only_does_not_count():
    values, cell = people()
    moved = values + np.array([[5.0, -3.0, 8.0]]) * cell[:, None]
    assert found_of(moved, cell).paths.low == pytest.approx(found_of(values, cell).paths.low)


def test_the_opposite_order_is_that_of_columns_turned_round():
    values, cell = people()
    turned, swapped = found_of(values, cell).turned, found_of(values[:, ::-1], cell).paths
    assert turned.estimate == pytest.approx(swapped.estimate)
    assert turned.standardised == pytest.approx(swapped.standardised)
    assert turned.low == pytest.approx(swapped.low)
    assert turned.high == pytest.approx(swapped.high)


def test_weights_of_two_are_respondents_who_count_twice_in_the_estimate():
    values, cell = people()
    twice = np.arange(len(values)) % 3 == 0
    weighted = found_of(values, cell, Sampling(weight=1.0 + twice)).paths
    repeated = found_of(np.vstack([values, values[twice]]), np.append(cell, cell[twice])).paths
    assert weighted.estimate == pytest.approx(repeated.estimate)
    assert weighted.standardised == pytest.approx(repeated.standardised)


def test_people_drawn_together_widen_the_intervals():
    values, cell = people(n=60)
    copies, cells = np.repeat(values, 4, axis=0), np.repeat(cell, 4)
    together = Sampling(unit=np.repeat(np.arange(60), 4), stratum=cells)
    alone, units = found_of(copies, cells).paths, found_of(copies, cells, together).paths
    assert ((units.high - units.low) > 1.5 * (alone.high - alone.low)).all()


def test_a_higher_confidence_has_a_wider_interval_of_the_same_resamples():
    values, cell = people()
    narrow, wide = (found_of(values, cell, confidence=level).paths for level in (0.8, 0.99))
    assert (wide.low < narrow.low).all()
    assert (wide.high > narrow.high).all()


@pytest.mark.parametrize(
    ("of_first", "of_between", "told"),
    [(0.5, 0.0, True), (0.0, 0.6, False), (-1.0, 0.0, False), (-0.15, 0.0, False)],
    ids=["one sign", "direct part of the other", "whole of the other", "whole unclear"],
)
def test_the_share_is_told_only_of_a_clear_whole_with_both_parts_of_its_sign(
    of_first, of_between, told
):
    values, cell = people(n=300)
    values[:, 2] += of_first * values[:, 0] + of_between * values[:, 1]
    paths = found_of(values, cell).paths
    share = paths.estimate[INDIRECT] / paths.estimate[C]
    assert paths.share == pytest.approx(share) if told else np.isnan(paths.share)


def test_no_share_is_told_of_an_indirect_part_that_may_be_0():
    values, cell = people(n=300)
    # The second measure is the first with little more, and that little is not in the third.
    values[:, 1] = np.random.default_rng(5).normal(size=300)
    values[:, 2] += values[:, 0]
    paths = found_of(values, cell).paths
    assert paths.low[C] > 0
    assert paths.low[INDIRECT] < 0 < paths.high[INDIRECT]
    assert np.isnan(paths.share)


X, Z = np.arange(12.0) % 5, np.arange(12.0) % 3
CELL = np.zeros(12, dtype=int)
NOISE = np.random.default_rng(4).normal(size=12)


@pytest.mark.parametrize(
    ("values", "cell", "sampling", "reason"),
    [
        (np.empty((0, 3)), CELL[:0], ALONE, "few_respondents"),
        (np.ones((1, 3)), CELL[:1], ALONE, "few_respondents"),
        (np.array([[1.0, 2, 3], [2, 1, 5], [4, 4, 4]]), CELL[:3], ALONE, "few_respondents"),
        (np.column_stack([X, Z, NOISE]), np.arange(12), ALONE, "few_respondents"),
        (
            np.column_stack([X, Z, NOISE]),
            CELL,
            Sampling(weight=np.where(X > 3, 1, 1e-12)),
            "few_respondents",
        ),
        (np.column_stack([X, CELL, NOISE]), CELL, ALONE, "constant_within"),
        (np.column_stack([CELL, X, NOISE]), CELL, ALONE, "constant_within"),
        (np.column_stack([X, Z, CELL + 4.1]), CELL, ALONE, "constant_within"),
        (np.column_stack([X, 2 * X, NOISE]), CELL, ALONE, "dependent"),
        (np.column_stack([X, Z, X - Z]), CELL, ALONE, "dependent"),
        (
            np.column_stack([X, Z, NOISE]),
            CELL,
            Sampling(unit=CELL + (X > 2), stratum=CELL),
            "few_units",
        ),
        (
            np.column_stack([X, Z, NOISE]),
            CELL,
            Sampling(unit=np.arange(12) % 10, stratum=CELL),
            "few_units",
        ),
        (np.column_stack([X, X == 4, np.arange(12) == 4.0]), CELL, ALONE, "unstable"),
    ],
)
def test_what_leaves_no_interval_has_a_reason(values, cell, sampling, reason):
    found = found_of(values.astype(float), cell, sampling)
    assert found.reason == reason
    for paths in (found.paths, found.turned):
        assert np.isnan(paths.low).all()
        assert np.isnan(paths.high).all()
        assert np.isnan(paths.share)


@pytest.mark.parametrize("reason", ["dependent", "unstable"])
def test_what_can_be_estimated_without_an_interval_is(reason):
    last = {"dependent": X - Z, "unstable": NOISE}[reason]
    first = {"dependent": X, "unstable": (X == 4).astype(float)}[reason]
    found = found_of(np.column_stack([first, Z, last]), CELL)
    assert found.reason == reason
    assert np.isfinite(found.paths.estimate).all()
