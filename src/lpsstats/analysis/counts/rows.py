"""What a row about recorded counts holds: a period against others, or the trend of a series."""

from dataclasses import dataclass

ALL_UNITS = "all units"
ALL_CATEGORIES = "all categories"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChange:
    """One category of one unit in one period, held against the period and the year before.

    `recording_unit` is `None` in rows of all units together, `category` in those of all categories.
    The fields that end in `_previous` and `_year` are alike; `count_matched_*` is the count of the
    row's own period in the units and categories that have both periods, which is what the ratio is
    of. Of totals `n_units_*` says how many units those are. `confidence` is the coverage of every
    interval.
    """

    period: str
    recording_unit: str | None
    recording_unit_label: str
    category: str | None
    category_label: str
    count: int | None
    exposure: float | None
    per: float
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    rate_reason: str | None
    verdict: str
    decided_by: str | None
    small_count: bool
    period_year: str | None
    count_year: int | None
    count_matched_year: int | None
    exposure_year: float | None
    exposure_matched_year: float | None
    n_units_year: int | None
    ratio_year: float | None
    ratio_year_low: float | None
    ratio_year_high: float | None
    p_year: float | None
    p_adjusted_year: float | None
    n_tests_year: int | None
    status_year: str
    reason_year: str | None
    period_previous: str | None
    count_previous: int | None
    count_matched_previous: int | None
    exposure_previous: float | None
    exposure_matched_previous: float | None
    n_units_previous: int | None
    ratio_previous: float | None
    ratio_previous_low: float | None
    ratio_previous_high: float | None
    p_previous: float | None
    p_adjusted_previous: float | None
    n_tests_previous: int | None
    status_previous: str
    reason_previous: str | None
    dispersion: float | None
    dispersion_p: float | None
    adjust: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTrend:
    """The trend of one category in one unit, or in all units together."""

    recording_unit: str | None
    recording_unit_label: str
    category: str | None
    category_label: str
    period_from: str | None
    period_to: str | None
    n_periods: int
    periods_needed: int
    count: int
    n_units: int | None
    season_terms: bool
    ratio_per_period: float | None
    ratio_per_period_low: float | None
    ratio_per_period_high: float | None
    ratio_per_year: float | None
    ratio_per_year_low: float | None
    ratio_per_year_high: float | None
    statistic: float | None
    df: float | None
    p_value: float | None
    p_adjusted: float | None
    n_tests: int | None
    dispersion: float | None
    dispersion_p: float | None
    verdict: str
    status: str
    reason: str | None
    adjust: str
    method: str
    confidence: float
