"""Ordinal logistic regression with proportional odds, on many frequency tables at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.ordinal_likelihood import Tables

ONE_CATEGORY = "one_category"
SEPARATED = "separated"
NOT_CONVERGED = "not_converged"

MAX_ITERATIONS = 100
MAX_HALVINGS = 40
# Twice the log-likelihood that a last step may still promise.
TOLERANCE = 1e-8
# Added to the diagonal of the information, relative to it, so that a direction in which the
# likelihood is flat (a predictor that is constant) is not followed. It moves no solution.
RIDGE = 1e-10
# A last step that moves a logit by so much gains nothing any more: the predictors tell the
# answers apart without error, and the coefficients run away.
RUNNING_AWAY = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinalFit:
    """The maximum likelihood fits of B tables; no entry is NaN.

    Attributes
    ----------
    coefficients : ndarray of float, shape (B, P)
        Log odds of a higher answer per unit of each predictor; 0 where all answers are the same.
    thresholds : ndarray of float, shape (B, K - 1)
        logit P(answer <= k) where all predictors are 0. An answer that nobody gave has the
        threshold of the one below it, -inf before the first and inf from the last one given.
    log_likelihood, null_log_likelihood : ndarray of float, shape (B,)
        Of the model, and of one without predictors; without multinomial coefficients.
    reason : ndarray of str, shape (B,)
        Empty where the fit can be relied on. `separated`: the predictors tell answers apart
        without error, so the coefficients are only so far as the search went, while likelihood
        and fitted shares have settled. `one_category`: everyone gave the same answer.
        `not_converged`: values are where the search stopped.
    """

    coefficients: FloatArray
    thresholds: FloatArray
    log_likelihood: FloatArray
    null_log_likelihood: FloatArray
    reason: NDArray[np.str_]

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Where the log-likelihood is a maximum, whatever became of the coefficients."""
        return np.asarray((self.reason == "") | (self.reason == SEPARATED))


def fit(counts: FloatArray, design: FloatArray) -> OrdinalFit:
    """Fit logit P(answer <= k) = threshold_k - x b to each table (McCullagh 1980).

    Parameters
    ----------
    counts : ndarray, shape (B, R, K)
        Respondents by row of the table (those alike in all predictors) and answer, lowest first.
        Rows without respondents and answers that nobody gave do no harm.
    design : ndarray of float, shape (B, R, P)
        The predictors of each row, without a constant.

    Returns
    -------
    OrdinalFit

    Notes
    -----
    Newton's method with halved steps. The log-likelihood is concave (Burridge 1981), so that there
    is one maximum and no starting value matters.

    References
    ----------
    McCullagh, P. (1980). Regression models for ordinal data. JRSS B 42, 109-142.
    Burridge, J. (1981). A note on maximum likelihood estimation for regression models using
    grouped data. JRSS B 43, 41-45.
    """
    counts = np.asarray(counts, np.float64)
    totals = counts.sum(axis=1)
    used = totals > 0
    n_used = used.sum(axis=1)
    # The answers given, moved to the front: tables with equally many are fitted together.
    front = np.argsort(~used, axis=1, kind="stable")
    packed = np.take_along_axis(counts, front[:, None, :], axis=2)
    out = _blank(used, design.shape[2], _null_log_likelihood(totals))
    for k in np.unique(n_used[n_used > 1]).tolist():
        members = np.flatnonzero(n_used == k)
        found = _maximise(Tables.of(packed[members][:, :, :k], design[members]))
        _put(out, members, found, np.cumsum(used[members], axis=1)[:, :-1])
    return out


def _null_log_likelihood(totals: FloatArray) -> FloatArray:
    share = totals / np.maximum(totals.sum(axis=1, keepdims=True), 1)
    return np.asarray((totals * np.log(np.where(totals > 0, share, 1.0))).sum(axis=1))


def _blank(used: NDArray[np.bool_], n_predictors: int, null: FloatArray) -> OrdinalFit:
    """Give the fits of tables with a single answer; those of the others are put over them."""
    below = np.cumsum(used, axis=1)[:, :-1] == 0
    return OrdinalFit(
        coefficients=np.zeros((len(used), n_predictors)),
        thresholds=np.where(below, -np.inf, np.inf),
        log_likelihood=null.copy(),
        null_log_likelihood=null,
        reason=np.full(len(used), ONE_CATEGORY, dtype="U16"),
    )


def _put(
    out: OrdinalFit, members: NDArray[np.intp], found: "_Solution", rank: NDArray[np.intp]
) -> None:
    """Put the solution of some tables in; `rank` counts the answers given up to each one."""
    ends = np.full((len(members), 1), np.inf)
    padded = np.concatenate([-ends, found.thresholds, ends], axis=1)
    out.thresholds[members] = np.take_along_axis(padded, rank, axis=1)
    out.coefficients[members] = found.coefficients
    out.log_likelihood[members] = found.log_likelihood
    out.reason[members] = found.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solution:
    thresholds: FloatArray
    coefficients: FloatArray
    log_likelihood: FloatArray
    reason: NDArray[np.str_]


def _maximise(tables: Tables) -> _Solution:
    """Climb from no effect at all and the thresholds of everyone together."""
    totals = tables.counts.sum(axis=1)
    share = np.cumsum(totals, axis=1)[:, :-1] / totals.sum(axis=1, keepdims=True)
    k, n_predictors = share.shape[1], tables.design.shape[2]
    theta = np.concatenate([logit(share), np.zeros((len(totals), n_predictors))], axis=1)
    value = tables.log_likelihood(theta)
    step, promised = np.zeros_like(theta), np.full(len(theta), np.inf)
    pending = np.arange(len(theta))
    for _ in range(MAX_ITERATIONS):
        here = tables.take(pending)
        step[pending], promised[pending] = _newton(here, theta[pending])
        theta[pending], value[pending] = _climb(here, theta[pending], step[pending], value[pending])
        pending = pending[promised[pending] >= TOLERANCE]
        if not pending.size:
            break
    moved = np.abs(tables.logits(step)).max(axis=(1, 2))
    reason = np.where(moved > RUNNING_AWAY, SEPARATED, "")
    return _Solution(
        thresholds=theta[:, :k],
        coefficients=theta[:, k:],
        log_likelihood=value,
        reason=np.where(promised < TOLERANCE, reason, NOT_CONVERGED),
    )


def _newton(tables: Tables, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the full step and twice the log-likelihood that it promises to gain."""
    gradient, information = tables.derivatives(theta)
    diagonal = np.arange(theta.shape[1])
    # A predictor that is zero throughout has no information; a one in its place holds it still.
    own = information[:, diagonal, diagonal]
    information[:, diagonal, diagonal] = np.where(own > 0, own * (1 + RIDGE), 1.0)
    step: FloatArray = np.linalg.solve(information, gradient[:, :, None])[:, :, 0].astype(
        np.float64
    )
    return step, np.asarray(np.einsum("bm,bm->b", step, gradient))


def _climb(
    tables: Tables, theta: FloatArray, step: FloatArray, value: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Add the step, halved until the log-likelihood does not fall; nothing if it always does."""
    theta, best = theta.copy(), value.copy()
    falling = np.arange(len(theta))
    for _ in range(MAX_HALVINGS):
        here = tables.take(falling)
        trial = theta[falling] + step[falling]
        reached = here.log_likelihood(trial)
        good = reached >= value[falling] - 1e-13 * (1 + np.abs(value[falling]))
        theta[falling[good]], best[falling[good]] = trial[good], reached[good]
        falling = falling[~good]
        if not falling.size:
            break
        step = step / 2
    return theta, best
