"""The difference between two waves with the same covariates, by least squares.

The model is additive: a score is a constant, the wave and the covariates. Its coefficient of the
wave is the marginal difference: predict every respondent's score in the later and in the earlier
wave, covariates as they are, and the mean difference of the two is that coefficient.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray
from lpsstats.stats.orthonormal import orthonormal_basis
from lpsstats.stats.robust_variance import cr2, hc3
from lpsstats.stats.weights import largest

ALIASED = "aliased"
NO_FREEDOM = "no_freedom"
# Residuals of this size, beside the values, are rounding.
EXACT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedDifference:
    """Differences between waves at the same covariates; arrays have one entry per contrast.

    Attributes
    ----------
    estimate : Estimate
        Later minus earlier. Besides the usual reasons: `aliased` where the covariates tell the
        waves apart, `no_freedom` where there are no more respondents than terms.
    n : ndarray of int
        Respondents behind it: with a value, all covariates and a weight above zero.
    n_terms : ndarray of int
        Terms of the model: the constant, the wave and the columns of covariates that count.
    n_aliased : ndarray of int
        Columns of covariates left out, because they are constant here or follow from others.
    """

    estimate: Estimate
    n: IntArray
    n_terms: IntArray
    n_aliased: IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """One contrast; NaN is undefined."""

    n: int
    n_terms: int = 0
    n_aliased: int = 0
    estimate: float = np.nan
    std_error: float = np.nan
    df: float = np.nan
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waves:
    """The respondents of one contrast: distances from the means, times the roots of the weights.

    `magnitude` is that of the values: a few of its last places are rounding.
    """

    root: FloatArray
    values: FloatArray
    later: FloatArray
    magnitude: float
    n_earlier: int
    n_later: int


def adjusted_difference(
    values: FloatArray,
    later: NDArray[np.bool_],
    covariates: FloatArray,
    contrast: IntArray,
    n_contrasts: int,
    *,
    weight: FloatArray | None = None,
    cluster: IntArray | None = None,
    confidence: float = 0.95,
) -> AdjustedDifference:
    """Test the difference of two waves with the covariates held the same (least squares).

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is left out.
    later : ndarray of bool, shape (n,)
        Who is of the later of the two waves.
    covariates : ndarray of float, shape (n, k)
        Columns of the design: numbers, and 0/1 for the categories but one. A respondent with a
        NaN in any of them is left out.
    contrast : ndarray of int, shape (n,)
        The contrast of each respondent, from 0; -1 belongs to none and is left out.
    n_contrasts : int
        How many contrasts there are, empty ones included.
    weight : ndarray of float, shape (n,), optional
        A design weight each; those with NaN or zero are left out.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each; one unit may be in both waves. -1 is a unit of one's own.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    AdjustedDifference
        Arrays of shape (n_contrasts,).

    Notes
    -----
    Without clusters: the heteroscedasticity-consistent variance HC3, t with respondents less terms
    degrees of freedom (Long & Ervin 2000). With weights, the leverage and the residuals are those
    of weighted least squares. With clusters: CR2, with its Satterthwaite degrees of freedom under
    equal independent errors of the weighted model, which stay honest when clusters are few.

    A respondent whom the model meets exactly (leverage 1) says nothing of the spread. If the wave's
    coefficient rests on such a one, it cannot be tested (`n_lt_2`).

    References
    ----------
    MacKinnon & White (1985); Long & Ervin (2000), The American Statistician 54, 217-224. Bell &
    McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky & Tipton (2018), Journal of
    Business & Economic Statistics 36, 672-683, eqs. 7 and 11. Columns that follow from others are
    found by Gram and Schmidt's method, the wave last.
    """
    counted = (contrast >= 0) & ~np.isnan(values) & ~np.isnan(covariates).any(axis=1)
    counted &= True if weight is None else weight > 0
    fits = [
        _fit(
            _waves(values[rows], later[rows], None if weight is None else weight[rows]),
            covariates[rows],
            None if cluster is None else cluster[rows],
        )
        for rows in _by_contrast(contrast, counted, n_contrasts)
    ]
    weighing = "least squares" if weight is None else "weighted least squares"
    return AdjustedDifference(
        estimate=t_estimate(
            f"Adjusted difference, {weighing}, {'HC3' if cluster is None else 'CR2'}",
            estimate=np.array([fit.estimate for fit in fits]),
            std_error=np.array([fit.std_error for fit in fits]),
            df=np.array([fit.df for fit in fits]),
            reason=np.array([fit.reason for fit in fits], dtype=np.str_),
            confidence=confidence,
        ),
        n=np.array([fit.n for fit in fits], dtype=np.int64),
        n_terms=np.array([fit.n_terms for fit in fits], dtype=np.int64),
        n_aliased=np.array([fit.n_aliased for fit in fits], dtype=np.int64),
    )


def _by_contrast(
    contrast: IntArray, counted: NDArray[np.bool_], n_contrasts: int
) -> Iterator[IntArray]:
    """Give the rows that count of each contrast."""
    rows = np.flatnonzero(counted)
    rows = rows[np.argsort(contrast[rows], kind="stable")]
    ends = np.searchsorted(contrast[rows], np.arange(n_contrasts + 1))
    for first, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        yield rows[first:end]


def _waves(values: FloatArray, later: NDArray[np.bool_], weight: FloatArray | None) -> _Waves:
    root = np.ones(len(values)) if weight is None else np.sqrt(weight / largest(weight))
    n_later = int(later.sum())
    return _Waves(
        root=root,
        values=_centred(values[:, None], root)[:, 0],
        later=_centred(later[:, None].astype(np.float64), root)[:, 0],
        magnitude=float(np.max(np.abs(values), initial=0.0)),
        n_earlier=len(values) - n_later,
        n_later=n_later,
    )


def _centred(columns: FloatArray, root: FloatArray) -> FloatArray:
    """Take the weighted mean off columns, and weight them; a constant becomes exactly 0."""
    if not len(columns):
        return columns
    from_first = columns - columns[0]
    mean = root**2 @ from_first / (root @ root)
    return np.asarray(root[:, None] * (from_first - mean))


def _fit(waves: _Waves, covariates: FloatArray, cluster: IntArray | None) -> _Fit:
    """Fit one contrast, and say what stands in its way, the most basic cause first."""
    n = len(waves.root)
    if not waves.n_earlier or not waves.n_later:
        return _Fit(n=n, reason=WAVE_MISSING)
    constant = waves.root / np.linalg.norm(waves.root)
    covariates = _centred(covariates, waves.root)
    basis, kept = orthonormal_basis(np.column_stack([constant, covariates, waves.later]))
    n_aliased = int(np.sum(~kept[:-1]))
    if not kept[-1]:
        return _Fit(n=n, n_aliased=n_aliased, reason=ALIASED)
    size = float(basis[:, -1] @ waves.later)
    residual = waves.values - basis @ (basis.T @ waves.values)
    found = hc3(basis, residual) if cluster is None else cr2(basis, residual, cluster)
    rounding = max(EXACT * np.max(np.abs(waves.values)), ROUNDING * waves.magnitude)
    reasons = (
        (TOO_FEW, min(waves.n_earlier, waves.n_later) < 2),
        (NO_FREEDOM, n <= basis.shape[1]),
        (NO_VARIANCE, np.max(np.abs(residual)) <= rounding),
        (TOO_FEW, not found.supported),
        (NO_VARIANCE, found.std_error <= rounding),
    )
    return _Fit(
        n=n,
        n_terms=basis.shape[1],
        n_aliased=n_aliased,
        estimate=float(basis[:, -1] @ waves.values) / size,
        std_error=found.std_error / size,
        df=found.df,
        reason=next((reason for reason, holds in reasons if holds), ""),
    )
