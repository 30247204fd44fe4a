"""The trend of every series over its periods, and how far its counts scatter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.rows import ALL_CATEGORIES, ALL_UNITS, CountTrend
from lpsstats.analysis.counts.totals import TOGETHER, Level, levels_of, whole
from lpsstats.analysis.numbers import number
from lpsstats.stats.count_trend import LEAST_PERIODS, METHOD, CountTrends, count_trend
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.multiplicity import adjust

# A series scatters more than by chance where chance alone would do so more rarely than this.
CLEAR = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """How much more than by chance the counts of a series scatter about their trend.

    Attributes
    ----------
    size, p_value : float, optional
        The dispersion, and how often chance alone would let them scatter as much; `None` where the
        series has no trend.
    df : float, optional
        The degrees of freedom of the dispersion.
    """

    size: float | None = None
    p_value: float | None = None
    df: float | None = None

    @property
    def clear(self) -> bool:
        """Whether it is more than chance would let pass."""
        known = self.size is not None and self.p_value is not None
        return known and (self.size or 0.0) > 1 and (self.p_value or 0.0) < CLEAR


# By unit and category (-1: all of them together).
Scatter = Mapping[tuple[int, int], Dispersion]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The series of a level and their trends.

    Attributes
    ----------
    level : Level
        Which series, or which sums of them.
    counts, exposure : ndarray of float, shape (g, m)
        NaN in periods that do not count; of a sum, those in which one of its series is missing.
    trends : CountTrends
        Their trends.
    """

    level: Level
    counts: FloatArray
    exposure: FloatArray
    trends: CountTrends


def lines_of(recorded: Recorded, *, add_categories: bool, confidence: float) -> list[Line]:
    """Fit the trend of every series, and of their sums.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    add_categories : bool
        Whether categories are added up.
    confidence : float
        Coverage of intervals.
    """
    levels = levels_of(recorded, add_categories=add_categories)
    return [line_of(recorded, level, confidence=confidence) for level in levels]


def line_of(recorded: Recorded, level: Level, *, confidence: float) -> Line:
    """Fit the trends of one level."""
    counts, exposure = _series(recorded, level)
    trends = trends_of(recorded, counts, exposure, confidence=confidence)
    return Line(level=level, counts=counts, exposure=exposure, trends=trends)


def trends_of(
    recorded: Recorded, counts: FloatArray, exposure: FloatArray, *, confidence: float = 0.95
) -> CountTrends:
    """Fit trends to counts over the periods of a file, shape (g, m)."""
    times = recorded.periods.ordinal.astype(np.float64)
    return count_trend(counts, exposure, times, _season(recorded), confidence=confidence)


def scatter_of(lines: list[Line]) -> Scatter:
    """Give the dispersion of every series that has a trend."""
    return {
        (int(unit), int(category)): Dispersion(size=number(size), p_value=number(p), df=number(df))
        for line in lines
        for unit, category, size, p, df in zip(
            line.level.unit,
            line.level.category,
            line.trends.dispersion,
            line.trends.dispersion_p,
            line.trends.slope.df,
            strict=True,
        )
    }


def trend_rows(
    recorded: Recorded, lines: list[Line], *, method: str, confidence: float
) -> list[CountTrend]:
    """Write the rows of trends: category by category, unit by unit, all together last.

    p is adjusted, by `method`, over all series of the file; sums stand outside, with their own p.
    """
    rows = [
        ((_last(category, recorded.categories), _last(unit, recorded.units)), row)
        for line in lines
        for unit, category, row in zip(
            line.level.unit,
            line.level.category,
            _rows(recorded, line, method, confidence),
            strict=True,
        )
    ]
    return [row for _, row in sorted(rows, key=lambda placed: placed[0])]


def _last(place: int, names: tuple[str, ...]) -> int:
    """Put what is of all of them after each of them."""
    return len(names) if place == TOGETHER else int(place)


def _season(recorded: Recorded) -> IntArray | None:
    """Give the season of each period; where a year has one period or none, there is no season."""
    per_year = recorded.periods.per_year or 1
    return recorded.periods.ordinal % per_year if per_year > 1 else None


def _series(recorded: Recorded, level: Level) -> tuple[FloatArray, FloatArray]:
    """Give counts and exposures of every group by period; a sum needs all of its series."""
    if not level.is_total:
        weights = recorded.exposure if recorded.has_exposure else np.ones_like(recorded.count)
        return recorded.count, weights
    periods = range(len(recorded.periods.labels))
    parts = [whole(recorded, level, period) for period in periods]
    counts = np.array([np.where(one.complete, one.count, np.nan) for one in parts]).T
    exposures = np.array([one.exposure for one in parts]).T
    return counts, exposures if recorded.has_exposure else np.ones_like(counts)


def _rows(recorded: Recorded, line: Line, method: str, confidence: float) -> Iterator[CountTrend]:
    """Write the rows of one level."""
    trends, slope, total = line.trends, line.trends.slope, line.level.is_total
    adjusted = adjust(slope.p_value, method)
    n_tests = int(np.isfinite(slope.p_value).sum())
    used = ~np.isnan(line.counts) & ~np.isnan(line.exposure)
    n_units = _n_units(recorded, line.level)
    per_year = recorded.periods.per_year
    for g, (unit, category) in enumerate(zip(line.level.unit, line.level.category, strict=True)):
        here = np.flatnonzero(used[g])
        step = _Ratio.of(slope, g, 1)
        year = _Ratio.of(slope, g, per_year)
        yield CountTrend(
            recording_unit=recorded.units[unit] if unit >= 0 else None,
            recording_unit_label=recorded.units[unit] if unit >= 0 else ALL_UNITS,
            category=recorded.categories[category] if category >= 0 else None,
            category_label=recorded.categories[category] if category >= 0 else ALL_CATEGORIES,
            period_from=recorded.periods.labels[here[0]] if here.size else None,
            period_to=recorded.periods.labels[here[-1]] if here.size else None,
            n_periods=len(here),
            periods_needed=max(0, LEAST_PERIODS - len(here)),
            count=int(line.counts[g, here].sum()),
            n_units=int(n_units[g]) if total else None,
            season_terms=bool(trends.seasons[g]),
            ratio_per_period=step.ratio,
            ratio_per_period_low=step.low,
            ratio_per_period_high=step.high,
            ratio_per_year=year.ratio,
            ratio_per_year_low=year.low,
            ratio_per_year_high=year.high,
            statistic=number(slope.statistic[g]),
            df=number(slope.df[g]),
            p_value=number(slope.p_value[g]),
            p_adjusted=None if total else number(adjusted[g]),
            n_tests=None if total else n_tests,
            dispersion=number(trends.dispersion[g]),
            dispersion_p=number(trends.dispersion_p[g]),
            verdict=_verdict(slope, g, slope.p_value if total else adjusted, 1 - confidence),
            status="not_testable" if slope.reason[g] else "ok",
            reason=str(slope.reason[g]) or None,
            adjust=method,
            method=METHOD,
            confidence=confidence,
        )


@dataclass(frozen=True, slots=True)
class _Ratio:
    """A slope of logs, with its limits, as a ratio over some periods."""

    ratio: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, slope: Estimate, g: int, periods: int | None) -> "_Ratio":
        """Give the ratio over so many periods; none where a year has no number of them."""
        if periods is None:
            return cls(None, None, None)
        logs = np.array([slope.estimate[g], slope.conf_low[g], slope.conf_high[g]])
        with np.errstate(over="ignore"):
            return cls(*map(number, np.exp(logs * periods).tolist()))


def _verdict(slope: Estimate, g: int, p_value: FloatArray, level: float) -> str:
    """Put a trend into a word."""
    if slope.reason[g]:
        return "not_testable"
    if not p_value[g] < level:
        return "no_clear_trend"
    return "rising" if slope.estimate[g] > 0 else "falling"


def _n_units(recorded: Recorded, level: Level) -> IntArray:
    """Count the units of each group."""
    inside = level.member >= 0
    pairs = np.unique(np.column_stack([level.member[inside], recorded.unit[inside]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=len(level.unit))
