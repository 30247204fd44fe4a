"""What is an answer, why the rest is none, and what fits nowhere."""

import numpy as np
import pytest

from lpsstats.survey.answers import read_answers
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.reasons import MOST_REASONS, UNEXPLAINED, ReasonBook

PLAIN = "{type: likert, range: [1, 5]}"
Q2 = f"  q2: {PLAIN}"
CSV = {"coded_missing": frozenset({"NA", "."})}


@pytest.fixture
def answers(dictionary, export):
    """Read values as answers to q1, or to what takes the place of q2."""

    def reading(values, declared=None, rows=None, **said):
        made = dictionary(Q2, f"  q2: {declared or PLAIN}", "items: [q1, q2]", "items: [q1]")
        variable = made.variables["q1" if declared is None else "q2"]
        source = ItemColumn(
            export=export({"c": values}, **said), name="c", variable=variable, wave="T1"
        )
        book = ReasonBook()
        return Read(read_answers(source, rows, book), book)

    return reading


class Read:
    """Answers with the reasons spelt out; an answer has none."""

    def __init__(self, found, book):
        self.values = [None if np.isnan(value) else value for value in found.values]
        self.why = [book.names[number] for number in found.missing]
        self.odd = found.odd
        assert [value is None for value in self.values] == [why != "" for why in self.why]


def test_codes_in_range_are_answers_and_declared_codes_are_reasons(answers):
    read = answers([1, 5, 8, 9, None])
    assert read.values == [1, 5, None, None, None]
    assert read.why == ["", "", "Refused", "Don't know", "empty"]
    assert read.odd is None


def test_a_default_missing_code_inside_the_range_is_an_answer(answers):
    assert answers([8, 9, 10], "{type: likert, range: [5, 10]}").values == [8, 9, 10]


@pytest.mark.parametrize(
    "declared", ["{type: likert, range: [1, 5]}", "{type: ordinal, range: [1, 5]}"]
)
def test_a_coded_answer_is_whole(answers, declared):
    read = answers([2, 2.5, 6, -1], declared)
    assert read.values == [2, None, None, None]
    assert read.why == ["", "out_of_range", "out_of_range", "out_of_range"]
    assert (read.odd.n_rows, read.odd.n_values) == (3, 3)


def test_a_number_in_range_may_have_a_fraction(answers):
    assert answers([2.5, 0.1, np.inf], "{type: number, range: [1, 5]}").why == [
        "",
        "out_of_range",
        "out_of_range",
    ]


def test_without_a_range_only_labelled_codes_are_answers(answers):
    # 3 lies between the labels but is none, and 8 is declared missing for all questions.
    read = answers([1, 2, 3, 8, 10], "{type: ordinal, labels: {1: a, 2: b, 10: c}}")
    assert read.why == ["", "", "out_of_range", "Refused", ""]


def test_user_missing_codes_of_the_file_are_added_with_their_labels_as_reasons(answers):
    read = answers(
        [1, 5, 8, -1, -2, -3],
        missing_ranges={"c": ((-3.0, -1.0), (5.0, 5.0))},
        value_labels={"c": {-1.0: "Not asked", -2.0: "Interview broken off", 5.0: ""}},
    )
    assert read.why == [
        "",
        "user-missing",
        "Refused",
        "Not asked",
        "Interview broken off",
        "user-missing",
    ]


def test_a_reason_without_words_is_still_missing(answers):
    read = answers([1, 6, 7], "{type: likert, range: [1, 5], missing: {6: '', 7: ' '}}")
    assert read.why == ["", "user-missing", "user-missing"]


def test_a_reason_that_is_called_out_of_range_is_not_taken_for_one(answers):
    read = answers([6], "{type: likert, range: [1, 5], missing: {6: out_of_range}}")
    assert read.why == ["user-missing"]
    assert read.odd is None


def test_a_missing_code_of_the_dictionary_names_the_reason_before_the_file_does(answers):
    read = answers([8], missing_ranges={"c": ((8.0, 8.0),)}, value_labels={"c": {8.0: "No answer"}})
    assert read.why == ["Refused"]


def test_numbers_held_as_text_are_codes(answers):
    read = answers(["1", " 5 ", "3.0", "8", "", "  ", "+2"])
    assert read.values == [1, 5, 3, None, None, None, 2]
    assert read.why == ["", "", "", "Refused", "empty", "empty", ""]


@pytest.mark.parametrize("word", ["nan", "inf", "Infinity", "1_0", "1e", "٣", "0x1", "1,5", "--1"])
def test_what_python_might_take_for_a_number_is_none(answers, word):
    assert answers([word, "1"], "{type: number, range: [0, 50]}").why == ["out_of_range", ""]


def test_decimal_commas_are_read_where_the_file_has_them(answers):
    read = answers(["1,5", "2", "1.500"], "{type: number, range: [0, 5]}", decimal=",")
    assert read.values == [1.5, 2, None]
    assert read.why[2] == "out_of_range"


@pytest.mark.parametrize("empty", ["NA", "."])
def test_na_and_the_point_are_empty_in_text_files_only(answers, empty):
    assert answers(["1", empty], **CSV).why == ["", "empty"]
    assert answers(["1", empty]).why == ["", "out_of_range"]


def test_a_declared_missing_text_names_the_reason_even_where_it_is_na(answers):
    declared = "{type: likert, range: [1, 5], missing: {NA: Not asked, -: Skipped}}"
    assert answers(["1", "NA", " - "], declared, **CSV).why == ["", "Not asked", "Skipped"]


def test_the_words_of_a_missing_code_are_missing_too(answers):
    assert answers(["REFUSED", "don't know", "1"]).why == ["Refused", "Don't know", ""]


def test_user_missing_texts_of_the_file_are_missing_with_their_labels(answers):
    read = answers(
        ["1", "XX", "YY"],
        missing_ranges={"c": (("XX", "XX"), ("YY", "YY"))},
        value_labels={"c": {"XX": "Not asked"}},
    )
    assert read.why == ["", "Not asked", "user-missing"]


def test_answers_in_words_are_mapped_through_labels_and_the_ends_of_the_range(answers):
    read = answers(["agree", "DISAGREE ", "3"])
    assert read.values == [1, 5, 3]
    read = answers(
        ["très bien", "Tres  Bien", "mal"], "{type: ordinal, labels: {1: Très bien, 2: Mal}}"
    )
    assert read.values == [1, 1, 2]


def test_a_number_that_is_a_code_is_never_taken_for_the_label_of_another(answers):
    declared = '{type: ordinal, labels: {1: "0", 2: "1", 3: "2 or more"}}'
    assert answers(["1", "2", "3"], declared).values == [1, 2, 3]
    assert answers(["0", "2 or more"], declared).values == [1, 3]


def test_codes_that_are_texts_are_numbered_and_matched_with_their_labels(answers):
    declared = "{type: categorical, labels: {M: Male, F: Female}}"
    read = answers(["M", "f", "female", "X"], declared)
    assert read.values == [1, 2, 2, None]
    assert read.odd.shown[0].value == "X"


def test_a_text_that_fits_nowhere_is_odd(answers):
    read = answers(["1", "agre", "agre", "  a   long\nanswer " + "x" * 60])
    assert [(one.value[:13], one.count, one.first_row) for one in read.odd.shown] == [
        ("agre", 2, 1),
        ("a long answer", 1, 3),
    ]
    assert len(read.odd.shown[1].value) == 40


def test_the_first_row_is_that_of_the_export_after_others_were_left_out(answers):
    rows = np.array([2, 4, 5])
    read = answers([7, 1, 1, 7, 6, 7], rows=rows)
    assert [(one.value, one.count, one.first_row) for one in read.odd.shown] == [
        (6, 1, 4),
        (7, 1, 5),
    ]
    read = answers(["x", "1", "1", "x", "y", "x"], rows=rows)
    assert {(one.value, one.first_row) for one in read.odd.shown} == {("x", 5), ("y", 4)}


def test_odd_values_that_look_alike_when_rounded_are_kept_apart(answers):
    read = answers([1234567.1, 1234567.2, 1234567.2])
    assert [(one.value, one.count) for one in read.odd.shown] == [(1234567.2, 2), (1234567.1, 1)]


def test_only_the_most_frequent_of_many_odd_values_are_kept_but_all_are_counted(answers):
    read = answers([*range(100, 400), 250])
    assert (read.odd.n_values, read.odd.n_rows, len(read.odd.shown)) == (300, 301, 8)
    assert read.odd.shown[0].value == 250


def test_the_book_of_reasons_never_overflows():
    book = ReasonBook()
    numbers = [book.index(f"reason {i}") for i in range(400)]
    assert len(book.names) == MOST_REASONS
    assert set(numbers[-100:]) == {UNEXPLAINED}
    assert book.names[numbers[7]] == "reason 7"
    assert book.index("reason 7") == numbers[7]


def test_a_numeric_missing_code_never_means_an_answer_whose_code_is_a_text(
    dictionary, export, survey, four
):
    coded = dictionary(
        "q1: {type: likert, range: [1, 5], low: Agree, high: Disagree}",
        "q1: {type: likert, range: [1, 5]}\n  job: {type: categorical, labels: "
        "{aa: A, bb: B, cc: C, dd: D}, missing: {3: Refused, x: Refused}}",
    )
    read = survey(coded, export(four(job=["aa", "cc", "C", "x"])))
    assert read.responses["job"][:3].tolist() == [1, 3, 3]
    assert np.isnan(read.responses["job"][3])
    assert read.reasons[read.missing["job"][3]] == "Refused"


def test_a_number_is_no_answer_to_a_question_whose_codes_are_texts(
    dictionary, export, problems, four
):
    coded = dictionary(
        "q1: {type: likert, range: [1, 5], low: Agree, high: Disagree}",
        "q1: {type: likert, range: [1, 5]}\n  job: {type: categorical, labels: {aa: A, bb: B}}",
    )
    for given in ([1, 2, 1, 2], ["aa", "1", "bb", "aa"]):
        (problem,) = problems(coded, export(four(job=given)))
        assert "job has the code 1 in" in problem
