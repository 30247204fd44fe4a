"""How respondents were sampled, and the variance that follows: strata, sampling units, weights.

Everything that is estimated from a survey is, nearly, a sum of one number per respondent: its
influence on the estimate. How much the sums of the sampling units vary within their strata is the
variance of the estimate (Taylor linearisation). Units that are in both waves, such as streets or
linked people, bring the covariance of the waves with them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray, IntArray

# With weights so unequal that a mean is nearly one respondent's answer, the spread about it says
# nothing of how far off it is: the least effective number of respondents that is tested.
LEAST_EFFECTIVE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The sampling units of some respondents, each inside a stratum, each stratum in a domain.

    A domain is what an estimate is made for: a cell, or the two waves of a site. What several
    domains share is a stratum or unit of its own in each.

    Attributes
    ----------
    unit : ndarray of int, shape (n,)
        The sampling unit of each respondent, from 0.
    stratum : ndarray of int, shape (n_units,)
        The stratum of each unit, from 0.
    domain : ndarray of int, shape (n_strata,)
        The domain of each stratum, from 0.
    n_units : ndarray of int, shape (n_strata,)
        Units in each stratum, at least 1.
    n_domains : int
        How many domains there are, empty ones included.
    """

    unit: IntArray
    stratum: IntArray
    domain: IntArray
    n_units: IntArray
    n_domains: int

    def degrees(self) -> FloatArray:
        """Count the units of each domain less its strata: the design's degrees of freedom.

        Returns
        -------
        ndarray of float, shape (n_domains,)
        """
        return sums(self.domain, self.n_units - 1.0, self.n_domains)

    def lonely(self) -> NDArray[np.bool_]:
        """Say which domains have a stratum with a single unit, of which no variance can be had.

        Its sum is often 0 all the same, because it is the whole wave that its mean was taken of:
        to count that as no variance would be to know what was not observed. The same respondents
        in two units could have differed.

        Returns
        -------
        ndarray of bool, shape (n_domains,)
        """
        return np.bincount(self.domain[self.n_units == 1], minlength=self.n_domains) > 0

    def covariance(self, first: FloatArray, second: FloatArray) -> FloatArray:
        """Estimate the covariance of two sums over respondents; of a sum with itself, its variance.

        Parameters
        ----------
        first, second : ndarray of float, shape (n,)
            Each respondent's influence on one estimate and the other.

        Returns
        -------
        ndarray of float, shape (n_domains,)
            NaN in `lonely` domains, and in those without respondents.

        References
        ----------
        Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex
        surveys. International Statistical Review 51, 279-292. With replacement: no finite
        population correction.
        """
        one = self.centred(first)
        other = one if second is first else self.centred(second)
        products = sums(self.stratum, one * other, self.n_units.size)
        total = sums(self.domain, products * self.scale(), self.n_domains)
        return np.where(np.bincount(self.domain, minlength=self.n_domains) > 0, total, np.nan)

    def scale(self) -> FloatArray:
        """Give n / (n - 1) of each stratum's n units, NaN of a single one.

        Returns
        -------
        ndarray of float, shape (n_strata,)
        """
        return np.asarray(self.n_units / np.where(self.n_units > 1, self.n_units - 1.0, np.nan))

    def centred(self, influence: FloatArray) -> FloatArray:
        """Sum within units, and take from each sum the mean of its stratum.

        Parameters
        ----------
        influence : ndarray of float, shape (n,)
            Each respondent's influence on an estimate.

        Returns
        -------
        ndarray of float, shape (n_units,)
        """
        total = sums(self.unit, influence, self.stratum.size)
        mean = sums(self.stratum, total, self.n_units.size) / self.n_units
        return total - mean[self.stratum]


def sampling_design(
    domain: IntArray,
    n_domains: int,
    *,
    stratum: IntArray | None = None,
    cluster: IntArray | None = None,
) -> Design:
    """Give each stratum and unit of some respondents, of whom all count, a number.

    Parameters
    ----------
    domain : ndarray of int, shape (n,)
        The domain of each respondent, from 0.
    n_domains : int
        How many domains there are, empty ones included.
    stratum : ndarray of int, shape (n,), optional
        The stratum of each, from 0 over the whole survey; without, each domain is one.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each, from 0 over the whole survey; -1 is a unit of its own, and so
        is everybody without `cluster`.

    Returns
    -------
    Design
    """
    strata = domain if stratum is None else _pairs(domain, stratum)
    number, used = _numbered(strata)
    unit, of_unit = _units(number, cluster)
    width = 1 if stratum is None else _width(stratum)
    return Design(
        unit=unit,
        stratum=of_unit,
        domain=np.flatnonzero(used) // width,
        n_units=np.bincount(of_unit, minlength=int(used.sum())),
        n_domains=n_domains,
    )


def sums(index: IntArray, terms: NDArray[np.floating], size: int) -> FloatArray:
    """Sum terms by an index from 0; numpy's own gives whole numbers where there are no terms.

    Parameters
    ----------
    index : ndarray of int, shape (n,)
        Which sum each term is of.
    terms : ndarray of float, shape (n,)
        What is summed.
    size : int
        How many sums there are.

    Returns
    -------
    ndarray of float, shape (size,)
    """
    return np.bincount(index, terms, size).astype(np.float64, copy=False)


def within_cells(weight: FloatArray, cell: IntArray, n_cells: int) -> FloatArray:
    """Divide weights by the largest of their cell, so that no sum of them overflows or vanishes.

    Parameters
    ----------
    weight : ndarray of float, shape (n,)
        Above 0.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0.
    n_cells : int
        How many cells there are.

    Returns
    -------
    ndarray of float, shape (n,)
        At most 1.
    """
    top = np.zeros(n_cells)
    np.maximum.at(top, cell, weight)
    return weight / top[cell]


def _width(numbers: IntArray) -> int:
    return int(numbers.max(initial=0)) + 1


def _pairs(first: IntArray, second: IntArray) -> IntArray:
    """Give each pair of numbers one number, ordered by the first."""
    return first.astype(np.int64) * _width(second) + second


def _numbered(keys: IntArray) -> tuple[IntArray, NDArray[np.bool_]]:
    """Replace keys by their rank among those in use; sorting a million would take far longer."""
    used = np.bincount(keys) > 0
    return (np.cumsum(used) - 1)[keys], used


def _units(stratum: IntArray, cluster: IntArray | None) -> tuple[IntArray, IntArray]:
    """Find the units inside strata: each respondent's, and the stratum of each."""
    if cluster is None:
        return np.arange(stratum.size), stratum
    alone = _width(cluster) + np.arange(cluster.size)
    keys = _pairs(stratum, np.where(cluster < 0, alone, cluster))
    _, first, unit = np.unique(keys, return_index=True, return_inverse=True)
    return unit, stratum[first]
