"""Made-up populations of respondents, and what is exactly true of them.

Behind every item is a normal variable, cut into the answers 1 to 7; behind the items of a scale is
one factor. What is true of a population (means, variances, alpha, omega, chances of superiority)
follows by numerical integration over that factor, not from samples.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]

# Nodes and weights of the integral over a standard normal factor.
NODE, _MASS = np.polynomial.hermite_e.hermegauss(120)
MASS = _MASS / _MASS.sum()
LOADINGS = (0.6, 0.65, 0.7, 0.75, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Respondents who answer items from 1 to 7.

    Attributes
    ----------
    name : str
        In print.
    shares : tuple of float
        How many give each answer, where nothing is shifted.
    loadings : tuple of float
        How each item of the scale hangs on the factor.
    """

    name: str
    shares: tuple[float, ...]
    loadings: tuple[float, ...] = LOADINGS

    @property
    def cuts(self) -> Floats:
        """Where the normal variable passes from one answer to the next."""
        return np.asarray(ndtri(np.cumsum(self.shares)[:-1]))

    @property
    def ends(self) -> Floats:
        """The cuts between minus and plus infinity."""
        return np.concatenate([[-np.inf], self.cuts, [np.inf]])

    def answers(self, latent: Floats) -> Floats:
        """Cut normal variables, of any shape, into answers."""
        return 1.0 + np.searchsorted(self.cuts, latent)

    def items(self, rng: Generator, factor: Floats) -> Floats:
        """Draw the answers of people with given factors: one more axis, of items."""
        loading = np.array(self.loadings)
        own = rng.standard_normal((*factor.shape, loading.size))
        return self.answers(factor[..., None] * loading + own * np.sqrt(1 - loading**2))

    def scores(self, rng: Generator, factor: Floats) -> Floats:
        """Draw the mean scores of people with given factors."""
        return np.asarray(self.items(rng, factor).mean(axis=-1))

    def item(self, rng: Generator, factor: Floats) -> Floats:
        """Draw the answers of people to the scale's third item."""
        own = rng.standard_normal(factor.shape)
        loading = self.loadings[2]
        return self.answers(factor * loading + own * np.sqrt(1 - loading**2))

    def item_shares(self, shift: float = 0.0) -> Floats:
        """Give the true shares of the answers to the third item, the factor being shifted."""
        return -np.diff(ndtr(shift * self.loadings[2] - self.ends))

    def item_covariance(self, shift: float = 0.0) -> tuple[Floats, Floats]:
        """Give the true means, shape (k,), and covariances, shape (k, k), of the items."""
        loading = np.array(self.loadings)[:, None, None]
        latent = loading * (NODE + shift)[None, :, None]
        above = ndtr((latent - self.cuts) / np.sqrt(1 - loading**2))
        first = 1 + above.sum(axis=2)
        second = 1 + above @ (2 * np.arange(1.0, len(self.shares)) + 1)
        mean = first @ MASS
        covariance = (first * MASS) @ first.T - np.outer(mean, mean)
        np.fill_diagonal(covariance, second @ MASS - mean**2)
        return mean, covariance

    def score_moments(self, shift: float = 0.0) -> tuple[float, float]:
        """Give the true mean and standard deviation of the score."""
        mean, covariance = self.item_covariance(shift)
        return float(mean.mean()), float(np.sqrt(covariance.mean()))


FLOOR = Population(name="floor", shares=(0.50, 0.22, 0.12, 0.07, 0.045, 0.025, 0.02))
SKEWED = Population(name="skewed", shares=(0.30, 0.27, 0.18, 0.11, 0.07, 0.04, 0.03))
SYMMETRIC = Population(name="symmetric", shares=(0.05, 0.12, 0.20, 0.26, 0.20, 0.12, 0.05))
POPULATIONS = (FLOOR, SKEWED, SYMMETRIC)

EVEN = ((100, 100), (60, 60), (40, 40))
SIZES = (*EVEN, (100, 60), (60, 40))


def superiority_of(before: Floats, after: Floats) -> float:
    """Give the chance of a higher answer later than earlier, ties by half."""
    below = np.cumsum(before) - before / 2
    return float(below @ after)


def chance_of(counts: Floats, size: int, share: float) -> Floats:
    """Give the binomial probabilities of counts."""
    others = size - counts
    log_ways = _log_factorial(size) - _log_factorial(counts) - _log_factorial(others)
    return np.asarray(np.exp(log_ways + counts * np.log(share) + others * np.log1p(-share)))


def _log_factorial(number: Floats | int) -> Floats:
    from_one = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, 1001.0)))])
    return np.asarray(from_one[np.asarray(number, dtype=np.int64)])
