"""On how few people, or sampling units, a difference rests."""

import numpy as np
import pytest

from lpsstats.stats.carriers import too_few_carry
from lpsstats.stats.sampled import Sampled


def carried(yes, cell=None, unit=None, outcome=None):
    n = len(yes)
    cell = np.zeros(n, dtype=int) if cell is None else np.asarray(cell)
    sampled = Sampled(cell=cell, stratum=np.zeros(n, dtype=int), unit=unit)
    outcome = np.ones(n) if outcome is None else outcome
    return too_few_carry(np.asarray(yes, dtype=float), outcome, sampled)


@pytest.mark.parametrize(("few", "reason"), [(0, "few_exposed"), (9, "few_exposed"), (10, "")])
def test_ten_people_on_either_side_are_needed(few, reason):
    yes = np.arange(50) < few
    assert carried(yes) == carried(~yes) == reason


def test_only_those_with_both_answers_count():
    yes = np.where(np.arange(50) < 12, 1.0, 0.0)
    assert not carried(yes)
    assert carried(np.where(np.arange(50) < 3, np.nan, yes)) == "few_exposed"
    assert carried(yes, outcome=np.where(np.arange(50) < 3, np.nan, 1.0)) == "few_exposed"
    assert carried([]) == "few_exposed"


def test_a_cell_where_all_are_alike_carries_nothing():
    yes = np.repeat([1, 1, 0], [30, 9, 30])
    assert not carried(yes)
    assert carried(yes, cell=np.repeat([0, 1], [30, 39])) == "few_exposed"


def test_five_sampling_units_on_either_side_are_needed():
    unit = np.arange(100) // 10
    for few, reason in ((4, "few_exposed_units"), (5, ""), (6, "few_exposed_units")):
        assert carried(unit < few, unit=unit) == reason
    assert not carried(unit < 4, unit=np.full(100, -1))  # everybody alone
