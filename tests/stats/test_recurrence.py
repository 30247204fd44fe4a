"""Members of rounds, counted again with sets and held against R's score intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lpsstats.stats.proportions import wilson
from lpsstats.stats.recurrence import NO_CONNECTIONS, NO_EARLIER_MAP, recurrence
from support.reference import table

COUNTS = ("n", "n_before", "n_new", "n_repeated", "n_returned", "n_lost", "n_sustained", "n_seen")

presence = arrays.arrays(
    bool, st.tuples(st.integers(0, 12), st.integers(1, 5)), elements=st.booleans()
)


def recount(there):
    """Count with sets, as one would on paper."""
    rounds = [set(np.flatnonzero(column).tolist()) for column in there.T]
    for m, now in enumerate(rounds):
        before = rounds[m - 1] if m else set()
        earlier = set().union(*rounds[:m])
        seen = earlier | now
        yield {
            "n": len(now),
            "n_before": len(before),
            "n_new": len(now - earlier),
            "n_repeated": len(now & before),
            "n_returned": len((now & earlier) - before),
            "n_lost": len(before - now),
            "n_sustained": len(set.intersection(*rounds[: m + 1])),
            "n_seen": len(seen),
            "times": [
                sum(sum(one in each for each in rounds[: m + 1]) == k + 1 for one in seen)
                for k in range(len(rounds))
            ],
        }


@given(presence)
def test_counts_are_those_of_sets(there):
    found = recurrence(there)
    for m, expected in enumerate(recount(there)):
        assert {name: int(getattr(found, name)[m]) for name in COUNTS} == {
            name: expected[name] for name in COUNTS
        }
        assert found.times[m].tolist() == expected["times"]


@given(presence)
def test_every_member_of_a_round_is_new_or_repeated_or_returned(there):
    found = recurrence(there)
    assert (found.n == found.n_new + found.n_repeated + found.n_returned).all()
    assert (found.n_before == found.n_repeated + found.n_lost).all()
    assert (found.times.sum(axis=1) == found.n_seen).all()
    assert (np.diff(found.n_sustained) <= 0).all()


@given(presence)
def test_a_share_is_inside_its_interval_or_has_a_reason(there):
    found = recurrence(there)
    for share, reason in (
        (found.new, found.new_reason),
        (found.kept, found.kept_reason),
        (found.sustained, found.sustained_reason),
    ):
        assert reason[0] == NO_EARLIER_MAP
        assert set(reason[1:].tolist()) <= {"", NO_CONNECTIONS}
        given_one = reason == ""
        for values in (share.share, share.conf_low, share.conf_high):
            assert (np.isfinite(values) == given_one).all()
        kept = share.share[given_one]
        assert (share.conf_low[given_one] >= 0).all()
        assert (share.conf_low[given_one] <= kept + 1e-12).all()
        assert (kept <= share.conf_high[given_one] + 1e-12).all()
        assert (share.conf_high[given_one] <= 1).all()


@given(presence, st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing(there, shuffled):
    order = list(range(len(there)))
    shuffled.shuffle(order)
    one, other = recurrence(there), recurrence(there[order])
    assert all((getattr(one, name) == getattr(other, name)).all() for name in (*COUNTS, "times"))


def test_six_of_seven_is_from_49_to_97_percent():
    there = np.array([[True, i != 6] for i in range(7)])
    kept = recurrence(there).kept
    assert kept.share[1] == 6 / 7
    assert (round(kept.conf_low[1], 2), round(kept.conf_high[1], 2)) == (0.49, 0.97)


def test_nobody_and_one_round_have_reasons_in_place_of_shares():
    nobody = recurrence(np.zeros((0, 3), dtype=bool))
    assert nobody.kept_reason.tolist() == [NO_EARLIER_MAP, NO_CONNECTIONS, NO_CONNECTIONS]
    once = recurrence(np.ones((4, 1), dtype=bool))
    assert (once.n.tolist(), once.n_new.tolist(), once.times.tolist()) == ([4], [4], [[4]])
    assert once.new_reason.tolist() == once.sustained_reason.tolist() == [NO_EARLIER_MAP]


@pytest.mark.parametrize("statistic", ["new", "kept", "sustained"])
def test_intervals_are_those_of_r(statistic):
    """R's prop.test without continuity correction; its counts are tested with the rows."""
    bases = {
        "new": ("n_new", "n_connections"),
        "kept": ("n_repeated", "n_before"),
        "sustained": ("n_sustained", None),
    }
    count, base = bases[statistic]
    for line in table("retention.csv"):
        n = _base(line, base)
        got = wilson(
            np.array([int(line[count])]), np.array([n]), confidence=float(line["confidence"])
        )
        expected = [float(line[f"pct_{statistic}{end}"]) for end in ("", "_low", "_high")]
        shown = [100 * float(x[0]) for x in (got.share, got.conf_low, got.conf_high)]
        assert shown == pytest.approx(expected, rel=1e-12, abs=1e-12)


def _base(line, base):
    if base is not None:
        return int(line[base])
    return round(100 * int(line["n_sustained"]) / float(line["pct_sustained"]))
