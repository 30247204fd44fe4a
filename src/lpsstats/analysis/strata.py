"""Which respondents are drawn together: strata for the sites, and for all of them together.

A wave of a site is a stratum of its own unless sampling units are in both waves: then it is the
site, so that a street or a person who answers twice brings the covariance of the waves along. Units
that are in several sites leave no strata between the sites.
"""

import numpy as np

from lpsstats.survey.model import Integers


def strata_of(site: Integers, wave: Integers, unit: Integers | None) -> tuple[Integers, Integers]:
    """Find the strata of respondents of several waves.

    Parameters
    ----------
    site, wave : ndarray of int, shape (m,)
        The site and the wave of each, from 0.
    unit : ndarray of int, shape (m,), optional
        The sampling unit of each, -1 for one of one's own; `None` where everybody is one.

    Returns
    -------
    (ndarray of int, ndarray of int), shape (m,)
        The strata of each site by itself, and those of all sites together.
    """
    n_sites, n_waves = int(site.max(initial=0)) + 1, int(wave.max(initial=0)) + 1
    cell = n_waves * site + wave
    known = np.zeros(site.size, dtype=bool) if unit is None else unit >= 0
    if unit is None or not known.any():
        return cell, cell
    spanning = _several(unit[known] * n_sites + site[known], wave[known])
    spans = np.bincount(spanning % n_sites, minlength=n_sites) > 0
    by_site = np.where(spans[site], n_waves * site, cell)
    if not _several(unit[known], site[known]).size:
        return by_site, by_site
    both = _several(unit[known], wave[known]).size > 0
    return by_site, np.zeros_like(cell) if both else wave


def linked_strata_of(
    site: Integers, wave: Integers, unit: Integers | None
) -> tuple[Integers, Integers]:
    """Find the strata where linked people are in several waves: sites, within which they are.

    Parameters and returns are those of `strata_of`; `unit` are declared sampling units.
    """
    crossing = unit is not None and _several(unit[unit >= 0], site[unit >= 0]).size > 0
    return site, np.zeros_like(site) if crossing else site


def _several(keys: Integers, places: Integers) -> Integers:
    """Give the keys that stand in more than one place."""
    pairs = np.unique(np.stack([keys, places]), axis=1)
    found, counts = np.unique(pairs[0], return_counts=True)
    return found[counts > 1]
