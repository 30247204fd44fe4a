"""What fits the dictionary and is likely to be wrong all the same is refused, or at least said."""

import pytest

LABELS = {"q1": {1.0: "Disagree", 5.0: "Agree"}}


def many(**changed):
    """Give 20 respondents in each wave, all in the first site."""
    sound = {
        "wave": [1] * 20 + [2] * 20, "site": [1] * 40,
        "q1": [1, 2, 3, 4] * 10, "q2": [5, 4, 3, 2] * 10,
    }  # fmt: skip
    return {**sound, **changed}


def test_labels_turned_round_in_the_file_are_refused(dictionary, export, problems, four):
    (problem,) = problems(dictionary(), export(four(), value_labels=LABELS))
    assert "q1: the labels in the file contradict the dictionary (survey.yaml:17)" in problem
    assert "code 1 is labelled 'Disagree', which is 5 there" in problem


def test_labels_that_agree_or_say_something_else_are_not(dictionary, export, survey, four):
    labels = {"q1": {1.0: "AGREE", 3.0: "Neither", 5.0: "disagree", 9.0: "Refused"}}
    assert survey(dictionary(), export(four(), value_labels=labels)).n == 4


def test_an_item_that_nobody_answered_in_a_wave_is_refused(dictionary, export, problems):
    columns = many(q1=[1, 2, 3, 4] * 5 + [None] * 20)
    (problem,) = problems(dictionary(), export(columns))
    assert problem.startswith("q1 has no answer in T2, where 20 respondents answered other items")


def test_an_item_that_nobody_answered_in_one_site_is_said(dictionary, export, survey):
    columns = many(site=[1, 2] * 20, q1=[1, 2] * 10 + [1, None] * 10)
    notes = survey(dictionary(), export(columns)).notes
    assert any(note.startswith("q1 has no answer in T2, Café Row, where 10") for note in notes)


def test_few_respondents_may_leave_an_item_out_by_chance(dictionary, export, survey, four):
    assert survey(dictionary(), export(four(q1=[1, 2, None, None]))).notes == ()


def test_answers_that_the_file_declares_missing_are_counted(dictionary, export, survey, four):
    ranges = {"q1": ((3.0, 4.0), (9.0, 9.0))}
    made = survey(dictionary(), export(four(), missing_ranges=ranges))
    assert [note for note in made.notes if "q1" in note] == [
        "x.sav: q1: 2 rows within 1-5 taken as missing, because the file declares their codes "
        "user-missing."
    ]


def test_user_missing_codes_outside_the_range_are_the_ordinary_case(
    dictionary, export, survey, four
):
    ranges = {"q1": ((8.0, 99.0),)}
    made = survey(dictionary(), export(four(q1=[1, 99, 8, 2]), missing_ranges=ranges))
    assert made.notes == ()


@pytest.mark.parametrize("ids", [[1, 1, 1, 2], ["a", "a", "a", "b"]])
def test_an_id_twice_in_a_wave_of_a_cross_section_is_said(dictionary, export, survey, four, ids):
    declared = dictionary("{title: Made by hand}", "{title: Made by hand, id: pid}")
    (note,) = survey(declared, export(four(pid=ids))).notes
    assert note.startswith("x.sav: 1 ids of column 'pid' stand more than once in T1")


@pytest.mark.parametrize("ids", [[None, None, 1, 2], ["", " ", "a", "b"], [9, 9, 1, 2]])
def test_blank_and_missing_ids_are_nobodys(dictionary, export, survey, four, ids):
    declared = dictionary("{title: Made by hand}", "{title: Made by hand, id: pid}")
    ranges = {"pid": ((9.0, 9.0),)}
    assert survey(declared, export(four(pid=ids), missing_ranges=ranges)).notes == ()


def test_ids_may_repeat_between_waves(dictionary, export, survey, four):
    declared = dictionary("{title: Made by hand}", "{title: Made by hand, id: pid}")
    assert survey(declared, export(four(pid=[1, 2, 1, 2]))).notes == ()


def test_a_file_without_rows_is_refused(dictionary, export, problems):
    columns = {name: [] for name in ("wave", "site", "q1", "q2")}
    assert any("has 4 columns and no rows" in p for p in problems(dictionary(), export(columns)))
