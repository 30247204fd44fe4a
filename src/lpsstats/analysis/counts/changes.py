"""Each series in a period against the period before and the same one a year before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.rates import Held, held
from lpsstats.analysis.counts.rows import ALL_CATEGORIES, ALL_UNITS, CountChange
from lpsstats.analysis.counts.scatter import Scatters
from lpsstats.analysis.counts.totals import Level, levels_of, whole
from lpsstats.analysis.counts.trends import Dispersion, Scatter
from lpsstats.analysis.numbers import number
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.multiplicity import METHODS
from lpsstats.stats.rate_ratio import METHOD, poisson_limits
from lpsstats.stats.scattered_ratio import SCATTERED

SMALL = 10  # a smaller count is mostly chance, and close to telling who was counted
ADJUSTMENTS = tuple(METHODS)
YEAR, PREVIOUS = "year_before", "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuestion:
    """How changes are judged.

    Attributes
    ----------
    per : float
        The units of exposure that a rate is per.
    adjust : str
        One of `ADJUSTMENTS`, for the series of one comparison.
    confidence : float
        Coverage of intervals; 1 less it is the level.
    add_categories : bool
        Whether categories are added up.
    """

    per: float
    adjust: str
    confidence: float
    add_categories: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Everything about one period at one level."""

    period: int
    level: Level
    scatter: Sequence[Dispersion]
    scatter_year: Sequence[Dispersion]
    scatter_previous: Sequence[Dispersion]
    count: FloatArray
    exposure: FloatArray
    reason: NDArray[np.str_]
    low: FloatArray
    high: FloatArray
    year: Held
    previous: Held


def changes_of(
    recorded: Recorded, periods: Iterable[int], question: CountQuestion, scatter: Scatter
) -> list[CountChange]:
    """Compare every series, and their sums, in each period with earlier ones.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    periods : iterable of int
        The periods to be compared with those before them.
    question : CountQuestion
        How.
    scatter : Scatter
        How much more than by chance the counts of each series scatter. Of sums it is looked at
        anew, in the series that are compared.

    Returns
    -------
    list of CountChange
        Category by category, in it unit by unit, all together last, in it period by period. p is
        adjusted over all series of the file that can be tested in that comparison of that period;
        sums stand outside, with their own p.
    """
    levels = tuple(levels_of(recorded, add_categories=question.add_categories))
    scatters = Scatters(recorded=recorded, series=scatter)
    rows = [
        (_place(recorded, moment.level, group, moment.period), row)
        for period in periods
        for moment in _moments(recorded, period, levels, (question, scatters))
        for group, row in enumerate(_rows(recorded, moment, question))
    ]
    return [row for _, row in sorted(rows, key=lambda placed: placed[0])]


def _place(recorded: Recorded, level: Level, group: int, period: int) -> tuple[int, int, int]:
    """Say where a row stands: what is of all units or categories comes after each of them."""
    unit, category = int(level.unit[group]), int(level.category[group])
    return (
        len(recorded.categories) if category < 0 else category,
        len(recorded.units) if unit < 0 else unit,
        period,
    )


def _moments(
    recorded: Recorded, period: int, levels: Sequence[Level], asked: tuple[CountQuestion, Scatters]
) -> Iterator[_Moment]:
    """Look at one period at every level."""
    question, scatters = asked
    before, year = recorded.periods.previous(period), recorded.periods.year_before(period)
    for level in levels:
        here = whole(recorded, level, period)
        known, of_year, of_before = (
            scatters.of(level, period, earlier) for earlier in (period, year, before)
        )
        size = np.array([one.size if one.clear else 1.0 for one in known], dtype=np.float64)
        low, high = poisson_limits(here.count / size, confidence=question.confidence)
        found = [
            held(
                recorded,
                level,
                (period, earlier),
                theirs,
                method=question.adjust,
                confidence=question.confidence,
            )
            for earlier, theirs in ((year, of_year), (before, of_before))
        ]
        yield _Moment(
            period=period,
            level=level,
            scatter=known,
            scatter_year=of_year,
            scatter_previous=of_before,
            count=here.count,
            exposure=here.exposure,
            reason=here.reason,
            low=low * size,
            high=high * size,
            year=found[0],
            previous=found[1],
        )


def _rows(recorded: Recorded, moment: _Moment, question: CountQuestion) -> Iterator[CountChange]:
    """Write the rows of one period at one level."""
    level = moment.level
    for g, (unit, category) in enumerate(zip(level.unit, level.category, strict=True)):
        scale = question.per / moment.exposure[g]
        decided, verdict = _judged(moment, g, 1 - question.confidence)
        scatter = _scatter(moment, g, decided)
        year, before = moment.year, moment.previous
        yield CountChange(
            period=recorded.periods.labels[moment.period],
            recording_unit=recorded.units[unit] if unit >= 0 else None,
            recording_unit_label=recorded.units[unit] if unit >= 0 else ALL_UNITS,
            category=recorded.categories[category] if category >= 0 else None,
            category_label=recorded.categories[category] if category >= 0 else ALL_CATEGORIES,
            count=whole_number(moment.count[g]),
            exposure=number(moment.exposure[g]),
            per=question.per,
            rate=number(moment.count[g] * scale),
            rate_low=number(moment.low[g] * scale),
            rate_high=number(moment.high[g] * scale),
            rate_reason=str(moment.reason[g]) or None,
            verdict=verdict,
            decided_by=decided,
            small_count=_is_small(moment, g, decided),
            period_year=year.label,
            count_year=whole_number(year.sides.earlier[g]),
            count_matched_year=whole_number(year.sides.later[g]),
            exposure_year=_exposure(recorded, year.sides.exposure_earlier[g]),
            exposure_matched_year=_exposure(recorded, year.sides.exposure_later[g]),
            n_units_year=int(year.sides.n_units[g]) if level.is_total else None,
            ratio_year=number(year.ratios.ratio[g]),
            ratio_year_low=number(year.ratios.conf_low[g]),
            ratio_year_high=number(year.ratios.conf_high[g]),
            p_year=number(year.ratios.p_value[g]),
            p_adjusted_year=number(year.adjusted[g]),
            n_tests_year=None if level.is_total else year.n_tests,
            status_year="not_testable" if year.ratios.reason[g] else "ok",
            reason_year=str(year.ratios.reason[g]) or None,
            period_previous=before.label,
            count_previous=whole_number(before.sides.earlier[g]),
            count_matched_previous=whole_number(before.sides.later[g]),
            exposure_previous=_exposure(recorded, before.sides.exposure_earlier[g]),
            exposure_matched_previous=_exposure(recorded, before.sides.exposure_later[g]),
            n_units_previous=int(before.sides.n_units[g]) if level.is_total else None,
            ratio_previous=number(before.ratios.ratio[g]),
            ratio_previous_low=number(before.ratios.conf_low[g]),
            ratio_previous_high=number(before.ratios.conf_high[g]),
            p_previous=number(before.ratios.p_value[g]),
            p_adjusted_previous=number(before.adjusted[g]),
            n_tests_previous=None if level.is_total else before.n_tests,
            status_previous="not_testable" if before.ratios.reason[g] else "ok",
            reason_previous=str(before.ratios.reason[g]) or None,
            dispersion=scatter.size,
            dispersion_p=scatter.p_value,
            adjust=question.adjust,
            method=SCATTERED if scatter.clear else METHOD,
            confidence=question.confidence,
        )


def _judged(moment: _Moment, g: int, level: float) -> tuple[str | None, str]:
    """Put the change into a word: against the year before, for seasons; else the period before."""
    for name, one in ((YEAR, moment.year), (PREVIOUS, moment.previous)):
        if not one.ratios.reason[g]:
            p = one.ratios.p_value[g] if moment.level.is_total else one.adjusted[g]
            if not p < level:
                return name, "no_clear_change"
            return name, "higher" if one.rises[g] else "lower"
    return None, "not_testable"


def _scatter(moment: _Moment, g: int, decided: str | None) -> Dispersion:
    """Give the dispersion that the verdict rests on; without one, that behind the rate."""
    if decided is None:
        return moment.scatter[g]
    return (moment.scatter_year if decided == YEAR else moment.scatter_previous)[g]


def _is_small(moment: _Moment, g: int, decided: str | None) -> bool:
    """Say whether one of the two counts that were compared, or the only one, is small."""
    if decided is None:
        return bool(moment.count[g] < SMALL)
    one = moment.year if decided == YEAR else moment.previous
    return bool(min(one.sides.earlier[g], one.sides.later[g]) < SMALL)


def whole_number(value: float) -> int | None:
    """Give a count as a whole number; `None` where there is none."""
    return None if np.isnan(value) else int(value)


def _exposure(recorded: Recorded, value: float) -> float | None:
    """Give an exposure; without exposures ones stand in their place, which are none."""
    return number(value) if recorded.has_exposure else None
