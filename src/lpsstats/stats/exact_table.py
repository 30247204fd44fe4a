"""The exact test of a table of counts by Monte Carlo: Fisher's, for any number of rows."""

from collections.abc import Iterator

import numpy as np
from scipy.special import gammaln

from lpsstats.progress import in_steps
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.permutation import RESAMPLES, SEED

# Numbers held at once while tables are drawn: 16 MB.
BLOCK = 2**21
# Tables whose log probabilities agree to this are equally likely; they differ by rounding.
TIE = 1e-7


def freeman_halton(counts: IntArray, *, resamples: int = RESAMPLES, seed: int = SEED) -> float:
    """Test a table of counts with its margins fixed, by drawing tables at random.

    Parameters
    ----------
    counts : ndarray of int, shape (r, c)
        Independent respondents; r and c at least 2.
    resamples, seed : int
        How many tables are drawn, and where the random numbers start.

    Returns
    -------
    float
        (b + 1) / (resamples + 1) with b the tables no likelier than the observed one; never 0.

    References
    ----------
    Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of
    fit and other problems of significance. Biometrika 38, 141-149.
    """
    log_factorial = np.asarray(gammaln(np.arange(counts.sum() + 1) + 1.0))
    observed = _improbability(counts[None], log_factorial)[0]
    rare = 0
    for drawn in _random_tables(counts, resamples, np.random.default_rng(seed)):
        rare += int(np.count_nonzero(_improbability(drawn, log_factorial) >= observed - TIE))
    return (rare + 1) / (resamples + 1)


def _improbability(tables: IntArray, log_factorial: FloatArray) -> FloatArray:
    """Sum the log factorials of each table: with fixed margins, minus its log probability."""
    return np.asarray(log_factorial[tables].sum(axis=(1, 2)))


def _random_tables(
    counts: IntArray, resamples: int, random: np.random.Generator
) -> Iterator[IntArray]:
    """Draw tables with the margins of `counts`, in blocks of shape (b, r, c)."""
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    block = max(1, BLOCK // counts.size)
    for start in in_steps("resamples", range(0, resamples, block)):
        size = min(block, resamples - start)
        left = np.tile(columns, (size, 1))  # who is not yet in a row
        tables = np.empty((size, *counts.shape), dtype=np.int64)
        for row, n in enumerate(rows[:-1]):
            tables[:, row] = _random_row(left, int(n), random)
            left -= tables[:, row]
        tables[:, -1] = left
        yield tables


def _random_row(left: IntArray, n: int, random: np.random.Generator) -> IntArray:
    """Draw n respondents, table by table, from those left in each column: shape (b, c)."""
    drawn = np.zeros_like(left)
    wanted = np.full(len(left), n)
    later = left.sum(axis=1)
    for column in range(left.shape[1]):
        here = left[:, column]
        later = later - here
        drawn[:, column] = random.hypergeometric(here, later, wanted)
        wanted = wanted - drawn[:, column]
    return drawn
