"""Every problem of shape at once, each with its line, in the order of the file."""

import hashlib

import pytest


def test_a_sound_dictionary_is_read_whole(read, small):
    dictionary = read("format: 1", "format: 1")
    assert (dictionary.title, dictionary.baseline, dictionary.endline) == (
        "A small survey",
        "T1",
        "T2",
    )
    assert dictionary.sha256 == hashlib.sha256(small().encode()).hexdigest()
    assert dictionary.where("scales", "belonging") == "survey.yaml:23"
    assert dictionary.where("scales", "belonging", "min_items") == "survey.yaml:23"
    assert dictionary.where("checks") == "survey.yaml:1"


@pytest.mark.parametrize("text", ["", "# nothing\n", "- format: 1\n", "words\n"])
def test_a_file_without_keys_is_told_how_one_starts(problems, text):
    assert problems(text) == ("survey.yaml:1: holds no keys; a dictionary starts with `format: 1`",)


def test_problems_come_all_at_once_and_in_the_order_of_the_file(problems):
    found = problems(
        "{title: A small survey}", "{}",
        "baseline: T1", "baseline: T9",
        "T2: {code: 2}", "T2: {date: soon}",
        "north: {code: 1,", "north: {code: 1, role: main,",
        "known: {use: agree5}", "known: {use: agree7}",
        "items: [welcome, known,", "items: [welcom, known,",
    )  # fmt: skip
    assert [problem.split(" ")[:2] for problem in found] == [
        ["survey.yaml:2:", "survey.title:"],
        ["survey.yaml:5:", "waves.baseline:"],
        ["survey.yaml:9:", "waves.values.T2.date:"],
        ["survey.yaml:13:", "sites.values.north.role:"],
        ["survey.yaml:20:", "variables.known.use:"],
        ["survey.yaml:23:", "scales.belonging.items.0:"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1", "format: 7"),
        ("survey: {title: A small survey}\n", ""),
        ("survey: {title: A small survey}", "survey: A small survey"),
        ("  baseline: T1\n", ""),
        ("endline: T2", "endline: [T2]"),
        ("agree5: {type: likert", "agree5: {type: likart"),
        ("T1: {code: 1}", "T1: 1"),
        ("south: {code: 2}", "south: 2"),
        ("missing: {codes: {8: Refused, 9: Don't know}}", "missing: 8"),
        ("format: 1", "format: 1\nanalysis: {families: {main: {adjust: none at all}}}"),
    ],
)
def test_one_wrong_entry_hides_no_other_and_invents_none(problems, old, new):
    first, second = problems(old, new, "items: [welcome,", "items: [welcom,")
    assert "welcom" not in first
    assert second.endswith("items.0: no variable called 'welcom' (did you mean 'welcome'?)")


def test_names_of_entries_are_not_taken_for_types(problems):
    found = problems(
        "  apart: {use: agree5", "  int: {use: agree5, lable: x", "known, apart],", "known],"
    )
    assert (
        "survey.yaml:21: variables.int.lable: unknown key 'lable' (did you mean 'label'?)" in found
    )


def test_an_unknown_key_like_no_other_is_answered_with_the_known_ones(problems):
    assert problems("column: site", "column: site\n  zzzz: 1") == (
        "survey.yaml:12: sites.zzzz: unknown key 'zzzz' (known here: column, other, values)",
    )


def test_braces_in_a_value_do_not_break_the_message(problems):
    assert problems("survey: {title: A small survey}", 'survey: "{x}"')[0].endswith("not '{x}'")


def test_thousands_of_problems_are_found_in_seconds(problems, small):
    items = ", ".join(f"item_{i}" for i in range(5000))
    variables = "".join(f"  question_{i}: {{type: text}}\n" for i in range(2000))
    text = small("scales:\n", f"{variables}scales:\n  many: {{items: [{items}], better: low}}\n")
    assert len(problems(text)) == 500


def test_keys_may_be_years_and_days_in_quotes_or_not(read):
    dictionary = read(
        "baseline: T1", "baseline: 2016",
        "endline: T2", 'endline: "2018-05-01"',
        "T1: {code: 1}", '"2016": {code: 1}',
        "T2: {code: 2}", "2018-05-01: {code: 2}",
    )  # fmt: skip
    assert [wave.key for wave in dictionary.waves] == ["2016", "2018-05-01"]
    assert (dictionary.baseline, dictionary.endline) == ("2016", "2018-05-01")


def test_dates_may_have_a_day_or_not(read):
    dictionary = read(
        "T1: {code: 1}", "T1: {date: 2016}", "T2: {code: 2}", "T2: {date: 2016-12-01}"
    )
    assert [wave.date for wave in dictionary.waves] == ["2016", "2016-12-01"]
    dictionary = read("T1: {code: 1}", "T1: {date: 2016-12}", "T2: {code: 2}", "T2: {date: 2016}")
    assert [wave.date for wave in dictionary.waves] == ["2016-12", "2016"]


def test_labels_such_as_no_stay_words(read):
    labels = "{1: yes, 2: no, 3: 12:30, 4: on}"
    dictionary = read("  apart:", f"  ever: {{type: categorical, labels: {labels}}}\n  apart:")
    assert dictionary.variables["ever"].labels == {1: "yes", 2: "no", 3: "12:30", 4: "on"}


def test_quotes_around_a_code_make_no_difference(read):
    dictionary = read("T1: {code: 1}", 'T1: {code: "1"}', "{8: Refused,", '{"8": Refused,')
    assert dictionary.waves[0].codes == (1,)
    assert dictionary.variables["apart"].missing == {8: "Refused", 9: "Don't know"}
