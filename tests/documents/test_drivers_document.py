"""What may be asked of drivers, what is refused, and what the notes say."""

import dataclasses
import re

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.drivers import drivers_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey

NAN = np.nan
FORBIDDEN = re.compile(
    r"\b(cause[sd]?|impacts?|effect of|influences?|leads? to|drives|because of)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def asked(survey, *predictors, outcome="trust", **more):
    options = {"outcome": outcome, "predictors": predictors or ("q27_seen",), "draws": 100}
    return drivers_document(survey, **(options | more))


def keys(document):
    return [record["predictor"] for record in document.tables[0].records]


def notes(document, table=0):
    return "\n".join(document.tables[table].notes)


def with_answers(survey, **answers):
    return dataclasses.replace(survey, responses=dict(survey.responses) | answers)


@pytest.mark.parametrize(
    ("predictors", "options", "words"),
    [
        ((), {"predictors": ()}, "--predictor is missing"),
        (("q27_sen",), {}, "--predictor q27_sen: .*did you mean 'q27_seen'"),
        (("q27_seen.q27_9",), {}, "q27_seen has no box q27_9 .did you mean 'q27_"),
        (("trust.q1",), {}, "nothing of that name"),
        (("trust",), {}, "the outcome itself"),
        (("q21_count",), {}, "shares answers with the outcome trust"),
        (("trust",), {"outcome": "q21_count"}, "shares answers with the outcome q21_count"),
        (("sex",), {}, r"data_dictionary.yaml:\d+: --predictor sex: .*`success`"),
        (("q27_seen",), {"outcome": "trus"}, "--outcome trus: .*did you mean 'trust'"),
        (("trust",), {"outcome": "q27_seen"}, "--outcome q27_seen: ticked boxes have no mean"),
        (("trust",), {"outcome": "agegroup"}, "places or describes respondents"),
        (("q27_seen",), {"waves": ["T9"]}, "--wave T9"),
        (("q27_seen",), {"sites": ["wadon"]}, "did you mean 'whaddon'"),
        (("q27_seen",), {"draws": 99}, "--draws 99: must lie between 100 and 100,000"),
        (("q27_seen",), {"draws": 100_001}, "must lie between"),
        (("q27_seen",), {"confidence": 95}, "did you mean 0.95"),
    ],
)
def test_what_cannot_be_asked_is_refused(survey, predictors, options, words):
    with pytest.raises(UsageError, match=words):
        asked(survey, *predictors, **options)


def test_answers_without_order_need_a_success_to_be_an_outcome(survey):
    variables = dict(survey.dictionary.variables)
    variables["q26_groups"] = dataclasses.replace(variables["q26_groups"], success=())
    dictionary = dataclasses.replace(survey.dictionary, variables=variables)
    with pytest.raises(UsageError, match=r"--outcome q26_groups: .*declare which of them"):
        asked(dataclasses.replace(survey, dictionary=dictionary), outcome="q26_groups")


def test_a_question_asked_once_can_be_a_predictor_in_one_wave_alone(survey):
    variables = dict(survey.dictionary.variables)
    variables["q24_job"] = dataclasses.replace(
        variables["q24_job"], comparable=False, reason="reworded"
    )
    measures = tuple(key for key in survey.dictionary.measures if key != "q24_job")
    dictionary = dataclasses.replace(survey.dictionary, variables=variables, measures=measures)
    other = dataclasses.replace(survey, dictionary=dictionary)
    with pytest.raises(UsageError, match=r"not comparable between waves \(reworded\); one --wave"):
        asked(other, "q24_job")
    assert keys(asked(other, "q24_job", waves=["T3"])) == ["q24_job"]


def test_a_multiple_response_brings_all_its_boxes_each_once(survey):
    all_boxes = keys(asked(survey))
    assert sorted(all_boxes) == [f"q27_seen.q27_{i}" for i in range(1, 9)]
    assert all_boxes[-1] == "q27_seen.q27_8"  # too rare to be ranked
    again = keys(asked(survey, "q27_seen.q27_1", "q27_seen", "q27_seen.q27_1"))
    assert sorted(again) == sorted(all_boxes)
    assert keys(asked(survey, "q27_seen.q27_5")) == ["q27_seen.q27_5"]


def test_scales_questions_shares_and_who_people_are_can_be_predictors(survey):
    document = asked(survey, "cohesion", "q24_job", "q26_groups", "agegroup")
    kinds = {record["predictor"]: record["predictor_kind"] for record in document.tables[0].records}
    assert kinds == {
        "cohesion": "ordered",
        "q24_job": "ordered",
        "q26_groups": "yes_no",
        "agegroup": "ordered",
    }
    assert "per point towards its better end where it has one, else up" in notes(document, 1)


def test_how_little_all_explain_and_of_whom_is_always_said(survey):
    first = asked(survey).tables[0].records[0]
    text = notes(asked(survey))
    assert f"{100 * first['r_squared']:.0f}% of the differences between people in Trust" in text
    assert f"the first of them with {100 * first['weight_r2']:.0f}%" in text
    assert f"Base: {first['n_base']:,} of 1,200 respondents" in text
    assert "LMG" in text
    assert "Mounted officers" in text


def test_ranking_next_to_nothing_is_said_to_mean_little(survey):
    random = np.random.default_rng(4)
    noise = with_answers(survey, q24_job=random.integers(1, 6, survey.n) * 1.0)
    assert "Chance alone may give as much (p = ." in notes(asked(noise, "q24_job"))
    faint = noise.responses["q24_job"] + 0.12 * survey.responses["q21_count"]
    text = notes(asked(with_answers(survey, q24_job=faint), "q24_job"))
    assert "next to nothing" in text
    assert "It goes with" in text
    assert "means little" not in notes(asked(survey))


def test_the_predictor_that_costs_the_base_most_is_named(survey):
    half = np.where(np.arange(survey.n) % 2, survey.responses["q24_job"], NAN)
    document = asked(with_answers(survey, q24_job=half), "q27_seen", "q24_job")
    assert "Most are lost to How good a job are the police doing here?" in notes(document)
    assert "How good a job are the police doing here? (" in notes(document, 1)
    assert "Most are lost" not in notes(asked(survey))


def test_weights_and_streets_are_said(survey):
    weighted = dataclasses.replace(
        survey.dictionary, weight="wt", weight_names={"T1": "wt"}, cluster="street"
    )
    weight = np.where(np.arange(survey.n) < 5, NAN, 1.0)
    other = dataclasses.replace(
        survey, dictionary=weighted, weight=weight, cluster=np.arange(survey.n) // 3
    )
    document = asked(other)
    assert "CR2 with Satterthwaite's df, two-sided; weighted by wt, clustered by street." in notes(
        document, 1
    )
    assert "5 respondents have no weight" in "\n".join(document.notes)


def test_ranks_without_intervals_say_why(survey):
    one_each = dataclasses.replace(survey, cluster=survey.cell.astype(np.int64))
    document = asked(one_each)
    assert "one sampling unit alone" in notes(document)
    assert "cannot be tested: too few respondents or units" in notes(document)
    headings = [column.heading for column in document.tables[0].columns]
    assert not {"90%", "First", "Letters"} & set(headings)


def test_nothing_to_rank_is_said(survey):
    text = notes(asked(survey, "q27_seen.q27_8"))
    assert text.startswith("Nothing can be ranked; 1,185 of 1,200 respondents have Trust")


def test_no_word_of_causing_is_ever_printed(survey):
    document = asked(survey, "q27_seen", "q24_job", "q26_groups")
    text = "\n".join([notes(document), notes(document, 1), *document.notes,
                      *(table.title for table in document.tables)])  # fmt: skip
    assert not FORBIDDEN.search(text)


def test_the_same_question_gives_the_same_document_and_another_seed_other_ranks(survey):
    assert asked(survey) == asked(survey)
    one, other = (asked(survey, seed=seed).tables[0].records for seed in (1, 2))
    assert [r["weight_r2"] for r in one] == [r["weight_r2"] for r in other]
    assert [r["p_first"] for r in one] != [r["p_first"] for r in other]


def test_provenance_says_what_was_asked(survey):
    options = asked(survey, waves=["T3"], sites=["barton"]).provenance["options"]
    assert (options["outcome"], options["predictor"]) == ("trust", ["q27_seen"])
    assert (options["wave"], options["site"], options["draws"]) == (["T3"], ["barton"], 100)


def test_few_units_leave_ranks_without_intervals(survey):
    few = dataclasses.replace(survey, cluster=np.arange(survey.n) % 8)
    assert "fewer than 10 sampling units more than strata" in notes(asked(few))


def test_a_handful_is_shown_untested_and_called_too_few_for_publication(survey):
    text = notes(asked(survey), 1)
    assert "Not testable (fewer than 10 people have it, or have it not" in text
    assert "too few for publication: Mounted officers." in text
    assert "too few for publication" not in notes(asked(survey, "q27_seen.q27_1"), 1)


def test_too_few_people_for_a_ranking_are_told_how_many_would_do(survey):
    first = np.flatnonzero((survey.wave == 2) & (survey.site == 0))[:20]
    kept = np.isin(np.arange(survey.n), first)
    few = {key: np.where(kept, values, NAN) for key, values in survey.responses.items()}
    names = ("q24_job", "cohesion", "wellbeing", "agegroup", "life_satisfaction")
    text = notes(asked(with_answers(survey, **few), *names))
    assert re.search(r"20 of 1,200 .*a ranking needs 21 \(3 for each predictor", text)
    assert "there are too few respondents for so many predictors" in text
    assert "Nothing can be ranked" not in notes(asked(with_answers(survey, **few), *names[:4]))


def test_a_copy_of_the_outcome_is_to_be_left_out(survey):
    trust = asked(survey).tables[0].records[0]
    assert trust["r_squared"] < 1
    copied = with_answers(survey, q24_job=survey.responses["q21_count"])
    text = notes(asked(copied, "q24_job", outcome="q21_count"))
    assert "reproduces the outcome exactly" in text
    assert "too few respondents" not in text


def test_one_site_and_wave_has_no_means_to_take_out(survey):
    assert "means of every site and wave" in notes(asked(survey), 1)
    assert "means of every" not in notes(asked(survey, sites=["barton"], waves=["T3"]), 1)


def test_predictors_that_are_turned_are_named(survey):
    """Trust and the job are both better low: better goes with better, per point down."""
    row = next(iter(asked(survey, "q24_job").tables[0].records))
    low = survey.dictionary.variables["q24_job"].better == "low"
    text = notes(asked(survey, "q24_job"), 1)
    assert ("Turned, low being better" in text) is (row["turned"] is True) is low
