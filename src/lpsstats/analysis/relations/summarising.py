"""How much all measures have in common."""

from collections.abc import Iterator, Sequence

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.analysis.relations.consistency import all_items
from lpsstats.analysis.relations.rows import RelationSummary
from lpsstats.stats.correlation import FEW, SPEARMAN, Correlations
from lpsstats.stats.first_factor import first_factor_share
from lpsstats.stats.partial_correlation import PartialCorrelations
from lpsstats.survey.model import Survey


def method_name(method: str, *, designed: bool) -> str:
    """Name the correlation with its test."""
    name = "Spearman's rank" if method == SPEARMAN else "Pearson's"
    test = "linearised z, t with the design's df" if designed else "t with n - cells - 1 df"
    return f"{name} correlation within cells, {test}"


def summary_of(
    survey: Survey,
    measures: Sequence[Measure],
    base: PooledBase,
    pairs: Correlations,
    partial: PartialCorrelations,
    *,
    method: str,
) -> RelationSummary:
    """Put all measures in one line.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        What is related.
    base : PooledBase
        Whose answers.
    pairs : Correlations
        Of every two of them.
    partial : PartialCorrelations
        Of those who have them all. Where they are refused as too few, so is the share of the
        first factor: so few leave correlations of 1 and -1 by themselves.
    method : str
        `pearson` or `spearman`.
    """
    items = all_items(survey, measures, base, method)
    turned = list(_turned(measures, pairs))
    few = bool((partial.reason == FEW).any())
    share = np.nan if few else first_factor_share(partial.correlation)
    return RelationSummary(
        n_measures=len(measures),
        n=partial.n,
        mean_r=number(float(np.mean(turned))) if turned else None,
        first_factor_share=number(share),
        n_items=items.n_items,
        n_all_items=items.n,
        first_factor_share_items=number(items.first_share),
        method=method_name(method, designed=base.designed),
    )


def _turned(measures: Sequence[Measure], pairs: Correlations) -> Iterator[float]:
    """Give r of measures that both have a better end, turned so that more is better."""
    ends = np.array([measure.direction for measure in measures])
    both = ends[pairs.first] * ends[pairs.second]
    signed = pairs.r * both
    yield from signed[(both != 0) & ~np.isnan(signed)].tolist()
