"""The two ends of a confidence interval, for every group at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, stdtrit


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval per group.

    Attributes
    ----------
    low, high : ndarray, shape (G,)
        The two ends; NaN where the interval is not defined.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def interval_below_one(estimate: NDArray[np.float64], half_width: NDArray[np.float64]) -> Interval:
    """Put an interval around a coefficient that cannot exceed 1, cut there."""
    return Interval(low=estimate - half_width, high=np.minimum(estimate + half_width, 1.0))


def interval_by_log_odds(
    estimate: NDArray[np.float64], half_width: NDArray[np.float64]
) -> Interval:
    """Put an interval around a coefficient between 0 and 1, on the scale of its log odds.

    The half-width is given on the coefficient's own scale and carried over by the delta method.
    Unlike one that is put to both sides alike, the interval reaches further down than up where the
    coefficient is high, as its distribution does.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        centre = logit(estimate)
        reach = half_width / (estimate * (1 - estimate))
        return Interval(low=expit(centre - reach), high=expit(centre + reach))


def student_half_width(
    std_error: NDArray[np.float64], n: NDArray[np.int64], confidence: float
) -> NDArray[np.float64]:
    """Half the width of an interval on Student's t with n - 1 degrees of freedom; NaN for n < 3.

    Two respondents lie equally far from their mean on every item and so seem to agree perfectly
    on any coefficient: no standard error can be read from them.
    """
    enough = np.where(n > 2, n - 1.0, np.nan)
    return np.asarray(stdtrit(enough, (1 + confidence) / 2) * std_error)
