"""Questions with several answers in a draft: what is written can be read, and reads the ticks."""

import numpy as np
import pytest

from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import ResponseSet

TICKS = ResponseSet(name="News", label="Which?", columns=("n_1", "n_2"), counted=1.0)
NAMED = ResponseSet(name="News", label="Which?", columns=("n_1", "n_2"), counted=None)
SOUND = {"q": [1, 2, 3] * 4}


@pytest.fixture
def assembled(draft, read):
    """Draft a dictionary of exports, one per wave, and read them with it."""

    def made(*exports, **options):
        dictionary = read(draft(*exports, **options))
        held = [Portion(export=e, waves=(i,)) for i, e in enumerate(exports)]
        return assemble(dictionary, held)

    return made


def shares(survey, key="news"):
    boxes = survey.boxes[key]
    return {
        code: np.nanmean(col)
        for (code, _), col in zip(boxes.categories, boxes.ticked.T, strict=True)
    }


def test_a_declared_set_of_ticks_is_read_as_drafted(export, assembled):
    file = export({**SOUND, "n_1": [0, 1] * 6, "n_2": [1, 1, 0] * 4}, sets=(TICKS,))
    made = assembled(file)
    assert shares(made) == {"n_1": pytest.approx(1 / 2), "n_2": pytest.approx(2 / 3)}


def test_a_declared_set_of_categories_is_drafted_with_its_answers(export, assembled):
    labels = {1.0: "Paper", 2.0: "Radio", 9.0: "Refused"}
    file = export(
        {**SOUND, "n_1": [1, 2, 9] * 4, "n_2": [2, None, None, 3] * 3},
        sets=(NAMED,),
        value_labels={"n_1": labels, "n_2": labels},
    )
    made = assembled(file)
    assert made.boxes["news"].categories == (("1", "Paper"), ("2", "Radio"), ("3", "3"))
    assert made.dictionary.variables["news"].missing == {9: "Refused"}


def test_labels_that_occur_twice_are_told_apart(export, assembled):
    labels = {1.0: "Other", 2.0: "Other"}
    columns = {**SOUND, "n_1": [1, 2] * 6, "n_2": [2, 1] * 6}
    made = assembled(export(columns, sets=(NAMED,), value_labels={"n_1": labels}))
    assert len(dict(made.boxes["news"].categories)) == 2


def test_columns_that_another_wave_calls_otherwise_are_named(export, assembled):
    labels = {"n_1": "Do you read a daily newspaper?", "n_2": "Do you listen to the local radio?"}
    first = export({**SOUND, "n_1": [0, 1] * 6, "n_2": [1, 1, 0] * 4}, sets=(TICKS,), labels=labels)
    renamed = {"readers": labels["n_1"], "n_2": labels["n_2"]}
    second = export(
        {**SOUND, "readers": [0, 1, 1] * 4, "n_2": [1, 0] * 6}, name="b.sav", labels=renamed
    )
    made = assembled(first, second)
    assert made.dictionary.variables["news"].column_names == {
        "n_1": {"T1": "n_1", "T2": "readers"},
        "n_2": {"T1": "n_2", "T2": "n_2"},
    }


def test_boxes_and_questions_that_a_wave_did_not_have_are_null_there(export, draft, read):
    first = export({**SOUND, "n_1": [0, 1] * 6, "n_2": [1, 1, 0] * 4}, sets=(TICKS,))
    second = export({**SOUND, "n_2": [0, 1, 1] * 4}, name="b.sav")
    text = draft(first, second)
    assert "columns: {n_1: {T2: null}, n_2: null}" in text
    assert read(text).variables["news"].column_names["n_1"] == {"T1": "n_1"}
    third = draft(first, export({**SOUND, "other": [1] * 12}, name="b.sav"))
    assert "columns: [n_1, n_2]" in third
    assert read(third).variables["news"].names.keys() == {"T1"}


def test_a_set_of_unlabelled_words_is_no_group_of_boxes(export, draft, read):
    file = export({**SOUND, "n_1": ["my street"] * 12, "n_2": ["noise", ""] * 6}, sets=(NAMED,))
    assert "news" not in read(draft(file)).variables


THEMES = {1.0: "Traffic", 2.0: "Noise", 3.0: "Litter"}
MENTIONS = {"m_1": [1, 2, 3, None] * 3, "m_2": [2, 3, None, None] * 3}


def mentions(export, **changed):
    columns = {**MENTIONS, **changed}
    return export({**SOUND, **columns}, value_labels=dict.fromkeys(columns, THEMES))


def test_a_first_and_a_second_mention_of_one_list_are_one_question(export, assembled):
    made = assembled(mentions(export))
    assert made.dictionary.variables["m"].coding == "categories"
    # Of twelve respondents, three named nothing; the first and the third theme came from three.
    assert shares(made, "m") == pytest.approx({"1": 3 / 12, "2": 6 / 12, "3": 6 / 12})


@pytest.mark.parametrize(
    "changed",
    [
        {"m_2": [2, 3, 1, None] * 3},  # as many as have a first: a battery
        {"m_2": [2, None, None, 4] * 3},  # a code that the list does not have
    ],
)
def test_columns_answered_to_the_end_or_of_other_codes_are_questions_of_their_own(
    export, draft, read, changed
):
    assert "m_1" in read(draft(mentions(export, **changed))).variables
