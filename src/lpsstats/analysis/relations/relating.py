"""Say which measures go together among people of the same site and wave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.pooled_base import PooledBase, pooled_base
from lpsstats.analysis.relations.consistency import all_items
from lpsstats.analysis.relations.correcting import SHARED, Facts, correct, facts_of
from lpsstats.analysis.relations.rows import Relation, Relations, RelationSummary
from lpsstats.stats.correlation import METHODS, SPEARMAN, Correlations, Sampling, correlate
from lpsstats.stats.first_factor import first_factor_share
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
        summary=_summary(survey, found, base),
        dependent=tuple(m.label for m, one in zip(measures, partial.dependent, strict=True) if one),
        n_draws=partial.n_draws,
        n_cells=int(np.unique(base.cell).size),
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
    low, high = number(partial.low[i, j]), number(partial.high[i, j])
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
        method=_method(question.method, designed=found.designed),
        together=_together(found, at),
        r_corrected=corrected.r,
        corrected_reason=corrected.reason,
        reliability=found.facts.reliability.get(one.key),
        other_reliability=found.facts.reliability.get(other.key),
        shared_items=len(items[0] & items[1]),
        n_partial=partial.n,
        r_partial=number(partial.r[i, j]),
        partial_low=low,
        partial_high=high,
        partial_reason=str(partial.reason[i, j]) or None,
        edge=reason != SHARED and _excludes_zero(low, high),
        status="not_testable" if reason else "ok",
        reason=reason,
    )


def _excludes_zero(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and not low <= 0 <= high


def _method(method: str, *, designed: bool) -> str:
    """Name the correlation with its test."""
    name = "Spearman's rank" if method == SPEARMAN else "Pearson's"
    test = "linearised z, t with the design's df" if designed else "t with n - cells - 1 df"
    return f"{name} correlation within cells, {test}"


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


def _summary(survey: Survey, found: _Found, base: PooledBase) -> RelationSummary:
    """Say how much all measures have in common."""
    items = all_items(survey, found.measures, base, found.question.method)
    turned = list(_turned(found))
    return RelationSummary(
        n_measures=len(found.measures),
        n=found.partial.n,
        mean_r=number(float(np.mean(turned))) if turned else None,
        first_factor_share=number(first_factor_share(found.partial.correlation)),
        n_items=items.n_items,
        n_all_items=items.n,
        first_factor_share_items=number(items.first_share),
        method=_method(found.question.method, designed=found.designed),
    )


def _turned(found: _Found) -> Iterator[float]:
    """Give r of measures that both have a better end, turned so that more is better."""
    ends = np.array([measure.direction for measure in found.measures])
    both = ends[found.pairs.first] * ends[found.pairs.second]
    signed = found.pairs.r * both
    yield from signed[(both != 0) & ~np.isnan(signed)].tolist()
