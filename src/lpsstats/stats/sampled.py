"""How respondents who are put together were sampled, and what cells they are in."""

from dataclasses import dataclass

import numpy as np

from lpsstats.stats.design import Design, sampling_design
from lpsstats.stats.moments import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """How respondents came into a survey; all arrays have the shape (n,).

    Attributes
    ----------
    cell, stratum : ndarray of int
        The cell whose mean is taken out, and the stratum that units are sampled in; from 0.
    weight : ndarray of float, optional
        Above 0; `None` where everybody counts the same.
    unit : ndarray of int, optional
        The sampling unit of each, -1 for one alone; `None` where everybody is one.
    """

    cell: IntArray
    stratum: IntArray
    weight: FloatArray | None = None
    unit: IntArray | None = None

    @property
    def designed(self) -> bool:
        """Whether variances are those of a sampling design."""
        return self.weight is not None or self.unit is not None

    def take(self, rows: IntArray) -> "Sampled":
        """Keep some respondents."""
        return Sampled(
            cell=self.cell[rows],
            stratum=self.stratum[rows],
            weight=None if self.weight is None else self.weight[rows],
            unit=None if self.unit is None else self.unit[rows],
        )

    def counts(self) -> FloatArray:
        """Give every respondent's weight, the largest being 1."""
        if self.weight is None:
            return np.ones(len(self.cell))
        return np.asarray(self.weight / self.weight.max(initial=0.0))

    def design(self) -> Design:
        """Give strata and units their numbers, all of them for one estimate."""
        together = np.zeros(len(self.cell), dtype=np.int64)
        return sampling_design(together, 1, stratum=self.stratum, cluster=self.unit)


def not_alone(rows: IntArray, cell: IntArray) -> IntArray:
    """Leave out who is the only one of their cell: such a one is its mean, and says nothing in it.

    Parameters
    ----------
    rows : ndarray of int, shape (m,)
        Positions of some respondents.
    cell : ndarray of int, shape (n,)
        The cell of everybody, from 0.

    Returns
    -------
    ndarray of int
        Those of `rows` who share their cell with another of them.
    """
    here = cell[rows]
    return rows[np.bincount(here)[here] > 1] if rows.size else rows
