"""Two weighted means, with strata, and with sampling units that may be in both waves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.design import LEAST_EFFECTIVE, Design, sampling_design
from lpsstats.stats.design_means import weighted_cells
from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray, Moments, mean_difference

METHOD = "Design-based t-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignDifference:
    """Weighted means of two waves and their difference; every array has one entry per contrast.

    Attributes
    ----------
    before, after : Moments
        Weighted means and standard deviations; `n` is unweighted.
    n_effective_before, n_effective_after : ndarray of float
        (sum w)^2 / sum w^2 of each wave (Kish 1965); NaN where a wave is empty.
    estimate : Estimate
        After minus before. Another confidence needs no second pass: `estimate.t_estimate` makes
        it of the same estimate, standard error, degrees of freedom and reason.
    """

    before: Moments
    after: Moments
    n_effective_before: FloatArray
    n_effective_after: FloatArray
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWaves:
    """The respondents that count in some contrasts of two waves.

    Attributes
    ----------
    values, weight : ndarray of float, shape (n,)
        No NaN; weights above 0.
    contrast : ndarray of int, shape (n,)
        The contrast of each, from 0.
    later : ndarray of bool, shape (n,)
        Who is of the later wave.
    design : Design
        Their strata and units, with the contrasts as domains.
    """

    values: FloatArray
    weight: FloatArray
    contrast: IntArray
    later: NDArray[np.bool_]
    design: Design

    def cells(self) -> IntArray:
        """Give each wave of a contrast a number: twice the contrast, and one more for the later.

        Returns
        -------
        ndarray of int, shape (n,)
        """
        return 2 * self.contrast + self.later


def design_difference(
    values: FloatArray,
    weight: FloatArray,
    contrast: IntArray,
    later: NDArray[np.bool_],
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None = None,
    confidence: float = 0.95,
) -> DesignDifference:
    """Test the difference of two weighted means by the variance of the sampling design.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is missing and is left out, before strata and units are counted.
    weight : ndarray of float, shape (n,)
        A design weight each; those with NaN or zero are left out.
    contrast : ndarray of int, shape (n,)
        The contrast of each respondent, from 0; -1 belongs to none and is left out.
    later : ndarray of bool, shape (n,)
        Who is of the later of the two waves.
    n_contrasts : int
        How many contrasts there are, empty ones included.
    stratum : ndarray of int, shape (n,)
        The stratum of each, from 0 over the whole survey. Waves drawn for themselves are strata;
        where units are in both waves, strata must span the waves.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each, from 0 over the whole survey; -1, or no array, is a unit of
        one's own.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    DesignDifference
        Arrays of shape (n_contrasts,). Not testable where a wave is empty (`wave_missing`), has
        one respondent, a stratum has one unit or no degree of freedom is left (`n_lt_2`), or
        nothing varies (`no_variance_both`).

    Notes
    -----
    t with units - strata - 1 degrees of freedom, as R's `survey::svyttest`. With equal weights,
    waves as strata and no clusters the standard error is Welch's.

    References
    ----------
    Lumley, T. (2010). Complex Surveys, chapter 2. Binder (1983), as in `design.Design`.
    """
    waves = two_waves(
        values, weight, contrast, later, n_contrasts, stratum=stratum, cluster=cluster
    )
    cells = weighted_cells(waves.values, waves.weight, waves.cells(), 2 * n_contrasts)
    before, after = pick_waves(cells.moments, n_contrasts)
    influence = np.where(waves.later, cells.influence, -cells.influence)
    std_error = np.sqrt(waves.design.covariance(influence, influence))
    sizes = cells.n_effective[0::2], cells.n_effective[1::2]
    reason = untestable(before.n, after.n, waves.design, sizes)
    still = (before.sd == 0) & (after.sd == 0) | _rounding_only(std_error, before, after)
    return DesignDifference(
        before=before,
        after=after,
        n_effective_before=sizes[0],
        n_effective_after=sizes[1],
        estimate=t_estimate(
            METHOD,
            estimate=mean_difference(before, after),
            std_error=std_error,
            df=waves.design.degrees() - 1,
            reason=np.where((reason == "") & still, NO_VARIANCE, reason),
            confidence=confidence,
        ),
    )


def two_waves(
    values: FloatArray,
    weight: FloatArray,
    contrast: IntArray,
    later: NDArray[np.bool_],
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None,
) -> TwoWaves:
    """Leave out who does not count, and number the strata and units of the others.

    Parameters
    ----------
    values, weight, contrast, later, n_contrasts, stratum, cluster
        As `design_difference`.

    Returns
    -------
    TwoWaves
    """
    counted = (contrast >= 0) & ~np.isnan(values) & (weight > 0)
    contrast = contrast[counted]
    return TwoWaves(
        values=values[counted],
        weight=weight[counted],
        contrast=contrast,
        later=later[counted],
        design=sampling_design(
            contrast,
            n_contrasts,
            stratum=stratum[counted],
            cluster=None if cluster is None else cluster[counted],
        ),
    )


def pick_waves(moments: Moments, n_contrasts: int) -> tuple[Moments, Moments]:
    """Part the moments of `TwoWaves.cells` into the earlier and the later wave."""
    earlier = 2 * np.arange(n_contrasts)
    return moments.take(earlier), moments.take(earlier + 1)


def untestable(
    n_before: IntArray,
    n_after: IntArray,
    design: Design,
    n_effective: tuple[FloatArray, FloatArray],
) -> NDArray[np.str_]:
    """Say which contrasts cannot be tested for want of respondents or sampling units.

    Parameters
    ----------
    n_before, n_after : ndarray of int, shape (n_contrasts,)
        Respondents of each wave.
    design : Design
        With the contrasts as domains.
    n_effective : (ndarray of float, ndarray of float), shape (n_contrasts,)
        Kish's of each wave: below `LEAST_EFFECTIVE` one respondent is nearly the whole wave, and
        the variance, which is of the others, says nothing of that mean.

    Returns
    -------
    ndarray of str, shape (n_contrasts,)
        `wave_missing`, `n_lt_2`, or empty.
    """
    smaller = np.minimum(n_before, n_after)
    alone = np.fmin(*n_effective) < LEAST_EFFECTIVE
    few = (smaller < 2) | design.lonely() | (design.degrees() < 2) | alone
    return np.select([smaller == 0, few], [WAVE_MISSING, TOO_FEW], default="")


def _rounding_only(std_error: FloatArray, before: Moments, after: Moments) -> NDArray[np.bool_]:
    """Find standard errors that are rounding: of linked people who all moved alike, for one."""
    with_spread = [np.abs(wave.mean) + np.nan_to_num(wave.sd) for wave in (before, after)]
    return np.asarray(
        std_error * np.sqrt(before.n + after.n) <= ROUNDING * np.maximum(*with_spread)
    )
