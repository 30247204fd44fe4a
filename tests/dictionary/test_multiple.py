"""What a dictionary may say of a question of which several answers may be ticked."""

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import DictionaryError

TEXT = """\
format: 1
survey: {{title: t}}
waves:
  baseline: T1
  endline: T2
  values: {{T1: {{file: a}}, T2: {{file: b, names: "{{name}}_t2"}}}}
missing: {{codes: {{1: No, 8: Refused}}}}
variables:
  news: {{type: multiple, {}}}
"""


@pytest.fixture
def news(tmp_path):
    def read(body):
        path = tmp_path / "d.yaml"
        path.write_text(TEXT.format(body), encoding="utf-8")
        return read_dictionary(path).variables["news"]

    return read


@pytest.fixture
def wrong(news):
    def problems(body):
        with pytest.raises(DictionaryError) as caught:
            news(body)
        return caught.value.problems

    return problems


def test_columns_follow_the_patterns_of_waves_and_their_own_names(news):
    made = news("columns: {a: , b: {T2: other}, c: {T1: null}, d: plain}, counted: 1")
    assert made.columns == ("a", "b", "c", "d")
    assert made.column_names == {
        "a": {"T1": "a", "T2": "a_t2"},
        "b": {"T1": "b", "T2": "other"},
        "c": {"T2": "c_t2"},
        "d": {"T1": "plain", "T2": "plain"},
    }
    assert news("columns: [a, b], counted: 1").column_names["b"] == {"T1": "b", "T2": "b_t2"}


def test_a_wave_that_did_not_ask_has_none_of_the_columns(news):
    made = news("columns: [a, b], counted: 1, names: {T1: null}")
    assert made.column_names == {"a": {"T2": "a_t2"}, "b": {"T2": "b_t2"}}
    assert made.names.keys() == {"T2"}


def test_the_coding_follows_from_what_is_said(news):
    assert news("columns: [a], counted: 1").coding == "dichotomies"
    assert news("columns: [a], labels: {1: x}").coding == "categories"
    assert news("columns: [a], labels: {1: x}").base == "asked"


def test_a_missing_code_of_the_survey_is_one_unless_it_is_a_tick_or_a_box(news):
    assert news("columns: [a, b], counted: 2, labels: {1: x, 2: y}").missing.keys() == {1, 8}
    assert news("columns: [a, b], counted: 1").missing.keys() == {8}
    assert news("columns: [a], labels: {1: x, 2: y}").missing.keys() == {8}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("label: x", "type: multiple needs `columns`"),
        ("columns: [a]", "coding: categories needs `labels`, the answers; or give `counted`"),
        ("columns: [a], coding: dichotomies", "needs `counted`, the code that marks a box"),
        ("columns: [a], coding: categories, counted: 1, labels: {1: x}", "is for coding: dich"),
        ("columns: [a], counted: 1, separator: ';'", "`separator` is for coding: categories"),
        ("columns: [a], counted: 1, labels: {aa: x}", "'aa' is not one of the columns"),
        ("columns: [a], counted: 1, labels: {2: x}", "2 is no column: number them from 1 to 1"),
        ("columns: [a, a], counted: 1", "'a' is named for two of the columns"),
        ("columns: {a: x, b: {T1: x}}, counted: 1", "'x' is named for two of the columns"),
        ("columns: {a: {T3: x}}, counted: 1", "there is no wave 'T3'"),
        ("columns: [a], counted: 1, names: b", "only says where it was not asked"),
        ("columns: [a], counted: 1, names: {T2: b}", "only says where it was not asked"),
        ("columns: [a], counted: 1, missing: {1: No}", "1 stands for missing but is an answer"),
        ("columns: [a], labels: {1: x, 2: X}", "1 and 2 have the same label"),
    ],
)
def test_contradictions_are_told_where_they_stand(wrong, body, said):
    (problem,) = wrong(body)
    assert said in problem
    assert "d.yaml:9" in problem


@pytest.mark.parametrize("columns", ["3", "{a: 3}", "[[a]]", "{a: {T1: [x]}}"])
def test_columns_of_another_shape_are_refused_in_one_sentence(wrong, columns):
    (problem,) = wrong(f"columns: {columns}, counted: 1")
    assert "d.yaml:9" in problem
