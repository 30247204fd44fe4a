"""By how much the outcome differs with each predictor by itself, where that can be tested."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lpsstats.analysis.drivers.predictors import YES_NO, Predictor
from lpsstats.analysis.drivers.settling import Settled
from lpsstats.stats.carriers import too_few_carry
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.within_slopes import within_slopes

TESTED = ("std_error", "statistic", "df", "p_value", "conf_low", "conf_high")


def differences(settled: Settled, predictors: Sequence[Predictor], confidence: float) -> Estimate:
    """Test each predictor by itself; of a handful with a yes, or without, give no test.

    Parameters
    ----------
    settled : Settled
        Who is looked at.
    predictors : sequence of Predictor
        In the order of the values there.
    confidence : float
        Coverage of the intervals.

    Returns
    -------
    Estimate
        Besides the reasons of `within_slopes` those of `too_few_carry`, with the difference alone.
    """
    found = within_slopes(settled.values, settled.outcome, settled.sampled, confidence=confidence)
    few = [
        too_few_carry(settled.values[:, j], settled.outcome, settled.sampled)
        if predictor.kind == YES_NO
        else ""
        for j, predictor in enumerate(predictors)
    ]
    reason = np.where(found.reason == "", np.array(few, dtype=np.str_), found.reason)
    tested: dict[str, Any] = {
        name: np.where(reason == "", getattr(found, name), np.nan) for name in TESTED
    }
    return replace(found, reason=reason, **tested)
