"""Association in a table of counts, and how much a bias-free measure of it is."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from lpsstats.stats.moments import FloatArray, IntArray

EMPTY = "wave_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Whether the rows of a table have the same shares in its columns.

    Attributes
    ----------
    n : int
        The sum of the table.
    statistic, p_value : float
        Pearson's chi-square without continuity correction; NaN where not testable.
    df : int
        Its degrees of freedom, from the rows and columns that are not empty.
    cramer_v : float
        Bias-corrected, from 0 to 1; NaN where not testable.
    reason : str
        `wave_missing` where fewer than two rows or columns have counts; else empty.
    """

    n: int
    statistic: float
    df: int
    p_value: float
    cramer_v: float
    reason: str


def association(counts: IntArray) -> Association:
    """Test a table by Pearson's chi-square.

    Parameters
    ----------
    counts : ndarray of int, shape (R, C)
        Independent respondents. Rows and columns without any are left out. For a table of two by
        two the test is the z-test of two proportions, squared.

    References
    ----------
    Bergsma, W. (2013). A bias-correction for Cramer's V and Tschuprow's T. Journal of the Korean
    Statistical Society 42, 323-328.
    """
    used = counts[np.ix_(counts.any(axis=1), counts.any(axis=0))].astype(np.float64)
    n, (r, c) = int(counts.sum()), used.shape
    df = (r - 1) * (c - 1)
    if min(r, c) < 2:
        nan = float("nan")
        return Association(n=n, statistic=nan, df=0, p_value=nan, cramer_v=nan, reason=EMPTY)
    expected = np.outer(used.sum(axis=1), used.sum(axis=0)) / n
    statistic = float(((used - expected) ** 2 / expected).sum())
    return Association(
        n=n,
        statistic=statistic,
        df=df,
        p_value=float(chdtrc(df, statistic)),
        cramer_v=float(cramer_v(*np.array([statistic, n, r, c]))),
        reason="",
    )


def cramer_v(
    statistic: FloatArray, n: FloatArray, n_rows: IntArray, n_columns: IntArray
) -> FloatArray:
    """Correct phi-square and the table's size for what chance makes of them (Bergsma 2013).

    Parameters
    ----------
    statistic, n : ndarray of float, shape S
        Pearson's chi-square and the sum of each table; NaN gives NaN.
    n_rows, n_columns : ndarray of int, shape S
        Those that have counts.

    Returns
    -------
    ndarray of float, shape S
        From 0 to 1. With two or more rows and columns in use n is at least 2; where it is as
        small as the table the corrected size is 1 and there is no association left to speak of.
    """
    chance = (n_rows - 1.0) * (n_columns - 1.0) / (n - 1)
    phi2 = np.maximum(0.0, statistic / n - chance)
    sizes = [size - (size - 1.0) ** 2 / (n - 1) for size in (n_rows, n_columns)]
    smaller = np.minimum(*sizes) - 1
    squared = np.divide(phi2, smaller, out=np.zeros(np.shape(phi2)), where=~(smaller <= 0))
    return np.asarray(np.minimum(1.0, np.sqrt(squared)))
