"""Which questions, groups and waves are shown, what the notes say, and what is refused."""

import dataclasses
import re
from types import SimpleNamespace

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.themes import themes_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey
from lpsstats.tables.model import Layout
from lpsstats.tables.themes_bases import base_notes
from lpsstats.tables.themes_notes import too_few_note


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def table_of(survey, **options):
    return themes_document(survey, **{"table": "themes"} | options).tables[0]


def notes_of(survey, **options):
    return " ".join(table_of(survey, **options).notes)


def changed(survey, **changes):
    return dataclasses.replace(survey, dictionary=dataclasses.replace(survey.dictionary, **changes))


def test_all_multiple_responses_are_shown_unless_some_are_named(survey):
    shown = dict.fromkeys(row["measure"] for row in table_of(survey).records)
    assert list(shown) == ["q27_seen", "q28_like"]
    named = table_of(survey, measures=["q26_groups", "q28_like"]).records
    assert list(dict.fromkeys(row["measure"] for row in named)) == ["q26_groups", "q28_like"]


def test_the_tables_are_all_three_or_the_one_that_is_named(survey):
    keys = [table.key for table in themes_document(survey).tables]
    assert keys == ["themes", "questions", "agreement"]
    for name, key in (("themes", "themes"), ("question", "questions"), ("agreement", "agreement")):
        assert [table.key for table in themes_document(survey, table=name).tables] == [key]
    once = themes_document(survey, measures=["q27_seen"])
    assert [table.key for table in once.tables] == ["themes", "questions"]


def test_a_site_is_shown_with_the_tests_of_all(survey):
    whole = {(r["group"], r["category"]): r for r in table_of(survey).records}
    rows = table_of(survey, sites=["whaddon"]).records
    assert {row["group"] for row in rows} == {"whaddon"}
    assert all(
        row["p_adjusted"] == whole["whaddon", row["category"]]["p_adjusted"]
        for row in table_of(survey, sites=["whaddon"], measures=["q28_like"]).records
        if row["measure"] == "q28_like" and ("whaddon", row["category"]) in whole
    )


def test_with_other_groups_a_site_gives_its_respondents(survey):
    document = themes_document(survey, by="sex", sites=["whaddon"], measures=["q28_like"])
    pooled = [r for r in document.tables[0].records if r["group"] is None]
    alone = table_of(survey, by="none", sites=["whaddon"], measures=["q28_like"]).records
    assert 0 < pooled[0]["n_to"] <= alone[0]["n_to"] < 100
    assert any("only Whaddon" in note for note in document.notes)
    assert any("did not answer sex and are in no group" in note for note in document.notes)


def test_the_base_is_said_in_words(survey):
    said = notes_of(survey)
    assert "Percent of respondents, not of mentions." in said
    assert "of Police activities seen or heard of here: all who were asked" in said
    assert "of What people like about living here: all who made an entry" in said
    assert "can add to more than 100%" in said
    assert "can add to more" not in notes_of(survey, measures=["q26_groups"])


def test_the_adjustment_is_said_with_its_tests(survey):
    said = notes_of(survey, measures=["q28_like"])
    assert "Benjamini-Hochberg within a question, over its themes and groups" in said
    assert "living here: 28" in said
    assert "outside the adjustment" in said
    plain = table_of(survey, measures=["q28_like"], adjust="none").records
    assert all(r["p_adjusted"] == r["p_value"] for r in plain if r["group"] is not None)


def test_answers_coded_once_are_named(survey):
    said = themes_document(survey).notes
    assert any(
        note.startswith("Coded once") and "Police activities" in note and "unknown" in note
        for note in said
    )
    table = themes_document(survey, table="agreement", measures=["q27_seen"]).tables[0]
    (row,) = table.records
    assert (row["reason"], row["kappa"]) == ("coded_once", None)


def test_one_wave_twice_is_shown_alone(survey):
    table = table_of(survey, waves=("T2", "T2"))
    wide = [column.heading for column in table.columns]
    assert wide == ["Theme", "Rank", "n", "T2", "T2 95% CI"]
    assert not any("n_T1" in row for row in table.flat())
    assert "q28" not in (heading := table.cells(Layout.TINY).groups[-1][0])
    assert re.search(r"All sites \(n.=.\d+\)$", heading)
    assert {row["wave_from"] for row in table.records} == {None}
    assert "Points" not in [column.heading for column in table.columns]
    assert any("no change to test" in note for note in table.notes)
    declared = changed(survey, endline="T1")
    assert {row["wave_to"] for row in table_of(declared).records} == {"T1"}


def test_a_survey_of_one_wave_has_no_change(survey):
    waves = survey.dictionary.waves[:1]
    alone = changed(survey, waves=waves, baseline="T1", endline="T1")
    first = survey.wave == 0
    alone = dataclasses.replace(
        alone,
        wave=survey.wave[first],
        site=survey.site[first],
        responses={k: v[first] for k, v in survey.responses.items()},
        missing={k: v[first] for k, v in survey.missing.items()},
        boxes={k: dataclasses.replace(b, ticked=b.ticked[first]) for k, b in survey.boxes.items()},
    )
    rows = table_of(alone).records
    assert {row["reason"] for row in rows} == {"wave_missing"}
    assert rows[0]["pct_to"] is not None


def question_of(survey, **options):
    return themes_document(survey, table="question", **options).tables[0]


def headings(table):
    return [column.heading for column in table.columns]


def test_questions_with_one_answer_have_no_number_of_themes(survey):
    table = question_of(survey, measures=["q26_groups"])
    assert headings(table) == ["Group", "Statistic", "df", "p"]
    assert not any("named, on average" in note for note in table.notes)
    assert {row["mean_mentions_to"] for row in table.records} == {None}
    mixed = question_of(survey, measures=["q26_groups", "q28_like"])
    assert "Each T3" in headings(mixed)


def test_nothing_is_no_column_where_who_named_nothing_is_outside_the_base(survey):
    assert "Nothing T3" in headings(question_of(survey, measures=["q27_seen"]))
    answered = question_of(survey, measures=["q28_like"])
    assert "Nothing T3" not in headings(answered)
    assert not any("who named none" in note for note in answered.notes)
    labels = (*survey.boxes["q28_like"].categories[:-1], ("9", "Nothing"))
    boxes = dataclasses.replace(survey.boxes["q28_like"], categories=labels)
    said = dataclasses.replace(survey, boxes=dict(survey.boxes) | {"q28_like": boxes})
    assert "Nothing T3" in headings(question_of(said, measures=["q28_like"]))


def agreement_of(survey, **options):
    return themes_document(survey, table="agreement", **options).tables[0]


def test_the_agreement_names_its_survey_and_the_sites_it_is_of(survey):
    whole, there = agreement_of(survey), agreement_of(survey, sites=["whaddon"])
    assert whole.title.startswith(survey.dictionary.title)
    assert {row["measure"] for row in whole.records} == {"q28_like"}
    assert there.title == f"{whole.title} (Whaddon)"
    assert "Only answers of respondents in Whaddon count here." in there.notes
    assert not any(note.startswith("Only answers") for note in whole.notes)
    assert any("counts as not coded again, which may raise kappa" in note for note in whole.notes)
    once = themes_document(survey, table="agreement").notes
    assert any(note.startswith("Coded once") and "Police" in note for note in once)


def poorly_coded(survey):
    """Let the second coder find the first theme at random."""
    boxes = survey.boxes["q28_again"]
    ticked = boxes.ticked.copy()
    here = ~np.isnan(ticked[:, 0])
    ticked[here, 0] = np.random.default_rng(3).random(here.sum()) < 0.5
    worse = dataclasses.replace(boxes, ticked=ticked)
    return dataclasses.replace(survey, boxes=dict(survey.boxes) | {"q28_again": worse})


def test_a_theme_on_which_coders_agree_little_is_marked(survey):
    poor = poorly_coded(survey)
    table, sure = table_of(poor), table_of(survey)
    name = poor.boxes["q28_like"].categories[0][1]
    shown = {row[0].text for row in table.cells().rows()}
    assert f"{name}\xa0†" in shown
    assert sum("†" in text for text in shown) == 1
    (note,) = [note for note in table.notes if note.startswith("†")]
    (row,) = [r for r in agreement_of(poor).records if r["category_label"] == name]
    assert row["kappa"] < 0.2
    assert {r["kappa"] for r in table.records if r["category_label"] == name} == {row["kappa"]}
    assert f"{name} (" in note
    assert "coded twice" in note
    assert not any("†" in note for note in sure.notes)
    there = table_of(poor, sites=["whaddon"]).records
    assert {r["kappa"] for r in there if r["category_label"] == name} == {row["kappa"]}


def test_marks_stand_on_the_line_of_the_last_word(survey):
    shown = {row[0].text for row in table_of(survey).cells().rows()}
    assert "Other\xa0*" in shown


def test_all_together_is_said_not_to_be_among_the_verdicts(survey):
    whole = table_of(survey, measures=["q28_like"])
    assert whole.notes[0] == "2 changed, 26 no clear change (All sites not counted)."
    alone = table_of(survey, measures=["q28_like"], sites=["whaddon"])
    assert alone.notes[0] == "7 no clear change."


def test_groups_too_small_to_publish_are_named(survey):
    rows = table_of(survey, measures=["q28_like"]).records
    assert not any("too few for publication" in note for note in too_few_note(of_rows(rows)))
    few = [r | {"n_to": 9} if r["group"] == "whaddon" else r for r in rows]
    assert list(too_few_note(of_rows(few))) == [
        "Fewer than 10 respondents in a wave, too few for publication: "
        "What people like about living here, Whaddon."
    ]


def linked(group, n_from, n_to, n_pairs):
    kept = {"measure": "q28_like", "measure_label": "Like", "type": "multiple"}
    return kept | {"group": group, "n_from": n_from, "n_to": n_to, "n_pairs": n_pairs}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([linked("a", 42, 42, 42)], "who made an entry in both waves and are linked (42)."),
        ([linked("a", 5, 5, 5), linked("b", 4, 4, 4)], "entry in both waves and are linked."),
        (
            [linked("a", 5, 5, 5), linked("b", 9, 8, None)],
            "Base: all who made an entry; of linked people: those who made an entry in both waves",
        ),
        ([linked("a", 50, 48, 42)], "Base: all who made an entry."),
        ([linked("a", 50, 48, 0)], "Base: all who made an entry."),
    ],
)
def test_the_base_of_linked_people_is_those_in_both_waves(survey, rows, said):
    assert said in next(base_notes(of_rows(rows), survey.dictionary))


def of_rows(records):
    return [SimpleNamespace(**record) for record in records]


NUMBER = re.compile(r"[\u2212+-]?\d+(?:\.\d+)?")


def test_no_output_has_a_relative_percentage(survey):
    """From 12% to 38% is 26 points; 217 percent stands nowhere, nor does a change with a %."""
    table = table_of(survey)
    for record in table.records:
        before, after = record["pct_from"], record["pct_to"]
        relative = 100 * (after - before) / before if before else None
        held = [v for v in record.values() if isinstance(v, float)]
        if relative is not None and abs(relative) > 100:
            assert not any(abs(value - relative) < 1e-6 for value in held)
        assert record["estimate"] == pytest.approx(after - before)
    at = [column.heading for column in table.columns].index("Points")
    for record, row in zip(table.records, table.cells().rows(), strict=True):
        assert row[at].text.endswith(" pp")
        assert "%" not in row[at].text
        shown = float(NUMBER.match(row[at].text)[0].replace("\u2212", "-"))
        assert shown == pytest.approx(record["pct_to"] - record["pct_from"], abs=0.5)


def test_nothing_is_said_to_bring_about_anything(survey):
    document = themes_document(survey)
    said = " ".join([*document.notes, *(n for table in document.tables for n in table.notes)])
    assert not re.search(r"cause|impact|effect of|influence|lead(s)? to|drive(s)? |because", said)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"measures": ["q27_sen"]}, "--measure q27_sen.*did you mean 'q27_seen'"),
        ({"measures": ["q1_belong"]}, "of type likert; themes are of multiple responses"),
        ({"measures": ["cohesion"]}, "--measure cohesion"),
        ({"measures": ["q28_again"]}, "second coding of 'q28_like'"),
        ({"by": "six"}, "did you mean 'sex'"),
        ({"by": "q1_belong"}, "--by q1_belong: of type likert"),
        ({"by": "wave"}, "--by wave: must be site, none"),
        ({"by": "place"}, "--by place: is the column of the sites; use --by site"),
        ({"sites": ["wadon"]}, "did you mean 'whaddon'"),
        ({"waves": ("T3", "T1")}, "the later one"),
        ({"waves": ("T4", None)}, "--from T4: no wave"),
        ({"table": "mentions"}, "--table mentions: must be one of"),
        ({"linked": "pairs"}, "not declared design: panel"),
        ({"confidence": 95}, "did you mean 0.95"),
    ],
)
def test_what_cannot_be_asked_is_refused(survey, options, words):
    survey = changed(survey, site_names={"T1": "place", "T2": "place", "T3": "place"})
    with pytest.raises(UsageError, match=words):
        themes_document(survey, **options)


def test_a_survey_without_coded_answers_says_what_would_do(survey):
    variables = {k: v for k, v in survey.dictionary.variables.items() if v.type != "multiple"}
    measures = tuple(k for k in survey.dictionary.measures if k not in {"q27_seen", "q28_like"})
    without = changed(survey, variables=variables, measures=measures)
    with pytest.raises(UsageError, match="declares no comparable `type: multiple`"):
        themes_document(without)
    assert table_of(without, measures=["q26_groups"]).records


def test_groups_that_nobody_is_in_are_refused(survey):
    empty = dataclasses.replace(
        survey, responses=dict(survey.responses) | {"sex": survey.responses["sex"] * float("nan")}
    )
    with pytest.raises(UsageError, match="nobody answered it"):
        themes_document(empty, by="sex")
