"""The change of each site between two waves, with what its precision rests on.

Contrasts between sites need no more than each site's change and its variance. Where the waves are
of different people, a site's variance has two independent parts, one for each wave; where the same
people are linked, it is one part, the variance of their differences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray, Moments, mean_difference
from lpsstats.stats.paired import PairMoments


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanges:
    """Changes of sites in several measures; arrays have the shape (n_measures, n_sites).

    Attributes
    ----------
    before, after : Moments
        The two waves of each site.
    change : ndarray of float
        After minus before; NaN where a wave is empty.
    variance, degrees : ndarray of float, shape (n_measures, n_sites, n_parts)
        The independent parts of the squared standard error of the change, and the degrees of
        freedom of each. 0 degrees where a part cannot be estimated.
    size : ndarray of float, shape (n_measures, n_sites, n_parts)
        The n behind each part: respondents, linked people, or Kish's effective n under weights.
    size_before, size_after : ndarray of float
        Likewise behind each standard deviation.
    correlation : ndarray of float
        Between the waves of linked people; 0 for different people.
    robust : ndarray of float
        The variance of the change by HC3 (MacKinnon & White 1985) in the model with a mean for
        every cell; of a weighted survey, the linearised variance.
    residual : ndarray of float
        The residual degrees of freedom of that model that the site brings.
    """

    before: Moments
    after: Moments
    change: FloatArray
    variance: FloatArray
    degrees: FloatArray
    size: FloatArray
    size_before: FloatArray
    size_after: FloatArray
    correlation: FloatArray
    robust: FloatArray
    residual: FloatArray


def independent_changes(before: Moments, after: Moments) -> SiteChanges:
    """Take the change of every site from two waves of different people.

    Parameters
    ----------
    before, after : Moments
        Of the same shape (n_measures, n_sites).

    Returns
    -------
    SiteChanges
        With two parts, the squared standard errors of the two means.

    Notes
    -----
    With a mean for every cell, each answer has the leverage 1/n of its cell, so that the HC3
    variance of a cell's mean is sum(e^2 / (1 - 1/n)^2) / n^2 = sd^2 / (n - 1).
    """
    degrees = _stack(before.n - 1, after.n - 1)
    squares = _stack(before.sd**2, after.sd**2)
    return SiteChanges(
        before=before,
        after=after,
        change=mean_difference(before, after),
        variance=squares / _stack(_positive(before.n), _positive(after.n)),
        degrees=np.maximum(degrees, 0.0),
        size=_stack(before.n, after.n),
        size_before=before.n.astype(np.float64),
        size_after=after.n.astype(np.float64),
        correlation=np.zeros(before.mean.shape),
        robust=(squares / _positive(degrees)).sum(axis=-1),
        residual=np.maximum(degrees, 0.0).sum(axis=-1),
    )


def paired_changes(pairs: PairMoments) -> SiteChanges:
    """Take the change of every site from the people linked between the waves.

    Parameters
    ----------
    pairs : PairMoments
        Of shape (n_measures, n_sites).

    Returns
    -------
    SiteChanges
        With one part, the squared standard error of the mean difference.
    """
    degrees = np.maximum(pairs.n - 1.0, 0.0)
    squares = pairs.difference.sd**2
    size = pairs.n.astype(np.float64)
    return SiteChanges(
        before=pairs.before,
        after=pairs.after,
        change=pairs.difference.mean,
        variance=(squares / _positive(size))[..., None],
        degrees=degrees[..., None],
        size=size[..., None],
        size_before=size,
        size_after=size,
        correlation=np.nan_to_num(pairs.correlation),  # a constant wave goes with nothing
        robust=squares / _positive(degrees),
        residual=degrees,
    )


def stack_changes(measures: Sequence[SiteChanges]) -> SiteChanges:
    """Put the changes of several measures together.

    Parameters
    ----------
    measures : sequence of SiteChanges
        At least one, made in the same way, with arrays of shape (n_sites,) and
        (n_sites, n_parts).

    Returns
    -------
    SiteChanges
        Of shape (n_measures, n_sites).
    """

    def stacked(name: str) -> FloatArray:
        return np.stack([getattr(one, name) for one in measures])

    return SiteChanges(
        before=_stack_moments([one.before for one in measures]),
        after=_stack_moments([one.after for one in measures]),
        change=stacked("change"),
        variance=stacked("variance"),
        degrees=stacked("degrees"),
        size=stacked("size"),
        size_before=stacked("size_before"),
        size_after=stacked("size_after"),
        correlation=stacked("correlation"),
        robust=stacked("robust"),
        residual=stacked("residual"),
    )


def _stack_moments(measures: Sequence[Moments]) -> Moments:
    return Moments(
        n=np.stack([one.n for one in measures]),
        mean=np.stack([one.mean for one in measures]),
        sd=np.stack([one.sd for one in measures]),
    )


def _stack(first: FloatArray | IntArray, second: FloatArray | IntArray) -> FloatArray:
    return np.stack([first, second], axis=-1).astype(np.float64)


def _positive(numbers: FloatArray | IntArray) -> FloatArray:
    """Make what cannot be divided by NaN."""
    return np.where(numbers > 0, numbers, np.nan)
