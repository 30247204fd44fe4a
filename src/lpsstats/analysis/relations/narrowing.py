"""Which measure leaves fewest respondents with all of them."""

from collections.abc import Sequence

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.relations.rows import Narrowing
from lpsstats.survey.model import Floats

# With at least this share of the respondents nothing needs to be said.
PLENTY = 2 / 3


def narrowing_of(measures: Sequence[Measure], values: Floats) -> Narrowing | None:
    """Find the measure without which most respondents come back.

    Parameters
    ----------
    measures : sequence of Measure
        What is related.
    values : ndarray of float, shape (n, p)
        Their values, NaN where missing.

    Returns
    -------
    Narrowing, optional
        `None` where two thirds have all the measures, with fewer than three measures, and where
        no single one makes a difference. Of equals the first.
    """
    missing = np.isnan(values)
    lacking = missing.sum(axis=1)
    complete = int((lacking == 0).sum())
    if len(measures) < 3 or complete >= PLENTY * len(values):
        return None
    back = missing[lacking == 1].sum(axis=0)
    if not back.any():
        return None
    which = int(back.argmax())
    return Narrowing(label=measures[which].label, n=complete + int(back[which]))
