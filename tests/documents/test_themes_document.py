"""Which questions, groups and waves are shown, what the notes say, and what is refused."""

import dataclasses
import re

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.themes import themes_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey


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
        ({"sites": ["wadon"]}, "did you mean 'whaddon'"),
        ({"waves": ("T3", "T1")}, "the later one"),
        ({"waves": ("T4", None)}, "--from T4: no wave"),
        ({"table": "mentions"}, "--table mentions: must be one of"),
        ({"linked": "pairs"}, "not declared design: panel"),
        ({"confidence": 95}, "did you mean 0.95"),
    ],
)
def test_what_cannot_be_asked_is_refused(survey, options, words):
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
