"""The proportional-odds likelihood of many frequency tables, with its derivatives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from lpsstats.stats.moments import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables in which every answer was given, and the sums that every step needs.

    The probability of answer k is F(a) - F(b) = F(a) F(-b) (1 - exp(b - a)), with a and b its two
    thresholds less x b and F the logistic function. Written so, the log-likelihood falls apart
    into one logistic term per threshold, with the answers on either side of it, and a term in
    the distances between thresholds; nothing cancels and no probability can underflow.
    """

    counts: FloatArray
    design: FloatArray
    around: FloatArray
    above: FloatArray
    between: FloatArray

    @classmethod
    def of(cls, counts: FloatArray, design: FloatArray) -> "Tables":
        """Take counts, shape (B, R, K), and predictors, shape (B, R, P)."""
        below, above = counts[:, :, :-1], counts[:, :, 1:]
        return cls(
            counts=counts,
            design=design,
            around=below + above,
            above=above,
            between=counts.sum(axis=1)[:, 1:-1],
        )

    def take(self, index: NDArray[np.intp]) -> "Tables":
        """Pick tables."""
        if len(index) == len(self.counts):
            return self
        return Tables.of(self.counts[index], self.design[index])

    def logits(self, theta: FloatArray) -> FloatArray:
        """Give threshold - x b, shape (B, R, K - 1)."""
        k = self.above.shape[2]
        slope = np.einsum("brp,bp->br", self.design, theta[:, k:])
        return np.asarray(theta[:, None, :k] - slope[:, :, None])

    def log_likelihood(self, theta: FloatArray) -> FloatArray:
        """Sum the log-likelihood, -inf where thresholds are out of order."""
        logits = self.logits(theta)
        gap = np.diff(theta[:, : logits.shape[2]], axis=1)
        ordered = (gap > 0).all(axis=1)
        gap = np.where(gap > 0, gap, 1.0)
        log_below = np.minimum(logits, 0) - np.log1p(np.exp(-np.abs(logits)))
        value = (
            np.einsum("brk,brk->b", self.around, log_below)
            - np.einsum("brk,brk->b", self.above, logits)
            + (self.between * np.log(-np.expm1(-gap))).sum(axis=1)
        )
        return np.where(ordered, value, -np.inf)

    def derivatives(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give gradient, shape (B, M), and negative second derivatives, shape (B, M, M)."""
        below = expit(self.logits(theta))
        expected = self.around * below
        residual = self.around - self.above - expected
        weight = expected * (1 - below)
        by_row = np.einsum("brk->br", residual)
        gradient = np.concatenate(
            [np.einsum("brk->bk", residual), -np.einsum("br,brp->bp", by_row, self.design)], axis=1
        )
        across = -np.swapaxes(weight, 1, 2) @ self.design
        weighted = self.design * np.einsum("brk->br", weight)[:, :, None]
        slopes = np.swapaxes(weighted, 1, 2) @ self.design
        information = np.concatenate(
            [
                np.concatenate([_diagonal(np.einsum("brk->bk", weight)), across], axis=2),
                np.concatenate([np.swapaxes(across, 1, 2), slopes], axis=2),
            ],
            axis=1,
        )
        self._add_distances(theta, gradient, information)
        return gradient, information

    def _add_distances(
        self, theta: FloatArray, gradient: FloatArray, information: FloatArray
    ) -> None:
        """Add the terms in the distances between neighbouring thresholds."""
        k = self.above.shape[2]
        gap = np.diff(theta[:, :k], axis=1)
        force = self.between / np.expm1(gap)
        stiffness = force / -np.expm1(-gap)
        lower, upper = np.arange(k - 1), np.arange(1, k)
        gradient[:, lower] -= force
        gradient[:, upper] += force
        information[:, lower, lower] += stiffness
        information[:, upper, upper] += stiffness
        information[:, lower, upper] -= stiffness
        information[:, upper, lower] -= stiffness


def _diagonal(values: FloatArray) -> FloatArray:
    return values[:, :, None] * np.eye(values.shape[1])
