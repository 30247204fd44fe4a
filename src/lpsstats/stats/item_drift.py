"""Whether an item moves between two groups against the rest of its scale (ordinal DIF)."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, expit

from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.ordinal_logistic import NOT_CONVERGED, ONE_CATEGORY, OrdinalFit, fit

GROUP_MISSING = "wave_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDrift:
    """Tests of B items, each between two groups; every array has shape (B,) unless said.

    Attributes
    ----------
    n_before, n_after : ndarray of int
        Respondents.
    chi_square, p_value : ndarray of float
        Likelihood ratio of `rest + group + group x rest` against `rest`, 2 degrees of freedom;
        NaN where not testable.
    uniform_chi_square, uniform_p_value : ndarray of float
        Of `rest + group` against `rest`, 1 degree: everyone answers higher, or lower.
    non_uniform_chi_square, non_uniform_p_value : ndarray of float
        Of the interaction, 1 degree: the item goes with the rest more closely, or less.
    r2_change : ndarray of float
        What group and interaction add to McFadden's pseudo-R2 of `rest`; from 0 to 1.
    difference : ndarray of float
        After minus before at equal rest score, in the units of the answers: the difference
        between the means that the full model expects, averaged over the rest scores of both
        groups together.
    slope_before, slope_after : ndarray of float
        Log odds of a higher answer per standard deviation of the rest score.
    reason : ndarray of str
        Why not testable: `wave_missing`, `one_category`, `not_converged`; empty where testable.
    """

    n_before: IntArray
    n_after: IntArray
    chi_square: FloatArray
    p_value: FloatArray
    uniform_chi_square: FloatArray
    uniform_p_value: FloatArray
    non_uniform_chi_square: FloatArray
    non_uniform_p_value: FloatArray
    r2_change: FloatArray
    difference: FloatArray
    slope_before: FloatArray
    slope_after: FloatArray
    reason: NDArray[np.str_]

    def take(self, rows: slice) -> "ItemDrift":
        """Pick items."""
        return ItemDrift(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def item_drift(
    before: FloatArray, after: FloatArray, rest: FloatArray, answers: FloatArray
) -> ItemDrift:
    """Test items for uniform and non-uniform drift (Zumbo 1999).

    Parameters
    ----------
    before, after : ndarray, shape (B, R, K)
        Respondents of the two groups by rest score and answer, lowest answer first.
    rest : ndarray of float, shape (B, R)
        The rest scores.
    answers : ndarray of float, shape (B, K)
        What each answer counts in `difference`.

    Returns
    -------
    ItemDrift

    References
    ----------
    Zumbo, B. D. (1999). A handbook on the theory and methods of differential item functioning.
    Choi, S. W., Gibbons, L. E. & Crane, P. K. (2011). lordif: an R package for detecting
    differential item functioning. Journal of Statistical Software 39(8).
    McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior.
    """
    x = _standardised(rest, (before + after).sum(axis=2))
    group = np.repeat([0.0, 1.0], x.shape[1])
    both = np.concatenate([x, x], axis=1)
    design = np.stack([both, np.broadcast_to(group, both.shape), both * group], axis=2)
    counts = np.concatenate([before, after], axis=1)
    alone = fit(before + after, x[:, :, None])
    shifted, full = fit(counts, design[:, :, :2]), fit(counts, design)
    n_before, n_after = before.sum(axis=(1, 2)), after.sum(axis=(1, 2))
    reason = np.select(
        [np.minimum(n_before, n_after) == 0, full.reason == ONE_CATEGORY,
         ~(alone.settled & shifted.settled & full.settled)],
        [GROUP_MISSING, ONE_CATEGORY, NOT_CONVERGED], default="",
    )  # fmt: skip
    return _result(
        (alone, shifted, full),
        difference=_difference(full, x, (before + after).sum(axis=2), answers),
        n=(n_before, n_after),
        reason=reason,
    )


def _standardised(rest: FloatArray, counts: FloatArray) -> FloatArray:
    """Give the rest scores mean 0 and variance 1 over both groups; 0 where they do not vary."""
    n = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    centred = rest - (counts * rest).sum(axis=1, keepdims=True) / n
    variance = (counts * centred**2).sum(axis=1, keepdims=True) / n
    constant = variance <= 1e-24 * (1 + rest**2).max(axis=1, keepdims=True)
    return np.where(constant, 0.0, centred / np.sqrt(np.where(constant, 1.0, variance)))


def _result(
    fits: tuple[OrdinalFit, OrdinalFit, OrdinalFit],
    *,
    difference: FloatArray,
    n: tuple[FloatArray, FloatArray],
    reason: NDArray[np.str_],
) -> ItemDrift:
    alone, shifted, full = (np.where(reason == "", f.log_likelihood, np.nan) for f in fits)
    null = np.where(reason == "", fits[0].null_log_likelihood, np.nan)
    total, uniform, non_uniform = (
        np.maximum(2 * gain, 0.0) for gain in (full - alone, shifted - alone, full - shifted)
    )
    coefficients = np.where((reason == "")[:, None], fits[2].coefficients, np.nan)
    return ItemDrift(
        n_before=n[0].astype(np.int64),
        n_after=n[1].astype(np.int64),
        chi_square=total,
        p_value=chdtrc(2, total),
        uniform_chi_square=uniform,
        uniform_p_value=chdtrc(1, uniform),
        non_uniform_chi_square=non_uniform,
        non_uniform_p_value=chdtrc(1, non_uniform),
        r2_change=total / (-2 * null),
        difference=np.where(reason == "", difference, np.nan),
        slope_before=coefficients[:, 0],
        slope_after=coefficients[:, 0] + coefficients[:, 2],
        reason=reason,
    )


def _difference(
    full: OrdinalFit, x: FloatArray, counts: FloatArray, answers: FloatArray
) -> FloatArray:
    """Average the expected difference over the rest scores of everyone."""
    slope, shift, twist = (full.coefficients[:, [j]] for j in range(3))
    expected = [
        _expected(full.thresholds, logits, answers)
        for logits in (slope * x, shift + (slope + twist) * x)
    ]
    n = np.maximum(counts.sum(axis=1), 1)
    return np.asarray((counts * (expected[1] - expected[0])).sum(axis=1) / n)


def _expected(thresholds: FloatArray, logits: FloatArray, answers: FloatArray) -> FloatArray:
    """Give the mean answer: the highest one less each step times the chance to stay below it."""
    below = expit(thresholds[:, None, :] - logits[:, :, None])
    lost = np.einsum("brk,bk->br", below, np.diff(answers, axis=1))
    return np.asarray(answers[:, -1:] - lost)
