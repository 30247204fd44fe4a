"""Who is compared with whom: what all measures of one comparison share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.linked import paired_rows
from lpsstats.analysis.strata import linked_strata_of, strata_of
from lpsstats.survey.model import Floats, Integers, Survey

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The respondents of a survey, and the two waves of them that are compared.

    Attributes
    ----------
    wave_from, wave_to : int
        The two waves.
    shape : (int, int)
        Number of sites and of waves.
    site, cell : ndarray of int, shape (n,)
        The site of each respondent; site x number of waves + wave.
    rows : ndarray of int, shape (m,)
        Respondents of the two waves.
    later : ndarray of bool, shape (m,)
        Who of them is of the later wave.
    weight : ndarray of float, shape (n,), optional
        0 where a respondent has none; `None` in an unweighted comparison.
    cluster : ndarray of int, shape (n,), optional
        The sampling unit of each; `None` where everybody is one.
    person : ndarray of int, shape (n,), optional
        Panels: the same number for the same person.
    first, second : ndarray of int, shape (n_pairs,)
        Rows of the same person in the same site, in the earlier and the later wave.
    strata, linked_strata : (ndarray of int, ndarray of int), shape (m,)
        The strata of `rows`, for the sites and for all of them together; `linked_strata` where
        linked people are sampling units of both waves.
    """

    wave_from: int
    wave_to: int
    shape: tuple[int, int]
    site: Integers
    cell: Integers
    rows: Integers
    later: Flags
    weight: Floats | None
    cluster: Integers | None
    person: Integers | None
    first: Integers
    second: Integers
    strata: tuple[Integers, Integers]
    linked_strata: tuple[Integers, Integers]

    @property
    def n_sites(self) -> int:
        """The number of sites; places are one more, for all of them together."""
        return self.shape[0]

    @property
    def n_places(self) -> int:
        """The sites, and all of them together."""
        return self.shape[0] + 1

    @property
    def designed(self) -> bool:
        """Whether variances are those of a sampling design: weights or sampling units."""
        return self.weight is not None or self.cluster is not None

    @property
    def weights(self) -> Floats:
        """The weights; 1 for everybody in an unweighted comparison."""
        return np.ones(len(self.site)) if self.weight is None else self.weight

    def counted(self, values: Floats) -> Floats:
        """Take out the values of respondents without a weight."""
        return values if self.weight is None else np.where(self.weight > 0, values, np.nan)

    def included(self, values: Floats) -> Flags:
        """Say which sites have answers in both waves, shape (n_sites,)."""
        cells = np.bincount(self.cell[~np.isnan(values)], minlength=self.shape[0] * self.shape[1])
        n = cells.reshape(self.shape)
        return np.asarray((n[:, self.wave_from] > 0) & (n[:, self.wave_to] > 0))

    def contrast(self, included: Flags) -> Integers:
        """Give the place of each compared respondent, twice: the site, then all of them.

        Returns
        -------
        ndarray of int, shape (2 m,)
            -1 for respondents of a site that has not both waves, where all are together.
        """
        site = self.site[self.rows]
        return np.concatenate([site, np.where(included[site], self.n_sites, -1)])

    def twice(self, values: NDArray[np.generic]) -> NDArray:  # type: ignore[type-arg]
        """Give the compared respondents' values twice, to go with `contrast`."""
        here = values[self.rows]
        return np.concatenate([here, here])

    def unit(self) -> Integers | None:
        """Give the sampling units, in which linked people of both waves are one; shape (n,)."""
        if self.cluster is not None or self.person is None:
            return self.cluster
        return self.person


def frame_of(survey: Survey, wave_from: int, wave_to: int, *, weighted: bool = True) -> Frame:
    """Lay out a survey for a comparison.

    Parameters
    ----------
    survey : Survey
        All waves.
    wave_from, wave_to : int
        The two waves.
    weighted : bool
        Whether a declared weight counts; clusters count either way.
    """
    dictionary = survey.dictionary
    wave = survey.wave.astype(np.int64)
    rows = np.flatnonzero((wave == wave_from) | (wave == wave_to))
    first, second = paired_rows(survey, wave_from, wave_to)
    site, later = survey.site[rows].astype(np.int64), wave[rows] == wave_to
    cluster = None if survey.cluster is None else survey.cluster[rows]
    person = survey.person if dictionary.design == "panel" else None
    return Frame(
        wave_from=wave_from,
        wave_to=wave_to,
        shape=(len(dictionary.sites), len(dictionary.waves)),
        site=survey.site.astype(np.int64),
        cell=survey.cell,
        rows=rows,
        later=later,
        weight=_usable(survey.weight) if weighted else None,
        cluster=survey.cluster,
        person=person,
        first=first,
        second=second,
        strata=strata_of(site, later.astype(np.int64), cluster),
        linked_strata=linked_strata_of(site, later.astype(np.int64), cluster),
    )


def _usable(weight: Floats | None) -> Floats | None:
    return None if weight is None else np.where(weight > 0, weight, 0.0)
