"""Alpha, omega, Spearman-Brown and their intervals under design weights.

Where one weight outweighs all others, the coefficients are of hardly more than one respondent:
below an effective n of 3 there is none.
"""

from dataclasses import replace

import numpy as np
from scipy.special import stdtrit

from lpsstats.stats.alpha import (
    CONSTANT_TOTAL,
    Alpha,
    alpha_from_covariance,
    alpha_from_sums,
    cronbach_alpha,
)
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.omega import Omega, omega_total, small_sample
from lpsstats.stats.ordinal_reliability import N_LT_2, OrdinalReliability, ordinal_reliability
from lpsstats.stats.polychoric import Polychoric
from lpsstats.stats.reliability_interval import (
    Interval,
    interval_below_one,
    interval_by_log_odds,
)
from lpsstats.stats.two_items import TwoItems, fisher_interval, spearman_brown, two_items
from lpsstats.stats.weighted_items import WeightedItems

WEIGHTED_LABEL = "delete-one jackknife with weights"


def weighted_alpha(items: WeightedItems) -> Alpha:
    """Compute alpha of weighted respondents.

    Parameters
    ----------
    items : WeightedItems
        Complete rows with their weights.

    Returns
    -------
    Alpha
        As `cronbach_alpha`; for an effective n below 3 NaN, with `n_lt_2` as the reason.
    """
    found = cronbach_alpha(items.groups)
    return replace(
        found,
        alpha=_withheld(items, found.alpha),
        inter_item_r=_withheld(items, found.inter_item_r),
        reason=np.where(items.few, N_LT_2, found.reason),
    )


def weighted_alpha_interval(items: WeightedItems, *, confidence: float) -> Interval:
    """Put the delete-one jackknife interval around the alpha of weighted respondents.

    Parameters
    ----------
    items : WeightedItems
        Complete rows with their weights.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Interval
        On t with Kish's effective n - 1 degrees of freedom, cut at 1; NaN for an effective
        n below 3. With equal weights it is `alpha_intervals.jackknife`.

    Notes
    -----
    The replicates are those of R's `survey::as.svrepdesign(type = "JK1")`: a respondent is taken
    out and the weights of the others stay as they are. Without row i sum(w d d') falls by
    w_i W / (W - w_i) d_i d_i', so nothing is refitted.
    """
    shift = (
        _alphas_without_one(items)
        - alpha_from_covariance(items.groups.covariance)[items.groups.group]
    )
    return _interval(items, shift, confidence)


def weighted_omega(items: WeightedItems, *, confidence: float) -> Omega:
    """Compute omega total under weights, with its linearised standard error.

    Parameters and result are those of `omega_total`; the interval has Kish's effective n - 1
    degrees of freedom, and its n in the factor for small samples. Below an effective n of 3 there
    is none, by `n_lt_2`.
    """
    omega = omega_total(items.groups, confidence=confidence)
    std_error = omega.std_error * small_sample(items.groups, items.n_effective)
    half_width = _quantile(items, confidence) * std_error
    return Omega(
        omega=_withheld(items, omega.omega),
        std_error=_withheld(items, omega.std_error),
        interval=interval_by_log_odds(omega.omega, half_width),
        reason=np.where(items.few, N_LT_2, omega.reason),
    )


def weighted_two_items(items: WeightedItems, *, confidence: float) -> TwoItems:
    """Take the weighted correlation of two items, and Spearman-Brown's coefficient.

    Parameters and result are those of `two_items`; Fisher's interval has Kish's effective n in
    place of n. Below an effective n of 3 there is neither, by `n_lt_2`.
    """
    pair = two_items(items.groups, confidence=confidence)
    r_interval = fisher_interval(pair.r, items.n_effective, confidence=confidence)
    ends = Interval(low=spearman_brown(r_interval.low), high=spearman_brown(r_interval.high))
    return TwoItems(
        r=_withheld(items, pair.r),
        r_interval=r_interval,
        spearman_brown=_withheld(items, pair.spearman_brown),
        interval=ends,
        reason=np.where(items.few, N_LT_2, pair.reason),
    )


def weighted_ordinal(items: WeightedItems, found: Polychoric) -> OrdinalReliability:
    """Estimate ordinal alpha and categorical omega from weighted polychoric correlations.

    Parameters
    ----------
    items : WeightedItems
        Complete rows with their weights.
    found : Polychoric
        The correlations of the same rows with the same weights.

    Returns
    -------
    OrdinalReliability
        As `ordinal_reliability`; below an effective n of 3 NaN, by `n_lt_2`.
    """
    plain = ordinal_reliability(found)
    return OrdinalReliability(
        alpha=_withheld(items, plain.alpha),
        omega=_withheld(items, plain.omega),
        reason=np.where(items.few, N_LT_2, plain.reason),
        omega_reason=np.where(items.few, N_LT_2, plain.omega_reason),
    )


def _withheld(items: WeightedItems, value: FloatArray) -> FloatArray:
    """Leave no coefficient where weights leave too few respondents in effect."""
    return np.where(items.few, np.nan, value)


def _alphas_without_one(items: WeightedItems) -> FloatArray:
    """Alpha of each row's group without that row, shape (N,); NaN where it is not defined."""
    groups, row = items.groups, items.groups.group
    scale = (groups.n - 1.0)[row]
    trace = groups.variance.sum(axis=1)[row] * scale
    total = groups.covariance.sum(axis=(1, 2))[row] * scale
    # Alone in its group, or with all of its weight, a row leaves nothing behind.
    left = np.where(items.share < 1, 1 - items.share, np.nan)
    own_trace = np.einsum("ij,ij->i", groups.centred, groups.centred) / left
    own_total = groups.centred.sum(axis=1) ** 2 / left
    rest = total - own_total
    rest = np.where(rest > CONSTANT_TOTAL * total, rest, np.nan)
    return alpha_from_sums(groups.n_items[row], trace - own_trace, rest)


def _interval(items: WeightedItems, shift: FloatArray, confidence: float) -> Interval:
    """Put an interval around alpha from what every row's removal shifts it by."""
    groups = items.groups
    alpha = alpha_from_covariance(groups.covariance)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = groups.sum_rows(shift) / groups.n
        squares = groups.sum_rows((shift - centre[groups.group]) ** 2)
        std_error = np.sqrt(squares * (groups.n - 1) / groups.n)
    return interval_below_one(alpha, _quantile(items, confidence) * std_error)


def _quantile(items: WeightedItems, confidence: float) -> FloatArray:
    """Give Student's t for n_effective - 1 degrees of freedom; NaN for an effective n below 3."""
    degrees = np.where(items.few, np.nan, items.n_effective - 1)
    return np.asarray(stdtrit(degrees, (1 + confidence) / 2))
