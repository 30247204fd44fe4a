"""Covariances within cells in resamples of the respondents.

Intervals of all that is computed from covariances (partial correlations, relative weights, paths)
rest on them.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lpsstats.progress import in_steps
from lpsstats.stats.design import Design, sampling_design
from lpsstats.stats.moments import FloatArray, IntArray

DRAWS, SEED = 2000, 20180501
# Numbers held at once while resamples are drawn: 32 MB.
BLOCK = 2**22
# The variance in a resample, as a part of the mean square, that is rounding of zero.
CONSTANT = 1e-12


def resampled_covariances(
    values: FloatArray,
    cell: IntArray,
    *,
    weight: FloatArray | None = None,
    stratum: IntArray | None = None,
    unit: IntArray | None = None,
    n_draws: int = DRAWS,
    seed: int = SEED,
) -> FloatArray:
    """Pool the covariances within cells in resamples of the sampling units of every stratum.

    Of the m units of a stratum m - 1 are drawn with replacement, and each counts m / (m - 1) times
    as often as it was drawn, which makes the variance of a mean over resamples the usual one of
    the design, also with few units. A stratum of one unit keeps it.

    Parameters
    ----------
    values : ndarray of float, shape (n, p)
        Without NaN.
    cell : ndarray of int, shape (n,)
        The cell of each, from 0; means are taken out anew in every resample.
    weight : ndarray of float, shape (n,), optional
        Above 0.
    stratum : ndarray of int, shape (n,), optional
        What units are drawn within, from 0; the cells by default.
    unit : ndarray of int, shape (n,), optional
        Who is drawn together (a street, a person in several waves), from 0; -1, or without units
        everybody, is one alone.
    n_draws, seed : int
        How many resamples, and where the random numbers start.

    Returns
    -------
    ndarray of float, shape (n_draws, p, p)
        sum w x y / sum w over respondents; without the factor for the degrees of freedom, which no
        correlation or share of variance needs. NaN if nobody is there.

    References
    ----------
    Rao, J. N. K., Wu, C. F. J. and Yue, K. (1992). Some recent work on resampling methods for
    complex surveys. Survey Methodology 18, 209-217.
    """
    n, p = values.shape
    design = sampling_design(
        np.zeros(n, dtype=np.int64), 1, stratum=cell if stratum is None else stratum, cluster=unit
    )
    weights = np.ones(n) if weight is None else weight / weight.max(initial=0.0)
    order = np.argsort(cell, kind="stable")
    rows = _Rows(values[order], weights[order], cell[order], design.unit[order])
    rng = np.random.default_rng(seed)
    blocks = [
        rows.covariances(counts)
        for counts in _drawn(design, rng, n_draws, max(1, BLOCK // max(1, n)))
    ]
    return np.concatenate(blocks) if blocks else np.empty((0, p, p))


class _Rows:
    """Respondents sorted by cell, and the products of their values that sums are made of."""

    def __init__(
        self, values: FloatArray, weight: FloatArray, cell: IntArray, unit: IntArray
    ) -> None:
        self.unit, self.p = unit, values.shape[1]
        starts = np.flatnonzero(np.diff(cell, prepend=-1))
        self.cells = [slice(a, b) for a, b in pairwise([*starts.tolist(), len(cell)])]
        self.upper = np.triu_indices(self.p)
        # Sums of squares about a point in the middle of each cell keep their digits.
        near = np.concatenate([values[c] - values[c].mean(axis=0) for c in self.cells] or [values])
        products = near[:, self.upper[0]] * near[:, self.upper[1]]
        self.terms = weight[:, None] * np.column_stack([np.ones(len(near)), near, products])

    def covariances(self, counts: FloatArray) -> FloatArray:
        """Pool covariances with each unit counted so often, shape (draws, n_units) to (., p, p)."""
        i, j = self.upper
        total = np.zeros(len(counts))
        pooled, squares = np.zeros((2, len(counts), i.size))
        for here in self.cells:
            sums = counts[:, self.unit[here]] @ self.terms[here]
            weight, first, second = sums[:, 0], sums[:, 1 : self.p + 1], sums[:, self.p + 1 :]
            mean = first / np.where(weight > 0, weight, 1.0)[:, None]
            pooled += second - first[:, i] * mean[:, j]
            squares += second
            total += weight
        # What does not vary in a resample has no variance, not one that is rounding.
        constant = (pooled <= CONSTANT * squares)[:, i == j]
        pooled[constant[:, i] | constant[:, j]] = 0.0
        full = np.empty((len(counts), self.p, self.p))
        full[:, i, j] = full[:, j, i] = pooled / np.where(total > 0, total, np.nan)[:, None]
        return full


def _drawn(
    design: Design, rng: np.random.Generator, n_draws: int, size: int
) -> Iterator[FloatArray]:
    """Draw how often each unit counts, some resamples at a time: shape (at most size, n_units)."""
    by_stratum = np.argsort(design.stratum, kind="stable")
    ends = np.cumsum(design.n_units)
    for start in in_steps("resamples", range(0, n_draws, size)):
        rows = min(size, n_draws - start)
        counts = np.ones((rows, design.stratum.size))
        for end, m in zip(ends.tolist(), design.n_units.tolist(), strict=True):
            if m > 1:
                counts[:, by_stratum[end - m : end]] = _counts(rng, rows, m)
        yield counts


def _counts(rng: np.random.Generator, rows: int, m: int) -> FloatArray:
    """Draw m - 1 of m units with replacement, and scale how often each came, shape (rows, m)."""
    drawn = rng.integers(0, m, (rows, m - 1)) + m * np.arange(rows)[:, None]
    often = np.bincount(drawn.ravel(), minlength=rows * m).reshape(rows, m)
    return often.astype(np.float64) * (m / (m - 1.0))
