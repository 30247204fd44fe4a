"""Contrasts of sites, from the answers of small surveys to rows."""

import dataclasses
import math
import statistics
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given

from lpsstats.documents.contrast import contrast_document
from support.random_surveys import checked, crowd, members, naive_scores, rows_of

ROLES = ("intervention", "comparison", "partial")


def with_roles(dictionary, *roles, **changes):
    sites = [dataclasses.replace(s, role=r) for s, r in zip(dictionary.sites, roles, strict=True)]
    return dataclasses.replace(dictionary, sites=tuple(sites), **changes)


def rows(survey, **options):
    return [dict(record) for record in contrast_document(survey, **options).tables[0].records]


def crowd_of(n, seed=1, shift=(0, 0, 0)):
    """Draw n people per site and wave; the later wave of each site answers so much higher."""
    random = Random(seed)

    def answer(site, wave):
        return min(7, max(1, random.randint(1, 5) + shift[site] * wave // 2))

    return [
        (wave, site, -1, [answer(site, wave) for _ in range(5)])
        for wave in (0, 2)
        for site in range(3)
        for _ in range(n)
    ]


@pytest.fixture(scope="module")
def roles(cross_section):
    return with_roles(cross_section, *ROLES)


@pytest.fixture(scope="module")
def survey(roles, surveyed):
    return surveyed(roles, crowd_of(40, shift=(2, 0, 1)))


def naive(samples, first, second):
    """Contrast cells plainly: {site: (before, after)}."""

    def coefficient(site):
        return 1 / len(first) if site in first else -1 / len(second)

    parts = [
        (coefficient(site) ** 2 * statistics.variance(wave) / len(wave), len(wave) - 1)
        for site in (*first, *second)
        for wave in samples[site]
    ]
    change = {
        s: statistics.fmean(after) - statistics.fmean(before)
        for s, (before, after) in samples.items()
    }
    estimate = sum(coefficient(s) * change[s] for s in (*first, *second))
    variance = sum(v for v, _ in parts)
    return (
        estimate,
        math.sqrt(variance),
        variance and variance**2 / sum(v**2 / df for v, df in parts),
    )


@checked
@given(people=crowd)
def test_every_row_is_what_plainly_computed_scores_give(roles, surveyed, people):
    for row in rows(surveyed(roles, people), pairs=True):
        samples = {}
        for place, site in enumerate("abc"):
            waves = [
                [score for _, _, score in naive_scores(people, row["measure"], wave, [place])]
                for wave in (0, 2)
            ]
            if all(waves):
                samples[site] = waves
        first, second = (
            row[f"{side}_sites"].split(", ") if row[f"{side}_sites"] else []
            for side in ("intervention", "comparison")
        )
        assert {*first, *second} <= set(samples)
        left = row["left_out_sites"].split(", ") if row["left_out_sites"] else []
        assert not {*left} & set(samples)
        assert [row["n_intervention"], row["n_comparison"]] == [len(first), len(second)]
        if not (first and second):
            assert (row["reason"], row["estimate"]) == ("wave_missing", None)
            continue
        cells = [wave for site in (*first, *second) for wave in samples[site]]
        if min(map(len, cells)) < 2:
            assert (row["reason"], row["verdict"]) == ("n_lt_2", "not_testable")
            continue
        estimate, error, df = naive(samples, first, second)
        assert row["estimate"] == pytest.approx(estimate, abs=1e-9)
        if all(len(set(wave)) == 1 for wave in cells):
            assert row["reason"] == "no_variance_both"
            continue
        assert [row["std_error"], row["df"]] == pytest.approx([error, df], rel=1e-7)


@checked
@given(people=members)
def test_a_panel_contrasts_the_differences_of_those_who_stayed(panel, surveyed, people):
    crowded = rows_of(people)
    for row in rows(surveyed(with_roles(panel, *ROLES), crowded), pairs=True):
        if row["contrast"] != "pair":
            continue
        sites = [row["intervention_sites"], row["comparison_sites"]]
        assert row["n_pairs"] == sum(site["n_from"] for site in row["sites"])
        changes = []
        for site in sites:
            early, late = (
                {
                    person: score
                    for person, _, score in naive_scores(
                        crowded, row["measure"], w, ["abc".find(site)]
                    )
                }
                for w in (0, 2)
            )
            stayed = early.keys() & late.keys() if site else ()
            changes.append([late[person] - early[person] for person in stayed])
        if row["status"] == "ok":
            expected = statistics.fmean(changes[0]) - statistics.fmean(changes[1])
            assert row["estimate"] == pytest.approx(expected, abs=1e-9)
            error = math.sqrt(sum(statistics.variance(c) / len(c) for c in changes))
            assert row["std_error"] == pytest.approx(error, rel=1e-7)


def test_the_headline_is_the_mean_of_the_pairs(survey):
    found = rows(survey, pairs=True)
    assert [row["contrast"] for row in found[::2]] == ["all", "without_partial", "pair", "pair"]
    for key in ("trio", "pair"):
        mine = [row for row in found if row["measure"] == key]
        pairs = [row["estimate"] for row in mine if row["contrast"] == "pair"]
        assert mine[0]["estimate"] == pytest.approx(statistics.fmean(pairs))
        assert mine[1]["estimate"] == pytest.approx(pairs[0])


def test_partial_sites_stand_on_the_comparison_side_and_the_result_without_them_beside(survey):
    first, _, without, *_ = rows(survey)
    assert (first["comparison_sites"], first["partial_sites"]) == ("b, c", "c")
    assert first["contrast_label"] == "a against b, c (partial)"
    assert (without["comparison_sites"], without["partial_sites"]) == ("b", None)
    assert [site["arm"] for site in first["sites"]] == ["intervention", "comparison", "comparison"]


def test_a_contrast_knows_which_way_is_better(survey, roles):
    trio, pair = rows(survey)[:2]
    assert trio["better"] == "low"
    assert pair["better"] == "high"
    assert pair["estimate"] > 0.5
    assert pair["verdict"] == "favours_intervention"
    for better, word in (("low", "favours_comparison"), ("neither", "changes_differ")):
        turned = dict(roles.scales) | {
            "pair": dataclasses.replace(roles.scales["pair"], better=better)
        }
        other = dataclasses.replace(survey, dictionary=dataclasses.replace(roles, scales=turned))
        assert rows(other)[1]["verdict"] == word


def test_a_difference_within_the_declared_bounds_is_practically_equal(survey, roles):
    bounds = {"trio": 4.0, "pair": 4.0}
    dictionary = dataclasses.replace(roles, smallest_change=bounds)
    found = rows(dataclasses.replace(survey, dictionary=dictionary))
    assert {row["verdict"] for row in found} == {"practically_equal"}
    pair = found[1]
    assert pair["tipping_shock_share"] == pytest.approx(pair["tipping_shock"] / 4)
    assert pair["pct_range"] == pytest.approx(100 * pair["estimate"] / 6)


def test_showing_part_of_a_family_changes_no_p(survey):
    whole = rows(survey)
    assert rows(survey, measures=["pair"]) == [row for row in whole if row["measure"] == "pair"]
    assert {row["n_tests"] for row in whole} == {2}
    smaller, larger = sorted(row["p_value"] for row in whole[:2])
    assert sorted(row["p_adjusted"] for row in whole[:2]) == pytest.approx(
        sorted([min(1, 2 * smaller), max(larger, min(1, 2 * smaller))])
    )


def test_pairs_are_a_family_of_their_own(survey):
    found = [row for row in rows(survey, pairs=True) if row["contrast"] == "pair"]
    assert {row["n_tests"] for row in found} == {4}


def test_weights_of_one_change_nothing_and_their_unit_does_not_count(survey):
    plain = rows(survey)
    ones = rows(dataclasses.replace(survey, weight=np.ones(survey.n)))
    tens = rows(dataclasses.replace(survey, weight=np.full(survey.n, 10.0)))
    for one, ten, without in zip(ones, tens, plain, strict=True):
        assert (without["estimate_unweighted"], without["verdict_unweighted"]) == (None, None)
        assert one["verdict_unweighted"] == without["verdict"]
        assert one["estimate_unweighted"] == pytest.approx(without["estimate"], rel=1e-12)
        for key in ("estimate", "std_error", "df", "p_value", "effect_low", "tipping_shock"):
            values = [x[key] if x[key] is not None else math.nan for x in (one, ten, without)]
            assert values == pytest.approx(values[2:] * 3, rel=1e-9, nan_ok=True), key


def test_integer_weights_give_the_means_of_replicated_respondents(survey):
    weight = np.array([1 + k % 3 for k in range(survey.n)], dtype=float)
    copies = np.repeat(np.arange(survey.n), weight.astype(int))
    replicated = dataclasses.replace(
        survey,
        wave=survey.wave[copies],
        site=survey.site[copies],
        responses={key: values[copies] for key, values in survey.responses.items()},
    )
    weighted = rows(dataclasses.replace(survey, weight=weight))
    for one, other in zip(weighted, rows(replicated), strict=True):
        assert one["estimate"] == pytest.approx(other["estimate"], rel=1e-9)
        assert one["std_error"] > other["std_error"]


def test_respondents_without_a_weight_do_not_count_and_are_said(survey):
    weight = np.where(np.arange(survey.n) % 10 == 0, np.nan, 1.0)
    document = contrast_document(dataclasses.replace(survey, weight=weight))
    assert any(note.startswith("24 respondents have no weight") for note in document.notes)
    first = document.tables[0].records[0]
    assert first["n_from"] + first["n_to"] == 216


def test_clusters_are_the_units_of_the_variance(survey):
    streets = np.arange(survey.n) % 6
    answers = {key: np.clip(values + streets - 2, 1, 7) for key, values in survey.responses.items()}
    apart = dataclasses.replace(survey, responses=answers)
    clustered = dataclasses.replace(apart, cluster=streets.astype(np.int64))
    for one, other in zip(rows(apart), rows(clustered), strict=True):
        assert one["estimate"] == pytest.approx(other["estimate"])
        assert other["df"] < 6 * 5 < one["df"]
        assert other["std_error"] > one["std_error"]
        assert other["verdict_unweighted"] is None


def test_a_weighted_panel_weighs_each_pair_by_its_later_weight(panel, surveyed):
    random = Random(3)
    people = [
        [(wave, person % 3, person, [random.randint(1, 7) for _ in range(5)]) for wave in (0, 2)]
        for person in range(60)
    ]
    everyone = [row for person in people for row in person]
    survey = surveyed(with_roles(panel, *ROLES), everyone)
    weight = np.where(survey.wave == 2, 1.0 + np.arange(survey.n) % 4, 1e6)
    row = rows(dataclasses.replace(survey, weight=weight))[1]
    changes = []
    for site in range(3):
        here = [k for k in range(0, survey.n, 2) if survey.site[k] == site]
        scores = [[statistics.fmean(everyone[k + later][3][3:]) for k in here] for later in (0, 1)]
        weights = [weight[k + 1] for k in here]
        changes.append(np.average(np.subtract(scores[1], scores[0]), weights=weights))
    assert row["estimate"] == pytest.approx(changes[0] - (changes[1] + changes[2]) / 2)
    assert row["n_pairs"] == 60


def test_a_split_is_ranked_by_the_changes_of_the_sites(survey):
    found = rows(survey, pairs=True)
    splits = [row for row in found if row["contrast"] == "all"]
    for row in splits:
        changes = [site["estimate"] for site in row["sites"]]
        sizes = [
            abs(changes[k] - statistics.fmean(changes[:k] + changes[k + 1 :])) for k in range(3)
        ]
        assert row["split_rank"] == 1 + sum(size > sizes[0] + 1e-12 for size in sizes)
        assert (row["n_splits"], row["p_split_smallest"]) == (3, pytest.approx(1 / 3))


def test_a_site_s_own_change_is_its_welch_test(survey):
    for row in rows(survey):
        for site in row["sites"]:
            assert site["estimate"] == pytest.approx(site["mean_to"] - site["mean_from"])
            error = math.hypot(
                site["sd_from"] / math.sqrt(site["n_from"]), site["sd_to"] / math.sqrt(site["n_to"])
            )
            middle = (site["conf_low"] + site["conf_high"]) / 2
            assert middle == pytest.approx(site["estimate"])
            assert (site["conf_high"] - site["conf_low"]) / 2 > 1.95 * error
            assert site["clear"] == (site["p_adjusted"] < 0.05)
            assert site["p_adjusted"] >= site["p_value"]


def test_what_is_missing_is_none_and_never_nan(roles, surveyed):
    people = [row for row in crowd_of(2) if not (row[0] == 2 and row[1] == 1)]
    for row in rows(surveyed(roles, [*people, (2, 1, -1, [None] * 5)])):
        values = [v for v in row.values() if isinstance(v, float)]
        assert all(map(math.isfinite, values))
    assert rows(surveyed(roles, people))[2]["reason"] == "wave_missing"


def test_every_split_into_two_sides_has_the_same_interaction(survey):
    found = {
        side: rows(survey, intervention=side, comparison=[s for s in "abc" if s not in side])[0]
        for side in (pair for n in (1, 2) for pair in combinations("abc", n))
    }
    assert len({round(row["interaction_f"], 9) for row in found.values()}) == 1
