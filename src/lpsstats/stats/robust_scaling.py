"""How much answers that are not normal inflate the chi-squares of factor models."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.invariance_model import FIXED, Layout, Parameters, slopes
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.moments import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class FourthMoments:
    """What the sampling variances of means and covariances are made of, in G groups.

    Attributes
    ----------
    gamma : ndarray, shape (G, m, m)
        Covariances, with divisor n, of each row's answers and products of answers (less their
        means): k answers and then the k(k + 1)/2 products on and below the diagonal.
    share : ndarray, shape (G,)
        Each group's part of all rows.
    """

    gamma: FloatArray
    share: FloatArray


def fourth_moments(groups: ItemGroups, unit: FloatArray) -> FourthMoments:
    """Take the fourth moments of complete rows, in `unit`s of the items, shape (k,)."""
    parts = [groups.centred[groups.group == group] / unit for group in range(groups.n.size)]
    n = groups.n.astype(np.float64)
    return FourthMoments(gamma=np.stack([_gamma(rows) for rows in parts]), share=n / n.sum())


def fourth_moments_of(centred: FloatArray) -> FourthMoments:
    """Take those of a single group from its rows, shape (n, k), less their means."""
    return FourthMoments(gamma=_gamma(centred)[None], share=np.ones(1))


def _gamma(centred: FloatArray) -> FloatArray:
    rows, columns = np.tril_indices(centred.shape[1])
    parts = np.concatenate([centred, centred[:, rows] * centred[:, columns]], axis=1)
    parts -= parts.mean(axis=0)
    return np.asarray(parts.T @ parts / len(parts))


def scaling_trace(parameters: Parameters, layout: Layout, fourth: FourthMoments) -> float:
    """Give the mean of a model's chi-square if the model holds, whatever the answers' distribution.

    For normal answers it is the degrees of freedom; the trace of U Gamma of Satorra & Bentler
    (1994), in Latent Variables Analysis, 399-419.

    Parameters
    ----------
    parameters : Parameters
        Where it is taken.
    layout : Layout
        The free parameters of the model.
    fourth : FourthMoments
        In the units of the parameters.
    """
    changes = _changes(parameters, layout)
    weights = _weights(parameters)
    turned = weights @ changes
    bread = _pooled(fourth.share, changes, turned)
    meat = _pooled(fourth.share, turned, fourth.gamma @ turned)
    everything = float((weights * fourth.gamma).sum())  # both are symmetric
    return everything - float(np.trace(np.linalg.solve(bread, meat)))


def independence_trace(covariance: FloatArray, fourth: FourthMoments) -> float:
    """Give the same of the model in which items of these covariances (G, k, k) are independent."""
    k = covariance.shape[1]
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    rows, columns = np.tril_indices(k)
    below = np.flatnonzero(rows != columns)
    # Means and variances are free, so what is left are the covariances, each with its own weight.
    weight = 1 / (variance[:, rows[below]] * variance[:, columns[below]])
    spread = np.diagonal(fourth.gamma, axis1=1, axis2=2)[:, k + below]
    return float((weight * spread).sum())


def _pooled(share: FloatArray, left: FloatArray, right: FloatArray) -> FloatArray:
    """Average the products left' right of the groups, shape (p, p)."""
    return np.asarray((share[:, None, None] * (np.swapaxes(left, 1, 2) @ right)).sum(axis=0))


def _changes(parameters: Parameters, layout: Layout) -> FloatArray:
    """Differentiate implied means and covariances by the free parameters, shape (G, m, p)."""
    by_covariance, by_mean = slopes(parameters)
    n_groups, k = parameters.loading.shape
    rows, columns = np.tril_indices(k)
    own = np.concatenate([by_mean, by_covariance[:, :, rows, columns]], axis=2)
    changes = np.zeros((n_groups, own.shape[2], layout.n_free))
    for group, place in enumerate(layout.place):
        free = np.flatnonzero(place != FIXED)
        changes[group][:, place[free]] = own[group, free].T
    return changes


def _weights(parameters: Parameters) -> FloatArray:
    """Invert the sampling covariances that means and covariances of normal answers would have."""
    inverse = np.linalg.inv(parameters.covariance)
    n_groups, k = parameters.loading.shape
    rows, columns = np.tril_indices(k)
    twice = np.where(rows == columns, 1.0, 2.0)
    one = inverse[:, rows[:, None], rows] * inverse[:, columns[:, None], columns]
    other = inverse[:, rows[:, None], columns] * inverse[:, columns[:, None], rows]
    weights = np.zeros((n_groups, k + rows.size, k + rows.size))
    weights[:, :k, :k] = inverse
    weights[:, k:, k:] = (one + other) * twice[:, None] * twice / 4
    return weights
