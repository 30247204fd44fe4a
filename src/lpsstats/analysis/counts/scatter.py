"""How far counts scatter in the units that a comparison is of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.totals import Level, matched
from lpsstats.analysis.counts.trends import Dispersion, Scatter, trends_of
from lpsstats.analysis.numbers import number
from lpsstats.stats.moments import FloatArray, IntArray

UNKNOWN = Dispersion()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatters:
    """The dispersion of every series, and of any sum of them that is asked for.

    Attributes
    ----------
    recorded : Recorded
        What was recorded.
    series : Scatter
        The dispersion of each series by itself.
    sums : dict
        That of the sums asked for so far, by what they add up: periods mostly have the same units.
    """

    recorded: Recorded
    series: Scatter
    sums: dict[tuple[int, ...], Dispersion] = field(default_factory=dict)

    def of(self, level: Level, later: int, earlier: int | None) -> list[Dispersion]:
        """Give the dispersion of each group in a comparison.

        Parameters
        ----------
        level : Level
            Which series, or which sums of them.
        later, earlier : int
            The two periods, which may be one; without an earlier one nothing is compared.

        Returns
        -------
        list of Dispersion
            One per group. Of a sum: that of the series which have both periods, added up in the
            periods that all of them have. Where these are too few for a trend, and a series
            scatters clearly, the largest dispersion of those that do: a sum of what scatters is
            not taken for one that does not.
        """
        if not level.is_total:
            keys = zip(level.unit.tolist(), level.category.tolist(), strict=True)
            return [self.series.get(key, UNKNOWN) for key in keys]
        if earlier is None:
            return [UNKNOWN] * len(level.unit)
        members = _members(matched(self.recorded, level, later, earlier), len(level.unit))
        self._fit([each for each in members if len(each) > 1 and each not in self.sums])
        return [self._sum(each) for each in members]

    def _sum(self, members: tuple[int, ...]) -> Dispersion:
        """Look a sum up; a sum of one is that series."""
        if len(members) > 1:
            return self.sums[members]
        return self._part(members[0]) if members else UNKNOWN

    def _part(self, series: int) -> Dispersion:
        place = int(self.recorded.unit[series]), int(self.recorded.category[series])
        return self.series.get(place, UNKNOWN)

    def _fit(self, sums: Sequence[tuple[int, ...]]) -> None:
        """Fit the trend of sums of series, and keep how they scatter about it."""
        if not sums:
            return
        added = [_added(self.recorded, each) for each in sums]
        counts, exposure = (np.array(part) for part in zip(*added, strict=True))
        found = trends_of(self.recorded, counts, exposure)
        sizes = zip(found.dispersion, found.dispersion_p, found.slope.df, strict=True)
        for each, (size, p, df) in zip(sums, sizes, strict=True):
            own = Dispersion(size=number(size), p_value=number(p), df=number(df))
            self.sums[each] = self._largest(each) if own.size is None else own

    def _largest(self, members: tuple[int, ...]) -> Dispersion:
        """Find the largest dispersion of the series that scatter clearly."""
        parts = [part for part in map(self._part, members) if part.clear]
        return max(parts, key=lambda part: part.size or 0.0, default=UNKNOWN)


def _members(group: IntArray, n_groups: int) -> list[tuple[int, ...]]:
    """List the series of each group."""
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(n_groups + 1))
    return [tuple(order[a:b].tolist()) for a, b in pairwise(ends)]


def _added(recorded: Recorded, members: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
    """Add up series in the periods that all of them have, the exposure of each unit once."""
    series = np.array(members)
    count = recorded.count[series].sum(axis=0)
    if not recorded.has_exposure:
        return count, np.ones_like(count)
    series = series[np.argsort(recorded.unit[series], kind="stable")]
    _, first = np.unique(recorded.unit[series], return_index=True)
    exposure = recorded.exposure[series]
    low, high = (each.reduceat(exposure, first, axis=0) for each in (np.minimum, np.maximum))
    return count, np.where(low == high, low, np.nan).sum(axis=0)
