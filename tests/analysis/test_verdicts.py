"""The verdict: every combination of sign, direction, p and bounds."""

import math

import pytest

from lpsstats.analysis.verdicts import verdict

WIDE, NARROW = (-0.9, 0.9), (-0.2, 0.2)
BETTER = {1: ("improved", "declined"), -1: ("declined", "improved"), 0: ("changed", "changed")}


def judged(*, estimate=0.5, p=0.01, direction=1, level=0.05, equivalence=WIDE, smallest=None):
    return verdict(
        estimate=estimate,
        p_value=p,
        direction=direction,
        level=level,
        equivalence=equivalence,
        smallest_change=smallest,
    )


@pytest.mark.parametrize("direction", [1, -1, 0])
@pytest.mark.parametrize("smallest", [None, 0.3])
def test_a_small_p_is_a_change_for_the_better_or_the_worse(direction, smallest):
    up, down = BETTER[direction]
    assert judged(estimate=0.5, direction=direction, smallest=smallest) == up
    assert judged(estimate=-0.5, direction=direction, smallest=smallest) == down


@pytest.mark.parametrize("direction", [1, -1, 0])
@pytest.mark.parametrize("estimate", [0.5, -0.5])
@pytest.mark.parametrize("p", [0.05, 0.2, 1.0])
@pytest.mark.parametrize("smallest", [None, 0.3])
def test_a_p_at_or_above_the_level_is_no_clear_change(direction, estimate, p, smallest):
    found = judged(estimate=estimate, p=p, direction=direction, smallest=smallest)
    assert found == "no_clear_change"


@pytest.mark.parametrize("p", [1e-9, 0.049, 0.05, 1.0])
@pytest.mark.parametrize("direction", [1, -1, 0])
def test_an_interval_within_the_bounds_is_practically_unchanged_whatever_p(p, direction):
    for estimate in (0.1, -0.1):
        found = judged(
            estimate=estimate, p=p, direction=direction, equivalence=NARROW, smallest=0.3
        )
        assert found == "practically_unchanged"


@pytest.mark.parametrize("equivalence", [(-0.3, 0.2), (-0.2, 0.3), (-0.4, 0.2), (-0.2, 0.4)])
def test_an_interval_that_reaches_a_bound_is_not_within_it(equivalence):
    assert judged(p=0.2, equivalence=equivalence, smallest=0.3) == "no_clear_change"


@pytest.mark.parametrize("p", [0.01, 0.2])
def test_without_declared_bounds_nothing_is_practically_unchanged(p):
    assert judged(p=p, equivalence=(-1e-9, 1e-9)) != "practically_unchanged"


@pytest.mark.parametrize("direction", [1, -1, 0])
@pytest.mark.parametrize("smallest", [None, 0.3])
@pytest.mark.parametrize("estimate", [0.5, -0.5, math.nan])
@pytest.mark.parametrize("equivalence", [NARROW, (math.nan, math.nan)])
def test_without_a_test_there_is_no_verdict(direction, smallest, estimate, equivalence):
    found = judged(
        estimate=estimate,
        p=math.nan,
        direction=direction,
        equivalence=equivalence,
        smallest=smallest,
    )
    assert found == "not_testable"


def test_the_level_is_that_of_the_intervals():
    assert judged(p=0.03, level=0.05) == "improved"
    assert judged(p=0.03, level=0.01) == "no_clear_change"
