"""What must agree between the parts of a dictionary."""

FILES = ("T1: {code: 1}", "T1: {file: a.sav}", "T2: {code: 2}", "T2: {file: a.sav}")


def test_waves_must_be_listed_in_order_of_time(problems):
    found = problems(
        "T1: {code: 1}", "T1: {date: 2018-05}", "T2: {code: 2}", "T2: {date: 2016-12-01}"
    )
    assert found == (
        "survey.yaml:9: waves.values.T2.date: 2016-12-01 is before 2018-05, the wave above it; "
        "list waves in order of time",
    )


def test_dates_of_unequal_detail_are_compared_by_what_both_say(read):
    assert read("T1: {code: 1}", "T1: {date: 2018-05}", "T2: {code: 2}", "T2: {date: 2018}")


def test_a_survey_of_one_wave_is_a_survey(read):
    dictionary = read("endline: T2", "endline: T1", "    T2: {code: 2}\n", "")
    assert [wave.key for wave in dictionary.waves] == ["T1"]


def test_codes_of_sites_may_change_places_between_waves(read):
    dictionary = read(
        "north: {code: 1,", "north: {code: {T1: 1, T2: 2},",
        "south: {code: 2}", "south: {code: {T1: 2, T2: 1}}",
    )  # fmt: skip
    assert [dict(site.codes) for site in dictionary.sites] == [
        {"T1": (1,), "T2": (2,)},
        {"T1": (2,), "T2": (1,)},
    ]


def test_waves_of_one_file_without_a_column_need_items_in_columns_of_their_own(problems, read):
    (problem,) = problems("  column: wave\n", "", *FILES)
    assert problem == (
        "survey.yaml:8: waves.values.T2: nothing tells 'T2' from 'T1' in a.sav: 'welcome' is the "
        "same column in both; add waves.column, or `names` that differ"
    )
    (problem,) = problems(
        "  column: wave\n", "", *FILES,
        "welcome: {use: agree5}", "welcome: {use: agree5, names: {T2: q1b}}",
    )  # fmt: skip
    assert "'known' is the same column in both" in problem
    pattern = "T2: {file: a.sav, names: '{name}_2'}"
    assert read("  column: wave\n", "", *FILES[:3], pattern)


def test_a_default_that_is_at_fault_does_not_blame_the_variables_that_use_it(problems):
    (problem,) = problems(
        "agree5: {type: likert, range: [1, 5]", "agree5: {type: likert, range: [5, 1]"
    )
    assert "range runs from 5 to 1" in problem


def test_items_of_unequal_range_may_be_rescaled(read):
    dictionary = read(
        "known: {use: agree5}", "known: {use: agree5, range: [0, 10]}",
        "[apart], better: high}", "[apart], better: high, rescale: 0-100}",
    )  # fmt: skip
    assert (dictionary.scales["belonging"].low, dictionary.scales["belonging"].high) == (0, 100)


def test_a_scale_that_points_nowhere_takes_items_that_point_anywhere(read):
    assert (
        read("[apart], better: high}", "[apart], better: neither}").scales["belonging"].direction
        == 0
    )


QUESTIONS = (
    "  apart: {use: agree5, better: low}\n",
    "  apart: {use: agree5, better: low}\n"
    "  access: {type: categorical, labels: {1: yes, 2: no}}\n"
    "  works: {type: categorical, labels: {1: yes, 2: no}, success: [1]}\n"
    "  boxes: {type: multiple, columns: [b1, b2], counted: 1}\n",
)


def bounded(key):
    return (*QUESTIONS, "format: 1", f"format: 1\nanalysis:\n  smallest_change:\n    {key}: 5")


def test_a_smallest_change_of_what_has_no_one_change_is_refused(problems, read):
    (problem,) = problems(*bounded("access"))
    assert problem == (
        "survey.yaml:4: analysis.smallest_change.access: 'access' is categorical and has no one "
        "change, so this would have no effect; write the answers that count under "
        "variables.access.success, or take it out"
    )
    (problem,) = problems(*bounded("boxes"))
    assert problem.startswith(
        "survey.yaml:4: analysis.smallest_change.boxes: 'boxes' is a multiple"
    )
    for key in ("works", "belonging", "known"):
        assert read(*bounded(key)).smallest_change == {key: 5}
