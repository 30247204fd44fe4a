"""Confidence intervals of Cronbach's alpha in closed form."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri, ndtri

from lpsstats.stats.alpha import CONSTANT_TOTAL, alpha_from_covariance, alpha_from_sums
from lpsstats.stats.item_groups import ItemGroups
from lpsstats.stats.reliability_interval import (
    Interval,
    interval_below_one,
    student_half_width,
)


class IntervalFunction(Protocol):
    """Any of the functions below."""

    def __call__(self, groups: ItemGroups, *, confidence: float) -> Interval:
        """Put an interval around the alpha of every group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalMethod:
    """A way to an interval of alpha, and its name in print."""

    compute: IntervalFunction
    label: str


def jackknife(groups: ItemGroups, *, confidence: float) -> Interval:
    """Put the delete-one jackknife interval around alpha (Tukey 1958; Efron 1982, ch. 3).

    The alphas without one respondent follow from the group's sums, so nothing is refitted. The
    number of items stays that of the whole group. It holds on skewed items.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Interval
        Cut at 1; NaN for n < 3, and where the items' sum stops varying without one respondent.
    """
    alpha = alpha_from_covariance(groups.covariance)
    shift = _alphas_without_one(groups) - alpha[groups.group]
    # The variance of the pseudo-values n alpha - (n - 1) alpha_(i), over n.
    squares = _centred_squares(groups, shift)
    with np.errstate(divide="ignore", invalid="ignore"):
        std_error = np.sqrt(squares * (groups.n - 1) / groups.n)
    return interval_below_one(alpha, student_half_width(std_error, groups.n, confidence))


def adf(groups: ItemGroups, *, confidence: float) -> Interval:
    """Put the asymptotically distribution-free interval around alpha.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Interval
        On the normal distribution, as published; cut at 1; NaN for n < 3.

    Notes
    -----
    Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176.
    """
    alpha = alpha_from_covariance(groups.covariance)
    squares = _centred_squares(groups, _alpha_influence(groups))
    with np.errstate(divide="ignore", invalid="ignore"):
        std_error = np.sqrt(squares / (groups.n * (groups.n - 1)))
    half_width = ndtri((1 + confidence) / 2) * np.where(groups.n > 2, std_error, np.nan)
    return interval_below_one(alpha, half_width)


def feldt(groups: ItemGroups, *, confidence: float) -> Interval:
    """Put Feldt's F interval around alpha, as psych and SPSS print it.

    Exact for normal items of equal variance and covariance; too narrow for skewed ones.

    Parameters
    ----------
    groups : ItemGroups
        Complete rows only.
    confidence : float
        Such as 0.95.

    Returns
    -------
    Interval
        NaN where alpha is not defined.

    Notes
    -----
    Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11, 93-103.
    """
    alpha = alpha_from_covariance(groups.covariance)
    defined = ~np.isnan(alpha)
    df_rows = np.where(defined, groups.n - 1.0, np.nan)
    df_rest = df_rows * (groups.n_items - 1.0)
    upper_tail = (1 + confidence) / 2
    return Interval(
        low=1 - (1 - alpha) * fdtri(df_rows, df_rest, upper_tail),
        high=1 - (1 - alpha) * fdtri(df_rows, df_rest, 1 - upper_tail),
    )


INTERVALS = {
    "jackknife": IntervalMethod(compute=jackknife, label="delete-one jackknife"),
    "adf": IntervalMethod(
        compute=adf,
        label="asymptotically distribution-free (Maydeu-Olivares, Coffman & Hartmann 2007)",
    ),
    "feldt": IntervalMethod(compute=feldt, label="F interval (Feldt, Woodruff & Salih 1987)"),
}


def _alphas_without_one(groups: ItemGroups) -> NDArray[np.float64]:
    """Alpha of each row's group without that row, shape (N,); NaN where it is not defined."""
    row = groups.group
    sum_trace, sum_total = _sums_of_squares(groups)
    n = np.where(groups.n > 1, groups.n, np.nan)
    factor = n / (n - 1)
    trace = sum_trace[row] - factor[row] * _row_trace(groups)
    total = sum_total[row] - factor[row] * _row_total(groups)
    # What is left of the total after a subtraction is judged by what it was taken from.
    total = np.where(total > CONSTANT_TOTAL * sum_total[row], total, np.nan)
    return alpha_from_sums(groups.n_items[row], trace, total)


def _alpha_influence(groups: ItemGroups) -> NDArray[np.float64]:
    """Take d' G d of each row d, shape (N,), G being the derivative of alpha by covariances."""
    trace, total = _traces(groups)
    defined = ~np.isnan(alpha_from_covariance(groups.covariance))
    k, total = np.where(defined, groups.n_items, np.nan), np.where(defined, total, np.nan)
    on_trace = -k / (k - 1) / total
    on_total = k / (k - 1) * trace / total**2
    row = groups.group
    return np.asarray(on_trace[row] * _row_trace(groups) + on_total[row] * _row_total(groups))


def _centred_squares(groups: ItemGroups, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of squares about the group's mean, shape (G,), of one value per row."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = groups.sum_rows(values) / groups.n
    return groups.sum_rows((values - mean[groups.group]) ** 2)


def _traces(groups: ItemGroups) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return groups.variance.sum(axis=1), groups.covariance.sum(axis=(1, 2))


def _sums_of_squares(groups: ItemGroups) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    trace, total = _traces(groups)
    return (groups.n - 1) * trace, (groups.n - 1) * total


def _row_trace(groups: ItemGroups) -> NDArray[np.float64]:
    return np.asarray(np.einsum("ij,ij->i", groups.centred, groups.centred))


def _row_total(groups: ItemGroups) -> NDArray[np.float64]:
    return np.asarray(groups.centred.sum(axis=1) ** 2)
