"""Neither how answers spread nor an adjusted estimate tells what is withheld."""

import json

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.description import description_document
from lpsstats.documents.reliability import reliability_document
from lpsstats.files.survey import read_survey
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.disclosure import resting, suppress
from support.divisions import certain
from support.small_surveys import DICTIONARY, written

PAGE = Page(width=None, colour=False, unicode=True)
CODES = (1, 2, 3, 4)
SPREAD = ("sd", "median", "minimum", "maximum")
# How many gave each answer to q1, by site and wave: few at the ends, or nobody.
ANSWERS = {
    (1, 1): (0, 3, 12, 7),
    (1, 2): (2, 5, 14, 9),
    (2, 1): (4, 11, 15, 6),
    (2, 2): (1, 12, 16, 5),
    (3, 1): (12, 16, 24, 15),
    (3, 2): (13, 14, 21, 18),
}


def answers_of(counts):
    return [code for code, n in zip(CODES, counts, strict=True) for _ in range(n)]


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spread")
    rows = [
        (wave, site, 1 + i % 2, answer, 1 + (answer + i) % 4, 1, 0)
        for (site, wave), counts in ANSWERS.items()
        for i, answer in enumerate(answers_of(counts))
    ]
    path = written(folder, rows)
    path.write_text(DICTIONARY + "analysis: {covariates: [job]}\n", encoding="utf-8")
    return read_survey(read_dictionary(path), [folder / "data.csv"])


def shown(document):
    return json.loads(render(suppress(document, 10), "json", PAGE))["results"]


def items(survey):
    """Give the questions of a description, each with its answers by code."""
    heads = {}
    for row in shown(description_document(survey, table="items", by="wave,site")):
        key = row["measure"], row["site"], row["wave"]
        if row["category"] is None:
            heads[key] = row, {}
        elif row["measure"] in {"q1", "q2"}:
            heads[key][1][int(row["category"])] = row["n"]
    return [(row, told) for row, told in heads.values() if row["n"] and None in told.values()]


def known(pairs):
    return [(row["site"], row["wave"], code) for row, told in pairs for code in certain(row, told)]


def test_no_answer_can_be_worked_out_from_the_mean_the_spread_and_the_ends(survey):
    pairs = items(survey)
    assert len(pairs) > 4
    assert known(pairs) == []


def test_with_the_spread_answers_could_be_worked_out(survey, monkeypatch):
    monkeypatch.setattr(resting, "_told_by_spread", lambda gathered, hidden: ())
    assert known(items(survey))


def test_where_every_answer_is_told_the_spread_is_too(survey):
    rows = shown(description_document(survey, table="items", by="wave,site"))
    told = next(r for r in rows if (r["measure"], r["site"], r["wave"]) == ("q1", "c", "T2"))
    answers = [r for r in rows if r["category"] and r["site"] == "c" and r["wave"] == "T2"]
    assert all(r["n"] is not None for r in answers if r["measure"] == "q1")
    assert all(told[key] is not None for key in SPREAD)


def test_items_of_a_reliability_tell_no_share_at_an_end_by_their_spread(survey):
    rows = shown(reliability_document(survey, by="wave,site"))
    found = [item for row in rows for item in row["items"]]
    hidden = [item for item in found if {"floor", "ceiling"} & set(item.get("suppressed", ()))]
    assert hidden
    for item in hidden:
        if item["n"] is not None:
            assert item["sd"] is None
            sure = certain(item, dict.fromkeys(CODES))
            assert item["floor"] is not None or 1 not in sure
            assert item["ceiling"] is not None or 4 not in sure


def test_a_lowest_score_goes_with_the_share_that_has_it(survey):
    for row in shown(description_document(survey, table="scales", by="wave,site")):
        for share, end in (("pct_floor", "minimum"), ("pct_ceiling", "maximum")):
            assert row[share] is not None or row[end] is None


def few_in_a_wave(folder):
    rows = [(1, 1, 1 + i % 2, 1 + i % 4, 2, 1, 0) for i in range(6)]
    rows += [
        (wave, site, 1 + i % 2, 1 + (i + site) % 4, 2, 1, 0)
        for wave, site in ((2, 1), (1, 2), (2, 2), (1, 3), (2, 3))
        for i in range(30 + site)
    ]
    path = written(folder, rows)
    path.write_text(DICTIONARY + "analysis: {covariates: [job]}\n", encoding="utf-8")
    return read_survey(read_dictionary(path), [folder / "data.csv"])


def test_an_adjusted_estimate_goes_with_the_number_that_it_would_tell(tmp_path):
    document = comparison_document(few_in_a_wave(tmp_path), measures=["q1"])
    plain = document.tables[0].records
    assert any(row["n_adjusted"] == row["n_from"] + row["n_to"] for row in plain)
    hidden = [row for row in shown(document) if row["n_from"] is None]
    assert hidden
    adjusted = ("n_adjusted", "estimate_adjusted", "adjusted_low", "adjusted_p_value")
    assert all(row[key] is None for row in hidden for key in adjusted)
