"""Say which measures go together among people of the same site and wave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.pooled_base import PooledBase, pooled_base
from lpsstats.analysis.relations.correcting import SHARED, Facts, correct, facts_of
from lpsstats.analysis.relations.narrowing import narrowing_of
from lpsstats.analysis.relations.rows import Relation, Relations
from lpsstats.analysis.relations.summarising import method_name, summary_of
from lpsstats.stats.correlation import METHODS, Correlations, Sampling, correlate
from lpsstats.stats.multiplicity import METHODS as ADJUSTMENTS
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.partial_correlation import PartialCorrelations, partial_correlations
from lpsstats.survey.model import Floats, Survey

# What may be asked for.
CORRELATIONS, ADJUSTED_BY = METHODS, tuple(ADJUSTMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationQuestion:
    """What is asked.

    Attributes
    ----------
    waves, sites : tuple of int
        Whose respondents are put together, as positions in the dictionary.
    method : str
        `pearson` or `spearman`.
    adjust : str
        How p-values are adjusted over all pairs.
    confidence : float
        Coverage of intervals.
    seed : int
        Where resamples start.
    """

    waves: tuple[int, ...]
    sites: tuple[int, ...]
    method: str
    adjust: str
    confidence: float
    seed: int


@dataclass(frozen=True, slots=True)
class _Found:
    """All that rows are made of."""

    measures: Sequence[Measure]
    question: RelationQuestion
    pairs: Correlations
    p_adjusted: Floats
    partial: PartialCorrelations
    facts: Facts
    designed: bool


def relate(survey: Survey, measures: Sequence[Measure], question: RelationQuestion) -> Relations:
    """Correlate every two measures, and every two given all the others.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        At least two, with values in order.
    question : RelationQuestion
        Whose answers, and how.

    Returns
    -------
    Relations
        The means of every site and wave are taken out first. A correlation takes who has both
        values; partial correlations who has all.
    """
    base = pooled_base(survey, question.waves, question.sites)
    facts = facts_of(survey, measures, base)
    values = np.column_stack([measure.values[base.rows] for measure in measures])
    pairs = _untested(
        correlate(
            values,
            base.cell,
            _sampling(base),
            method=question.method,
            confidence=question.confidence,
        ),
        [facts.items(measure.key) for measure in measures],
    )
    complete = base.having(values)
    partial = partial_correlations(
        values[~np.isnan(values).any(axis=1)],
        complete.cell,
        _sampling(complete),
        method=question.method,
        confidence=question.confidence,
        seed=question.seed,
    )
    found = _Found(
        measures=measures,
        question=question,
        pairs=pairs,
        p_adjusted=adjust(pairs.p_value, question.adjust),
        partial=partial,
        facts=facts,
        designed=base.designed,
    )
    return Relations(
        rows=tuple(_row(found, at) for at in range(pairs.r.size)),
        summary=summary_of(survey, measures, base, pairs, partial, method=question.method),
        dependent=tuple(m.label for m, one in zip(measures, partial.dependent, strict=True) if one),
        n_draws=partial.n_draws,
        n_pairs=len(measures) * (len(measures) - 1) // 2,
        by_extremes=partial.by_extremes,
        narrowing=narrowing_of(measures, values),
        n_cells=int(np.unique(base.cell).size),
        n_waves=int(np.unique(survey.wave[base.rows]).size),
        n_base=base.rows.size,
        n_without_weight=base.n_without_weight,
    )


def _untested(pairs: Correlations, items: Sequence[frozenset[str]]) -> Correlations:
    """Take the test from pairs that share questions: that a whole goes with its part is no news."""
    shared = np.array(
        [bool(items[i] & items[j]) for i, j in zip(pairs.first, pairs.second, strict=True)], bool
    )
    names = ("df", "p_value", "conf_low", "conf_high")
    return replace(
        pairs,
        reason=np.where(shared & (pairs.reason == ""), SHARED, pairs.reason),
        **{name: np.where(shared, np.nan, getattr(pairs, name)) for name in names},
    )


def _sampling(base: PooledBase) -> Sampling:
    if not base.designed:
        return Sampling()
    return Sampling(weight=base.weight, unit=base.unit, stratum=base.stratum)


def _row(found: _Found, at: int) -> Relation:
    """Gather the row of one pair."""
    pairs, partial, question = found.pairs, found.partial, found.question
    i, j = int(pairs.first[at]), int(pairs.second[at])
    one, other = found.measures[i], found.measures[j]
    r, reason = float(pairs.r[at]), str(pairs.reason[at]) or None
    corrected = correct(r, (one, other), question.method, found.facts)
    items = found.facts.items(one.key), found.facts.items(other.key)
    return Relation(
        measure=one.key,
        measure_label=one.label,
        other_measure=other.key,
        other_measure_label=other.label,
        n=int(pairs.n[at]),
        r=number(r),
        conf_low=number(pairs.conf_low[at]),
        conf_high=number(pairs.conf_high[at]),
        confidence=question.confidence,
        df=number(pairs.df[at]),
        p_value=number(pairs.p_value[at]),
        p_adjusted=number(found.p_adjusted[at]),
        adjust=question.adjust,
        n_tests=int(np.isfinite(pairs.p_value).sum()),
        method=method_name(question.method, designed=found.designed),
        together=_together(found, at),
        r_corrected=corrected.r,
        corrected_reason=corrected.reason,
        reliability=found.facts.reliability.get(one.key),
        other_reliability=found.facts.reliability.get(other.key),
        shared_items=len(items[0] & items[1]),
        n_partial=partial.n,
        r_partial=number(partial.r[i, j]),
        partial_low=number(partial.low[i, j]),
        partial_high=number(partial.high[i, j]),
        partial_reason=str(partial.reason[i, j]) or None,
        edge=_drawn(found, at),
        status="not_testable" if reason else "ok",
        reason=reason,
    )


def _drawn(found: _Found, at: int) -> bool:
    """Say whether a line is drawn: where r and its partial correlation are clear, and one way."""
    i, j = int(found.pairs.first[at]), int(found.pairs.second[at])
    low, high = found.partial.surely_low[i, j], found.partial.surely_high[i, j]
    # All comparisons with NaN, where there is no p or no interval, are false.
    return bool(
        found.p_adjusted[at] < 1 - found.question.confidence
        and (low > 0 or high < 0)
        and found.pairs.r[at] * found.partial.r[i, j] > 0
    )


def _together(found: _Found, at: int) -> str | None:
    """Say in a word which ends go together, where p is clear after adjustment."""
    p_value, r = found.p_adjusted[at], found.pairs.r[at]
    if np.isnan(p_value):
        return None
    if p_value >= 1 - found.question.confidence:
        return "not_clear"
    one, other = (found.measures[k[at]].direction for k in (found.pairs.first, found.pairs.second))
    if one and other:
        return "better_with_better" if r * one * other > 0 else "better_with_worse"
    return "more_with_more" if r > 0 else "more_with_less"
