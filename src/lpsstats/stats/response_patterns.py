"""Patterns of answers over many questions: one answer throughout, and rows that are the same."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln

from lpsstats.stats.moments import FloatArray

Words = NDArray[np.uint64]

# An odd constant of the finalizer of SplitMix64 (Steele, Lea & Flood 2014), and the usual NaN.
ODD = np.uint64(0x94D049BB133111EB)
HALF = np.uint64(32)
NO_ANSWER = np.array(np.nan).view(np.uint64)


def straight_line(answers: Iterable[FloatArray]) -> FloatArray:
    """Give the one answer that a respondent gave to every question.

    Parameters
    ----------
    answers : iterable of ndarray of float, shape (n,)
        One array per question, at least one; NaN where missing.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN where answers differ or one is missing.
    """
    columns = iter(answers)
    line = next(columns).copy()
    for column in columns:
        line[line != column] = np.nan
    return line


def same_rows(
    columns: Sequence[FloatArray], group: NDArray[np.integer]
) -> Iterator[NDArray[np.intp]]:
    """Find rows of a group that have the same number, or none, in every column.

    Parameters
    ----------
    columns : sequence of ndarray of float, shape (n,)
        At least one.
    group : ndarray of int, shape (n,)
        Only rows of the same group are held against each other.

    Yields
    ------
    ndarray of int
        The positions of the rows of each set of two or more, ascending; sets by their first row.

    Notes
    -----
    Rows are recognised by 64 bits that are mixed from their answers, and confirmed answer by
    answer; two sets that share the 64 bits (a chance of 1 in 37 million among a million rows)
    would be missed.
    """
    words = group.astype(np.uint64)
    for column in columns:
        # Each of the three can be undone, so that no difference is lost.
        words ^= _bits(column)
        words *= ODD
        words ^= words >> HALF
    order = np.argsort(words, kind="stable")
    starts = np.flatnonzero(np.diff(words[order], prepend=~words[order][:1]))
    sizes = np.diff(starts, append=len(order))
    several = starts[sizes > 1]
    sizes = sizes[sizes > 1]
    for i in np.argsort(order[several], kind="stable").tolist():
        rows = order[several[i] : several[i] + sizes[i]]
        if all(len(np.unique(_bits(column[rows]))) == 1 for column in columns):
            yield rows


def _bits(column: FloatArray) -> Words:
    """Give each number its bits: the same for 0 and -0, and for every NaN."""
    bits = (column + 0.0).view(np.uint64)
    bits[np.isnan(column)] = NO_ANSWER
    return bits


def chance_of_a_copy(n_different: NDArray[np.integer], n_questions: int) -> float:
    """Estimate how probable it is that another row is the same as a given one by chance.

    Parameters
    ----------
    n_different : ndarray of int, shape (n,)
        In how many of the questions each other row differs from the given one; at least one row.
    n_questions : int
        How many questions there are.

    Returns
    -------
    float
        The probability of no difference under the beta-binomial distribution with the mean and
        the variance of these numbers: people who are alike in one answer tend to be so in others,
        which spreads the numbers wider than a binomial's. 0 where everyone differs in everything.
    """
    mean = float(n_different.mean()) / n_questions
    if mean in {0.0, 1.0}:
        return 1.0 - mean
    binomial = n_questions * mean * (1 - mean)
    # The variance is binomial x (1 + (questions - 1) rho), with rho the correlation of answers.
    rho = (float(n_different.var()) / binomial - 1) / max(n_questions - 1, 1)
    if rho <= 0:
        return float((1 - mean) ** n_questions)
    total = (1 - min(rho, 0.999)) / min(rho, 0.999)
    differ, agree = mean * total, (1 - mean) * total
    return float(np.exp(betaln(differ, agree + n_questions) - betaln(differ, agree)))
