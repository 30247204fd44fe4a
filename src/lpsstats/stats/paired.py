"""Two means of the same respondents."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray, Moments, cell_moments


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMoments:
    """Moments of the complete pairs of each cell; every array has the same shape.

    Attributes
    ----------
    n : ndarray of int
        Complete pairs.
    before, after : Moments
        Of the two values of the complete pairs.
    difference : Moments
        Of after minus before; its sd is exactly 0 where all differences are the same.
    correlation : ndarray of float
        Pearson's, between before and after; NaN where either does not vary or `n` is below 2.
    """

    n: IntArray
    before: Moments
    after: Moments
    difference: Moments
    correlation: FloatArray

    def take(self, index: IntArray) -> "PairMoments":
        """Pick cells.

        Parameters
        ----------
        index : ndarray of int, any shape
            The cell of each entry of the result.

        Returns
        -------
        PairMoments
            Arrays of the shape of `index`.
        """
        return PairMoments(
            n=self.n[index],
            before=self.before.take(index),
            after=self.after.take(index),
            difference=self.difference.take(index),
            correlation=self.correlation[index],
        )


def pair_moments(
    before: FloatArray, after: FloatArray, cell: IntArray, n_cells: int
) -> PairMoments:
    """Compute the moments of every cell's complete pairs.

    Parameters
    ----------
    before, after : ndarray of float, shape (n,)
        The two values of each respondent; a pair with a NaN in either is skipped.
    cell : ndarray of int, shape (n,)
        The cell of each pair, from 0; -1 belongs to none and is skipped.
    n_cells : int
        How many cells there are, empty ones included.

    Returns
    -------
    PairMoments
        Arrays of shape (n_cells,).
    """
    complete = (cell >= 0) & ~np.isnan(before) & ~np.isnan(after)
    before, after, cell = before[complete], after[complete], cell[complete]
    first = cell_moments(before, cell, n_cells)
    second = cell_moments(after, cell, n_cells)
    products = (before - first.mean[cell]) * (after - second.mean[cell])
    return PairMoments(
        n=first.n,
        before=first,
        after=second,
        difference=_differences(before, after, cell, first, second),
        correlation=_correlation(products, cell, first, second),
    )


def paired_t(pairs: PairMoments, *, confidence: float = 0.95) -> Estimate:
    """Test the mean difference of pairs (Student 1908).

    Parameters
    ----------
    pairs : PairMoments
        Of shape S.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        After minus before, arrays of shape S. Not testable with fewer than two pairs (`n_lt_2`)
        or where all differences are the same (`no_variance_both`).

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6, 1-25.
    """
    few = pairs.n < 2
    df = np.where(few, np.nan, pairs.n - 1.0)
    return t_estimate(
        "Paired t-test",
        estimate=pairs.difference.mean,
        std_error=pairs.difference.sd / np.sqrt(df + 1),
        df=df,
        reason=np.select([few, pairs.difference.sd == 0], [TOO_FEW, NO_VARIANCE], default=""),
        confidence=confidence,
    )


def _differences(
    before: FloatArray, after: FloatArray, cell: IntArray, first: Moments, second: Moments
) -> Moments:
    """Compute the moments of the differences, a spread within the rounding of the data being none.

    The rounding is that of the two values, which may be much larger than their difference.
    """
    moments = cell_moments(after - before, cell, first.n.size)
    magnitude = np.maximum(np.abs(first.mean) + first.sd, np.abs(second.mean) + second.sd)
    constant = moments.sd <= ROUNDING * magnitude
    return Moments(
        n=moments.n,
        mean=moments.mean,
        sd=np.where(constant, 0.0, moments.sd),
        mean_tail=moments.mean_tail,
    )


def _correlation(
    products: FloatArray, cell: IntArray, first: Moments, second: Moments
) -> FloatArray:
    """Divide sums of products by both spreads; rounding may not carry it past one."""
    tails = first.n * first.mean_tail * second.mean_tail  # the means were rounded, far from zero
    covariation = np.bincount(cell, products, first.n.size) - tails
    scale = (first.n - 1) * first.sd * second.sd
    return np.clip(covariation / np.where(scale > 0, scale, np.nan), -1.0, 1.0)
