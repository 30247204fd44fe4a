"""What `describe` counts and averages: R's numbers, and what must hold for any answers."""

import csv
import dataclasses
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.analysis import description_spread
from lpsstats.analysis.description import describe_weights, who_answered
from lpsstats.analysis.description_answers import answer_codes
from lpsstats.analysis.description_groups import make_groups, only_sites
from lpsstats.analysis.description_items import describe_items
from lpsstats.analysis.description_missing import describe_missing
from lpsstats.analysis.description_scales import describe_scales
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_survey
from lpsstats.survey.model import Survey

REFERENCE = Path(__file__).parents[1] / "reference"
SMALL = """\
format: 1
survey: {title: Small, weight: weight}
waves: {column: wave, baseline: T1, endline: T2, values: {T1: {code: 1}, T2: {code: 2}}}
sites: {column: site, values: {a: {code: 1}, b: {code: 2}, c: {code: 3}}}
missing: {codes: {8: Refused, 9: Don't know}}
defaults: {agree5: {type: likert, range: [1, 5]}}
variables:
  i1: {use: agree5}
  i2: {use: agree5}
  i3: {use: agree5}
  i4: {use: agree5, names: {T1: null}}
  colour: {type: categorical, labels: {1: red, 2: green, 3: blue}}
  age: {type: number}
scales:
  mood: {items: [i1, i2, i3], reverse: [i3], better: high}
"""
EVERY_GROUPING = ((), ("wave",), ("site",), ("wave", "site"))


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Survey:
    path = tmp_path_factory.mktemp("small") / "data_dictionary.yaml"
    path.write_text(SMALL, encoding="utf-8")
    files = [REFERENCE / "inputs" / "description_weighted.csv"]
    return read_survey(read_dictionary(path), files)


@pytest.fixture(scope="module")
def lps(root) -> Survey:
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def everything(survey: Survey, groupings=EVERY_GROUPING) -> dict[tuple, dict]:
    """Give every row of every table under (table, measure, site, wave, part)."""
    variables = [v for k, v in survey.dictionary.variables.items() if k in survey.responses]
    scales = list(survey.dictionary.scales.values())
    rows = [("who", "", row, "") for row in who_answered(survey)]
    for by in groupings:
        groups = make_groups(survey.dictionary, by)
        rows += [("weights", "", row, "") for row in describe_weights(survey, groups)]
        rows += [("scales", r.scale, r, "") for r in describe_scales(survey, scales, groups)]
        for row in describe_items(survey, variables, groups):
            rows.append(("items", row.measure, row, row.category or ""))
        for row in describe_missing(survey, variables, groups):
            rows.append(("missing", row.measure, row, row.missing_reason or ""))
    return {
        (table, measure, row.site or "", row.wave or "", part): dataclasses.asdict(row)
        for table, measure, row, part in rows
    }


def reference(source: str) -> list[tuple[tuple, str, float]]:
    lines = (REFERENCE / "description.csv").read_text(encoding="utf-8").splitlines()
    return [
        (
            (row["table"], row["measure"], row["site"], row["wave"], row["part"]),
            row["quantity"],
            float(row["value"]),
        )
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        if row["source"] == source
    ]


@pytest.mark.parametrize(
    ("source", "groupings", "least"),
    [("small", EVERY_GROUPING, 1700), ("lps", EVERY_GROUPING[:2], 800)],
)
def test_every_count_percentage_mean_and_quantile_is_rs(request, source, groupings, least):
    found = everything(request.getfixturevalue(source), groupings)
    expected = reference(source)
    assert len(expected) > least
    wrong = [
        (key, quantity, found.get(key, {}).get(quantity), value)
        for key, quantity, value in expected
        if not _same(found.get(key, {"n": 0}).get(quantity), value)
    ]
    assert wrong == []


def _same(found: float | None, expected: float) -> bool:
    return found is not None and math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


def test_sites_and_waves_without_respondents_stay_visible(small):
    found = everything(small)
    empty = found["who", "", "c", "T1", ""]
    assert (empty["n"], empty["pct"]) == (0, 0.0)
    item = found["items", "i1", "c", "T1", ""]
    assert (item["n"], item["base"], item["mean"], item["reason"]) == (0, 0, None, "wave_missing")
    assert found["items", "i1", "c", "T1", "3"]["pct"] is None
    weights = found["weights", "", "c", "T1", ""]
    assert (weights["n_effective"], weights["reason"]) == (None, "wave_missing")


def test_many_distinct_values_are_summed_up_as_few_are(small, monkeypatch):
    few = everything(small)
    monkeypatch.setattr(description_spread, "MOST_COUNTS", 0)
    assert_alike(few, everything(small))


def test_a_question_that_a_wave_did_not_ask_has_no_base_there(small):
    row = everything(small)["items", "i4", "", "T1", ""]
    assert (row["n"], row["missing"], row["base"]) == (0, 0, 0)
    assert row["n_not_asked"] == int((small.wave == 0).sum())


def test_categorical_answers_have_shares_and_no_mean(small):
    row = everything(small)["items", "colour", "", "", ""]
    assert row["mean"] is row["median"] is row["pct_floor"] is row["mean_weighted"] is None
    assert row["n"] > 200


def test_a_measurement_has_a_mean_and_no_answers_of_its_own(small):
    found = everything(small)
    assert found["items", "age", "", "", ""]["median"] is not None
    assert not [key for key in found if key[:2] == ("items", "age") and key[4]]


def test_no_value_of_any_row_is_nan(small):
    for row in everything(small).values():
        assert all(not isinstance(v, float) or math.isfinite(v) for v in row.values())


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("{type: likert, range: [1, 4]}", [1, 2, 3, 4]),
        ("{type: ordinal, labels: {1: a, 2: b, 10: c}}", [1, 2, 10]),
        ("{type: categorical, labels: {x: a, y: b}}", [1, 2]),
        ("{type: likert, range: [0, 100]}", []),
        ("{type: likert, range: [1, 5.5]}", []),
        ("{type: number, range: [1, 3]}", []),
    ],
)
def test_answers_are_counted_one_by_one_where_they_are_codes(declared, written, codes):
    text = SMALL.replace("age: {type: number}", f"age: {written}")
    assert answer_codes(declared(text).variables["age"]).tolist() == codes


def test_an_answer_that_is_a_text_keeps_its_own_code(declared, small):
    text = SMALL.replace(
        "labels: {1: red, 2: green, 3: blue}", "labels: {r: red, g: green, b: blue}"
    )
    survey = dataclasses.replace(small, dictionary=declared(text))
    groups = make_groups(survey.dictionary, ())
    rows = describe_items(survey, [survey.dictionary.variables["colour"]], groups)
    assert [row.category for row in rows] == [None, "r", "g", "b"]
    assert [row.category_label for row in rows[1:]] == ["red", "green", "blue"]


def test_choosing_sites_leaves_only_their_respondents(small):
    chosen = only_sites(small, ["c", "a"])
    assert [site.key for site in chosen.dictionary.sites] == ["a", "c"]
    whole, part = everything(small), everything(chosen)
    for key in (("items", "i1", "c", "T2", ""), ("weights", "", "a", "T1", "")):
        assert part[key] == whole[key]
    assert chosen.n == int(np.isin(small.site, [0, 2]).sum())


@st.composite
def surveys(draw):
    """Draw a survey in memory: (wave, site, answer or reason, weight) per respondent."""
    n = draw(st.integers(1, 40))
    lists = [
        draw(st.lists(values, min_size=n, max_size=n))
        for values in (
            st.integers(0, 1),
            st.integers(0, 2),
            st.sampled_from([-4, -3, -2, -1, 1, 2, 3]),  # three answers that every question has
            st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.5, math.nan]),
        )
    ]
    return [np.array(values) for values in lists]


def in_memory(small: Survey, drawn, weight=None) -> Survey:
    """Make a survey of what was drawn; negative answers stand for the reasons 1 to 4."""
    wave, site, answer, weights = drawn
    values = np.where(answer > 0, answer, np.nan).astype(float)
    return dataclasses.replace(
        small,
        wave=wave.astype(np.int16),
        site=site.astype(np.int16),
        responses=dict.fromkeys(small.responses, values),
        missing=dict.fromkeys(small.missing, np.where(answer > 0, 0, -answer).astype(np.uint8)),
        reasons=("", "empty", "out_of_range", "not asked", "Refused"),
        weight=weights if weight is None else weight,
    )


@settings(max_examples=12, deadline=None)
@given(drawn=surveys())
def test_everybody_is_counted_once_in_every_table(small, drawn):
    survey = in_memory(small, drawn)
    found = everything(survey)
    parts = Counter()
    for key, row in found.items():
        parts[key[:4]] += row["n"] if key[4] else 0
    for (table, measure, site, wave, part), row in found.items():
        group = found["who", "", site, wave, ""]["n"]
        if table == "items" and not part:
            assert row["n"] + row["missing"] + row["n_not_asked"] == group
            assert parts[table, measure, site, wave] == (0 if measure == "age" else row["n"])
        elif table == "scales":
            assert row["n"] + row["n_dropped"] + row["n_unanswered"] == row["base"] == group
        elif table == "missing" and not part:
            assert row["base"] == group
            assert row["n"] == group - found["items", measure, site, wave, ""]["n"]
            assert row["n"] == parts[table, measure, site, wave]
        elif table == "weights":
            assert row["n"] + row["n_zero_weight"] + row["n_no_weight"] == group
    assert found["who", "", "", "", ""]["n"] == survey.n


@settings(max_examples=8, deadline=None)
@given(drawn=surveys(), seed=st.integers(0, 99))
def test_the_order_of_respondents_changes_nothing(small, drawn, seed):
    order = np.random.default_rng(seed).permutation(len(drawn[0]))
    before = everything(in_memory(small, drawn))
    after = everything(in_memory(small, [values[order] for values in drawn]))
    assert_alike(before, after)


@settings(max_examples=8, deadline=None)
@given(drawn=surveys(), factor=st.sampled_from([0.001, 3.0, 1e9]))
def test_the_unit_of_the_weights_changes_only_their_own_range(small, drawn, factor):
    before = everything(in_memory(small, drawn))
    after = everything(in_memory(small, drawn, weight=drawn[3] * factor))
    own = {"minimum", "median", "maximum", "mean"}
    for found in (before, after):
        for key, row in found.items():
            if key[0] == "weights":
                found[key] = {name: v for name, v in row.items() if name not in own}
    assert_alike(before, after)


@settings(max_examples=8, deadline=None)
@given(drawn=surveys())
def test_equal_weights_give_the_unweighted_numbers(small, drawn):
    found = everything(in_memory(small, drawn, weight=np.full(len(drawn[0]), 2.0)))
    for (table, *_), row in found.items():
        for plain, weighted in (("mean", "mean_weighted"), ("sd", "sd_weighted")):
            if table in {"items", "scales"}:
                assert close(row[plain], row[weighted])
        if table == "who" or (table == "items" and row["category"]):
            assert close(row["pct"], row["pct_weighted"])
        if table == "weights" and row["n"]:
            assert row["design_effect"] == 1.0


def close(one, other):
    return one is other or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)


def assert_alike(before, after):
    assert before.keys() == after.keys()
    for key, row in before.items():
        for name, value in row.items():
            if isinstance(value, float):
                assert math.isclose(after[key][name], value, rel_tol=1e-9, abs_tol=1e-9), (
                    key,
                    name,
                )
            else:
                assert after[key][name] == value, (key, name)
