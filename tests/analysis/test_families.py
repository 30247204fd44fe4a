"""Families of tests: what is adjusted together, and what verdicts rest on."""

import dataclasses
from random import Random

import pytest
import scipy.stats

from lpsstats.dictionary.model import Family
from lpsstats.errors import UsageError


@pytest.fixture(scope="module")
def rows():
    """Draw 360 people who answer higher in the last wave, in the third site most of all."""
    random = Random(7)
    return [
        (wave, site, -1, [min(7, random.randint(1, 5) + (wave == 2) * site) for _ in range(5)])
        for wave in range(3)
        for site in range(3)
        for _ in range(40)
    ]


@pytest.fixture(scope="module")
def two_families(cross_section):
    families = (
        Family(key="first", measures=("trio",), adjust="bonferroni"),
        Family(key="second", measures=("pair", "q1"), adjust="fdr_bh"),
    )
    return dataclasses.replace(cross_section, families=families)


def test_each_family_is_adjusted_by_itself_in_its_own_way(two_families, surveyed, changes, rows):
    survey = surveyed(two_families, rows)
    found = [row for row in changes(survey, measures=["first", "second"]) if row["site"]]
    trio, pair = ([r for r in found if r["family"] == key] for key in ("first", "second"))
    assert {row["measure"] for row in pair} == {"pair", "q1"}
    assert {(r["family"], r["adjust"], r["n_tests"]) for r in trio} == {("first", "bonferroni", 3)}
    assert {(r["family"], r["adjust"], r["n_tests"]) for r in pair} == {("second", "fdr_bh", 6)}
    for row in trio:
        assert row["p_adjusted"] == pytest.approx(min(1, 3 * row["p_value"]), rel=1e-12)
    controlled = scipy.stats.false_discovery_control([r["p_value"] for r in pair], method="bh")
    assert [r["p_adjusted"] for r in pair] == pytest.approx(list(controlled), rel=1e-12)


def test_one_adjustment_can_be_asked_of_every_family(two_families, surveyed, changes, rows):
    found = [r for r in changes(surveyed(two_families, rows), adjust="none") if r["site"]]
    assert {row["adjust"] for row in found} == {"none"}
    assert [row["p_adjusted"] for row in found] == [row["p_value"] for row in found]


def test_a_verdict_rests_on_the_adjusted_p_and_a_pooled_one_on_its_own(
    cross_section, surveyed, changes, rows
):
    found = changes(surveyed(cross_section, rows))
    verdicts = {"trio": ("declined", "improved"), "pair": ("improved", "declined")}
    seen = set()
    for row in found:
        p = row["p_adjusted"] if row["site"] else row["p_value"]
        up, down = verdicts[row["measure"]]
        clear = up if row["estimate"] > 0 else down
        assert row["verdict"] == (clear if p < 0.05 else "no_clear_change")
        seen.add((row["verdict"] == "no_clear_change", row["p_value"] < 0.05))
        if row["site"] is None:
            assert (row["family"], row["p_adjusted"], row["n_tests"]) == (None, None, None)
    assert len(seen) > 1


def test_an_adjustment_can_change_a_verdict(cross_section, surveyed, changes, rows):
    survey = surveyed(cross_section, rows)
    raw = changes(survey, adjust="none")
    between = [row["p_value"] for row in raw if row["site"] and row["p_value"] > 1e-6]
    # The smallest p that Bonferroni lifts over a level just above it.
    confidence = 1 - min(between) * 1.5
    plain = changes(survey, adjust="none", confidence=confidence)
    strict = changes(survey, adjust="bonferroni", confidence=confidence)
    turned = [
        (one["verdict"], other["verdict"])
        for one, other in zip(plain, strict, strict=True)
        if one["verdict"] != other["verdict"]
    ]
    assert turned
    assert {other for _, other in turned} == {"no_clear_change"}


@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_practically_unchanged_is_the_narrower_interval_within_the_bounds(
    cross_section, surveyed, changes, rows, confidence
):
    survey = surveyed(cross_section, rows)
    wide, narrow = (
        changes(survey, confidence=c)[0]
        # two one-sided tests at 5% are an interval of 90%
        for c in (confidence, 2 * confidence - 1)
    )
    furthest, further = (max(-row["conf_low"], row["conf_high"]) for row in (wide, narrow))
    for bound, expected in ((1.01 * further, True), (0.99 * further, False)):
        assert bound < furthest  # the interval shown would not fit
        bounded = dataclasses.replace(cross_section, smallest_change={"trio": bound})
        found = changes(surveyed(bounded, rows), confidence=confidence)
        assert (found[0]["verdict"] == "practically_unchanged") == expected
        assert found[1]["verdict"] != "practically_unchanged"  # no bounds for the pair


def test_an_impossible_interval_of_the_dictionary_is_named_by_its_line(
    cross_section, surveyed, changes, rows
):
    with pytest.raises(UsageError, match=r"data_dictionary.yaml:\d+: analysis.interval 0.4"):
        changes(surveyed(dataclasses.replace(cross_section, interval=0.4), rows))


@pytest.mark.parametrize("confidence", [0.5, 1.0, 95, 0, -1, float("nan")])
def test_an_impossible_confidence_is_refused(cross_section, surveyed, changes, rows, confidence):
    with pytest.raises(UsageError, match="--confidence"):
        changes(surveyed(cross_section, rows), confidence=confidence)


def test_a_pooled_sd_is_refused_for_the_same_people(panel, surveyed, changes):
    with pytest.raises(UsageError, match="--effect pooled"):
        changes(surveyed(panel, []), effect="pooled")
