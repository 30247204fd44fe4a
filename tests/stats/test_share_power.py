import math

import numpy as np
import pytest
from scipy import stats

from lpsstats.stats.power import detectable_noncentrality
from lpsstats.stats.proportions import share_change
from lpsstats.stats.share_power import SharePlan, detectable_share, respondents_for_share
from support.reference import table

ROWS = table("power.csv")


def array(*numbers):
    return np.array(numbers, dtype=float)


def share_plan(share, *, changing=1.0, still=0.0, deff=1.0, correlation=0.0, degrees=None):
    return SharePlan(
        share=array(share),
        changing=array(changing),
        still=array(still),
        per_unit=array(deff),
        correlation=array(correlation),
        degrees=np.array([[math.nan if degrees is None else x] for x in degrees or (0, 0)]),
    )


def rows_of(*what):
    return [row for row in ROWS if row["what"] in what]


def names(row):
    return "-".join([row["what"], *(row[k] for k in ("share", "n", "change", "level") if row[k])])


@pytest.mark.parametrize("row", rows_of("share_power"), ids=names)
def test_the_power_of_a_test_of_shares_is_that_of_r(row):
    ours = share_plan(float(row["share"])).power(
        array(float(row["change"])), array(float(row["n"])), array(float(row["level"]))
    )
    assert ours[0] == pytest.approx(float(row["value"]), rel=1e-10)


@pytest.mark.parametrize("row", rows_of("share_rise", "share_fall"), ids=names)
def test_the_rise_and_the_fall_that_are_found_are_those_of_r(row):
    rise, fall = detectable_share(
        share_plan(float(row["share"])), array(float(row["n"])), array(float(row["level"])), 0.8
    )
    ours = rise if row["what"] == "share_rise" else fall
    assert ours[0] == pytest.approx(float(row["value"] or "nan"), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("row", rows_of("share_needed"), ids=names)
def test_the_number_of_respondents_is_that_of_the_harder_direction(row):
    ours = respondents_for_share(
        share_plan(float(row["share"])), array(float(row["change"])), array(0.05), 0.8
    )
    assert ours[0] == float(row["value"])


@pytest.mark.parametrize(("share", "points"), [(0.1, 11.9), (0.2, 15.8), (0.3, 18.2), (0.5, 19.8)])
def test_with_the_variance_of_the_start_in_both_waves_the_known_points_come_out(share, points):
    """The textbook figures lie between the fall and the rise; at the middle beyond both."""
    size = detectable_noncentrality(array(np.inf), array(0.05), 0.8)[0]
    simple = 100 * size * math.sqrt(2 * share * (1 - share) / 100)
    assert simple == pytest.approx(points, abs=0.06)
    rise, fall = detectable_share(share_plan(share), array(100), array(0.05), 0.8)
    if share < 0.5:
        assert 100 * fall[0] < simple < 100 * rise[0]
    else:
        assert rise[0] == pytest.approx(fall[0], rel=1e-12)
        assert 100 * rise[0] < simple


def exact_power(share, change, n, level=0.05):
    """Add up the tables of two binomial waves in which the program's own test is clear."""
    yes = np.arange(n + 1)
    before, after = (grid.ravel() for grid in np.meshgrid(yes, yes, indexing="ij"))
    size = np.full(before.shape, n)
    found = share_change(before, size, after, size, confidence=0.95)
    chance = stats.binom.pmf(before, n, share) * stats.binom.pmf(after, n, share + change)
    return chance[found.p_value < level].sum()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
@pytest.mark.parametrize("way", [1, -1])
def test_the_test_that_is_done_finds_it_about_four_times_in_five(share, way):
    """Or more often, where the later share is one percent."""
    found = detectable_share(share_plan(share), array(100), array(0.05), 0.8)
    change = way * found[0 if way > 0 else 1][0]
    assert 0.78 < exact_power(share, change, 100) < 0.86


def test_the_textbook_figure_at_ten_percent_is_too_small_for_a_rise():
    assert exact_power(0.1, 0.119, 100) < 0.67


def test_it_is_the_same_for_a_share_and_for_what_is_left_of_it():
    level, n = array(0.05), array(150)
    rise, fall = detectable_share(share_plan(0.2), n, level, 0.8)
    other_rise, other_fall = detectable_share(share_plan(0.8), n, level, 0.8)
    assert (rise[0], fall[0]) == pytest.approx((other_fall[0], other_rise[0]), rel=1e-12)


def test_a_share_that_leaves_no_way_to_go_is_found_in_the_other_direction():
    rise, fall = detectable_share(share_plan(0.01), array(100), array(0.05), 0.8)
    assert np.isnan(fall[0])
    assert 0.05 < rise[0] < 0.12
    needed = respondents_for_share(share_plan(0.01), array(0.05), array(0.05), 0.8)[0]
    assert share_plan(0.01).power(array(0.05), array(needed), array(0.05))[0] >= 0.8
    assert np.isnan(respondents_for_share(share_plan(0.5), array(0.6), array(0.05), 0.8)[0])
    assert np.isnan(respondents_for_share(share_plan(math.nan), array(0.1), array(0.05), 0.8)[0])


def test_the_respondents_needed_suffice_and_one_fewer_does_not():
    plan = share_plan(0.35, deff=1.4)
    n = respondents_for_share(plan, array(0.08), array(0.0025), 0.9)
    found = [plan.power(array(0.08), n - less, array(0.0025))[0] for less in (0, 1)]
    assert found[0] >= 0.9 > found[1]


def test_a_design_effect_counts_as_so_many_fewer_respondents():
    level = array(0.05)
    with_effect = detectable_share(share_plan(0.3, deff=1.3), array(130), level, 0.8)
    without = detectable_share(share_plan(0.3), array(100), level, 0.8)
    assert with_effect[0][0] == pytest.approx(without[0][0], rel=1e-12)


def test_people_who_are_asked_again_show_smaller_changes():
    level, n = array(0.05), array(100)
    other = detectable_share(share_plan(0.3), n, level, 0.8)[0][0]
    same = detectable_share(share_plan(0.3, correlation=0.6), n, level, 0.8)[0][0]
    assert same < 0.75 * other


def test_a_contrast_of_shares_has_the_variances_of_its_cells():
    """Two sites of each arm, one of them changing: written out for a rise by 12 points."""
    level, n, change = 0.05, 200, 0.12
    cells = [(0.3, 2), (0.42, 2), (0.3, 2), (0.3, 2)]  # each arm has the weight of two sites
    std_error = math.sqrt(sum(p * (1 - p) / n / s for p, s in cells))
    critical = stats.norm.ppf(1 - level / 2)
    expected = stats.norm.sf(critical - change / std_error)
    expected += stats.norm.cdf(-critical - change / std_error)
    plan = share_plan(0.3, changing=0.5, still=0.5)
    ours = plan.power(array(change), array(n), array(level))
    assert ours[0] == pytest.approx(expected, rel=1e-12)


def test_a_test_by_the_design_has_the_degrees_of_freedom_of_its_clusters():
    """Two waves of 12 clusters of 10: 22 degrees of freedom, the variances of both waves."""
    std_error = math.sqrt((0.3 * 0.7 + 0.5 * 0.5) * 2 / 120)
    law, critical = stats.nct(22, 0.2 / std_error), stats.t.ppf(0.975, 22)
    plan = share_plan(0.3, deff=2, degrees=(2, 0.1))
    ours = plan.power(array(0.2), array(120), array(0.05))
    assert ours[0] == pytest.approx(law.sf(critical) + law.cdf(-critical), rel=1e-9)
    assert ours[0] < share_plan(0.3, deff=2).power(array(0.2), array(120), array(0.05))[0]
    assert np.isnan(plan.power(array(0.2), array(10), array(0.05))[0])
