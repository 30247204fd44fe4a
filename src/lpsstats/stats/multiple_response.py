"""Questions with several boxes to tick: whether the boxes as a whole changed between two waves.

The change of each box is that of a share (`proportions.share_change`), its base the respondents
who were asked. One respondent ticks several boxes, so the boxes are not independent; the joint
test allows for how they go together.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from lpsstats.stats.estimate import NO_VARIANCE, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray

RAO_SCOTT = "sum of Pearson chi-squares, Rao-Scott second order"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxCounts:
    """How often boxes were ticked, alone and together.

    Attributes
    ----------
    n : ndarray of int, shape S
        Respondents who were asked.
    together : ndarray of int, shape (*S, k, k)
        Those who ticked both boxes; on the diagonal those who ticked the one.
    """

    n: IntArray
    together: IntArray

    @property
    def ticked(self) -> IntArray:
        """Respondents who ticked each box, shape (*S, k)."""
        return np.diagonal(self.together, axis1=-2, axis2=-1)

    def take(self, index: IntArray) -> "BoxCounts":
        """Pick cells; arrays then have the shape of `index` in place of S."""
        return BoxCounts(n=self.n[index], together=self.together[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class JointTest:
    """Tests of all boxes of a question at once; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    n_boxes : ndarray of int
        Boxes that were ticked by some respondents and not by others; the rest say nothing.
    statistic, df, p_value : ndarray of float
        The corrected sum and its degrees of freedom, from 1 to `n_boxes` and rarely whole; NaN
        where not testable.
    reason : ndarray of str
        Why not testable: `wave_missing`, `no_variance_both` (every box was ticked by nobody or by
        everybody); empty where testable.
    """

    method: str
    n_boxes: IntArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


def count_boxes(ticked: NDArray[np.bool_], cell: IntArray, n_cells: int) -> BoxCounts:
    """Count the boxes of every cell.

    Parameters
    ----------
    ticked : ndarray of bool, shape (n, k)
        The boxes of the respondents who were asked.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    BoxCounts
        Of shape (n_cells,).
    """
    order = np.argsort(cell, kind="stable")
    ends = np.searchsorted(cell[order], np.arange(n_cells + 1))
    boxes = ticked[order].astype(np.float64)  # whole numbers, exact as such below 2^53
    parts = [boxes[start:end] for start, end in pairwise(ends)]
    k = ticked.shape[1]
    together = np.array([part.T @ part for part in parts]).reshape(n_cells, k, k)
    return BoxCounts(n=np.diff(ends), together=together.astype(np.int64))


def joint_change(before: BoxCounts, after: BoxCounts) -> JointTest:
    """Test whether any box was ticked more or less often in the later wave.

    Parameters
    ----------
    before, after : BoxCounts
        Of the same shape S and the same k boxes; independent waves.

    Returns
    -------
    JointTest
        Arrays of shape S.

    Notes
    -----
    The sum of the k Pearson chi-squares is distributed as a sum of chi-squares of one degree,
    each times an eigenvalue of the correlation matrix of the boxes over both waves together. Rao
    and Scott match its mean and variance: with e the eigenvalues the sum is multiplied by
    sum(e) / sum(e^2), on sum(e)^2 / sum(e^2) degrees. sum(e) is k and sum(e^2) the sum of the
    squared correlations, so that no eigenvalue need be found.

    References
    ----------
    Bilder, C. R. & Loughin, T. M. (2004). Testing for marginal independence between two
    categorical variables with multiple responses. Biometrics 60, 241-248.
    Thomas, D. R. & Decady, Y. J. (2004). Testing for association using multiple response survey
    data: approximate procedures based on the Rao-Scott approach. International Journal of Testing
    4, 43-59.
    """
    n = before.n + after.n
    missing = np.minimum(before.n, after.n) == 0
    variance = _variances(before.ticked + after.ticked, n)
    varies = variance > 0
    n_boxes = varies.sum(axis=-1)
    reason = np.select([missing, n_boxes == 0], [WAVE_MISSING, NO_VARIANCE], default="")
    spread = np.sqrt(np.where(varies, variance, np.inf))  # a box that does not vary adds nothing
    squares = _squared_correlations(before.together + after.together, n, spread)
    boxes = np.where(reason == "", n_boxes, np.nan)
    statistic = _chi_squares(before, after, spread) * boxes / np.where(reason == "", squares, 1)
    df = boxes**2 / np.where(reason == "", squares, 1)
    return JointTest(
        method=RAO_SCOTT,
        n_boxes=n_boxes,
        statistic=statistic,
        df=df,
        p_value=chdtrc(df, statistic),
        reason=reason,
    )


def _variances(ticked: IntArray, n: IntArray) -> FloatArray:
    """Give p (1 - p) of each box over both waves."""
    share = ticked / np.maximum(n, 1)[..., None]
    return np.asarray(share * (1 - share))


def _squared_correlations(together: IntArray, n: IntArray, spread: FloatArray) -> FloatArray:
    """Sum the squares of the correlations between all boxes, each with itself included."""
    people = np.maximum(n, 1)[..., None, None]
    share = np.diagonal(together, axis1=-2, axis2=-1) / people[..., 0]
    covariance = together / people - share[..., :, None] * share[..., None, :]
    correlation = covariance / (spread[..., :, None] * spread[..., None, :])
    return np.asarray((correlation**2).sum(axis=(-2, -1)))


def _chi_squares(before: BoxCounts, after: BoxCounts, spread: FloatArray) -> FloatArray:
    """Sum Pearson's chi-square over the boxes: the squared z of two shares of each."""
    n_before, n_after = (np.maximum(wave.n, 1)[..., None] for wave in (before, after))
    difference = after.ticked / n_after - before.ticked / n_before
    per_person = 1 / n_before + 1 / n_after
    return np.asarray(((difference / spread) ** 2 / per_person).sum(axis=-1))
