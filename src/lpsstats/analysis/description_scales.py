"""How the scores of scales are distributed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description import percent, usable_weight, why_undefined
from lpsstats.analysis.description_groups import Groups
from lpsstats.analysis.description_spread import Spread, spread_of
from lpsstats.analysis.numbers import number
from lpsstats.dictionary.model import Scale
from lpsstats.progress import in_steps
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores, score

FIVE = (0.0, 0.25, 0.5, 0.75, 1.0)  # least, quartiles, greatest


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDescription:
    """The scores of a scale in a group; n, n_dropped and n_unanswered add up to the base.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    site: str | None
    site_label: str | None
    wave: str | None
    n: int
    base: int
    pct: float | None
    n_prorated: int
    n_dropped: int
    n_unanswered: int
    mean: float | None
    sd: float | None
    minimum: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    maximum: float | None
    pct_floor: float | None
    pct_ceiling: float | None
    n_weighted: int | None
    mean_weighted: float | None
    sd_weighted: float | None
    reason: str | None


def describe_scales(
    survey: Survey, scales: Sequence[Scale], groups: Groups
) -> tuple[ScaleDescription, ...]:
    """Score scales and describe the scores of every group, scale by scale.

    Parameters
    ----------
    survey : Survey
        All waves.
    scales : sequence of Scale
        The scales.
    groups : Groups
        The groups.
    """
    weight = usable_weight(survey)
    rows: list[ScaleDescription] = []
    for scale in in_steps("scales", scales):
        scores = score(survey, scale)
        found = spread_of(scores.values, survey, groups, FIVE, weight)
        counts = _counts(scores, survey, groups)
        rows += [_row(scale, groups, g, found, counts) for g in range(len(groups.places))]
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """Respondents of each group: arrays of shape (n_groups,)."""

    base: NDArray[np.int64]
    prorated: NDArray[np.int64]
    dropped: NDArray[np.int64]
    unanswered: NDArray[np.int64]
    floor: NDArray[np.int64]
    ceiling: NDArray[np.int64]


def _counts(scores: Scores, survey: Survey, groups: Groups) -> _Counts:
    cell = survey.cell
    return _Counts(
        base=groups.counted(cell),
        prorated=groups.counted(cell[scores.prorated]),
        dropped=groups.counted(cell[scores.dropped]),
        unanswered=groups.counted(cell[scores.unanswered]),
        floor=groups.counted(cell[scores.values == scores.scale.low]),
        ceiling=groups.counted(cell[scores.values == scores.scale.high]),
    )


def _row(scale: Scale, groups: Groups, g: int, found: Spread, counts: _Counts) -> ScaleDescription:
    place, n, weighted = groups.places[g], int(found.moments.n[g]), found.weighted
    least, lower, median, upper, greatest = (number(x) for x in found.quantiles[g])
    return ScaleDescription(
        scale=scale.key,
        scale_label=scale.label,
        site=place.site,
        site_label=place.site_label,
        wave=place.wave,
        n=n,
        base=int(counts.base[g]),
        pct=percent(n, counts.base[g]),
        n_prorated=int(counts.prorated[g]),
        n_dropped=int(counts.dropped[g]),
        n_unanswered=int(counts.unanswered[g]),
        mean=number(found.moments.mean[g]),
        sd=number(found.moments.sd[g]),
        minimum=least,
        lower_quartile=lower,
        median=median,
        upper_quartile=upper,
        maximum=greatest,
        pct_floor=percent(counts.floor[g], n),
        pct_ceiling=percent(counts.ceiling[g], n),
        n_weighted=None if weighted is None else int(weighted.n[g]),
        mean_weighted=None if weighted is None else number(weighted.mean[g]),
        sd_weighted=None if weighted is None else number(weighted.sd[g]),
        reason=why_undefined(n),
    )
