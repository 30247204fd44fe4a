"""Differences in changes in standard deviations."""

import numpy as np
from scipy.special import ndtri

from lpsstats.stats.cell_contrast import ArmWeights, average_sd, contrast_parts, weighted_sum
from lpsstats.stats.effects import Effect
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.site_changes import SiteChanges

EFFECT = "difference in changes / average SD (Hedges-corrected)"


def standardise_contrast(
    changes: SiteChanges, arms: ArmWeights, estimate: Estimate, *, confidence: float = 0.95
) -> Effect:
    """Express differences in changes in average standard deviations.

    Parameters
    ----------
    changes, arms
        As in `contrast_changes`.
    estimate : Estimate
        What that gave.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape (n_measures, n_contrasts); NaN where not testable.

    Notes
    -----
    Bonett's variance for a linear contrast of a cells, with s^2 the mean of their variances:
    d^2 / (2 a^2 s^4) sum s_j^4 / df_j + sum c_j^2 s_j^2 / (df_j s^2). Linked people add
    2 r^2 s_1^2 s_2^2 to a site's first sum, as in his within-subject case. Under weights df_j is
    Kish's effective n less one, and each cell's squared standard error takes the place of
    s_j^2 / n_j.

    References
    ----------
    Bonett, D. G. (2008). Confidence intervals for standardized linear contrasts of means.
    Psychological Methods 13, 99-109. Correction for small samples: Hedges (1981).
    """
    sd = np.where(estimate.reason == "", average_sd(changes, arms), np.nan)
    d = estimate.estimate / sd
    used = (arms.coefficient != 0).astype(np.float64)
    n_cells = 2 * used.sum(axis=-1)
    of_sd = weighted_sum(used, _spread_of_variances(changes))
    of_mean = _inflated(changes, arms.coefficient).sum(axis=(-2, -1))
    squared = sd**2
    variance = d**2 * of_sd / (2 * _positive(n_cells) ** 2 * squared**2) + of_mean / squared
    df = weighted_sum(used, _effect_degrees(changes))
    correction = np.where(df > 1, 1 - 3 / (4 * df - 1), np.nan)
    half_width = ndtri((1 + confidence) / 2) * np.sqrt(variance)
    return Effect(
        method=EFFECT,
        effect=correction * d,
        effect_low=correction * (d - half_width),
        effect_high=correction * (d + half_width),
    )


def _inflated(changes: SiteChanges, coefficient: FloatArray) -> FloatArray:
    """Give the parts with n - 1 below the squared spread in place of n."""
    size = changes.size[:, None]
    ratio = size / np.where(size > 1, size - 1, np.nan)
    parts = contrast_parts(changes, coefficient)
    return np.where(parts > 0, parts * ratio, 0.0)


def _spread_of_variances(changes: SiteChanges) -> FloatArray:
    """Sum sd^4 / df over the two waves of every site, with what linked waves share."""
    before, after = changes.before.sd**2, changes.after.sd**2
    df_before, df_after = (_positive(n - 1) for n in (changes.size_before, changes.size_after))
    shared = 2 * changes.correlation**2 * before * after
    return np.asarray(before**2 / df_before + after**2 / df_after + shared / df_before)


def _effect_degrees(changes: SiteChanges) -> FloatArray:
    return np.asarray((changes.size - 1).sum(axis=-1))


def _positive(numbers: FloatArray) -> FloatArray:
    """Make what cannot be divided by NaN."""
    return np.where(numbers > 0, numbers, np.nan)
