"""Whether the difference between people with a yes and people without rests on a handful."""

import numpy as np

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.sampled import Sampled

FEW_EXPOSED, FEW_EXPOSED_UNITS = "few_exposed", "few_exposed_units"
# The people and the sampling units, on either side, from which on a difference is tested.
LEAST_PEOPLE, LEAST_UNITS = 10, 5


def too_few_carry(values: FloatArray, outcome: FloatArray, sampled: Sampled) -> str:
    """Say whether too few carry a difference within cells.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        1 for a yes, 0 for a no; NaN is missing.
    outcome : ndarray of float, shape (n,)
        NaN is missing.
    sampled : Sampled
        The cells, and how respondents were sampled.

    Returns
    -------
    str
        `few_exposed`, where fewer than 10 people have a yes, or a no, in cells that have both: a
        cell where all are alike carries nothing. `few_exposed_units`, where they are of fewer than
        5 sampling units. Else empty.
    """
    rows = np.flatnonzero(~np.isnan(values) & ~np.isnan(outcome))
    yes, here = values[rows] == 1, sampled.take(rows)
    n, n_yes = np.bincount(here.cell), np.bincount(here.cell, yes)
    carries = ((n_yes > 0) & (n_yes < n))[here.cell]
    sides = (yes & carries, ~yes & carries)
    if min(int(side.sum()) for side in sides) < LEAST_PEOPLE:
        return FEW_EXPOSED
    if here.unit is None:
        return ""
    unit = here.design().unit
    least = min(np.unique(unit[side]).size for side in sides)
    return FEW_EXPOSED_UNITS if least < LEAST_UNITS else ""
