"""Two means where some respondents answered in both waves and others in one of them only."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lpsstats.stats.effects import Effect
from lpsstats.stats.estimate import Estimate, t_estimate
from lpsstats.stats.moments import FloatArray, IntArray, Moments, mean_difference
from lpsstats.stats.paired import PairMoments, paired_t
from lpsstats.stats.welch import welch


def partly_overlapping_t(
    before: Moments, after: Moments, pairs: PairMoments, *, confidence: float = 0.95
) -> Estimate:
    """Test two means of partly the same respondents (Derrick, Toher & White 2017).

    Parameters
    ----------
    before, after : Moments
        Of everybody in each wave, linked or not; of the same shape S. Scores of 0 and 1 make it a
        test of two shares, of 0 and 100 one of percentages: a yes/no needs no test of its own,
        nor does each category of a question against the others.
    pairs : PairMoments
        Of those who answered in both waves, shape S.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        After minus before of everybody, arrays of shape S. Where all are linked it is the paired t
        test, where nobody is it is Welch's. Not testable where a wave is empty (`wave_missing`),
        has one answer (`n_lt_2`), or nothing varies (`no_variance_both`; where all are linked,
        that is their differences).

    Notes
    -----
    The squared standard error is Welch's less twice the covariance of the two means, which only
    the linked have in common: r s1 s2 n_linked / (n1 n2), with r of the linked and the standard
    deviations of everybody. Where r does not exist (a wave is constant among them, or there is
    one pair) it is taken to be 0. The degrees of freedom lie between n_linked - 1 and Welch's,
    in proportion to the answers that are linked.

    References
    ----------
    Derrick, B., Toher, D. & White, P. (2017). How to compare the means of two samples that include
    paired observations and independent observations. The Quantitative Methods for Psychology 13,
    120-126 (their T_new2).
    """
    apart = welch(before, after, confidence=confidence)
    linked = paired_t(pairs, confidence=confidence)
    everybody = _all_linked(before, after, pairs)
    share = _linked_share(before, after, pairs)
    df = np.where(everybody, linked.df, share * (pairs.n - 1.0) + (1 - share) * apart.df)
    std_error = np.where(everybody, linked.std_error, _std_error(before, after, pairs))
    return t_estimate(
        "Partly overlapping t-test",
        estimate=np.where(everybody, linked.estimate, mean_difference(before, after)),
        std_error=std_error,
        df=df,
        reason=np.where(everybody & (apart.reason == ""), linked.reason, apart.reason),
        confidence=confidence,
    )


def hedges_overlapping(
    before: Moments, after: Moments, pairs: PairMoments, *, confidence: float = 0.95
) -> Effect:
    """Standardise the difference of partly the same respondents by the average SD.

    Parameters
    ----------
    before, after : Moments
        Of everybody in each wave, linked or not; of the same shape S.
    pairs : PairMoments
        Of those who answered in both waves, shape S.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape S; NaN where a wave has fewer than two answers, neither varies, or there
        is no more than one degree of freedom, which makes the correction for small samples 0.

    Notes
    -----
    Bonett's variance for independent waves (2008), less the covariance of the two means and plus
    that of the two variances, which only the linked have in common. Both covariances carry the
    factor n_linked / sqrt(n1 n2) / sqrt((n1 - 1)(n2 - 1)), so that the interval is that of
    `hedges_average` where nobody is linked and that of `hedges_average_paired` where all are. So
    is the correction for small samples, whose degrees of freedom move between n_linked - 1 and
    n1 + n2 - 2 as those of the test do.

    References
    ----------
    Bonett, D. G. (2008). Confidence intervals for standardized linear contrasts of means.
    Psychological Methods 13, 99-109.
    """
    df_before, df_after = _at_least_one(before.n - 1.0), _at_least_one(after.n - 1.0)
    sd = np.sqrt((before.sd**2 + after.sd**2) / 2)
    sd = np.where(sd > 0, sd, np.nan)
    d = mean_difference(before, after) / sd
    ratio_before, ratio_after = before.sd / sd, after.sd / sd
    common = _overlap(before, after, pairs) / np.sqrt(df_before * df_after)
    product = _correlation(pairs) * ratio_before * ratio_after
    of_means = ratio_before**2 / df_before + ratio_after**2 / df_after - 2 * product * common
    # Where all are linked the difference's own sd says the same, and exactly so as r nears 1.
    of_differences = (pairs.difference.sd / sd) ** 2 / df_before
    of_means = np.where(_all_linked(before, after, pairs), of_differences, of_means)
    of_sds = ratio_before**4 / df_before + ratio_after**4 / df_after + 2 * product**2 * common
    share = _linked_share(before, after, pairs)
    df = share * (pairs.n - 1.0) + (1 - share) * (df_before + df_after)
    correction = 1 - 3 / (4 * np.where(df > 1, df, np.nan) - 1)  # Hedges (1981)
    half_width = ndtri((1 + confidence) / 2) * np.sqrt(of_means + d**2 * of_sds / 8)
    return Effect(
        method="Hedges g, average SD, partly overlapping",
        effect=correction * d,
        effect_low=correction * (d - half_width),
        effect_high=correction * (d + half_width),
    )


def _std_error(before: Moments, after: Moments, pairs: PairMoments) -> FloatArray:
    """Take twice the covariance of the means off the sum of their variances.

    Written so that nothing but 1 - r times the overlap is subtracted: the rest are squares.
    """
    one = before.sd / np.sqrt(_at_least_one(before.n))
    other = after.sd / np.sqrt(_at_least_one(after.n))
    shared = _correlation(pairs) * _overlap(before, after, pairs)
    return np.sqrt((one - other) ** 2 + 2 * one * other * (1 - shared))


def _correlation(pairs: PairMoments) -> FloatArray:
    """Give r of the linked, 0 where there is none."""
    return np.nan_to_num(pairs.correlation)


def _overlap(before: Moments, after: Moments, pairs: PairMoments) -> FloatArray:
    """Relate the linked to the geometric mean of the waves' sizes: 0 for nobody, 1 for all."""
    return np.asarray(pairs.n / np.sqrt(_at_least_one(before.n) * _at_least_one(after.n)))


def _linked_share(before: Moments, after: Moments, pairs: PairMoments) -> FloatArray:
    """Give the share of all answers that belong to linked respondents."""
    return np.asarray(2 * pairs.n / _at_least_one(before.n + after.n))


def _all_linked(before: Moments, after: Moments, pairs: PairMoments) -> NDArray[np.bool_]:
    return np.asarray((pairs.n > 0) & (pairs.n == before.n) & (pairs.n == after.n))


def _at_least_one(numbers: NDArray[np.floating] | IntArray) -> FloatArray:
    """Make counts that cannot be divided by NaN."""
    return np.where(numbers >= 1, numbers, np.nan)
