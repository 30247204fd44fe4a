"""Whether a scale measured the same thing in every wave."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.invariance_rows import (
    Invariance,
    ItemShift,
    WaveCases,
    item_rows,
    model_rows,
    rows_without,
)
from lpsstats.dictionary.model import Scale
from lpsstats.progress import in_steps
from lpsstats.stats.invariance import CASES_PER_ITEM, FEW_CASES
from lpsstats.stats.invariance import invariance as invariance_of
from lpsstats.stats.item_groups import group_items
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.scoring import item_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class InvarianceAnswer:
    """The models of every scale, what became of its items, and the waves that were left out.

    Attributes
    ----------
    models : tuple of Invariance
        Three per scale and place.
    items : tuple of ItemShift
        One per scale, place, item and later wave, where the scalar model could be fitted.
    left_out : tuple of str
        Scale, place, wave and complete cases, in words.
    """

    models: tuple[Invariance, ...]
    items: tuple[ItemShift, ...]
    left_out: tuple[str, ...]


def invariance(
    survey: Survey, scales: Sequence[Scale], waves: Sequence[int], *, by_site: bool
) -> InvarianceAnswer:
    """Fit one factor to the waves of every scale, from complete cases, unweighted.

    Parameters
    ----------
    survey : Survey
        All waves.
    scales : sequence of Scale
        The scales.
    waves : sequence of int
        Positions of the waves to fit together, two or more. One with fewer than `CASES_PER_ITEM`
        complete cases per item is left out.
    by_site : bool
        Whether to look at every site by itself too.

    Returns
    -------
    InvarianceAnswer
        Scale by scale: all respondents together, then each site.
    """
    sites = range(len(survey.dictionary.sites)) if by_site else ()
    models: list[Invariance] = []
    items: list[ItemShift] = []
    left_out: list[str] = []
    for scale in in_steps("scales", scales):
        answers = item_matrix(survey, scale)
        for site in (None, *sites):
            found = _place(survey, scale, answers, (site, waves))
            models += found.models
            items += found.items
            left_out += found.left_out
    return InvarianceAnswer(models=tuple(models), items=tuple(items), left_out=tuple(left_out))


def _place(
    survey: Survey, scale: Scale, answers: Floats, where: tuple[int | None, Sequence[int]]
) -> InvarianceAnswer:
    """Look at one scale in one site, or in all of them."""
    site, waves = where
    here = ~np.isnan(answers).any(axis=1)
    if site is not None:
        here &= survey.site == site
    n = np.bincount(survey.wave[here], minlength=len(survey.dictionary.waves))
    kept = [w for w in waves if n[w] >= CASES_PER_ITEM * len(scale.items)]
    place = None if site is None else survey.dictionary.sites[site]
    cases = tuple(WaveCases(wave=survey.dictionary.waves[w].key, n=int(n[w])) for w in waves)
    used = tuple(one for w, one in zip(waves, cases, strict=True) if w in kept)
    left_out = tuple(
        f"{', '.join(part for part in (scale.label, place.label if place else '') if part)} "
        f"{one.wave} ({one.n:,})"
        for one in cases
        if one not in used
    )
    if len(kept) < 2:
        return InvarianceAnswer(
            models=rows_without(scale, place, cases, FEW_CASES), items=(), left_out=left_out
        )
    number = np.full(len(survey.dictionary.waves), -1)
    number[kept] = np.arange(len(kept))
    found = invariance_of(group_items(answers, np.where(here, number[survey.wave], -1), len(kept)))
    return InvarianceAnswer(
        models=model_rows(scale, place, used, found),
        items=item_rows(survey.dictionary, scale, place, used, found),
        left_out=left_out,
    )
