"""A second coder's coding holds the same themes, and is no measure."""

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import DictionaryError

TEXT = """\
format: 1
survey: {{title: t}}
waves: {{baseline: T1, endline: T1, values: {{T1: {{file: a}}}}}}
variables:
  like: {{type: multiple, {}}}
  again: {{{}}}
  third: {{type: multiple, columns: [z], labels: {{1: Parks, 2: People}}}}
  age: {{type: number}}
"""
LABELS = "labels: {1: Parks, 2: People}"
FIRST = f"columns: [a, b], second_coder: again, {LABELS}"
SECOND = f"type: multiple, columns: [c, d], {LABELS}"
BOXES = "columns: [a, b], counted: 1, second_coder: again, labels: {a: Parks, b: People}"


@pytest.fixture
def read(tmp_path):
    def reading(first=FIRST, second=SECOND, more=""):
        path = tmp_path / "d.yaml"
        path.write_text(TEXT.format(first, second) + more, encoding="utf-8")
        return read_dictionary(path)

    return reading


@pytest.fixture
def wrong(read):
    def problem(*arguments):
        with pytest.raises(DictionaryError) as caught:
            read(*arguments)
        (only,) = caught.value.problems
        return only

    return problem


def test_a_second_coding_is_named_and_is_no_measure(read):
    dictionary = read()
    assert dictionary.variables["like"].second_coder == "again"
    assert dictionary.variables["again"].second_coder is None
    assert dictionary.measures == ("like", "third", "age")
    assert {key for family in dictionary.families for key in family.measures} == {
        "like",
        "third",
        "age",
    }


def test_who_has_no_entry_was_not_coded_again_unless_it_says_so(read):
    assert read().variables["again"].base == "answered"
    assert read().variables["like"].base == "asked"
    assert read(FIRST, f"{SECOND}, base: asked").variables["again"].base == "asked"


@pytest.mark.parametrize(
    "second",
    [
        "type: multiple, columns: [c, d], counted: 1, labels: {1: Parks, 2: People}",
        "type: multiple, columns: [c, d], counted: 1, labels: {c: parks, d: PEOPLE}",
        "type: multiple, columns: [c, d], counted: 1",
    ],
)
def test_boxes_are_the_same_by_their_places_and_labels(read, second):
    assert read(BOXES, second).variables["like"].second_coder == "again"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (FIRST.replace("again", "agian"), SECOND, "called 'agian' (did you mean 'again'"),
        (FIRST.replace("again", "like"), SECOND, "'like' names itself"),
        (FIRST.replace("again", "age"), SECOND, "'age' is number; a second coding is type: mult"),
        (FIRST, f"{SECOND}, second_coder: third", "two codings are compared, not a chain"),
        (FIRST, SECOND.replace("2: People", "3: People"), "2 is in the labels of one coding only"),
        (FIRST, SECOND.replace("2: People", "2: Folk"), "calls 2 'Folk' and not 'People'"),
        (FIRST, "type: multiple, columns: [c, d], counted: 1", "is coding: dichotomies, but this"),
        (BOXES, "type: multiple, columns: [c], counted: 1", "has 1 columns, but this one 2"),
        (BOXES, "type: multiple, columns: [c, d], counted: 1, labels: {1: People, 2: Parks}",
         "column 1 is 'Parks' here and 'People' in 'again'"),
    ],
)  # fmt: skip
def test_a_second_coding_of_other_things_is_refused_where_it_stands(wrong, first, second, said):
    problem = wrong(first, second)
    assert problem.startswith("d.yaml:5: variables.like.second_coder: ")
    assert said in problem


def test_two_questions_have_no_second_coder_in_common(wrong):
    more = f"  fourth: {{type: multiple, columns: [y], second_coder: again, {LABELS}}}\n"
    assert "'again' is the second coding of 'like' already" in wrong(FIRST, SECOND, more)


def test_a_second_coding_stands_in_no_family(wrong):
    more = "analysis: {families: {main: {measures: [like, again]}}}\n"
    assert "stands in the family 'main', but a second coding is no measure" in wrong(
        FIRST, SECOND, more
    )


def test_only_multiple_responses_are_coded(wrong):
    more = "  job: {type: categorical, labels: {1: a, 2: b}, second_coder: third}\n"
    assert "is for type: multiple, whose answers somebody has coded" in wrong(FIRST, SECOND, more)


def test_it_is_said_together_with_all_that_is_wrong_elsewhere(read):
    with pytest.raises(DictionaryError) as caught:
        read(
            FIRST.replace("again", "agian"), SECOND, "scales: {s: {items: [agee], better: high}}\n"
        )
    assert sorted("second_coder" in problem for problem in caught.value.problems) == [False, True]


def test_nothing_is_said_of_a_second_coding_whose_own_entry_is_wrong(read):
    with pytest.raises(DictionaryError) as caught:
        read(FIRST, f"{SECOND}, colour: red")
    assert not any("second_coder" in problem for problem in caught.value.problems)
