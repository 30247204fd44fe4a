"""Scale scores summed up by site and wave: the counts, means and spreads that comparisons need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.survey.model import Integers, Survey
from lpsstats.survey.scoring import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTable:
    """Moments of every measure in every site and wave.

    Attributes
    ----------
    moments : Moments
        Arrays of shape (n_measures, n_sites + 1, n_waves); the last site is all of them pooled.
    included : ndarray of bool, shape (n_measures, n_sites)
        The sites that the pooled row takes: those with answers in both waves compared.
    prorated, dropped : ndarray of int, shape (n_measures, n_sites + 1, n_waves)
        Scores that rest on some of the items; respondents with too few answers for a score.
    """

    moments: Moments
    included: NDArray[np.bool_]
    prorated: NDArray[np.int64]
    dropped: NDArray[np.int64]


def cell_table(survey: Survey, scores: Sequence[Scores], wave_from: int, wave_to: int) -> CellTable:
    """Sum up scores by site and wave, and over the sites that have both waves.

    Parameters
    ----------
    survey : Survey
        Who belongs to which site and wave.
    scores : sequence of Scores
        One per measure.
    wave_from, wave_to : int
        The waves that a site must have to be pooled.
    """
    n_sites, n_waves = len(survey.dictionary.sites), len(survey.dictionary.waves)
    cell, shape = survey.cell, (n_sites, n_waves)
    places = np.arange(n_sites * n_waves).reshape(shape)
    moments, included, prorated, dropped = [], [], [], []
    for one in scores:
        by_site = cell_moments(one.values, cell, n_sites * n_waves).take(places)
        both = (by_site.n[:, wave_from] > 0) & (by_site.n[:, wave_to] > 0)
        pooled = cell_moments(one.values, np.where(both[survey.site], survey.wave, -1), n_waves)
        moments.append(_with_last_row(by_site, pooled))
        included.append(both)
        prorated.append(_counted(cell[one.prorated], shape, both))
        dropped.append(_counted(cell[one.dropped], shape, both))
    return CellTable(
        moments=stack_moments(moments),
        included=np.array(included),
        prorated=np.array(prorated),
        dropped=np.array(dropped),
    )


def stack_moments(moments: Sequence[Moments]) -> Moments:
    """Put moments of the same shape S together, one per measure: shape (n_measures, *S)."""
    return Moments(
        n=np.stack([m.n for m in moments]),
        mean=np.stack([m.mean for m in moments]),
        sd=np.stack([m.sd for m in moments]),
        mean_tail=np.stack([m.mean_tail for m in moments]),
    )


def _with_last_row(by_site: Moments, pooled: Moments) -> Moments:
    """Put the moments of all sites together below those of each."""
    return Moments(
        n=np.vstack([by_site.n, pooled.n]),
        mean=np.vstack([by_site.mean, pooled.mean]),
        sd=np.vstack([by_site.sd, pooled.sd]),
        mean_tail=np.vstack([by_site.mean_tail, pooled.mean_tail]),
    )


def _counted(cell: Integers, shape: tuple[int, int], both: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count respondents by site and wave, with a last row for the pooled sites."""
    cells = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    return np.vstack([cells, cells[both].sum(axis=0, keepdims=True)])
