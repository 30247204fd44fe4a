"""An item that a wave did not ask: said in the dictionary, and never taken for something else."""

import numpy as np

UNASKED = "low: Agree, high: Disagree}", "low: Agree, high: Disagree, names: {T1: null}}"
ALONE = "items: [q1, q2]", "items: [q2]"


def test_a_question_that_one_wave_did_not_ask_is_missing_there(dictionary, export, survey, four):
    columns = four()
    made = survey(dictionary(*UNASKED, *ALONE), export(columns))
    assert np.nan_to_num(made.responses["q1"]).tolist() == [0, 0, 3, 4]
    assert [made.reasons[i] for i in made.missing["q1"]] == ["not asked", "not asked", "", ""]


def test_its_column_need_not_be_in_that_waves_file(dictionary, export, survey, four):
    first = four(wave=[1] * 4)
    del first["q1"]
    second = four(wave=[2] * 4)
    made = survey(dictionary(*UNASKED, *ALONE), export(first), export(second, name="b"))
    assert np.isnan(made.responses["q1"]).tolist() == [True] * 4 + [False] * 4


def test_a_column_that_is_not_there_is_told_how_to_say_so(dictionary, export, problems, four):
    first = four(wave=[1] * 4)
    del first["q1"]
    (problem,) = problems(dictionary(), export(first), export(four(wave=[2] * 4), name="b"))
    assert "If T1 did not ask it: q1: {names: {T1: null}}" in problem
