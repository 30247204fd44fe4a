"""What `score` writes of raked weights and of clusters."""

import numpy as np
import pytest

from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.scored_building import scored_survey

SEX = "  q1: {type: likert,"
DECLARED = "  sex: {type: categorical, labels: {1: Man, 2: Woman}}\n"


@pytest.fixture
def scored(dictionary, export):
    """Score twelve respondents under a dictionary with this under `survey`."""

    def scoring(under, more="", keep=(), **columns):
        own = dictionary(
            "{title: Made by hand}", f"{{title: X, {under}}}", SEX, DECLARED + more + SEX
        )
        rows = {
            "wave": [1, 2] * 6, "site": [1, 1, 2, 2] * 3, "sex": [1] * 4 + [2] * 4 + [1] * 4,
            "q1": [1, 2, 3, 4] * 3, "q2": [5, 4, 3, 2] * 3, "wt": [1, 1, 2, 2] * 3,
            "street": [7, 8, 7, None] * 3,
        }  # fmt: skip
        file = export({**rows, **columns}, weight="wt")
        portions = [Portion(export=file, waves=(0, 1))]
        survey = assemble(own, portions, codes=True)
        return scored_survey(survey, portions, version="1", keep=keep)

    return scoring


def names_of(result):
    return [column.name for column in result.columns]


def column(result, name):
    return next(column for column in result.columns if column.name == name)


def test_raked_weights_are_a_column_by_which_spss_files_are_weighted(scored):
    result = scored("weight: {targets: {sex: {1: 50, 2: 50}}}")
    weight = column(result, "weight_raked")
    assert weight.label == "Weight, raked to sex"
    assert np.array_equal(weight.data.values, result.survey.weight)
    assert result.weighted_by == "weight_raked"
    assert "wt" not in names_of(result)
    assert not [note for note in result.notes if "not weighted" in note]
    assert [note for note in result.notes if "WEIGHT BY them" in note]


def test_the_weights_that_raking_starts_from_go_along(scored):
    result = scored("weight: {targets: {sex: {1: 50, 2: 50}}, start: wt}")
    at = names_of(result).index("weight_raked")
    assert names_of(result)[at + 1] == "wt"
    assert column(result, "wt").data.values.tolist() == [1, 1, 2, 2] * 3


def test_a_declared_start_stands_among_the_answers_once(scored):
    written = "weight: {targets: {sex: {1: 50, 2: 50}}, start: wt}"
    result = scored(written, "  wt: {type: number}\n")
    assert names_of(result).count("wt") == 1
    assert "wt_2" not in names_of(result)


def test_what_is_kept_is_not_written_twice(scored):
    written = "weight: {targets: {sex: {1: 50, 2: 50}}, start: wt}, cluster: street"
    result = scored(written, keep=("wt", "street"))
    assert [note for note in result.notes if note.startswith("--keep")] == [
        "--keep wt: is there already, as 'wt'.",
        "--keep street: is there already, as 'street'.",
    ]
    assert len(names_of(result)) == len(set(names_of(result)))


@pytest.mark.parametrize("declared", ["", "  street: {type: text}\n", "  street: {type: number}\n"])
def test_the_cluster_is_written_once(scored, declared):
    result = scored("weight: none, cluster: street", declared)
    street = column(result, "street").data.values
    assert street == pytest.approx([7, 8, 7, np.nan] * 3, nan_ok=True)
    assert names_of(result).count("street") == 1
