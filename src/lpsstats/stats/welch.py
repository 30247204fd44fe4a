"""Two independent means with unequal variances."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import FloatArray, Moments, mean_difference


def welch(before: Moments, after: Moments, *, confidence: float = 0.95) -> Estimate:
    """Test two independent means without assuming equal variances (Welch 1947).

    Parameters
    ----------
    before, after : Moments
        Of the same shape S. One of two groups may be constant.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        After minus before, arrays of shape S. Not testable where a group is empty
        (`wave_missing`), has one value (`n_lt_2`), or neither varies (`no_variance_both`).

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different
    population variances are involved. Biometrika 34, 28-35.
    """
    reason = _reason(before, after)
    testable = reason == ""
    part_before, part_after = _squared_error(before, testable), _squared_error(after, testable)
    total = part_before + part_after
    # Welch-Satterthwaite, on shares of the variance so that it cannot underflow.
    share = part_after / total
    inverse_df = (1 - share) ** 2 / (before.n - 1.0) + share**2 / (after.n - 1.0)
    return t_estimate(
        "Welch t-test",
        estimate=mean_difference(before, after),
        std_error=np.sqrt(total),
        df=1 / inverse_df,
        reason=reason,
        confidence=confidence,
    )


def _squared_error(group: Moments, testable: NDArray[np.bool_]) -> FloatArray:
    """Square the standard error of a mean; NaN where there is no test to do."""
    return np.where(testable, group.sd, np.nan) ** 2 / np.where(testable, group.n, np.nan)


def _reason(before: Moments, after: Moments) -> NDArray[np.str_]:
    """Say why a contrast cannot be tested, the most basic cause first."""
    smaller = np.minimum(before.n, after.n)
    constant = (before.sd == 0) & (after.sd == 0)
    return np.select(
        [smaller == 0, smaller < 2, constant], [WAVE_MISSING, TOO_FEW, NO_VARIANCE], default=""
    )
