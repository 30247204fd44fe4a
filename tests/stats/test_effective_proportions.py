import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from lpsstats.stats.design_means import design_means
from lpsstats.stats.effective_proportions import korn_graubard, share_difference
from support.designs import SITES, answers, arrays, number, position, survey, yes_of
from support.reference import table

SHARES = [row for row in table("design.csv") if row["kind"] == "share"]
DIFFERENCES = [row for row in table("design.csv") if row["kind"] == "newcombe"]
REFERENCE = {
    "n_effective_before": "n",
    "n_effective_after": "n_effective",
    "share_before": "mean",
    "estimate": "estimate",
    "conf_low": "conf_low",
    "conf_high": "conf_high",
}


def name_of(row):
    return f"{row['set']}-{row['site']}-{row['wave']}-{row['confidence']}"


def shares_of(data, confidence=0.95):
    cell = 2 * data["contrast"] + data["wave"]
    units = {"stratum": data["stratum"], "cluster": data["cluster"]}
    means = design_means(yes_of(data["value"]), data["weight"], cell, 2 * SITES, **units)
    return means, korn_graubard(means, confidence=confidence)


def of(data, confidence=0.95, **changed):
    data = data | changed
    return share_difference(
        yes_of(data["value"]),
        data["weight"],
        data["contrast"],
        data["later"],
        SITES,
        stratum=data["stratum"],
        cluster=data["cluster"],
        confidence=confidence,
    )


def by_hand(before, after, weight=None, cluster=None, confidence=0.95):
    yes = np.array([*before, *after], dtype=float)
    later = np.arange(yes.size) >= len(before)
    return share_difference(
        yes,
        np.ones(yes.size) if weight is None else np.array(weight, dtype=float),
        np.zeros(yes.size, dtype=np.int64),
        later,
        1,
        stratum=later.astype(int) if cluster is None else np.zeros(yes.size, dtype=np.int64),
        cluster=None if cluster is None else np.array(cluster),
        confidence=confidence,
    )


def one_cell(yes, weight, confidence=0.95):
    zeros = np.zeros(len(yes), dtype=np.int64)
    means = design_means(np.array(yes, dtype=float), np.array(weight, dtype=float), zeros, 1)
    return korn_graubard(means, confidence=confidence)


@pytest.mark.parametrize("row", SHARES, ids=name_of)
def test_the_interval_of_a_share_is_that_of_r_unless_more_than_n_would_count(row):
    means, found = shares_of(survey(row["set"], row["site"]), float(row["confidence"]))
    at = 2 * position(row["site"]) + int(row["wave"])
    ours = (found.share[at], found.conf_low[at], found.conf_high[at])
    theirs = tuple(number(row[key]) for key in ("mean", "conf_low", "conf_high"))
    if found.n_effective[at] < means.n[at]:
        assert ours == pytest.approx(theirs, rel=1e-11)
    else:
        assert ours[1] < theirs[1] < theirs[2] < ours[2]


def test_some_shares_of_the_reference_are_held_to_n_and_most_are_not():
    capped = 0
    for row in SHARES:
        means, found = shares_of(survey(row["set"], row["site"]), float(row["confidence"]))
        at = 2 * position(row["site"]) + int(row["wave"])
        capped += found.n_effective[at] == means.n[at]
    assert 0 < capped < len(SHARES) / 4


@pytest.mark.parametrize("row", DIFFERENCES, ids=name_of)
def test_the_interval_of_a_difference_is_that_of_r(row):
    found = of(survey(row["set"], row["site"]), float(row["confidence"]))
    ours = {key: getattr(found, key)[position(row["site"])] for key in REFERENCE}
    theirs = {key: number(row[theirs]) for key, theirs in REFERENCE.items()}
    assert ours == pytest.approx(theirs, rel=1e-10)


def test_where_nobody_said_yes_the_interval_is_that_of_kishs_n():
    # (1 + 1 + 4)^2 / (1 + 1 + 16) = 2: Clopper and Pearson's upper limit of 0 of 2.
    none, everybody = one_cell([0, 0, 0], [1, 1, 4]), one_cell([1, 1, 1], [1, 1, 4])
    assert none.n_effective[0] == pytest.approx(2.0, rel=1e-14)
    assert (none.conf_low[0], everybody.conf_high[0]) == (0.0, 1.0)
    assert none.conf_high[0] == pytest.approx(1 - 0.025 ** (1 / 2), rel=1e-12)
    assert everybody.conf_low[0] == pytest.approx(0.025 ** (1 / 2), rel=1e-12)


def test_equal_weights_give_clopper_and_pearsons_interval_for_one_respondent_less():
    # p (1 - p) over the variance, which has n - 1, is n - 1.
    found = one_cell([1] * 6 + [0] * 15, [2.0] * 21)
    assert found.n_effective[0] == pytest.approx(20, rel=1e-12)
    share = 20 * 6 / 21
    expected = (
        stats.beta.ppf(0.025, share, 21 - share),
        stats.beta.ppf(0.975, share + 1, 20 - share),
    )
    assert (found.conf_low[0], found.conf_high[0]) == pytest.approx(expected, rel=1e-10)


def test_no_yes_in_either_wave_has_an_interval_around_nought():
    found = by_hand([0] * 40, [0] * 30)
    z2 = 1.959963984540054**2
    assert found.reason[0] == ""
    assert found.estimate[0] == 0.0
    assert found.conf_high[0] == pytest.approx(z2 / 30 / (1 + z2 / 30), rel=1e-12)
    assert found.conf_low[0] == pytest.approx(-z2 / 40 / (1 + z2 / 40), rel=1e-12)


def test_streets_that_answer_alike_in_both_waves_narrow_the_interval():
    before = [1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1]
    after = [1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1]
    streets = [*range(12), *range(12)]
    together = by_hand(before, after, cluster=streets)
    apart = by_hand(before, after, cluster=[*range(12), *range(12, 24)])
    assert together.conf_high[0] - together.conf_low[0] < 0.7 * (
        apart.conf_high[0] - apart.conf_low[0]
    )


@given(answers)
def test_the_interval_holds_the_estimate_within_what_is_possible(rows):
    value, weight, contrast, later, street = arrays(rows)
    for cluster in (None, street):
        found = share_difference(
            yes_of(value), weight, contrast, later, 2, stratum=contrast, cluster=cluster
        )
        at = found.reason == ""
        low, high, estimate = found.conf_low[at], found.conf_high[at], found.estimate[at]
        assert (low >= -1 - 1e-12).all()
        assert (high <= 1 + 1e-12).all()
        assert (low <= estimate).all()
        assert (estimate <= high).all()


@given(answers)
def test_counting_no_instead_of_yes_turns_the_interval_round(rows):
    value, weight, contrast, later, _ = arrays(rows)
    one, other = (
        share_difference(yes, weight, contrast, later, 2, stratum=2 * contrast + later)
        for yes in (yes_of(value), 1 - yes_of(value))
    )
    assert one.conf_low == pytest.approx(-other.conf_high, abs=1e-9, nan_ok=True)
    assert one.estimate == pytest.approx(-other.estimate, abs=1e-12, nan_ok=True)


@given(answers)
def test_another_unit_of_weights_changes_nothing(rows):
    value, weight, contrast, later, _ = arrays(rows)
    one, other = (
        share_difference(
            yes_of(value), weight * factor, contrast, later, 2, stratum=2 * contrast + later
        )
        for factor in (1.0, 1e-299)
    )
    assert one.conf_low == pytest.approx(other.conf_low, abs=1e-9, nan_ok=True)
    assert one.reason.tolist() == other.reason.tolist()


@pytest.mark.parametrize(
    ("before", "after", "cluster", "reason"),
    [
        ([], [0, 1], None, "wave_missing"),
        ([], [], None, "wave_missing"),
        ([1], [0, 1], None, "n_lt_2"),
        ([0, 1, 1], [0, 1], [0, 1, 2, 0, 0], "n_lt_2"),
    ],
)
def test_what_has_no_interval_has_a_reason(before, after, cluster, reason):
    found = by_hand(before, after, cluster=cluster)
    assert found.reason[0] == reason
    assert np.isnan(found.conf_low[0])
    assert np.isnan(found.conf_high[0])
