"""Which item changed its meaning between waves, and by how much."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.fit_indices import chi_square_p
from lpsstats.stats.invariance_fit import GroupFit, fit_equal
from lpsstats.stats.invariance_model import GroupMoments
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.robust_scaling import FourthMoments, scaling_trace


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShifts:
    """What changed in k items from the first of G waves to each of the others.

    Each item is freed in turn, all others being held equal.

    Attributes
    ----------
    loading, intercept : ndarray, shape (G, k)
        Per wave, in the units of the items; the factor has mean 0 and variance 1 in the first.
    shift : ndarray, shape (G - 1, k)
        What the wave's answers differ from those that the same people would have given by the
        first wave's loading and intercept, on average, in the units of the items.
    dmacs : ndarray, shape (G - 1, k)
        The root mean square of that difference in standard deviations of the item (Nye & Drasgow
        2011, Journal of Applied Psychology 96, 966-980, eq. 3); at least 0.
    chi_square, p_value : ndarray, shape (k,)
        The gain in fit from freeing the item in all waves, scaled, with `df` degrees of freedom.
    df : int
        2 (G - 1).
    reason : ndarray of str, shape (k,)
        Why an item has no numbers, or "": `heywood` or `not_converged`.
    """

    loading: FloatArray
    intercept: FloatArray
    shift: FloatArray
    dmacs: FloatArray
    chi_square: FloatArray
    p_value: FloatArray
    df: int
    reason: NDArray[np.str_]


def item_shifts(
    moments: GroupMoments,
    fourth: FourthMoments,
    units: tuple[FloatArray, FloatArray],
    scalar: GroupFit,
) -> ItemShifts:
    """Free each item in turn in the scalar model, and see what becomes of it.

    Parameters
    ----------
    moments : GroupMoments
        Items less an origin, over a unit.
    fourth : FourthMoments
        In the same units.
    units : (ndarray, ndarray), shape (k,)
        That unit and that origin, in the units of the items.
    scalar : GroupFit
        The model in which all items are equal.

    Returns
    -------
    ItemShifts
        NaN for an item whose model could not be fitted.
    """
    n_groups, k = moments.mean.shape
    unit, origin = units
    loading, intercept = np.full((n_groups, k), np.nan), np.full((n_groups, k), np.nan)
    shift, dmacs = np.full((n_groups - 1, k), np.nan), np.full((n_groups - 1, k), np.nan)
    gain, reason = np.full(k, np.nan), np.full(k, "", dtype="U20")
    sd = _pooled_sd(moments)
    for item in range(k):
        others = np.arange(k) != item
        freed = fit_equal(moments, others, others, scalar.parameters)
        reason[item] = freed.reason
        if freed.reason:
            continue
        found = freed.parameters
        loading[:, item], intercept[:, item] = found.loading[:, item], found.intercept[:, item]
        by_loading = loading[1:, item] - loading[0, item]
        by_intercept = intercept[1:, item] - intercept[0, item]
        shift[:, item] = by_intercept + by_loading * found.factor_mean[1:]
        square = shift[:, item] ** 2 + by_loading**2 * found.factor_variance[1:]
        dmacs[:, item] = np.sqrt(square) / sd[:, item]
        gain[item] = scaled_gain(moments.n.sum(), scalar, freed, fourth)
    df = 2 * (n_groups - 1)
    return ItemShifts(
        loading=loading * unit,
        intercept=origin + intercept * unit,
        shift=shift * unit,
        dmacs=dmacs,
        chi_square=gain,
        p_value=chi_square_p(gain, np.full(k, df)),
        df=df,
        reason=reason,
    )


def _pooled_sd(moments: GroupMoments) -> FloatArray:
    """Average the standard deviations of the first and each other wave, shape (G - 1, k)."""
    df = moments.n[:, None] - 1
    sd = np.sqrt(np.diagonal(moments.covariance, axis1=1, axis2=2) * moments.n[:, None] / df)
    return np.asarray((df[0] * sd[0] + df[1:] * sd[1:]) / (df[0] + df[1:]))


def scaled_gain(n: float, strict: GroupFit, loose: GroupFit, fourth: FourthMoments) -> float:
    """Give the chi-square of what a model gains by freeing some parameters of another.

    Parameters
    ----------
    n : float
        Rows of all groups.
    strict, loose : GroupFit
        The first is the second with some parameters held equal.
    fourth : FourthMoments
        In the units of the fits.

    Returns
    -------
    float
        At least 0; NaN where one of them could not be fitted, or the scaling is not positive.

    Notes
    -----
    Satorra & Bentler (2010), Psychometrika 75, 243-248: the scaling of the looser model is taken at
    the estimates of the stricter one, which keeps the difference positive.
    """
    if strict.reason or loose.reason:
        return np.nan
    at_strict = scaling_trace(strict.parameters, strict.layout, fourth)
    excess = at_strict - scaling_trace(strict.parameters, loose.layout, fourth)
    scaling = excess / (loose.layout.n_free - strict.layout.n_free)
    gain = max(n * (strict.misfit - loose.misfit), 0.0)
    return float(gain / scaling) if scaling > 0 else np.nan
