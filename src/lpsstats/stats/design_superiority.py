"""How often later respondents stand higher than earlier ones, with weights, strata and clusters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, stdtr, stdtrit

from lpsstats.stats.design import sums, within_cells
from lpsstats.stats.design_difference import TwoWaves, two_waves, untestable
from lpsstats.stats.estimate import NO_VARIANCE
from lpsstats.stats.moments import ROUNDING, FloatArray, IntArray
from lpsstats.stats.superiority import Superiority

METHOD = "design-based Brunner-Munzel test"
SEPARATION = "separation"


def design_superiority(
    values: FloatArray,
    weight: FloatArray,
    contrast: IntArray,
    later: NDArray[np.bool_],
    n_contrasts: int,
    *,
    stratum: IntArray,
    cluster: IntArray | None = None,
    confidence: float = 0.95,
) -> Superiority:
    """Test whether later answers tend to be higher, by the variance of the sampling design.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Only their order counts. NaN is missing and is left out.
    weight, contrast, later, n_contrasts, stratum, cluster
        As `design_difference.design_difference`.
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Superiority
        Arrays of shape (n_contrasts,). Not testable where a wave is empty (`wave_missing`); where
        it has one respondent, a stratum has one unit or no degree of freedom is left (`n_lt_2`);
        where nothing varies (`no_variance_both`); or where every answer of one wave is above
        every answer of the other (`separation`), which leaves no standard error and, with
        weights, no exact test to put in its place.

    Notes
    -----
    A respondent's placement is the weighted share of the other wave below, ties by half. Their
    weighted mean in the later wave is the probability, their deviations from it are its
    influence function, and so its variance is that of a difference of weighted means. The test is
    t on the scale of probabilities with units - strata - 1 degrees of freedom; the interval is
    made on the logit scale and put back, so that it stays between 0 and 1, and near the edge the
    two may disagree about 1/2. With equal weights, waves as strata and no clusters the
    probability and its standard error are Brunner and Munzel's.

    References
    ----------
    Brunner, E. & Munzel, U. (2000). The nonparametric Behrens-Fisher problem: asymptotic theory
    and a small-sample approximation. Biometrical Journal 42, 17-25. Lumley, T. & Scott, A. J.
    (2013). Two-sample rank tests under complex sampling. Biometrika 100, 831-842.
    """
    waves = two_waves(
        values, weight, contrast, later, n_contrasts, stratum=stratum, cluster=cluster
    )
    n = np.bincount(waves.cells(), minlength=2 * n_contrasts)
    standings = _standings(waves, n)
    std_error = np.sqrt(waves.design.covariance(standings.influence, standings.influence))
    size = _effective_sizes(waves, 2 * n_contrasts)
    reason = untestable(n[0::2], n[1::2], waves.design, (size[0::2], size[1::2]))
    # The sums of shares run through all contrasts, and rounding with them.
    rounding = std_error * np.sqrt(n[0::2] + n[1::2]) <= ROUNDING * n_contrasts
    still = np.select([standings.separated, rounding], [SEPARATION, NO_VARIANCE], default="")
    return _tested(
        standings,
        std_error,
        waves.design.degrees() - 1,
        np.where(reason == "", still, reason),
        confidence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standings:
    """Where the waves stand to each other.

    `superior` and `inferior`, of shape (n_contrasts,), sum to 1; `separated` is where one is 0;
    `influence`, of shape (n,), is each respondent's on `superior`.
    """

    superior: FloatArray
    inferior: FloatArray
    separated: NDArray[np.bool_]
    influence: FloatArray


def _effective_sizes(waves: TwoWaves, n_cells: int) -> FloatArray:
    """Give Kish's effective number of respondents of each wave; NaN of an empty one."""
    cells = waves.cells()
    weight = within_cells(waves.weight, cells, n_cells)
    total, squares = (np.bincount(cells, weight**power, n_cells) for power in (1, 2))
    return total**2 / np.where(squares > 0, squares, np.nan)


def _standings(waves: TwoWaves, n: IntArray) -> _Standings:
    """Place every respondent among those of the other wave."""
    contrast, later, n_contrasts = waves.contrast, waves.later, n.size // 2
    place, of_place = _places(waves)
    share = _shares(waves, n.size)
    before = sums(place, np.where(later, 0.0, share), of_place.size)
    after = sums(place, np.where(later, share, 0.0), of_place.size)
    above_before = _below(before, of_place, n_contrasts)
    above_after = _below(after, of_place, n_contrasts)
    both = (n[0::2] > 0) & (n[1::2] > 0)
    superior = sums(of_place, after * above_before, n_contrasts)
    inferior = sums(of_place, before * above_after, n_contrasts)
    influence = np.where(
        later,
        above_before[place] - superior[contrast],
        inferior[contrast] - above_after[place],
    )
    return _Standings(
        superior=np.where(both, superior, np.nan),
        inferior=np.where(both, inferior, np.nan),
        separated=_separated(place, waves, n.size),
        influence=share * influence,
    )


def _places(waves: TwoWaves) -> tuple[IntArray, IntArray]:
    """Find the distinct answers within contrasts, in ascending order of both.

    Gives each respondent's number, and the contrast of each number. Only what occurs is numbered,
    so that amounts with many distinct values take no table of contrasts by values.
    """
    distinct, index = np.unique(waves.values, return_inverse=True)
    keys, place = np.unique(waves.contrast * distinct.size + index, return_inverse=True)
    return place, keys // max(distinct.size, 1)


def _shares(waves: TwoWaves, n_cells: int) -> FloatArray:
    """Divide each weight by the sum of its wave in the contrast."""
    cells = waves.cells()
    weight = within_cells(waves.weight, cells, n_cells)
    return weight / sums(cells, weight, n_cells)[cells]


def _below(share: FloatArray, contrast: IntArray, n_contrasts: int) -> FloatArray:
    """Give the share of a wave below each answer, and half of that on it."""
    running = np.cumsum(share) - share
    first = np.searchsorted(contrast, np.arange(n_contrasts))
    start = np.append(running, 0.0)[first]  # a contrast without answers has no place of its own
    return np.asarray(running - start[contrast] + share / 2)


def _separated(place: IntArray, waves: TwoWaves, n_cells: int) -> NDArray[np.bool_]:
    """Find contrasts whose waves do not reach into each other, from who answered, not from sums."""
    lowest, highest = np.full(n_cells, np.iinfo(np.int64).max), np.full(n_cells, -1)
    cells = waves.cells()
    np.minimum.at(lowest, cells, place)
    np.maximum.at(highest, cells, place)
    return (lowest[1::2] > highest[0::2]) | (lowest[0::2] > highest[1::2])


def _tested(
    standings: _Standings,
    std_error: FloatArray,
    df: FloatArray,
    reason: NDArray[np.str_],
    confidence: float,
) -> Superiority:
    """Test against 1/2, with the interval by the derivative of the logit, 1 / (p (1 - p))."""
    testable = reason == ""
    std_error, df = np.where(testable, std_error, np.nan), np.where(testable, df, np.nan)
    superior = np.where(testable, standings.superior, np.nan)
    inferior = np.where(testable, standings.inferior, np.nan)
    statistic = (superior - 0.5) / std_error
    logit = np.log(superior / inferior)
    half_width = stdtrit(df, (1 + confidence) / 2) * std_error / (superior * inferior)
    return Superiority(
        method=np.full(reason.shape, METHOD),
        p_superior=standings.superior,
        p_superior_low=expit(logit - half_width),
        p_superior_high=expit(logit + half_width),
        std_error=std_error,
        statistic=statistic,
        df=df,
        p_value=2 * stdtr(df, -np.abs(statistic)),
        reason=reason,
    )
