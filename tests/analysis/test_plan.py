"""What a plan takes from a survey, and what it makes of it."""

import dataclasses
import math

import numpy as np
import pytest

from lpsstats.analysis.contrast_arms import ALL, Arms
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.plan import Aim, plan
from lpsstats.analysis.plan_facts import NAN, Facts, Spread
from lpsstats.analysis.plan_survey import facts_of, grounds_of, observe
from lpsstats.analysis.question import Question
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.contrast import contrast_document
from lpsstats.files.survey import read_survey
from lpsstats.stats.site_shock import detectable_between
from lpsstats.survey.scoring import score
from support.reference import table

AIM = Aim(power=0.8, confidence=0.95)
ARMS = Arms(kind=ALL, intervention=(0, 1), comparison=(2, 3))
PLAIN = Facts(
    key="trust", label="Trust", type="scale", better="low", unit="points", width=6.0,
    site=Spread(sd=1.3), all_sites=Spread(sd=1.3), linked=False, designed=False, pct_from=NAN,
    n=100.0, cluster_size=1.0, n_sites=1, n_intervention=0, n_comparison=0, family=None,
    adjust="holm", n_tests=1, n_contrasts=1, shock=NAN, shock_low=NAN, shock_high=NAN, bound=NAN,
    wanted=NAN, reason="",
)  # fmt: skip


def planned(**changes):
    return plan([dataclasses.replace(PLAIN, **changes)], AIM)


def kind(rows, name):
    return next(row for row in rows if row.planned == name)


def facts(survey, keys=None, arms=None, adjust=None):
    dictionary = survey.dictionary
    waves = [wave.key for wave in dictionary.waves]
    question = Question(
        wave_from=waves.index(dictionary.baseline), wave_to=waves.index(dictionary.endline),
        adjust=adjust, confidence=0.95, effect="average",
    )  # fmt: skip
    grounds = grounds_of(survey, question, arms)
    seen = [observe(measure_of(survey, key), grounds) for key in dictionary.measures]
    shown = keys or list(dictionary.measures)
    return {one.key: one for one in facts_of(seen, shown, grounds)}


@pytest.fixture(scope="module")
def lps(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def lps_facts(lps):
    return facts(lps, arms=ARMS)


@pytest.fixture(scope="module")
def mood(root):
    return read_survey(read_dictionary(root / "examples/mood/data_dictionary.yaml"))


@pytest.mark.parametrize(
    "row",
    [row for row in table("power.csv") if row["what"] == "contrast"],
    ids=lambda row: f"{row['n']}-{row['n2']}-{row['level']}",
)
def test_a_contrast_finds_what_its_cells_say_in_r(row):
    first, second = int(row["n"]), int(row["n2"])
    aim = Aim(power=0.8, confidence=1 - float(row["level"]))
    rows = plan(
        [
            dataclasses.replace(
                PLAIN, n_sites=first + second, n_intervention=first, n_comparison=second
            )
        ],
        aim,
    )
    assert kind(rows, "contrast").detectable == pytest.approx(float(row["value"]), rel=1e-9)


def test_each_kind_of_comparison_has_the_error_and_freedom_of_its_cells():
    rows = planned(n_sites=4, n_intervention=2, n_comparison=2, adjust="none")
    errors = [row.std_error for row in rows]
    expected = [1.3 * math.sqrt(x) for x in (2 / 100, 2 / 400, 4 / 200)]
    assert errors == pytest.approx(expected, rel=1e-12)
    assert [row.df for row in rows] == pytest.approx([198, 798, 8 * 99], rel=1e-12)
    assert [row.planned for row in rows] == ["site", "all", "contrast"]


def test_a_single_site_has_a_single_row():
    assert [row.planned for row in planned()] == ["site"]


def test_linked_people_bring_the_spread_of_their_changes():
    r = 0.6
    linked = {"site": Spread(sd=1.3, sd_change=1.3 * math.sqrt(2 * (1 - r)), correlation=r)}
    (row,) = planned(linked=True, **linked)
    assert row.std_error == pytest.approx(1.3 * math.sqrt(0.8 / 100))
    assert row.df == 99
    assert row.correlation == r


def test_tests_divide_the_level_only_where_the_smallest_p_is_held_against_it():
    level = {m: planned(adjust=m, n_tests=20)[0].level for m in ("holm", "fdr_bh", "none")}
    assert level == pytest.approx({"holm": 0.0025, "fdr_bh": 0.05, "none": 0.05})
    (row,) = planned(n_tests=20)
    assert row.detectable > row.detectable_unadjusted
    assert row.detectable / 1.3 == pytest.approx(0.553, abs=5e-4)


def test_all_sites_together_are_judged_by_themselves():
    row = kind(planned(n_sites=4, n_tests=20), "all")
    assert (row.n_tests, row.family, row.adjust) == (1, None, "none")
    assert row.level == pytest.approx(0.05)


def test_a_design_effect_or_large_clusters_cost_respondents():
    spread = {"site": Spread(sd=1.3, deff=1.3)}
    (row,) = planned(**spread)
    assert row.detectable_sd == pytest.approx(0.455, abs=5e-4)
    (clustered,) = planned(cluster_size=10.0, **spread)
    assert clustered.df == 18
    assert clustered.detectable > row.detectable


def test_shocks_leave_a_floor_that_respondents_cannot_lower():
    arms = {"n_sites": 4, "n_intervention": 2, "n_comparison": 2, "shock": 0.1, "wanted": 0.3}
    few, many = (kind(planned(n=n, **arms), "contrast") for n in (100.0, 1e7))
    assert many.detectable_shock == pytest.approx(few.detectable_floor, rel=1e-3)
    by_hand = detectable_between(
        np.array([2 * 0.1**2]), (np.array([2.0]), np.array([2.0])), np.array([0.05]), 0.8
    )
    assert few.detectable_floor == pytest.approx(by_hand[0], rel=1e-9)
    assert few.detectable_shock > few.detectable_floor > few.detectable > many.detectable
    assert few.sites_needed > many.sites_needed > 2
    rows = planned(**arms)
    assert [row.site_shock for row in rows] == [None, None, 0.1]
    assert [row.sites_needed is None for row in rows] == [True, True, False]


def test_the_range_and_the_spread_put_what_is_detectable_in_their_units():
    (row,) = planned()
    assert row.detectable_sd == pytest.approx(row.detectable / 1.3)
    assert row.detectable_pct == pytest.approx(100 * row.detectable / 6)


def test_numbers_of_respondents_are_whole_and_suffice():
    (row,) = planned(wanted=0.3, bound=0.3)
    assert isinstance(row.n_needed, int)
    assert planned(n=float(row.n_needed))[0].detectable <= 0.3
    assert planned(n=row.n_needed - 1.0)[0].detectable > 0.3
    assert row.n_equivalence == 323


def test_what_cannot_be_planned_has_a_reason_and_no_numbers():
    (row,) = planned(reason="no_variance_both", site=Spread(sd=0.0), wanted=0.3)
    assert (row.status, row.reason) == ("not_testable", "no_variance_both")
    assert row.detectable is row.n_needed is row.std_error is None


def test_a_share_is_planned_from_its_percentage_whichever_way_it_goes():
    spread = {"site": Spread(sd=30.0)}
    (row,) = planned(unit="percent", width=100.0, pct_from=10.0, wanted=10.0, **spread)
    assert row.detectable_fall < row.detectable == row.detectable_rise
    assert row.detectable == pytest.approx(14.96, abs=0.005)
    assert row.n_needed == 199


# From a survey.


def pooled(values, survey, site=None):
    """Pool the SD within cells of sites and waves, by hand."""
    squares = degrees = 0.0
    for wave in range(3):
        for place in range(4) if site is None else site:
            here = (survey.wave == wave) & ((survey.site == place) | (place == "all"))
            cell = values[here & ~np.isnan(values)]
            squares += ((cell - cell.mean()) ** 2).sum()
            degrees += len(cell) - 1
    return math.sqrt(squares / degrees)


def test_the_spread_is_that_within_the_cells_of_all_waves(lps, lps_facts):
    values = score(lps, lps.dictionary.scales["trust"]).values
    found = lps_facts["trust"]
    assert found.site.sd == pytest.approx(pooled(values, lps), rel=1e-12)
    assert found.all_sites.sd == pytest.approx(pooled(values, lps, ["all"]), rel=1e-12)
    assert (found.site.deff, found.n_sites, found.n_intervention) == (1.0, 4, 2)
    cells = [
        ((lps.wave == w) & (lps.site == s) & ~np.isnan(values)).sum()
        for w in (0, 2)
        for s in range(4)
    ]
    assert found.n == math.floor(np.median(cells))


def test_tests_are_counted_as_compare_and_contrast_count_them(lps, lps_facts):
    compared = comparison_document(lps, measures=["all"]).tables[0].records
    contrasted = contrast_document(lps, measures=["all"]).tables[0].records
    for rows, name in ((compared, "n_tests"), (contrasted, "n_contrasts")):
        counted = {row["measure"]: row["n_tests"] for row in rows if row["n_tests"]}
        assert lps_facts.keys() == counted.keys() - {"q27_seen", "q28_like"}  # boxes have no plan
        assert all(getattr(one, name) == counted[key] for key, one in lps_facts.items())


def test_a_share_starts_from_the_percentage_of_the_earlier_wave(lps, lps_facts):
    answers = lps.responses["q26_groups"][(lps.wave == 0)]
    answers = answers[~np.isnan(answers)]
    assert lps_facts["q26_groups"].pct_from == pytest.approx(100 * (answers == 1).mean())
    assert math.isnan(lps_facts["trust"].pct_from)


def test_shocks_come_from_the_sites_of_both_sides(lps, lps_facts):
    rows = contrast_document(lps, measures=["cohesion"]).tables[0].records
    sites = rows[0]["sites"]
    change = np.array([site["estimate"] for site in sites])
    half = np.array([(site["conf_high"] - site["conf_low"]) for site in sites]) / 2
    first = change[:2].var(ddof=1) + change[2:].var(ddof=1)
    by_hand = (first / 2 - np.mean((half / 1.973) ** 2)) / 2
    assert lps_facts["cohesion"].shock == pytest.approx(math.sqrt(by_hand), rel=0.01)
    assert math.isnan(facts(lps)["cohesion"].shock)


def test_a_panel_is_planned_by_its_linked_people(mood):
    found = next(iter(facts(mood).values()))
    values = score(mood, mood.dictionary.scales[found.key]).values
    wave_from, wave_to = (
        [wave.key for wave in mood.dictionary.waves].index(key)
        for key in (mood.dictionary.baseline, mood.dictionary.endline)
    )
    changes, sizes = [], []
    for site in range(len(mood.dictionary.sites)):
        by_wave = [
            {
                p: v
                for p, v in zip(mood.person[here], values[here], strict=True)
                if p >= 0 and not np.isnan(v)
            }
            for here in ((mood.site == site) & (mood.wave == w) for w in (wave_from, wave_to))
        ]
        both = by_wave[0].keys() & by_wave[1].keys()
        difference = np.array([by_wave[1][p] - by_wave[0][p] for p in both])
        if len(difference):
            changes.append(difference - difference.mean())
            sizes.append(len(difference))
    squares = sum((c**2).sum() for c in changes)
    assert found.site.sd_change == pytest.approx(
        math.sqrt(squares / (sum(sizes) - len(sizes))), rel=1e-10
    )
    assert found.n == math.floor(np.median(sizes))
    assert found.linked
    assert found.all_sites.sd_change == pytest.approx(found.site.sd_change, rel=0.1)
    implied = 1 - found.site.sd_change**2 / (2 * found.site.sd**2)
    assert found.site.correlation == pytest.approx(implied, abs=0.02)


def test_a_panel_is_tested_by_pairs_however_few_are_linked(panel, surveyed):
    rows = [(w, 0, k if k < 5 else 100 * (w + 1) + k, [1 + (k + w * j) % 7 for j in range(5)])
            for k in range(30) for w in (0, 2)]  # fmt: skip
    survey = surveyed(panel, rows)
    question = Question(wave_from=0, wave_to=2, adjust=None, confidence=0.95, effect="average")
    seen = observe(measure_of(survey, "trio"), grounds_of(survey, question, None))
    assert seen.change.n_pairs[0] == 5
    assert seen.change.method[0] == "Paired t-test"


def test_weights_and_clusters_show_in_the_design_effect(lps):
    rng = np.random.default_rng(1)
    weight = rng.lognormal(0, 0.6, lps.n)
    weighted = dataclasses.replace(lps, weight=weight)
    found = facts(weighted, ["trust"])["trust"]
    rows = comparison_document(weighted, measures=["trust"]).tables[0].records
    sites = [row for row in rows if row["site"]]
    actual = sum(row["std_error"] ** 2 for row in sites)
    simple = sum(
        row["sd_from"] ** 2 / row["n_from"] + row["sd_to"] ** 2 / row["n_to"] for row in sites
    )
    assert found.site.deff == pytest.approx(actual / simple, rel=1e-9)
    kish = 1 + weight.var() / weight.mean() ** 2
    assert found.site.kish == pytest.approx(kish, rel=0.05)
    assert found.designed
    assert found.cluster_size == 1
    cluster = np.empty(lps.n, dtype=np.int64)
    # The same ten streets in every site and wave, which are a unit in each.
    cluster[np.argsort(lps.cell, kind="stable")] = np.arange(lps.n) % 100 // 10
    streets = facts(dataclasses.replace(lps, cluster=cluster), ["trust"])["trust"]
    assert streets.cluster_size == pytest.approx(10, rel=0.05)
    assert math.isnan(streets.site.kish)


def test_equal_weights_and_single_clusters_are_no_design_effect(lps, lps_facts):
    alone = dataclasses.replace(lps, weight=np.ones(lps.n), cluster=np.full(lps.n, -1))
    found = facts(alone, ["trust"])["trust"]
    assert found.site.deff == pytest.approx(1, rel=1e-9)
    assert found.site.kish == pytest.approx(1)
    assert found.cluster_size == 1
    assert found.site.sd == pytest.approx(lps_facts["trust"].site.sd, rel=1e-9)


def test_the_change_beside_compared_rows_is_nearly_the_planned_one(lps, lps_facts):
    """Compared rows have their own SD and n; together they average to the plan's."""
    rows = comparison_document(lps, measures=["cohesion"]).tables[0].records
    beside = [row["detectable"] for row in rows if row["site"]]
    (row, *_) = plan([lps_facts["cohesion"]], AIM)
    assert row.detectable == pytest.approx(np.mean(beside), rel=0.03)


def test_a_wave_without_answers_leaves_nothing_to_plan(cross_section, surveyed):
    rows = [(0, site, k, [1 + k % 7] * 5) for k in range(8) for site in range(3)]
    found = facts(surveyed(cross_section, rows))
    assert {one.reason for one in found.values()} == {"wave_missing"}
    (row, *_) = plan(list(found.values()), AIM)
    assert (row.status, row.n_per_cell, row.detectable) == ("not_testable", 8, None)


def test_a_survey_in_which_nothing_varies_leaves_nothing_to_plan(cross_section, surveyed):
    rows = [(w, site, k, [4] * 5) for k in range(8) for site in range(3) for w in (0, 2)]
    found = facts(surveyed(cross_section, rows))
    assert {one.reason for one in found.values()} == {"no_variance_both"}
