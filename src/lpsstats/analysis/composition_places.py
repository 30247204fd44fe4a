"""The respondents of two waves, by site and all together, laid out for counting who they are."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.description import usable_weight
from lpsstats.analysis.frame import Flags
from lpsstats.dictionary.model import Site
from lpsstats.stats.moments import Moments
from lpsstats.survey.model import Floats, Integers, Survey

POOLED = Site(key="", label="All sites", role=None, codes={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Who answered a question in two waves, in every place.

    Attributes
    ----------
    waves : (str, str)
        Keys of the waves.
    sites : tuple of Site
        The places: the sites and, where there are several, all of them together.
    n_sites : int
        The sites that have both waves, which the last place is made of.
    cell : ndarray of int, shape (m,)
        2 x place + wave of each respondent, who may be in the site and in all; -1 where all are
        together and the site has one wave only.
    values, weight : ndarray of float, shape (m,)
        The answers, without NaN; the weights, all above zero, 1 where none are declared.
    weighted : bool
        Whether they are.
    """

    waves: tuple[str, str]
    sites: tuple[Site, ...]
    n_sites: int
    cell: Integers
    values: Floats
    weight: Floats
    weighted: bool

    @property
    def n_cells(self) -> int:
        """Two for each place."""
        return 2 * len(self.sites)

    def summed(self, weight: Floats) -> Floats:
        """Sum weights in every cell, shape (n_places, 2)."""
        cells = np.bincount(self.cell + 1, weight, self.n_cells + 1)[1:]
        return cells.astype(np.float64).reshape(-1, 2)

    def n_effective(self) -> Floats:
        """Give (sum w)^2 / sum w^2 of every cell, shape (n_places, 2); 0 where it is empty."""
        squares = self.summed(self.weight**2)
        return np.asarray(self.summed(self.weight) ** 2 / np.where(squares > 0, squares, np.inf))


def places_of(survey: Survey, answers: Floats, wave_from: int, wave_to: int) -> Places:
    """Lay out who answered a question in two waves.

    Parameters
    ----------
    survey : Survey
        All waves.
    answers : ndarray of float, shape (n,)
        The answers to the question; NaN is left out, and so is who has no weight above zero where
        weights are declared.
    wave_from, wave_to : int
        The two waves.
    """
    dictionary = survey.dictionary
    counted = two_wave_rows(survey, wave_from, wave_to) & ~np.isnan(answers)
    if survey.weight is not None:
        counted &= survey.weight > 0
    rows = np.flatnonzero(counted)
    site, later = survey.site[rows].astype(np.int64), survey.wave[rows] == wave_to
    n_sites = len(dictionary.sites)
    n = np.bincount(2 * site + later, minlength=2 * n_sites).reshape(n_sites, 2)
    both = np.asarray(n.all(axis=1))
    weight = usable_weight(survey)
    weights = np.ones(len(rows)) if weight is None else weight[rows]
    pooled = n_sites > 1
    cells = [2 * site + later, np.where(both[site], 2 * n_sites + later, -1)]
    return Places(
        waves=(dictionary.waves[wave_from].key, dictionary.waves[wave_to].key),
        sites=(*dictionary.sites, *([POOLED] if pooled else [])),
        n_sites=int(both.sum()),
        cell=np.concatenate(cells) if pooled else cells[0],
        values=np.tile(answers[rows], 1 + pooled),
        weight=np.tile(weights, 1 + pooled),
        weighted=weight is not None,
    )


def two_wave_rows(survey: Survey, wave_from: int, wave_to: int) -> Flags:
    """Say who is in one of two waves, shape (n,)."""
    return np.asarray(np.isin(survey.wave, (wave_from, wave_to)))


def without_weight(survey: Survey, wave_from: int, wave_to: int) -> int:
    """Count the respondents of two waves who are left out for want of a weight above zero."""
    if survey.weight is None:
        return 0
    asked = two_wave_rows(survey, wave_from, wave_to)
    return int(np.count_nonzero(asked & ~(survey.weight > 0)))


def two_waves(moments: Moments) -> tuple[Moments, Moments]:
    """Part the moments of cells into those of the earlier and of the later wave."""
    earlier = np.arange(0, len(moments.n), 2)
    return moments.take(earlier), moments.take(earlier + 1)
