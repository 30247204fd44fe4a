import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.item_groups import group_items
from support.reference import REFERENCE, answers_of, table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pingouin


def alpha_of(items, group=None, n_groups=1):
    items = np.asarray(items, dtype=float)
    group = np.zeros(len(items), dtype=np.int64) if group is None else group
    return cronbach_alpha(group_items(items, group, n_groups))


answers = arrays(
    float, st.tuples(st.integers(3, 30), st.integers(2, 6)), elements=st.integers(1, 7).map(float)
)
NAMES = ("k2", "k3", "k4", "k5", "k7", "attitude")
INTERVAL_FREE = ("n", "alpha", "inter_item_r")


@pytest.mark.parametrize("name", NAMES)
def test_alpha_and_the_mean_correlation_are_those_of_psych(name):
    result = cronbach_alpha(group_items(*answers_of(name)))
    rows = [row for row in table("reliability.csv") if row["input"] == name]
    compared = [row for row in rows if row["statistic"] in INTERVAL_FREE]
    assert len(compared) == 3 * result.n.size
    for row in compared:
        ours = getattr(result, row["statistic"])[int(row["group"]) - 1]
        assert ours == pytest.approx(float(row["value"]), abs=1e-12)


def test_alpha_is_that_of_pspp():
    lines = (REFERENCE / "reliability_pspp.csv").read_text(encoding="utf-8").splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("Cronbach's Alpha,")]
    theirs = [float(lines[at + 1].split(",")[0]) for at in heads]
    ours = [cronbach_alpha(group_items(*answers_of(name))).alpha for name in NAMES[1:5]]
    assert np.concatenate(ours) == pytest.approx(theirs, abs=1e-14)


def test_alpha_is_that_of_pingouin_on_complete_rows():
    import pandas as pd

    items, group, _ = answers_of("k4")
    first = pd.DataFrame(items[group == 0])
    theirs = pingouin.cronbach_alpha(first, nan_policy="listwise")[0]
    assert alpha_of(items[group == 0]).alpha[0] == pytest.approx(theirs, abs=1e-12)


def test_items_that_disagree_give_the_negative_alpha_worked_by_hand():
    # Variances 1 and 1, covariance -1/2, so the sum has variance 1: alpha = 2 (1 - 2/1) = -2.
    result = alpha_of([[1, 2], [2, 3], [3, 1]])
    assert result.alpha[0] == pytest.approx(-2)
    assert result.inter_item_r[0] == pytest.approx(-0.5)
    assert result.reason[0] == ""


def test_perfectly_correlated_items_give_one_and_not_more():
    # Of seven equal items rounding would make 1.0000000000000002.
    scores = np.repeat([[1.0], [2.0], [4.0], [5.0]], 7, axis=1)
    assert alpha_of(scores).alpha[0] == pytest.approx(1, abs=1e-14)
    assert alpha_of(scores).alpha[0] <= 1


def test_an_item_without_variance_is_dropped_in_its_group_only():
    items, group, _ = answers_of("k4")
    constant = items.copy()
    constant[group == 0, 3] = 2.0
    result = cronbach_alpha(group_items(constant, group, 2))
    three = alpha_of(constant[group == 0, :3])
    assert result.n_items.tolist() == [3, 4]
    assert result.alpha[0] == three.alpha[0]
    assert result.inter_item_r[0] == pytest.approx(three.inter_item_r[0], abs=1e-14)
    assert result.alpha[1] == alpha_of(items[group == 1]).alpha[0]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (np.empty((0, 3)), "wave_missing"),
        ([[np.nan, 1, 2]], "wave_missing"),
        ([[1, 2, 3]], "n_lt_2"),
        ([[1], [2], [3]], "single_item"),
        ([[4], [4]], "single_item"),
        ([[1, 4], [2, 4], [3, 4]], "single_item"),
        ([[4, 5], [4, 5], [4, 5]], "all_tied"),
        ([[5.5, 4.8], [3.5, 6.8], [9.0, 1.3], [8.8, 1.5]], "all_tied"),
    ],
)
def test_what_has_no_alpha_has_a_reason(rows, reason):
    result = alpha_of(rows)
    assert result.reason.tolist() == [reason]
    assert np.isnan(result.alpha[0])


def test_two_respondents_are_enough():
    assert alpha_of([[1, 1], [3, 3]]).alpha[0] == 1


@given(answers, st.randoms())
def test_the_order_of_items_and_of_respondents_does_not_matter(items, random):
    result = alpha_of(items)
    columns, rows = list(range(items.shape[1])), list(range(len(items)))
    random.shuffle(columns)
    random.shuffle(rows)
    shuffled = alpha_of(items[rows][:, columns])
    assert shuffled.alpha == pytest.approx(result.alpha, rel=1e-9, abs=1e-9, nan_ok=True)
    assert shuffled.reason == result.reason


@given(answers, st.integers(-100, 100))
def test_a_shift_of_any_items_or_reversing_all_changes_nothing(items, shift):
    alpha = alpha_of(items).alpha
    assume(not np.isnan(alpha[0]))
    shifts = shift * np.arange(items.shape[1])
    assert alpha_of(items + shifts).alpha == pytest.approx(alpha, rel=1e-9, abs=1e-9)
    assert alpha_of(8 - items).alpha == pytest.approx(alpha, rel=1e-9, abs=1e-9)


@given(answers)
def test_alpha_is_never_above_one_and_every_group_has_alpha_or_a_reason(items):
    result = alpha_of(items)
    assert not result.alpha[0] > 1
    assert np.isnan(result.alpha[0]) == (result.reason[0] != "")


def test_groups_together_are_what_they_are_alone():
    items, group, n_groups = answers_of("k5")
    together = cronbach_alpha(group_items(items, group, n_groups))
    alone = [alpha_of(items[group == number]) for number in range(n_groups)]
    assert together.alpha.tolist() == [one.alpha[0] for one in alone]
    assert together.n.tolist() == [one.n[0] for one in alone]
