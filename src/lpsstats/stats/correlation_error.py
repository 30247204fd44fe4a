"""How far off a correlation may be: Fisher's z and its standard error."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from lpsstats.stats.design import sampling_design, sums
from lpsstats.stats.moments import FloatArray, IntArray

# A spread of sums of units that is this small beside them is rounding.
ROUNDING = 1e-13
# Percentiles of resamples say too little of fewer units than this beyond their strata.
FEWEST_UNITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ZError:
    """What interval and p of a correlation rest on.

    Attributes
    ----------
    of_z : float
        The standard error of Fisher's z.
    statistic, df : float
        The t of r = 0 and its degrees of freedom.
    quantile : float
        How many standard errors of z it reaches to each side.
    """

    of_z: float
    statistic: float
    df: float
    quantile: float


def enough_units(cell: IntArray, stratum: IntArray | None, unit: IntArray | None) -> bool:
    """Say whether resamples of the sampling units tell how sure a number is.

    Parameters
    ----------
    cell : ndarray of int, shape (n,)
        The cell of each respondent, from 0. Who is alone in one says nothing, and makes no stratum.
    stratum : ndarray of int, shape (n,), optional
        What units were drawn within, from 0; the cells without it.
    unit : ndarray of int, shape (n,), optional
        Who was drawn together; -1 is one alone, as everybody is without it.

    Returns
    -------
    bool
        Whether no stratum has a single unit, which resamples would never vary, and there are at
        least `FEWEST_UNITS` units more than strata.
    """
    counted = np.bincount(cell, minlength=1)[cell] > 1
    within = cell if stratum is None else stratum
    design = sampling_design(
        np.zeros(int(counted.sum()), dtype=np.int64),
        1,
        stratum=within[counted],
        cluster=None if unit is None else unit[counted],
    )
    return bool(not design.lonely()[0] and design.degrees()[0] >= FEWEST_UNITS)


def plain_error(r: float, free: int, *, ranked: bool, confidence: float) -> ZError:
    """Take everybody as drawn alone, with the same chance.

    Parameters
    ----------
    r : float
        Within -1 and 1.
    free : int
        Respondents less cells, at least 3.
    ranked : bool
        Whether r is of ranks, whose z spreads more (Bonett & Wright 2000).
    confidence : float
        Such as 0.95.
    """
    spread = 1 + r**2 / 2 if ranked else 1.0
    df = free - 1
    return ZError(
        of_z=float(np.sqrt(spread / (free - 2))),
        statistic=float(r * np.sqrt(df / (1 - r**2))),
        df=df,
        quantile=float(ndtri((1 + confidence) / 2)),
    )


def designed_error(
    influence: FloatArray, r: float, stratum: IntArray, unit: IntArray | None, *, confidence: float
) -> ZError | None:
    """Take the variance of sums of sampling units.

    Parameters
    ----------
    influence : ndarray of float, shape (n,)
        Of each respondent on r.
    r : float
        Within -1 and 1.
    stratum : ndarray of int, shape (n,)
        What units were drawn within, from 0.
    unit : ndarray of int, shape (n,), optional
        Who was drawn together; -1 is one alone, as everybody is without it.
    confidence : float
        Such as 0.95.

    Returns
    -------
    ZError, optional
        `None` where there are too few units, one alone in a stratum, or all of them alike.
    """
    design = sampling_design(
        np.zeros(stratum.size, dtype=np.int64), 1, stratum=stratum, cluster=unit
    )
    variance, df = float(design.covariance(influence, influence)[0]), design.degrees()[0]
    # Sums of units that are all alike are no sign of certainty, but of too few of them.
    largest = sums(design.unit, np.abs(influence), design.stratum.size).max(initial=0.0)
    if not variance > (ROUNDING * largest) ** 2 or df < 1:
        return None
    of_z = float(np.sqrt(variance)) / (1 - r**2)
    return ZError(
        of_z=of_z,
        statistic=float(np.arctanh(r)) / of_z,
        df=float(df),
        quantile=float(stdtrit(df, (1 + confidence) / 2)),
    )
