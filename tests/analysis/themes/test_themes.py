"""The share of respondents who named a theme, what changed, and that it is what R computes."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.analysis.comparison import compare
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.question import Question
from lpsstats.analysis.themes.grouping import group_by
from lpsstats.analysis.themes.themes import themes
from support.reference import table

QUESTION = Question(wave_from=0, wave_to=1, adjust=None, confidence=0.95, effect="average")
DESIGNS = {
    "plain": "",
    "weighted": ", weight: weight",
    "streets": ", weight: weight, cluster: street",
}
ENDS = ("pct_from_low", "pct_from_high", "pct_to_low", "pct_to_high")
slow = settings(deadline=None)  # several surveys per example
THEMES = ("parks", "people", "shops", "rare")


def found_in(survey, by="site", keys=("named",), **changes):
    return themes(group_by(survey, by), keys, dataclasses.replace(QUESTION, **changes))


def rows_of(survey, by="site", **changes):
    return found_in(survey, by, **changes).rows


def by_theme(rows):
    return {(row.group or "all", row.category): row for row in rows}


def expected_of(design):
    return [row for row in table("themes.csv") if row["design"] == design]


@pytest.mark.parametrize("design", DESIGNS)
def test_shares_changes_and_p_are_those_of_r(survey_of, people, design):
    found = by_theme(rows_of(survey_of(people, DESIGNS[design])))
    expected = expected_of(design)
    assert len(expected) == len(found) == 16
    for one in expected:
        row = found[one["place"], one["theme"]]
        counts = ("n_from", "n_to", "mentions_from", "mentions_to")
        assert [getattr(row, name) for name in counts] == [int(one[name]) for name in counts]
        for name in ("pct_from", "pct_to", "estimate", "p_value"):
            assert getattr(row, name) == pytest.approx(float(one[name]), rel=1e-8, abs=1e-8), name
        if one["p_adjusted"]:
            assert row.p_adjusted == pytest.approx(float(one["p_adjusted"]), rel=1e-8)
        else:
            assert row.p_adjusted is None


@pytest.mark.parametrize("one", expected_of("plain"), ids=lambda one: one["place"] + one["theme"])
def test_unweighted_intervals_are_wilsons_and_newcombes(survey_of, people, one):
    row = by_theme(rows_of(survey_of(people)))[one["place"], one["theme"]]
    assert row.share_interval == "Wilson"
    for name in (*ENDS, "conf_low", "conf_high"):
        assert getattr(row, name) == pytest.approx(float(one[name]), rel=1e-9, abs=1e-9), name


@pytest.mark.parametrize("design", ["weighted", "streets"])
def test_weighted_intervals_are_korn_and_graubards(survey_of, people, design):
    """R lets the effective n pass n, which makes its interval narrower than ours."""
    found = by_theme(rows_of(survey_of(people, DESIGNS[design])))
    same = 0
    for one in expected_of(design):
        row = found[one["place"], one["theme"]]
        assert row.share_interval == "Korn-Graubard"
        for end in ("from", "to"):
            ours = [getattr(row, f"pct_{end}_{side}") for side in ("low", "high")]
            if getattr(row, f"pct_{end}") in {0.0, 100.0}:
                continue
            theirs = [float(one[f"pct_{end}_{side}"]) for side in ("low", "high")]
            equal = ours == pytest.approx(theirs, rel=1e-8)
            same += equal
            assert equal or ours[1] - ours[0] > theirs[1] - theirs[0]
    assert same >= 12


def test_the_p_of_compare_is_that_of_the_themes(survey_of, people):
    survey = survey_of(people)
    compared = compare(survey, [measure_of(survey, "named")], QUESTION).rows
    whole = {row.site: row for row in compared if row.category is None}
    parts = {(row.site, row.category): row for row in compared if row.category is not None}
    found = found_in(survey)
    for row in found.rows:
        other = parts[row.group, row.category]
        assert (row.p_value, row.estimate, row.conf_low) == (
            other.p_value,
            other.estimate,
            other.conf_low,
        )
        assert row.p_adjusted is None or row.p_value <= row.p_adjusted
    for row in found.questions:
        assert row.p_value == whole[row.group].p_value


def test_rows_are_in_the_order_of_their_ranks(survey_of, people):
    rows = [row for row in rows_of(survey_of(people)) if row.group is None]
    assert [row.rank for row in rows] == [1, 2, 3, 4]
    shares = [row.pct_to for row in rows]
    assert shares == sorted(shares, reverse=True)


def test_a_theme_with_few_behind_it_is_marked(survey_of, people):
    found = by_theme(rows_of(survey_of(people)))
    assert all(found["3", theme].small for theme in THEMES)  # 25 in each wave
    assert found["all", "rare"].small  # six mentions
    assert not found["all", "shops"].small


def test_themes_each_and_nothing_are_counted_per_respondent(survey_of, people):
    (row,) = found_in(survey_of(people), "none").questions
    later = [[int(one[theme]) for theme in THEMES] for one in people if one["wave"] == "2"]
    assert row.mean_mentions_to == pytest.approx(np.sum(later) / len(later))
    nothing = 100 * np.mean([not any(one) for one in later])
    assert row.pct_nothing_to == pytest.approx(nothing)


def test_to_tick_none_of_these_is_to_name_nothing(survey_of, people):
    survey = survey_of(people)
    boxes = survey.boxes["named"]
    labels = (*boxes.categories[:3], ("rare", "None of these"))
    survey = dataclasses.replace(
        survey, boxes={"named": dataclasses.replace(boxes, categories=labels)}
    )
    found = found_in(survey, "none")
    (row,) = found.questions
    later = [[int(one[theme]) for theme in THEMES[:3]] for one in people if one["wave"] == "2"]
    assert row.mean_mentions_to == pytest.approx(np.sum(later) / len(later))
    assert row.pct_nothing_to == pytest.approx(100 * np.mean([not any(one) for one in later]))
    assert (found.rows[-1].category, found.rows[-1].rank) == ("rare", None)


def test_everybody_in_one_group_is_all_sites_together(survey_of, people):
    survey = survey_of(people)
    alone, pooled = rows_of(survey, "none"), by_theme(rows_of(survey))
    for row in alone:
        other = pooled["all", row.category]
        assert (row.n_to, row.pct_to, row.p_value) == (other.n_to, other.pct_to, other.p_value)
        assert row.n_tests == 4
        assert other.n_tests is None
    assert alone[0].group_label == "All respondents"


def test_the_answers_to_another_question_take_the_place_of_sites(survey_of, people):
    some = [row | {"half": ""} if k < 9 else row for k, row in enumerate(people)]
    survey = survey_of(some)
    grouped = group_by(survey, "half")
    assert grouped.n_without == 9
    rows = themes(grouped, ["named"], QUESTION).rows
    assert [row.group_label for row in rows[::4]] == ["Left", "Right", "All together"]
    right = by_theme(rows)["1", "parks"]
    here = [row for row in some[9:] if row["half"] == 1 and row["wave"] == "2"]
    assert (right.n_to, right.mentions_to) == (len(here), sum(int(r["parks"]) for r in here))
    assert by_theme(rows)["all", "parks"].n_groups == 2
    assert right.n_tests == 8


def test_answers_that_nobody_gave_make_no_group(survey_of, people):
    survey = survey_of([row | {"half": 1} for row in people])
    rows = rows_of(survey, "half")
    assert {row.group for row in rows} == {"1"}
    assert {row.n_groups for row in rows} == {None}


def test_one_wave_alone_has_shares_and_no_change(survey_of, people):
    both = by_theme(rows_of(survey_of(people)))
    for row in rows_of(survey_of(people), wave_from=1):
        other = both[row.group or "all", row.category]
        assert (row.pct_to, row.pct_to_low, row.rank) == (
            other.pct_to,
            other.pct_to_low,
            other.rank,
        )
        assert (row.wave_from, row.n_from, row.estimate, row.p_value) == (None,) * 4
        assert (row.status, row.reason) == ("not_testable", "wave_missing")


def test_a_wave_alone_has_no_other_waves_beside_it(survey_of, people):
    assert {row.other_waves for row in rows_of(survey_of(people), wave_from=1)} == {()}


def test_a_question_of_one_wave_has_the_share_that_there_is(survey_of, people):
    survey = survey_of(people)
    boxes = survey.boxes["named"]
    unasked = np.where(survey.wave[:, None] == 1, np.nan, boxes.ticked)
    survey = dataclasses.replace(
        survey, boxes={"named": dataclasses.replace(boxes, ticked=unasked)}
    )
    for row in rows_of(survey):
        assert (row.n_to, row.pct_to, row.estimate, row.reason) == (0, None, None, "wave_missing")
        if row.group is not None:
            assert row.pct_from is not None
            assert row.pct_from_low < row.pct_from_high
            assert row.rank is not None
            assert row.small == (row.n_from < 30 or row.mentions_from < 10)


ROWS = st.lists(
    st.tuples(st.integers(1, 2), st.integers(1, 3), *[st.integers(0, 1)] * 4),
    min_size=2,
    max_size=40,
)


def survey_with(base, waves, sites, ticks):
    """Give a survey other respondents, without reading it from a file again."""
    n = len(waves)
    return dataclasses.replace(
        base,
        wave=np.array(waves, dtype=np.int16),
        site=np.array(sites, dtype=np.int16),
        responses={"half": np.zeros(n)},
        missing={},
        boxes={"named": dataclasses.replace(base.boxes["named"], ticked=np.array(ticks, float))},
    )


def drawn(base, rows):
    return survey_with(
        base,
        [row[0] - 1 for row in rows],
        [row[1] - 1 for row in rows],
        [row[2:] for row in rows],
    )


@pytest.fixture(scope="module")
def base(survey_of, people):
    return survey_of(people)


@slow
@given(rows=ROWS)
def test_someone_who_names_nothing_lowers_every_share(base, rows):
    before = by_theme(rows_of(drawn(base, rows), "none"))
    after = by_theme(rows_of(drawn(base, [*rows, (2, 1, 0, 0, 0, 0)]), "none"))
    for key, row in before.items():
        assert after[key].n_to == row.n_to + 1
        assert after[key].mentions_to == row.mentions_to
        if row.pct_to:
            assert after[key].pct_to < row.pct_to
        assert after[key].pct_from == row.pct_from


@slow
@given(rows=ROWS, order=st.permutations(range(4)))
def test_themes_in_another_order_are_the_same_rows(base, rows, order):
    survey = drawn(base, rows)
    boxes = survey.boxes["named"]
    turned = dataclasses.replace(
        boxes,
        categories=tuple(boxes.categories[j] for j in order),
        ticked=boxes.ticked[:, order],
    )
    other = by_theme(rows_of(dataclasses.replace(survey, boxes={"named": turned})))
    for key, row in by_theme(rows_of(survey)).items():
        for name in ("rank", "pct_to", "estimate", "p_value", "p_adjusted", "verdict", "reason"):
            assert getattr(other[key], name) == getattr(row, name)


@slow
@given(rows=ROWS)
def test_everybody_twice_leaves_the_shares_and_narrows_their_intervals(base, rows):
    twice = by_theme(rows_of(drawn(base, rows * 2)))
    for key, row in by_theme(rows_of(drawn(base, rows))).items():
        other = twice[key]
        assert (other.pct_from, other.pct_to, other.rank) == (row.pct_from, row.pct_to, row.rank)
        assert other.mentions_to == 2 * row.mentions_to
        if row.pct_to is not None:
            width = row.pct_to_high - row.pct_to_low
            assert other.pct_to_high - other.pct_to_low < width


@slow
@given(rows=ROWS)
def test_swapping_the_waves_turns_every_change_round(base, rows):
    turned = [(3 - row[0], *row[1:]) for row in rows]
    back = by_theme(rows_of(drawn(base, turned)))
    for key, row in by_theme(rows_of(drawn(base, rows))).items():
        other = back[key]
        if row.estimate is None:
            assert other.estimate is None
            continue
        assert other.estimate == pytest.approx(-row.estimate, abs=1e-9)
        assert other.p_value == pytest.approx(row.p_value, abs=1e-9)
        assert (other.pct_from, other.n_from) == (row.pct_to, row.n_to)


@slow
@given(rows=ROWS)
def test_no_number_is_outside_its_range_and_none_is_without_a_reason(base, rows):
    for row in rows_of(drawn(base, rows)):
        assert (row.reason is None) == (row.status == "ok") == (row.p_value is not None)
        assert row.mentions_to <= row.n_to
        if row.pct_to is not None:
            assert 0 <= row.pct_to_low <= row.pct_to <= row.pct_to_high <= 100
        if row.conf_low is not None:
            assert -100 <= row.conf_low <= row.estimate <= row.conf_high <= 100
            assert row.estimate == pytest.approx(row.pct_to - row.pct_from, abs=1e-9)


def test_a_single_respondent_and_nobody_at_all_are_shown_without_a_test(base):
    for rows in ([(1, 1, 1, 0, 0, 0)], [(2, 2, 1, 1, 0, 0)]):
        for row in rows_of(drawn(base, rows)):
            assert row.status == "not_testable"
    nobody = survey_with(base, [], [], np.zeros((0, 4)))
    assert {row.n_to for row in rows_of(nobody)} == {0}
    assert {row.n_to for row in found_in(nobody, "none").questions} == {0}


def test_weights_of_nought_leave_nobody(survey_of, people):
    survey = survey_of(people, DESIGNS["weighted"])
    empty = dataclasses.replace(survey, weight=np.zeros(survey.n))
    assert {(row.n_to, row.pct_to, row.status) for row in rows_of(empty)} == {
        (0, None, "not_testable")
    }


@pytest.mark.parametrize("more", ["", ", weight: weight"])
@pytest.mark.parametrize("linked", [None, "pairs", "overlapping", "independent"])
@pytest.mark.parametrize("by", ["site", "half", "none"])
def test_in_a_panel_the_shares_are_of_those_who_are_tested(survey_of, panel_rows, by, linked, more):
    survey = survey_of(panel_rows, f", id: id{more}", "panel")
    found = found_in(survey, by, linked=linked)
    for row in found.rows:
        if row.estimate is not None:
            assert row.estimate == pytest.approx(row.pct_to - row.pct_from, abs=1e-9)
        if linked == "pairs" and row.n_pairs:
            assert row.n_from == row.n_to == row.n_pairs
        if linked == "independent":
            assert row.n_pairs == 0


def test_people_are_linked_within_their_group(survey_of, panel_rows):
    survey = survey_of(panel_rows, ", id: id", "panel")
    both = {"none": 54, "site": 50}  # four of those who came twice moved to another place
    for by, n in both.items():
        found = found_in(survey, by)
        assert dict(found.unlinked) == {"one": 60 - n, "two": 54 - n}
