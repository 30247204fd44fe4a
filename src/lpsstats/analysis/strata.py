"""Which respondents are drawn together: strata for the sites, and for all of them together.

A wave of a site is a stratum of its own unless sampling units are in both waves: then it is the
site, so that a street or a person who answers twice brings the covariance of the waves along. Units
that are in several sites leave no strata between the sites.
"""

import numpy as np
from numpy.typing import NDArray

from lpsstats.survey.model import Integers


def strata_of(
    site: Integers, later: NDArray[np.bool_], unit: Integers | None
) -> tuple[Integers, Integers]:
    """Find the strata of the respondents of two waves.

    Parameters
    ----------
    site : ndarray of int, shape (m,)
        The site of each.
    later : ndarray of bool, shape (m,)
        Who is of the later wave.
    unit : ndarray of int, shape (m,), optional
        The sampling unit of each, -1 for one of one's own; `None` where everybody is one.

    Returns
    -------
    (ndarray of int, ndarray of int), shape (m,)
        The strata of each site by itself, and those of all sites together.
    """
    cell = 2 * site + later
    if unit is None or not (unit >= 0).any():
        return cell, cell
    known = unit >= 0
    spans = _sites_spanned(site[known], later[known], unit[known], int(site.max()) + 1)
    by_site = np.where(spans[site], 2 * site, cell)
    if not _cross_sites(site[known], unit[known]):
        return by_site, by_site
    both = np.intersect1d(unit[known & later], unit[known & ~later]).size > 0
    return by_site, np.zeros_like(cell) if both else later.astype(cell.dtype)


def linked_strata_of(
    site: Integers, later: NDArray[np.bool_], unit: Integers | None
) -> tuple[Integers, Integers]:
    """Find the strata where linked people are in both waves: sites, within which they are linked.

    Parameters and returns are those of `strata_of`; `unit` are declared sampling units.
    """
    _, together = strata_of(site, later, unit)
    crossing = unit is not None and np.unique(together).size < np.unique(site).size
    return 2 * site, np.zeros_like(site) if crossing else 2 * site


def _sites_spanned(
    site: Integers, later: NDArray[np.bool_], unit: Integers, n_sites: int
) -> NDArray[np.bool_]:
    """Say which sites have a unit in both of their waves."""
    key = unit * n_sites + site
    both = np.intersect1d(key[later], key[~later])
    return np.bincount(both % n_sites, minlength=n_sites) > 0


def _cross_sites(site: Integers, unit: Integers) -> bool:
    """Say whether a unit is in several sites."""
    pairs = np.unique(np.stack([unit, site]), axis=1)
    return bool(pairs.shape[1] > np.unique(unit).size)
