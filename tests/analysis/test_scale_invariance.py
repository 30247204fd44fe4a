from dataclasses import replace

import numpy as np
import pytest

import lpsstats
from lpsstats.analysis.invariance import invariance
from lpsstats.stats.invariance import MODELS
from support.reference import table

WORDS = {
    "chisq.scaled": "chi_square",
    "chisq.scaling.factor": "scaling",
    "delta": "delta_chi_square",
    "delta_p": "delta_p_value",
    "pvalue.scaled": "p_value",
    "cfi.robust": "cfi",
    "rmsea.robust": "rmsea",
    "rmsea.ci.lower.robust": "rmsea_low",
    "rmsea.ci.upper.robust": "rmsea_high",
    "gain": "delta_chi_square",
}


@pytest.fixture(scope="module")
def survey(root):
    return lpsstats.read_survey(lpsstats.read_dictionary(root / "data_dictionary.yaml"))


def answer(survey, key, waves=(0, 1, 2), *, by_site=False):
    return invariance(survey, (survey.dictionary.scales[key],), waves, by_site=by_site)


def without(survey, key, wave, keep):
    """Leave only some answers to a scale in one wave."""
    responses = dict(survey.responses)
    for item in survey.dictionary.scales[key].items:
        responses[item] = responses[item].copy()
        responses[item][np.flatnonzero(survey.wave == wave)[keep:]] = np.nan
    return replace(survey, responses=responses)


@pytest.mark.parametrize("key", ["cohesion", "wellbeing", "trust"])
def test_the_example_is_what_lavaan_makes_of_its_files(survey, key):
    found = answer(survey, key)
    models = {row.model: row for row in found.models}
    items = {(row.item, row.wave_to): row for row in found.items}
    rows = [row for row in table("invariance.csv") if row["set"] == key]
    assert rows
    for row in rows:
        name = WORDS.get(row["statistic"], row["statistic"])
        if row["model"] in MODELS:
            value = getattr(models[row["model"]], name)
        else:
            wave = f"T{row['wave'] or 2}"
            name = "delta_p_value" if name == "p_value" else name
            value = getattr(items[row["item"], wave], name)
        if value is None or not row["value"]:
            assert models["configural"].df == 0
            continue
        assert value == pytest.approx(float(row["value"]), abs=2e-5, rel=2e-5), row


def test_all_waves_are_counted(survey):
    found = answer(survey, "cohesion")
    assert [one.wave for one in found.models[0].wave_cases] == ["T1", "T2", "T3"]
    assert sum(one.n for one in found.models[0].wave_cases) == found.models[0].n
    assert (found.models[0].n_waves, found.left_out) == (3, ())


def test_the_scalar_model_names_the_item_with_the_largest_dmacs(survey):
    found = answer(survey, "trust")
    largest = max(found.items, key=lambda row: row.dmacs)
    scalar = found.models[2]
    assert (scalar.shifted_item, scalar.shifted_wave) == (largest.item, largest.wave_to)
    assert (scalar.shift, scalar.dmacs) == (largest.shift, largest.dmacs)
    assert found.models[0].shifted_item is None


def test_two_waves_may_be_chosen(survey):
    found = answer(survey, "trust", (0, 2))
    assert {(row.wave_from, row.wave_to) for row in found.items} == {("T1", "T3")}
    assert found.models[1].delta_df == 2


def test_sites_stand_beside_all_respondents(survey):
    found = answer(survey, "trust", by_site=True)
    places = [row.site for row in found.models if row.model == "metric"]
    assert places == [None, "barton", "westgate", "whaddon", "cashes"]
    sites = [row.n for row in found.models if row.model == "metric" and row.site]
    assert sum(sites) == found.models[0].n


def test_a_wave_with_few_complete_cases_is_left_out_and_said(survey):
    few = without(survey, "trust", 1, 25)
    found = answer(few, "trust")
    assert [one.wave for one in found.models[0].wave_cases] == ["T1", "T3"]
    assert len(found.left_out) == 1
    assert found.left_out[0].startswith("Trust in police T2 (")
    assert found.models[1].delta_chi_square == pytest.approx(
        answer(survey, "trust", (0, 2)).models[1].delta_chi_square
    )


def test_one_wave_with_cases_is_not_enough(survey):
    found = answer(without(without(survey, "trust", 1, 0), "trust", 2, 5), "trust")
    assert {row.reason for row in found.models} == {"few_cases"}
    assert {row.status for row in found.models} == {"not_testable"}
    assert found.items == ()
    assert len(found.left_out) == 2


def test_two_items_have_no_model(survey):
    trust = survey.dictionary.scales["trust"]
    pair = replace(trust, items=trust.items[:2], min_items=2)
    found = invariance(survey, (pair,), (0, 1, 2), by_site=False)
    assert {row.reason for row in found.models} == {"two_items"}
