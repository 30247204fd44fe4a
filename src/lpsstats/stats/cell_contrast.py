"""Differences between the changes of sites: linear contrasts of cell means."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.site_changes import SiteChanges

# A mean variance below it comes of weights hundreds of powers of ten apart; its square underflows.
LEAST = 1e-140
METHOD = "Welch-Satterthwaite t-test of the difference in changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmWeights:
    """What each site counts in each contrast.

    Attributes
    ----------
    coefficient : ndarray of float, shape (n_measures, n_contrasts, n_sites)
        1 / (sites of its arm), negative in the comparison arm, 0 outside both.
    testable : ndarray of bool, shape (n_measures, n_contrasts)
        Whether both arms have a site.
    """

    coefficient: FloatArray
    testable: NDArray[np.bool_]


def equal_weights(
    intervention: NDArray[np.bool_], comparison: NDArray[np.bool_], present: NDArray[np.bool_]
) -> ArmWeights:
    """Let every site of an arm count the same, however many respondents it has.

    Parameters
    ----------
    intervention, comparison : ndarray of bool, shape (n_contrasts, n_sites)
        The sites of the two arms; no site is in both.
    present : ndarray of bool, shape (n_measures, n_sites)
        The sites that have both waves of a measure; the others do not count in it.

    Returns
    -------
    ArmWeights
    """
    first, second = (arm[None] & present[:, None] for arm in (intervention, comparison))
    sizes = [arm.sum(axis=-1, keepdims=True) for arm in (first, second)]
    shares = [arm / np.maximum(n, 1) for arm, n in zip((first, second), sizes, strict=True)]
    return ArmWeights(
        coefficient=shares[0] - shares[1],
        testable=np.minimum(*(size[..., 0] for size in sizes)) > 0,
    )


def contrast_changes(
    changes: SiteChanges, arms: ArmWeights, *, confidence: float = 0.95
) -> Estimate:
    """Test whether two groups of sites changed by the same amount.

    Parameters
    ----------
    changes : SiteChanges
        Of n_measures by n_sites.
    arms : ArmWeights
        What each site counts in each contrast.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Mean change of the first arm minus that of the second, in the units of the data; arrays of
        shape (n_measures, n_contrasts). Not testable where an arm is empty (`wave_missing`), a
        part of a variance has no degree of freedom (`n_lt_2`), or nothing varies
        (`no_variance_both`).

    Notes
    -----
    With c the coefficients, Var = sum_s c_s^2 sum_p v_sp over the independent parts of the sites'
    changes, and df = Var^2 / sum (c^2 v)^2 / df_sp. The sites themselves are taken as fixed: what
    else may have happened in one of them is not in the interval (see `tipping_shock`).

    References
    ----------
    Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components.
    Biometrics Bulletin 2, 110-114. Welch, B. L. (1947). Biometrika 34, 28-35.
    """
    used = arms.coefficient != 0
    reason = _reason(changes, arms, used)
    testable = reason == ""
    parts = contrast_parts(changes, arms.coefficient)
    total = np.where(testable, parts.sum(axis=(-2, -1)), np.nan)
    share = parts / total[..., None, None]
    degrees = np.where(changes.degrees > 0, changes.degrees, np.nan)[:, None]
    inverse_df = np.where(share > 0, share**2 / degrees, 0.0).sum(axis=(-2, -1))
    return t_estimate(
        METHOD,
        estimate=np.where(arms.testable, weighted_sum(arms.coefficient, changes.change), np.nan),
        std_error=np.sqrt(total),
        df=1 / np.where(testable, inverse_df, np.nan),
        reason=reason,
        confidence=confidence,
    )


def weighted_sum(coefficient: FloatArray, by_site: FloatArray) -> FloatArray:
    """Add what sites have, each times its coefficient.

    Parameters
    ----------
    coefficient : ndarray of float, shape (n_measures, n_contrasts, n_sites)
        Sites with 0 may have NaN.
    by_site : ndarray of float, shape (n_measures, n_sites)
        Any figure of the sites.

    Returns
    -------
    ndarray of float, shape (n_measures, n_contrasts)
    """
    terms = np.where(coefficient != 0, coefficient * by_site[:, None], 0.0)
    return np.asarray(terms.sum(axis=-1))


def average_sd(changes: SiteChanges, arms: ArmWeights) -> FloatArray:
    """Take the root of the mean variance of the cells of a contrast.

    Parameters
    ----------
    changes : SiteChanges
        Of n_measures by n_sites.
    arms : ArmWeights
        Their sites are taken, both waves of each.

    Returns
    -------
    ndarray of float, shape (n_measures, n_contrasts)
        NaN where no cell varies or one has no standard deviation.
    """
    used = (arms.coefficient != 0).astype(np.float64)
    squares = weighted_sum(used, changes.before.sd**2 + changes.after.sd**2)
    mean = np.divide(squares, 2 * used.sum(axis=-1), where=arms.testable, out=squares * np.nan)
    return np.sqrt(np.where(mean > LEAST, mean, np.nan))


def tipping_shock(estimate: Estimate, arms: ArmWeights, *, confidence: float = 0.95) -> FloatArray:
    """Find the local shocks that would let the interval reach 0.

    Parameters
    ----------
    estimate : Estimate
        Of shape (n_measures, n_contrasts).
    arms : ArmWeights
        How many sites each arm has.
    confidence : float
        That of the interval.

    Returns
    -------
    ndarray of float, shape (n_measures, n_contrasts)
        The standard deviation of shocks, in the units of the data; NaN where the interval holds 0
        without any, or nothing is tested.

    Notes
    -----
    Something else happens in every site in every wave: independent shocks of standard deviation
    tau to the cell means. A site's change then varies by 2 tau^2 more, and the contrast of s1 with
    s0 sites by 2 tau^2 (1/s1 + 1/s0). Solving |estimate| = t sqrt(SE^2 + that) gives

        tau = sqrt(((estimate / t)^2 - SE^2) / (2 (1/s1 + 1/s0))),

    with t the quantile behind the interval (1.96 in large samples), whose df is kept.
    """
    quantile = stdtrit(estimate.df, (1 + confidence) / 2)
    per_shock = 2 * (arms.coefficient**2).sum(axis=-1)  # sum of (1/s)^2 over s sites is 1/s
    excess = (estimate.estimate / quantile) ** 2 - estimate.std_error**2
    return np.sqrt(np.where(excess > 0, excess, np.nan) / _positive(per_shock))


def contrast_parts(changes: SiteChanges, coefficient: FloatArray) -> FloatArray:
    """Give what each part of each site's variance brings to that of a contrast.

    Parameters
    ----------
    changes : SiteChanges
        Of n_measures by n_sites.
    coefficient : ndarray of float, shape (n_measures, n_contrasts, n_sites)
        0 for sites that do not count.

    Returns
    -------
    ndarray of float, shape (n_measures, n_contrasts, n_sites, n_parts)
    """
    squared = coefficient[..., None] ** 2
    return np.where(squared > 0, squared * changes.variance[:, None], 0.0)


def _reason(changes: SiteChanges, arms: ArmWeights, used: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Say why a contrast cannot be tested, the most basic cause first."""
    known = np.all(changes.degrees > 0, axis=-1)[:, None]
    moving = np.any(changes.variance > 0, axis=-1)[:, None]
    few, varies = np.any(used & ~known, axis=-1), np.any(used & moving, axis=-1)
    return np.select(
        [~arms.testable, few, ~varies], [WAVE_MISSING, TOO_FEW, NO_VARIANCE], default=""
    )


def _positive(numbers: FloatArray) -> FloatArray:
    """Make what cannot be divided by NaN."""
    return np.where(numbers > 0, numbers, np.nan)
