"""How often a respondent of the later wave stands higher than one of the earlier: ordered answers.

Everything follows from how many respondents gave each of the ordered answers in each wave; how far
the answers lie apart plays no part.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, stdtr, stdtrit

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import FloatArray, IntArray

BRUNNER_MUNZEL = "Brunner-Munzel test"
SEPARATED = "exact permutation test of separated waves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Superiority:
    """Probabilities of superiority with their tests; every array has one entry per contrast.

    Attributes
    ----------
    method : ndarray of str
        `BRUNNER_MUNZEL`, or `SEPARATED` where every answer of one wave is above every answer of
        the other.
    p_superior : ndarray of float
        The chance, from 0 to 1, that a random respondent of the later wave gave a higher answer
        than one of the earlier, ties counting half; given wherever both waves have answers.
    p_superior_low, p_superior_high : ndarray of float
        Its interval, inside 0 to 1; NaN where not testable.
    std_error : ndarray of float
        Of `p_superior`; exactly 0 where the waves are separated.
    statistic, df : ndarray of float
        (p_superior - 1/2) / std_error and Satterthwaite's degrees of freedom; NaN also where the
        waves are separated.
    p_value : ndarray of float
        Two-sided, of p_superior = 1/2.
    reason : ndarray of str
        Why not testable: `wave_missing`, `n_lt_2`, `no_variance_both` (the same answer from all
        respondents of both waves); empty where testable.
    """

    method: NDArray[np.str_]
    p_superior: FloatArray
    p_superior_low: FloatArray
    p_superior_high: FloatArray
    std_error: FloatArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    reason: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Where the answers of each wave stand among those of the other; every array has shape S.

    Attributes
    ----------
    superior, inferior : ndarray of float
        P(after > before) and P(after < before), each with half the ties; they sum to 1.
    part_before, part_after : ndarray of float
        What each wave adds to the squared standard error of `superior`; NaN below two answers.
    """

    superior: FloatArray
    inferior: FloatArray
    part_before: FloatArray
    part_after: FloatArray


def superiority(
    before_counts: IntArray, after_counts: IntArray, *, confidence: float = 0.95
) -> Superiority:
    """Test whether later answers tend to be higher, without assuming equal spreads.

    Parameters
    ----------
    before_counts, after_counts : ndarray of int, shape (*S, m)
        Respondents of each wave per answer, the m answers in ascending order.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Superiority
        Arrays of shape S.

    Notes
    -----
    The p-value is that of the statistic on the scale of probabilities, as Brunner and Munzel have
    it. The interval is made on the logit scale (delta method, the same degrees of freedom) and put
    back, so that it stays between 0 and 1; near the edge it may leave out 1/2 while p is slightly
    above 1 - confidence, or the reverse.

    Separated waves have no standard error to speak of. Their p is twice the chance 1 / C(N, n)
    that random waves of these sizes are separated in this direction. Their interval ends at 0 or
    1; the other end is (alpha/2)^(1/n) away from the opposite edge, with n the smaller wave: of n
    disjoint pairs of respondents all n went one way, which has a chance of at most p_superior^n,
    so the bound holds whatever the distributions.

    References
    ----------
    Brunner, E. & Munzel, U. (2000). The nonparametric Behrens-Fisher problem: asymptotic theory
    and a small-sample approximation. Biometrical Journal 42, 17-25.
    """
    n_before, n_after = before_counts.sum(axis=-1), after_counts.sum(axis=-1)
    places = placements(before_counts, after_counts)
    constant = ((before_counts + after_counts) > 0).sum(axis=-1) == 1
    smaller = np.minimum(n_before, n_after)
    reason = np.select(
        [smaller == 0, smaller < 2, constant], [WAVE_MISSING, TOO_FEW, NO_VARIANCE], default=""
    )
    total = np.where(reason == "", places.part_before + places.part_after, np.nan)
    separated = total == 0
    std_error = np.sqrt(np.where(separated, np.nan, total))
    df = _satterthwaite(places, np.where(separated, np.nan, total), n_before, n_after)
    statistic = (places.superior - 0.5) / std_error
    p_value = 2 * stdtr(df, -np.abs(statistic))
    low, high = _interval(places, std_error, df, confidence)
    edge_low, edge_high = _separated_interval(places.superior, smaller, confidence)
    return Superiority(
        method=np.where(separated, SEPARATED, BRUNNER_MUNZEL),
        p_superior=places.superior,
        p_superior_low=np.where(separated, edge_low, low),
        p_superior_high=np.where(separated, edge_high, high),
        std_error=np.where(separated, 0.0, std_error),
        statistic=statistic,
        df=df,
        p_value=np.where(separated, _separated_p(n_before, n_after), p_value),
        reason=reason,
    )


def placements(before_counts: IntArray, after_counts: IntArray) -> Placements:
    """Place the answers of each wave among those of the other.

    Parameters
    ----------
    before_counts, after_counts : ndarray of int, shape (*S, m)
        Respondents of each wave per answer, the m answers in ascending order.

    Returns
    -------
    Placements
        Arrays of shape S; NaN where a wave is empty.
    """
    n_before, n_after = before_counts.sum(axis=-1), after_counts.sum(axis=-1)
    superior, part_after = _placed(after_counts, before_counts, n_after, n_before)
    inferior, part_before = _placed(before_counts, after_counts, n_before, n_after)
    return Placements(
        superior=superior, inferior=inferior, part_before=part_before, part_after=part_after
    )


def _placed(
    own: IntArray, other: IntArray, n_own: IntArray, n_other: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Average the share of the other wave below each answer, and give that mean's squared error.

    Brunner & Munzel's rank among all less rank in the own wave is the number of the other wave
    below, ties by half. Twice that is a whole number, so that equal placements have a variance of
    exactly 0.
    """
    doubled = 2 * np.cumsum(other, axis=-1) - other
    n = np.where(n_own > 0, n_own, np.nan)
    mean = (own * doubled).sum(axis=-1) / n
    squares = (own * (doubled - mean[..., None]) ** 2).sum(axis=-1)
    degrees = np.where(n_own > 1, n_own - 1.0, np.nan)
    scale = 2.0 * np.where(n_other > 0, n_other, np.nan)
    return mean / scale, squares / degrees / n / scale**2


def _satterthwaite(
    places: Placements, total: FloatArray, n_before: IntArray, n_after: IntArray
) -> FloatArray:
    share = places.part_after / total
    return np.asarray(1 / ((1 - share) ** 2 / (n_before - 1.0) + share**2 / (n_after - 1.0)))


def _interval(
    places: Placements, std_error: FloatArray, df: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Make the interval on the logit scale, whose derivative is 1 / (p (1 - p))."""
    inside = ~np.isnan(std_error)
    superior = np.where(inside, places.superior, np.nan)
    inferior = np.where(inside, places.inferior, np.nan)
    logit = np.log(superior / inferior)
    half_width = stdtrit(df, (1 + confidence) / 2) * std_error / (superior * inferior)
    return expit(logit - half_width), expit(logit + half_width)


def _separated_interval(
    superior: FloatArray, n: IntArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Bound the probability by the n disjoint pairs that all went one way (Clopper & Pearson)."""
    bound = ((1 - confidence) / 2) ** (1 / np.maximum(n, 1))
    up = superior > 0.5
    return np.where(up, bound, 0.0), np.where(up, 1.0, 1 - bound)


def _separated_p(n_before: IntArray, n_after: IntArray) -> FloatArray:
    """Double the chance of one of the C(N, n) equally likely ways to form the two waves."""
    ways = gammaln(n_before + n_after + 1) - gammaln(n_before + 1) - gammaln(n_after + 1)
    return np.asarray(np.minimum(2 * np.exp(-ways), 1.0))
