import numpy as np
import pytest
from hypothesis import given

from lpsstats.stats.design_means import design_means
from lpsstats.stats.moments import cell_moments
from support.designs import SITES, answers, arrays, number, position, survey
from support.reference import table

FIELDS = ("n", "mean", "sd", "variance", "n_effective", "degrees")
ROWS = [row for row in table("design.csv") if row["kind"] == "mean"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['set']}-{row['site']}-{row['wave']}")
def test_every_figure_is_that_of_r(row):
    data = survey(row["set"], row["site"])
    found = design_means(
        data["value"],
        data["weight"],
        2 * data["contrast"] + data["wave"],
        2 * SITES,
        stratum=data["stratum"],
        cluster=data["cluster"],
    )
    at = 2 * position(row["site"]) + int(row["wave"])
    ours = {key: getattr(found, key)[at] for key in FIELDS}
    assert ours == pytest.approx({key: number(row[key]) for key in FIELDS}, rel=1e-12)


@given(answers)
def test_equal_weights_give_the_textbook_standard_error(rows):
    value, _, cell, *_ = arrays(rows)
    found = design_means(value, np.full(value.size, 3.0), cell, 3)
    plain = cell_moments(value, cell, 3)
    assert found.mean == pytest.approx(plain.mean, rel=1e-12, nan_ok=True)
    assert found.n_effective == pytest.approx(np.where(plain.n, plain.n, np.nan), nan_ok=True)
    expected = plain.sd**2 / np.where(plain.n, plain.n, np.nan)
    assert found.variance == pytest.approx(expected, rel=1e-9, abs=1e-20, nan_ok=True)


def test_who_has_no_answer_no_weight_or_no_cell_does_not_count():
    value = np.array([1.0, 3.0, 4.0, np.nan, 7.0, 7.0, 7.0])
    weight = np.array([1.0, 1.0, 2.0, 1.0, 0.0, np.nan, 1.0])
    cell = np.array([0, 0, 0, 0, 0, 0, -1])
    mixed = design_means(value, weight, cell, 1)
    plain = design_means(value[:3], weight[:3], cell[:3], 1)
    assert (mixed.n[0], mixed.degrees[0]) == (3, 2)
    assert (mixed.mean[0], mixed.variance[0]) == (plain.mean[0], plain.variance[0])


def test_an_empty_cell_has_a_count_and_nothing_else():
    found = design_means(np.array([]), np.array([]), np.array([], dtype=np.int64), 2)
    assert found.n.tolist() == [0, 0]
    for key in ("mean", "sd", "variance", "n_effective"):
        assert np.isnan(getattr(found, key)).all()


def test_data_far_from_zero_keep_the_digits_of_their_variance():
    value, weight = np.array([0.25, 0.5, 1.0, 0.125]), np.array([1.0, 2.0, 3.0, 1.5])
    near, far = (
        design_means(value + offset, weight, np.zeros(4, dtype=np.int64), 1)
        for offset in (0.0, 2.0**40)
    )
    assert far.variance[0] == pytest.approx(near.variance[0], rel=1e-12)
