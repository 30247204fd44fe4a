"""How many things the items of a scale measure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.numbers import number
from lpsstats.analysis.reliability_groups import Group, levels
from lpsstats.dictionary.model import Dictionary, Scale
from lpsstats.progress import in_steps
from lpsstats.stats.item_groups import ItemGroups, group_items
from lpsstats.stats.one_factor_test import OneFactorTest, one_factor_test
from lpsstats.stats.parallel_analysis import ParallelAnalysis, parallel_analysis
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import item_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Eigenvalue:
    """An eigenvalue, and the 95th percentile of those of shuffled items."""

    position: int
    eigenvalue: float
    eigenvalue_shuffled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """The dimensions of a scale in one group; `site` and `wave` are `None` where all are together.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    site: str | None
    site_label: str | None
    wave: str | None
    n: int
    n_items: int
    n_factors: int | None
    eigenvalue_1: float | None
    eigenvalue_2: float | None
    eigenvalue_ratio: float | None
    chi_square: float | None
    df: int | None
    p_value: float | None
    scaling: float | None
    cfi: float | None
    rmsea: float | None
    rmsea_low: float | None
    rmsea_high: float | None
    srmr: float | None
    fit_reason: str | None
    status: str
    reason: str | None
    eigenvalues: tuple[Eigenvalue, ...]


def dimensions(
    survey: Survey, scales: Sequence[Scale], *, by: Sequence[str], seed: int
) -> tuple[Dimensions, ...]:
    """Analyse the dimensions of scales from complete cases, unweighted.

    Parameters
    ----------
    survey : Survey
        All waves.
    scales : sequence of Scale
        The scales.
    by : sequence of str
        Any of `wave` and `site`: groups beside all respondents together.
    seed : int
        Where the random numbers start.

    Returns
    -------
    tuple of Dimensions
        Scale by scale: the pooled row first, then the groups.
    """
    rows: list[Dimensions] = []
    for scale in in_steps("scales", scales):
        items = item_matrix(survey, scale)
        for level in levels(survey, by):
            found = group_items(items, level.member, len(level.groups))
            answer = found, parallel_analysis(found, seed=seed), one_factor_test(found)
            rows += [
                _row(survey.dictionary, scale, group, answer, g)
                for g, group in enumerate(level.groups)
            ]
    return tuple(rows)


def _row(
    dictionary: Dictionary,
    scale: Scale,
    group: Group,
    answer: tuple[ItemGroups, ParallelAnalysis, OneFactorTest],
    g: int,
) -> Dimensions:
    found, parallel, test = answer
    site = None if group.site is None else dictionary.sites[group.site]
    reason, fit_reason = str(parallel.reason[g]), str(test.reason[g])
    first, second = (number(value) for value in _leading(parallel, g))
    fit = test.fit
    return Dimensions(
        scale=scale.key,
        scale_label=scale.label,
        site=site.key or None if site else None,
        site_label=site.label if site else None,
        wave=None if group.wave is None else dictionary.waves[group.wave].key,
        n=int(found.n[g]),
        n_items=int(found.n_items[g]),
        n_factors=None if reason else int(parallel.n_factors[g]),
        eigenvalue_1=first,
        eigenvalue_2=second,
        eigenvalue_ratio=first / second if first is not None and second else None,
        chi_square=number(fit.chi_square[g]),
        df=None if fit_reason else int(fit.df[g]),
        p_value=number(fit.p_value[g]),
        scaling=number(fit.scaling[g]),
        cfi=number(fit.cfi[g]),
        rmsea=number(fit.rmsea[g]),
        rmsea_low=number(fit.rmsea_low[g]),
        rmsea_high=number(fit.rmsea_high[g]),
        srmr=number(test.srmr[g]),
        fit_reason=fit_reason or None,
        status="not_testable" if reason else "ok",
        reason=reason or None,
        eigenvalues=_eigenvalues(parallel, g),
    )


def _leading(parallel: ParallelAnalysis, g: int) -> tuple[np.float64, np.float64]:
    """Give the two largest eigenvalues; a second one of rounding only is none."""
    values = np.append(parallel.eigenvalues[g], np.nan)
    second = values[1] if values[1] > 1e-12 else np.float64(np.nan)
    return values[0], second


def _eigenvalues(parallel: ParallelAnalysis, g: int) -> tuple[Eigenvalue, ...]:
    pairs = zip(parallel.eigenvalues[g], parallel.reference[g], strict=True)
    return tuple(
        Eigenvalue(position=at, eigenvalue=float(value), eigenvalue_shuffled=float(reference))
        for at, (value, reference) in enumerate(pairs, start=1)
        if np.isfinite(value)
    )
