"""The gate: what is judged, against what, and what a failure says."""

import dataclasses

import pytest

from lpsstats.analysis.gates import judge
from lpsstats.analysis.reliability_rows import ItemReliability, Reliability
from lpsstats.dictionary.model import ReliabilityRule
from lpsstats.errors import UsageError
from lpsstats.findings import Severity

RULE = ReliabilityRule(statistic="alpha", at_least=0.7, judge="estimate")


def item(key, item_rest, *, n=80, reverse=False):
    return ItemReliability(
        item=key,
        item_label=key,
        reversed=reverse,
        n=n,
        mean=3.0,
        sd=1.0,
        item_rest=item_rest,
        alpha_if_deleted=0.6,
        floor=0.1,
        ceiling=0.1,
        missing=0,
        n_unused=None,
    )


def row(**other):
    """Describe a scale of three items whose alpha is .75 [.65, .85]."""
    usual = {
        "scale": "trio",
        "scale_label": "Trio",
        "kind": "reflective",
        "site": None,
        "site_label": None,
        "wave": None,
        "n": 80,
        "weighted": False,
        "n_effective": None,
        "n_items": 3,
        "alpha": 0.75,
        "alpha_low": 0.65,
        "alpha_high": 0.85,
        "alpha_method": "jackknife",
        "confidence": 0.95,
        "omega": 0.76,
        "omega_low": 0.66,
        "omega_high": 0.86,
        "omega_reason": None,
        "spearman_brown": None,
        "spearman_brown_low": None,
        "spearman_brown_high": None,
        "alpha_ordinal": None,
        "omega_categorical": None,
        "ordinal_reason": None,
        "inter_item_r": 0.5,
        "worst_item": "q1",
        "worst_item_rest": 0.4,
        "status": "ok",
        "reason": None,
        "items": (item("q1", 0.4), item("q2", 0.5), item("q3", 0.6, reverse=True)),
    }
    return Reliability(**(usual | other))


PAIR = {
    "scale": "pair",
    "items": (item("q4", 0.5), item("q5", 0.5)),
    "n_items": 2,
    "omega": None,
    "omega_low": None,
    "omega_high": None,
    "omega_reason": "two_items",
    "spearman_brown": 0.66,
    "spearman_brown_low": 0.5,
    "spearman_brown_high": 0.8,
}


def rule(**other):
    return dataclasses.replace(RULE, **other)


def severities(judged):
    return [finding.severity for finding in judged.findings]


@pytest.mark.parametrize(
    ("end", "at_least", "check"),
    [
        ("estimate", 0.75, "pass"),
        ("estimate", 0.76, "fail"),
        ("lower", 0.65, "pass"),
        ("lower", 0.66, "fail"),
        ("upper", 0.85, "pass"),
        ("upper", 0.86, "fail"),
    ],
)
def test_the_declared_end_is_held_against_the_threshold(cross_section, end, at_least, check):
    judged = judge(row(), rule(judge=end, at_least=at_least), cross_section)
    assert (judged.judged, judged.check) == ("alpha", check)
    passed = Severity.NOTE if end == "estimate" else Severity.PASSED  # chance may decide, so say so
    assert severities(judged) == [passed if check == "pass" else Severity.ERROR]


def test_omega_is_judged_where_the_rule_names_it(cross_section):
    judged = judge(row(), rule(statistic="omega", at_least=0.755), cross_section)
    assert (judged.judged, judged.check) == ("omega", "pass")


@pytest.mark.parametrize("statistic", ["alpha", "omega"])
@pytest.mark.parametrize(("value", "check"), [(0.69, "fail"), (0.71, "pass")])
def test_two_items_are_judged_by_spearman_brown(cross_section, statistic, value, check):
    pair = row(**PAIR | {"spearman_brown": value, "alpha": 1.4 - value})
    judged = judge(pair, rule(statistic=statistic), cross_section)
    assert (judged.judged, judged.check) == ("spearman_brown", check)
    assert "Spearman-Brown" in judged.findings[-1].message


def test_two_items_that_cancel_exactly_fail_by_spearman_brown_and_say_why(cross_section):
    opposite = (item("q4", -1.0), item("q5", -1.0))
    nothing = {"spearman_brown": None, "spearman_brown_low": None, "spearman_brown_high": None}
    judged = judge(row(**PAIR | nothing | {"items": opposite}), RULE, cross_section)
    assert (judged.judged, judged.check) == ("spearman_brown", "fail")
    assert "Spearman-Brown cannot be estimated (all_tied, n = 80)" in judged.findings[-1].message


def test_a_formative_scale_is_not_judged_however_low(cross_section):
    judged = judge(row(kind="formative", alpha=0.1), RULE, cross_section)
    assert (judged.judged, judged.check, judged.findings) == (None, "not_judged", ())


def test_a_single_item_is_not_judged(cross_section):
    single = row(items=(item("q1", None),), n_items=1, alpha=None, reason="single_item")
    assert judge(single, RULE, cross_section).check == "not_judged"


def test_without_a_rule_nothing_is_judged(cross_section):
    judged = judge(row(alpha=0.1), None, cross_section)
    assert (judged.judged, judged.check, judged.findings) == (None, "not_judged", ())


@pytest.mark.parametrize("held", [None, RULE])
def test_an_item_against_its_scale_fails_with_a_rule_or_without(cross_section, held):
    items = (item("q1", -0.3), item("q2", 0.5), item("q3", -0.4, reverse=True))
    judged = judge(row(items=items), held, cross_section)
    assert judged.check == "fail"
    against = [finding for finding in judged.findings if finding.code == "reversed_item"]
    assert [finding.severity for finding in against] == [Severity.ERROR, Severity.ERROR]
    assert against[0].message.startswith("q1 runs against the rest of Trio (r = -0.30, n = 80)")
    assert "add it to scales.trio.reverse" in against[0].message
    assert "take it out of scales.trio.reverse" in against[1].message.replace("Then t", "t")


def test_a_weak_negative_correlation_is_no_reason_to_reverse(cross_section):
    items = (item("q1", -0.1), item("q2", 0.5), item("q3", 0.4))
    judged = judge(row(items=items), RULE, cross_section)
    assert judged.check == "fail"
    assert "check its wording and coding" in judged.findings[0].message
    assert "reverse" not in judged.findings[0].message


def test_two_people_are_not_judged(cross_section):
    items = (item("q1", -1.0, n=2), item("q2", -1.0, n=2), item("q3", 1.0, n=2))
    part = row(items=items, n=2, wave="T1")
    judged = judge(part, RULE, cross_section)
    assert (judged.judged, judged.check, judged.findings) == (None, "not_judged", ())


def test_an_item_that_goes_with_nothing_does_not_fail(cross_section):
    items = (item("q1", 0.0), item("q2", 0.5), item("q3", None))
    assert judge(row(items=items), RULE, cross_section).check == "pass"


@pytest.mark.parametrize("held", [None, RULE])
def test_an_item_against_a_formative_scale_is_a_warning_and_the_row_says_no_more(
    cross_section, held
):
    items = (item("q1", -0.1), item("q2", 0.5), item("q3", 0.4))
    judged = judge(row(kind="formative", items=items), held, cross_section)
    # exit status and table must not contradict each other
    assert severities(judged) == [Severity.WARNING]
    assert judged.check == "not_judged"


def test_a_group_that_was_not_asked_is_not_judged(cross_section):
    nobody = tuple(item(key, None, n=0) for key in ("q1", "q2", "q3"))
    empty = {"n": 0, "items": nobody, "alpha": None, "reason": "wave_missing"}
    assert judge(row(wave="T2", **empty), RULE, cross_section).check == "not_judged"
    # but a scale that nobody ever answered is not reliable
    assert judge(row(**empty), RULE, cross_section).check == "fail"


def test_a_group_asked_some_of_the_items_only_fails(cross_section):
    some = (item("q1", None), item("q2", None), item("q3", None, n=0))
    judged = judge(
        row(wave="T2", n=0, items=some, alpha=None, reason="wave_missing"), RULE, cross_section
    )
    assert judged.check == "fail"


def test_the_reason_given_is_that_of_the_statistic_judged(cross_section):
    no_interval = row(alpha_low=None, omega=None, omega_reason="heywood", n=2)
    alpha = judge(no_interval, rule(judge="lower"), cross_section)
    assert (
        "lower end of alpha cannot be estimated (no interval, n = 2)" in alpha.findings[0].message
    )
    omega = judge(no_interval, rule(statistic="omega"), cross_section)
    assert "omega cannot be estimated (heywood, n = 2)" in omega.findings[0].message


def test_an_interval_around_the_threshold_is_said(cross_section):
    assert "chance may decide" in judge(row(), RULE, cross_section).findings[0].message
    clear = judge(row(alpha_low=0.71), RULE, cross_section).findings[0].message
    assert "chance" not in clear
    assert "chance" not in judge(row(), rule(judge="upper"), cross_section).findings[0].message


def test_a_finding_names_the_line_of_its_scale(cross_section):
    finding = judge(row(wave="T1", site="a"), RULE, cross_section).findings[0]
    text = cross_section.path.read_text(encoding="utf-8").splitlines()
    assert finding.subject == "trio, T1, a"
    assert text[finding.line - 1].strip().startswith("trio:")


# The trio agree perfectly, the pair do for every other seven people.
AGREEING = [
    (wave, site, -1, [1 + k % 7, 1 + k % 7, 7 - k % 7, 1 + k % 7, 1 + (k % 7 + k // 7) % 7])
    for wave in range(3)
    for site in range(3)
    for k in range(14)
]


@pytest.mark.parametrize("declared_rule", [None, RULE, rule(statistic="omega", at_least=0.1)])
def test_min_alpha_overrides_the_rule_and_judges_alpha(
    cross_section, surveyed, reliabilities, declared_rule
):
    dictionary = dataclasses.replace(cross_section, reliability=declared_rule)
    survey = surveyed(dictionary, AGREEING)
    trio, pair = reliabilities(survey, min_alpha=0.99)
    assert (trio["alpha"], trio["judged"], trio["check"]) == (1.0, "alpha", "pass")
    assert (pair["judged"], pair["check"]) == ("spearman_brown", "fail")
    assert pair["spearman_brown"] < 0.99
    assert {r["check"] for r in reliabilities(survey, min_alpha=0.01)} == {"pass"}


def test_min_alpha_keeps_which_end_is_judged(cross_section, surveyed, reliabilities):
    lower = dataclasses.replace(cross_section, reliability=rule(judge="lower"))
    survey = surveyed(lower, AGREEING)
    pair = reliabilities(survey, measures=["pair"])[0]
    between = (pair["spearman_brown_low"] + pair["spearman_brown"]) / 2
    assert reliabilities(survey, measures=["pair"], min_alpha=between)[0]["check"] == "fail"
    plain = surveyed(dataclasses.replace(cross_section, reliability=RULE), AGREEING)
    assert reliabilities(plain, measures=["pair"], min_alpha=between)[0]["check"] == "pass"


@pytest.mark.parametrize("impossible", [0.0, 1.0, 70.0, -0.5, float("nan")])
def test_an_impossible_threshold_is_refused(cross_section, surveyed, reliabilities, impossible):
    with pytest.raises(UsageError, match="--min-alpha"):
        reliabilities(surveyed(cross_section, AGREEING), min_alpha=impossible)


@pytest.mark.parametrize(
    ("found", "check"),
    [
        ({"weighted": True, "n_effective": 1.2, "alpha": None, "reason": "n_lt_2"}, "not_judged"),
        ({"weighted": True, "n_effective": 50.0, "alpha": None, "reason": "all_tied"}, "fail"),
        ({"n": 1, "alpha": None, "reason": "n_lt_2"}, "fail"),
    ],
)
def test_weights_that_leave_nobody_in_effect_are_not_judged(cross_section, found, check):
    judged = judge(row(**found), RULE, cross_section)
    assert judged.check == check
    assert bool(judged.findings) == (check == "fail")
