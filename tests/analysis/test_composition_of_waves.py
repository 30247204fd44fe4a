"""Who was interviewed in two waves: counted by hand and by R, and said in a line."""

import dataclasses

import numpy as np
import pytest

from lpsstats.analysis.composition import compose
from lpsstats.dictionary.describing import describing_variables, people_variables
from lpsstats.documents.composition import who_was_interviewed
from lpsstats.tables.composition import composition_note, composition_table
from lpsstats.tables.glossary import GLOSSARY
from support.drift_surveys import survey_context
from support.reference import table

TEXT = """\
format: 1
survey: {title: Made by hand}
waves:
  baseline: T1
  endline: T2
  values: {T1: {file: w0.sav}, T2: {file: w1.sav}}
sites:
  column: site
  values: {large: {code: 1, label: Large}, small: {code: 2, label: Small, role: comparison},
    one_wave_each: {code: 3, label: Third}}
variables:
  score: {type: number}
  agegroup: {type: ordinal, label: Age group, labels: {1: a, 2: b, 3: c, 4: d, 5: e}}
  sex: {type: categorical, label: Sex, labels: {2: Female, 1: Male}}
  years: {type: number, label: Years lived here}
  happy: {type: ordinal, better: high, labels: {1: no, 2: yes}}
  one: {type: categorical, labels: {1: only}}
analysis: {covariates: [agegroup, sex, years]}
"""
UNDECLARED = TEXT.replace("analysis: {covariates: [agegroup, sex, years]}\n", "")
SITES = ("large", "small", "one_wave_each")
INPUTS = table("inputs/adjustment.csv")


def columns_of(rows):
    columns = {k: [float(r[k]) for r in rows] for k in ("score", "agegroup", "sex", "years")}
    columns["site"] = [1.0 + SITES.index(r["set"]) for r in rows]
    columns["happy"] = columns["one"] = [1.0] * len(rows)
    return columns


@pytest.fixture
def made(tmp_path):
    def build(text=TEXT, change=lambda waves: None):
        waves = [columns_of([r for r in INPUTS if r["later"] == wave]) for wave in "01"]
        change(waves)
        return survey_context(tmp_path, text, waves).survey

    return build


def weighted(survey):
    weight = [float(r["weight"]) for wave in "01" for r in INPUTS if r["later"] == wave]
    return dataclasses.replace(survey, weight=np.array(weight))


def composed(survey):
    return compose(survey, people_variables(survey.dictionary), 0, 1)


def picked(rows, measure, site, category=None):
    found = [
        r for r in rows if (r.measure, r.site, r.category) == (measure, site, category)
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("row", table("standardised_difference.csv"), ids=lambda r: str(r.values()))
def test_every_standardised_difference_is_that_of_r(made, row):
    found = picked(composed(weighted(made())), row["variable"], row["set"])
    ours = found.std_difference_weighted if row["weighted"] == "1" else found.std_difference
    assert ours == pytest.approx(float(row["std_difference"]), rel=1e-10)


def test_shares_are_those_of_the_respondents_who_answered(made):
    def unanswered(waves):
        waves[0]["sex"][0] = np.nan

    survey = made(change=unanswered)
    rows = composed(survey)
    small = (survey.site == survey.site[0]) & (survey.wave == 0)
    site = SITES[int(survey.site[0])]
    sex = survey.responses["sex"][small]
    whole, women = picked(rows, "sex", site), picked(rows, "sex", site, "2")
    assert whole.n_from == small.sum() - 1
    assert (women.n_from, women.category_label) == (int((sex == 2).sum()), "Female")
    assert women.pct_from == pytest.approx(100 * women.n_from / whole.n_from)
    assert women.pct_from_weighted is women.std_difference is whole.pct_from is None
    assert [r.category for r in rows if r.measure == "sex" and r.site == site] == [None, "1", "2"]


def test_numbers_have_means_instead(made):
    survey = weighted(made())
    row = picked(composed(survey), "years", "small")
    here = (survey.site == 1) & (survey.wave == 1)
    years, weight = survey.responses["years"][here], survey.weight[here]
    assert row.mean_to == pytest.approx(years.mean())
    assert row.sd_to == pytest.approx(years.std(ddof=1))
    assert row.mean_to_weighted == pytest.approx(np.average(years, weights=weight))
    assert (row.role, row.type, row.n_to) == ("comparison", "number", len(years))


def test_all_sites_together_are_those_with_both_waves(made):
    def move(waves):
        waves[0]["site"] = [1.0 if s == 3 else s for s in waves[0]["site"]]

    survey = made(change=move)
    whole = picked(composed(survey), "sex", None)
    assert (whole.n_sites, whole.site_label) == (2, "All sites")
    assert whole.n_to == int(((survey.wave == 1) & (survey.site < 2)).sum())
    third = picked(composed(survey), "sex", "one_wave_each")
    assert (third.reason, third.std_difference, third.imbalanced) == ("wave_missing", None, None)
    assert third.by_chance is None


def test_equal_weights_change_nothing(made):
    plain = composed(made())
    heavy = composed(dataclasses.replace(made(), weight=np.full(len(INPUTS), 3.0)))
    for one, other in zip(plain, heavy, strict=True):
        for name in ("std_difference", "pct_to", "mean_to"):
            same = getattr(one, name)
            theirs = getattr(other, f"{name}_weighted")
            assert theirs == (None if same is None else pytest.approx(same, rel=1e-9))
        if one.category is None:
            assert other.by_chance == pytest.approx(one.by_chance)
        assert other.imbalanced == one.imbalanced


def test_weights_decide_what_is_imbalanced(made):
    # In the large site the sexes differ by .01, weighted by .04: below .10 either way.
    rows = composed(weighted(made()))
    assert picked(rows, "sex", "large").imbalanced is False
    assert picked(rows, "years", "small").imbalanced is False
    assert picked(rows, "years", "large").imbalanced is True
    assert picked(rows, "sex", "large", "1").imbalanced is None


def test_without_covariates_what_seems_to_describe_people_is_taken(made):
    dictionary = made(UNDECLARED).dictionary
    assert [v.key for v in describing_variables(dictionary)] == ["agegroup", "sex"]
    assert people_variables(dictionary) == describing_variables(dictionary)
    assert [v.key for v in people_variables(made().dictionary)] == ["agegroup", "sex", "years"]


def test_the_note_names_the_worst_place_of_each_variable_and_the_rest_by_number(made):
    survey = made()
    note = composition_note(composed(survey), survey.dictionary)
    assert note.startswith(
        "The people differ between T1 and T2 (standardised difference above .10): Age group (1.53 "
        "in Third and in 3 more, by chance up to "
    )
    assert "Sex (.17 in Small, by chance up to .59)" in note
    assert "Years lived here (.15 in Large and in " in note
    assert note.endswith("`lpsstats describe --table composition` shows all.")


def test_the_note_says_what_to_declare(made):
    survey = made(UNDECLARED)
    note = composition_note(composed(survey), survey.dictionary)
    assert "Years" not in note
    assert note.endswith(
        "Changes are not adjusted for it: name what describes people under analysis.covariates "
        "(survey.yaml:1)."
    )
    panel = dataclasses.replace(survey.dictionary, design="panel")
    assert "analysis.covariates" not in composition_note(composed(survey), panel)


def test_the_same_people_need_no_note(made):
    def copy(waves):
        waves[1].update({k: list(v) for k, v in waves[0].items()})

    survey = made(change=copy)
    rows = composed(survey)
    assert composition_note(rows, survey.dictionary) is None
    notes = composition_table(rows, survey.dictionary).notes
    assert "None is above .10." in notes


def test_people_with_nothing_in_common_differ_without_bound(made):
    def part(waves):
        for wave, sex in zip(waves, (1.0, 2.0), strict=True):
            wave["sex"] = [sex] * len(wave["sex"])

    survey = made(change=part)
    rows = composed(survey)
    row = picked(rows, "sex", "small")
    assert (row.reason, row.std_difference, row.imbalanced) == ("separation", None, True)
    note = composition_note(rows, survey.dictionary)
    assert "Sex (without bound in Large and in 3 more" in note
    table_notes = " ".join(composition_table(rows, survey.dictionary).notes)
    assert "Sex in Small (without bound)" in table_notes


def test_small_and_empty_groups_are_said(made):
    def few(waves):
        asked = [i for i, site in enumerate(waves[0]["site"]) if site == 1][:5]
        waves[0]["sex"] = [sex if i in asked else np.nan for i, sex in enumerate(waves[0]["sex"])]

    survey = made(change=few)
    notes = " ".join(composition_table(composed(survey), survey.dictionary).notes)
    assert "Not answered in one of the waves: Sex in Small; Sex in Third." in notes
    assert "Fewer than 10 respondents, too few for publication: Sex in Large; Sex over" in notes


def test_a_panel_is_not_told_to_declare_covariates(made):
    survey = made(UNDECLARED)
    table_ = composition_table(composed(survey), survey.dictionary)
    assert "analysis.covariates" in table_.notes[-1]
    panel = dataclasses.replace(survey.dictionary, design="panel")
    assert "analysis.covariates" not in " ".join(composition_table(composed(survey), panel).notes)


@pytest.mark.parametrize(
    "analysis",
    ["{families: {main: {measures: [agegroup]}}}", "{smallest_change: {agegroup: 0.3}}"],
)
def test_what_is_declared_an_outcome_describes_nobody(made, analysis):
    dictionary = made(f"{UNDECLARED}analysis: {analysis}\n").dictionary
    assert [v.key for v in people_variables(dictionary)] == ["sex"]
    rest = made(f"{UNDECLARED}analysis: {{families: {{rest: {{adjust: holm}}}}}}\n").dictionary
    assert [v.key for v in people_variables(rest)] == ["agegroup", "sex"]


def test_who_has_no_weight_is_left_out_of_the_table_and_counted(made):
    survey = weighted(made())
    weight = survey.weight.copy()
    later = np.flatnonzero((survey.site == 0) & (survey.wave == 1))
    weight[later[:3]], weight[later[3:5]] = 0.0, np.nan
    fewer = dataclasses.replace(survey, weight=weight)
    row = picked(composed(fewer), "sex", "large")
    assert row.n_to == len(later) - 5
    kept = dataclasses.replace(
        survey,
        weight=survey.weight[weight > 0],
        wave=survey.wave[weight > 0],
        site=survey.site[weight > 0],
        responses={k: v[weight > 0] for k, v in survey.responses.items()},
    )
    assert composed(fewer) == composed(kept)
    women = picked(composed(fewer), "sex", "large", "2")
    assert women.pct_to == pytest.approx(100 * women.n_to / row.n_to)
    notes = " ".join(who_was_interviewed(fewer).notes)
    assert "5 respondents have no weight above zero and so no part in this table" in notes
    assert "no part in this table" not in " ".join(who_was_interviewed(survey).notes)


def test_by_chance_belongs_to_the_weighted_difference_and_the_notes_say_so(made):
    plain, heavy = made(), weighted(made())
    first, second = (picked(composed(s), "years", "small").by_chance for s in (plain, heavy))
    assert second > first  # fewer in effect
    declared = dataclasses.replace(plain.dictionary, weight_names={"T1": "w", "T2": "w"})
    rows = composed(heavy)
    assert "what the weighted one stays below" in composition_table(rows, declared).notes[0]
    assert "what it stays below" in composition_table(rows, plain.dictionary).notes[0]
    assert "the weighted one, where there are weights" in GLOSSARY["by_chance"]
