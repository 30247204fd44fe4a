"""What a data file says where its sources contradict each other: never more than is true."""

import numpy as np
import pytest

from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.scored_building import scored_survey


@pytest.fixture
def two(dictionary):
    """Lay out two files, one for each wave, each given as its columns and what it says."""

    def laid_out(early, late, *changes, keep=()):
        own = dictionary("  column: wave\n", "", *changes)
        portions = [Portion(export=one, waves=(i,)) for i, one in enumerate((early, late))]
        survey = assemble(own, portions, codes=True)
        return scored_survey(survey, portions, version="1", keep=keep)

    return laid_out


@pytest.fixture
def file(export):
    """Make a file of two sites with some columns."""

    def made(name="a.sav", columns=None, **said):
        sound = {"site": [1, 2], "q1": [1, 2], "q2": [1, 2]}
        return export({**sound, **(columns or {})}, name=name, **said)

    return made


def column(result, name):
    return next(column for column in result.columns if column.name == name)


def cells(result, name):
    data = column(result, name).data
    if isinstance(data, NumberColumn):
        return [None if np.isnan(x) else x for x in data.values.tolist()]
    return [data.levels[code] for code in data.codes]


def said(result, *words):
    return any(all(word in note for word in words) for note in result.notes)


REFUSED = {"value_labels": {"q1": {5.0: "Refused"}}, "missing_ranges": {"q1": ((5.0, 5.0),)}}
LABELLED = ("q1: {type: likert, range: [1, 5], low: Agree, high: Disagree}",
            "q1: {type: ordinal, labels: {1: Bad, 2: Fair, 5: Very good}}")  # fmt: skip


@pytest.mark.parametrize("late", [[5, 2], [1, 2]], ids=["given", "only declared"])
def test_an_answer_never_gets_the_label_of_a_missing_code(two, file, late):
    early = file(columns={"q1": [1, 5]}, **REFUSED)
    result = two(early, file("b.sav", {"q1": late}), *LABELLED)
    assert column(result, "q1").labels[5] == "Very good"
    assert (5, 5) not in column(result, "q1").missing
    assert cells(result, "q1") == [1, None, *late]
    assert said(result, "q1: 1 answer is empty", "in the dictionary")


def test_an_answer_without_a_label_gets_none_from_a_file_that_declares_it_missing(two, file):
    early = file(columns={"q2": [1, 5]}, value_labels={"q2": {5.0: "Refused"}},
                 missing_ranges={"q2": ((5.0, 5.0),)})  # fmt: skip
    result = two(early, file("b.sav", {"q2": [5, 2]}))
    assert 5 not in column(result, "q2").labels
    assert cells(result, "q2") == [1, None, 5, 2]


def test_numbers_within_the_range_that_a_file_declares_missing_stay_missing(two, file):
    """A range of numbers says what is possible, not which codes there are."""
    changes = ("  q1: {type", "  age: {type: number, range: [0, 120]}\n  q1: {type")
    early = file(columns={"age": [99, 50]}, missing_ranges={"age": ((98.0, 99.0),)})
    result = two(early, file("b.sav", {"age": [31, 40]}), *changes)
    assert cells(result, "age") == [99, 50, 31, 40]
    assert column(result, "age").missing == ((98, 99),)
    again = two(early, file("b.sav", {"age": [99, 40]}), *changes)
    assert cells(again, "age") == [None, 50, 99, 40]
    assert column(again, "age").missing == ()


def test_missing_codes_of_a_file_are_not_declared_where_answers_lie(two, file):
    """Nobody gave a 3, yet it is an answer; 6 and 7 are none, and occur."""
    said = {"missing_ranges": {"q2": ((3.0, 7.0),)}}
    result = two(file(columns={"q2": [7, 1]}, **said), file("b.sav", {"q2": [2, 6]}, **said))
    assert column(result, "q2").missing == ((8, 8), (9, 9), (6, 6), (7, 7))


def test_a_code_with_two_reasons_has_no_label_which_is_said_once_for_all_columns(two, file):
    def coded(name, text):
        labels = {6.0: text}
        return file(name, {"q1": [1, 6], "q2": [6, 1]},
                    value_labels={"q1": labels, "q2": labels},
                    missing_ranges={"q1": ((6.0, 6.0),), "q2": ((6.0, 6.0),)})  # fmt: skip

    result = two(coded("a.sav", "Refused"), coded("b.sav", "Cannot say"))
    for name in ("q1", "q2"):
        assert 6 not in column(result, name).labels
        assert (6, 6) in column(result, name).missing
    assert said(result, "q1, q2: the code 6 stands for different reasons", "(Refused, Cannot say)")
    agreed = two(coded("a.sav", "Refused"), coded("b.sav", "refused "))
    assert column(agreed, "q1").labels[6] == "Refused"
    assert not said(agreed, "different reasons")


def test_labels_on_which_files_disagree_are_left_out_and_said(two, file):
    early = file(value_labels={"q2": {2.0: "North", 3.0: "Mid"}})
    result = two(early, file("b.sav", value_labels={"q2": {2.0: "South", 3.0: "mid"}}))
    assert column(result, "q2").labels == {3: "Mid", 8: "Refused", 9: "Don't know"}
    assert said(result, "q2: the files contradict each other in their labels of 2")


def test_labels_said_to_be_wrong_are_not_written(two, file):
    changes = ("q2: {type: likert,", "q2: {type: likert, file_labels: ignore,")
    result = two(file(value_labels={"q2": {2.0: "North"}}), file("b.sav"), *changes)
    assert 2 not in column(result, "q2").labels


def test_a_kept_column_has_no_label_on_which_files_disagree(two, file):
    early = file(columns={"ward": [1, 2]}, value_labels={"ward": {1.0: "North", 3.0: "Mid"}})
    late = file("b.sav", {"ward": [1, 2]}, value_labels={"ward": {1.0: "South", 2.0: "East"}})
    result = two(early, late, keep=["ward"])
    assert column(result, "ward").labels == {2: "East", 3: "Mid"}
    assert said(result, "ward: the files contradict each other in their labels of 1,")


def test_a_kept_code_that_is_missing_here_and_an_answer_there_is_not_declared(two, file):
    early = file(columns={"pay": [99, 98]}, value_labels={"pay": {99.0: "Refused", 98.0: "DK"}},
                 missing_ranges={"pay": ((98.0, 99.0),)})  # fmt: skip
    late = file("b.sav", {"pay": [99, -1]}, missing_ranges={"pay": ((-1.0, -1.0),)})
    result = two(early, late, keep=["pay"])
    assert column(result, "pay").missing == ((98, 98), (-1, -1))
    assert column(result, "pay").labels == {98: "DK"}
    assert cells(result, "pay") == [99, 98, 99, -1]
    assert said(result, "pay: one file declares 99 missing where another has answers")


def test_what_no_file_contradicts_is_declared_as_the_files_have_it(two, file):
    early = file(columns={"pay": [99, 5]}, missing_ranges={"pay": ((90.0, np.inf),)})
    result = two(early, file("b.sav", {"pay": [7, 8]}), keep=["pay"])
    assert column(result, "pay").missing == ((90, np.inf),)
    assert not said(result, "pay:")


def test_numbers_written_as_text_join_labelled_numbers(two, file):
    early = file(columns={"pay": [1, 99]}, value_labels={"pay": {1.0: "Low"}},
                 missing_ranges={"pay": ((99.0, 99.0),)})  # fmt: skip
    result = two(early, file("b.csv", {"pay": ["1", "2,5"]}, decimal=","), keep=["pay"])
    assert cells(result, "pay") == [1, 99, 1, 2.5]
    assert column(result, "pay").labels == {1: "Low"}
    assert column(result, "pay").missing == ((99, 99),)


def test_numbers_that_must_become_texts_keep_their_labels_which_is_said(two, file):
    early = file(columns={"pay": [1, 99]}, value_labels={"pay": {1.0: "Low", 98.0: "DK"}},
                 missing_ranges={"pay": ((90.0, 99.0),)})  # fmt: skip
    result = two(early, file("b.csv", {"pay": ["1", "much"]}), keep=["pay"])
    assert cells(result, "pay") == ["1", "99", "1", "much"]
    assert column(result, "pay").labels == {"1": "Low", "98": "DK"}
    assert column(result, "pay").missing == (("98", "98"), ("99", "99"))
    assert said(result, "pay: holds numbers in a.sav and texts in b.csv")


CODED = ("  q1: {type", "  job: {type: categorical, labels: {clerk: Clerk, other: Other}, "
         "missing: {x: Refused}}\n  q1: {type")  # fmt: skip


def test_codes_that_are_texts_are_numbered_with_their_reasons_which_is_said(two, file):
    early = file(columns={"job": ["clerk", "x"]})
    result = two(early, file("b.sav", {"job": ["other", ""]}), *CODED)
    job = column(result, "job")
    assert cells(result, "job") == [1, 3, 2, None]
    assert job.labels == {1: "Clerk", 2: "Other", 3: "Refused"}
    assert job.missing == ((3, 3),)
    assert said(result, "job: codes that are texts are written as numbers (1 clerk, 2 other, 3 Ref")


def test_a_file_that_declares_a_text_missing_without_a_word_gets_a_number_for_it(two, file):
    early = file(columns={"job": ["clerk", "zz"]}, missing_ranges={"job": (("zz", "zz"),)})
    result = two(early, file("b.sav", {"job": ["other", "x"]}), *CODED)
    assert cells(result, "job") == [1, 4, 2, 3] or cells(result, "job") == [1, 3, 2, 4]
    assert len(column(result, "job").missing) == 2
    assert sorted(column(result, "job").labels.values()) == ["Clerk", "Other", "Refused"]


def test_respondents_without_a_weight_or_with_none_of_it_are_counted(two, file):
    changes = ("{title: Made by hand}", "{title: Made by hand, weight: wt}")
    result = two(file(columns={"wt": [1, None]}), file("b.sav", {"wt": [0, None]}), *changes)
    assert said(result, "2 without a weight and 1 with the weight 0, of 4 respondents")
    sound = two(file(columns={"wt": [1, 2]}), file("b.sav", {"wt": [1, 2]}), *changes)
    assert not said(sound, "Weight:")
