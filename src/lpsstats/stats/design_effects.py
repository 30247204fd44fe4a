"""Standardised differences of weighted means."""

import numpy as np
from scipy.special import ndtri, stdtrit

from lpsstats.stats.effects import Effect, average_effect
from lpsstats.stats.moments import FloatArray, Moments

METHOD = "Hedges g, average SD, weighted"


def hedges_average_weighted(
    before: Moments,
    after: Moments,
    n_effective_before: FloatArray,
    n_effective_after: FloatArray,
    *,
    std_error: FloatArray | None = None,
    df: FloatArray | None = None,
    confidence: float = 0.95,
) -> Effect:
    """Standardise the difference of weighted means by the average of their weighted SDs.

    Parameters
    ----------
    before, after : Moments
        Weighted, of the same shape S; spreads may differ.
    n_effective_before, n_effective_after : ndarray of float, shape S
        Kish's (sum w)^2 / sum w^2 of each wave, which stands for n: in the correction for small
        samples and in the interval.
    std_error : ndarray of float, shape S, optional
        Of the mean difference, by the sampling design. Kish's n knows of weights only; where
        respondents come in clusters, or are in both waves, the interval needs what the design
        says of the means. It replaces the second term of Bonett's variance, with that term's
        n / (n - 1).
    df : ndarray of float, shape S, optional
        The degrees of freedom of `std_error`: the t quantile then stands for the normal one in
        that term, which few clusters need.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Arrays of shape S; NaN where an effective n is 1 or less, both sum to 3 or less (the
        correction is 0 there or turns negative), neither wave varies, or `std_error` is NaN.
        With equal weights and without `df` exactly `effects.hedges_average`.

    References
    ----------
    Bonett (2008), as in `effects.hedges_average`. Kish, L. (1965). Survey Sampling.
    """
    total = n_effective_before + n_effective_after
    usable = (np.minimum(n_effective_before, n_effective_after) > 1) & (total > 3)
    n_before, n_after = (
        np.where(usable, n, np.nan) for n in (n_effective_before, n_effective_after)
    )
    inflation: FloatArray | float = 1.0
    level = (1 + confidence) / 2
    if std_error is not None:
        longer = 1.0 if df is None else stdtrit(df, level) / ndtri(level)
        simple = before.sd**2 / n_before + after.sd**2 / n_after
        inflation = (longer * std_error) ** 2 / np.where(simple > 0, simple, np.nan)
    return average_effect(
        METHOD,
        before,
        after,
        (n_before - 1, n_after - 1),
        confidence=confidence,
        inflation=inflation,
    )
