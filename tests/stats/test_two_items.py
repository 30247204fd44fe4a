import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.two_items import two_items
from support.reference import answers_of, table


def pair(rows, confidence=0.95):
    rows = np.asarray(rows, dtype=float)
    groups = group_items(rows, np.zeros(len(rows), dtype=np.int64), 1)
    return two_items(groups, confidence=confidence)


def test_the_correlation_its_interval_and_the_coefficient_are_those_of_r():
    result = two_items(group_items(*answers_of("k2")), confidence=0.95)
    ours = {
        "r": result.r,
        "r_low": result.r_interval.low,
        "r_high": result.r_interval.high,
        "spearman_brown": result.spearman_brown,
        "spearman_brown_low": result.interval.low,
        "spearman_brown_high": result.interval.high,
    }
    rows = [row for row in table("reliability.csv") if row["statistic"] in ours]
    assert len(rows) == 12
    for row in rows:
        value = ours[row["statistic"]][int(row["group"]) - 1]
        assert value == pytest.approx(float(row["value"]), abs=1e-12)


def test_a_correlation_of_a_half_steps_up_to_two_thirds():
    result = pair([[1, 2], [2, 1], [3, 3]])
    assert result.r[0] == pytest.approx(0.5)
    assert result.spearman_brown[0] == pytest.approx(2 / 3)
    assert np.isnan(result.interval.low[0])  # three respondents leave Fisher's z no variance


def test_items_of_one_variance_have_spearman_brown_equal_to_alpha():
    first = np.array([1.0, 2, 3, 4, 5, 6, 7])
    rows = np.column_stack([first, first[[2, 0, 1, 5, 3, 6, 4]]])
    groups = group_items(rows, np.zeros(7, dtype=np.int64), 1)
    assert pair(rows).spearman_brown[0] == pytest.approx(cronbach_alpha(groups).alpha[0])


def test_a_perfect_correlation_is_one_from_end_to_end():
    result = pair([[1.1, 2.2], [1.9, 3.8], [3.3, 6.6], [0.7, 1.4]])
    assert result.r[0] == result.spearman_brown[0] == 1
    assert result.interval.low[0] == result.interval.high[0] == 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (np.empty((0, 2)), "wave_missing"),
        ([[1, 2]], "n_lt_2"),
        ([[1, 4], [2, 4]], "single_item"),
        ([[3, 4], [3, 4]], "all_tied"),
        ([[1, 9], [2, 7], [4, 3], [5, 1]], "all_tied"),
    ],
)
def test_what_has_no_coefficient_has_a_reason(rows, reason):
    result = pair(rows)
    assert result.reason.tolist() == [reason]
    assert np.isnan(result.spearman_brown[0])


@given(arrays(float, (9, 2), elements=st.integers(1, 7).map(float)))
def test_the_interval_holds_the_coefficient_and_widens_with_confidence(rows):
    narrow, wide = pair(rows, 0.8), pair(rows, 0.99)
    assume(narrow.reason[0] == "")
    assert wide.interval.low[0] <= narrow.interval.low[0] <= narrow.spearman_brown[0]
    assert narrow.spearman_brown[0] <= narrow.interval.high[0] <= wide.interval.high[0] <= 1
    assert pair(rows[:, ::-1], 0.8).r == pytest.approx(narrow.r, abs=1e-12)
