"""A row of a file that adds up its others is refused, and what only looks like one is not."""

import pytest

from lpsstats.analysis.counts.sums import refuse_sums
from lpsstats.errors import DataError

NORTH, SOUTH = [4, 6, 2, 9], [3, 0, 5, 1]
BOTH = [7, 6, 7, 10]


def rows(**units):
    return [
        (f"2024-Q{i + 1}", unit, "walks", count)
        for unit, counts in units.items()
        for i, count in enumerate(counts)
    ]


def turned(data):
    """Make categories of units."""
    return [(period, category, unit, count) for period, unit, category, count in data]


@pytest.mark.parametrize(
    "name",
    ["Total", "ALL", "sum", "Overall", "Grand  total", "all units", "Totals:", "All Categories"],
)
def test_a_unit_or_category_called_a_total_is_refused_by_name(as_recorded, name):
    data = rows(North=NORTH, **{name: [1, 2, 3, 4]})
    with pytest.raises(DataError, match=r"unit '.*' seems to add up the other units") as refusal:
        refuse_sums(as_recorded(data))
    assert "Leave its rows out" in str(refusal.value)
    assert "--unit NAME" in str(refusal.value)
    with pytest.raises(DataError, match=r"category '.*' seems to add up the other categories"):
        refuse_sums(as_recorded(turned(data)))


def test_a_unit_or_category_that_adds_up_the_others_is_refused_whatever_its_name(as_recorded):
    data = rows(North=NORTH, South=SOUTH, District=BOTH)
    with pytest.raises(DataError, match="unit 'District' has in every period the sum") as refusal:
        refuse_sums(as_recorded(data))
    assert "North" not in str(refusal.value)
    with pytest.raises(DataError, match="category 'District' has in every period the sum"):
        refuse_sums(as_recorded(turned(data)))


def test_a_sum_that_is_not_among_the_named_units_does_no_harm(as_recorded):
    data = rows(North=NORTH, South=SOUTH, Total=BOTH)
    refuse_sums(as_recorded(data), units=["North"])
    refuse_sums(as_recorded(turned(data)), categories=["North", "South"])
    with pytest.raises(DataError, match="Total"):
        refuse_sums(as_recorded(data), units=["North", "Total"])


@pytest.mark.parametrize(
    "data",
    [
        rows(North=NORTH, South=SOUTH, District=[7, 6, 7, 11]),
        rows(North=NORTH[:2], South=SOUTH[:2], District=BOTH[:2]),
        rows(North=[0, 0, 0, 0], South=[0, 0, 0, 0], District=[0, 0, 0, 0]),
        rows(North=NORTH, District=NORTH),
        rows(Total=NORTH),
        rows(**{"Totally new": NORTH, "All Saints": SOUTH}),
        [],
    ],
)
def test_what_is_no_sum_is_not_refused(as_recorded, data):
    refuse_sums(as_recorded(data))
    refuse_sums(as_recorded(turned(data)))


def test_a_sum_of_one_category_must_be_one_of_every_category(as_recorded):
    data = rows(North=NORTH, South=SOUTH, District=BOTH)
    talks = [(period, unit, "talks", 1) for period, unit, *_ in data]
    refuse_sums(as_recorded([*data, *talks]))
