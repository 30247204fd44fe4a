"""One measure's values in all waves: who answered in which place and when."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.frame import Flags, Frame
from lpsstats.analysis.strata import linked_strata_of, strata_of
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.weights import weighted_moments
from lpsstats.survey.model import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesSample:
    """The values of a measure, over all waves.

    Attributes
    ----------
    frame : Frame
        Sites, weights and sampling units; of which two waves it is does not matter.
    values : ndarray of float, shape (n,)
        NaN where missing, and in a weighted comparison where a respondent has no weight.
    included : ndarray of bool, shape (n_sites,)
        Sites with answers in every wave that has any: those that the place of all sites takes.
    moments : Moments
        Of shape (n_places, n_waves); means and spreads weighted where there are weights.
    n_linked : ndarray of int, shape (n_places,), optional
        Panels: people with a value in two waves or more of their site.
    """

    frame: Frame
    values: Floats
    included: Flags
    moments: Moments
    n_linked: Integers | None

    @property
    def linked(self) -> bool:
        """Whether people may be in several waves, so that the waves hang together."""
        return self.frame.person is not None

    @property
    def designed(self) -> bool:
        """Whether variances are those of a sampling design: weights, units or linked people."""
        return self.frame.designed or self.linked

    @property
    def wave(self) -> Integers:
        """The wave of each respondent, shape (n,)."""
        return self.frame.cell - self.frame.site * self.frame.shape[1]

    @property
    def used(self) -> Flags:
        """Which waves of each place have answers, shape (n_places, n_waves)."""
        return np.asarray(self.moments.n > 0)

    def place(self) -> Integers:
        """Give the place of each respondent, twice: the site, then all of them; -1 for none."""
        site = self.frame.site
        return np.concatenate([site, np.where(self.included[site], self.frame.n_sites, -1)])

    def strata(self) -> Integers:
        """Give each respondent's stratum, for the sites and for all together."""
        find = linked_strata_of if self.linked else strata_of
        return np.concatenate(find(self.frame.site, self.wave, self.frame.cluster))

    def units(self) -> Integers | None:
        """Give the sampling units, twice: clusters, else people who may be in several waves."""
        unit = self.frame.unit()
        return None if unit is None else np.tile(unit, 2)

    def counts(self, answer: Integers, n_answers: int) -> Integers:
        """Count respondents with a value by place, wave and answer.

        Parameters
        ----------
        answer : ndarray of int, shape (n,)
            The position of each answer, from 0; of those without a value it does not matter.
        n_answers : int
            How many there are.

        Returns
        -------
        ndarray of int, shape (n_places, n_waves, n_answers)
        """
        known = ~np.isnan(self.values)
        n_cells = self.frame.shape[0] * self.frame.shape[1]
        code = self.frame.cell[known] * n_answers + answer[known]
        table = np.bincount(code, minlength=n_cells * n_answers)
        by_site = table.reshape(*self.frame.shape, n_answers)
        everyone = by_site[self.included].sum(axis=0, keepdims=True)
        return np.concatenate([by_site, everyone])


def waves_sample(values: Floats, frame: Frame) -> WavesSample:
    """Put a measure's values into all waves.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN where missing.
    frame : Frame
        Of any two of the waves.
    """
    values = frame.counted(values)
    n_waves, n_cells = frame.shape[1], frame.shape[0] * frame.shape[1]
    included = with_every_wave(values, frame)
    everyone = np.where(included[frame.site], n_cells + frame.cell - frame.site * n_waves, -1)
    twice, cells = np.tile(values, 2), np.concatenate([frame.cell, everyone])
    if frame.weight is None:
        moments = cell_moments(twice, cells, n_cells + n_waves)
    else:
        moments = weighted_moments(twice, np.tile(frame.weight, 2), cells, n_cells + n_waves)
    places = np.arange(n_cells + n_waves).reshape(frame.n_places, n_waves)
    return WavesSample(
        frame=frame,
        values=values,
        included=included,
        moments=moments.take(places),
        n_linked=_linked(values, frame, included),
    )


def _linked(values: Floats, frame: Frame, included: Flags) -> Integers | None:
    """Count the people of each place who have a value in two waves or more."""
    if frame.person is None:
        return None
    known = ~np.isnan(values) & (frame.person >= 0)
    key = frame.person[known].astype(np.int64) * frame.n_sites + frame.site[known]
    people, waves = np.unique(key, return_counts=True)
    of_site = np.bincount(people[waves > 1] % frame.n_sites, minlength=frame.n_sites)
    return np.append(of_site, of_site[included].sum())


def with_every_wave(values: Floats, frame: Frame) -> Flags:
    """Say which sites have answers in every wave in which anybody has, shape (n_sites,)."""
    n_cells = frame.shape[0] * frame.shape[1]
    n = np.bincount(frame.cell[~np.isnan(values)], minlength=n_cells).reshape(frame.shape)
    asked = n.sum(axis=0) > 0
    return np.asarray((n[:, asked] > 0).all(axis=1) & asked.any())
