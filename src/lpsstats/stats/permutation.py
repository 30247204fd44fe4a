"""Permutation tests between two waves, on counts of the distinct values.

Waves are re-formed at random from all respondents. Because the statistics are divided by their own
standard errors, the tests are exact where both waves have the same distribution and remain valid
in large waves where only what is tested is the same (Janssen 1997; Neubert & Brunner 2007).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.progress import in_steps
from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray
from lpsstats.stats.superiority import placements

RESAMPLES = 9999
SEED = 20180501
WELCH_PERMUTATION = "permutation test of Welch's t"
SUPERIORITY_PERMUTATION = "permutation test of the Brunner-Munzel statistic"
# Numbers held at once while counts are drawn: 16 MB.
BLOCK = 2**21
# Statistics that agree to this share of themselves are tied; they differ by rounding.
TIE = 1e-9
# Drawing respondent by respondent costs about a tenth of what drawing value by value does.
PEOPLE_PER_VALUE = 10

Statistic = Callable[[IntArray, IntArray, FloatArray], FloatArray]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermutationTest:
    """Permutation p-values; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    p_value : ndarray of float
        Two-sided, on the size of the statistic: (b + 1) / (resamples + 1) with b the resamples
        whose statistic is at least as large; never 0. NaN where not testable.
    resamples, seed : int
        How many waves were re-formed, and where the random numbers of every contrast start.
    reason : ndarray of str
        Why not testable: `wave_missing`, `n_lt_2`, `no_variance_both` (the same value from all
        respondents of both waves); empty where testable.
    """

    method: str
    p_value: FloatArray
    resamples: int
    seed: int
    reason: NDArray[np.str_]


def studentised_permutation(
    before_counts: IntArray,
    after_counts: IntArray,
    values: FloatArray,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> PermutationTest:
    """Test two means by re-forming the waves, Welch's t being the statistic.

    Parameters
    ----------
    before_counts, after_counts : ndarray of int, shape (*S, m)
        Respondents of each wave per value.
    values : ndarray of float, shape (m,)
        The distinct values, in any order.
    resamples, seed : int
        As in `PermutationTest`. Every contrast starts from the same seed, so that none depends
        on which others are tested.

    Returns
    -------
    PermutationTest
        Arrays of shape S. Waves that are constant, each at another value, are testable here.

    Notes
    -----
    Meant for small waves: the time grows with resamples times the smaller of the respondents and
    ten times the distinct values.

    References
    ----------
    Janssen, A. (1997). Studentized permutation tests for non-i.i.d. hypotheses and the generalized
    Behrens-Fisher problem. Statistics & Probability Letters 36, 9-21.
    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9, 39: the (b + 1) / (B + 1).
    """
    return _permuted(
        WELCH_PERMUTATION,
        (before_counts, after_counts, values),
        _welch_squared,
        resamples=resamples,
        seed=seed,
    )


def superiority_permutation(
    before_counts: IntArray, after_counts: IntArray, *, resamples: int = RESAMPLES, seed: int = SEED
) -> PermutationTest:
    """Test the probability of superiority by re-forming the waves; as `studentised_permutation`.

    Parameters
    ----------
    before_counts, after_counts : ndarray of int, shape (*S, m)
        Respondents of each wave per answer, the m answers in ascending order.
    resamples, seed : int
        As in `PermutationTest`.

    Returns
    -------
    PermutationTest
        Arrays of shape S.

    References
    ----------
    Neubert, K. & Brunner, E. (2007). A studentized permutation test for the non-parametric
    Behrens-Fisher problem. Computational Statistics & Data Analysis 51, 5192-5204.
    """
    return _permuted(
        SUPERIORITY_PERMUTATION,
        (before_counts, after_counts, np.arange(float(before_counts.shape[-1]))),
        _brunner_munzel_squared,
        resamples=resamples,
        seed=seed,
    )


def _permuted(
    method: str,
    data: tuple[IntArray, IntArray, FloatArray],
    statistic: Statistic,
    *,
    resamples: int,
    seed: int,
) -> PermutationTest:
    """Test contrast by contrast, on the values that somebody has."""
    before, after, values = data
    reason = _reason(before, after)
    p_value = np.full(reason.shape, np.nan)
    for at in map(tuple, np.argwhere(reason == "")):
        used = before[at] + after[at] > 0
        waves = (before[at][used], after[at][used], values[used])
        p_value[at] = _p_value(waves, statistic, resamples, seed)
    return PermutationTest(
        method=method, p_value=p_value, resamples=resamples, seed=seed, reason=reason
    )


def _reason(before: IntArray, after: IntArray) -> NDArray[np.str_]:
    smaller = np.minimum(before.sum(axis=-1), after.sum(axis=-1))
    constant = (before + after > 0).sum(axis=-1) == 1
    return np.select(
        [smaller == 0, smaller < 2, constant], [WAVE_MISSING, TOO_FEW, NO_VARIANCE], default=""
    )


def _p_value(
    waves: tuple[IntArray, IntArray, FloatArray], statistic: Statistic, resamples: int, seed: int
) -> float:
    """Count the resamples that are as far from equality as what was observed."""
    before, after, values = waves
    observed = statistic(before[None], after[None], values)[0]
    larger = 0
    for drawn in _draws(before + after, int(after.sum()), resamples, seed):
        found = statistic(before + after - drawn, drawn, values)
        larger += int(np.count_nonzero(found >= observed * (1 - TIE)))
    return (larger + 1) / (resamples + 1)


def _draws(pooled: IntArray, n: int, resamples: int, seed: int) -> Iterator[IntArray]:
    """Draw the counts of a wave of n from all respondents, in blocks of shape (b, m)."""
    random = np.random.default_rng(seed)
    n_drawn = min(n, int(pooled.sum()) - n)  # the smaller wave is drawn, the other is what is left
    by_person = n_drawn < PEOPLE_PER_VALUE * pooled.size
    block = max(1, BLOCK // pooled.size)
    for start in in_steps("resamples", range(0, resamples, block)):
        drawn = random.multivariate_hypergeometric(
            pooled,
            n_drawn,
            size=min(block, resamples - start),
            method="count" if by_person else "marginals",
        )
        yield drawn if n_drawn == n else pooled - drawn


def _welch_squared(before: IntArray, after: IntArray, values: FloatArray) -> FloatArray:
    """Square Welch's t of each row; infinite where neither wave varies."""
    n_before, n_after = before[0].sum(), after[0].sum()
    centre = values @ (before[0] + after[0]) / (n_before + n_after)
    powers = np.stack([values - centre, (values - centre) ** 2], axis=1)
    sums, squares = (before + after)[0].astype(np.float64) @ powers
    sums_after, squares_after = (after.astype(np.float64) @ powers).T
    difference = sums_after / n_after - (sums - sums_after) / n_before
    # Equal means must be exactly so: every resample is at least as far from equality as they are.
    rounding = ROUNDING * values.size * np.abs(values).max()
    difference = np.where(np.abs(difference) <= rounding, 0.0, difference)
    parts = _squared_error(sums_after, squares_after, n_after)
    parts += _squared_error(sums - sums_after, squares - squares_after, n_before)
    return _ratio(difference**2, parts, none=TIE**1.5 * squares)


def _squared_error(sums: FloatArray, squares: FloatArray, n: int) -> FloatArray:
    """Square the standard error of each mean."""
    return np.asarray((squares - sums**2 / n) / (n * (n - 1.0)))


def _brunner_munzel_squared(before: IntArray, after: IntArray, values: FloatArray) -> FloatArray:
    """Square the Brunner-Munzel statistic of each row; infinite where the waves are separated."""
    places = placements(before, after)
    parts = places.part_before + places.part_after
    return _ratio((places.superior - 0.5) ** 2, parts, none=0.0)


def _ratio(squared: FloatArray, variance: FloatArray, *, none: float) -> FloatArray:
    varies = variance > none
    infinite = np.full(squared.shape, np.inf)
    return np.asarray(np.divide(squared, variance, out=infinite, where=varies))
