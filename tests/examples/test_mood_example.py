"""The mood example: both files hold the same answers, and numpy agrees with R about them."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from lpsstats.dictionary.reading import read_dictionary

MOOD = Path(__file__).parents[2] / "examples" / "mood"
STUDIES = ["AGES", "CITY", "CART", "FIAT", "FILM", "FLAT", "FAST", "PAT", "PATS", "RIM", "ROB"]
STUDIES += ["SALT", "SHED", "SHOP", "VALE", "XRAY"]


@pytest.fixture(scope="module")
def spss():
    return pyreadstat.read_sav(MOOD / "mood.sav", user_missing=True)


@pytest.fixture(scope="module")
def people():
    return pd.read_csv(MOOD / "mood.csv")


@pytest.fixture(scope="module")
def dictionary():
    return read_dictionary(MOOD / "data_dictionary.yaml")


@pytest.fixture(scope="module")
def reference():
    with (MOOD / "reference.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    names = ("measure", "site", "wave_from", "wave_to", "quantity")
    return {tuple(row[name] for name in names): float(row["value"]) for row in rows}


def test_both_files_hold_the_same_answers(spss, people):
    frame, meta = spss
    named = frame.assign(study=frame["study"].map(meta.variable_value_labels["study"]))
    pd.testing.assert_frame_equal(named, people, check_dtype=False)


def test_both_files_are_small_enough_to_ship():
    assert all((MOOD / name).stat().st_size < 1_500_000 for name in ("mood.sav", "mood.csv"))


def test_a_person_stands_once_in_a_wave_and_in_one_study(people):
    assert not people.duplicated(["person", "time"]).any()
    assert people.groupby("person")["study"].nunique().eq(1).all()
    assert people["person"].nunique() == 1844


def test_the_readme_counts_everybody(people):
    text = (MOOD / "README.md").read_text(encoding="utf-8")
    counted = {study: [0, 0, 0, 0] for study in STUDIES}
    for (study, time), n in people.groupby(["study", "time"]).size().items():
        counted[study][time - 1] = n
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in text.splitlines() if "|" in line]
    told = {
        r[0]: [int(cell.split()[0]) if cell else 0 for cell in r[1:5]]
        for r in rows
        if r[0] in counted
    }
    assert told == counted


def test_the_dictionary_names_every_column(dictionary, people):
    assert {*dictionary.variables, "person", "study", "time"} == set(people)


def test_the_dictionary_knows_every_study_by_its_label(dictionary, spss, people):
    labels = {site.label for site in dictionary.sites}
    assert labels == set(spss[1].variable_value_labels["study"].values()) == set(people["study"])


def test_the_dictionary_and_the_file_label_questions_and_answers_alike(dictionary, spss):
    meta = spss[1]
    for name, variable in dictionary.variables.items():
        assert variable.label == meta.column_names_to_labels[name]
        assert variable.labels == meta.variable_value_labels[name]


def turned(people, dictionary, measure):
    """Give the answers of a scale with its reversed items turned round."""
    scale = dictionary.scales[measure]
    answers = people[list(scale.items)].to_numpy(dtype=float)
    flip = [item in scale.reverse for item in scale.items]
    return np.where(flip, scale.low + scale.high - answers, answers)


def scored(people, dictionary, measure):
    answers = turned(people, dictionary, measure)
    answered = np.count_nonzero(~np.isnan(answers), axis=1)
    enough = answered >= answers.shape[1] / 2
    means = np.nansum(answers, axis=1) / np.maximum(answered, 1)
    return pd.Series(np.where(enough, means, np.nan), index=people.index)


def alpha(answers):
    complete = answers[~np.isnan(answers).any(axis=1)]
    # psych leaves an item out that everyone answers alike.
    complete = complete[:, complete.var(axis=0) > 0]
    n_items = complete.shape[1]
    of_items, of_sum = complete.var(axis=0, ddof=1).sum(), complete.sum(axis=1).var(ddof=1)
    return n_items / (n_items - 1) * (1 - of_items / of_sum), len(complete)


MEASURES = ("state_anxiety", "energetic_arousal", "tense_arousal")


@pytest.mark.parametrize("measure", MEASURES)
def test_alphas_agree_with_psych(people, dictionary, reference, measure):
    cells = [key for key in reference if key[0] == measure and key[4] == "alpha"]
    assert len(cells) > 30
    for _, site, wave, to, quantity in cells:
        here = people
        here = here[here["study"] == site.upper()] if site else here
        here = here[here["time"] == int(wave[1])] if wave else here
        value, n = alpha(turned(here, dictionary, measure))
        assert value == pytest.approx(reference[measure, site, wave, to, quantity], rel=1e-12)
        assert n == reference[measure, site, wave, to, "alpha_n"]


@pytest.mark.parametrize("measure", MEASURES)
def test_paired_differences_agree_with_t_test(people, dictionary, reference, measure):
    score = people.assign(score=scored(people, dictionary, measure))
    wide = score.pivot_table(index=["study", "person"], columns="time", values="score")
    tests = [key[:4] for key in reference if key[0] == measure and key[4] == "estimate"]
    assert len(tests) > 12
    for _, site, wave_from, wave_to in tests:
        pairs = wide.loc[site.upper(), [int(wave_from[1]), int(wave_to[1])]].dropna().to_numpy()
        change = pairs[:, 1] - pairs[:, 0]
        std_error = change.std(ddof=1) / np.sqrt(len(change))
        got = {
            "n_pairs": len(change),
            "pairs_mean_from": pairs[:, 0].mean(),
            "estimate": change.mean(),
            "std_error": std_error,
            "statistic": change.mean() / std_error,
            "df": len(change) - 1,
        }
        expected = {name: reference[measure, site, wave_from, wave_to, name] for name in got}
        assert got == pytest.approx(expected, rel=1e-9)


def test_tests_exist_where_both_times_were_asked_and_nowhere_else(reference):
    tested = {
        measure: {key[1] for key in reference if key[0] == measure and key[3] == "T2"}
        for measure in MEASURES
    }
    everyone = {study.lower() for study in STUDIES}
    assert everyone - tested["state_anxiety"] == {"city", "pats", "rim", "rob"}
    assert everyone - tested["tense_arousal"] == {"pats", "rim"}
