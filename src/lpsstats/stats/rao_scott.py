"""Whether waves differ in the shares of categories, with weights, strata and clusters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from lpsstats.stats.design import Design, sampling_design, sums
from lpsstats.stats.estimate import TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.weights import largest

METHOD = "Rao-Scott F test"
ALL_TIED = "all_tied"
SEPARATION = "separation"
# Cells with a smaller share of the weight than this have its inverse: their own would drown all
# else in rounding, and the figures of the test no longer change with it.
SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class RaoScott:
    """Tests of tables of waves by categories; every array has one entry per contrast.

    Attributes
    ----------
    n : ndarray of int
        Respondents in the table.
    statistic, df_numerator, df_denominator, p_value : ndarray of float
        F and its degrees of freedom, which are rarely whole; NaN where not testable.
    reason : ndarray of str
        Why not testable: `wave_missing`, `all_tied` (one category is used), `n_lt_2` (a stratum
        has one sampling unit), `separation` (the waves share no category and do not vary in
        theirs); empty where testable.
    """

    n: IntArray
    statistic: FloatArray
    df_numerator: FloatArray
    df_denominator: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def rao_scott(
    row: IntArray,
    column: IntArray,
    weight: FloatArray,
    contrast: IntArray,
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None = None,
    n_rows: int = 2,
) -> RaoScott:
    """Test a weighted table by Pearson's chi-square, corrected to the second order.

    Parameters
    ----------
    row, column : ndarray of int, shape (n,)
        The wave and the category of each respondent, from 0; -1 is missing and is left out.
        Categories that nobody used in a contrast are left out.
    weight : ndarray of float, shape (n,)
        A design weight each; those with NaN or zero are left out. Their sums are taken as they
        are: a wave whose weights sum to more has more of the table.
    contrast : ndarray of int, shape (n,)
        The contrast of each, from 0; -1 belongs to none and is left out.
    n_contrasts : int
        How many contrasts there are, empty ones included.
    stratum : ndarray of int, shape (n,)
        The stratum of each, from 0.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each, from 0; -1, or no array, is a unit of one's own.
    n_rows : int
        How many waves every contrast must have.

    Returns
    -------
    RaoScott
        As R's `survey::svychisq` with `statistic = "F"`.

    References
    ----------
    Rao, J. N. K. & Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with
    cell proportions estimated from survey data. Annals of Statistics 12, 46-60. Referred to F as
    in Thomas, D. R. & Rao, J. N. K. (1987). Journal of the American Statistical Association 82,
    630-636.
    """
    counted = np.flatnonzero((contrast >= 0) & (row >= 0) & (column >= 0) & (weight > 0))
    order = counted[np.argsort(contrast[counted], kind="stable")]
    ends = np.searchsorted(contrast[order], np.arange(1, n_contrasts))
    tests = [
        _test(
            row[here],
            column[here],
            weight[here],
            n_rows,
            stratum=stratum[here],
            cluster=None if cluster is None else cluster[here],
        )
        for here in np.split(order, ends)[:n_contrasts]
    ]
    numbers = np.array([test.numbers for test in tests], dtype=np.float64).reshape(n_contrasts, 4)
    return RaoScott(
        n=np.array([test.n for test in tests], dtype=np.int64),
        statistic=numbers[:, 0],
        df_numerator=numbers[:, 1],
        df_denominator=numbers[:, 2],
        p_value=numbers[:, 3],
        reason=np.array([test.reason for test in tests], dtype=np.str_),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """The test of one table: F, its two degrees of freedom and p, or why there are none."""

    n: int
    reason: str = ""
    numbers: tuple[float, float, float, float] = (np.nan, np.nan, np.nan, np.nan)


def _test(
    row: IntArray,
    column: IntArray,
    weight: FloatArray,
    n_rows: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None,
) -> _Test:
    """Test the table of one contrast."""
    n = row.size
    share = weight / largest(weight)
    share = share / share.sum()
    used, column = np.unique(column, return_inverse=True)
    cell = row * used.size + column
    table = sums(cell, share, n_rows * used.size).reshape(n_rows, used.size)
    design = sampling_design(np.zeros(n, dtype=np.int64), 1, stratum=stratum, cluster=cluster)
    reason = _reason(table, design)
    if reason:
        return _Test(n=n, reason=reason)
    effects = _design_effects(table, cell, share, design)
    trace = float(np.trace(effects))
    if trace <= n * np.finfo(np.float64).eps:
        return _Test(n=n, reason=SEPARATION)
    statistic = n * _squared_contingency(table) / trace
    df = trace**2 / float((effects**2).sum())
    df_denominator = df * float(design.degrees()[0])
    p_value = float(fdtrc(df, df_denominator, statistic))
    return _Test(n=n, numbers=(statistic, df, df_denominator, p_value))


def _reason(table: FloatArray, design: Design) -> str:
    """Say why a table cannot be tested, the most basic cause first."""
    if (table.sum(axis=1) == 0).any():
        return WAVE_MISSING
    if table.shape[1] < 2:
        return ALL_TIED
    return TOO_FEW if design.lonely()[0] or design.degrees()[0] < 1 else ""


def _squared_contingency(table: FloatArray) -> float:
    """Give Pearson's chi-square of a table of shares, for one respondent."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    squares = (table - expected) ** 2
    return float(np.divide(squares, expected, out=squares, where=expected > 0).sum())


def _design_effects(
    table: FloatArray, cell: IntArray, share: FloatArray, design: Design
) -> FloatArray:
    """Build the matrix whose eigenvalues are the generalised design effects (Rao & Scott 1984).

    Interactions are contrasts of rows crossed with contrasts of columns. Any basis of them gives
    the same eigenvalues; in this one the variance under simple random sampling is the identity.
    The observed shares stand in the middle, not the expected ones, as in R; cells that nobody is
    in count as 0.
    """
    shares = table.ravel()
    used = shares > 0
    root = np.where(used, np.sqrt(cell.size / np.maximum(shares, SMALLEST)), 0.0)
    interactions = np.kron(_contrasts(table.shape[0]), _contrasts(table.shape[1]))
    estimable = _independent(np.where(used[:, None], interactions, 0.0))
    weighted = root[:, None] * np.linalg.qr(root[:, None] * estimable)[0]
    influence = share[:, None] * (weighted[cell] - shares @ weighted)
    scale = np.sqrt(design.scale())[design.stratum]
    apart = np.column_stack([scale * design.centred(z) for z in influence.T])
    return np.asarray(apart.T @ apart)


def _independent(columns: FloatArray) -> FloatArray:
    """Find independent columns that span the same space: empty cells may leave fewer of them."""
    _, size, right = np.linalg.svd(columns, full_matrices=False)
    tolerance = columns.size * np.finfo(np.float64).eps * size[0]
    return np.asarray(columns @ right[size > tolerance].T)


def _contrasts(size: int) -> FloatArray:
    """Give size - 1 columns that each sum to 0."""
    return np.eye(size)[:, 1:] - 1 / size
