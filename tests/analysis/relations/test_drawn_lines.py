"""Which pairs are drawn, which measure narrows the base, and when there is a common direction."""

import dataclasses

import numpy as np
import pytest

from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.relations.narrowing import narrowing_of
from lpsstats.analysis.relations.relating import RelationQuestion, relate
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_survey


@pytest.fixture(scope="module")
def example(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def measured(survey, values):
    """Make measures of the columns of some values."""
    one = measure_of(survey, "trust")
    return [
        dataclasses.replace(one, key=f"m{k}", label=f"Measure {k}", values=column)
        for k, column in enumerate(values.T)
    ]


def related(survey, values, **options):
    asked = {
        "waves": (0, 1, 2),
        "sites": (0, 1, 2, 3),
        "method": "pearson",
        "adjust": "holm",
        "confidence": 0.95,
        "seed": 1,
    }
    return relate(survey, measured(survey, values), RelationQuestion(**(asked | options)))


def test_a_pair_that_is_clear_beside_the_others_only_is_not_drawn(example):
    random = np.random.default_rng(1)
    first, third = random.normal(size=(2, example.n))
    third -= (third @ first / (first @ first) + 0.02) * first
    # Among people alike in their sum, who has more of the one has less of the other.
    second = first + third + random.normal(size=example.n)
    values = np.column_stack([first, second, third])
    rows = related(example, values).rows
    assert [row.together == "not_clear" for row in rows] == [False, True, False]
    assert rows[1].r < 0
    assert rows[1].partial_high < 0
    assert [row.edge for row in rows] == [True, False, True]


def test_a_pair_whose_partial_correlation_has_the_other_sign_is_not_drawn(example):
    random = np.random.default_rng(1)
    common = random.normal(size=example.n)
    noise = random.normal(size=(2, example.n))
    values = np.column_stack([common + noise[0] / 2, common - noise[0] / 4 + noise[1] / 4, common])
    row = related(example, values).rows[0]
    assert row.r > 0
    assert row.p_adjusted < 0.001
    assert row.partial_high < 0
    assert not row.edge


def test_a_partial_correlation_must_be_clear_over_all_pairs(example):
    scales = np.column_stack([measure_of(example, key).values for key in example.dictionary.scales])
    rows = related(example, scales, seed=20180501).rows
    row = next(row for row in rows if (row.measure, row.other_measure) == ("m2", "m4"))
    assert row.p_adjusted < 0.001
    assert row.partial_high < 0
    assert not row.edge
    assert related(example, scales[:, [2, 4]], seed=20180501).rows[0].edge


def test_unrelated_measures_are_seldom_drawn(example):
    random = np.random.default_rng(7)
    drawn = 0
    for seed in range(8):
        values = random.normal(size=(example.n, 8))
        found = related(example, values, seed=seed, waves=(0,), sites=(0,), adjust="none")
        drawn += any(row.edge for row in found.rows)
    assert drawn <= 2


def test_the_first_factor_of_too_few_is_not_told(example):
    values = np.random.default_rng(1).normal(size=(example.n, 4))
    inside = np.flatnonzero((example.wave == 0) & (example.site == 0))
    values[~np.isin(np.arange(example.n), inside[:4])] = np.nan
    found = related(example, values, sites=(0,), waves=(0,))
    assert {row.partial_reason for row in found.rows} == {"few_respondents"}
    assert (found.summary.n, found.summary.first_factor_share) == (4, None)


def test_the_first_factor_of_items_of_too_few_is_not_told(example):
    scales = [measure_of(example, key) for key in ("trust", "legitimacy")]
    keys = [key for one in scales for key in example.dictionary.scales[one.key].items]
    whole = ~np.isnan(np.column_stack([example.responses[key] for key in keys])).any(axis=1)
    three = np.flatnonzero(whole & (example.wave == 0) & (example.site == 0))[:3]
    keep = np.isin(np.arange(example.n), three)
    few = {key: np.where(keep, x, np.nan) for key, x in example.responses.items()}
    question = RelationQuestion(
        waves=(0,), sites=(0,), method="pearson", adjust="holm", confidence=0.95, seed=1
    )
    summary = relate(dataclasses.replace(example, responses=few), scales, question).summary
    assert (summary.n_all_items, summary.first_factor_share_items) == (3, None)


def test_the_measure_without_which_most_come_back_is_named(example):
    values = np.ones((10, 3))
    values[:4, 1] = np.nan
    values[4:5, 2] = np.nan
    found = narrowing_of(measured(example, values), values)
    assert (found.label, found.n) == ("Measure 1", 9)


@pytest.mark.parametrize("case", ["two thirds", "two measures", "none alone", "nobody"])
def test_no_measure_is_named_where_none_narrows(example, case):
    values = np.ones((9, 3))
    if case == "two thirds":
        values[:3, 1] = np.nan
    elif case == "two measures":
        values = values[:, :2]
        values[:8, 1] = np.nan
    elif case == "none alone":
        values[:8, 1:] = np.nan
    else:
        values = values[:0]
    assert narrowing_of(measured(example, values), values) is None
