"""Orthonormal bases of the columns of a design."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import FloatArray

# A column follows from others where so little of it is left over: R's bound in `lm`.
LEFT_OVER = 1e-7
# The least eigenvalue of the columns' cosines from which on they are far from that.
WELL_APART = 1e-4


def orthonormal_basis(columns: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Make an orthonormal basis of columns in their order, without those that follow from others.

    Parameters
    ----------
    columns : ndarray of float, shape (n, k)
        The columns of a design.

    Returns
    -------
    basis : ndarray of float, shape (n, p)
        One column for each that is kept: it spans what that one adds to those before it, and
        points its way.
    kept : ndarray of bool, shape (k,)
        False for columns that are zero or a sum of those before them.

    Notes
    -----
    Columns that are far from following from each other, which is the rule, are served by
    Cholesky's decomposition taken twice (Yamamoto, Nakatsukasa, Yanagisawa & Fukaya 2015). The
    others go through Gram and Schmidt's, each column twice, which is enough for orthogonality to
    the last digits (Giraud, Langou & Rozloznik 2005).
    """
    size = np.linalg.norm(columns, axis=0)
    if size.all():
        basis = columns / size
        cosines = basis.T @ basis
        if np.linalg.eigvalsh(cosines)[0] > WELL_APART:
            for _ in range(2):
                basis = basis @ np.linalg.inv(np.linalg.cholesky(basis.T @ basis)).T
            return basis, np.ones(len(size), dtype=bool)
    kept, basis = [], np.empty((len(columns), 0))
    for column, least in zip(columns.T, (LEFT_OVER * size).tolist(), strict=True):
        rest = column - basis @ (basis.T @ column)
        rest = rest - basis @ (basis.T @ rest)
        left = np.linalg.norm(rest)
        kept.append(bool(left > least))
        if kept[-1]:
            basis = np.column_stack([basis, rest / left])
    return basis, np.array(kept)
