"""One period held against another: the ratio of rates, its test, and p for all series together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.counts.building import Recorded
from lpsstats.analysis.counts.totals import Level, Sides, sides
from lpsstats.analysis.counts.trends import Dispersion
from lpsstats.stats.moments import FloatArray
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.rate_ratio import NO_PERIOD, NOT_RECORDED, RateRatios, rate_ratio
from lpsstats.stats.scattered_ratio import scattered_ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The series of a level in two periods; every array has one entry per group.

    Attributes
    ----------
    label : str, optional
        The earlier period; `None` where the file has none.
    sides : Sides
        What is compared.
    ratios : RateRatios
        How it compares; with the reasons of `Sides` besides its own, and `no_period`.
    adjusted : ndarray of float
        p adjusted over all groups; NaN for sums, which stand outside, and where there is no test.
    n_tests : int
        How many tests that is over.
    """

    label: str | None
    sides: Sides
    ratios: RateRatios
    adjusted: FloatArray
    n_tests: int

    @property
    def rises(self) -> NDArray[np.bool_]:
        """Say which later rates are the higher ones; a ratio to nothing is no number, but up."""
        return np.isnan(self.ratios.ratio) | (self.ratios.ratio > 1)


def held(
    recorded: Recorded,
    level: Level,
    periods: tuple[int, int | None],
    scatter: Sequence[Dispersion],
    *,
    method: str,
    confidence: float,
) -> Held:
    """Compare a period with an earlier one.

    Parameters
    ----------
    recorded : Recorded
        What was recorded.
    level : Level
        Which series, or which sums of them.
    periods : (int, int or None)
        The later and the earlier one, `None` where the file has none: nothing is compared then.
    scatter : sequence of Dispersion
        How the counts of each group scatter. Where that is clearly more than by chance, the exact
        test would take noise for a change: then the dispersion decides.
    method : str
        How p is adjusted, a key of `multiplicity.METHODS`.
    confidence : float
        Coverage of intervals.
    """
    later, earlier = periods
    if earlier is None:
        found = _nothing(len(level.unit))
        absent = np.full(len(level.unit), NO_PERIOD)
    else:
        found = sides(recorded, level, later, earlier)
        absent = found.reason
    ratios = _ratios(found, scatter, confidence)
    adjusted = adjust(ratios.p_value, method)
    n_tests = int(np.isfinite(ratios.p_value).sum())
    return Held(
        label=None if earlier is None else recorded.periods.labels[earlier],
        sides=found,
        ratios=replace(ratios, reason=np.where(absent == "", ratios.reason, absent)),
        adjusted=np.full_like(adjusted, np.nan) if level.is_total else adjusted,
        n_tests=n_tests,
    )


def _ratios(found: Sides, scatter: Sequence[Dispersion], confidence: float) -> RateRatios:
    """Compare by the exact test or, where counts scatter more than by chance, by their scatter."""
    counts = found.earlier, found.later, found.exposure_earlier, found.exposure_later
    exact = rate_ratio(*counts, confidence=confidence)
    clear = np.array([one.clear for one in scatter], dtype=bool)
    size, df = (
        np.array([getattr(one, name) if one.clear else 1.0 for one in scatter], dtype=np.float64)
        for name in ("size", "df")
    )
    wide = scattered_ratio(*counts, dispersion=size, df=df, confidence=confidence)
    # Scatter never makes a comparison more certain: of small counts the exact test is careful too.
    return replace(
        exact,
        conf_low=np.where(clear, np.minimum(wide.conf_low, exact.conf_low), exact.conf_low),
        conf_high=np.where(clear, np.maximum(wide.conf_high, exact.conf_high), exact.conf_high),
        p_value=np.where(clear, np.maximum(wide.p_value, exact.p_value), exact.p_value),
    )


def _nothing(n_groups: int) -> Sides:
    """Give what there is where the earlier period is not in the file."""
    none = np.full(n_groups, np.nan)
    return Sides(
        later=none,
        earlier=none,
        exposure_later=none,
        exposure_earlier=none,
        n_units=np.zeros(n_groups, dtype=np.int64),
        reason=np.full(n_groups, NOT_RECORDED),
    )
