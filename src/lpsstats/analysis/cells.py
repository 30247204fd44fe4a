"""Scale scores summed up by site and wave: the counts, means and spreads that comparisons need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.survey.model import Survey
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
    moments, included, prorated, dropped = [], [], [], []
    for one in scores:
        both = _sites_with_both(one, survey, wave_from, wave_to)
        pooled = np.where(both[survey.site], n_sites * n_waves + survey.wave, -1)
        places = np.concatenate([survey.cell, pooled])
        sums = cell_moments(np.tile(one.values, 2), places, (n_sites + 1) * n_waves)
        moments.append(sums.take(np.arange((n_sites + 1) * n_waves).reshape(-1, n_waves)))
        included.append(both)
        prorated.append(_counted(one.prorated, survey, both))
        dropped.append(_counted(one.dropped, survey, both))
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


def _sites_with_both(
    one: Scores, survey: Survey, wave_from: int, wave_to: int
) -> NDArray[np.bool_]:
    scored = ~np.isnan(one.values)
    n_sites = len(survey.dictionary.sites)
    counts = [
        np.bincount(survey.site[scored & (survey.wave == wave)], minlength=n_sites)
        for wave in (wave_from, wave_to)
    ]
    return np.asarray((counts[0] > 0) & (counts[1] > 0))


def _counted(
    marked: NDArray[np.bool_], survey: Survey, both: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Count marked respondents by site and wave, with a last row for the pooled sites."""
    shape = (len(survey.dictionary.sites), len(survey.dictionary.waves))
    cells = np.bincount(survey.cell[marked], minlength=shape[0] * shape[1]).reshape(shape)
    return np.vstack([cells, cells[both].sum(axis=0, keepdims=True)])
