"""An export that does not fit is found to do so, and nothing else is found."""

from dataclasses import replace

import numpy as np
import pytest

from lpsstats.errors import DictionaryError
from lpsstats.findings import Severity
from lpsstats.rules import RULES
from lpsstats.survey.export import TextColumn

T1, T2, T3 = range(3)


def test_the_example_is_without_fault(findings, sound, portions):
    assert findings(sound, portions) == ()


def test_every_code_is_stable_and_complete():
    assert all(code == rule.code and code.startswith("LPS") for code, rule in RULES.items())
    assert all(rule.finds.endswith(".") and rule.cure.endswith(".") for rule in RULES.values())


def test_a_guess_left_in_the_dictionary_is_named_with_its_line(only, dictionary, portions):
    marked = dictionary("  id: respid", "  id: respid # CHECK is it unique?")
    finding = only("LPS001", portions, marked)
    assert (finding.severity, finding.line) == (Severity.WARNING, 15)
    assert "is it unique?" in finding.message


def test_a_dictionary_without_scales_has_nothing_to_compare(only, dictionary, portions, text):
    start, end = text.index("scales:\n"), text.index("analysis:")
    family = text[text.index("    # The questions the") : text.index("    # Single questions")]
    assert only("LPS002", portions, dictionary(text[start:end], "", family, "")).code == "LPS002"


def test_a_column_renamed_is_found_by_its_label(only, broken):
    finding = only("LPS101", broken(T3, rename=("q17_even_t3", "P1")), along=["LPS104"])
    assert finding.severity is Severity.ERROR
    assert "'P1' is labelled alike (match 1.00)" in finding.message
    assert "q17_even: {names: {T3: P1}}" in finding.message


def test_an_undeclared_code_is_counted_and_its_first_row_named(only, broken):
    def odd(values):
        values[[4, 9]] = 77
        return values

    finding = only("LPS102", broken(T1, {"q1_belong": odd}))
    assert "the code 77 in 2 rows (first: case 5)" in finding.message
    assert finding.subject == "lps_t1.sav: q1_belong"


def test_values_taken_as_missing_on_request_are_only_noted(findings, sound, broken):
    def odd(values):
        values[4] = 77
        return values

    found = findings(sound, broken(T1, {"q1_belong": odd}), tolerant=True)
    assert [(one.code, one.severity) for one in found] == [("LPS103", Severity.NOTE)]


def test_columns_that_nobody_declared_are_counted(only, broken, portions):
    names = (*portions[T2].export.column_names, "mode", "spot")
    finding = only("LPS104", broken(T2, column_names=names))
    assert "lps_t2.sav has 2 columns that the dictionary does not mention: mode; spot." in (
        finding.message
    )


def test_a_site_without_a_name_is_an_error(only, broken):
    finding = only(
        "LPS105",
        broken(T1, {"site": lambda v: np.where(v == 2, 22, v)}),
        along=["LPS116", "LPS122", "LPS215"],
    )
    assert "22 (100)" in finding.message


def test_a_code_labelled_as_another_site_is_an_error(only, broken, portions):
    labels = dict(portions[T1].export.value_labels)
    labels["site"] = {**labels["site"], 2.0: "Whaddon", 3.0: "Westgate"}
    found = broken(T1, value_labels=labels)
    with pytest.raises(AssertionError, match="LPS106"):
        only("LPS105", found)


def test_a_wave_without_rows_is_an_error(findings, sound, broken):
    codes = {one.code for one in findings(sound, broken(T1, {"wave": lambda v: v + 1}))}
    assert {"LPS107", "LPS108"} <= codes


def test_a_file_without_respondents_is_an_error(findings, sound, portions, broken):
    empty = {name: (lambda values: values[:0]) for name in portions[T1].export.columns}
    found = findings(sound, broken(T1, empty, n_rows=0))
    assert "LPS110" in {one.code for one in found}


def test_a_weighted_file_needs_a_word(only, broken, dictionary):
    unsaid = dictionary(
        "  weight: none # quotas, not weights, made each sample like its area\n", ""
    )
    assert only("LPS111", broken(T1, weight="wt"), unsaid).severity is Severity.ERROR


def test_labels_that_contradict_the_dictionary_are_an_error(only, broken, portions):
    labels = dict(portions[T1].export.value_labels)
    labels["q24_job"] = {1.0: "Very poor", 5.0: "Excellent"}
    finding = only("LPS112", broken(T1, value_labels=labels), along=["LPS204", "LPS205"])
    assert "code 1 is labelled 'Very poor', which is 5 there" in finding.message


def test_an_id_twice_is_a_warning_in_a_cross_section(only, broken):
    def copied(values):
        values[7] = values[3]
        return values

    finding = only("LPS113", broken(T1, {"respid": copied}))
    assert finding.severity is Severity.WARNING
    assert "1 ids" in finding.message


def test_an_item_that_nobody_answered_is_an_error(only, broken):
    finding = only("LPS114", broken(T2, {"Q3": lambda v: v * np.nan}), along=["LPS216"])
    assert finding.severity is Severity.ERROR
    assert "q3_rely has no answer in T2" in finding.message


def test_a_missing_site_column_is_an_error(only, broken):
    finding = only("LPS115", broken(T1, rename=("site", None)), along=["LPS116", "LPS122"])
    assert "sites.column" in finding.message


@pytest.mark.parametrize(("rows", "severity"), [(3, Severity.NOTE), (60, Severity.WARNING)])
def test_rows_without_a_site_are_counted(only, broken, rows, severity):
    def blank(values):
        values[:rows] = np.nan
        return values

    finding = only("LPS116", broken(T1, {"site": blank}), along=["LPS122", "LPS215"])
    assert finding.severity is severity
    assert f"{rows} rows left out (no site recorded)" in finding.message


def test_answers_that_the_file_declares_missing_are_a_warning(only, broken, portions):
    ranges = {**portions[T1].export.missing_ranges, "q2_hand": ((7.0, 9.0),)}
    finding = only("LPS117", broken(T1, missing_ranges=ranges), along=["LPS217", "LPS205"])
    assert "within 1-7 taken as missing" in finding.message


def test_what_the_reader_assumed_is_noted(only, broken):
    finding = only("LPS118", broken(T1, notes=("lps_t1.sav: read as windows-1252.",)))
    assert finding.severity is Severity.NOTE


def weighted(dictionary):
    """Let the running number stand in as a weight."""
    said = "weight: none # quotas, not weights, made each sample like its area\n  id: respid"
    return dictionary(said, "weight: respid")


def test_ordinary_weights_are_no_finding(findings, broken, dictionary):
    assert findings(weighted(dictionary), broken(T1)) == ()


def test_a_negative_weight_is_an_error(only, broken, dictionary):
    found = only("LPS119", broken(T1, {"respid": lambda v: -v}), weighted(dictionary), ["LPS121"])
    assert "the weight 'respid' is negative or no number in 400 rows" in found.message


def test_weights_missing_or_zero_are_counted(only, broken, dictionary):
    def spoilt(values):
        values[:5], values[5:8] = np.nan, 0
        return values

    found = only("LPS120", broken(T1, {"respid": spoilt}), weighted(dictionary))
    assert "5 have no weight and 3 the weight 0" in found.message


def test_extreme_weights_are_a_warning(only, broken, dictionary):
    def extreme(values):
        values[:] = 1
        values[0] = 50
        return values

    found = only("LPS121", broken(T1, {"respid": extreme}), weighted(dictionary))
    # Kish: n sum w^2 / (sum w)^2 = 400 (399 + 2500) / 449^2
    assert "the largest 50.0 times the median; design effect 5.75" in found.message


def test_an_empty_and_a_small_cell_are_warnings(findings, sound, broken):
    def moved(values):
        values[values == 4] = 1
        west = np.flatnonzero(values == 2)
        values[west[5:]] = 1
        return values

    found = {one.code: one for one in findings(sound, broken(T2, {"site": moved}))}
    assert found["LPS122"].message == "Time Two: nobody from 1 site: Cashes Green."
    assert "from 1 site: Westgate (5)" in found["LPS123"].message
    assert {one.severity for one in found.values()} == {Severity.WARNING}


def test_words_where_codes_should_be_are_another_type(only, portions):
    export = portions[T1].export
    words = TextColumn(levels=("often", "never"), codes=np.arange(400, dtype=np.int32) % 2)
    spoilt = replace(export, columns={**export.columns, "q1_belong": words})
    finding = only("LPS124", (replace(portions[0], export=spoilt), *portions[1:]))
    assert "the answer 'often' in 200 rows" in finding.message


YEARS = "sex: {type: categorical, label: Sex, labels: {1: Male, 2: Female}}"


def test_missing_codes_between_measurements_are_a_warning(only, dictionary, broken):
    def years(values):
        return np.arange(400) % 12

    measured = dictionary(YEARS, "sex: {type: number, label: Years here}")
    plain = broken(T1, {"sex": years}, missing_ranges={})
    finding = only("LPS125", plain, measured, along=["LPS217", "LPS216"])
    assert "8 (33), 9 (33) taken as missing" in finding.message
    assert "sex: {missing: {}}" in finding.message


@pytest.mark.parametrize("said", ["missing: {}", "range: [0, 20]"])
def test_missing_codes_of_ones_own_or_a_range_settle_it(findings, dictionary, broken, said):
    measured = dictionary(YEARS, f"sex: {{type: number, label: Years here, {said}}}")
    plain = broken(T1, {"sex": lambda values: np.arange(400) % 12}, missing_ranges={})
    assert "LPS125" not in {one.code for one in findings(measured, plain)}


def test_a_dictionary_at_fault_is_refused_as_ever(dictionary):
    with pytest.raises(DictionaryError):
        dictionary("id: respid", "di: respid")
