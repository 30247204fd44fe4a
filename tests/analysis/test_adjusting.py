"""Adjusted changes of a survey: R's figures by site, statsmodels' over all, and who counts."""

import dataclasses

import numpy as np
import pytest
import statsmodels.api as sm

from lpsstats.analysis.adjusting import adjusted_changes, covariate_columns
from lpsstats.analysis.measuring import measure_of
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
  values: {large: {code: 1}, small: {code: 2}, one_wave_each: {code: 3}, later_only: {code: 4}}
variables:
  score: {type: number}
  high: {type: categorical, labels: {0: No, 1: Yes}, success: [1]}
  kind: {type: categorical, labels: {0: A, 1: B}}
  agegroup: {type: ordinal, labels: {1: a, 2: b, 3: c, 4: d, 5: e}}
  sex: {type: categorical, labels: {2: Female, 1: Male}}
  years: {type: number}
analysis: {covariates: [agegroup, sex, years]}
"""
SITES = ("large", "small", "one_wave_each", "later_only")
INPUTS = table("inputs/adjustment.csv")
FIELDS = ("estimate", "std_error", "df", "p_value", "conf_low", "conf_high")


def columns_of(rows):
    columns = {k: [float(r[k]) for r in rows] for k in ("score", "agegroup", "sex", "years")}
    columns["site"] = [1.0 + SITES.index(r["set"]) for r in rows]
    columns["high"] = columns["kind"] = [float(x > 4) for x in columns["score"]]
    return columns


@pytest.fixture
def made(tmp_path):
    """Give the survey of adjustment.csv, its sets as sites; some respondents at the end changed."""

    def build(text=TEXT, change=lambda later: None):
        rows = [[r for r in INPUTS if r["later"] == wave] for wave in "01"]
        rows[1].append(rows[1][-1] | {"set": "later_only"})
        waves = [columns_of(r) for r in rows]
        change(waves[1])
        return survey_context(tmp_path, text, waves).survey

    return build


def weighted(survey):
    weight = [float(r["weight"]) for wave in "01" for r in INPUTS if r["later"] == wave]
    return dataclasses.replace(survey, weight=np.array([*weight, 1.0]))


def clustered(survey):
    cluster = [int(r["cluster"]) for wave in "01" for r in INPUTS if r["later"] == wave]
    return dataclasses.replace(survey, cluster=np.array([*cluster, -1]))


def changes(survey, *keys, **options):
    return adjusted_changes(survey, [measure_of(survey, key) for key in keys], 0, 1, **options)


@pytest.mark.parametrize(
    ("model", "prepare"),
    [
        ("hc3", lambda survey: survey),
        ("hc3_weighted", weighted),
        ("cr2", clustered),
        ("cr2_weighted", lambda survey: clustered(weighted(survey))),
    ],
)
def test_every_site_has_the_figures_of_r(made, model, prepare):
    found = changes(prepare(made()), "score")
    for row in (r for r in table("adjustment.csv") if r["model"] == model):
        place = (0, SITES.index(row["set"]))
        ours = [getattr(found, name)[place] for name in FIELDS]
        assert ours == pytest.approx([float(row[name]) for name in FIELDS], rel=1e-9)
        assert found.n_adjusted[place] == int(row["n"])
    assert found.reason[0, 3] == "wave_missing"


@pytest.mark.parametrize("heavy", [False, True])
def test_over_all_sites_the_sites_are_held_the_same_too(made, heavy):
    survey = weighted(made()) if heavy else made()
    found = changes(survey, "score")
    here = survey.site < 3  # the last site has one wave only
    x = np.column_stack(
        [np.ones(survey.n), covariate_columns(survey), survey.site == 1, survey.site == 2,
         survey.wave == 1]
    )[here]  # fmt: skip
    weight = survey.weight[here] if heavy else np.ones(here.sum())
    fit = sm.WLS(survey.responses["score"][here], x, weights=weight).fit(cov_type="HC3", use_t=True)
    assert found.n_adjusted[0, 4] == here.sum()
    assert found.n_aliased[0, 4] == 0
    assert found.estimate[0, 4] == pytest.approx(fit.params[-1], rel=1e-9)
    assert found.std_error[0, 4] == pytest.approx(fit.bse[-1], rel=1e-9)
    assert found.p_value[0, 4] == pytest.approx(fit.pvalues[-1], rel=1e-8)
    assert [found.conf_low[0, 4], found.conf_high[0, 4]] == pytest.approx(
        fit.conf_int()[-1].tolist(), rel=1e-8
    )


def test_a_share_is_adjusted_in_percentage_points(made):
    survey = made()
    found = changes(survey, "high")
    x = np.column_stack([np.ones(survey.n), covariate_columns(survey), survey.wave == 1])
    here = survey.site == 0
    fit = sm.OLS(100 * survey.responses["high"][here], x[here]).fit(cov_type="HC3")
    assert found.estimate[0, 0] == pytest.approx(fit.params[-1], rel=1e-9)
    assert found.std_error[0, 0] == pytest.approx(fit.bse[-1], rel=1e-9)


def test_measures_are_adjusted_each_for_itself(made):
    survey = made()
    together, alone = changes(survey, "kind", "high", "score"), changes(survey, "score")
    assert together.estimate.shape == (3, 5)
    assert together.estimate[2].tolist() == pytest.approx(alone.estimate[0].tolist(), nan_ok=True)
    assert set(together.reason[0]) == {"no_mean"}
    assert np.isnan(together.estimate[0]).all()
    assert not together.n_adjusted[0].any()
    assert together.method == alone.method == "Adjusted difference, least squares, HC3"
    assert changes(survey, "kind").reason[0, 0] == "no_mean"


def test_who_does_not_answer_a_covariate_is_left_out_and_counted(made):
    def blank(later):
        later["sex"][:3] = [np.nan] * 3
        later["years"][3] = later["score"][4] = np.nan

    survey = made(change=blank)
    first = int(survey.site[np.flatnonzero(survey.wave == 1)[0]])
    before, after = changes(made(), "score").n_adjusted[0], changes(survey, "score").n_adjusted[0]
    assert (before - after).tolist() == [5 * (s == first) for s in range(4)] + [5]


def test_an_answer_nobody_gave_in_a_site_is_a_column_left_out(made):
    def nobody(later):
        later["agegroup"] = [2.0 if group == 5 else group for group in later["agegroup"]]

    survey = made(change=nobody)
    small = np.flatnonzero((survey.site == 1) & (survey.responses["agegroup"] == 5))
    survey.responses["agegroup"][small] = 4
    found = changes(survey, "score")
    assert found.n_aliased[0, :3].tolist() == [0, 1, 0]
    assert found.reason[0, 1] == ""


def test_a_covariate_that_one_wave_was_not_asked_leaves_that_wave_empty(made):
    def unasked(later):
        later["sex"] = [np.nan] * len(later["sex"])

    found = changes(made(change=unasked), "score")
    assert set(found.reason[0]) == {"wave_missing"}


def test_a_site_that_has_lost_a_wave_to_a_covariate_is_not_pooled(made):
    def unasked(later):
        sites, sex = later["site"], later["sex"]
        later["sex"] = [np.nan if at == 2 else x for at, x in zip(sites, sex, strict=True)]

    survey = made(change=unasked)
    found = changes(survey, "score")
    assert found.reason[0].tolist() == ["", "wave_missing", "", "wave_missing", ""]
    assert found.n_adjusted[0, 4] == found.n_adjusted[0, [0, 2]].sum()
    assert found.n_aliased[0, 4] == 0


def test_the_same_people_are_not_adjusted_and_neither_is_a_survey_without_covariates(made):
    panel = made()
    panel = dataclasses.replace(
        panel, dictionary=dataclasses.replace(panel.dictionary, design="panel")
    )
    assert set(changes(panel, "score").reason[0]) == {"same_people"}
    plain = made(TEXT.replace("analysis: {covariates: [agegroup, sex, years]}\n", ""))
    found = changes(plain, "score", "kind")
    assert set(found.reason.ravel()) == {"no_covariates"}
    assert np.isnan(found.p_value).all()


def test_categories_become_columns_and_numbers_stay_one(made):
    survey = made()
    columns = covariate_columns(survey)
    assert columns.shape == (survey.n, 4 + 1 + 1)
    group = survey.responses["agegroup"]
    assert (columns[:, :4] == (group[:, None] == [2, 3, 4, 5])).all()
    assert (columns[:, 4] == (survey.responses["sex"] == 2)).all()
    assert (columns[:, 5] == survey.responses["years"]).all()


def test_confidence_widens_the_interval(made):
    narrow, wide = (changes(made(), "score", confidence=c) for c in (0.9, 0.99))
    assert wide.conf_low[0, 0] < narrow.conf_low[0, 0]
