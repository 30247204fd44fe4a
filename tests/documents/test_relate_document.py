"""What `relate` relates, what it says of it, what it draws, and what it refuses."""

import dataclasses
import re

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.choosing_base import choose_pooled
from lpsstats.documents.relate import relate_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey
from lpsstats.tables.words import relate as words

# Answers of one sitting say nothing of what brings about what.
CAUSES = re.compile(
    r"\b(caus\w*|impacts?|effects?|affects?|influences?|leads? to|led to|drives?|driven|drivers?|"
    r"because of|due to|results? in|explain\w*|determin\w*|predict\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def pairs(survey, **options):
    return relate_document(survey, **options).tables[0]


def test_without_names_everybody_of_all_waves_and_sites_is_taken(survey):
    assert choose_pooled(survey.dictionary, (), ()) == ((0, 1, 2), (0, 1, 2, 3))


def test_waves_and_sites_come_in_the_order_of_the_dictionary(survey):
    assert choose_pooled(survey.dictionary, ("T3", "T1"), ("whaddon", "barton")) == (
        (0, 2),
        (0, 2),
    )


def test_a_survey_without_sites_has_one(survey):
    unnamed = dataclasses.replace(survey.dictionary.sites[0], key="")
    dictionary = dataclasses.replace(survey.dictionary, sites=(unnamed,))
    assert choose_pooled(dictionary, (), ()) == ((0, 1, 2), (0,))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"waves": ["T33"]}, "--wave T33.*did you mean 'T3'"),
        ({"waves": ["autumn"]}, r"--wave autumn.*there are: T1, T2, T3"),
        ({"sites": ["wadon"]}, "--site wadon.*did you mean 'whaddon'"),
        ({"measures": ["trst"]}, "did you mean 'trust'"),
        ({"measures": ["trust"]}, r"takes two with values in order \(here: trust\)"),
        ({"measures": ["trust", "q27_seen"]}, "--measure q27_seen: ticked boxes"),
        ({"measures": ["trust", "sex"]}, "--measure sex"),
        ({"confidence": 95}, "did you mean 0.95"),
        ({"method": "kendall"}, "must be one of pearson, spearman"),
        ({"table": "matrix"}, "must be one of pairs, summary, mediation"),
        ({"table": "mediation"}, "name three measures"),
        ({"adjust": "tukey"}, "--adjust tukey"),
    ],
)
def test_what_cannot_be_asked_is_refused(survey, options, message):
    with pytest.raises(UsageError, match=message):
        relate_document(survey, **options)


def test_answers_without_order_need_a_success(survey):
    variables = dict(survey.dictionary.variables)
    variables["q26_groups"] = dataclasses.replace(variables["q26_groups"], success=())
    other = dataclasses.replace(
        survey, dictionary=dataclasses.replace(survey.dictionary, variables=variables)
    )
    with pytest.raises(UsageError, match=r"q26_groups.*declare which of them are a `success`"):
        relate_document(other, measures=["trust", "q26_groups"])
    document = relate_document(other, measures=["secondary", "trust"])
    assert any("having no values in order" in note for note in document.notes)
    keys = {row["other_measure"] for row in document.tables[0].records}
    assert "q24_job" in keys
    assert "q26_groups" not in keys


def test_every_pair_stands_once_under_its_first_measure(survey):
    table = pairs(survey)
    named = [(row["measure"], row["other_measure"]) for row in table.records]
    scales = tuple(survey.dictionary.scales)
    assert named == [(a, b) for k, a in enumerate(scales) for b in scales[k + 1 :]]
    assert table.group == "measure_label"


def test_a_table_can_be_had_alone(survey):
    keys = [table.key for table in relate_document(survey).tables]
    assert keys == ["pairs", "summary"]
    assert [t.key for t in relate_document(survey, table="summary").tables] == ["summary"]


def test_mediation_adds_its_table_and_takes_the_drawing(survey):
    asked = {"mediation": ("cohesion", "trust", "wellbeing")}
    document = relate_document(survey, **asked)
    assert [table.key for table in document.tables] == ["pairs", "summary", "mediation"]
    assert all(edge.directed for edge in document.diagram.edges)
    alone = relate_document(survey, table="mediation", **asked)
    assert [table.key for table in alone.tables] == ["mediation"]


def test_lines_are_drawn_where_the_rows_say_so(survey):
    document = relate_document(survey)
    rows = document.tables[0].records
    scales = survey.dictionary.scales
    clear = {
        (row["measure"], row["other_measure"]): row["r_partial"]
        * scales[row["measure"]].direction
        * scales[row["other_measure"]].direction
        for row in rows
        if row["edge"]
    }
    assert all(row["partial_low"] * row["partial_high"] > 0 for row in rows if row["edge"])
    assert 0 < len(clear) < len(rows)
    edges = document.diagram.edges
    assert {(edge.source, edge.target): edge.value for edge in edges} == clear
    assert [node.key for node in document.diagram.nodes] == list(survey.dictionary.scales)
    assert not any(edge.directed for edge in edges)
    assert {edge.text[0] for edge in edges} == {"+"}
    assert any("above 0, better goes with better." in note for note in document.diagram.notes)


def test_a_drawing_keeps_the_minus_sign_where_better_goes_with_worse(survey):
    bad = dataclasses.replace(survey.dictionary.scales["wellbeing"], better="high")
    neutral = dataclasses.replace(survey.dictionary.scales["trust"], better="neither")
    scales = {**survey.dictionary.scales, "wellbeing": bad, "trust": neutral}
    declared = dataclasses.replace(survey.dictionary, scales=scales)
    turned = relate_document(dataclasses.replace(survey, dictionary=declared)).diagram
    text = {(edge.source, edge.target): edge.text[0] for edge in turned.edges}
    assert text["wellbeing", "life_satisfaction"] == "\N{MINUS SIGN}"
    assert text["legitimacy", "trust"] == "\N{MINUS SIGN}"  # low is better, and low goes with low
    assert any("(Trust in police, without a better end, as" in note for note in turned.notes)


def test_the_same_question_gives_the_same_document(survey):
    assert relate_document(survey) == relate_document(survey)


def text_of(document):
    """Gather everything that was written, but for what the dictionary brought."""
    for table in document.tables:
        yield from (column.heading for column in table.columns)
        yield from table.notes
        for record in table.records:
            yield from (str(record[k]) for k in ("method", "together") if k in record)
    yield from document.diagram.notes


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"method": "spearman", "measures": ["scales", "secondary"]},
        {"measures": ["trust", "q21_count", "q22_matters", "q23_knowhow"]},
        {"sites": ["barton"], "waves": ["T1"], "adjust": "none"},
    ],
)
def test_no_sentence_says_what_brings_about_what(survey, options):
    for text in (*text_of(relate_document(survey, **options)), *words.WORDS.values()):
        assert not CAUSES.search(text), text


def test_the_scan_for_such_words_finds_them():
    assert CAUSES.search("Trust leads to wellbeing.")
    assert CAUSES.search("the impact of cohesion")


def notes_of(document, key="pairs"):
    return " ".join(next(table for table in document.tables if table.key == key).notes)


def test_notes_say_what_was_taken_out_and_what_better_means(survey):
    notes = notes_of(relate_document(survey))
    assert "the mean of each of the 12 is taken out first" in notes
    assert "The better end is the high one of Life satisfaction" in notes
    assert "2,000 resamples of people, seed 20180501" in notes
    one = notes_of(relate_document(survey, sites=["barton"], waves=["T1"]))
    assert "All respondents are of one site and wave." in one


def test_notes_name_shared_questions_and_the_measures_that_add_up(survey):
    measures = ["trust", "q21_count", "q22_matters", "q23_knowhow"]
    notes = notes_of(relate_document(survey, measures=measures))
    assert "nothing to test: Trust in police with I can count on the police" in notes
    assert "No r partial, all pairs: a measure is a sum or a copy of others (Trust in" in notes


def test_a_common_direction_is_cautioned_against(survey):
    document = relate_document(survey, measures=["legitimacy", "trust"], table="summary")
    notes = notes_of(document, "summary")
    assert "Podsakoff et al. 2003" in notes
    assert "one direction holds more than half" in notes  # of the seven questions
    assert "more than half" not in notes_of(relate_document(survey), "summary")


def test_one_direction_of_two_questions_always_holds_half_and_is_no_caution(survey):
    document = relate_document(survey, measures=["q24_job", "q26_groups"], table="summary")
    assert document.tables[0].records[0]["first_factor_share"] > 0.5
    assert "more than half" not in notes_of(document, "summary")


def test_weights_and_those_without_one_are_said(survey):
    weight = np.where(np.arange(survey.n) < 7, 0.0, 1.0 + np.arange(survey.n) % 3)
    declared = dataclasses.replace(
        survey.dictionary, weight="wt", weight_names={"T1": "wt"}, cluster="street"
    )
    weighted = dataclasses.replace(survey, weight=weight, dictionary=declared)
    document = relate_document(weighted)
    assert "7 respondents have no weight, or one of 0, and do not count" in document.notes
    notes = notes_of(document)
    assert "weighted by wt" in notes
    assert "clustered by street" in notes


def answered(survey, **changed):
    return dataclasses.replace(survey, responses={**survey.responses, **changed})


def test_without_intervals_the_drawing_says_why_there_is_no_line(survey):
    declared = dataclasses.replace(survey.dictionary, cluster="street")
    one = np.zeros(survey.n, dtype=np.int64)
    document = relate_document(dataclasses.replace(survey, dictionary=declared, cluster=one))
    assert document.diagram.edges == ()
    assert "No line can be drawn: fewer than 10 sampling units" in document.diagram.sentences[0]
    assert "No interval of r partial, all pairs: fewer than 10" in notes_of(document)
    assert not any(row["edge"] for row in document.tables[0].records)


def test_with_intervals_and_no_line_nothing_was_clear_enough(survey):
    mixed = np.random.default_rng(2).permutation
    items = {key: mixed(x) for key, x in survey.responses.items()}
    keys = ["q24_job", "q1_belong", "q26_groups"]
    drawing = relate_document(answered(survey, **items), measures=keys).diagram
    assert drawing.sentences[0] == "No pair goes together clearly enough for a line."


def test_the_measure_that_narrows_the_base_most_is_named(survey):
    rare = np.where(np.arange(survey.n) % 3 == 0, survey.responses["q24_job"], np.nan)
    document = relate_document(
        answered(survey, q24_job=rare), measures=["trust", "legitimacy", "q24_job"]
    )
    n = document.tables[0].records[0]["n"]
    said = f"without How good a job are the police doing here? {n:,} would."
    assert said in notes_of(document)
    assert any(said in note for note in document.diagram.notes)
    assert "would." not in notes_of(relate_document(survey))


def test_one_respondent_is_not_counted_in_the_plural(survey):
    one = {
        key: np.where(np.arange(survey.n) == 0, x, np.nan) for key, x in survey.responses.items()
    }
    document = relate_document(answered(survey, **one))
    assert any("1 respondent with all" in note for note in document.diagram.notes)
    assert "1 respondents" not in notes_of(document) + notes_of(document, "summary")


def test_of_nobody_nothing_is_said_of_their_site_and_wave(survey):
    nobody = relate_document(dataclasses.replace(survey, weight=np.zeros(survey.n)))
    assert "All respondents are of one" not in notes_of(nobody)
    assert "taken out first" not in notes_of(nobody)
    assert nobody.tables[1].records[0]["first_factor_share"] is None


def test_table_and_drawing_say_which_of_them_turns_the_measures(survey):
    document = relate_document(survey)
    assert "A drawing of them turns measures so that more is better." in notes_of(document)
    assert "The table has r as the answers are coded." in " ".join(document.diagram.notes)


def test_two_measures_have_no_others_to_be_alike_in(survey):
    document = relate_document(survey, measures=["legitimacy", "trust"])
    headings = [column.heading for column in document.tables[0].columns]
    assert not any("artial" in heading for heading in headings)
    assert "Line" in headings
    said = notes_of(document) + " ".join(document.diagram.sentences)
    assert "alike in" not in said
    assert "artial" not in said
    assert len(document.diagram.edges) == 1


def test_people_of_a_panel_count_once_only_where_there_are_several_waves(root):
    panel = read_survey(read_dictionary(root / "examples/mood/data_dictionary.yaml"))
    wave = panel.dictionary.waves[0].key
    several, one = relate_document(panel), relate_document(panel, waves=[wave])
    assert "a person in several waves" in notes_of(several)
    assert "a person in several waves" not in notes_of(one)


def test_the_mean_r_says_of_how_many_it_is(survey):
    notes = notes_of(relate_document(survey), "summary")
    assert "over the 10 pairs of measures with a better end" in notes
    assert "of 1,172 to 1,186 respondents with both values" in notes


@pytest.mark.parametrize("alike", [True, False])
def test_without_items_the_mean_size_of_r_tells_of_one_direction(survey, alike):
    random = np.random.default_rng(3)
    keys = ["q24_job", "q1_belong", "q26_groups"]
    base = random.normal(size=survey.n)
    signs = dict(zip(keys, (1, -1, 1), strict=True))
    values = {
        key: np.clip(np.rint(3 + sign * base * alike + random.normal(size=survey.n) / 2), 1, 5)
        for key, sign in signs.items()
    }
    values["q26_groups"] = (values["q26_groups"] > 3).astype(float)
    found = relate_document(answered(survey, **values), measures=keys, table="summary")
    assert ("one direction holds more than half" in notes_of(found, "summary")) == alike


def test_nobody_answering_leaves_a_document_of_reasons(survey):
    nothing = {key: np.full(survey.n, np.nan) for key in survey.responses}
    document = relate_document(dataclasses.replace(survey, responses=nothing))
    assert {row["status"] for row in document.tables[0].records} == {"not_testable"}
    assert document.diagram.edges == ()
    assert "Not testable" in notes_of(document)
