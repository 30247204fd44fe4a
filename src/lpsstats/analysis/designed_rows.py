"""The respondents of a comparison as the design-based tests take them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.linking_modes import OVERLAPPING
from lpsstats.analysis.sample import Sample
from lpsstats.survey.model import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignedRows:
    """Compared respondents, each twice: in the place of their site, and in that of all sites.

    Attributes
    ----------
    values, weight : ndarray of float, shape (m,)
        NaN where missing; 0 without a weight.
    contrast : ndarray of int, shape (m,)
        The place; -1 for sites that have not both waves, where all are together.
    later : ndarray of bool, shape (m,)
        Who is of the later wave.
    stratum : ndarray of int, shape (m,)
        As `strata.strata_of` numbers them.
    cluster : ndarray of int, shape (m,), optional
        The sampling unit; `None` where everybody is one.
    """

    values: Floats
    weight: Floats
    contrast: Integers
    later: NDArray[np.bool_]
    stratum: Integers
    cluster: Integers | None


def designed_rows(sample: Sample, mode: str) -> DesignedRows:
    """Lay out a sample for a design-based test.

    Parameters
    ----------
    sample : Sample
        The measure's values.
    mode : str
        `overlapping` where linked people are sampling units of both waves, else `independent`.
    """
    frame = sample.frame
    linked = mode == OVERLAPPING
    unit = frame.unit() if linked else frame.cluster
    return DesignedRows(
        values=frame.twice(sample.values),
        weight=frame.twice(frame.weights),
        contrast=frame.contrast(sample.included),
        later=np.tile(frame.later, 2),
        stratum=np.concatenate(frame.linked_strata if linked else frame.strata),
        cluster=None if unit is None else frame.twice(unit),
    )
