"""One factor measured in several groups at once: implied moments, likelihood and derivatives.

In group g the answers are x = tau + lambda eta + e, with eta of mean kappa and variance phi and e
of variances psi. What is held equal over groups is one parameter; the factor has mean 0 and
variance 1 in the first group, and in the others whatever the equal parameters allow.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray

FIXED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoments:
    """What is known of G groups: sizes (G,), means (G, k), covariances (G, k, k) with divisor n."""

    n: FloatArray
    mean: FloatArray
    covariance: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The parameters of every group, each shape (G, k) or (G,); uniquenesses are variances."""

    loading: FloatArray
    uniqueness: FloatArray
    intercept: FloatArray
    factor_variance: FloatArray
    factor_mean: FloatArray

    @property
    def covariance(self) -> FloatArray:
        """Implied covariances, shape (G, k, k)."""
        common = self.loading[:, :, None] * self.loading[:, None, :]
        own = self.uniqueness[:, :, None] * np.eye(self.loading.shape[1])
        return np.asarray(self.factor_variance[:, None, None] * common + own)

    @property
    def mean(self) -> FloatArray:
        """Implied means, shape (G, k)."""
        return np.asarray(self.intercept + self.loading * self.factor_mean[:, None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the parameters of the groups stand among those that are free.

    Attributes
    ----------
    place : ndarray of int, shape (G, 3k + 2)
        Per group loadings, logs of uniquenesses, intercepts, log of the factor's variance, its
        mean; the position of each in the vector of free parameters, or `FIXED`.
    n_free : int
        Free parameters.
    """

    place: NDArray[np.int64]
    n_free: int

    @classmethod
    def of(
        cls, n_groups: int, *, equal_loading: NDArray[np.bool_], equal_intercept: NDArray[np.bool_]
    ) -> "Layout":
        """Count up the free parameters, given which items have equal loadings and intercepts."""
        k = equal_loading.size
        first = np.zeros(n_groups, dtype=bool)
        first[0] = True
        new = np.ones((n_groups, 3 * k + 2), dtype=bool)  # own number, or that of the first group
        new[:, :k] = first[:, None] | ~equal_loading
        new[:, 2 * k : 3 * k] = first[:, None] | ~equal_intercept
        new[:, 3 * k] = ~first & equal_loading.any()
        new[:, 3 * k + 1] = ~first & equal_intercept.any()
        numbered = np.where(new, np.cumsum(new).reshape(new.shape) - 1, FIXED)
        shared = np.arange(3 * k + 2) < 3 * k
        place = np.where((numbered == FIXED) & shared, numbered[0], numbered)
        return cls(place=place, n_free=int(new.sum()))

    def spread(self, free: FloatArray) -> Parameters:
        """Give every group its parameters from the vector of free ones."""
        padded = np.append(free, 0.0)  # what is fixed: a log of 0, a mean of 0
        values = padded[self.place]
        k = (values.shape[1] - 2) // 3
        return Parameters(
            loading=values[:, :k],
            uniqueness=np.exp(values[:, k : 2 * k]),
            intercept=values[:, 2 * k : 3 * k],
            factor_variance=np.exp(values[:, 3 * k]),
            factor_mean=values[:, 3 * k + 1],
        )

    def gather(self, parameters: Parameters) -> FloatArray:
        """Give a vector of free parameters near some parameters of the groups: their averages."""
        values = np.column_stack(
            [
                parameters.loading,
                np.log(parameters.uniqueness),
                parameters.intercept,
                np.log(parameters.factor_variance),
                parameters.factor_mean,
            ]
        )
        free = self.place != FIXED
        sums = np.bincount(self.place[free], values[free], self.n_free)
        return np.asarray(sums / np.bincount(self.place[free], minlength=self.n_free))


def misfit_of(parameters: Parameters, moments: GroupMoments) -> float:
    """Take the mean over respondents of log|Sigma| + tr(T A), with A the inverse of Sigma.

    T is the covariance about the implied means. Infinite where Sigma is not positive definite.
    """
    sign, log_determinant = np.linalg.slogdet(parameters.covariance)
    if (sign <= 0).any():
        return np.inf
    inverse = np.linalg.inv(parameters.covariance)
    gap = moments.mean - parameters.mean
    spread = moments.covariance + gap[:, :, None] * gap[:, None, :]
    each = log_determinant + np.einsum("gij,gji->g", inverse, spread)
    return float(each @ moments.n / moments.n.sum())


def derivatives(
    parameters: Parameters, moments: GroupMoments, layout: Layout
) -> tuple[FloatArray, FloatArray]:
    """Take half the first and half the expected second derivative of `misfit_of`.

    Returns
    -------
    (ndarray, shape (p,), ndarray, shape (p, p))
        By the free parameters.
    """
    inverse = np.linalg.inv(parameters.covariance)
    gap = moments.mean - parameters.mean
    spread = moments.covariance + gap[:, :, None] * gap[:, None, :]
    error = inverse - inverse @ spread @ inverse
    by_covariance, by_mean = slopes(parameters)
    share = moments.n / moments.n.sum()
    gradient = np.einsum("gij,gpij->gp", error, by_covariance) / 2
    gradient -= np.einsum("gi,gij,gpj->gp", gap, inverse, by_mean)
    turned = inverse[:, None] @ by_covariance
    flat = turned.reshape(*turned.shape[:2], -1)
    crossed = np.swapaxes(turned, 2, 3).reshape(flat.shape)
    information = flat @ np.swapaxes(crossed, 1, 2) / 2
    information += by_mean @ inverse @ np.swapaxes(by_mean, 1, 2)
    return _collected(share[:, None] * gradient, share[:, None, None] * information, layout)


def slopes(parameters: Parameters) -> tuple[FloatArray, FloatArray]:
    """Differentiate implied covariances (G, 3k + 2, k, k) and means (G, 3k + 2, k)."""
    loading, phi = parameters.loading, parameters.factor_variance
    n_groups, k = loading.shape
    item = np.arange(k)
    by_covariance = np.zeros((n_groups, 3 * k + 2, k, k))
    half = phi[:, None, None, None] * np.eye(k)[None, :, :, None] * loading[:, None, None, :]
    by_covariance[:, :k] = half + np.swapaxes(half, 2, 3)
    by_covariance[:, k + item, item, item] = parameters.uniqueness
    common = loading[:, :, None] * loading[:, None, :]
    by_covariance[:, 3 * k] = phi[:, None, None] * common
    by_mean = np.zeros((n_groups, 3 * k + 2, k))
    by_mean[:, item, item] = parameters.factor_mean[:, None]
    by_mean[:, 2 * k + item, item] = 1.0
    by_mean[:, 3 * k + 1] = loading
    return by_covariance, by_mean


def _collected(
    gradient: FloatArray, information: FloatArray, layout: Layout
) -> tuple[FloatArray, FloatArray]:
    """Add up what groups say of the free parameters that they share."""
    whole = np.zeros(layout.n_free)
    matrix = np.zeros((layout.n_free, layout.n_free))
    for place, slope, curvature in zip(layout.place, gradient, information, strict=True):
        free = np.flatnonzero(place != FIXED)
        at = place[free]
        whole[at] += slope[free]  # no parameter stands twice in a group
        matrix[np.ix_(at, at)] += curvature[np.ix_(free, free)]
    return whole, matrix
