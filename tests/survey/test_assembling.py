"""From exports to a survey: every row accounted for, every problem said at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.survey.assembling import Portion, assemble, columns_needed

VALUES = st.sampled_from([None, 1, 2, 3, 99])


def test_answers_of_several_files_follow_one_another(dictionary, export, survey, four):
    first = export(four(wave=[1] * 4, q1=[1, 2, 3, 4]), name="a")
    second = export(four(wave=[2] * 4, q1=[5, 8, None, 1]), name="b")
    made = survey(dictionary(), first, second)
    assert np.nan_to_num(made.responses["q1"]).tolist() == [1, 2, 3, 4, 5, 0, 0, 1]
    assert [made.reasons[i] for i in made.missing["q1"][4:]] == ["", "Refused", "empty", ""]
    assert [(i.name, i.n_rows, i.n_used) for i in made.inputs] == [("a", 4, 4), ("b", 4, 4)]
    assert made.cell.tolist() == [0, 2, 0, 2, 1, 3, 1, 3]


def test_in_one_long_file_a_column_may_hold_one_wave_only(dictionary, export, survey, four):
    renamed = dictionary("low: Agree, high: Disagree}", "names: {T2: q1_new}}")
    columns = four(q1=[1, 2, None, None], q1_new=[None, None, 4, 3])
    assert survey(renamed, export(columns)).responses["q1"].tolist() == [1, 2, 4, 3]


def test_columns_that_differ_by_wave_are_read_after_another_file(dictionary, export, four):
    renamed = dictionary(
        "{code: 2, label: Time Two}", "{code: 2}\n    T3: {code: 3}",
        "low: Agree, high: Disagree}", "names: {T3: q1_new}}",
    )  # fmt: skip
    first, rest = (
        four(wave=[1] * 4),
        four(wave=[2, 3, 3, 2], q1=[5, None, None, 4], q1_new=[0, 1, 2, 0]),
    )
    made = assemble(
        renamed,
        [Portion(export=export(first), waves=(0,)), Portion(export=export(rest), waves=(1, 2))],
    )
    assert made.responses["q1"].tolist() == [1, 2, 3, 4, 5, 1, 2, 4]


def test_a_problem_of_waves_side_by_side_is_said_once(dictionary, export, problems, four):
    wide = dictionary("  column: wave\n", "", "Time Two}", 'Time Two, names: "{name}_t2"}')
    columns = four(q1_t2=[1] * 4, q2_t2=[1] * 4)
    del columns["site"]
    (problem,) = problems(wide, export(columns))
    assert "no column 'site'" in problem


def test_one_column_may_serve_two_variables(dictionary, export, survey, four):
    doubled = dictionary("  q2:", "  again: {type: likert, range: [1, 5], names: q1}\n  q2:")
    made = survey(doubled, export(four()))
    assert made.responses["again"].tolist() == made.responses["q1"].tolist()


def test_text_and_dates_are_not_stored(dictionary, export, survey, four):
    spoken = dictionary("  q2:", "  said: {type: text}\n  day: {type: date}\n  q2:")
    assert set(survey(spoken, export(four())).responses) == {"q1", "q2"}


def test_the_columns_to_read_are_those_of_the_waves_in_the_file(dictionary):
    made = dictionary(
        "{title: Made by hand}", "{title: X, id: pid}",
        "Time Two}", 'Time Two, names: "{name}_t2"}',
        "  q2:", "  said: {type: text}\n  q2:",
    )  # fmt: skip
    assert columns_needed(made, [0]) == {"wave", "site", "q1", "q2", "pid"}
    assert columns_needed(made, [1]) == {"wave", "site", "q1_t2", "q2_t2", "pid"}


def test_an_absent_item_is_named_with_the_wave_in_which_it_is_lacking(
    dictionary, export, problems, four
):
    second = four(wave=[2] * 4)
    second["q1b"] = second.pop("q1")
    (problem,) = problems(dictionary(), export(four(wave=[1] * 4)), export(second, name="b.sav"))
    assert problem == (
        "b.sav has no column 'q1' (variables.q1, survey.yaml:17).\n"
        "Did you mean 'q1b'?\n"
        "If it was renamed: q1: {names: {T2: q1b}}\n"
        "If T2 did not ask it: q1: {names: {T2: null}}"
    )


def test_the_column_of_another_variable_is_not_suggested(dictionary, export, problems, four):
    renamed = dictionary("  q1: {", "  q1: {names: item_1, ", "  q2: {", "  q2: {names: item_2, ")
    (problem,) = problems(renamed, export(four(item_2=[1, 2, 3, 4])))
    assert "Did you mean" not in problem
    assert "If it was renamed: q1: {names: {T1: ITS_COLUMN}}\n" in problem


def test_out_of_range_names_file_column_code_count_first_row_and_line(dictionary, export, problems):
    columns = {
        "wave": [1, 1, 2, 2, 2],
        "site": [None, 1, 1, 2, 2],
        "q1": [0, 1, 0, 0, 2],
        "q2": [1, 1, 1, 1, 1],
    }
    file = export(columns, row_word="line", first_row=2, value_labels={"q1": {0.0: "Not asked"}})
    (problem,) = problems(dictionary(), file)
    assert problem.splitlines() == [
        "x.sav: q1 has the code 0 in 2 rows (first: line 4), outside 1-5 and not declared missing "
        "(survey.yaml:17).",
        'Label in the file: 0 = "Not asked".',
        "If it means no answer: missing: {8: Refused, 9: Don't know, 0: Not asked}.",
        "To take all such values as missing, counted: --out-of-range missing",
    ]


def test_following_the_advice_cures_the_problem(dictionary, export, survey, problems, four):
    file = export(four(q2=[1, 8, 0, "n/a: x"] and [1, 8, 0, 0]))
    (problem,) = problems(dictionary(), file)
    advice = problem.partition("no answer: ")[2].partition(".\n")[0]
    cured = dictionary("  q2: {type: likert,", f"  q2: {{{advice}, type: likert,")
    made = survey(cured, file)
    assert [made.reasons[i] for i in made.missing["q2"]] == ["", "Refused", "why", "why"]


@pytest.mark.parametrize("where", ["survey", "variable", "option"])
def test_out_of_range_answers_may_be_taken_as_missing_and_are_counted(
    dictionary, export, survey, four, where
):
    changes = {
        "survey": ("{title: Made by hand}", "{title: X, out_of_range: missing}"),
        "variable": ("  q2: {", "  q2: {out_of_range: missing, "),
        "option": (),
    }[where]
    file = export(four(q2=[0, 1, 7, 7]))
    made = survey(dictionary(*changes), file, tolerant=where == "option")
    assert [made.reasons[i] for i in made.missing["q2"]] == [
        "out_of_range",
        "",
        *["out_of_range"] * 2,
    ]
    assert made.notes == ("x.sav: q2: 3 rows outside 1-5 (7, 0) taken as missing (out_of_range).",)


def test_a_variable_may_be_strict_in_a_lenient_survey(dictionary, export, problems, four):
    made = dictionary(
        "{title: Made by hand}", "{title: X, out_of_range: missing}",
        "  q2: {", "  q2: {out_of_range: error, ",
    )  # fmt: skip
    (problem,) = problems(made, export(four(q1=[0, 1, 1, 1], q2=[0, 1, 1, 1])))
    assert problem.startswith("x.sav: q2 has the code 0")


def test_all_problems_come_at_once_and_none_twice(dictionary, export, problems, four):
    columns = four(site=[1, 3, 3, 1], q1=[0, 0, 1, 1])
    del columns["q2"], columns["wave"]
    found = problems(dictionary(), export(columns, weight="wt"))
    assert len(found) == len(set(found)) == 5
    for part in ("WEIGHT BY wt", "no column 'wave'", "3 (2)", "no column 'q2'", "the code 0"):
        assert sum(part in problem for problem in found) == 1


def test_notes_of_the_files_come_first(dictionary, export, survey, four):
    made = survey(dictionary(), export(four(site=[1, None, 1, 1]), notes=("It was windows-1252.",)))
    assert made.notes == ("It was windows-1252.", "x.sav: 1 row left out (no site recorded).")


@st.composite
def columns(draw):
    n = draw(st.integers(1, 30))
    return {
        name: draw(st.lists(VALUES, min_size=n, max_size=n))
        for name in ("wave", "site", "q1", "q2")
    }


@settings(max_examples=200, deadline=None)
@given(data=columns())
def test_every_row_is_used_or_left_out_for_a_named_reason(lenient, export, survey, data):
    data = {
        name: [*values, 1, 2] if name == "wave" else [*values, 1, 1]
        for name, values in data.items()
    }
    file = export(data)
    made = survey(lenient, file)
    (used,) = made.inputs
    assert used.n_rows == file.n_rows == used.n_used + sum(used.left_out.values())
    assert used.n_used == made.n == len(made.site) == len(made.responses["q1"])
    good = [w in (1, 2) and s in (1, 2) for w, s in zip(data["wave"], data["site"], strict=True)]
    assert made.n == sum(good)
    blank = [w in (1, 2) and s is None for w, s in zip(data["wave"], data["site"], strict=True)]
    assert used.left_out.get("no site recorded", 0) == sum(blank)
    for answers, missing in zip(made.responses.values(), made.missing.values(), strict=True):
        assert np.array_equal(np.isnan(answers), missing != 0)
    assert np.nanmin(made.responses["q1"]) >= 1
    assert np.nanmax(made.responses["q1"]) <= 5


@pytest.fixture(scope="module")
def lenient(tmp_path_factory):
    path = tmp_path_factory.mktemp("lenient") / "survey.yaml"
    path.write_text(LENIENT, encoding="utf-8")
    return read_dictionary(path)


@settings(max_examples=50, deadline=None)
@given(data=columns(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_respondents_changes_no_account(lenient, export, survey, data, seed):
    data = {
        name: [*values, 1, 2] if name == "wave" else [*values, 1, 1]
        for name, values in data.items()
    }
    order = np.random.default_rng(seed).permutation(len(data["wave"]))
    shuffled = {name: [values[i] for i in order] for name, values in data.items()}
    one, other = survey(lenient, export(data)), survey(lenient, export(shuffled))
    assert dict(one.inputs[0].left_out) == dict(other.inputs[0].left_out)
    rows = [sorted(zip(s.cell, *s.missing.values(), strict=True)) for s in (one, other)]
    assert rows[0] == rows[1]


LENIENT = """\
format: 1
survey: {title: X, out_of_range: missing}
waves:
  column: wave
  other: leave_out
  baseline: T1
  endline: T2
  values: {T1: {code: 1}, T2: {code: 2}}
sites: {column: site, other: leave_out, values: {a: {code: 1}, b: {code: 2}}}
variables: {q1: {type: likert, range: [1, 5]}, q2: {type: likert, range: [1, 5]}}
"""
