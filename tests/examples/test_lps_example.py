"""The synthetic example agrees with the published means, and its script still makes it.

Items, ranges and the published table are typed here once more, and the scores are computed with
numpy alone, so that neither the script nor the program can vouch for itself.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from lpsstats.dictionary.reading import read_dictionary

ROOT = Path(__file__).parents[2]
LPS = ROOT / "examples" / "lps"
SITES = ("Barton & Tredworth", "Whaddon", "Westgate", "Cashes Green")

# Published means: Time One, Time Three.
PUBLISHED = {
    ("cohesion", "Barton & Tredworth"): ("3.55", "2.67"),
    ("cohesion", "Whaddon"): ("2.96", "2.53"),
    ("cohesion", "Westgate"): ("3.06", "2.99"),
    ("cohesion", "Cashes Green"): ("3.16", "2.42"),
    ("wellbeing", "Barton & Tredworth"): ("2.20", "2.02"),
    ("wellbeing", "Whaddon"): ("1.90", "2.06"),
    ("wellbeing", "Westgate"): ("1.99", "2.15"),
    ("wellbeing", "Cashes Green"): ("2.31", "1.95"),
}

# Position of the reversed item, answers needed for a score, top of the range, missing codes.
SCALES = {
    "cohesion": (range(1, 6), 3, 3, 7, (8, 9)),
    "wellbeing": (range(6, 10), None, 2, 7, (8, 9)),
    "life_satisfaction": (range(10, 17), None, 4, 10, (98, 99)),
    "legitimacy": (range(17, 21), None, 2, 7, (8, 9)),
    "trust": (range(21, 24), None, 2, 7, (8, 9)),
}


def read(folder, wave):
    frame, meta = pyreadstat.read_sav(folder / f"lps_{wave.lower()}.sav", user_missing=True)
    return frame, meta


@pytest.fixture(scope="module")
def waves():
    return {wave: read(LPS, wave) for wave in ("T1", "T2", "T3")}


def column(frame, number):
    """Find the column of question `number` whatever the wave calls it."""
    found = [c for c in frame if c == f"Q{number}" or c.startswith(f"q{number}_")]
    assert len(found) == 1
    return found[0]


def items(frame, scale):
    """Give the answers of a scale, not-an-answer codes as NaN, all pointing one way."""
    numbers, reversed_at, _, top, codes = SCALES[scale]
    answers = frame[[column(frame, number) for number in numbers]].to_numpy(dtype=float)
    answers = np.where(np.isin(answers, codes), np.nan, answers)
    if reversed_at is not None:
        answers[:, reversed_at] = top + 1 - answers[:, reversed_at]
    return answers


def scores(frame, scale):
    answers = items(frame, scale)
    answered = np.count_nonzero(~np.isnan(answers), axis=1)
    enough = answered >= SCALES[scale][2]
    return np.nansum(answers[enough], axis=1) / answered[enough]


def at(waves, wave, site):
    frame, meta = waves[wave]
    code = {label: code for code, label in meta.variable_value_labels["site"].items()}[site]
    return frame[frame["site"] == code]


def mean(waves, wave, site, scale):
    return float(scores(at(waves, wave, site), scale).mean())


def alpha(answers):
    complete = answers[~np.isnan(answers).any(axis=1)]
    n_items = complete.shape[1]
    of_items, of_sum = complete.var(axis=0, ddof=1).sum(), complete.sum(axis=1).var(ddof=1)
    return n_items / (n_items - 1) * (1 - of_items / of_sum)


@pytest.mark.parametrize(("scale", "site"), PUBLISHED)
def test_scale_means_agree_with_the_published_table(waves, scale, site):
    printed = tuple(f"{mean(waves, wave, site, scale):.2f}" for wave in ("T1", "T3"))
    assert printed == PUBLISHED[scale, site]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("site", SITES)
def test_time_two_lies_between_time_one_and_time_three(waves, scale, site):
    first, second, third = (mean(waves, wave, site, scale) for wave in ("T1", "T2", "T3"))
    assert min(first, third) < second < max(first, third)


@pytest.mark.parametrize("site", SITES)
def test_life_satisfaction_falls_from_about_nine_to_about_eight(waves, site):
    assert mean(waves, "T1", site, "life_satisfaction") == pytest.approx(9, abs=0.15)
    assert mean(waves, "T3", site, "life_satisfaction") == pytest.approx(8, abs=0.15)


@pytest.mark.parametrize("scale", ["legitimacy", "trust"])
def test_views_of_the_police_gain_most_where_builders_worked(waves, scale):
    gain = {site: mean(waves, "T1", site, scale) - mean(waves, "T3", site, scale) for site in SITES}
    assert min(gain["Barton & Tredworth"], gain["Westgate"]) > max(
        gain["Whaddon"], gain["Cashes Green"]
    )
    assert min(gain.values()) > 0


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_every_site_has_a_hundred_different_respondents(waves, wave):
    frame, _ = waves[wave]
    assert [len(at(waves, wave, site)) for site in SITES] == [100] * 4
    assert frame["respid"].is_unique
    assert frame["wave"].unique().tolist() == [int(wave[1])]


def test_no_respondent_number_returns_in_another_wave(waves):
    numbers = pd.concat([frame["respid"] for frame, _ in waves.values()])
    assert numbers.is_unique


def test_whaddon_changes_its_code_at_time_three(waves):
    codes = {
        wave: [c for c, label in meta.variable_value_labels["site"].items() if label == "Whaddon"]
        for wave, (_, meta) in waves.items()
    }
    assert codes == {"T1": [3], "T2": [3], "T3": [7]}


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
@pytest.mark.parametrize("scale", SCALES)
def test_missing_codes_are_declared_in_the_file_and_in_use(waves, wave, scale):
    frame, meta = waves[wave]
    numbers, _, _, top, codes = SCALES[scale]
    names = [column(frame, number) for number in numbers]
    for name in names:
        assert [(r["lo"], r["hi"]) for r in meta.missing_ranges[name]] == [(c, c) for c in codes]
        labels = meta.variable_value_labels[name]
        assert [labels[code] for code in codes] == ["Refused", "Don't know"]
    stored = frame[names].to_numpy()
    assert set(stored[~np.isnan(stored)]) <= {*range(1, top + 1), *codes}
    assert set(codes) <= set(stored[~np.isnan(stored)])
    assert np.isnan(stored).any()


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_about_one_answer_in_thirty_is_missing(waves, wave):
    frame, _ = waves[wave]
    everything = np.hstack([items(frame, scale) for scale in SCALES])
    assert 0.025 < np.isnan(everything).mean() < 0.045


@pytest.mark.parametrize("scale", SCALES)
def test_some_respondents_answer_too_little_for_a_score(waves, scale):
    unscored = sum(len(frame) - len(scores(frame, scale)) for frame, _ in waves.values())
    assert 0 < unscored < 25


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
@pytest.mark.parametrize("scale", SCALES)
def test_every_scale_is_reliable_in_every_wave_and_site(waves, wave, scale):
    assert 0.75 < alpha(items(waves[wave][0], scale)) < 0.90
    assert all(alpha(items(at(waves, wave, site), scale)) > 0.70 for site in SITES)


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_reversed_item_is_stored_as_it_was_answered(waves, wave):
    turned = items(waves[wave][0], "cohesion")
    complete = turned[~np.isnan(turned).any(axis=1)]
    stored, rest = 8 - complete[:, 3], np.delete(complete, 3, axis=1).mean(axis=1)
    assert np.corrcoef(stored, rest)[0, 1] < -0.3


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_files_say_that_they_are_synthetic(waves, wave):
    _, meta = waves[wave]
    assert meta.file_label.startswith("SYNTHETIC")
    assert any("SYNTHETIC" in note for note in meta.notes)


def test_the_dictionary_says_that_the_survey_is_synthetic():
    assert read_dictionary(ROOT / "data_dictionary.yaml").title.startswith("SYNTHETIC")


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_dictionary_names_every_column_of_every_file(waves, wave):
    dictionary = read_dictionary(ROOT / "data_dictionary.yaml")
    variables = dictionary.variables.values()
    declared = {one.names[wave] for one in variables if one.type != "multiple"}
    boxes = {name[wave] for one in variables for name in one.column_names.values()}
    assert declared | boxes | {"respid", "wave", "site"} == set(waves[wave][0])


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_dictionary_and_the_file_label_questions_and_answers_alike(waves, wave):
    dictionary = read_dictionary(ROOT / "data_dictionary.yaml")
    _, meta = waves[wave]
    for variable in dictionary.variables.values():
        if variable.type == "multiple":
            continue
        name = variable.names[wave]
        assert variable.label == meta.column_names_to_labels[name]
        in_file = meta.variable_value_labels[name]
        ends = {variable.low: variable.anchors[0], variable.high: variable.anchors[1]}
        answers = dict(variable.labels) or ends
        assert {code: in_file[code] for code in answers} == answers
        assert {code: in_file[code] for code in variable.missing} == variable.missing


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_dictionary_names_boxes_and_themes_as_the_file_does(waves, wave):
    variables = read_dictionary(ROOT / "data_dictionary.yaml").variables
    _, meta = waves[wave]
    seen = variables["q27_seen"]
    for position, names in enumerate(seen.column_names.values(), start=1):
        label = meta.column_names_to_labels[names[wave]]
        assert label == f"Seen or heard of: {seen.labels[position]}"
    for key in ("q28_like", "q28_again"):
        for names in variables[key].column_names.values():
            assert meta.variable_value_labels[names[wave]] == variables[key].labels


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lps")
    command = [sys.executable, "-B", str(LPS / "make_lps.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_the_script_makes_the_committed_data(waves, remade, wave):
    frame, meta = waves[wave]
    again, meta_again = read(remade, wave)
    pd.testing.assert_frame_equal(again, frame)
    assert described(meta_again) == described(meta)


def described(meta):
    """Give what a file says of its columns and of itself, its creation date included."""

    return {
        "labels": meta.column_names_to_labels,
        "values": meta.variable_value_labels,
        "missing": meta.missing_ranges,
        "measure": meta.variable_measure,
        "file": (meta.file_label, meta.notes, meta.creation_time),
    }


def test_people_who_trust_the_police_report_more_officers_on_foot(waves):
    for wave in waves:
        frame, _ = waves[wave]
        end = "_t3" if wave == "T3" else ""
        seen = frame[f"q27_1{end}"]
        trust = frame[[f"q{k}{end}" for k in ("21_count", "22_matters", "23_knowhow")]]
        trust = trust.where(trust < 8).mean(axis=1)
        assert trust[seen == 1].mean() < trust[seen == 0].mean() - 0.2


def test_the_second_coder_read_a_third_of_the_respondents_and_mostly_agrees(waves):
    for wave in waves:
        frame, _ = waves[wave]
        end = "_t3" if wave == "T3" else ""
        first, second = (
            frame[[f"{stem}_{k}{end}" for k in (1, 2, 3)]].to_numpy() for stem in ("q28", "q28b")
        )
        twice = ~np.isnan(second).all(axis=1)
        assert 100 < twice.sum() < 134
        both = ~np.isnan(first[twice]) & ~np.isnan(second[twice])
        assert 0.8 < (first[twice] == second[twice])[both].mean() < 0.97
