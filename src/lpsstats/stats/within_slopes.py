"""How an outcome differs with a predictor inside cells: slopes of one predictor at a time.

The means of the cells (site by wave) are taken out of both, so that places and rounds of fieldwork
that differ in both do not pass for people who do.
"""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray
from lpsstats.stats.pooled_covariance import centre
from lpsstats.stats.robust_variance import hc3
from lpsstats.stats.sampled import Sampled, not_alone

NO_ANSWERS = "no_answers"
CONSTANT_PREDICTOR = "constant_predictor"
CONSTANT_OUTCOME = "constant_outcome"
ROBUST = "regression within cells, HC3"
DESIGNED = "regression within cells, design-based"
# Residuals of this size, beside the values, are rounding.
EXACT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slope:
    """One predictor; NaN is undefined."""

    estimate: float = np.nan
    std_error: float = np.nan
    df: float = np.nan
    reason: str = ""


def within_slopes(
    predictors: FloatArray, outcome: FloatArray, sampled: Sampled, *, confidence: float = 0.95
) -> Estimate:
    """Test by how much the outcome differs per unit of each predictor, within cells.

    Parameters
    ----------
    predictors : ndarray of float, shape (n, p)
        NaN is missing; each predictor by itself takes those who have it and the outcome.
    outcome : ndarray of float, shape (n,)
        NaN is missing.
    sampled : Sampled
        The cells, and how respondents were sampled.
    confidence : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    Estimate
        Arrays of shape (p,): outcome units per unit of the predictor. Not testable where nobody
        has both (`no_answers`), the predictor or the outcome does not vary within any cell
        (`constant_predictor`, `constant_outcome`), the slope rests on one respondent or sampling
        unit (`n_lt_2`), or the outcome follows exactly (`no_variance_both`).

    Notes
    -----
    The slope is that of least squares with a constant for every cell. Without weights and sampling
    units its variance is HC3, on n - cells - 1 degrees of freedom; with them it is linearised, on
    units - strata - 1.

    References
    ----------
    MacKinnon & White (1985); Long & Ervin (2000). Binder (1983), as in `design.Design`; the cells
    are taken out by Frisch, Waugh and Lovell's theorem.
    """
    slopes = [_slope(predictor, outcome, sampled) for predictor in predictors.T]
    return t_estimate(
        DESIGNED if sampled.designed else ROBUST,
        estimate=np.array([slope.estimate for slope in slopes]),
        std_error=np.array([slope.std_error for slope in slopes]),
        df=np.array([slope.df for slope in slopes]),
        reason=np.array([slope.reason for slope in slopes], dtype=np.str_),
        confidence=confidence,
    )


def _slope(predictor: FloatArray, outcome: FloatArray, sampled: Sampled) -> _Slope:
    """Fit one predictor to those who have it and the outcome."""
    having = np.flatnonzero(~np.isnan(predictor) & ~np.isnan(outcome))
    rows = not_alone(having, sampled.cell)
    if not rows.size:
        return _Slope(reason=TOO_FEW if having.size else NO_ANSWERS)
    here = sampled.take(rows)
    weight, values = here.counts(), outcome[rows]
    x, y = centre(np.column_stack([predictor[rows], values]), here.cell, weight).T
    squares = float(weight @ x**2)
    if not squares:
        return _Slope(reason=CONSTANT_PREDICTOR)
    estimate = float(weight * x @ y) / squares
    residual = y - estimate * x
    error, df, supported = (_linearised if here.designed else _robust)(here, x, residual)
    rounding = max(EXACT * np.abs(y).max(), ROUNDING * np.abs(values).max())
    # What stands in the way of a test, the most basic cause first.
    reasons = (
        (CONSTANT_OUTCOME, not y.any()),
        (NO_VARIANCE, np.abs(residual).max() <= rounding),
        (TOO_FEW, not (supported and df > 0)),
    )
    reason = next((reason for reason, holds in reasons if holds), "")
    return _Slope(estimate=estimate, std_error=error, df=df, reason=reason)


def _robust(here: Sampled, x: FloatArray, residual: FloatArray) -> tuple[float, float, bool]:
    """Give HC3's error, its degrees of freedom, and whether there is one."""
    size = np.linalg.norm(x)
    n_of = np.bincount(here.cell)
    # One column stands for the constants of all cells: it has their leverages, which is all that
    # is asked of it.
    basis = np.column_stack([1 / np.sqrt(n_of[here.cell]), x / size])
    found = hc3(basis, residual)
    df = float(len(x) - np.count_nonzero(n_of) - 1)
    return found.std_error / float(size), df, found.supported


def _linearised(here: Sampled, x: FloatArray, residual: FloatArray) -> tuple[float, float, bool]:
    """Give the design's error, its degrees of freedom, and whether there is one."""
    weight, design = here.counts(), here.design()
    influence = weight * x * residual / (weight @ x**2)
    variance = float(design.covariance(influence, influence)[0])
    bearing = np.unique(design.unit[x != 0]).size
    supported = variance > 0 and bearing > 1
    return (
        float(np.sqrt(variance)) if supported else np.nan,
        float(design.degrees()[0] - 1),
        supported,
    )
