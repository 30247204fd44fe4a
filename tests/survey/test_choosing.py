"""What the options name; a wrong name is answered with the nearest one."""

import pytest

from lpsstats.documents.choosing import (
    choose_confidence,
    choose_scales,
    choose_sites,
    choose_waves,
)
from lpsstats.errors import UsageError


def refusal(choose, *args):
    with pytest.raises(UsageError) as caught:
        choose(*args)
    (problem,) = caught.value.problems
    return problem


def test_scales_come_in_the_order_of_the_dictionary(dictionary):
    two = dictionary("scales:\n", "scales:\n  t: {items: [q1], better: low}\n")
    assert [scale.key for scale in choose_scales(two, [])] == ["t", "s"]
    assert [scale.key for scale in choose_scales(two, ["s", "t"])] == ["t", "s"]
    assert [scale.key for scale in choose_scales(two, ["s"])] == ["s"]


def test_what_is_no_scale_is_refused(dictionary):
    assert "no scale of that name" in refusal(choose_scales, dictionary(), ["zz"])
    assert "a single item" in refusal(choose_scales, dictionary(), ["q1"])


def test_sites_are_all_of_them_where_none_is_named(dictionary):
    assert choose_sites(dictionary(), []) == {"north", "south"}
    assert choose_sites(dictionary(), ["south"]) == {"south"}
    assert "did you mean 'south'?" in refusal(choose_sites, dictionary(), ["suoth"])


def test_waves_are_baseline_and_endline_where_not_named(dictionary):
    assert choose_waves(dictionary(), None, None) == (0, 1)
    assert "no wave of that name" in refusal(choose_waves, dictionary(), "T9", None)
    assert "the second wave must be the later one" in refusal(
        choose_waves, dictionary(), "T2", "T1"
    )


@pytest.mark.parametrize(
    ("said", "meant"), [(95, "did you mean 0.95?"), (0.5, "0.5 and 1"), (1, "0.5 and 1")]
)
def test_a_confidence_that_is_none_is_refused(dictionary, said, meant):
    assert meant in refusal(choose_confidence, dictionary(), said)


def test_the_confidence_is_that_of_the_dictionary_unless_given(dictionary):
    assert choose_confidence(dictionary(), None) == 0.95
    assert choose_confidence(dictionary(), 0.9) == 0.9
