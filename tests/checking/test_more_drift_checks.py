"""Copies, turned items of equal waves, answers beyond the last, sites spelled twice."""

from dataclasses import replace

import numpy as np
import pytest

from lpsstats.checking import coding
from lpsstats.findings import Severity
from support.drift_surveys import answers_to, survey_context

T1, T2, T3 = range(3)


def codes(found):
    return {one.code for one in found}


def test_a_file_that_is_the_same_as_another_is_an_error(findings, sound, portions):
    # The third wave's columns have other names, so the second stands in for the first.
    copied = replace(portions[T1].export, sha256=portions[T2].export.sha256)
    found = findings(sound, (replace(portions[0], export=copied), *portions[1:]))
    assert [(one.code, one.severity) for one in found] == [("LPS219", Severity.ERROR)]
    assert "lps_t1.sav and lps_t2.sav are the same file, byte for byte" in found[0].message


def test_a_wave_with_the_rows_of_another_is_an_error(findings, sound, broken, portions):
    first = portions[T1].export.columns
    names = [name for name in first if name not in {"respid", "wave", "site"}]
    there = [f"Q{i}" for i in range(1, 10)] + names[9:]
    copies = {
        new: (lambda values, old=old: first[old].values.copy())
        for old, new in zip(names, there, strict=True)
    }
    found = {one.code: one for one in findings(sound, broken(T2, copies))}
    assert "100% of their rows have the same answers to all 28 questions" in found["LPS219"].message


TWO_WAVES = """\
format: 1
survey: {title: Two equal waves}
waves: {baseline: T1, endline: T2, values: {T1: {}, T2: {}}}
defaults: {agree: {type: likert, range: [1, 7]}}
variables: {a: {use: agree}, b: {use: agree}, c: {use: agree}, d: {use: agree}}
scales: {s: {items: [a, b, c, d], better: high}}
"""


@pytest.mark.parametrize("seed", range(8))
def test_an_item_turned_in_one_of_two_equal_waves_is_found(tmp_path, seed):
    """Over both waves together it goes neither with nor against its scale."""
    rng = np.random.default_rng(seed)
    waves = []
    for turned in (False, True):
        trait = rng.standard_normal(400)
        columns = {key: answers_to(trait, rng=rng) for key in "abcd"}
        columns["b"] = 8 - columns["b"] if turned else columns["b"]
        waves.append(columns)
    found = list(coding.check(survey_context(tmp_path, TWO_WAVES, waves)))
    assert [(one.code, one.subject) for one in found] == [("LPS206", "s: b, T2")]


def test_scales_that_are_one_another_in_a_wave_are_an_error(findings, sound, broken, portions):
    export = portions[T2].export
    source = {"q21_count": "q17_even", "q22_matters": "q18_hear", "q23_knowhow": "q19_obey"}
    shorter = {
        name: (lambda values, other=other: export.columns[other].values.copy())
        for name, other in source.items()
    }
    shorter["q20_honest"] = lambda values: values * np.nan
    found = {one.code: one for one in findings(sound, broken(T2, shorter))}
    assert found["LPS213"].severity is Severity.ERROR
    assert "have the same score for all" in found["LPS213"].message


def test_an_answer_that_nobody_chose_is_a_warning(only, broken):
    def closed(values):
        return np.where(values == 2, 3, values)

    finding = only("LPS220", broken(T3, {"agegroup_t3": closed}), along=["LPS215"])
    assert "nobody of 398 chose 2 (" in finding.message.replace("400", "398")
    assert finding.severity is Severity.WARNING


def test_a_dont_know_beyond_the_last_answer_is_a_warning(findings, dictionary, broken):
    widened = dictionary(
        "range: [1, 7], better: low, low: Strongly agree, high: Strongly disagree}",
        "range: [1, 8], better: low, missing: {9: none}}",
    )
    rng = np.random.default_rng(5)

    def unsure(values):
        return np.where(rng.random(len(values)) < 0.08, 8, values)

    export_free = broken(T1, {"q17_even": unsure}, missing_ranges={}, value_labels={})
    found = [one for one in findings(widened, export_free) if one.code == "LPS209"]
    messages = {one.subject: one.message for one in found}
    assert "are in the middle on the rest of Police legitimacy" in messages["q17_even = 8"]


def test_ages_of_999_are_found_without_a_range(only, dictionary, broken):
    declared = dictionary(
        "agegroup:\n    type: ordinal\n    label: Age group\n    better: neither\n"
        "    labels: {1: 16-24, 2: 25-34, 3: 35-49, 4: 50-64, 5: 65 and over}",
        "agegroup: {type: number, label: Age, missing: {}}",
    )

    def aged(values):
        values = np.where(values <= 5, 20 + 10 * values, np.nan)
        values[:5] = 999
        return values

    finding = only("LPS209", broken(T1, {"agegroup": aged}), declared, along=["LPS216"])
    assert "code 999, found 5 times in T1" in finding.message


def test_a_site_spelled_twice_is_an_error(findings, dictionary, portions):
    halved = dictionary(
        "    whaddon: {code: {T1: 3, T2: 3, T3: 7}, label: Whaddon, role: comparison}\n",
        "    whaddon: {code: 3, label: Whaddon}\n    other: {code: 7, label: Whadon}\n",
    )
    # What the third file calls its code 7 is the right name: the file is right, the dictionary not.
    bare = tuple(replace(p, export=replace(p.export, value_labels={})) for p in portions)
    found = {one.code: one for one in findings(halved, bare)}
    assert found["LPS126"].severity is Severity.ERROR
    assert "'Whaddon' and 'Whadon' look like two spellings of one site" in found["LPS126"].message


def test_sites_alike_in_name_that_are_surveyed_together_are_two(findings, dictionary, portions):
    named = dictionary("label: Westgate, role", "label: Whaddon 2, role")
    bare = tuple(replace(p, export=replace(p.export, value_labels={})) for p in portions)
    assert findings(named, bare) == ()


def test_a_skewed_scale_whose_items_use_the_range_is_no_finding(findings, sound, portions):
    assert "LPS214" not in codes(findings(sound, portions))


def test_an_end_that_nobody_used_is_no_shift(findings, sound, broken):
    def lifted(values):
        return np.where(values == 1, 2, values)

    found = findings(sound, broken(T3, {"q17_even_t3": lifted}))
    assert "LPS208" not in codes(found)


def test_two_people_of_99_are_no_missing_code(findings, dictionary, broken):
    declared = dictionary(
        "agegroup:\n    type: ordinal\n    label: Age group\n    better: neither\n"
        "    labels: {1: 16-24, 2: 25-34, 3: 35-49, 4: 50-64, 5: 65 and over}",
        "agegroup: {type: number, label: Age, range: [0, 120], missing: {}}",
    )

    def aged(values):
        values = np.where(values <= 5, 20 + 10 * values, np.nan)
        values[:2] = 99
        return values

    found = findings(declared, broken(T1, {"agegroup": aged}))
    assert "LPS209" not in codes(found)
