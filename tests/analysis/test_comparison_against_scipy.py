"""Every row of a comparison is what scipy makes of plainly computed scores."""

import statistics

import pytest
import scipy.stats
from hypothesis import given

from support.random_surveys import (
    EFFECTS,
    TEST,
    checked,
    crowd,
    members,
    naive_scores,
    rows_of,
    with_both,
)


def check_against_scipy(found, before, after, test):
    assert [found["n_from"], found["n_to"]] == [len(before), len(after)]
    if before:
        assert found["mean_from"] == pytest.approx(statistics.fmean(before), rel=1e-12)
    if after:
        assert found["mean_to"] == pytest.approx(statistics.fmean(after), rel=1e-12)
    if before and after:
        difference = statistics.fmean(after) - statistics.fmean(before)
        assert found["estimate"] == pytest.approx(difference, rel=1e-9, abs=1e-12)
    if len(before) > 1:
        assert found["sd_from"] == pytest.approx(statistics.stdev(before), rel=1e-9, abs=1e-12)
    if found["status"] == "not_testable":
        assert {found[key] for key in (*TEST, *EFFECTS)} == {None}
        return
    interval = test.confidence_interval(0.95)
    expected = (test.statistic, test.df, test.pvalue, interval.low, interval.high)
    keys = ("statistic", "df", "p_value", "conf_low", "conf_high")
    assert [found[key] for key in keys] == pytest.approx(expected, rel=1e-7, abs=1e-9)


# scipy loses digits, and says so, where one of the groups is constant.
@pytest.mark.filterwarnings("ignore:Precision loss")
@checked
@given(rows=crowd)
def test_every_row_is_the_welch_test_of_plainly_computed_scores(
    cross_section, surveyed, changes, rows
):
    for found in changes(surveyed(cross_section, rows)):
        measure = found["measure"]
        sites = ["abc".index(found["site"])] if found["site"] else with_both(rows, measure)
        assert found["n_sites"] == (None if found["site"] else len(sites))
        before, after = (
            [score for _, _, score in naive_scores(rows, measure, wave, sites)] for wave in (0, 2)
        )
        testable = min(len(before), len(after)) > 1 and len({*before}) + len({*after}) > 2
        assert found["status"] == ("ok" if testable else "not_testable")
        test = scipy.stats.ttest_ind(after, before, equal_var=False) if testable else None
        check_against_scipy(found, before, after, test)


@pytest.mark.filterwarnings("ignore:Precision loss")
@checked
@given(people=members)
def test_every_row_of_a_panel_is_the_paired_test_of_those_who_stayed(
    panel, surveyed, changes, people
):
    rows = rows_of(people)
    for found in changes(surveyed(panel, rows), linked="pairs"):
        measure = found["measure"]
        sites = ["abc".index(found["site"])] if found["site"] else with_both(rows, measure)
        early, late = (
            {(person, site): score for person, site, score in naive_scores(rows, measure, w, sites)}
            for w in (0, 2)
        )
        stayed = sorted(early.keys() & late.keys())
        assert found["n_pairs"] == len(stayed)
        if not stayed:  # nobody to compare: the waves are shown as they are
            check_against_scipy(found, list(early.values()), list(late.values()), None)
            assert found["reason"] == ("n_lt_2" if early and late else "wave_missing")
            assert found["n_sites"] == (None if found["site"] else len(sites))
            continue
        before, after = [early[key] for key in stayed], [late[key] for key in stayed]
        steps = {round(a - b, 9) for a, b in zip(after, before, strict=True)}
        testable = len(stayed) > 1 and len(steps) > 1
        assert found["status"] == ("ok" if testable else "not_testable")
        assert found["n_sites"] == (None if found["site"] else len({s for _, s in stayed}))
        test = scipy.stats.ttest_rel(after, before) if testable else None
        check_against_scipy(found, before, after, test)


@checked
@given(rows=crowd)
def test_holm_counts_the_tests_that_could_be_done_and_no_others(
    cross_section, surveyed, changes, rows
):
    found = [row for row in changes(surveyed(cross_section, rows)) if row["site"]]
    tests = [row["p_value"] for row in found if row["status"] == "ok"]
    assert {row["n_tests"] for row in found} == {len(tests)}
    stepped = 0.0
    order = sorted((row for row in found if row["status"] == "ok"), key=lambda row: row["p_value"])
    for done, row in enumerate(order):
        stepped = max(stepped, min(1.0, (len(tests) - done) * row["p_value"]))
        assert row["p_adjusted"] == pytest.approx(stepped, rel=1e-12)
