from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.rao_scott import rao_scott
from support.designs import SITES, answers, arrays, number, position, survey, yes_of
from support.reference import table

NUMBERS = ("n", "statistic", "df_numerator", "df_denominator", "p_value")
TESTED = NUMBERS[1:]
ROWS = [row for row in table("rao_scott.csv") if row["set"] != "sparse"]


def whole(numbers):
    return np.where(np.isnan(numbers), -1, numbers).astype(int)


def rows_and_columns(name, data):
    """Make the tables that the R script makes."""
    wave = data["wave"]
    if name == "thirds":  # every second respondent of the later wave, of those with a weight
        counted = np.cumsum(data["weight"] > 0)
        return wave + (counted % 2) * wave, data["category"]
    columns = {
        "categories": data["category"],
        "answers": whole(data["value"]),
        "yes": whole(yes_of(data["value"])),
    }
    return wave, columns[name]


def of(name, data, weight=None):
    row, column = rows_and_columns(name, data)
    return rao_scott(
        row,
        column,
        data["weight"] if weight is None else weight,
        data["contrast"],
        SITES,
        stratum=data["stratum"],
        cluster=data["cluster"],
        n_rows=3 if name == "thirds" else 2,
    )


def by_hand(row, column, weight=None, *, stratum=None, cluster=None, n_rows=2):
    row = np.array(row, dtype=np.int64)
    return rao_scott(
        row,
        np.array(column, dtype=np.int64),
        np.ones(row.size) if weight is None else np.array(weight, dtype=float),
        np.zeros(row.size, dtype=np.int64),
        1,
        stratum=row if stratum is None else np.array(stratum),
        cluster=None if cluster is None else np.array(cluster),
        n_rows=n_rows,
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['set']}-{r['table']}-{r['site']}")
def test_every_figure_is_that_of_r(row):
    result = of(row["table"], survey(row["set"], row["site"]))
    at = position(row["site"])
    ours = {key: getattr(result, key)[at] for key in NUMBERS}
    assert ours == pytest.approx({key: number(row[key]) for key in NUMBERS}, rel=1e-11)


def test_equal_weights_in_a_table_of_two_by_two_are_the_square_of_a_z_by_hand():
    # 3 of 10 said yes, then 12 of 20: chi-square = (0.3)^2 / (1/2 * 1/2 * (1/10 + 1/20)) = 2.4.
    # C' D^-1 of a table of two by two has 1/p in every cell: the design effect is n times the
    # variance of sum(+-1/p) over the sum of 1/p, with n_h / (n_h - 1) in each wave.
    row = [0] * 10 + [1] * 20
    column = [1] * 3 + [0] * 7 + [1] * 12 + [0] * 8
    variance = sum(
        n / (n - 1) * (yes * (30 / yes) ** 2 + (n - yes) * (30 / (n - yes)) ** 2
                       - n * ((30 - 30) / n) ** 2) / 30**2
        for yes, n in ((3, 10), (12, 20))
    )  # fmt: skip
    simple = sum(30 / cell for cell in (3, 7, 12, 8)) / 30
    result = by_hand(row, column)
    assert result.df_numerator[0] == pytest.approx(1.0, rel=1e-14)
    assert result.df_denominator[0] == pytest.approx(28.0, rel=1e-14)
    assert result.statistic[0] == pytest.approx(2.4 / (variance / simple), rel=1e-13)


@given(answers, st.sampled_from([10.0, 1e-300, 1e290]))
def test_another_unit_of_weights_changes_nothing(rows, factor):
    value, weight, contrast, later, street = arrays(rows)
    one, other = (
        rao_scott(
            later.astype(int), value.astype(int) // 2, weight * scale, contrast, 2,
            stratum=later.astype(int), cluster=street,
        )
        for scale in (1.0, factor)
    )  # fmt: skip
    assert one.reason.tolist() == other.reason.tolist()
    for name in TESTED:
        mine, its = getattr(one, name), getattr(other, name)
        assert mine == pytest.approx(its, rel=1e-6, abs=1e-9, nan_ok=True)


def test_the_names_and_the_order_of_categories_change_nothing():
    data = survey("streets")
    other = dict(data, category=np.where(data["category"] < 0, -1, 9 - 2 * data["category"]))
    one, other = of("categories", data), of("categories", other)
    for name in NUMBERS:
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-11)


def test_swapping_the_waves_changes_nothing():
    data = survey("waves")
    one, other = of("answers", data), of("answers", dict(data, wave=1 - data["wave"]))
    for name in NUMBERS:
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-11)


def test_many_contrasts_at_once_are_those_one_by_one():
    data = survey("quarters")
    together = of("answers", data)
    for site in range(SITES):
        alone = of("answers", {key: values[data["site"] == site] for key, values in data.items()})
        for field in fields(alone)[:-1]:
            ours, theirs = getattr(together, field.name)[site], getattr(alone, field.name)[site]
            assert ours == pytest.approx(theirs, rel=1e-12)


def test_who_has_no_category_or_no_weight_does_not_count():
    plain = by_hand([0, 0, 0, 1, 1, 1], [0, 1, 1, 0, 0, 1])
    mixed = by_hand(
        [0, 0, 0, 1, 1, 1, 0, 1, 1, -1],
        [0, 1, 1, 0, 0, 1, -1, 2, 2, 2],
        weight=[1, 1, 1, 1, 1, 1, 1, 0, np.nan, 1],
        stratum=[0, 0, 0, 1, 1, 1, 0, 1, 1, 1],
    )
    assert mixed.n.tolist() == [6]
    assert mixed.statistic[0] == pytest.approx(plain.statistic[0], rel=1e-14)


def test_respondents_of_no_contrast_do_not_count():
    result = rao_scott(
        np.array([0, 0, 1, 1, 0]), np.array([0, 1, 0, 1, 1]), np.ones(5),
        np.array([1, 1, 1, 1, -1]), 3, stratum=np.array([0, 0, 1, 1, 0]),
    )  # fmt: skip
    assert result.n.tolist() == [0, 4, 0]
    assert result.reason.tolist() == ["wave_missing", "", "wave_missing"]


UNTESTABLE = [
    ("wave_missing", [], [], {}),
    ("wave_missing", [0, 0], [0, 1], {}),
    ("wave_missing", [0, 0, 1, 1], [0, 1, 0, 1], {"n_rows": 3}),
    ("all_tied", [0, 0, 1, 1], [2, 2, 2, 2], {}),
    ("n_lt_2", [0, 0, 1], [0, 1, 1], {}),
    ("n_lt_2", [0, 0, 1, 1], [0, 1, 1, 1], {"cluster": [0, 1, 0, 0]}),
    ("separation", [0, 0, 1, 1], [0, 0, 1, 1], {}),
    ("separation", [0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2], {"n_rows": 3}),
]


@pytest.mark.parametrize(("reason", "row", "column", "design"), UNTESTABLE)
def test_what_cannot_be_tested_has_a_reason(reason, row, column, design):
    result = by_hand(row, column, **design)
    assert result.reason[0] == reason
    assert all(np.isnan(getattr(result, name)[0]) for name in TESTED)


def test_a_wave_that_shares_no_category_is_tested_as_r_does():
    (theirs,) = (row for row in table("rao_scott.csv") if row["set"] == "sparse")
    found = by_hand([0, 0, 0, 0, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1, 0, 2, 2], n_rows=3)
    ours = {key: getattr(found, key)[0] for key in NUMBERS}
    assert ours == pytest.approx({key: number(theirs[key]) for key in NUMBERS}, rel=1e-11)


def test_fewer_cells_in_use_than_interactions_leave_those_that_can_be_estimated():
    # R's own matrix is singular here. Only the first wave varies, between two categories.
    found = by_hand([0, 0, 0, 0, 1, 1, 1, 2, 2], [0, 0, 0, 3, 1, 1, 1, 2, 2], n_rows=3)
    assert found.reason[0] == ""
    assert found.df_numerator[0] == pytest.approx(1.0, rel=1e-12)
    assert found.df_denominator[0] == pytest.approx(6.0, rel=1e-12)


def test_categories_that_only_the_last_wave_uses_leave_an_interaction_out():
    # Two waves without two categories: one interaction of the six has nobody to be seen in.
    row = np.repeat([0, 1, 2], 8)
    column = np.array([0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 2, 2, 3, 3, 3])
    found = by_hand(row, column, stratum=0 * row, n_rows=3)
    turned = by_hand(2 - row, 3 - column, stratum=0 * row, n_rows=3)
    assert found.df_numerator[0] <= 5
    for name in NUMBERS:
        assert getattr(found, name) == pytest.approx(getattr(turned, name), rel=1e-10)


def test_no_contrasts_give_no_rows():
    none = np.array([], dtype=np.int64)
    assert rao_scott(none, none, none.astype(float), none, 0, stratum=none).n.size == 0


def test_a_category_with_next_to_no_weight_does_not_break_the_table():
    row, column = np.repeat([0, 1], 6), np.array([0, 1, 1, 0, 1, 2, 0, 0, 1, 2, 2, 3])
    little, less = (
        by_hand(row, column, weight=[1, 2, 1, 2, 1, 3, 1, 1, 2, 1, 1, smallest])
        for smallest in (1e-12, 1e-305)
    )
    assert little.reason[0] == ""
    for name in TESTED:
        assert getattr(less, name) == pytest.approx(getattr(little, name), rel=1e-6)


def test_a_category_whose_weight_vanishes_beside_the_others_counts_as_none():
    row, column = np.repeat([0, 1], 6), np.array([0, 1, 1, 0, 1, 2, 0, 0, 1, 2, 2, 3])
    found = by_hand(row, column, weight=[1e300] * 11 + [1e-300])
    assert found.reason[0] == ""
    assert np.isfinite(found.p_value[0])
