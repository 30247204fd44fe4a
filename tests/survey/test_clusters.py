"""Respondents who share something have one cluster number."""

import pytest

CLUSTER = ("{title: Made by hand}", "{title: X, cluster: street}")
DECLARED = (
    "  q1: {type: likert,",
    "  street: {type: text, names: {T2: road}}\n  q1: {type: likert,",
)


def test_without_a_declared_cluster_there_is_none(dictionary, survey, export, four):
    assert survey(dictionary(), export(four())).cluster is None


@pytest.mark.parametrize("values", [[5, 5, 9, 5], ["High St", "High St ", "Low St", "High St"]])
def test_the_same_value_is_the_same_cluster_in_every_wave_and_site(
    dictionary, survey, export, four, values
):
    found = survey(dictionary(*CLUSTER), export(four(street=values)))
    assert found.cluster.tolist() == [0, 0, 1, 0]
    assert found.notes == ()


def test_the_same_value_is_the_same_cluster_in_every_file(dictionary, survey, export, four):
    own = dictionary(
        *CLUSTER, "T1: {code: 1,", "T1: {code: 1, file: x.sav,", "T2: {code: 2,",
        "T2: {code: 2, file: y.sav,",
    )  # fmt: skip
    files = [
        export(four(wave=[wave] * 4, street=streets), name=name)
        for wave, name, streets in ((1, "x.sav", [3, 3, 4, 5]), (2, "y.sav", [5, 6, 3, 3]))
    ]
    assert survey(own, *files).cluster.tolist() == [0, 0, 1, 2, 2, 3, 0, 0]


def test_a_blank_or_missing_one_is_unknown_and_counted(dictionary, survey, export, four):
    file = export(four(street=[5, None, 99, 5]), missing_ranges={"street": ((99.0, 99.0),)})
    found = survey(dictionary(*CLUSTER), file)
    assert found.cluster.tolist() == [0, -1, -1, 0]
    assert found.notes == (
        "2 of 4 respondents have no cluster ('street', survey.cluster); each counts as a cluster "
        "of its own.",
    )


def test_a_declared_variable_says_its_column_in_each_wave(dictionary, survey, export, four):
    found = survey(
        dictionary(*CLUSTER, *DECLARED),
        export(four(street=["a", "b", "", ""], road=["", "", "b", "c"])),
    )
    assert found.cluster.tolist() == [0, 1, 1, 2]


def test_a_column_that_is_not_there_is_refused(dictionary, problems, export, four):
    found = problems(dictionary(*CLUSTER), export(four(streets=[1, 1, 2, 2])))
    assert found == (
        "x.sav has no column 'street' (survey.cluster, survey.yaml:2).\nDid you mean 'streets'?",
    )
