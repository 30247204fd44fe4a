import json
import re
from dataclasses import replace

import numpy as np
import pytest

import lpsstats
from lpsstats.analysis.item_influence import influence
from lpsstats.documents.measurement import (
    dimensions_document,
    influence_document,
    invariance_document,
)
from lpsstats.documents.reliability import reliability_document
from lpsstats.errors import UsageError
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.survey.scoring import item_matrix
from lpsstats.tables.measurement_influence import influence_table
from lpsstats.tables.result_schema import result_schema


@pytest.fixture(scope="module")
def survey(root):
    return lpsstats.read_survey(lpsstats.read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def weighted(survey):
    weight = np.random.default_rng(1).lognormal(0, 0.5, survey.n)
    weight[::50], weight[1::50] = np.nan, 0.0
    return replace(survey, weight=weight)


@pytest.fixture(scope="module")
def documents(survey):
    return {
        "ordinal": reliability_document(survey, ordinal=True, by="wave"),
        "dimensions": dimensions_document(survey, by="wave", measures=["wellbeing", "trust"]),
        "influence": influence_document(survey),
        "invariance": invariance_document(survey, by="site", measures=["wellbeing", "trust"]),
        "items": invariance_document(survey, items_only=True, measures=["wellbeing", "trust"]),
    }


NAMES = ["ordinal", "dimensions", "influence", "invariance", "items"]


def notes_of(document):
    return " ".join(note for table in document.tables for note in table.notes)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_page(documents, name, width):
    page = Page(width=width, colour=False, unicode=True)
    shown = render(documents[name], "terminal", page)
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", ["plain", "csv", "tsv", "json", "markdown", "latex"])
def test_every_format_holds_every_record(documents, name, format):
    text = render(documents[name], format, Page(width=None, colour=False, unicode=True))
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    if format in {"csv", "tsv"}:
        assert len(text.splitlines()) == 1 + len(documents[name].tables[0].records)


@pytest.mark.parametrize("name", NAMES)
def test_the_json_fits_the_schema(documents, name):
    jsonschema = pytest.importorskip("jsonschema")
    page = Page(width=None, colour=False, unicode=True)
    answer = json.loads(render(documents[name], "json", page))
    jsonschema.validate(answer, result_schema("reliability"))


def test_ordinal_reliability_is_labelled_and_never_judged(survey, documents):
    plain = reliability_document(survey, by="wave")
    document = documents["ordinal"]
    assert document.findings == plain.findings
    assert "latent responses, not of the mean score" in notes_of(document)
    assert "latent responses" not in notes_of(plain)
    for record, other in zip(document.tables[0].records, plain.tables[0].records, strict=True):
        assert record["alpha_ordinal"] > record["alpha"] == other["alpha"]
        assert other["alpha_ordinal"] is other["omega_categorical"] is None


def test_answers_that_nobody_gave_are_said(survey):
    values = survey.responses["q21_count"].copy()
    values[values == 7] = 6
    fewer = replace(survey, responses={**survey.responses, "q21_count": values})
    document = reliability_document(fewer, ordinal=True, measures=["trust"])
    assert "Trust in police q21_count (1)" in notes_of(document)


def test_a_scale_without_ordinal_values_says_why(survey):
    responses = dict(survey.responses)
    first, second, _ = survey.dictionary.scales["trust"].items
    responses[second] = responses[first]
    same = replace(survey, responses=responses)
    document = reliability_document(same, ordinal=True, measures=["trust"])
    assert document.tables[0].records[0]["ordinal_reason"] == "empty_category"
    assert "No ordinal alpha or omega, a pair of answers" in notes_of(document)


def test_weights_are_used_where_asked_and_only_there(weighted, survey):
    plain, without = (reliability_document(s, measures=["cohesion"]) for s in (survey, weighted))
    used = reliability_document(weighted, measures=["cohesion"], weighted=True)
    first, second, third = (d.tables[0].records[0] for d in (plain, without, used))
    assert second == first
    assert "--weighted uses them" in notes_of(without)
    assert "--weighted" not in notes_of(plain)
    items = item_matrix(weighted, survey.dictionary.scales["cohesion"])
    kept = ~np.isnan(items).any(axis=1) & (weighted.weight > 0)
    s = np.cov(items[kept].T, aweights=weighted.weight[kept], ddof=0)
    assert third["alpha"] == pytest.approx(1.25 * (1 - np.trace(s) / s.sum()), abs=1e-12)
    w = weighted.weight[kept]
    assert third["n"] == kept.sum()
    assert third["n_effective"] == pytest.approx(w.sum() ** 2 / (w**2).sum())
    assert third["weighted"] is True
    assert any("48 of 1,200 respondents" in note for note in used.notes)


def test_clusters_that_are_not_used_are_said(survey):
    streets = replace(survey, dictionary=replace(survey.dictionary, cluster="street"))
    assert "the clusters of street are not used" in notes_of(reliability_document(streets))


def test_weights_need_an_interval_that_knows_them(weighted, survey):
    with pytest.raises(UsageError, match="--ci feldt: this interval knows no weights"):
        reliability_document(weighted, weighted=True, interval="feldt")
    with pytest.raises(UsageError, match="no weight is declared"):
        reliability_document(survey, weighted=True)


def test_weighted_ordinal_values_follow_the_weights(weighted):
    found = [
        reliability_document(weighted, measures=["trust"], ordinal=True, weighted=w).tables[0]
        for w in (False, True)
    ]
    first, second = (table.records[0]["alpha_ordinal"] for table in found)
    assert first == pytest.approx(second, abs=0.03)
    assert first != second


def test_a_measurement_of_a_weighted_survey_says_that_it_is_unweighted(weighted):
    for make in (dimensions_document, influence_document, invariance_document):
        assert "the survey's weights are not used here" in make(weighted, measures=["trust"]).notes


def test_sites_may_be_chosen(survey):
    document = reliability_document(survey, sites=["whaddon"], measures=["trust"])
    assert document.tables[0].records[0]["n"] < 330
    assert "only Whaddon: 300 of 1,200 respondents" in document.notes
    rows = influence_document(survey, sites=["whaddon"], measures=["trust"]).tables[0].records
    assert {row["site"] for row in rows} == {"whaddon"}


def test_little_power_is_said_where_waves_are_small(survey):
    small = invariance_document(survey, sites=["whaddon"], measures=["trust"])
    assert "no evidence of a difference is not evidence of none" in notes_of(small)
    assert "little power" not in notes_of(invariance_document(survey, measures=["trust"]))


def test_the_item_that_carries_a_result_is_named(survey):
    responses = dict(survey.responses)
    later = (survey.wave == 2) & (survey.site == 3)
    earlier = (survey.wave == 0) & (survey.site == 3)
    for key in survey.dictionary.scales["trust"].items:
        values = responses[key].copy()
        values[later] = np.resize(values[earlier], int(later.sum()))
        if key == "q22_matters":
            values[later] = np.maximum(values[later] - 3, 1)
        responses[key] = values
    document = influence_document(replace(survey, responses=responses), measures=["trust"])
    assert "Trust in police, Cashes Green (improved): q22_matters" in notes_of(document)
    steady = influence_document(survey, measures=["cohesion"], sites=["barton"])
    assert "No verdict rests on a single item." in notes_of(steady)


def test_a_panel_is_told_that_waves_share_people(survey):
    panel = replace(survey, dictionary=replace(survey.dictionary, design="panel"))
    document = invariance_document(panel, measures=["trust"])
    assert "The waves share people" in notes_of(document)


def test_reasons_are_told_in_words(survey):
    trust = survey.dictionary.scales["trust"]
    pair = replace(trust, items=trust.items[:2], min_items=2)
    dictionary = replace(survey.dictionary, scales={"trust": pair})
    two = replace(survey, dictionary=dictionary)
    assert "two items do not identify a factor" in notes_of(invariance_document(two))
    assert "two items do not identify a factor" in notes_of(dimensions_document(two))
    with pytest.raises(UsageError, match="no item can be freed"):
        invariance_document(two, items_only=True)
    three = dimensions_document(survey, measures=["trust"])
    assert "one factor fits any three items: Trust in police" in notes_of(three)


@pytest.mark.parametrize(
    ("make", "options", "message"),
    [
        (invariance_document, {"by": "wave"}, "--by wave"),
        (invariance_document, {"waves": ("T3", "T1")}, "later"),
        (influence_document, {"waves": ("T9", None)}, "--from T9"),
        (influence_document, {"confidence": 95}, "did you mean 0.95"),
        (dimensions_document, {"by": "sex"}, "--by sex"),
        (dimensions_document, {"measures": ["trus"]}, "did you mean 'trust'"),
        (dimensions_document, {"sites": ["wadon"]}, "did you mean 'whaddon'"),
    ],
)
def test_a_wrong_name_is_answered_with_a_message(survey, make, options, message):
    with pytest.raises(UsageError, match=message):
        make(survey, **options)


def test_equal_runs_are_equal_and_the_seed_is_told(survey):
    first, second = (dimensions_document(survey, measures=["trust"], seed=7) for _ in range(2))
    assert first == second
    assert first.provenance["options"]["seed"] == 7
    assert "seed 7" in notes_of(first)


def test_a_scale_that_rests_on_one_weight_is_not_tested_and_not_judged(survey):
    weight = np.ones(survey.n)
    weight[np.flatnonzero(survey.wave == 0)[0]] = 1e7
    heavy = replace(survey, weight=weight)
    document = reliability_document(
        heavy, measures=["trust"], by="wave", weighted=True, ordinal=True, min_alpha=0.7
    )
    pooled, first, *others = document.tables[0].records
    for record in (pooled, first):
        assert (record["reason"], record["check"]) == ("n_lt_2", "not_judged")
        names = ("alpha", "alpha_low", "alpha_high", "omega", "omega_low", "alpha_ordinal")
        assert {record[name] for name in names} == {None}
    assert {record["reason"] for record in others} == {None}
    assert "the weights leave fewer than three in effect" in notes_of(document)


def test_influence_says_that_clusters_are_not_used(survey, documents):
    streets = replace(survey, dictionary=replace(survey.dictionary, cluster="street"))
    said = "the clusters of street are not used"
    assert said in notes_of(influence_document(streets, measures=["trust"]))
    assert "clusters" not in notes_of(documents["influence"])


def test_what_is_practically_unchanged_is_said_with_its_bound_and_what_it_rests_on(survey):
    bounds = {"trust": 6.0, "cohesion": 5.0}
    wide = replace(survey, dictionary=replace(survey.dictionary, smallest_change=bounds))
    document = influence_document(wide, measures=["trust"])
    assert {row["verdict"] for row in document.tables[0].records} == {"practically_unchanged"}
    assert "lies within a declared bound (Trust in police 6.00)" in notes_of(document)
    assert "No verdict rests on a single item." in notes_of(document)
    rows = influence(wide, (survey.dictionary.scales["trust"],), (0, 2), confidence=0.95)
    block = [row for row in rows if row.site == "barton"]
    name = f"Trust in police, {block[0].site_label}"
    block[1] = replace(block[1], verdict="no_clear_change", differs="verdict")
    notes = " ".join(influence_table(block, wide.dictionary).notes)
    assert f"{name} (practically unchanged): {block[1].item}." in notes
    block[0] = replace(block[0], verdict="no_clear_change")
    block[1] = replace(block[1], verdict="practically_unchanged")
    block[2:] = [replace(row, differs=None) for row in block[2:]]
    notes = " ".join(influence_table(block, wide.dictionary).notes)
    assert f"it would be practically unchanged: {name}: {block[1].item}." in notes
    assert "there would be a clear change" not in notes
