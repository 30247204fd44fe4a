"""What drifted between waves is found, each drift by its own rule."""

import numpy as np
import pytest

from lpsstats.findings import Severity

T1, T2, T3 = range(3)
# What the other rules rightly say of the same fault.
BAD_NEWS = "    better: high # agreeing is bad news\n"
SPREAD = ("LPS210", "LPS206", "LPS211", "LPS214", "LPS215", "LPS208")


@pytest.fixture
def relabelled(broken, portions):
    """Change the label of a column, or of codes of it, in a wave's file."""

    def change(wave, column, label=None, answers=None):
        export = portions[wave].export
        labels, values = dict(export.labels), dict(export.value_labels)
        if label is not None:
            labels[column] = label
        if answers is not None:
            values[column] = {k: v for k, v in {**values[column], **answers}.items() if v}
        return broken(wave, labels=labels, value_labels=values)

    return change


def test_a_column_with_another_question_is_a_warning(only, relabelled):
    finding = only("LPS201", relabelled(T3, "q18_hear_t3", "Year of birth"))
    assert finding.severity is Severity.WARNING
    assert finding.subject == "q18_hear, T2-T3"
    assert "is another question in T3 ('Year of birth')" in finding.message


def test_another_wording_is_a_note_for_each_step(findings, sound, relabelled):
    found = findings(sound, relabelled(T2, "Q1", "I feel part of this community"))
    assert [(one.code, one.severity) for one in found] == [("LPS202", Severity.NOTE)] * 2
    assert [one.subject for one in found] == ["q1_belong, T1-T2", "q1_belong, T2-T3"]


def test_another_label_of_an_answer_is_a_warning(findings, sound, relabelled):
    found = findings(sound, relabelled(T3, "q1_belong_t3", answers={4.0: "Undecided"}))
    assert [one.code for one in found] == ["LPS203"]
    assert "4 is 'Undecided', was 'Neither agree nor disagree'" in found[0].message


def test_swapped_labels_of_answers_are_an_error(findings, sound, relabelled):
    swapped = relabelled(T3, "q1_belong_t3", answers={2.0: "Disagree", 6.0: "Agree"})
    found = findings(sound, swapped)
    assert [(one.code, one.severity) for one in found] == [("LPS204", Severity.ERROR)]
    assert "'Agree' is 6, was 2" in found[0].message
    assert "q1_belong: {file_labels: ignore}" in found[0].message


def test_labels_declared_wrong_are_not_looked_at(findings, dictionary, relabelled):
    swapped = relabelled(T3, "q1_belong_t3", answers={2.0: "Disagree", 6.0: "Agree"})
    known = dictionary("q1_belong: {use: agree7,", "q1_belong: {use: agree7, file_labels: ignore,")
    assert findings(known, swapped) == ()


def test_an_answer_no_longer_offered_is_a_warning(findings, sound, relabelled):
    found = findings(sound, relabelled(T3, "q1_belong_t3", answers={4.0: None}))
    assert [one.code for one in found] == ["LPS205"]
    assert "4 'Neither agree nor disagree'" in found[0].message


def test_coding_turned_round_in_a_wave_is_an_error(only, broken):
    turned = broken(T2, {"Q2": lambda v: np.where(v <= 7, 8 - v, v)})
    finding = only("LPS206", turned, along=SPREAD[:1])
    assert finding.severity is Severity.ERROR
    assert "q2_hand runs against the rest of Community cohesion in T2 (r = -" in finding.message


def test_coding_turned_round_in_one_site_is_an_error(only, broken, portions):
    site = portions[T2].export.columns["site"].values

    def turned(values):
        return np.where((site == 3) & (values <= 7), 8 - values, values)

    finding = only("LPS206", broken(T2, {"Q2": turned}), along=SPREAD[:1])
    assert "in T2, whaddon (r = -" in finding.message


def test_an_item_not_declared_reversed_is_an_error(findings, dictionary, portions):
    found = findings(dictionary("    reverse: [q4_apart]\n", "", BAD_NEWS, ""), portions)
    assert [(one.code, one.severity) for one in found if one.code not in SPREAD] == [
        ("LPS207", Severity.ERROR)
    ]
    assert "add it to `reverse`" in found[0].message


def test_an_item_reversed_twice_is_told_so(findings, dictionary, portions):
    twice = dictionary(
        "reverse: [q4_apart]",
        "reverse: [q4_apart, q3_rely]",
        "q3_rely: {use: agree7,",
        "q3_rely: {use: agree7, better: high,",
    )
    found = findings(twice, portions)
    assert "Take it out of `reverse`" in found[0].message


def test_a_formative_scale_is_only_warned_of(findings, dictionary, portions):
    formative = dictionary("    reverse: [q4_apart]\n", "    kind: formative\n", BAD_NEWS, "")
    found = findings(formative, portions)
    assert {one.severity for one in found if one.code == "LPS207"} == {Severity.WARNING}


def test_codes_a_step_lower_are_a_warning(only, broken):
    def lower(values):
        return np.where(values <= 7, values - 1, values)

    finding = only("LPS208", broken(T3, {"q17_even_t3": lower}), along=["LPS102"])
    assert "the codes of T3 (0 to 6) are those of T2 (1 to 7) 1 lower" in finding.message


def test_a_missing_code_labelled_so_is_an_error(only, dictionary, broken, portions):
    # A range to 8, and nothing declared missing: the label alone says that 8 is no answer.
    widened = dictionary(
        "agree7: {type: likert, range: [1, 7], better: low, low: Strongly agree, "
        "high: Strongly disagree}",
        "agree7: {type: likert, range: [1, 8], better: low, missing: {9: Don't know}}",
    )
    export = portions[T1].export
    ranges = {k: r for k, r in export.missing_ranges.items() if k != "q1_belong"}
    leaked = broken(T1, {"q1_belong": _eights}, missing_ranges=ranges)
    finding = only("LPS209", leaked, widened, along=["LPS117", "LPS205", "LPS217", *SPREAD])
    assert finding.severity is Severity.ERROR
    assert "code 8, found" in finding.message
    assert "is labelled 'Refused'" in finding.message


def _eights(values):
    values[:12] = 8
    return values


def test_a_missing_code_far_from_all_answers_is_a_warning(only, dictionary, broken):
    declared = dictionary(
        "agegroup:\n    type: ordinal\n    label: Age group\n    better: neither\n"
        "    labels: {1: 16-24, 2: 25-34, 3: 35-49, 4: 50-64, 5: 65 and over}",
        "agegroup: {type: number, label: Age, range: [0, 120]}",
    )

    def leaking(values):
        values = np.where(values <= 5, 20 + 10 * values, np.nan)
        values[:5] = 99
        return values

    plain = broken(T1, {"agegroup": leaking})
    finding = only("LPS209", plain, declared, along=["LPS117", "LPS208"])
    assert "code 99, found 5 times in T1" in finding.message
    assert "end at 70" in finding.message


def test_an_old_respondent_is_no_missing_code(findings, dictionary, broken):
    declared = dictionary(
        "agegroup:\n    type: ordinal\n    label: Age group\n    better: neither\n"
        "    labels: {1: 16-24, 2: 25-34, 3: 35-49, 4: 50-64, 5: 65 and over}",
        "agegroup: {type: number, label: Age, range: [0, 120]}",
    )

    def old(values):
        values = 20 + 10 * values
        values[:2], values[2:9] = 99, np.arange(89, 96)
        return values

    found = findings(declared, broken(T1, {"agegroup": old}))
    assert "LPS209" not in {one.code for one in found}


def test_an_eight_that_jumps_is_an_answer_where_missing_is_declared_to_be_nothing(
    findings, dictionary, broken
):
    def leaking(values):
        values[values >= 8] = 5
        values[:240] = 8
        return values

    wave = broken(T2, {"q10_home": leaking})
    declared = dictionary(
        "    missing: {98: Refused, 99: Don't know}\n",
        "    missing: {}\n    out_of_range: missing\n",
    )
    codes = [{one.code for one in findings(one, wave)} for one in (dictionary(), declared)]
    assert ["LPS209" in found for found in codes] == [True, False]


def test_an_eight_that_jumps_in_one_wave_is_a_warning(only, broken):
    def leaking(values):
        values[values >= 8] = 5
        values[:240] = 8
        return values

    finding = only("LPS209", broken(T2, {"q10_home": leaking}), along=[*SPREAD, "LPS220"])
    assert "code 8, found 240 times in T2" in finding.message
    assert finding.severity is Severity.WARNING


def test_two_scales_with_the_same_means_are_an_error(findings, dictionary, portions, text):
    copied = dictionary(
        "items: [q21_count, q22_matters, q23_knowhow]",
        "items: [q17_even, q18_hear, q19_obey, q20_honest]",
    )
    found = findings(copied, portions)
    assert [(one.code, one.severity) for one in found] == [("LPS213", Severity.ERROR)]
    assert "Police legitimacy and Trust in police have the same means in all 12" in found[0].message


def test_a_copied_column_is_a_warning(only, broken, portions):
    copy = portions[T3].export.columns["q6_upbeat_t3"].values
    finding = only("LPS218", broken(T3, {"q7_cope_t3": lambda v: copy}), along=SPREAD[:1])
    assert "q7_cope and q6_upbeat hold the same answers for all 400" in finding.message


def test_a_range_declared_too_wide_is_a_warning(findings, dictionary, portions):
    anchors = ", low: Strongly agree, high: Strongly disagree"
    wide = dictionary(anchors, "", "range: [1, 7]", "range: [-3, 7]")
    found = {one.subject: one for one in findings(wide, portions) if one.code == "LPS214"}
    assert {"legitimacy", "trust", "q4_apart"} <= set(found)
    assert "so a wrong range shifts every score" in found["q4_apart"].message


def test_missing_answers_that_jump_are_gathered_in_one_warning(only, broken):
    def lost(values):
        values[::3] = np.nan
        return values

    names = [f"q{name}_t3" for name in ("21_count", "22_matters", "23_knowhow")]
    finding = only("LPS216", broken(T3, dict.fromkeys(names, lost)))
    assert finding.subject == "3 of 31 variables, T2-T3"
    assert "q22_matters (" in finding.message


def test_other_missing_codes_are_noted(only, broken, portions):
    ranges = {**portions[T3].export.missing_ranges, "q1_belong_t3": ((-9.0, -9.0), (8.0, 9.0))}
    finding = only("LPS217", broken(T3, missing_ranges=ranges))
    assert finding.severity is Severity.NOTE
    assert "lps_t2.sav declares 8, 9 user-missing, lps_t3.sav -9, 8 to 9." in finding.message
