"""Multiple responses in a data file: codes as they are, words as ticks."""

import numpy as np
import pytest

from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.scored_building import scored_survey


@pytest.fixture
def written(dictionary, export):
    """Lay out a survey with a question `news` and give its columns by name."""

    def columns(body, **cells):
        own = dictionary("  q1: {type", f"  news: {{type: multiple, {body}}}\n  q1: {{type")
        sound = {"wave": [1, 1, 2, 2], "site": [1, 2, 1, 2], "q1": [1] * 4, "q2": [1] * 4}
        portions = [Portion(export=export({**sound, **cells}), waves=(0, 1))]
        result = scored_survey(assemble(own, portions, codes=True), portions, version="1")
        return {column.name: column for column in result.columns}

    return columns


def values(column):
    assert isinstance(column.data, NumberColumn)
    return [None if np.isnan(x) else x for x in column.data.values.tolist()]


def test_codes_go_along_as_they_are(written):
    made = written("columns: [a, b], counted: 1", a=[1, 0, 9, None], b=[0, 1, 9, 1])
    assert values(made["a"]) == [1, 0, 9, None]
    assert values(made["b"]) == [0, 1, 9, 1]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        (
            "columns: [a], separator: ', ', labels: {p: Paper, r: Radio}, out_of_range: missing",
            {"a": ["Paper, my own words", "", "8", "Radio, Paper"]},
        ),
        (
            "columns: [a, b], labels: {p: Paper, r: Radio}, out_of_range: missing",
            {"a": ["Paper", "", "8", "Radio"], "b": ["my own words", "", "", "Paper"]},
        ),
    ],
)
def test_words_are_written_as_ticks_and_nobodys_own_words_at_all(written, body, cells):
    made = written(body, **cells)
    assert values(made["news_p"]) == [1, 0, None, 1]
    assert values(made["news_r"]) == [0, 0, None, 1]
    assert made["news_p"].label == "news: Paper"
    assert made["news_p"].labels == {0: "not ticked", 1: "ticked"}
    assert not {"a", "b"} & made.keys()
    assert "own words" not in repr(made)
