"""Which predictors are ranked, from whom, and that the numbers hang together."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.errors import DataError

NAN = np.nan


def changed(survey, **boxes):
    """Give the survey with other ticks in some boxes."""
    old = survey.boxes["seen"]
    ticked = old.ticked.copy()
    for code, values in boxes.items():
        ticked[:, [c for c, _ in old.categories].index(code)] = values
    return dataclasses.replace(survey, boxes={"seen": dataclasses.replace(old, ticked=ticked)})


def answered(survey, **answers):
    return dataclasses.replace(survey, responses=dict(survey.responses) | answers)


def test_the_known_order_comes_out_with_the_better_end(people, ranked):
    rows = ranked(people(800))
    assert [rows[f"seen.{a}"]["weight_rank"] for a in ("foot", "dropin")] == [1, 2]
    first = rows["seen.foot"]
    assert (first["direction"], first["difference_clear"]) == ("better", True)
    assert -1.5 < first["estimate"] < -0.9
    assert first["conf_low"] < first["estimate"] < first["conf_high"]
    assert (first["rank_low"], first["rank_high"], first["p_first"]) == (1, 1, 1.0)
    assert first["letters"] == "a"
    assert rows["seen.meeting"]["letters"] == rows["seen.posts"]["letters"] == "c"
    assert rows["seen.meeting"]["difference_clear"] is False


def test_what_holds_for_all_is_the_same_in_every_row_and_adds_up(people, ranked):
    rows = list(ranked(people(), "seen", "rating", "groups").values())
    for name in ("r_squared", "r_squared_adjusted", "r_squared_p_value", "n_base", "n_ranked"):
        assert len({row[name] for row in rows}) == 1
    inside = [row for row in rows if row["weight_rank"]]
    assert sum(row["weight_r2"] for row in inside) == pytest.approx(inside[0]["r_squared"])
    assert sum(row["lmg"] for row in inside) == pytest.approx(inside[0]["r_squared"])
    assert sum(row["share_r2"] for row in inside) == pytest.approx(100)
    assert sum(row["p_first"] for row in inside) == pytest.approx(1)
    assert [row["weight_rank"] for row in inside] == list(range(1, 7))
    assert all(row["p_adjusted"] >= row["p_value"] for row in rows if row["status"] == "ok")


def test_a_rare_activity_is_listed_with_its_difference_and_not_ranked(people, ranked):
    survey = people()
    horse = ranked(survey)["seen.horse"]
    assert (horse["n_exposed"], horse["pct_exposed"]) == (4, 1.0)
    assert (horse["rare"], horse["rank_reason"], horse["weight_rank"]) == (True, "rare", None)
    assert (horse["status"], horse["reason"]) == ("not_testable", "few_exposed")
    assert horse["estimate"] is not None
    untold = ("conf_low", "conf_high", "std_error", "statistic", "df", "p_value", "p_adjusted")
    assert [horse[name] for name in (*untold, "difference_clear")] == [None] * 8
    assert horse["n_tests"] == 4
    ten = ranked(changed(survey, horse=np.arange(400) < 10))["seen.horse"]
    assert (ten["rare"], ten["weight_rank"] is None, ten["status"]) == (False, False, "ok")
    nine = ranked(changed(survey, horse=np.arange(400) >= 9))["seen.horse"]
    assert (nine["n_exposed"], nine["rare"], nine["reason"]) == (391, True, "few_exposed")


def test_rare_is_judged_among_those_who_answered_everything(people, ranked):
    survey = people()
    few = survey.boxes["seen"].ticked[:, 3].copy()
    few[np.flatnonzero(few == 1)[12:]] = 0
    rating = survey.responses["rating"].copy()
    rating[np.flatnonzero(few == 1)[:4]] = NAN
    rows = ranked(answered(changed(survey, posts=few), rating=rating), "seen", "rating")
    assert (rows["seen.posts"]["n_exposed"], rows["seen.posts"]["rare"]) == (12, True)
    assert rows["rating"]["weight_rank"]


def test_a_question_put_to_few_goes_before_it_costs_the_others(people, ranked):
    survey = people()
    groups = np.where(np.arange(400) < 40, survey.responses["groups"], NAN)
    groups[:8] = 1
    groups[8:40] = 2
    rows = ranked(answered(survey, groups=groups), "seen", "groups")
    assert (rows["groups"]["rank_reason"], rows["groups"]["n"]) == ("rare", 40)
    assert rows["seen.foot"]["n_base"] == 400


def test_questions_that_nobody_answered_both_are_not_ranked_together(people, ranked):
    survey = people()
    half = np.arange(400) < 180
    rows = ranked(
        answered(
            survey,
            rating=np.where(half, survey.responses["rating"], NAN),
            changed=np.where(half, NAN, survey.responses["changed"]),
        ),
        "rating",
        "q1",
        outcome="groups",
    )
    assert rows["rating"]["weight_rank"]
    together = ranked(
        changed(survey, foot=np.where(half, 1.0, NAN) * (np.arange(400) % 2),
                dropin=np.where(half, NAN, 1.0) * (np.arange(400) % 2)),
        "seen.foot", "seen.dropin",
    )  # fmt: skip
    assert together["seen.foot"]["rank_reason"] == "few_together"
    assert together["seen.dropin"]["weight_rank"] == 1


def test_what_does_not_vary_within_cells_has_no_test_and_no_rank(people, ranked):
    survey = people()
    rows = ranked(changed(survey, posts=survey.site * 1.0))
    posts = rows["seen.posts"]
    assert (posts["status"], posts["reason"]) == ("not_testable", "constant_predictor")
    assert posts["rank_reason"] == "constant_predictor"
    assert posts["estimate"] is None
    assert posts["n_tests"] == 3  # nor is a rare one tested


def test_predictors_that_say_the_same_are_refused_by_name(people, ranked):
    survey = people()
    copied = changed(survey, posts=1 - survey.boxes["seen"].ticked[:, 0])
    with pytest.raises(DataError, match=r"seen\.foot, seen\.posts: .* say the same .*400"):
        ranked(copied)
    choice = np.arange(400) % 3
    boxes = {f: (choice == i) * 1.0 for i, f in enumerate(("foot", "dropin", "meeting"))}
    with pytest.raises(DataError, match=r"follow from each other.*leave one of them out"):
        ranked(changed(survey, **boxes), "seen", "rating")


def test_the_order_of_the_predictors_changes_no_number(people, ranked):
    survey = people()
    names = ["seen.foot", "rating", "seen.posts", "groups", "seen.dropin"]
    assert ranked(survey, *names) == ranked(survey, *reversed(names))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.floats(0.01, 100), st.booleans())
def test_unit_and_direction_of_a_predictor_leave_its_weight(people, ranked, seed, times, turn):
    survey = people(80, seed)
    values = survey.responses["changed"] * (-times if turn else times)
    alone = ("changed", "groups")
    one = ranked(survey, *alone, waves=["T1"])
    other = ranked(answered(survey, changed=values), *alone, waves=["T1"])
    for name in ("weight_r2", "p_value", "r_squared"):
        assert other["changed"][name] == pytest.approx(one["changed"][name], rel=1e-6)
    for name in ("weight_rank", "rank_low", "rank_high"):
        assert other["changed"][name] == one["changed"][name]
    sign = -1 if turn else 1
    assert other["changed"]["estimate"] == pytest.approx(
        sign * one["changed"]["estimate"] / times, rel=1e-6
    )


def twice(survey):
    rows = np.repeat(np.arange(survey.n), 2)
    boxes = survey.boxes["seen"]
    return dataclasses.replace(
        survey,
        wave=survey.wave[rows],
        site=survey.site[rows],
        responses={k: v[rows] for k, v in survey.responses.items()},
        missing={k: v[rows] for k, v in survey.missing.items()},
        boxes={"seen": dataclasses.replace(boxes, ticked=boxes.ticked[rows])},
    )


def test_everybody_twice_leaves_the_weights(people, ranked):
    survey = people()
    one, two = ranked(survey), ranked(twice(survey))
    for key in ("seen.foot", "seen.dropin", "seen.posts"):
        for name in ("weight_r2", "lmg", "beta", "estimate", "r_squared"):
            assert two[key][name] == pytest.approx(one[key][name], rel=1e-9)


def test_a_whole_weight_counts_as_so_many_people(people, ranked):
    survey = people(300)
    weight = np.where(np.arange(300) < 100, 2.0, 1.0)
    kept = np.concatenate([np.arange(300), np.arange(100)])
    boxes = survey.boxes["seen"]
    repeated = dataclasses.replace(
        survey,
        wave=survey.wave[kept],
        site=survey.site[kept],
        responses={k: v[kept] for k, v in survey.responses.items()},
        missing={k: v[kept] for k, v in survey.missing.items()},
        boxes={"seen": dataclasses.replace(boxes, ticked=boxes.ticked[kept])},
    )
    one, other = ranked(dataclasses.replace(survey, weight=weight)), ranked(repeated)
    for name in ("weight_r2", "beta", "estimate", "pct_exposed", "r_squared"):
        assert one["seen.foot"][name] == pytest.approx(other["seen.foot"][name], rel=1e-9)
    assert one["seen.foot"]["method"] == "regression within cells, HC2 with Satterthwaite's df"
    assert one["seen.foot"]["n"] == 300


def test_streets_widen_intervals_and_one_street_per_cell_leaves_ranks_unsure(people, ranked):
    survey = people()
    one_each = dataclasses.replace(survey, cluster=survey.cell.astype(np.int64))
    row = ranked(one_each)["seen.foot"]
    assert (row["status"], row["reason"]) == ("not_testable", "few_exposed_units")
    assert (row["rank_low"], row["p_first"], row["letters"]) == (None, None, None)
    assert row["weight_rank"] == 1
    streets = dataclasses.replace(survey, cluster=np.arange(400) // 4)
    assert ranked(streets)["seen.foot"]["rank_low"] == 1


def test_suppression_is_flagged(people, ranked):
    """Who saw more asks more: by itself worse, beside what they saw better."""
    survey = people(600, strength=3.0)
    foot = survey.boxes["seen"].ticked[:, 0]
    random = np.random.default_rng(5)
    noisy = np.where(random.random(600) < 0.85, foot, 1 - foot)
    both = np.clip(survey.responses["q1"] + 0.9 * noisy, 1, 7)
    row = ranked(answered(changed(survey, posts=noisy), q1=both, q2=both))["seen.posts"]
    assert row["estimate"] * row["beta"] < 0
    assert row["sign_differs"] is True


@pytest.mark.parametrize("n", [0, 1, 2, 3, 8])
def test_a_handful_of_people_gives_rows_without_ranks(people, ranked, n):
    rows = ranked(people(n), "seen", "rating", "groups")
    assert len(rows) == 7
    for row in rows.values():
        assert row["weight_rank"] is None or row["n_base"] > row["n_ranked"]
        assert (row["status"] == "ok") is (row["p_value"] is not None)


def test_everybody_missing_everybody_alike_and_no_weight_are_values(people, ranked):
    survey = people()
    nobody = np.full(400, NAN)
    rows = ranked(answered(survey, q1=nobody, q2=nobody))
    assert {row["reason"] for row in rows.values()} == {"no_answers"}
    assert {row["n_outcome"] for row in rows.values()} == {0}
    alike = ranked(answered(survey, q1=np.full(400, 3.0), q2=np.full(400, 3.0)))
    assert alike["seen.foot"]["rank_reason"] == "constant_outcome"
    assert alike["seen.foot"]["r_squared"] is None
    weightless = ranked(dataclasses.replace(survey, weight=np.zeros(400)))
    assert {row["n_respondents"] for row in weightless.values()} == {0}


def test_more_than_twelve_predictors_have_no_lmg(people, ranked, monkeypatch):
    monkeypatch.setattr("lpsstats.analysis.drivers.model.MOST", 3)
    assert ranked(people())["seen.foot"]["lmg"] is None
    assert ranked(people(), "seen.foot", "rating")["rating"]["lmg"] is not None


def test_a_share_is_an_outcome_in_percentage_points(people, ranked):
    row = ranked(people(), "seen", outcome="groups")["seen.foot"]
    assert (row["unit"], row["better"], row["direction"]) == ("percent", "neither", "neither")
    assert abs(row["estimate"]) < 30


def test_one_wave_or_one_site_can_be_taken_alone(people, ranked):
    survey = people()
    row = ranked(survey, waves=["T2"], sites=["b"])["seen.foot"]
    assert row["n_respondents"] == int(((survey.wave == 1) & (survey.site == 1)).sum())
    assert row["df"] < row["n"] - 2


def test_r_squared_is_that_of_a_regression_with_a_constant_for_every_cell(people, ranked):
    survey = people()
    row = ranked(survey, "seen.foot", "seen.dropin", "rating")["rating"]
    cells = (survey.cell[:, None] == np.arange(4)) * 1.0
    seen = survey.boxes["seen"].ticked[:, :2]
    whole = np.column_stack([cells, seen, survey.responses["rating"]])
    trust = (survey.responses["q1"] + survey.responses["q2"]) / 2
    within, left = (
        float(np.square(trust - x @ np.linalg.lstsq(x, trust, rcond=None)[0]).sum())
        for x in (cells, whole)
    )
    assert row["r_squared"] == pytest.approx(1 - left / within, rel=1e-9)
    adjusted = 1 - (left / (400 - 4 - 3)) / (within / (400 - 4))
    assert row["r_squared_adjusted"] == pytest.approx(adjusted, rel=1e-9)


def test_a_yes_counts_as_one(people, ranked):
    survey = people()
    row = ranked(survey, "groups")["groups"]
    yes = survey.responses["groups"] == 1
    assert (row["n_exposed"], row["predictor_kind"]) == (int(yes.sum()), "yes_no")
    trust = (survey.responses["q1"] + survey.responses["q2"]) / 2
    gaps = [
        (trust[yes & (survey.cell == c)].mean() - trust[~yes & (survey.cell == c)].mean())
        for c in range(4)
    ]
    assert min(gaps) <= row["estimate"] <= max(gaps)


def test_letters_follow_the_ranks(people, ranked):
    survey = people(800, strength=0.0)
    ticked = survey.boxes["seen"].ticked
    pull = 1.5 * ticked[:, 3] + 0.8 * ticked[:, 1] + 0.3 * ticked[:, 0]
    other = answered(survey, **{q: survey.responses[q] - pull for q in ("q1", "q2")})
    rows = ranked(other, "seen.foot", "seen.dropin", "seen.posts")
    assert [row["weight_rank"] for row in rows.values()] == [1, 2, 3]
    assert {key: row["letters"] for key, row in rows.items()} == {
        "seen.posts": "a",
        "seen.dropin": "b",
        "seen.foot": "c",
    }


def test_two_rows_of_one_street_are_drawn_together(people, ranked):
    survey = people(120, strength=0.3)
    doubled = dataclasses.replace(twice(survey), cluster=np.repeat(np.arange(120), 2))
    one, other = ranked(survey), ranked(doubled)
    for key, row in one.items():
        for name in ("p_first", "rank_low", "rank_high", "letters"):
            assert other[key][name] == row[name]


def test_resamples_follow_weights_and_strata(people, ranked, monkeypatch):
    survey = dataclasses.replace(
        people(), weight=1 + np.arange(400) % 3.0, cluster=np.arange(400) % 40
    )
    seen = {}

    def spy(values, cell, **options):
        seen.update(options)
        return np.tile(np.cov(values.T), (options["n_draws"], 1, 1))

    monkeypatch.setattr("lpsstats.analysis.drivers.model.resampled_covariances", spy)
    ranked(survey)
    assert (seen["weight"] == survey.weight).all()
    assert (seen["unit"] == survey.cluster).all()
    assert np.unique(seen["stratum"]).size == 1  # streets in both sites leave one stratum


def test_a_handful_that_carries_the_difference_is_not_tested(people, ranked):
    """Everybody of one cell has it: that cell tells nothing of those with and without."""
    survey = people()
    seen = survey.cell == 0
    seen[np.flatnonzero(survey.cell == 1)[:9]] = True
    row = ranked(changed(survey, posts=seen * 1.0))["seen.posts"]
    assert row["n_exposed"] > 50
    assert (row["reason"], row["p_value"]) == ("few_exposed", None)
    assert (row["rare"], row["weight_rank"]) == (True, None)


def test_fewer_than_five_streets_with_it_or_without_are_not_tested(people, ranked):
    survey = people()
    street = np.arange(400) // 10
    for streets, reason in ((4, "few_exposed_units"), (5, None), (36, "few_exposed_units")):
        seen = changed(survey, posts=(street < streets) * 1.0)
        row = ranked(dataclasses.replace(seen, cluster=street))["seen.posts"]
        assert row["reason"] == reason


def with_ends(survey, better, of_scales):
    """Give the survey with other better ends of the rating and of all scales."""
    old = survey.dictionary
    variables = dict(old.variables)
    variables["rating"] = dataclasses.replace(variables["rating"], better=better)
    scales = {
        key: dataclasses.replace(scale, better=of_scales) for key, scale in old.scales.items()
    }
    dictionary = dataclasses.replace(old, variables=variables, scales=scales)
    return dataclasses.replace(survey, dictionary=dictionary)


@pytest.mark.parametrize(
    ("ends", "direction", "sign"),
    [
        (("high", "low"), "better_with_worse", 1),
        (("low", "low"), "better_with_better", -1),
        (("neither", "low"), "more_with_more", 1),
        (("high", "neither"), "more_with_more", 1),
        (("low", "neither"), "more_with_more", 1),
    ],
)
def test_an_ordered_predictor_points_towards_its_better_end(people, ranked, ends, direction, sign):
    survey = people()
    random = np.random.default_rng(2)
    more = np.clip(np.rint(survey.responses["q1"] / 2.5 + random.normal(0, 0.5, 400)), 1, 3)
    survey = with_ends(answered(survey, rating=more), *ends)
    row = ranked(survey, "rating", "seen.foot")["rating"]
    assert (row["direction"], row["turned"], row["difference_clear"]) == (direction, sign < 0, True)
    assert np.sign([row["estimate"], row["beta"]]).tolist() == [sign, sign]


@pytest.mark.parametrize(("n", "ranks"), [(13, True), (12, False)])
def test_a_ranking_needs_three_people_for_each_predictor(people, ranked, n, ranks):
    """Two predictors: 3 each, 5 besides and one for each of the cells, here 2."""
    survey = people(40, seed=3)
    survey = dataclasses.replace(survey, wave=np.zeros(40, np.int16))
    survey = dataclasses.replace(survey, site=(np.arange(40) % 2).astype(np.int16))
    few = np.where(np.arange(40) < n, survey.responses["q1"], NAN)
    rows = ranked(answered(survey, q1=few), "rating", "changed", waves=["T1"], outcome="q1")
    for row in rows.values():
        assert (row["weight_rank"] is not None) is ranks
        assert row["rank_reason"] == (None if ranks else "few_respondents")


def test_few_sampling_units_leave_ranks_unsure(people, ranked):
    survey = people()
    for streets, sure in ((10, False), (11, True)):  # in every cell: one stratum
        row = ranked(dataclasses.replace(survey, cluster=np.arange(400) % streets))["seen.foot"]
        assert row["weight_rank"] == 1
        for name in ("rank_low", "p_first", "letters"):
            assert (row[name] is not None) is sure


def test_the_sign_of_an_unclear_difference_is_not_held_against_beta(people, ranked):
    found = []
    for seed in range(6):
        survey, random = people(200, seed, strength=0.0), np.random.default_rng(seed)
        foot = survey.boxes["seen"].ticked[:, 0]
        noisy = np.where(random.random(200) < 0.85, foot, 1 - foot)
        pulled = {q: survey.responses[q] - foot + 0.75 * noisy for q in ("q1", "q2")}
        both = ("seen.foot", "seen.posts")
        found.append(ranked(answered(changed(survey, posts=noisy), **pulled), *both)["seen.posts"])
    turned = [row for row in found if row["beta"] * row["estimate"] < 0 and row["p_value"] > 0.05]
    assert turned
    assert not any(row["sign_differs"] for row in turned)
