"""From arrays to the rows of a comparison."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.comparison_rows import Comparison, WaveMean
from lpsstats.analysis.judging import (
    Answer,
    better_of,
    detectable_of,
    is_judged,
    tested_of,
    verdict_of,
)
from lpsstats.analysis.measure_outcome import Found
from lpsstats.analysis.measures import SHARE
from lpsstats.analysis.numbers import number
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.small_waves import permutation_p
from lpsstats.dictionary.model import Site

# What an outcome and a row call by the same name and hold as a number.
COLUMNS = (
    *("mean_from", "mean_to", "sd_from", "sd_to", "pct_from", "pct_to"),
    *("estimate", "conf_low", "conf_high", "std_error", "statistic", "df", "df_error", "p_value"),
    *("effect", "effect_low", "effect_high", "p_superior", "p_superior_low", "p_superior_high"),
    *("pct_change", "pct_low", "pct_high", "n_effective_from", "n_effective_to"),
)
POOLED = Site(key="", label="All sites", role=None, codes={})


def comparison_row(answer: Answer, m: int, place: int, part: int | None = None) -> Comparison:
    """Gather one row from the arrays.

    Parameters
    ----------
    answer : Answer
        The arrays.
    m, place : int
        The measure and the site; one past the last site is all of them together.
    part : int, optional
        A category or box of the measure.
    """
    question, found = answer.question, answer.found[m]
    measure, waves = found.measure, answer.dictionary.waves
    one = found.whole if part is None else found.parts[part]
    pooled = place == answer.frame.n_sites
    site = POOLED if pooled else answer.dictionary.sites[place]
    reason = str(one.reason[place])
    family = answer.adjusted.families[m] if not pooled and part is None else None
    category = None if part is None else measure.categories[part]
    return Comparison(
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
        wave_from=waves[question.wave_from].key,
        wave_to=waves[question.wave_to].key,
        n_from=int(one.n_from[place]),
        n_to=int(one.n_to[place]),
        confidence=question.confidence,
        p_adjusted=number(tested_of(answer, m, place, part))
        if is_judged(found, part) and (part is not None or not pooled)
        else None,
        adjust=answer.adjusted.methods[m] if family else None,
        family=family,
        n_tests=answer.adjusted.n_tests[m] if family else None,
        method=str(one.method[place]),
        p_permutation=permutation_p(found, place, part, question),
        effect_method=str(one.effect_method[place]) or None,
        detectable=detectable_of(answer, m, place, part),
        n_pairs=_count(one.n_pairs[place]),
        n_sites=_n_sites(found, one) if pooled else None,
        n_prorated=_among(found, measure.prorated, place),
        n_dropped=_among(found, measure.dropped, place),
        verdict=verdict_of(answer, m, place, part),
        status="not_testable" if reason else "ok",
        reason=reason or None,
        other_waves=_other_waves(answer, found, place, part),
        **_numbers(one, place),  # type: ignore[arg-type]
    )


def _numbers(one: Outcome, place: int) -> dict[str, float | None]:
    """Give the numbers of an outcome that are columns of a row, by their common names."""
    return {name: number(getattr(one, name)[place]) for name in COLUMNS}


def _count(n: np.float64) -> int | None:
    return int(n) if np.isfinite(n) else None


def _n_sites(found: Found, one: Outcome) -> int:
    """Count the sites behind the row of all: those with both waves; of pairs alone, with any."""
    sites = found.sample.included
    if one.n_pairs[-1] > 0 and one.n_from[-1] == one.n_to[-1] == one.n_pairs[-1]:
        frame, values = found.sample.frame, found.sample.values
        linked = ~np.isnan(values[frame.first]) & ~np.isnan(values[frame.second])
        sites = sites & (np.bincount(frame.site[frame.first][linked], minlength=len(sites)) > 0)
    return int(sites.sum())


def _among(found: Found, which: NDArray[np.bool_], place: int) -> int:
    """Count respondents of the compared waves in a place who have a weight, where weights count."""
    frame = found.sample.frame
    rows = frame.rows[which[frame.rows]]
    if frame.weight is not None:
        rows = rows[frame.weight[rows] > 0]
    site = frame.site[rows]
    here = site == place if place < frame.n_sites else found.sample.included[site]
    return int(here.sum())


def _other_waves(
    answer: Answer, found: Found, place: int, part: int | None
) -> tuple[WaveMean, ...]:
    """Show the waves that are not compared."""
    moments = found.sample.moments if part is None else found.part_moments[part]
    measure, frame = found.measure, answer.frame
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
        if w not in {frame.wave_from, frame.wave_to}
    )
