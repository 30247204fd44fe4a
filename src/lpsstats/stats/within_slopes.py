"""How an outcome differs with a predictor inside cells: slopes of one predictor at a time.

The means of the cells (site by wave) are taken out of both, so that places and rounds of fieldwork
that differ in both do not pass for people who do.
"""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.cell_robust import cell_cr2
from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray
from lpsstats.stats.pooled_covariance import centre
from lpsstats.stats.sampled import Sampled, not_alone

NO_ANSWERS = "no_answers"
CONSTANT_PREDICTOR = "constant_predictor"
CONSTANT_OUTCOME = "constant_outcome"
ALONE = "regression within cells, HC2 with Satterthwaite's df"
CLUSTERED = "regression within cells, CR2 with Satterthwaite's df"
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
    The slope is that of least squares with a constant for every cell. Its variance is CR2, of
    sampling units or, without them, of respondents (HC2), with Satterthwaite's degrees of freedom:
    these fall where few carry the difference, however many there are without it. With weights, of
    weighted least squares.

    References
    ----------
    Bell & McCaffrey (2002); Imbens & Kolesar (2016), Review of Economics and Statistics 98,
    701-712. The cells are taken out by Frisch, Waugh and Lovell's theorem.
    """
    slopes = [_slope(predictor, outcome, sampled) for predictor in predictors.T]
    return t_estimate(
        ALONE if sampled.unit is None else CLUSTERED,
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
    root, size = np.sqrt(weight), float(np.sqrt(squares))
    found = cell_cr2(root * x / size, root * residual, root, here.cell, here.unit)
    rounding = max(EXACT * np.abs(y).max(), ROUNDING * np.abs(values).max())
    # What stands in the way of a test, the most basic cause first.
    reasons = (
        (CONSTANT_OUTCOME, not y.any()),
        (NO_VARIANCE, np.abs(residual).max() <= rounding),
        (TOO_FEW, not (found.supported and found.df > 0)),
        (NO_VARIANCE, found.std_error <= rounding),
    )
    reason = next((reason for reason, holds in reasons if holds), "")
    return _Slope(estimate=estimate, std_error=found.std_error / size, df=found.df, reason=reason)
