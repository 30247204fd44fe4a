import math

import numpy as np
import pytest
from scipy import stats

from lpsstats.stats.equivalence_power import equivalence_power, respondents_for_equivalence
from lpsstats.stats.power import Precision
from support.reference import table

ROWS = table("power.csv")


def array(*numbers):
    return np.array(numbers, dtype=float)


def two_waves(sd):
    return Precision(
        variance=array(2 * sd**2), per_unit=array(1), times=array(2), together=array(1)
    )


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["what"] == "equivalence"],
    ids=lambda row: f"{row['n']}-{row['change']}-{row['level']}",
)
def test_the_chance_of_showing_equivalence_is_that_of_an_integration_in_r(row):
    bound, df = array(float(row["change"])), array(float(row["n"]))
    ours = equivalence_power(bound, df, float(row["level"]))[0]
    assert ours == pytest.approx(float(row["value"]), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize("row", [row for row in ROWS if row["what"] == "equivalence_needed"])
def test_the_number_of_respondents_is_that_of_a_search_in_r(row):
    ours = respondents_for_equivalence(
        two_waves(float(row["sd"])), array(float(row["change"])), 0.05, 0.8
    )
    assert ours[0] == float(row["value"])


def test_with_many_respondents_it_is_the_closed_form_of_the_normal_distribution():
    bound = array(1.0, 2.0, 3.0, 4.0)
    closed = 2 * stats.norm.cdf(bound - stats.norm.ppf(0.95)) - 1
    for df in (1e7, np.inf):
        ours = equivalence_power(bound, np.full(4, df), 0.05)
        assert ours == pytest.approx(np.maximum(closed, 0), abs=1e-6)


def test_simulated_waves_are_found_equivalent_as_often():
    rng, n, bound = np.random.default_rng(4), 12, 1.1
    waves = rng.normal(size=(2, 40_000, n))
    change = waves[1].mean(axis=-1) - waves[0].mean(axis=-1)
    pooled = np.sqrt(waves.var(axis=-1, ddof=1).mean(axis=0) * 2 / n)
    half = stats.t.ppf(0.95, 2 * n - 2) * pooled
    simulated = np.mean(np.abs(change) + half < bound)
    ours = equivalence_power(array(bound / math.sqrt(2 / n)), array(2 * n - 2), 0.05)[0]
    assert ours == pytest.approx(simulated, abs=0.008)


def test_a_bound_within_one_standard_error_is_hopeless_and_one_far_out_certain():
    assert equivalence_power(array(0.5), array(200), 0.05)[0] < 1e-6
    assert equivalence_power(array(60), array(30), 0.05)[0] == pytest.approx(1, abs=1e-10)


def test_the_respondents_needed_suffice_and_one_fewer_does_not():
    design = two_waves(1.2)
    n = respondents_for_equivalence(design, array(0.3), 0.05, 0.9)

    def chance(number):
        return equivalence_power(0.3 / design.std_error(number), design.degrees(number), 0.05)[0]

    assert chance(n) >= 0.9 > chance(n - 1)


def test_without_a_bound_there_is_no_number():
    assert np.isnan(respondents_for_equivalence(two_waves(1.0), array(math.nan), 0.05, 0.8)[0])
