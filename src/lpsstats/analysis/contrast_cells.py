"""From a survey to the changes of its sites between two waves."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.linked import paired_rows
from lpsstats.analysis.measures import Measure
from lpsstats.stats.design_means import DesignMeans, design_means
from lpsstats.stats.designed_changes import designed_changes, designed_pair_changes
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.paired import pair_moments
from lpsstats.stats.site_changes import (
    SiteChanges,
    independent_changes,
    paired_changes,
)
from lpsstats.survey.model import Floats, Integers, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    """The respondents of two waves, and how their means are to be taken.

    Attributes
    ----------
    n_sites : int
        Sites of the survey.
    site : ndarray of int, shape (n,)
        The site of each respondent.
    cell : ndarray of int, shape (n,)
        2 x site, and one more in the later wave; -1 in other waves.
    weight : ndarray of float, shape (n,), optional
        `None` where neither weights nor clusters count.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each.
    pairs : (ndarray of int, ndarray of int), optional
        Panels: rows of the same person in the two waves.
    """

    n_sites: int
    site: Integers
    cell: Integers
    weight: Floats | None
    cluster: Integers | None
    pairs: tuple[Integers, Integers] | None

    def unweighted(self) -> "Waves":
        """Let everybody count the same, in the same sampling units."""
        if self.cluster is None or self.weight is None:
            return replace(self, weight=None)
        return replace(self, weight=np.ones(self.weight.shape))

    def count(self, which: NDArray[np.bool_]) -> Integers:
        """Count respondents of both waves by site, shape (n_sites,)."""
        rows = which & (self.cell >= 0)
        return np.bincount(self.site[rows], minlength=self.n_sites)


def two_waves(survey: Survey, wave_from: int, wave_to: int) -> Waves:
    """Pick the respondents of two waves.

    Parameters
    ----------
    survey : Survey
        All waves.
    wave_from, wave_to : int
        The two waves.
    """
    site = survey.site.astype(np.int64)
    designed = survey.weight is not None or survey.cluster is not None
    weight = np.ones(survey.n) if survey.weight is None else survey.weight
    chosen = (survey.wave == wave_from) | (survey.wave == wave_to)
    panel = survey.dictionary.design == "panel"
    return Waves(
        n_sites=len(survey.dictionary.sites),
        site=site,
        cell=np.where(chosen, 2 * site + (survey.wave == wave_to), -1),
        weight=weight if designed else None,
        cluster=survey.cluster,
        pairs=paired_rows(survey, wave_from, wave_to) if panel else None,
    )


def changes_of(measure: Measure, waves: Waves) -> SiteChanges:
    """Take the change of every site in one measure; arrays of shape (n_sites,).

    In a panel it is the mean difference of those who are linked within the site and have both
    values, under weights with that of their later wave. Else the waves are taken as different
    people.
    """
    if waves.pairs is not None:
        return _of_pairs(measure.values, waves, *waves.pairs)
    earlier = 2 * np.arange(waves.n_sites)
    if waves.weight is None:
        cells = cell_moments(measure.values, waves.cell, 2 * waves.n_sites)
        return independent_changes(cells.take(earlier), cells.take(earlier + 1))
    means = design_means(
        measure.values, waves.weight, waves.cell, 2 * waves.n_sites, cluster=waves.cluster
    )
    return designed_changes(_taken(means, earlier), _taken(means, earlier + 1))


def _of_pairs(values: Floats, waves: Waves, first: Integers, second: Integers) -> SiteChanges:
    site, before, after = waves.site[first], values[first], values[second]
    if waves.weight is None:
        return paired_changes(pair_moments(before, after, site, waves.n_sites))
    incomplete = np.isnan(before) | np.isnan(after)
    weight = np.where(incomplete, np.nan, waves.weight[second])
    cluster = None if waves.cluster is None else waves.cluster[second]
    means = [
        design_means(wave, weight, site, waves.n_sites, cluster=cluster)
        for wave in (before, after, after - before)
    ]
    return designed_pair_changes(*means)


def _taken(means: DesignMeans, cells: Integers) -> DesignMeans:
    return DesignMeans(**{field.name: getattr(means, field.name)[cells] for field in fields(means)})
