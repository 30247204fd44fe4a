"""Correlations free of the chance in the answers to single items, where that can be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.analysis.relations.consistency import reliability_within
from lpsstats.dictionary.model import Scale
from lpsstats.stats.correlation import SPEARMAN
from lpsstats.survey.model import Survey

# Why a correlation is not corrected for unreliability.
NO_SCALE, FORMATIVE, RANKS = "single_question", "formative", "ranks"
SHARED, UNRELIABLE, UNTESTABLE = "shared_items", "no_reliability", "no_correlation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the measures beside their values.

    Attributes
    ----------
    scales : mapping of str to Scale
        Those of the dictionary.
    reliability : mapping of str to float, optional
        Of the reflective scales among the measures; `None` where there is none.
    """

    scales: Mapping[str, Scale]
    reliability: Mapping[str, float | None]

    def items(self, key: str) -> frozenset[str]:
        """List the questions behind a measure."""
        return frozenset(self.scales[key].items) if key in self.scales else frozenset({key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correlation free of the chance in the answers to single items.

    Attributes
    ----------
    r : float, optional
        r / sqrt(reliability x reliability); may exceed 1.
    reason : str, optional
        Why there is none.
    """

    r: float | None
    reason: str | None


def facts_of(survey: Survey, measures: Sequence[Measure], base: PooledBase) -> Facts:
    """Gather reliabilities of the reflective scales among the measures."""
    scales = survey.dictionary.scales
    named = [scales[m.key] for m in measures if m.key in scales]
    return Facts(
        scales=scales,
        reliability={
            scale.key: reliability_within(survey, scale, base)
            for scale in named
            if scale.kind != "formative"
        },
    )


def correct(r: float, pair: tuple[Measure, Measure], method: str, facts: Facts) -> Corrected:
    """Divide a correlation by what unreliable scores leave of it (Spearman 1904).

    Parameters
    ----------
    r : float
        NaN where there is none.
    pair : (Measure, Measure)
        What it is of.
    method : str
        `pearson` or `spearman`.
    facts : Facts
        Scales, reliabilities and shared items.
    """
    reason = _reason(r, pair, method, facts)
    if reason:
        return Corrected(r=None, reason=reason)
    one, other = (facts.reliability[measure.key] or np.nan for measure in pair)
    return Corrected(r=float(r / np.sqrt(one * other)), reason=None)


def _reason(r: float, pair: tuple[Measure, Measure], method: str, facts: Facts) -> str | None:
    """Say why a correlation cannot be corrected."""
    keys = [measure.key for measure in pair]
    if any(key not in facts.scales for key in keys):
        return NO_SCALE
    if any(facts.scales[key].kind == "formative" for key in keys):
        return FORMATIVE
    if method == SPEARMAN:
        return RANKS
    if facts.items(keys[0]) & facts.items(keys[1]):
        return SHARED
    if any(facts.reliability[key] is None for key in keys):
        return UNRELIABLE
    return UNTESTABLE if np.isnan(r) else None
