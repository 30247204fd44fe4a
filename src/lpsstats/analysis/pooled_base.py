"""Who is looked at where respondents of several sites and waves are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.strata import strata_of
from lpsstats.survey.model import Floats, Integers, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledBase:
    """The respondents of some sites and waves, and how they were sampled.

    Attributes
    ----------
    rows : ndarray of int, shape (m,)
        Who is looked at, as positions in the survey: respondents with a weight, where weights are
        declared.
    cell : ndarray of int, shape (m,)
        The site-by-wave cell of each.
    weight : ndarray of float, shape (m,), optional
        Above 0; `None` without weights.
    unit : ndarray of int, shape (m,), optional
        Who was sampled together, or is the same person in several waves; -1 is one alone. `None`
        where everybody is.
    stratum : ndarray of int, shape (m,)
        What units were sampled within: the cell or, where units are in several waves, the site.
    n_without_weight : int
        Respondents of these sites and waves who have no weight, or one of 0, and do not count.
    """

    rows: Integers
    cell: Integers
    weight: Floats | None
    unit: Integers | None
    stratum: Integers
    n_without_weight: int

    @property
    def designed(self) -> bool:
        """Whether variances are those of a sampling design: weights, or units of several rows."""
        return self.weight is not None or self.unit is not None

    def having(self, values: Floats) -> "PooledBase":
        """Keep who has all of some values.

        Parameters
        ----------
        values : ndarray of float, shape (m, p)
            NaN where missing, in the order of `rows`.
        """
        kept = ~np.isnan(values).any(axis=1)
        return PooledBase(
            rows=self.rows[kept],
            cell=self.cell[kept],
            weight=None if self.weight is None else self.weight[kept],
            unit=None if self.unit is None else self.unit[kept],
            stratum=self.stratum[kept],
            n_without_weight=self.n_without_weight,
        )


def pooled_base(survey: Survey, waves: Sequence[int], sites: Sequence[int]) -> PooledBase:
    """Choose respondents.

    Parameters
    ----------
    survey : Survey
        All waves.
    waves, sites : sequence of int
        Positions in its dictionary.

    Returns
    -------
    PooledBase
        A declared cluster is the sampling unit; without one, in a panel, the person.
    """
    asked = np.isin(survey.wave, waves) & np.isin(survey.site, sites)
    weighty = np.ones(survey.n, bool) if survey.weight is None else survey.weight > 0
    rows = np.flatnonzero(asked & weighty)
    unit = _unit(survey)
    site, wave = (numbers[rows].astype(np.int64) for numbers in (survey.site, survey.wave))
    _, stratum = strata_of(site, wave, None if unit is None else unit[rows])
    return PooledBase(
        rows=rows,
        cell=survey.cell[rows],
        weight=None if survey.weight is None else survey.weight[rows],
        unit=None if unit is None else unit[rows],
        stratum=stratum,
        n_without_weight=int((asked & ~weighty).sum()),
    )


def _unit(survey: Survey) -> Integers | None:
    if survey.cluster is not None:
        return survey.cluster
    return survey.person if survey.dictionary.design == "panel" else None
