"""Variances of a least-squares coefficient that suppose neither equal nor independent errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray, IntArray

# Of 1, the freedom of an answer that the model meets whatever it is.
NO_FREEDOM = 1e-10
# A coefficient that rests on such answers by less than this does not rest on them.
NO_PART = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustError:
    """The standard error of the coefficient on the last column of an orthonormal basis.

    Attributes
    ----------
    std_error, df : float
        NaN degrees of freedom where there are none.
    supported : bool
        False where the coefficient rests on one respondent, or one cluster, whom the model meets
        exactly: then the error says too little.
    """

    std_error: float
    df: float
    supported: bool


def hc3(basis: FloatArray, residual: FloatArray) -> RobustError:
    """Give the error HC3, which takes each residual as if its respondent had been left out.

    Parameters
    ----------
    basis : ndarray of float, shape (n, p)
        Orthonormal columns that span the model; the last is the coefficient's own part. Of weighted
        least squares: of the columns times the roots of the weights.
    residual : ndarray of float, shape (n,)
        Likewise times the roots of the weights.

    Returns
    -------
    RobustError
        n - p degrees of freedom.

    References
    ----------
    MacKinnon & White (1985), Journal of Econometrics 29, 305-325; Long & Ervin (2000), eq. 14.
    """
    n, p = basis.shape
    freedom = 1 - np.square(basis).sum(axis=1)
    free = freedom > NO_FREEDOM
    own = basis[:, -1]
    score = own * residual / np.where(free, freedom, np.inf)
    return RobustError(
        std_error=float(np.linalg.norm(score)),
        df=float(n - p) if n > p else np.nan,
        supported=not np.any(np.abs(own[~free]) > NO_PART),
    )


def cr2(basis: FloatArray, residual: FloatArray, cluster: IntArray) -> RobustError:
    """Give the error CR2 of answers that hang together in clusters.

    Parameters
    ----------
    basis, residual
        As `hc3`.
    cluster : ndarray of int, shape (n,)
        The cluster of each respondent; -1 is one of one's own.

    Returns
    -------
    RobustError
        Degrees of freedom by Satterthwaite's approximation, as if errors were equal and
        independent; never more than clusters.

    Notes
    -----
    The residuals of a cluster g are multiplied by (I - H_gg)^(-1/2), where H_gg = Q_g Q_g' is its
    part of the hat matrix. With Q_g = U S V', the score is q' V (1 - S^2)^(-1/2) V' Q_g' e_g: only
    p x p matrices per cluster. Where S is 1 the generalised inverse leaves the direction out.

    References
    ----------
    Bell & McCaffrey (2002), eqs. 7 and 12; Pustejovsky & Tipton (2018), eqs. 7 to 11.
    """
    unit, n_units = _numbered(cluster)
    gram = _products(basis, unit, n_units)
    square, direction = np.linalg.eigh(gram)
    freedom = 1 - square
    free = freedom > NO_FREEDOM
    own = direction[:, -1, :]
    factor = np.where(free, own, 0.0) / np.sqrt(np.where(free, freedom, 1.0))
    multiplier = np.einsum("gjk,gk->gj", direction, factor)
    totals = np.stack([np.bincount(unit, column * residual, n_units) for column in basis.T], axis=1)
    score = np.einsum("gj,gj->g", multiplier, totals)
    return RobustError(
        std_error=float(np.linalg.norm(score)),
        df=_satterthwaite(gram, multiplier),
        supported=n_units > 1 and not np.any(np.abs(own[~free]) > NO_PART),
    )


def _satterthwaite(gram: FloatArray, multiplier: FloatArray) -> float:
    """Match the first two moments of the variance to those of a chi-square.

    The scores' covariance P has the entries [g = h] b_g' G_g b_g - (G_g b_g)' (G_h b_h), and
    df = tr(P)^2 / tr(P^2); the latter is expanded so that no clusters x clusters matrix is made.
    """
    part = np.einsum("gjk,gk->gj", gram, multiplier)
    own = np.einsum("gj,gj->g", multiplier, part)
    shared = np.einsum("gj,gj->g", part, part)
    trace = float(np.sum(own - shared))
    squares = float(np.sum(own**2 - 2 * own * shared) + np.sum((part.T @ part) ** 2))
    return trace**2 / squares if trace > NO_FREEDOM and squares > 0 else np.nan


def _products(basis: FloatArray, unit: IntArray, n_units: int) -> FloatArray:
    """Sum the cross-products of the basis within clusters; shape (n_units, p, p)."""
    p = basis.shape[1]
    gram = np.empty((n_units, p, p))
    for j, k in zip(*np.tril_indices(p), strict=True):
        gram[:, j, k] = gram[:, k, j] = np.bincount(unit, basis[:, j] * basis[:, k], n_units)
    return gram


def _numbered(cluster: IntArray) -> tuple[NDArray[np.intp], int]:
    """Give clusters numbers from 0, and everybody without one a number of their own."""
    alone = cluster.max(initial=0) + 1 + np.arange(cluster.size)
    used, unit = np.unique(np.where(cluster < 0, alone, cluster), return_inverse=True)
    return unit, used.size
