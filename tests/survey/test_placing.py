"""Every row gets its wave and its site, or is counted with the reason why it has none."""

import unicodedata

import pytest

NUMBERS = {1.0: "Barton & Tredworth", 2.0: "Café Row"}


def places(survey):
    return list(zip(survey.wave.tolist(), survey.site.tolist(), strict=True))


def test_waves_and_sites_are_matched_by_their_codes(dictionary, export, survey, four):
    assert places(survey(dictionary(), export(four()))) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_codes_may_be_text_in_the_file(dictionary, export, survey, four):
    columns = four(wave=["1", " 1", "2", "2.0"], site=["1", "02", "1", "2"])
    assert places(survey(dictionary(), export(columns))) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    "spelling",
    [
        "Café Row",
        "cafe row",
        "CAFÉ  ROW ",
        unicodedata.normalize("NFD", "Café Row"),
        "south",
        "2",
    ],
)
def test_a_site_is_matched_by_text_in_any_spelling(dictionary, export, survey, four, spelling):
    columns = four(site=["Barton & Tredworth", spelling, "north", spelling])
    assert places(survey(dictionary(), export(columns))) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_without_codes_the_value_labels_of_the_file_decide(dictionary, export, survey, four):
    sites = dictionary("north: {code: 1,", "north: {", "south: {code: 2,", "south: {")
    file = export(
        four(site=[30, 40, 30, 40]),
        value_labels={"site": {30.0: "BARTON & TREDWORTH", 40.0: "Cafe Row"}},
    )
    assert places(survey(sites, file)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_waves_too_may_be_matched_by_label(dictionary, export, survey, four):
    waves = dictionary("T1: {code: 1,", "T1: {", "T2: {code: 2,", "T2: {")
    columns = four(wave=["time one", "T1", "TIME TWO", "t2"])
    assert places(survey(waves, export(columns))) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_codes_may_change_places_between_waves(dictionary, export, survey, four):
    swapped = dictionary(
        "north: {code: 1,", "north: {code: {T1: 1, T2: 2},",
        "south: {code: 2,", "south: {code: {T1: 2, T2: 1},",
    )  # fmt: skip
    assert places(survey(swapped, export(four()))) == [(0, 0), (0, 1), (1, 1), (1, 0)]


def test_several_codes_may_stand_for_one_site(dictionary, export, survey, four):
    several = dictionary("south: {code: 2,", "south: {code: [2, 3, B],")
    columns = four(site=["1", "2", "b", "3"])
    assert places(survey(several, export(columns))) == [(0, 0), (0, 1), (1, 1), (1, 1)]


def test_a_code_labelled_as_another_site_is_refused(dictionary, export, problems, four):
    file = export(four(), value_labels={"site": {1.0: "Café Row", 2.0: "Barton & Tredworth"}})
    first, second = problems(dictionary(), file)
    assert first.startswith(
        "x.sav: code 1 of column 'site' is labelled 'Café Row' in the file, but the dictionary "
        "gives it to 'Barton & Tredworth' (survey.yaml:13)."
    )
    assert second.startswith("x.sav: code 2 ")


def test_a_label_that_contradicts_only_in_another_wave_is_none(dictionary, export, survey, four):
    # Code 7 is Barton at Time One and nothing at Time Two, where 1 is; nobody at Time One has 1.
    moved = dictionary(
        "north: {code: 1,", "north: {code: {T1: 7, T2: 1},",
        "south: {code: 2,", "south: {code: {T1: 1, T2: 7},",
    )  # fmt: skip
    columns = four(wave=[1, 1, 2, 2], site=[7, 7, 1, 1])
    file = export(
        columns, value_labels={"site": {7.0: "Barton & Tredworth", 1.0: "Barton & Tredworth"}}
    )
    assert places(survey(moved, file)) == [(0, 0), (0, 0), (1, 0), (1, 0)]


def test_blank_and_user_missing_sites_are_left_out_and_counted(dictionary, export, survey):
    file = export(
        {
            "wave": [1, 1, 1, 2, 2, 2],
            "site": [1, None, 99, 1, 2, 97],
            "q1": [1, 2, 3, 4, 5, 1],
            "q2": [1, 2, 3, 4, 5, 1],
        },
        missing_ranges={"site": ((97.0, 99.0),)},
    )
    made = survey(dictionary(), file)
    assert made.responses["q1"].tolist() == [1, 4, 5]
    (used,) = made.inputs
    assert (used.n_rows, used.n_used, dict(used.left_out)) == (6, 3, {"no site recorded": 3})
    assert made.notes == ("x.sav: 3 rows left out (no site recorded).",)


def test_blank_text_is_no_site_but_na_is_a_value(dictionary, export, survey, problems, four):
    columns = four(site=["1", "  ", "2", ""])
    assert survey(dictionary(), export(columns)).n == 2
    file = export(four(site=["1", "NA", "2", "2"]), coded_missing=frozenset({"NA", "."}))
    assert "'NA' (1)" in problems(dictionary(), file)[0]


def test_an_undeclared_site_is_an_error_with_counts_and_a_suggestion(
    dictionary, export, problems, four
):
    columns = four(site=["Barton & Treadworth", "Café Row", "Barton & Treadworth", "Mars"])
    (problem,) = problems(dictionary(), export(columns))
    assert "no declared site: 'Barton & Treadworth' (2), 'Mars' (1)." in problem
    assert "Is 'Barton & Treadworth' meant to be 'Barton & Tredworth'?" in problem


def test_an_undeclared_site_may_be_left_out_and_is_counted(dictionary, export, survey, four):
    lenient = dictionary("sites:\n", "sites:\n  other: leave_out\n")
    made = survey(lenient, export(four(site=[1, 7, 2, 2])))
    assert dict(made.inputs[0].left_out) == {"a site that the dictionary does not list": 1}
    assert made.n == 3


def test_an_undeclared_wave_is_an_error_unless_left_out(dictionary, export, survey, problems, four):
    columns = four(wave=[1, 1, 2, 20161201])
    assert "no declared wave: 20161201 (1)." in problems(dictionary(), export(columns))[0]
    lenient = dictionary("  column: wave\n", "  column: wave\n  other: leave_out\n")
    made = survey(lenient, export(columns))
    assert dict(made.inputs[0].left_out) == {"a wave that the dictionary does not list": 1}


def test_a_row_without_wave_is_counted_once_even_without_a_site(dictionary, export, survey, four):
    made = survey(dictionary(), export(four(wave=[1, None, 2, 2], site=[1, None, 1, 2])))
    assert dict(made.inputs[0].left_out) == {"no wave recorded": 1}


def test_a_declared_wave_without_rows_is_an_error_that_lists_the_codes(
    dictionary, export, problems, four
):
    lenient = dictionary("  column: wave\n", "  column: wave\n  other: leave_out\n")
    (problem,) = problems(lenient, export(four(wave=[1, 1, 4, 4])))
    assert problem.startswith(
        "x.sav: no rows for wave T2 (code 2) in column 'wave'. Codes found: 1 (2), 4 (2)."
    )
    assert problem.endswith("Did the code change? See survey.yaml:10.")


def test_a_wave_file_with_rows_of_another_wave_is_refused(dictionary, export, problems, four):
    files = dictionary(
        "T1: {code: 1,", "T1: {code: 1, file: a.sav,", "T2: {code: 2,", "T2: {code: 2, file: b.sav,"
    )
    first = export(four(wave=[1, 1, 1, 2]), name="a.sav")
    second = export(four(wave=[2, 2, 2, 2]), name="b.sav")
    (problem,) = problems(files, first, second)
    assert problem.startswith("a.sav is declared as the file of T1 (survey.yaml:8), but column")
    assert "2 (1)" in problem


def test_a_wave_file_may_lack_the_wave_column(dictionary, export, survey, four):
    first, second = four(), four()
    del first["wave"], second["wave"]
    made = survey(dictionary(), export(first), export(second, name="y.sav"))
    assert made.wave.tolist() == [0] * 4 + [1] * 4


def test_one_file_of_two_waves_needs_the_wave_column(dictionary, export, problems, four):
    columns = four()
    del columns["wave"]
    (problem,) = problems(dictionary(), export(columns))
    assert problem.startswith("x.sav has no column 'wave' (waves.column, survey.yaml:4).")


def test_the_same_columns_are_never_taken_for_two_waves(dictionary, export, problems, four):
    (problem,) = problems(dictionary("  column: wave\n", ""), export(four()))
    assert "nothing tells them apart: 'q1' is column 'q1' in both" in problem


def test_waves_may_lie_side_by_side(dictionary, export, survey):
    wide = dictionary("  column: wave\n", "", "Time Two}", 'Time Two, names: "{name}_t2"}')
    columns = {
        "site": [1, 2, None],
        "q1": [1, 2, 3],
        "q2": [1, 2, 3],
        "q1_t2": [4, 5, None],
        "q2_t2": [5, 4, None],
    }
    made = survey(wide, export(columns))
    assert places(made) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert made.responses["q1"].tolist() == [1, 2, 4, 5]
    (used,) = made.inputs
    assert (used.n_rows, used.n_used, dict(used.left_out)) == (6, 4, {"no site recorded": 2})


def test_without_sites_everybody_is_in_the_unnamed_one(dictionary, export, survey, four):
    text = "sites:\n  column: site\n  values:\n    north: {code: 1, label: Barton & Tredworth}\n    south: {code: 2, label: Café Row}\n"  # noqa: E501
    made = survey(dictionary(text, ""), export(four()))
    assert made.site.tolist() == [0, 0, 0, 0]


def test_a_missing_site_column_is_named_with_the_nearest(dictionary, export, problems, four):
    columns = four()
    columns["Site_"] = columns.pop("site")
    (problem,) = problems(dictionary(), export(columns))
    assert problem == (
        "x.sav has no column 'site' (sites.column, survey.yaml:11).\nDid you mean 'Site_'?"
    )


def test_the_site_column_may_change_its_name_with_the_wave(dictionary, export, survey, four):
    renamed = dictionary("  q2:", "  site: {type: text, names: {T2: area}}\n  q2:")
    made = survey(renamed, export(four(site=[1, 2, None, None], area=[None, None, 2, 1])))
    assert places(made) == [(0, 0), (0, 1), (1, 1), (1, 0)]


def test_a_weighted_file_needs_a_word_about_the_weight(dictionary, export, survey, problems, four):
    file = export(four(), weight="wt")
    (problem,) = problems(dictionary(), file)
    assert problem.startswith("x.sav was saved with WEIGHT BY wt and the dictionary names no")
    unweighted = dictionary("{title: Made by hand}", "{title: X, weight: none}")
    assert survey(unweighted, file).n == 4


def test_a_million_unknown_sites_are_listed_by_the_eight_most_frequent(
    dictionary, export, problems
):
    n = 20_000
    columns = {
        "wave": [1, 2] * (n // 2),
        "site": [f"area {i % 9_999}" for i in range(n)],
        "q1": [1] * n,
        "q2": [1] * n,
    }
    problem = problems(dictionary(), export(columns))[0]
    assert "and 9,991 more" in problem
    assert len(problem) < 600


def test_a_site_coded_by_text_is_matched_by_its_label(dictionary, export, survey, four):
    coded = export(
        four(site=["a", "b", "a", "b"]), value_labels={"site": {"a": "Café Row", "b": "x"}}
    )
    named = dictionary("{code: 1, label: Barton & Tredworth}", "{code: b, label: Barton}",
                       "{code: 2, label: Café Row}", "{label: Café Row}")  # fmt: skip
    assert survey(named, coded).site.tolist() == [1, 0, 1, 0]
