"""What a test of a difference gives, and the t distribution that most of them share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from lpsstats.stats.moments import FloatArray

WAVE_MISSING = "wave_missing"
TOO_FEW = "n_lt_2"
NO_VARIANCE = "no_variance_both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Differences with their tests and intervals; every array has one entry per contrast.

    Attributes
    ----------
    method : str
        The test's name.
    estimate : ndarray of float
        After minus before in the units of the data; given wherever both means exist.
    std_error, statistic, df, p_value : ndarray of float
        Two-sided; NaN where not testable.
    conf_low, conf_high : ndarray of float
        The interval of the estimate; NaN where not testable.
    reason : ndarray of str
        Why not testable (`wave_missing`, `n_lt_2`, `no_variance_both`); empty where testable.
    """

    method: str
    estimate: FloatArray
    std_error: FloatArray
    statistic: FloatArray
    df: FloatArray
    p_value: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    reason: NDArray[np.str_]


def t_estimate(
    method: str,
    *,
    estimate: FloatArray,
    std_error: FloatArray,
    df: FloatArray,
    reason: NDArray[np.str_],
    confidence: float,
) -> Estimate:
    """Test estimates against zero with the t distribution, and give their intervals.

    Parameters
    ----------
    method : str
        The test's name.
    estimate, std_error, df : ndarray of float, shape S
        What is tested, its standard error and its degrees of freedom.
    reason : ndarray of str, shape S
        Empty where the test can be done; elsewhere all but the estimate become NaN.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        Arrays of shape S.
    """
    testable = reason == ""
    std_error = np.where(testable, std_error, np.nan)
    df = np.where(testable, df, np.nan)
    statistic = estimate / std_error
    half_width = stdtrit(df, (1 + confidence) / 2) * std_error
    return Estimate(
        method=method,
        estimate=estimate,
        std_error=std_error,
        statistic=statistic,
        df=df,
        p_value=2 * stdtr(df, -np.abs(statistic)),  # the lower tail keeps the digits of a small p
        conf_low=estimate - half_width,
        conf_high=estimate + half_width,
        reason=reason,
    )
