"""How far two coders, who each judged the same answers, agree on which of them name a theme."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray

NOT_CODED_TWICE = "not_coded_twice"
CODED_ONCE = "coded_once"
CODERS_CONSTANT = "coders_constant"
# Below it agreement is no more than moderate (Landis & Koch 1977, table 2).
LOW_KAPPA = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedTwice:
    """Answers that two coders judged, by what each found; every array has the shape S.

    Attributes
    ----------
    both, first_only, second_only, neither : ndarray of int
        Answers in which both, only the first, only the second, or neither found the theme.
    """

    both: IntArray
    first_only: IntArray
    second_only: IntArray
    neither: IntArray

    @property
    def n(self) -> IntArray:
        """The answers that both judged."""
        return np.asarray(self.both + self.first_only + self.second_only + self.neither)

    def together(self) -> "CodedTwice":
        """Sum over the last axis, so that every judgement of every theme counts."""
        return CodedTwice(
            both=self.both.sum(axis=-1, keepdims=True),
            first_only=self.first_only.sum(axis=-1, keepdims=True),
            second_only=self.second_only.sum(axis=-1, keepdims=True),
            neither=self.neither.sum(axis=-1, keepdims=True),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement of two coders; every array has the shape S.

    Attributes
    ----------
    agreement : ndarray of float
        The share of answers judged alike, 0 to 1; NaN without answers.
    kappa, std_error, kappa_low, kappa_high : ndarray of float
        Cohen's kappa, -1 to 1, with its large-sample interval. The standard error is 0, and there
        is no interval, where the formula has nothing to go by: a coder who judged all answers
        alike, or coders who always or never agreed.
    alpha : ndarray of float
        Krippendorff's, for two named categories.
    reason : ndarray of str
        Why there is no kappa: `not_coded_twice`, `coders_constant`; else empty.
    """

    agreement: FloatArray
    kappa: FloatArray
    std_error: FloatArray
    kappa_low: FloatArray
    kappa_high: FloatArray
    alpha: FloatArray
    reason: NDArray[np.str_]


def count_codings(first: FloatArray, second: FloatArray) -> CodedTwice:
    """Count what two coders found.

    Parameters
    ----------
    first, second : ndarray of float, shape (n, k)
        By answer and theme, whether each coder found it, 1 or 0; NaN where one did not judge it,
        which then does not count.

    Returns
    -------
    CodedTwice
        Of shape (k,).
    """
    return CodedTwice(
        both=((first == 1) & (second == 1)).sum(axis=0),
        first_only=((first == 1) & (second == 0)).sum(axis=0),
        second_only=((first == 0) & (second == 1)).sum(axis=0),
        neither=((first == 0) & (second == 0)).sum(axis=0),
    )


def coder_agreement(counts: CodedTwice, *, confidence: float = 0.95) -> Agreement:
    """Measure the agreement of two coders beyond what chance would give.

    Parameters
    ----------
    counts : CodedTwice
        The answers, of shape S.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Agreement
        Arrays of shape S. Kappa and alpha are undefined where both coders judged every answer
        alike and in the same way: chance alone would then have them agree.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20, 37-46.
    Fleiss, J. L., Cohen, J. & Everitt, B. S. (1969). Large sample standard errors of kappa and
    weighted kappa. Psychological Bulletin 72, 323-327.
    Krippendorff, K. (2019). Content Analysis, 4th edition, chapter 12.
    """
    n = counts.n
    constant = (counts.both == n) | (counts.neither == n)
    reason = np.select([n == 0, constant], [NOT_CODED_TWICE, CODERS_CONSTANT], default="")
    cells = _shares(counts, np.where(reason == "", n, np.nan))
    kappa, std_error = _kappa(cells, n)
    reach = np.where(std_error > 0, std_error, np.nan) * ndtri((1 + confidence) / 2)
    alike = counts.both + counts.neither
    return Agreement(
        agreement=np.where(n > 0, alike / np.maximum(n, 1), np.nan),
        kappa=kappa,
        std_error=std_error,
        kappa_low=np.maximum(kappa - reach, -1.0),
        kappa_high=np.minimum(kappa + reach, 1.0),
        alpha=_krippendorff(counts, reason),
        reason=reason,
    )


def _shares(counts: CodedTwice, n: FloatArray) -> FloatArray:
    """Give the shares of the four kinds of answers: shape (2, 2, *S), first coder by second."""
    cells = [[counts.both, counts.first_only], [counts.second_only, counts.neither]]
    return np.asarray(np.array(cells) / n)


def _kappa(cells: FloatArray, n: IntArray) -> tuple[FloatArray, FloatArray]:
    """Compute kappa and its standard error (Fleiss, Cohen & Everitt 1969, equation 13)."""
    first, second = cells.sum(axis=1), cells.sum(axis=0)
    agreed = cells[0, 0] + cells[1, 1]
    chance = (first * second).sum(axis=0)
    on = sum(
        cells[i, i] * ((1 - chance) - (first[i] + second[i]) * (1 - agreed)) ** 2 for i in (0, 1)
    )
    off = sum(cells[i, j] * (second[i] + first[j]) ** 2 for i, j in ((0, 1), (1, 0)))
    sides = on + (1 - agreed) ** 2 * off
    spread = sides - (agreed * chance - 2 * chance + agreed) ** 2
    # A difference of equal sums is rounding: there is then nothing to estimate a spread from.
    spread = np.where(spread <= 4 * ROUNDING * np.abs(sides), 0.0, spread)
    std_error = np.sqrt(spread / np.maximum(n, 1)) / (1 - chance) ** 2
    return (agreed - chance) / (1 - chance), std_error


def _krippendorff(counts: CodedTwice, reason: NDArray[np.str_]) -> FloatArray:
    """Compute alpha from coincidences: 2 n judgements, paired within answers and at random."""
    apart = counts.first_only + counts.second_only
    named, not_named = 2 * counts.both + apart, 2 * counts.neither + apart
    judgements = np.where(reason == "", named + not_named, np.nan)
    observed = 2 * apart / judgements
    expected = 2 * named * not_named / (judgements * (judgements - 1))
    return np.asarray(1 - observed / expected)
