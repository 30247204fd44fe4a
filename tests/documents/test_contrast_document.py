"""Which sites are set against which, what is tested, and what is refused."""

import dataclasses

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.choosing_arms import choose_arms
from lpsstats.documents.contrast import contrast_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey


@pytest.fixture(scope="module")
def dictionary(root):
    return read_dictionary(root / "data_dictionary.yaml")


@pytest.fixture(scope="module")
def survey(dictionary):
    return read_survey(dictionary)


@pytest.fixture(scope="module")
def mood(root):
    return read_survey(read_dictionary(root / "examples/mood/data_dictionary.yaml"))


def named(dictionary, intervention=(), comparison=()):
    arms = choose_arms(dictionary, intervention, comparison)
    keys = [site.key for site in dictionary.sites]
    return [[keys[s] for s in side] for side in (arms.intervention, arms.comparison)]


def records(survey, **options):
    return [dict(record) for record in contrast_document(survey, **options).tables[0].records]


@pytest.mark.parametrize(
    ("options", "sides"),
    [
        ({}, [["barton", "westgate"], ["whaddon", "cashes"]]),
        ({"intervention": ["barton"]}, [["barton"], ["whaddon", "cashes"]]),
        ({"comparison": ["whaddon"]}, [["barton", "westgate"], ["whaddon"]]),
        ({"intervention": ["cashes"]}, [["cashes"], ["whaddon"]]),
        ({"comparison": ["barton"]}, [["westgate"], ["barton"]]),
        (
            {"intervention": ["whaddon"], "comparison": ["cashes", "barton"]},
            [["whaddon"], ["barton", "cashes"]],
        ),
    ],
)
def test_options_take_the_place_of_roles_side_by_side(dictionary, options, sides):
    assert named(dictionary, **options) == sides


def without_roles(dictionary, *kept):
    sites = [s if s.role in kept else dataclasses.replace(s, role=None) for s in dictionary.sites]
    return dataclasses.replace(dictionary, sites=tuple(sites))


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ((), ["intervention or comparison", "--intervention KEY and --comparison KEY"]),
        (("intervention",), ["`role: comparison`", "--comparison KEY"]),
        (("comparison", "partial"), ["`role: intervention`", "data_dictionary.yaml:"]),
    ],
)
def test_a_side_without_sites_is_refused_with_the_place_to_write_roles(dictionary, kept, words):
    with pytest.raises(UsageError) as refusal:
        choose_arms(without_roles(dictionary, *kept), (), ())
    assert all(word in str(refusal.value) for word in words)


def test_a_survey_without_sites_is_refused(dictionary):
    unnamed = dataclasses.replace(dictionary.sites[0], key="", role=None)
    with pytest.raises(UsageError, match="declares no sites"):
        choose_arms(dataclasses.replace(dictionary, sites=(unnamed,)), (), ())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"intervention": ["wadon"]}, "--intervention wadon.*did you mean 'whaddon'"),
        ({"comparison": ["north"]}, "--comparison north"),
        ({"intervention": ["barton"], "comparison": ["barton"]}, "one side only"),
        ({"measures": ["cohesio"]}, "did you mean 'cohesion'"),
        ({"waves": ("T3", "T1")}, "the later one"),
        ({"confidence": 95}, "did you mean 0.95"),
    ],
)
def test_what_cannot_be_asked_is_refused(survey, options, words):
    with pytest.raises(UsageError, match=words):
        contrast_document(survey, **options)


def test_answers_without_order_need_a_success(survey):
    variables = dict(survey.dictionary.variables)
    variables["q26_groups"] = dataclasses.replace(variables["q26_groups"], success=())
    dictionary = dataclasses.replace(survey.dictionary, variables=variables)
    other = dataclasses.replace(survey, dictionary=dictionary)
    with pytest.raises(UsageError, match=r"q26_groups.*declare which of them are a `success`"):
        contrast_document(other, measures=["q26_groups"])
    document = contrast_document(other, measures=["all"])
    assert any("having no mean: q26_groups" in note for note in document.notes)
    job = next(row for row in document.tables[0].records if row["measure"] == "q24_job")
    assert job["n_tests"] == 2  # of the three measures of its family


def test_scales_questions_and_shares_are_contrasted_alike(survey):
    found = records(survey, measures=["all"])
    assert {row["unit"] for row in found} == {"points", "percent"}
    share = next(row for row in found if row["measure"] == "q26_groups")
    means = [site["mean_from"] for site in share["sites"]]
    assert all(0 <= mean <= 100 for mean in means)
    assert share["pct_range"] == pytest.approx(share["estimate"])


def test_a_site_that_lacks_a_wave_of_one_measure_is_left_out_of_that_one(mood):
    anxiety, energy, _ = records(mood)[:3]
    assert (anxiety["left_out_sites"], anxiety["n_intervention"]) == ("city", 5)
    assert (energy["left_out_sites"], energy["n_intervention"]) == (None, 6)
    assert (anxiety["n_splits"], energy["n_splits"]) == (252, 462)
    assert anxiety["method"].startswith("Welch-Satterthwaite")


def test_a_panel_counts_those_who_are_not_linked(mood):
    document = contrast_document(mood)
    assert any("not linked within their site" in note for note in document.notes)
    assert any("not contrasted, being on neither side: PAT" in note for note in document.notes)
    assert all(row["n_pairs"] == row["n_from"] for row in document.tables[0].records)


def test_the_same_question_gives_the_same_document(survey):
    assert contrast_document(survey) == contrast_document(survey)


def test_provenance_says_which_sites_were_set_against_which(survey):
    options = contrast_document(survey, intervention=["barton"]).provenance["options"]
    assert options["intervention"] == ["barton"]
    assert options["comparison"] == ["whaddon", "cashes"]
