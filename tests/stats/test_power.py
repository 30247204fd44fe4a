import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.detectable import detectable_change
from lpsstats.stats.power import (
    Precision,
    detectable_mean,
    detectable_noncentrality,
    respondents_for_mean,
    rising_root,
    smallest_count,
    t_power,
)
from support.reference import table

ROWS = table("power.csv")


def rows_of(*what):
    return [row for row in ROWS if row["what"] in what]


def names(row):
    return "-".join([row["what"], *(row[k] for k in ("n", "change", "level", "power") if row[k])])


def array(*numbers):
    return np.array(numbers, dtype=float)


def precision(sd=1.0, *, deff=1.0, linked=False, together=1.0, times=None, spread=1.0):
    return Precision(
        variance=array((1 if linked else 2) * sd**2 * deff * spread),
        per_unit=array(deff),
        times=array(times or (1 if linked else 2)),
        together=array(together),
    )


def detectable(n, *, level=0.05, power=0.8, **design):
    return detectable_mean(precision(**design), array(n), array(level), power)[0]


def planned(row):
    return precision(float(row["sd"]), linked=row["what"].endswith("paired"))


@pytest.mark.parametrize("row", rows_of("power_two.sample", "power_paired"), ids=names)
def test_the_power_of_a_t_test_is_that_of_r(row):
    design, n = planned(row), array(float(row["n"]))
    ours = t_power(
        float(row["change"]) / design.std_error(n), design.degrees(n), array(float(row["level"]))
    )
    assert ours[0] == pytest.approx(float(row["value"]), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("row", rows_of("detectable_two.sample", "detectable_paired"), ids=names)
def test_the_change_that_is_found_is_that_of_r(row):
    n, level = array(float(row["n"])), array(float(row["level"]))
    ours = detectable_mean(planned(row), n, level, float(row["power"]))
    assert ours[0] == pytest.approx(float(row["value"]), rel=1e-8)


@pytest.mark.parametrize("row", rows_of("needed_two.sample", "needed_paired"), ids=names)
def test_the_number_of_respondents_is_that_of_r(row):
    change, level = array(float(row["change"])), array(float(row["level"]))
    ours = respondents_for_mean(planned(row), change, level, float(row["power"]))
    assert ours[0] == max(float(row["value"]), 2)


@pytest.mark.parametrize("row", rows_of("power_unequal"), ids=names)
def test_waves_of_unlike_sizes_have_the_power_of_the_noncentral_t(row):
    first, second = float(row["n"]), float(row["n2"])
    std_error = float(row["sd"]) * math.sqrt(1 / first + 1 / second)
    size, df = array(float(row["change"]) / std_error), array(first + second - 2)
    assert t_power(size, df, array(float(row["level"])))[0] == pytest.approx(
        float(row["value"]), rel=1e-9
    )


@pytest.mark.parametrize(
    ("figure", "design"),
    [
        (0.398, {"n": 100}),
        (0.455, {"n": 100, "deff": 1.3}),
        (0.553, {"n": 100, "level": 0.05 / 20}),
        (0.634, {"n": 40}),
    ],
)
def test_a_hundred_against_a_hundred_gives_the_known_figures(figure, design):
    assert detectable(**design) == pytest.approx(figure, abs=5e-4)


@pytest.mark.parametrize(
    ("spread", "cells", "normal", "exact"), [(2, 4, 0.560, 0.562), (1, 8, 0.396, 0.397)]
)
def test_a_difference_of_changes_gives_the_known_figures(spread, cells, normal, exact):
    """Four cells of 100, then eight: 2.80 standard errors, a little more by the t distribution."""
    std_error = math.sqrt(2 * spread / 100)
    size = detectable_noncentrality(array(np.inf), array(0.05), 0.8)[0]
    assert size * std_error == pytest.approx(normal, abs=5e-4)
    assert detectable(100, times=cells, spread=spread) == pytest.approx(exact, abs=5e-4)


@pytest.mark.parametrize("df", [1.0, 3.0, 20.0, 780.0, np.inf])
@pytest.mark.parametrize("size", [0.0, 0.4, 2.8, 6.4, 15.0, 60.0])
@pytest.mark.parametrize("level", [0.05, 0.0025])
def test_the_power_is_that_of_scipy_and_never_leaves_its_range(df, size, level):
    ours = t_power(array(size), array(df), array(level))[0]
    assert 0 <= ours <= 1
    # scipy's noncentral t has no number for some far tails, which are nothing here.
    law = stats.norm(size) if np.isinf(df) else stats.nct(df, size)
    q = stats.norm.ppf(1 - level / 2) if np.isinf(df) else stats.t.ppf(1 - level / 2, df)
    theirs = 1 - np.nan_to_num(law.cdf(q)) + np.nan_to_num(law.cdf(-q))
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_where_nothing_changes_the_power_is_the_level():
    assert t_power(array(0), array(30), array(0.05))[0] == pytest.approx(0.05, rel=1e-12)


def test_the_approximation_beside_compared_waves_is_close():
    """`detectable_change` takes the noncentral t for a shifted one."""
    for n in (6, 20, 100):
        std_error, df = array(math.sqrt(2 / n)), array(2.0 * n - 2)
        near = detectable_change(std_error, df, 0.05)[0]
        assert near == pytest.approx(detectable(n), rel=0.01)


@given(st.integers(2, 3000), st.sampled_from([0.05, 0.01, 0.0025]), st.floats(0.5, 0.99))
@settings(max_examples=40, deadline=None)
def test_what_is_detectable_is_found_with_just_the_power_asked_for(n, level, power):
    design = precision(1.3)
    change = detectable_mean(design, array(n), array(level), power)
    found = t_power(change / design.std_error(array(n)), design.degrees(array(n)), array(level))
    assert found[0] == pytest.approx(power, abs=1e-9)


@given(st.floats(0.05, 3), st.sampled_from([1.0, 1.3, 4.0]), st.sampled_from([1.0, 4.0]))
@settings(max_examples=40, deadline=None)
def test_the_respondents_needed_suffice_and_one_fewer_does_not(change, deff, together):
    design = precision(1.3, deff=deff, together=together, spread=1 / together)
    level = array(0.05)
    n = respondents_for_mean(design, array(change), level, 0.8)

    def found(number):
        return t_power(change / design.std_error(number), design.degrees(number), level)[0]

    assert n[0] == int(n[0])
    assert found(n) >= 0.8
    assert n[0] == 2 or not found(n - 1) >= 0.8


@given(st.integers(3, 500), st.floats(0.2, 5), st.sampled_from([1.0, 1.7]))
@settings(max_examples=30, deadline=None)
def test_more_respondents_power_or_tests_move_what_is_detectable(n, sd, deff):
    here = detectable(n, sd=sd, deff=deff)
    assert detectable(n + 1, sd=sd, deff=deff) < here
    assert detectable(n, sd=sd, deff=deff, power=0.9) > here
    assert detectable(n, sd=sd, deff=deff, level=0.01) > here
    assert detectable(n, sd=2 * sd, deff=deff) == pytest.approx(2 * here, rel=1e-9)


def test_many_plans_at_once_are_those_one_by_one():
    designs = [precision(sd, deff=deff) for sd, deff in ((1, 1), (1.3, 1.4), (0.7, 2))]
    together = Precision(
        **{
            name: np.concatenate([getattr(one, name) for one in designs])
            for name in ("variance", "per_unit", "times", "together")
        }
    )
    n, level = array(10, 80, 300), array(0.05, 0.01, 0.0025)
    ours = detectable_mean(together, n, level, 0.8)
    needed = respondents_for_mean(together, ours, level, 0.8)
    for i, one in enumerate(designs):
        assert ours[i] == detectable_mean(one, n[i : i + 1], level[i : i + 1], 0.8)[0]
    assert needed == pytest.approx(n, abs=1)


def test_without_a_degree_of_freedom_nothing_is_detectable():
    assert np.isnan(detectable(2, deff=3))
    assert np.isnan(detectable(math.nan))


def test_a_change_that_no_survey_finds_needs_no_number():
    design = precision(1.0)
    assert np.isnan(respondents_for_mean(design, array(0.0), array(0.05), 0.8)[0])
    assert np.isnan(respondents_for_mean(design, array(math.nan), array(0.05), 0.8)[0])
    assert respondents_for_mean(design, array(1e-3), array(0.05), 0.8)[0] == pytest.approx(
        2 * (2.8016 / 1e-3) ** 2, rel=1e-3
    )


def test_the_smallest_number_may_be_the_first_and_a_root_may_be_missing():
    assert smallest_count(
        lambda n: n - array(1, 2, 3, 1000, np.inf), array(0, 0, 0, 0, 0)
    ).tolist()[:4] == [2, 2, 3, 1000]
    root = rising_root(lambda x: x**2 - array(2, 50), array(0, 0), array(3, 3))
    assert root[0] == pytest.approx(math.sqrt(2), rel=1e-14)
    assert np.isnan(root[1])
