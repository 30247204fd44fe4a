"""Defaults filled in, names spelt out, missing codes chosen."""

import pytest

from lpsstats.dictionary.resolving import default_min_items

PATTERN = ("T2: {code: 2}", "T2: {code: 2, names: '{name}_t2'}")


def variable(read, text, *replacements):
    return read("  known:", f"  extra: {text}\n  known:", *replacements).variables["extra"]


def test_a_variable_overrides_the_default_it_uses(read):
    extra = variable(read, "{use: agree5, better: low, range: [0, 4]}")
    assert (extra.type, extra.low, extra.high, extra.better) == ("likert", 0, 4, "low")


def test_own_names_come_before_the_pattern_and_the_pattern_before_the_key(read):
    extra = variable(read, "{use: agree5, names: {T1: Q7}}", *PATTERN)
    assert extra.names == {"T1": "Q7", "T2": "extra_t2"}
    assert variable(read, "{use: agree5}", *PATTERN).names == {"T1": "extra", "T2": "extra_t2"}
    assert variable(read, "{use: agree5, names: Q7}", *PATTERN).names == {"T1": "Q7", "T2": "Q7"}


def test_wave_site_and_id_that_name_a_variable_follow_its_names(read):
    declared = "".join(f"  {name}: {{type: text}}\n" for name in ("wave", "site"))
    dictionary = read(
        "variables:\n", f"variables:\n{declared}  who: {{type: text, names: {{T1: w1}}}}\n",
        "{title: A small survey}", "{title: X, id: who}",
        *PATTERN,
    )  # fmt: skip
    assert dictionary.wave_names == {"T1": "wave", "T2": "wave_t2"}
    assert dictionary.site_names == {"T1": "site", "T2": "site_t2"}
    assert dictionary.id_names == {"T1": "w1", "T2": "who_t2"}


def test_wave_site_and_id_that_name_no_variable_are_columns_as_written(read):
    dictionary = read("{title: A small survey}", "{title: X, id: respid}", *PATTERN)
    assert dictionary.wave_names == {"T1": "wave", "T2": "wave"}
    assert dictionary.site_names == {"T1": "site", "T2": "site"}
    assert dictionary.id_names == {"T1": "respid", "T2": "respid"}


def test_missing_codes_of_a_variable_replace_the_default_ones(read):
    assert variable(read, "{use: agree5}").missing == {8: "Refused", 9: "Don't know"}
    assert variable(read, "{use: agree5, missing: {99: No}}").missing == {99: "No"}
    assert variable(read, "{use: agree5, missing: {}}").missing == {}


def test_a_default_missing_code_inside_the_range_is_an_answer(read):
    assert variable(read, "{type: likert, range: [1, 10]}").missing == {}
    assert variable(read, "{type: likert, range: [1, 8]}").missing == {9: "Don't know"}


def test_a_default_missing_code_is_an_answer_where_it_is_labelled_and_only_there(read):
    between = variable(read, "{type: categorical, labels: {1: White, 2: Black, 10: Other}}")
    assert between.missing == {8: "Refused", 9: "Don't know"}
    assert between.listed
    labelled = variable(read, "{type: categorical, labels: {1: Bus, 8: Train}}")
    assert labelled.missing == {9: "Don't know"}


def test_labels_of_a_number_declare_no_range(read):
    extra = variable(read, "{type: number, labels: {0: none, 99: 99 or more}}")
    assert (extra.low, extra.high, extra.listed) == (None, None, False)


def test_text_codes_are_numbered_in_the_order_of_the_labels(read):
    extra = variable(read, "{type: categorical, labels: {M: Male, F: Female}}")
    assert extra.labels == {1: "Male", 2: "Female"}
    assert extra.text_codes == {"M": 1, "F": 2}


@pytest.mark.parametrize(
    ("n_items", "expected"), [(1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (20, 10)]
)
def test_half_of_the_items_at_least_two_are_needed_for_a_score(n_items, expected):
    assert default_min_items(n_items) == expected


def test_a_written_number_of_items_stands_as_it_is(read):
    scale = read("[apart], better: high}", "[apart], better: high, min_items: 1}").scales[
        "belonging"
    ]
    assert scale.min_items == 1


def test_a_sum_runs_over_all_items(read):
    scale = read("[apart], better: high}", "[apart], better: high, score: sum}").scales["belonging"]
    assert (scale.low, scale.high) == (3, 15)


def families(read, text):
    scales = "  one: {items: [known], better: high}\n  two: {items: [welcome], better: high}\n"
    dictionary = read("scales:\n", f"{text}scales:\n{scales}")
    return [(family.key, family.measures, family.adjust) for family in dictionary.families]


def test_without_families_all_scales_are_one_family_and_all_questions_another(read):
    assert families(read, "") == [
        ("all", ("one", "two", "belonging"), "holm"),
        ("items", ("welcome", "known", "apart"), "fdr_bh"),
    ]


def test_scales_left_over_fall_to_the_family_without_measures(read):
    text = "analysis: {families: {main: {measures: [two]}, rest: {adjust: fdr_bh}}}\n"
    assert families(read, text) == [
        ("main", ("two",), "holm"),
        ("rest", ("one", "belonging"), "fdr_bh"),
        ("items", ("welcome", "known", "apart"), "fdr_bh"),
    ]


def test_with_every_scale_named_the_family_without_measures_takes_the_questions(read):
    text = "analysis: {families: {main: {measures: [one, two, belonging]}, rest: {adjust: none}}}\n"
    assert families(read, text) == [
        ("main", ("one", "two", "belonging"), "holm"),
        ("rest", ("welcome", "known", "apart"), "none"),
    ]


def test_a_question_that_is_not_comparable_is_no_measure(read):
    dictionary = read("  apart: {", "  alone: {type: number, comparable: false}\n  apart: {")
    assert dictionary.measures == ("belonging", "welcome", "known", "apart")


def test_scales_left_over_without_such_a_family_make_one(read):
    text = "analysis: {families: {main: {measures: [two, known]}}}\n"
    assert families(read, text) == [
        ("main", ("two", "known"), "holm"),
        ("other", ("one", "belonging"), "holm"),
        ("items", ("welcome", "apart"), "fdr_bh"),
    ]


def test_the_family_of_what_is_left_over_never_replaces_a_declared_one(read):
    text = "analysis: {families: {other: {measures: [two], adjust: none}}}\n"
    found = families(read, text)
    assert found[0] == ("other", ("two",), "none")
    assert found[1][1:] == (("one", "belonging"), "holm")


def test_every_scale_is_in_exactly_one_family(read):
    found = families(read, "analysis: {families: {a: {measures: [one]}, b: {measures: [two]}}}\n")
    members = sorted(m for _, measures, _ in found for m in measures)
    assert members == ["apart", "belonging", "known", "one", "two", "welcome"]


def test_without_sites_there_is_one_unnamed_site(read, small):
    text = small()
    start, end = text.index("sites:"), text.index("missing:")
    dictionary = read(text[:start] + text[end:])
    assert [site.key for site in dictionary.sites] == [""]
    assert dictionary.site_names is None


def test_wave_files_are_relative_to_the_dictionary(read, tmp_path):
    dictionary = read("T1: {code: 1}", "T1: {code: 1, file: data/t1.sav}")
    assert dictionary.waves[0].file == tmp_path / "data" / "t1.sav"
