"""What a plan may be asked, what it assumes, and what it says."""

import dataclasses

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.plan import first_plan_document, plan_document
from lpsstats.documents.plan_assumptions import Assumed, Expected
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey
from lpsstats.tables.glossary import GLOSSARY


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def records(survey, **options):
    return [dict(record) for record in plan_document(survey, **options).tables[0].records]


def trust(survey, planned="site", **assumed):
    rows = records(survey, measures=["trust"], assumed=Assumed(**assumed))
    return next(row for row in rows if row["planned"] == planned)


def first(expected, **assumed):
    document = first_plan_document(Expected(**expected), assumed=Assumed(**assumed))
    return [dict(record) for record in document.tables[0].records]


def declaring(survey, **changes):
    return dataclasses.replace(survey, dictionary=dataclasses.replace(survey.dictionary, **changes))


def test_scales_are_planned_unless_something_else_is_named(survey):
    assert {row["measure"] for row in records(survey)} == set(survey.dictionary.scales)
    rows = records(survey, measures=["secondary"])
    assert {row["unit"] for row in rows} == {"points", "percent"}
    assert {row["family"] for row in rows} == {"secondary", None}


def test_what_is_shown_does_not_change_the_number_of_tests(survey):
    assert trust(survey)["n_tests"] == 20
    assert trust(survey, "contrast")["n_tests"] == 5


@pytest.mark.parametrize(
    ("assumed", "shown"),
    [
        ({"n": 250}, {"n_per_cell": 250}),
        ({"deff": 1.5}, {"deff": 1.5}),
        ({"tests": 3}, {"n_tests": 3, "level": pytest.approx(0.05 / 3)}),
        ({"change": 0.4}, {"wanted": 0.4, "n_needed": 297}),
    ],
)
def test_what_is_assumed_takes_the_place_of_what_was_observed(survey, assumed, shown):
    row = trust(survey, **assumed)
    assert {name: row[name] for name in shown} == shown
    plain = trust(survey)
    assert ("change" in assumed) == (row["detectable"] == plain["detectable"])


def test_a_told_shock_takes_the_place_of_the_estimate(survey):
    row = trust(survey, "contrast", site_shock=0.2)
    assert (row["site_shock"], row["site_shock_high"]) == (0.2, None)
    assert row["detectable_floor"] > 0
    document = plan_document(survey, assumed=Assumed(site_shock=0.2))
    assert "as given by --site-shock" in document.tables[1].notes[0]


def test_the_declared_smallest_change_is_what_is_to_be_found_and_not_to_be_passed(survey):
    declared = declaring(survey, smallest_change={"trust": 0.3})
    rows = {(r["measure"], r["planned"]): r for r in records(declared)}
    row = rows["trust", "site"]
    assert (row["wanted"], row["bound"]) == (0.3, 0.3)
    assert row["n_needed"] > row["n_equivalence"] > row["n_needed_unadjusted"] > 200
    assert rows["cohesion", "site"]["wanted"] is None
    other = records(declared, measures=["trust"], assumed=Assumed(change=0.5))[0]
    assert (other["wanted"], other["bound"]) == (0.5, 0.3)


def test_a_higher_power_and_a_stricter_confidence_need_more(survey):
    usual = trust(survey)["detectable"]
    for options in ({"power": 0.9}, {"confidence": 0.99}, {"adjust": "bonferroni"}):
        row = records(survey, measures=["trust"], **options)[0]
        assert (row["detectable"] > usual) == ("adjust" not in options)
    assert records(survey, measures=["trust"], adjust="none")[0]["detectable"] < usual


def test_sites_without_roles_are_not_contrasted(survey):
    sites = tuple(dataclasses.replace(site, role=None) for site in survey.dictionary.sites)
    plain = declaring(survey, sites=sites)
    assert {row["planned"] for row in records(plain)} == {"site", "all"}
    with pytest.raises(UsageError, match="no site has the role"):
        records(plain, assumed=Assumed(site_shock=0.1))


def test_answers_without_order_are_refused_or_left_aside(survey):
    variables = dict(survey.dictionary.variables)
    variables["q26_groups"] = dataclasses.replace(variables["q26_groups"], success=())
    other = declaring(survey, variables=variables)
    with pytest.raises(UsageError, match=r"q26_groups.*declare which of them are a `success`"):
        plan_document(other, measures=["q26_groups"])
    document = plan_document(other, measures=["secondary"])
    assert "not planned, having no mean: q26_groups" in document.notes
    assert document.tables[0].records[0]["n_tests"] == 12  # it is tested all the same


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"measures": ["truts"]}, "did you mean 'trust'"),
        ({"waves": ("T3", "T1")}, "the later one"),
        ({"confidence": 95}, "did you mean 0.95"),
        ({"power": 80}, "--power 80: must be between 0.5 and 1; did you mean 0.8"),
        ({"power": 0.5}, "--power 0.5"),
        ({"power": float("nan")}, "--power nan"),
        ({"assumed": Assumed(n=1)}, "--n 1: must be 2 or more"),
        ({"assumed": Assumed(deff=0)}, "--deff 0: must be above 0"),
        ({"assumed": Assumed(deff=float("inf"))}, "--deff inf"),
        ({"assumed": Assumed(tests=0)}, "--tests 0: must be 1 or more"),
        ({"assumed": Assumed(change=-0.3)}, "--change -0.3: must be above 0"),
        ({"assumed": Assumed(site_shock=-0.1)}, "--site-shock -0.1: must be 0 or more"),
        (
            {"measures": ["all"], "assumed": Assumed(change=0.3)},
            "points of cohesion and percentage points of q25_access",
        ),
        (
            {"measures": ["all"], "assumed": Assumed(site_shock=0.3)},
            "--site-shock 0.3: would be points",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(survey, options, words):
    with pytest.raises(UsageError, match=words):
        plan_document(survey, **options)


def test_no_shock_is_a_shock_that_may_be_told(survey):
    assert trust(survey, "contrast", site_shock=0.0)["detectable_floor"] == 0


# Without a survey.


def test_a_first_survey_is_planned_from_a_spread_alone():
    (row,) = first({"sd": 1.3}, n=100)
    assert row["detectable"] == pytest.approx(1.3 * 0.39813814, rel=1e-7)
    assert (row["wanted"], row["n_needed"], row["family"]) == (None, None, None)
    (row,) = first({"sd": 1.3}, change=0.3)
    assert (row["n_needed"], row["n_equivalence"], row["detectable"]) == (296, 323, None)


def test_a_first_survey_may_have_sites_tests_and_people_asked_again():
    rows = first({"sd": 1, "sites_intervention": 2, "sites_comparison": 2}, n=100)
    assert {row["planned"]: round(row["detectable"], 3) for row in rows} == {
        "site": 0.398,
        "all": 0.198,
        "contrast": 0.397,
    }
    assert first({"sd": 1}, n=100, tests=20)[0]["detectable"] == pytest.approx(0.553, abs=5e-4)
    (row,) = first({"sd": 1, "correlation": 0.5}, n=100)
    assert (row["sd_change"], row["df"]) == (pytest.approx(1), 99)


def test_a_first_survey_may_ask_for_a_percentage():
    (row,) = first({"percentage": 20}, n=100, change=10)
    assert (row["unit"], row["pct_from"], row["sd"]) == ("percent", 20, 40)
    assert row["detectable"] == pytest.approx(17.86, abs=0.005)
    assert row["n_needed"] > 200


@pytest.mark.parametrize(
    ("expected", "assumed", "words"),
    [
        ({}, {"n": 100}, "--sd or --percentage is missing"),
        ({"sd": 1}, {}, "--n or --change is missing"),
        ({"sd": 1, "percentage": 10}, {"n": 100}, "give one of them"),
        ({"sd": 0}, {"n": 100}, "--sd 0: must be above 0"),
        ({"percentage": 100}, {"n": 100}, "--percentage 100: must be between 0 and 100"),
        ({"sd": 1, "correlation": 1}, {"n": 100}, "--correlation 1: must be between -1 and 1"),
        ({"sd": 1, "sites_intervention": 2}, {"n": 100}, "a contrast needs 1 or more"),
        ({"sd": 1}, {"n": 100, "site_shock": 0.1}, "--site-shock: goes with"),
    ],
)
def test_an_incomplete_expectation_is_refused(expected, assumed, words):
    with pytest.raises(UsageError, match=words):
        first(expected, **assumed)


def test_a_plan_without_a_survey_says_what_it_was_told():
    document = first_plan_document(Expected(sd=1.3), assumed=Assumed(n=100))
    options = document.provenance["options"]
    assert (options["sd"], options["n"], options["power"]) == (1.3, 100, 0.8)
    assert document.provenance["inputs"] == []
    assert not any("survey's own" in note for note in document.tables[0].notes)


# Words.


def test_notes_say_at_which_level_and_for_what(survey):
    notes = " ".join(plan_document(survey, assumed=Assumed(change=0.3)).tables[0].notes)
    for words in (
        "with a chance of 80%",
        "Level of a site: 0.25%, Holm over the 20 tests of family primary.",
        "Level of a contrast: 1%, Holm over the 5 tests of family primary.",
        "find a change of 0.3 points with a chance of 80%",
    ):
        assert words in notes
    softer = " ".join(plan_document(survey, measures=["secondary"]).tables[0].notes)
    assert "5% in each of the 12 tests of family secondary" in softer
    assert "depends on what else is found" in softer
    assert "planned by their means" in softer


def test_a_percentage_at_an_end_is_named():
    document = first_plan_document(Expected(percentage=1), assumed=Assumed(n=100))
    assert any(
        "Too near an end for a change towards it to be found: Percentage 1.0%" in note
        for note in document.tables[0].notes
    )


def test_sites_more_alike_than_samples_have_no_interval_and_a_note(survey):
    table = plan_document(survey).tables[1]
    row = next(row for row in table.records if row["measure"] == "life_satisfaction")
    assert (row["site_shock"], row["site_shock_low"], row["site_shock_high"]) == (0, None, None)
    assert "dashes where the sites changed even more alike than samples do" in table.notes[0]


def test_every_column_of_a_plan_is_in_the_glossary(survey):
    assert set(records(survey)[0]) <= set(GLOSSARY)


def test_the_same_question_gives_the_same_document(survey):
    assert plan_document(survey) == plan_document(survey)


def test_a_pair_of_sites_tells_nothing_of_shocks(survey):
    roles = {"barton": "intervention", "whaddon": "comparison"}
    sites = tuple(
        dataclasses.replace(site, role=roles.get(site.key)) for site in survey.dictionary.sites
    )
    document = plan_document(declaring(survey, sites=sites))
    assert len(document.tables) == 1
    assert any("cannot be told from these; --site-shock" in n for n in document.tables[0].notes)
