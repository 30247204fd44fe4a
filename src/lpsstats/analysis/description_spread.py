"""Means, spreads and quantiles of groups, weighted too: by counts where values are few."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description_groups import Groups
from lpsstats.stats.frequencies import (
    count_table,
    counted_moments,
    weight_table,
    weighted_counted_moments,
)
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.quantiles import cell_quantiles, counted_quantiles
from lpsstats.stats.weights import weighted_moments
from lpsstats.survey.model import Floats, Integers, Survey

MOST_COUNTS = 200_000  # entries of a table of counts; beyond it, values are sorted instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Values summed up by group: arrays of shape (n_groups,), quantiles (n_groups, n_shares)."""

    moments: Moments
    quantiles: Floats
    weighted: Moments | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Respondents with a value: which of the distinct ones, their cell, their weight if any."""

    index: Integers
    cell: Integers
    weight: Floats | None


def counted_spread(
    values: Floats, members: Members, groups: Groups, shares: Sequence[float]
) -> tuple[NDArray[np.int64], Floats | None, Spread]:
    """Count every distinct value in every cell once; all else follows from the counts.

    Parameters
    ----------
    values : ndarray of float, shape (k,)
        The distinct values, ascending.
    members : Members
        Who has which.
    groups : Groups
        The groups.
    shares : sequence of float
        Which quantiles.

    Returns
    -------
    (ndarray of int, ndarray of float or None, Spread)
        How many have each value and the sums of their weights, both of shape (n_groups, k); and
        what follows from them.
    """
    shape = (groups.n_cells, len(values))
    counts = groups.summed(count_table(members.index, members.cell, shape))
    weights, weighted = None, None
    if members.weight is not None:
        table = weight_table(members.index, members.cell, members.weight, shape)
        weights = groups.summed(table)
        n = groups.counted(members.cell[members.weight > 0])
        weighted = weighted_counted_moments(values, weights, n)
    found = Spread(
        moments=counted_moments(values, counts),
        quantiles=counted_quantiles(values, counts, shares),
        weighted=weighted,
    )
    return counts, weights, found


def spread_of(
    values: Floats, survey: Survey, groups: Groups, shares: Sequence[float], weight: Floats | None
) -> Spread:
    """Sum up any values, one per respondent (NaN for none), in every group."""
    given = ~np.isnan(values)
    distinct, index = np.unique(values[given], return_inverse=True)
    if not 0 < len(distinct) * groups.n_cells <= MOST_COUNTS:
        return _sorted_spread(values, survey, groups, shares, weight)
    heavy = None if weight is None else weight[given]
    members = Members(index=index, cell=survey.cell[given], weight=heavy)
    return counted_spread(distinct, members, groups, shares)[2]


def _sorted_spread(
    values: Floats, survey: Survey, groups: Groups, shares: Sequence[float], weight: Floats | None
) -> Spread:
    moments, quantiles, weighted = [], [], []
    for member, n in groups.members(survey):
        moments.append(cell_moments(values, member, n))
        quantiles.append(cell_quantiles(values, member, n, shares))
        if weight is not None:
            weighted.append(weighted_moments(values, weight, member, n))
    return Spread(
        moments=_joined(moments),
        quantiles=np.concatenate(quantiles),
        weighted=_joined(weighted) if weighted else None,
    )


def _joined(parts: Sequence[Moments]) -> Moments:
    return Moments(
        n=np.concatenate([part.n for part in parts]),
        mean=np.concatenate([part.mean for part in parts]),
        sd=np.concatenate([part.sd for part in parts]),
    )
