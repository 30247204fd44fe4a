"""One measure's values in a comparison: who answered in which place and wave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.frame import Flags, Frame
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.weights import weighted_moments
from lpsstats.survey.model import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The values of a measure in a frame.

    Attributes
    ----------
    frame : Frame
        Who is compared with whom.
    values : ndarray of float, shape (n,)
        NaN where missing, and in a weighted comparison where a respondent has no weight.
    included : ndarray of bool, shape (n_sites,)
        Sites with answers in both waves: those that the place of all sites takes.
    moments : Moments
        Of shape (n_places, n_waves), all waves; means and spreads weighted where there are weights.
    """

    frame: Frame
    values: Floats
    included: Flags
    moments: Moments

    @property
    def before(self) -> Moments:
        """The earlier wave of every place."""
        return self._wave(self.frame.wave_from)

    @property
    def after(self) -> Moments:
        """The later wave of every place."""
        return self._wave(self.frame.wave_to)

    def _wave(self, wave: int) -> Moments:
        places = np.arange(self.moments.n.shape[0]) * self.moments.n.shape[1] + wave
        flat = Moments(
            n=self.moments.n.ravel(),
            mean=self.moments.mean.ravel(),
            sd=self.moments.sd.ravel(),
            mean_tail=np.broadcast_to(self.moments.mean_tail, self.moments.mean.shape).ravel(),
        )
        return flat.take(places)

    def over_places(self, table: NDArray[np.integer]) -> Integers:
        """Sum the compared waves of a table by cell for every place.

        Parameters
        ----------
        table : ndarray, shape (n_sites * n_waves, ...)
            Counts or sums by cell.

        Returns
        -------
        ndarray, shape (n_places, 2, ...)
            The earlier and the later wave of each site, and of all included sites.
        """
        frame = self.frame
        by_site = table.reshape(*frame.shape, *table.shape[1:])
        waves = by_site[:, [frame.wave_from, frame.wave_to]]
        return np.concatenate([waves, waves[self.included].sum(axis=0, keepdims=True)])


def sample_of(values: Floats, frame: Frame) -> Sample:
    """Put a measure's values into a frame.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN where missing.
    frame : Frame
        Who is compared with whom.
    """
    values = frame.counted(values)
    included = frame.included(values)
    n_waves, n_cells = frame.shape[1], frame.shape[0] * frame.shape[1]
    wave = frame.cell - frame.site * n_waves
    everyone = np.where(included[frame.site], n_cells + wave, -1)
    twice, cells = np.concatenate([values, values]), np.concatenate([frame.cell, everyone])
    if frame.weight is None:
        moments = cell_moments(twice, cells, n_cells + n_waves)
    else:
        weight = np.concatenate([frame.weight, frame.weight])
        moments = weighted_moments(twice, weight, cells, n_cells + n_waves)
    places = np.arange(n_cells + n_waves).reshape(frame.n_places, n_waves)
    return Sample(frame=frame, values=values, included=included, moments=moments.take(places))
