"""Whether the sites changed differently at all: the site by wave interaction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.site_changes import SiteChanges

# Variances below it come of weights hundreds of powers of ten apart; dividing by them overflows.
LEAST = 1e-280


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """Wald tests of equal changes; arrays have the shape (n_measures, n_contrasts).

    Attributes
    ----------
    f : ndarray of float
        NaN where fewer than two sites have both waves, or one of them does not vary.
    df_sites, df_residual : ndarray of float
        The sites less one; the residual degrees of freedom. NaN with `f`.
    p_value : ndarray of float
        Of a larger F.
    """

    f: FloatArray
    df_sites: FloatArray
    df_residual: FloatArray
    p_value: FloatArray


def site_by_wave(changes: SiteChanges, used: NDArray[np.bool_]) -> Interaction:
    """Test whether all sites changed by the same amount (Wald F).

    Parameters
    ----------
    changes : SiteChanges
        Of n_measures by n_sites.
    used : ndarray of bool, shape (n_measures, n_contrasts, n_sites)
        The sites to be compared.

    Returns
    -------
    Interaction
        As R's `lmtest::waldtest(lm(y ~ site * wave), lm(y ~ site + wave), vcov = sandwich::vcovHC)`
        of HC3 standard errors; under weights with linearised variances instead.

    Notes
    -----
    The model has a mean for every cell, so that the changes d_s of the sites are independent with
    variances v_s and the Wald statistic is sum (d_s - m)^2 / v_s, m being their mean with weights
    1 / v_s; F is that over the sites less one, on n less twice the sites.

    References
    ----------
    MacKinnon, J. G. & White, H. (1985). Some heteroskedasticity-consistent covariance matrix
    estimators with improved finite sample properties. Journal of Econometrics 29, 305-325.
    Why: Gelman, A. & Stern, H. (2006). The difference between "significant" and "not significant"
    is not itself statistically significant. The American Statistician 60, 328-331.
    """
    n_sites = used.sum(axis=-1)
    varies = changes.robust[:, None] > LEAST
    testable = (n_sites > 1) & (varies | ~used).all(axis=-1)
    chosen = used & testable[..., None]
    precision = _picked(1 / np.where(changes.robust > LEAST, changes.robust, np.nan), chosen)
    change = _picked(changes.change, chosen)
    total = np.where(testable, precision.sum(axis=-1), np.nan)
    mean = (precision * change).sum(axis=-1) / total
    distance = (precision * (change - mean[..., None]) ** 2).sum(axis=-1)
    df_sites = np.where(testable, n_sites - 1.0, np.nan)
    df_residual = _picked(changes.residual, chosen).sum(axis=-1)
    f = distance / df_sites
    return Interaction(
        f=f,
        df_sites=df_sites,
        df_residual=np.where(testable, df_residual, np.nan),
        p_value=fdtrc(df_sites, df_residual, f),
    )


def _picked(by_site: FloatArray, chosen: NDArray[np.bool_]) -> FloatArray:
    """Take figures of the chosen sites, 0 of the others; shape (n_measures, n_contrasts, n_sites).

    A contrast that is not tested has nobody chosen.
    """
    return np.where(chosen, by_site[:, None], 0.0)
