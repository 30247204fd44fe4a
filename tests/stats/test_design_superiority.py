from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.design_superiority import design_superiority
from lpsstats.stats.frequencies import count_table
from lpsstats.stats.superiority import superiority
from support.designs import SITES, answers, arrays, number, position, survey
from support.reference import table

REFERENCE = {
    "p_superior": "estimate",
    "p_superior_low": "conf_low",
    "p_superior_high": "conf_high",
    "std_error": "std_error",
    "statistic": "statistic",
    "df": "df",
    "p_value": "p_value",
}
TESTED = tuple(name for name in REFERENCE if name != "p_superior")
ROWS = [row for row in table("design.csv") if row["kind"] == "superiority"]


def of(data, confidence=0.95, **changed):
    data = data | changed
    return design_superiority(
        data["value"],
        data["weight"],
        data["contrast"],
        data["later"],
        SITES,
        stratum=data["stratum"],
        cluster=data["cluster"],
        confidence=confidence,
    )


def drawn(rows, confidence=0.95, **changed):
    value, weight, contrast, later, _ = arrays(rows)
    given_ = {"value": value, "weight": weight, "contrast": contrast, "later": later} | changed
    return design_superiority(
        given_["value"],
        given_["weight"],
        given_["contrast"],
        given_["later"],
        2,
        stratum=2 * given_["contrast"] + given_["later"],
        confidence=confidence,
    )


def by_hand(before, after, weight=None, stratum=None):
    value = np.array([*before, *after], dtype=float)
    later = np.arange(value.size) >= len(before)
    return design_superiority(
        value,
        np.ones(value.size) if weight is None else np.array(weight, dtype=float),
        np.zeros(value.size, dtype=np.int64),
        later,
        1,
        stratum=later.astype(int) if stratum is None else np.array(stratum),
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['set']}-{r['site']}-{r['confidence']}")
def test_every_figure_is_that_of_r(row):
    result = of(survey(row["set"], row["site"]), float(row["confidence"]))
    at = position(row["site"])
    ours = {key: getattr(result, key)[at] for key in REFERENCE}
    theirs = {key: number(row[theirs]) for key, theirs in REFERENCE.items()}
    assert ours == pytest.approx(theirs, rel=1e-11)


def test_a_weighted_probability_is_that_found_by_hand():
    # Later 2 (weight 1) and 3 (weight 3) over earlier 1 (weight 2) and 3 (weight 2): 2 is above
    # half of them, 3 above three quarters; (1 * 1/2 + 3 * 3/4) / 4 = 11/16.
    result = by_hand([1, 3], [2, 3], [2, 2, 1, 3])
    assert result.p_superior[0] == pytest.approx(11 / 16, rel=1e-15)


@given(answers)
def test_equal_weights_give_the_probability_and_the_error_of_brunner_and_munzel(rows):
    value, _, contrast, later, _ = arrays(rows)
    result = drawn(rows, weight=np.full(value.size, 1.3))
    counts = count_table(value.astype(int) - 1, 2 * contrast + later, (4, 7))
    theirs = superiority(counts[0::2], counts[1::2])
    assert result.p_superior == pytest.approx(theirs.p_superior, rel=1e-12, nan_ok=True)
    tested = result.reason == ""
    assert result.std_error[tested] == pytest.approx(theirs.std_error[tested], rel=1e-9)
    assert (theirs.reason[tested] == "").all()
    separated = (theirs.reason == "") & (theirs.std_error == 0)
    assert (result.reason[separated] == "separation").all()
    assert (result.reason[theirs.reason != ""] == theirs.reason[theirs.reason != ""]).all()


def test_the_error_is_that_of_how_much_each_street_moves_the_probability():
    data = survey("streets", "all")
    street = 100 * data["site"] + data["cluster"]
    streets, step = np.unique(street), 1e-5
    up, down = (
        np.array(
            [
                of(data, weight=data["weight"] * (1 + sign * (street == one))).p_superior[0]
                for one in streets
            ]
        )
        for sign in (step, -step)
    )
    moved = (up - down) / (2 * step)
    squares = 0.0
    for site in range(SITES):
        here = moved[streets // 100 == site]
        squares += here.size / (here.size - 1) * ((here - here.mean()) ** 2).sum()
    assert of(data).std_error[0] == pytest.approx(np.sqrt(squares), rel=1e-7)


@given(answers)
def test_swapping_waves_turns_the_probability_round(rows):
    turned = [(v, w, c, not later, s) for v, w, c, later, s in rows]
    one, other = drawn(rows), drawn(turned)
    for mine, its in (
        (one.p_superior, 1 - other.p_superior),
        (one.p_superior_low, 1 - other.p_superior_high),
        (one.p_value, other.p_value),
        (one.statistic, -other.statistic),
    ):
        assert mine == pytest.approx(its, rel=1e-8, abs=1e-10, nan_ok=True)


@given(answers)
def test_only_the_order_of_answers_counts(rows):
    value = arrays(rows)[0]
    one, other = drawn(rows), drawn(rows, value=np.exp(value) * 1e6)
    for field in fields(one)[1:-1]:
        mine, its = getattr(one, field.name), getattr(other, field.name)
        assert mine == pytest.approx(its, rel=1e-12, nan_ok=True)


@given(answers, st.sampled_from([10.0, 1e-300, 1e290]))
def test_another_unit_of_weights_changes_nothing(rows, factor):
    one, other = drawn(rows), drawn(rows, weight=arrays(rows)[1] * factor)
    assert one.reason.tolist() == other.reason.tolist()
    assert one.p_superior == pytest.approx(other.p_superior, rel=1e-9, nan_ok=True)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-7, abs=1e-12, nan_ok=True)


@given(answers)
def test_the_interval_stays_between_nought_and_one_and_holds_the_probability(rows):
    wide, tight = drawn(rows, 0.99), drawn(rows, 0.8)
    for at in np.flatnonzero(wide.reason == ""):
        bounds = [0.0, wide.p_superior_low[at], tight.p_superior_low[at], wide.p_superior[at]]
        bounds += [tight.p_superior_high[at], wide.p_superior_high[at], 1.0]
        assert bounds == sorted(bounds)


def test_many_contrasts_at_once_are_those_one_by_one():
    data = survey("other_streets")
    together = of(data)
    for site in range(SITES):
        alone = of({key: values[data["site"] == site] for key, values in data.items()})
        for name in REFERENCE:
            assert getattr(together, name)[site] == pytest.approx(
                getattr(alone, name)[site], rel=1e-12
            )


@pytest.mark.parametrize(
    ("before", "after", "stratum", "probability", "reason"),
    [
        ([], [1, 2], None, np.nan, "wave_missing"),
        ([], [], None, np.nan, "wave_missing"),
        ([1], [2, 3], None, 1.0, "n_lt_2"),
        ([3, 3], [3, 3], None, 0.5, "no_variance_both"),
        ([1, 2], [3, 4], None, 1.0, "separation"),
        ([3, 3], [1, 2, 2], None, 0.0, "separation"),
        ([1, 2, 3], [1, 3, 5], [0, 0, 1, 0, 0, 0], 2 / 3, "n_lt_2"),
    ],
)
def test_what_cannot_be_tested_has_a_reason(before, after, stratum, probability, reason):
    result = by_hand(before, after, stratum=stratum)
    assert result.reason[0] == reason
    assert result.p_superior[0] == pytest.approx(probability, nan_ok=True)
    assert all(np.isnan(getattr(result, name)[0]) for name in TESTED)


def test_one_constant_wave_is_tested():
    result = by_hand([3, 3, 3], [1, 4, 5])
    assert (result.reason[0], result.df[0]) == ("", 3.0)
    assert result.std_error[0] == pytest.approx(1 / 3)
