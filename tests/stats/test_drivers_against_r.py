"""What R makes of a made-up survey: slopes within cells, R squared, and how it is parted."""

import numpy as np
import pytest

from lpsstats.stats.joint_slopes import joint_p_value
from lpsstats.stats.lmg import lmg
from lpsstats.stats.pooled_covariance import pooled_covariance
from lpsstats.stats.relative_weights import regression, relative_weights
from lpsstats.stats.sampled import Sampled
from lpsstats.stats.within_slopes import within_slopes
from support.reference import table

PREDICTORS = ("foot", "dropin", "meeting", "school", "online", "rating")
DESIGNS = ("plain", "weighted", "streets", "spanning")
ROWS = table("inputs/drivers_survey.csv")
DATA = {key: np.array([float(row[key] or "nan") for row in ROWS]) for key in ROWS[0]}
FOUND = table("drivers.csv")


def values_of(design, what):
    rows = [row for row in FOUND if row["design"] == design and row["what"] == what]
    return {key: np.array([float(row[key] or "nan") for row in rows]) for key in rows[0]
            if key not in {"design", "what", "predictor"}}  # fmt: skip


def sampled(design):
    """Give cells, strata, weights and streets as the R script does."""
    site, wave, street = (DATA[key].astype(int) for key in ("site", "wave", "street"))
    cell = 2 * site + wave
    if design == "plain":
        return Sampled(cell=cell, stratum=cell)
    if design == "weighted":
        return Sampled(cell=cell, stratum=cell, weight=DATA["weight"])
    within = cell if design == "streets" else site
    unit = 100 * within + street
    return Sampled(cell=cell, stratum=within, weight=DATA["weight"], unit=unit)


def complete(design):
    predictors = np.column_stack([DATA[key] for key in PREDICTORS])
    rows = np.flatnonzero(~np.isnan(np.column_stack([predictors, DATA["trust"]])).any(axis=1))
    return predictors[rows], DATA["trust"][rows], sampled(design).take(rows)


def correlation_of(design):
    predictors, outcome, here = complete(design)
    values = np.column_stack([predictors, outcome])
    return pooled_covariance(values, here.cell, here.weight).correlation


@pytest.mark.parametrize("design", DESIGNS)
def test_slopes_within_cells_are_those_of_r(design):
    predictors = np.column_stack([DATA[key] for key in PREDICTORS])
    found = within_slopes(predictors, DATA["trust"], sampled(design))
    wanted = values_of(design, "slope")
    assert (found.reason == "").all()
    for name in ("estimate", "std_error", "df", "p_value", "conf_low", "conf_high"):
        assert getattr(found, name) == pytest.approx(wanted[name], rel=1e-8), name


@pytest.mark.parametrize("design", DESIGNS)
def test_r_squared_its_test_and_the_coefficients_are_those_of_r(design):
    model = regression(correlation_of(design))
    wanted = values_of(design, "r_squared")
    assert model.r_squared == pytest.approx(wanted["estimate"][0], rel=1e-10)
    assert joint_p_value(*complete(design)) == pytest.approx(wanted["p_value"][0], rel=1e-6)
    assert model.beta == pytest.approx(values_of(design, "beta")["estimate"], rel=1e-8)


@pytest.mark.parametrize("design", DESIGNS)
def test_relative_weights_and_lmg_are_those_of_r(design):
    correlation = correlation_of(design)
    johnson, shapley = relative_weights(correlation), lmg(correlation)
    assert johnson == pytest.approx(values_of(design, "johnson")["estimate"], rel=1e-8)
    assert shapley == pytest.approx(values_of(design, "lmg")["estimate"], rel=1e-8)
    # Two ways of parting the same R squared: so near for predictors such as these.
    assert np.abs(johnson - shapley).max() < 0.005
