import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lpsstats.stats.rank_anova import welch_of_ranks

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandas as pd
    import pingouin

tables = arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(2, 6)), elements=st.integers(0, 9)
)
quick = settings(max_examples=60, deadline=None)
NUMBERS = ("statistic", "df1", "df2", "p_value")


def answers_of(counts):
    """Write the answers of every wave out."""
    return [np.repeat(np.arange(counts.shape[1]), wave) for wave in counts]


def numbers(test):
    return [float(getattr(test, key)) for key in NUMBERS]


def test_three_waves_of_two_by_hand():
    # Answers 1 and 2; 1 and 3; 3 and 3: ranks 1.5, 3; 1.5, 5; 5, 5. The last does not vary.
    test = welch_of_ranks(np.array([[1, 1, 0], [1, 0, 1], [0, 0, 2]]))
    assert (test.reason, test.n_waves) == ("no_variance_one", 3)
    # The first two alone: ranks 1.5, 3 and 1.5, 4. Welch's t of means 2.25 and 2.75 with variances
    # 9/8 and 25/8 is 0.5 / sqrt(34/16), and F its square: 2/17.
    test = welch_of_ranks(np.array([[1, 1, 0], [1, 0, 1]]))
    assert float(test.statistic) == pytest.approx(2 / 17, rel=1e-14)


@quick
@given(tables)
def test_it_is_the_welch_anova_of_ranks_written_out(counts):
    test, waves = welch_of_ranks(counts), answers_of(counts)
    there = [wave for wave in waves if wave.size]
    flat = [np.ptp(wave) == 0 for wave in there]
    if len(there) < 2 or min(wave.size for wave in there) < 2 or any(flat):
        assert str(test.reason) or (len(there) == 2 and not all(flat))
        return
    ranks = stats.rankdata(np.concatenate(there))
    wave = np.repeat(np.arange(len(there)), [wave.size for wave in there])
    data = pd.DataFrame({"rank": ranks, "wave": wave})
    anova = pingouin.welch_anova(data, dv="rank", between="wave").iloc[0]
    theirs = [anova["F"], anova["ddof1"], anova["ddof2"], anova["p_unc"]]
    assert numbers(test) == pytest.approx(theirs, rel=1e-7, abs=1e-10)


@quick
@given(tables)
def test_turning_the_answers_or_the_waves_round_changes_nothing(counts):
    one = welch_of_ranks(counts)
    for other in (counts[:, ::-1], counts[::-1]):
        two = welch_of_ranks(other)
        assert str(one.reason) == str(two.reason)
        assert numbers(two) == pytest.approx(numbers(one), rel=1e-8, abs=1e-10, nan_ok=True)


@quick
@given(tables, st.integers(0, 6))
def test_an_answer_that_nobody_gave_changes_nothing(counts, place):
    wider = np.insert(counts, min(place, counts.shape[1]), 0, axis=1)
    one, two = welch_of_ranks(counts), welch_of_ranks(wider)
    assert numbers(two) == pytest.approx(numbers(one), rel=1e-12, nan_ok=True)


def test_many_tables_at_once_are_those_one_by_one():
    counts = np.random.default_rng(3).integers(0, 8, (5, 3, 7))
    together = welch_of_ranks(counts)
    for place, table in enumerate(counts):
        alone = welch_of_ranks(table)
        assert together.p_value[place] == pytest.approx(float(alone.p_value), rel=1e-14)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[3, 4], [0, 0], [0, 0]], "wave_missing"),
        ([[3, 4], [0, 1], [2, 2]], "n_lt_2"),
        ([[0, 4], [0, 3], [0, 2]], "no_variance_both"),
        ([[0, 4], [1, 3], [2, 2]], "no_variance_one"),
    ],
)
def test_what_cannot_be_tested_has_a_reason_and_no_number(counts, reason):
    test = welch_of_ranks(np.array(counts))
    assert str(test.reason) == reason
    assert np.isnan(numbers(test)).all()
