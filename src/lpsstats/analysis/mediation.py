"""What goes with one measure in another by way of a third, among people of the same site and wave.

The order of the three is an assumption of whoever asks; nothing here can test it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.pooled_base import PooledBase
from lpsstats.stats.correlation import Sampling
from lpsstats.stats.mediation import DIRECT, INDIRECT, PATHS, A, C, Mediation, Paths, mediation


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationPath:
    """One path; every field is a column of the results."""

    path: str
    measures: str
    from_measure: str
    by_measure: str
    to_measure: str
    n: int
    coefficient: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    standardised: float | None
    share_of_whole: float | None
    method: str
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indirect:
    """The indirect part of an order of measures; `None` where not defined."""

    coefficient: float | None
    conf_low: float | None
    conf_high: float | None
    standardised: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationPaths:
    """The answer.

    Attributes
    ----------
    rows : tuple of MediationPath
        Two paths by way of the measure between; the whole, its direct and its indirect part.
    turned : Indirect
        The indirect part in the opposite order.
    n_base, n_without_weight : int
        Respondents looked at; those left out for want of a weight.
    n_cells, n_draws : int
        Sites by waves with respondents; resamples.
    """

    rows: tuple[MediationPath, ...]
    turned: Indirect
    n_base: int
    n_without_weight: int
    n_cells: int
    n_draws: int


def mediation_paths(
    measures: Sequence[Measure], base: PooledBase, *, confidence: float, seed: int
) -> MediationPaths:
    """Estimate the paths between three measures.

    Parameters
    ----------
    measures : sequence of Measure
        The first, the one between, and the last; each has a mean, and no two share an item.
    base : PooledBase
        Whom to look at; who has all three measures counts.
    confidence : float
        Coverage of the intervals.
    seed : int
        Where the random numbers start.
    """
    values = np.column_stack([measure.values[base.rows] for measure in measures])
    here = base.having(values)
    sampling = Sampling(
        weight=here.weight,
        unit=here.unit,
        # Without units everybody is drawn within the cell.
        stratum=None if here.unit is None else here.stratum,
    )
    complete = values[~np.isnan(values).any(axis=1)]
    found = mediation(complete, here.cell, sampling, confidence=confidence, seed=seed)
    return MediationPaths(
        rows=tuple(_rows(found, measures, here, confidence)),
        turned=_indirect(found.turned),
        n_base=base.rows.size,
        n_without_weight=base.n_without_weight,
        n_cells=found.n_cells,
        n_draws=found.n_draws,
    )


def _rows(
    found: Mediation, measures: Sequence[Measure], base: PooledBase, confidence: float
) -> Iterator[MediationPath]:
    first, between, last = (measure.key for measure in measures)
    paths = found.paths
    for which, path in enumerate(PATHS):
        yield MediationPath(
            path=path,
            measures=_in_words(which, [measure.label for measure in measures]),
            from_measure=first,
            by_measure=between,
            to_measure=last,
            n=found.n,
            coefficient=number(paths.estimate[which]),
            conf_low=number(paths.low[which]),
            conf_high=number(paths.high[which]),
            confidence=confidence,
            standardised=number(paths.standardised[which]),
            share_of_whole=number(paths.share) if which == INDIRECT else None,
            method=_method(base),
            status="not_testable" if found.reason else "ok",
            reason=found.reason or None,
        )


def _in_words(which: int, labels: Sequence[str]) -> str:
    """Say between which measures a path runs, and what is held equal."""
    first, between, last = labels
    if which == C:
        return f"{first} to {last}, whole"
    if which == DIRECT:
        return f"{first} to {last} at the same {between}"
    if which == INDIRECT:
        return f"{first} to {last} by way of {between}"
    return f"{first} to {between}" if which == A else f"{between} to {last} at the same {first}"


def _method(base: PooledBase) -> str:
    weighted = "weighted " if base.weight is not None else ""
    return f"{weighted}least squares within sites and waves, percentile bootstrap"


def _indirect(paths: Paths) -> Indirect:
    return Indirect(
        coefficient=number(paths.estimate[INDIRECT]),
        conf_low=number(paths.low[INDIRECT]),
        conf_high=number(paths.high[INDIRECT]),
        standardised=number(paths.standardised[INDIRECT]),
    )
