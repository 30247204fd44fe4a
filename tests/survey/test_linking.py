"""The same person in several waves: one number, whatever the file does to the id."""

import pytest

PANEL = ("{title: Made by hand}", "{title: X, design: panel, id: pid}")


@pytest.fixture
def people(dictionary, export, survey, four):
    """Link four respondents, two in each wave, by their ids."""

    def linked(ids, **said):
        return survey(dictionary(*PANEL), export(four(pid=ids), **said)).person.tolist()

    return linked


def test_cross_sections_link_nobody(dictionary, export, survey, four):
    assert survey(dictionary(), export(four())).person is None


@pytest.mark.parametrize(
    "ids",
    [
        [17, 18, 18, 17],
        ["17", " 18", "18.0", "17.00"],
        ["café", "b", "b", "cafe\u0301"],
        [1234567890123456, 1234567890123457, 1234567890123457, 1234567890123456],
        [0.5, 2, 2, 0.5],
    ],
)
def test_the_same_id_is_the_same_person(people, ids):
    a, b, c, d = people(ids)
    assert (a, b) == (d, c)
    assert a != b


@pytest.mark.parametrize("ids", [["7", "007", "x", "y"], ["a", "A", "x", "y"], [7, 8, 9, 10]])
def test_ids_that_differ_are_different_people(people, ids):
    assert len(set(people(ids))) == 4


def test_an_id_is_the_same_in_a_number_and_in_a_text_column(dictionary, export, survey, four):
    first, second = (
        four(wave=[1] * 4, pid=[17, 18, 19, 20]),
        four(wave=[2] * 4, pid=["20", "19", "x", "17"]),
    )
    made = survey(dictionary(*PANEL), export(first, name="a"), export(second, name="b"))
    a, b, c, d, *later = made.person.tolist()
    assert (later[0], later[1], later[3]) == (d, c, a)
    assert later[2] not in {a, b, c, d}


@pytest.mark.parametrize("ids", [[17, None, None, 17], ["17", "", "  ", "17"]])
def test_blank_ids_are_nobody_and_never_one_person(people, ids):
    a, b, c, d = people(ids)
    assert (b, c) == (-1, -1)
    assert a == d >= 0


def test_user_missing_ids_are_nobody(people):
    assert people([17, 99, 99, 17], missing_ranges={"pid": ((99.0, 99.0),)})[1:3] == [-1, -1]


def test_na_is_an_id_as_any_text(people):
    a, _, c, _ = people(["NA", "b", "NA", "d"], coded_missing=frozenset({"NA"}))
    assert a == c >= 0


def test_an_id_twice_in_a_wave_is_refused_with_its_rows_and_not_repeated(
    dictionary, export, problems, four
):
    file = export(four(pid=["Mary", "Mary", "b", "c"]), row_word="line", first_row=2)
    (problem,) = problems(dictionary(*PANEL), file)
    assert problem.startswith(
        "column 'pid': 1 id stands more than once in one wave "
        "(first in T1: x.sav line 2, x.sav line 3);"
    )
    assert "Mary" not in problem


def test_the_rows_of_a_repeated_id_are_those_of_the_file(dictionary, export, problems):
    columns = {
        "wave": [1, 2, 2, 2, 2],
        "site": [1, None, 1, 2, 1],
        "pid": ["a", "x", "y", "z", "y"],
        "q1": [1] * 5,
        "q2": [1] * 5,
    }
    (problem,) = problems(dictionary(*PANEL), export(columns))
    assert "(first in T2: x.sav case 3, x.sav case 5)" in problem


def test_a_missing_id_column_is_named(dictionary, export, problems, four):
    (problem,) = problems(dictionary(*PANEL), export(four(PID_=[1, 2, 1, 2])))
    assert problem.startswith("x.sav has no column 'pid' (survey.id, survey.yaml:2).")
    assert "'PID_'" in problem


def test_the_id_may_change_its_name_with_the_wave_in_one_file(dictionary, export, survey, four):
    renamed = dictionary(*PANEL, "  q2:", "  pid: {type: text, names: {T2: number}}\n  q2:")
    columns = four(pid=["a", "b", "", ""], number=["", "", "b", "a"])
    assert survey(renamed, export(columns)).person.tolist() == [0, 1, 1, 0]
