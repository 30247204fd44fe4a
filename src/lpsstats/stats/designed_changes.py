"""The change of each site under weights and clusters."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.design import LEAST_EFFECTIVE
from lpsstats.stats.design_means import DesignMeans
from lpsstats.stats.moments import FloatArray, IntArray, Moments
from lpsstats.stats.site_changes import SiteChanges


def designed_changes(before: DesignMeans, after: DesignMeans) -> SiteChanges:
    """Take the change of every site from two waves drawn for themselves, under their design.

    Parameters
    ----------
    before, after : DesignMeans
        Of the same shape (n_measures, n_sites).

    Returns
    -------
    SiteChanges
        With two parts, the linearised variances of the two means. What sampling units that are
        asked again in the later wave have in common is left in: the change is then known a little
        better than its standard error says.
    """
    variance = np.where(
        _stack(before.sd, after.sd) == 0, 0.0, _stack(before.variance, after.variance)
    )
    size = _stack(before.n_effective, after.n_effective)
    degrees = np.where(_usable(variance, size), _stack(before.degrees, after.degrees), 0.0)
    return SiteChanges(
        before=_moments(before),
        after=_moments(after),
        change=after.mean - before.mean,
        variance=variance,
        degrees=degrees,
        size=size,
        size_before=before.n_effective,
        size_after=after.n_effective,
        correlation=np.zeros(before.mean.shape),
        robust=variance.sum(axis=-1),
        residual=degrees.sum(axis=-1),
    )


def designed_pair_changes(
    before: DesignMeans, after: DesignMeans, difference: DesignMeans
) -> SiteChanges:
    """Take the change of every site from linked people, under weights and clusters.

    Parameters
    ----------
    before, after, difference : DesignMeans
        Of the two values of those linked and of after minus before, with the same weights; of
        shape (n_measures, n_sites).

    Returns
    -------
    SiteChanges
        With one part, the linearised variance of the mean difference.
    """
    variance = np.where(difference.sd == 0, 0.0, difference.variance)
    degrees = np.where(_usable(variance, difference.n_effective), difference.degrees, 0.0)
    product = 2 * before.sd * after.sd
    shared = before.sd**2 + after.sd**2 - difference.sd**2  # twice the covariance
    correlation = np.divide(shared, product, out=np.zeros(product.shape), where=product > 0)
    return SiteChanges(
        before=_moments(before),
        after=_moments(after),
        change=difference.mean,
        variance=variance[..., None],
        degrees=degrees[..., None],
        size=difference.n_effective[..., None],
        size_before=difference.n_effective,
        size_after=difference.n_effective,
        correlation=np.clip(correlation, -1.0, 1.0),
        robust=variance,
        residual=degrees,
    )


def _usable(variance: FloatArray, size: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(variance) & (size > LEAST_EFFECTIVE))


def _moments(cells: DesignMeans) -> Moments:
    return Moments(n=cells.n, mean=cells.mean, sd=cells.sd)


def _stack(first: FloatArray | IntArray, second: FloatArray | IntArray) -> FloatArray:
    return np.stack([first, second], axis=-1).astype(np.float64)
