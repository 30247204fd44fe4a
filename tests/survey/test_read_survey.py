"""Which file holds which waves, and what is refused before anything is read."""

import pytest

from lpsstats.errors import DataError, DictionaryError, UsageError
from lpsstats.files.survey import read_survey

HEADER = "wave,site,q1,q2\n"
BY_FILE = (
    "T1: {code: 1,", "T1: {code: 1, file: t1.csv,",
    "T2: {code: 2,", "T2: {code: 2, file: t2.csv,",
)  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def writing(name, *rows, header=HEADER):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return writing


@pytest.fixture
def two_files(write):
    return write("t1.csv", "1,1,1,1", "1,2,2,2"), write("t2.csv", "2,1,3,3")


def q1(survey):
    return survey.responses["q1"].tolist()


def test_the_dictionary_names_the_files(dictionary, two_files):
    survey = read_survey(dictionary(*BY_FILE))
    assert q1(survey) == [1, 2, 3]
    assert [i.name for i in survey.inputs] == ["t1.csv", "t2.csv"]


def test_one_file_on_the_command_line_holds_all_waves(dictionary, write):
    survey = read_survey(dictionary(), [write("all.csv", "1,1,1,1", "2,1,3,3")])
    assert q1(survey) == [1, 3]


def test_files_one_per_wave_are_taken_in_the_order_of_the_waves(dictionary, write):
    files = [write("b.csv", "1,1,1,1"), write("a.csv", "2,1,3,3")]
    assert q1(read_survey(dictionary(), files)) == [1, 3]
    with pytest.raises(DataError, match=r"no rows for wave T1"):
        read_survey(dictionary(), files[::-1])


def test_a_file_with_a_declared_name_takes_that_file_s_place(dictionary, two_files, write):
    newer = write("new/t2.csv", "2,1,5,5")
    assert q1(read_survey(dictionary(*BY_FILE), [newer])) == [1, 2, 5]
    older = write("old/t1.csv", "1,1,4,4")
    assert q1(read_survey(dictionary(*BY_FILE), [newer, older])) == [4, 5]


def test_declared_files_of_one_name_in_two_folders_are_not_mixed_up(dictionary, write):
    write("one/data.csv", "1,1,1,1")
    write("two/data.csv", "2,1,2,2")
    declared = dictionary(
        "T1: {code: 1,", "T1: {code: 1, file: one/data.csv,",
        "T2: {code: 2,", "T2: {code: 2, file: two/data.csv,",
    )  # fmt: skip
    assert q1(read_survey(declared)) == [1, 2]
    newer = [write("three/data.csv", "1,1,3,3"), write("four/data.csv", "2,1,4,4")]
    assert q1(read_survey(declared, newer)) == [3, 4]


def test_files_of_one_name_are_taken_in_the_order_of_the_waves(dictionary, two_files, write):
    files = [write("one/t1.csv", "1,1,4,4"), write("two/t1.csv", "2,1,5,5")]
    assert q1(read_survey(dictionary(*BY_FILE), files)) == [4, 5]


def test_one_file_is_not_read_as_two_waves_where_nothing_tells_them_apart(dictionary, write):
    file = write("all.csv", "1,1,1,1", "2,1,3,3")
    untold = dictionary("  column: wave\n", "", *BY_FILE)
    for files in ([file], [file, file]):
        with pytest.raises(DataError, match=r"nothing tells them apart"):
            read_survey(untold, files)


def test_a_wrong_number_of_files_is_refused(dictionary, write):
    files = [write(f"{name}.csv", "1,1,1,1") for name in "abc"]
    with pytest.raises(UsageError, match=r"^3 files for 2 waves \(T1, T2\); give one file"):
        read_survey(dictionary(), files)


def test_without_any_file_the_wave_that_names_none_is_said(dictionary):
    with pytest.raises(DictionaryError, match=r"^survey\.yaml:8: wave 'T1' names no `file`"):
        read_survey(dictionary())


def test_a_weight_that_no_file_has_is_named_rather_than_ignored(dictionary, two_files):
    weighted = dictionary("{title: Made by hand}", "{title: X, weight: wt}", *BY_FILE)
    with pytest.raises(DataError, match=r"t1\.csv has no column 'wt' \(survey\.weight, survey\.y"):
        read_survey(weighted)


def test_the_line_of_an_odd_answer_is_the_line_of_the_text_file(dictionary, write):
    file = write("all.csv", "1,1,1,1", "2,,7,1", "2,1,7,1", "2,1,7,1")
    with pytest.raises(DataError, match=r"q1 has the code 7 in 2 rows \(first: line 4\)"):
        read_survey(dictionary(), [file])


def test_answers_in_words_and_decimal_commas_come_from_text_files(dictionary, write):
    file = write("all.csv", "1;1;Agree;2,5", "2;Cafe row;disagree;NA", header="wave;site;q1;q2\n")
    measured = dictionary(
        "  q2: {type: likert, range: [1, 5]}", "  q2: {type: number, range: [1, 5]}"
    )
    survey = read_survey(measured, [file])
    assert q1(survey) == [1, 5]
    assert survey.site.tolist() == [0, 1]
    assert survey.responses["q2"][0] == 2.5
    assert survey.reasons[survey.missing["q2"][1]] == "empty"
