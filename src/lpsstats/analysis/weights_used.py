"""What weighting a comparison costs in precision, and whom it leaves out."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.weights import summarise_weights
from lpsstats.survey.model import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsUsed:
    """The weights of the respondents of two waves.

    Attributes
    ----------
    name : str
        What the weight is, as the dictionary has it.
    n, n_without : int
        Respondents with a weight above zero; those without one.
    n_effective, design_effect, max_to_median : float
        Kish's, over both waves together.
    """

    name: str
    n: int
    n_without: int
    n_effective: float
    design_effect: float
    max_to_median: float


def weights_used(survey: Survey, wave_from: int, wave_to: int) -> WeightsUsed | None:
    """Sum up the weights of the compared waves; `None` of an unweighted survey."""
    if survey.weight is None:
        return None
    here = (survey.wave == wave_from) | (survey.wave == wave_to)
    weight = survey.weight[here]
    found = summarise_weights(weight, np.zeros(len(weight), dtype=np.int64), 1)
    return WeightsUsed(
        name=str(survey.dictionary.weight),
        n=int(found.n[0]),
        n_without=int(found.n_zero[0] + found.n_missing[0]),
        n_effective=float(found.n_effective[0]),
        design_effect=float(found.design_effect[0]),
        max_to_median=float(found.high[0] / found.median[0]) if found.n[0] else float("nan"),
    )
