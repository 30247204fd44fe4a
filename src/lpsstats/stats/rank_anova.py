"""Ordered answers of several independent waves, tested by their ranks without equal spreads."""

from dataclasses import replace

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray, Moments
from lpsstats.stats.welch_anova import WavesTest, welch_anova

METHOD = "Welch ANOVA of ranks"


def welch_of_ranks(counts: IntArray) -> WavesTest:
    """Test whether answers of one wave tend to be higher than those of another.

    Parameters
    ----------
    counts : ndarray of int, shape (*S, g, m)
        Respondents of each wave per answer, the m answers in ascending order.

    Returns
    -------
    WavesTest
        Arrays of shape S: Welch's analysis of variance of the mid-ranks; reasons as
        `welch_anova`. A wave that gave one answer only has no spread to be weighed by
        (`no_variance_one`).

    Notes
    -----
    What the Brunner-Munzel test is for two waves. Kruskal-Wallis supposes that the waves are
    alike in all but their height: where they only spread differently it rejects, at 5%, between
    2% (the widest wave the largest) and 11% (the smallest) of the time in three waves of 12 to
    100 answers from 1 to 7, this test between 5% and 7%, with the same power where the waves are
    alike in spread (6,000 simulated surveys each).

    References
    ----------
    Zimmerman, D. W. & Zumbo, B. D. (1993). Rank transformations and the power of the Student t
    test and Welch t' test for non-normal populations with unequal variances. Canadian Journal of
    Experimental Psychology 47, 523-539.
    """
    ties = counts.sum(axis=-2)
    rank = np.cumsum(ties, axis=-1) - (ties - 1) / 2
    return replace(welch_anova(_moments(counts, rank[..., None, :])), method=METHOD)


def _moments(counts: IntArray, rank: FloatArray) -> Moments:
    """Average the ranks within waves."""
    n = counts.sum(axis=-1)
    mean = (counts * rank).sum(axis=-1) / np.where(n > 0, n, np.nan)
    squares = (counts * (rank - mean[..., None]) ** 2).sum(axis=-1)
    return Moments(n=n, mean=mean, sd=np.sqrt(squares / np.where(n > 1, n - 1.0, np.nan)))
