"""A question in categories that the same respondents answered in two waves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from lpsstats.stats.estimate import TOO_FEW
from lpsstats.stats.moments import FloatArray, IntArray

ALL_TIED = "all_tied"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedCategories:
    """Whether the shares of all categories stayed alike; arrays have one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    n, n_changed : ndarray of int
        Linked respondents with an answer in both waves; those of them who changed category.
    statistic : ndarray of float
        Chi-square; NaN where not testable, as is `p_value`.
    df : ndarray of int
        Categories that people changed into or out of, less one for each group of categories
        among which they did; 0 where not testable.
    p_value : ndarray of float
        Of any change in the shares.
    reason : ndarray of str
        `n_lt_2` where there are fewer than two linked respondents, `all_tied` where nobody
        changed category; else empty.
    """

    method: str
    n: IntArray
    n_changed: IntArray
    statistic: FloatArray
    df: IntArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def marginal_homogeneity(counts: IntArray) -> PairedCategories:
    """Test the shares of categories among the same respondents (Stuart 1955, Maxwell 1970).

    Parameters
    ----------
    counts : ndarray of int, shape (..., C, C)
        Linked respondents: the category before in rows, after in columns, in the same order.

    Returns
    -------
    PairedCategories
        Arrays of shape (...). For two categories it is McNemar's chi-square. A category that
        nobody used, or nobody changed into or out of, costs a degree of freedom and no more: the
        covariance is inverted as far as it can be.

    Notes
    -----
    Where few people changed among many categories, chi-square is cautious: it rejects too seldom,
    not too often. `n_changed` says how many there were.

    References
    ----------
    Stuart, A. (1955). A test for homogeneity of the marginal distributions in a two-way
    classification. Biometrika 42, 412-416. Maxwell, A. E. (1970). Comparing the classification of
    subjects by two independent judges. British Journal of Psychiatry 116, 651-655.
    """
    n = counts.sum(axis=(-2, -1))
    n_changed = n - np.trace(counts, axis1=-2, axis2=-1)
    statistic, df = _stuart(counts.astype(np.float64))
    reason = np.select([n < 2, n_changed == 0], [TOO_FEW, ALL_TIED], default="")
    statistic = np.where(reason == "", statistic, np.nan)
    return PairedCategories(
        method="Stuart-Maxwell test",
        n=n,
        n_changed=n_changed,
        statistic=statistic,
        df=np.where(reason == "", df, 0),
        p_value=chdtrc(np.maximum(df, 1), statistic),
        reason=reason,
    )


def each_against_the_rest(counts: IntArray) -> NDArray[np.int64]:
    """Fold a table of pairs into one yes/no table per category, for `mcnemar`.

    Parameters
    ----------
    counts : ndarray of int, shape (..., C, C)
        As for `marginal_homogeneity`.

    Returns
    -------
    ndarray of int, shape (..., C, 2, 2)
        Another category and this one before in rows, after in columns.
    """
    stayed = np.diagonal(counts, axis1=-2, axis2=-1)
    lost, gained = counts.sum(axis=-1) - stayed, counts.sum(axis=-2) - stayed
    others = counts.sum(axis=(-2, -1))[..., None] - stayed - lost - gained
    flat = np.stack([others, gained, lost, stayed], axis=-1)
    return flat.reshape(*flat.shape[:-1], 2, 2).astype(np.int64)


def _stuart(counts: FloatArray) -> tuple[FloatArray, NDArray[np.int64]]:
    """Give d' S^- d and the rank of S, with d the differences of the margins (Stuart 1955).

    S is the Laplacian of the changes between categories, whole numbers in symmetric places, so
    that its eigenvalues are either 0 or well away from it.
    """
    difference = counts.sum(axis=-2) - counts.sum(axis=-1)
    between = counts + np.swapaxes(counts, -2, -1)
    diagonal = np.eye(counts.shape[-1]) * between.sum(axis=-1)[..., None]
    values, vectors = np.linalg.eigh(diagonal - between)
    used = values > values[..., -1:] * (counts.shape[-1] * 1e-12)
    along = (np.swapaxes(vectors, -2, -1) @ difference[..., None])[..., 0]
    terms = np.divide(along**2, values, out=np.zeros_like(values), where=used)
    return terms.sum(axis=-1), used.sum(axis=-1)
