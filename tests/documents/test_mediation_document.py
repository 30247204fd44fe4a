"""What stands with the paths, what is drawn, and which measures are refused."""

import dataclasses
import re

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.relate_mediation import mediation_tables
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey
from lpsstats.render.page import Page
from lpsstats.render.terminal import render
from lpsstats.tables.document import Document

KEYS = ("cohesion", "trust", "wellbeing")
CAUSAL = re.compile(r"\b(cause|impact|effect|influence|lead|drive)|because", re.IGNORECASE)


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def answer(survey, keys=KEYS, waves=range(3), sites=range(4)):
    return mediation_tables(survey, keys, waves, sites, confidence=0.95, seed=20180501)


@pytest.fixture(scope="module")
def answered(survey):
    return answer(survey)


def test_the_table_on_a_terminal(answered, golden):
    table, diagram = answered
    document = Document(command="relate", tables=(table,), diagram=diagram)
    golden("mediation-80.txt", render(document, Page(80, False, True)))


@pytest.mark.parametrize("width", [60, 120])
def test_no_line_is_wider_than_the_page(answered, width):
    shown = render(Document(command="relate", tables=answered[:1]), Page(width, False, True))
    assert max(map(len, shown.splitlines())) <= width
    assert "indirect" in shown


def test_no_word_of_causing_is_said(answered):
    table, diagram = answered
    said = [table.title, *table.notes, diagram.title, *diagram.sentences]
    said += [str(value) for record in table.records for value in record.values()]
    assert not [text for text in said if CAUSAL.search(text)]


def test_the_notes_say_what_the_paths_cannot_show(answered):
    notes = " ".join(answered[0].notes)
    assert "assumptions of whoever drew them" in notes
    assert "consistent with" in notes
    assert "no evidence" in notes
    assert "Maxwell & Cole 2007" in notes


def test_the_opposite_order_is_told_with_its_number(survey, answered):
    other, _ = answer(survey, KEYS[::-1])
    part = next(note for note in answered[0].notes if "other orders" in note)
    assert "Wellbeing, Trust in police, Community cohesion, in this order" in part
    assert f"part of +{other.records[4]['coefficient']:.2f} (95% CI" in part
    assert f"standardised +{other.records[4]['standardised']:.2f})," in part


def test_the_diagram_is_a_triangle_of_standardised_paths(answered):
    table, diagram = answered
    assert [node.key for node in diagram.nodes] == ["trust", "wellbeing", "cohesion"]
    assert [(edge.source, edge.target) for edge in diagram.edges] == [
        ("cohesion", "trust"),
        ("trust", "wellbeing"),
        ("cohesion", "wellbeing"),
    ]
    assert all(edge.directed for edge in diagram.edges)
    assert [edge.value for edge in diagram.edges] == [
        table.records[which]["standardised"] for which in (0, 1, 3)
    ]


def test_a_path_whose_interval_holds_0_is_named_under_the_diagram(survey):
    table, diagram = answer(survey, ("wellbeing", "trust", "life_satisfaction"), [0], [0])
    unclear = [row for row in table.records if row["conf_low"] <= 0 <= row["conf_high"]]
    drawn = [row for row in unclear if row["path"] in {"a", "b", "direct"}]
    assert [row["path"] for row in drawn] == ["a", "b"]
    for row in drawn:
        assert f"The 95% CI of {row['measures']} holds 0." in diagram.notes
    assert sum("holds 0" in note for note in diagram.notes) == 2


def test_ends_that_are_good_on_different_sides_are_said(survey, answered):
    table, _ = answer(survey, ("wellbeing", "trust", "life_satisfaction"))
    good = "The good end: low of Wellbeing, low of Trust in police, high of Life satisfaction."
    assert good in table.notes
    assert not [note for note in answered[0].notes if "good end" in note]


def test_of_nobody_there_is_a_table_and_a_diagram_without_lines(survey):
    table, diagram = answer(survey, waves=[])
    assert not diagram.edges
    assert diagram.without_edges in diagram.sentences
    assert any(note.startswith("No intervals: fewer than three") for note in table.notes)
    render(Document(command="relate", tables=(table,)), Page(80, False, True))


def test_few_people_are_warned_of_percentiles(survey, answered):
    warned = "very skewed answers such intervals leave 0 out too often"
    first = np.arange(survey.n) < 50
    answers = {key: np.where(first, x, np.nan) for key, x in survey.responses.items()}
    few, _ = answer(dataclasses.replace(survey, responses=answers))
    assert few.records[0]["n"] < 60
    assert any(warned in note for note in few.notes)
    assert not any(warned in note for note in answered[0].notes)


def test_who_has_no_weight_is_said(survey):
    weight = np.where(np.arange(survey.n) < 7, 0.0, 1.5)
    table, _ = answer(dataclasses.replace(survey, weight=weight))
    assert any(note.startswith("7 respondents have no weight") for note in table.notes)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("cohesion", "trust", "cohesion"), ["cohesion stands twice"]),
        (("cohesion", "trsut", "wellbeing"), ["--mediation trsut", "trust"]),
        (("cohesion", "nonsense_at_all", "trust"), ["there are: cohesion"]),
        (("cohesion", "q1_belong", "trust"), ["cohesion and q1_belong", "q1_belong)", "others"]),
        (("cohesion", "sex", "trust"), ["--mediation sex", "declared"]),
    ],
)
def test_measures_that_make_no_paths_are_refused(survey, keys, words):
    with pytest.raises(UsageError) as refusal:
        answer(survey, keys)
    assert all(word in str(refusal.value) for word in words)


def test_a_measure_without_a_mean_is_refused_with_what_would_do(survey):
    dictionary = survey.dictionary
    boxes = [key for key in dictionary.measures if key in dictionary.variables
             and dictionary.variables[key].type in {"multiple", "categorical"}
             and not dictionary.variables[key].success]  # fmt: skip
    assert boxes
    for key in boxes:
        with pytest.raises(UsageError, match="have no mean"):
            answer(survey, ("cohesion", key, "trust"))
