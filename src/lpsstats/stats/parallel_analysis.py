"""How many dimensions items have: their eigenvalues beside those of items without any relation."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.progress import in_steps
from lpsstats.stats.alpha import too_little_data
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.moments import FloatArray, IntArray

RESAMPLES = 500
SEED = 20180501
PERCENTILE = 95
# From this many rows on permuted correlations are drawn from their limit instead.
MANY = 2000
# Numbers held at once while columns are permuted: 32 MB.
BLOCK = 2**22


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelAnalysis:
    """The eigenvalues of the correlations of k items in G groups.

    Attributes
    ----------
    eigenvalues : ndarray, shape (G, k)
        Of complete rows, from the largest on; NaN for items that do not vary, which have none.
    reference : ndarray, shape (G, k)
        The 95th percentile of each under permutation.
    n_factors : ndarray of int, shape (G,)
        Leading eigenvalues above their reference; 0 where `reason` is set.
    reason : ndarray of str, shape (G,)
        Why there are no eigenvalues, or "": what `Alpha` names.
    """

    eigenvalues: FloatArray
    reference: FloatArray
    n_factors: IntArray
    reason: NDArray[np.str_]


def parallel_analysis(
    groups: ItemGroups, *, resamples: int = RESAMPLES, seed: int = SEED
) -> ParallelAnalysis:
    """Compare eigenvalues with those of the same answers, each item shuffled by itself.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.
    resamples, seed : int
        How many shuffles, and where the random numbers start. Every group starts from the same
        seed, and the order of the rows has no influence.

    Returns
    -------
    ParallelAnalysis
        An item that does not vary in a group is dropped there.

    Notes
    -----
    Horn (1965), Psychometrika 30, 179-185; Buja & Eyuboglu (1992), Multivariate Behavioral
    Research 27, 509-540 (permutation, which keeps the distribution of every item). With `MANY` rows
    or more the shuffled correlations are drawn as independent normal numbers of variance 1/(n - 1),
    which that variance is exactly and their distribution nearly.
    """
    n_groups, k = groups.mean.shape
    eigenvalues, reference = np.full((n_groups, k), np.nan), np.full((n_groups, k), np.nan)
    reason = too_little_data(groups).astype("U20")
    for group in in_steps("resamples", np.flatnonzero(reason == "").tolist()):
        varies = groups.varies[group]
        here = np.arange(k) < varies.sum()
        matrix = groups.covariance[group][np.ix_(varies, varies)]
        eigenvalues[group, here] = _descending(_correlation(matrix))
        rows = groups.centred[groups.group == group][:, varies]
        draw = _limit_draws if len(rows) >= MANY else _shuffles
        found = np.concatenate([_descending(block) for block in draw(rows, resamples, seed)])
        reference[group, here] = np.percentile(found, PERCENTILE, axis=0)
    with np.errstate(invalid="ignore"):
        above = eigenvalues > reference
    return ParallelAnalysis(
        eigenvalues=eigenvalues,
        reference=reference,
        n_factors=np.logical_and.accumulate(above, axis=1).sum(axis=1),
        reason=reason,
    )


def _correlation(covariance: FloatArray) -> FloatArray:
    sd = np.sqrt(np.diagonal(covariance))
    return np.asarray(covariance / (sd[:, None] * sd))


def _descending(correlation: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.eigvalsh(correlation)[..., ::-1])


def _shuffles(rows: FloatArray, resamples: int, seed: int) -> Iterator[FloatArray]:
    """Shuffle every column by itself, again and again; give correlations in blocks (b, k, k)."""
    # Sorted first: each column is shuffled anyway, and now the order of rows says nothing.
    columns = np.sort(rows, axis=0).T
    columns = columns / np.sqrt((columns**2).sum(axis=1, keepdims=True))
    random = np.random.default_rng(seed)
    block = max(1, BLOCK // columns.size)
    for start in in_steps("resamples", range(0, resamples, block)):
        copies = np.broadcast_to(columns, (min(block, resamples - start), *columns.shape))
        shuffled = random.permuted(copies, axis=2)
        yield shuffled @ np.swapaxes(shuffled, 1, 2)


def _limit_draws(rows: FloatArray, resamples: int, seed: int) -> Iterator[FloatArray]:
    n, k = rows.shape
    upper = np.triu_indices(k, 1)
    random = np.random.default_rng(seed)
    matrices = np.broadcast_to(np.eye(k), (resamples, k, k)).copy()
    drawn = random.standard_normal((resamples, upper[0].size)) / np.sqrt(n - 1)
    matrices[:, *upper] = drawn
    matrices[:, upper[1], upper[0]] = drawn
    yield matrices
