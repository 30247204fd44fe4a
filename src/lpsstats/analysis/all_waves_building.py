"""From arrays to the rows of a comparison of all waves, and what each amounts to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.all_waves_found import MeasureFound, WavesFound, WavesQuestion
from lpsstats.analysis.all_waves_rows import AllWaves, WaveContrast
from lpsstats.analysis.comparison_building import POOLED
from lpsstats.analysis.comparison_rows import WaveMean
from lpsstats.analysis.families import Adjusted
from lpsstats.analysis.judging import better_of
from lpsstats.analysis.measures import SHARE, Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import DIRECTIONS, Dictionary
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesAnswer:
    """Everything that rows are made of.

    Attributes
    ----------
    dictionary : Dictionary
        Names of waves and sites.
    question : WavesQuestion
        What was asked.
    found : sequence of MeasureFound
        By measure.
    adjusted : Adjusted
        The tests of the sites, within their families.
    tested : sequence of ndarray, shape (n_places,)
        By measure, the p on which its verdicts rest; all sites together stand outside the families.
    gated : sequence of ndarray, shape (n_parts, n_places)
        By measure, those of its categories.
    """

    dictionary: Dictionary
    question: WavesQuestion
    found: Sequence[MeasureFound]
    adjusted: Adjusted
    tested: Sequence[Floats]
    gated: Sequence[Floats]


def waves_row(answer: WavesAnswer, m: int, place: int, part: int | None = None) -> AllWaves:
    """Gather one row from the arrays.

    Parameters
    ----------
    answer : WavesAnswer
        The arrays.
    m, place : int
        The measure and the site; one past the last site is all of them together.
    part : int, optional
        A category or box of the measure.
    """
    found, measure = answer.found[m], answer.found[m].measure
    one = found.whole if part is None else found.parts[part]
    test, line, sample = one.across, one.line, one.sample
    pooled = place == sample.frame.n_sites
    site = POOLED if pooled else answer.dictionary.sites[place]
    reason = str(test.reason[place])
    family = answer.adjusted.families[m] if not pooled and part is None else None
    category = None if part is None else measure.categories[part]
    tested = _tested(answer, m, place, part)
    return AllWaves(
        measure=measure.key,
        measure_label=measure.label,
        type=measure.type,
        category=category.code if category else None,
        category_label=category.label if category else None,
        site=site.key or None,
        site_label=site.label,
        role=site.role,
        better=better_of(measure, part),
        unit=measure.unit if part is None else "percent",
        waves=_waves(answer, measure, one, place, part),
        statistic=number(test.statistic[place]),
        df=number(test.df[place]),
        df_error=number(test.df_error[place]),
        p_value=number(test.p_value[place]),
        p_adjusted=None if tested is None or (pooled and part is None) else number(tested),
        adjust=answer.adjusted.methods[m] if family else None,
        family=family,
        n_tests=answer.adjusted.n_tests[m] if family else None,
        method=str(test.method[place]),
        slope=number(line.slope[place]),
        slope_low=number(line.low[place]),
        slope_high=number(line.high[place]),
        slope_p_value=number(line.p_value[place]),
        slope_method=str(line.method[place]) or None,
        confidence=answer.question.confidence,
        contrasts=_contrasts(answer, one, place, tested),
        n_linked=None if sample.n_linked is None else int(sample.n_linked[place]),
        n_sites=int(sample.included.sum()) if pooled else None,
        n_prorated=_among(one, measure.prorated, place),
        n_dropped=_among(one, measure.dropped, place),
        verdict=_verdict(
            answer,
            one,
            place,
            tested=tested,
            better=better_of(measure, part),
            bound=answer.dictionary.smallest_change.get(measure.key) if part is None else None,
        ),
        status="not_testable" if reason else "ok",
        reason=reason or None,
    )


def _tested(answer: WavesAnswer, m: int, place: int, part: int | None) -> float | None:
    """Give the p on which a verdict rests; `None` for the answers below a declared one."""
    if part is None:
        return float(answer.tested[m][place])
    judged = answer.found[m].measure.kind != SHARE
    return float(answer.gated[m][part, place]) if judged else None


def _among(one: WavesFound, which: NDArray[np.bool_], place: int) -> int:
    """Count respondents of all waves in a place."""
    frame, included = one.sample.frame, one.sample.included
    site = frame.site[which]
    return int((site == place if place < frame.n_sites else included[site]).sum())


def _waves(
    answer: WavesAnswer, measure: Measure, one: WavesFound, place: int, part: int | None
) -> tuple[WaveMean, ...]:
    """Show n and mean, or percentage, of every wave."""
    moments = one.sample.moments
    share = part is not None or measure.kind == SHARE
    mean = part is None and measure.unit == "points"
    return tuple(
        WaveMean(
            wave=wave.key,
            n=int(moments.n[place, w]),
            mean=number(moments.mean[place, w]) if mean else None,
            sd=number(moments.sd[place, w]) if mean else None,
            pct=number(moments.mean[place, w]) if share else None,
        )
        for w, wave in enumerate(answer.dictionary.waves)
    )


def _contrasts(
    answer: WavesAnswer, one: WavesFound, place: int, tested: float | None
) -> tuple[WaveContrast, ...]:
    """Give the planned contrasts, adjusted for their number and held to the test of all waves.

    Holm's within the row, never below the p of the row itself; without that one, no contrast is
    judged.
    """
    raw = np.array([outcome.p_value[place] for outcome in one.contrasts])
    least = np.nan if tested is None else tested
    held = np.maximum(adjust(raw, "holm"), least)  # NaN where either is
    waves = answer.dictionary.waves
    return tuple(
        _contrast((waves[a].key, waves[b].key), outcome, place, float(p))
        for (a, b), outcome, p in zip(answer.question.pairs, one.contrasts, held, strict=True)
    )


def _contrast(waves: tuple[str, str], found: Outcome, place: int, held: float) -> WaveContrast:
    return WaveContrast(
        wave_from=waves[0],
        wave_to=waves[1],
        n_from=int(found.n_from[place]),
        n_to=int(found.n_to[place]),
        n_pairs=int(found.n_pairs[place]) if np.isfinite(found.n_pairs[place]) else None,
        estimate=number(found.estimate[place]),
        conf_low=number(found.conf_low[place]),
        conf_high=number(found.conf_high[place]),
        statistic=number(found.statistic[place]),
        df=number(found.df[place]),
        df_error=number(found.df_error[place]),
        p_value=number(found.p_value[place]),
        p_adjusted=number(held),
        method=str(found.method[place]),
        reason=str(found.reason[place]) or None,
    )


def _verdict(
    answer: WavesAnswer,
    one: WavesFound,
    place: int,
    *,
    tested: float | None,
    better: str,
    bound: float | None,
) -> str | None:
    """Put all waves into a word.

    Where they differ clearly the trend says whether for the better, if its own interval is clear of
    zero; a measure that went up and down again, or waves without dates, have only changed.
    """
    if tested is None:
        return None
    low, high = float(one.line.low[place]), float(one.line.high[place])
    clear = low > 0 or high < 0  # both are false of NaN
    ends = [
        (outcome.unchanged_low[place], outcome.unchanged_high[place]) for outcome in one.contrasts
    ]
    return verdict(
        estimate=float(one.line.slope[place]),
        p_value=tested,
        direction=DIRECTIONS[better] if clear else 0,
        level=1 - answer.question.confidence,
        equivalence=(float(np.min(ends)), float(np.max(ends))),
        smallest_change=bound,
    )
