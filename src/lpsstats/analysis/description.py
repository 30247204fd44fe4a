"""Who answered, and with what weight."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description_groups import Groups
from lpsstats.analysis.numbers import number
from lpsstats.dictionary.model import Site, Wave
from lpsstats.stats.weights import largest, summarise_weights
from lpsstats.survey.model import Floats, Integers, Survey

NOBODY, ALONE = "wave_missing", "n_lt_2"
ALL_SITES, ALL_WAVES = "All sites", "All waves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Respondents of a site in a wave; `site` or `wave` is `None` where all are together.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    wave: str | None
    wave_label: str
    site: str | None
    site_label: str
    role: str | None
    n: int
    base: int
    pct: float | None
    n_unanswered: int
    n_weighted: int | None
    pct_weighted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of a group of respondents; `n` counts those above zero."""

    site: str | None
    site_label: str | None
    wave: str | None
    n: int
    n_zero_weight: int
    n_no_weight: int
    minimum: float | None
    median: float | None
    maximum: float | None
    mean: float | None
    cv: float | None
    max_to_median: float | None
    design_effect: float | None
    n_effective: float | None
    reason: str | None


def percent(part: float, whole: float) -> float | None:
    """Give a part of a whole in points, 0 to 100; `None` of nothing."""
    return 100.0 * float(part) / float(whole) if whole > 0 else None


def why_undefined(n: int) -> str | None:
    """Say why there is no mean, or no spread: nobody answered, or only one did."""
    return {0: NOBODY, 1: ALONE}.get(n)


def usable_weight(survey: Survey) -> Floats | None:
    """Give the weights, the largest as 1; 0 where a respondent has none; `None` if undeclared.

    Only their relative size counts in what is made of them, and so no sum overflows.
    """
    if survey.weight is None:
        return None
    weight = np.where(survey.weight > 0, survey.weight, 0.0)
    return np.asarray(weight / largest(weight))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Margins:
    """Counts of shape (n_sites + 1, n_waves + 1); the last row and column are the totals."""

    n: Integers
    silent: Integers
    weighted: Integers | None
    weight: Floats | None


def who_answered(survey: Survey) -> tuple[Respondents, ...]:
    """Count the respondents of every wave: each site, then all of them; then all waves together.

    Parameters
    ----------
    survey : Survey
        All waves. Sites and waves without respondents have rows too.

    Returns
    -------
    tuple of Respondents
        `pct` is the site's part of the wave's respondents; in a survey without sites, the wave's
        part of all. With a single site, or wave, there are no rows for all of them.
    """
    dictionary, margins = survey.dictionary, _margins(survey)
    waves = dictionary.waves
    places = [*range(len(waves)), *([len(waves)] if len(waves) > 1 else [])]
    rows: list[Respondents] = []
    for w in places:
        rows += _wave_rows(survey, margins, w, waves[w] if w < len(waves) else None)
    return tuple(rows)


def _wave_rows(
    survey: Survey, margins: _Margins, w: int, wave: Wave | None
) -> Iterator[Respondents]:
    sites = survey.dictionary.sites
    named, total = bool(sites[0].key), len(sites)
    if named:
        for s, site in enumerate(sites):
            yield _who(margins, (s, w), (total, w), site, wave)
    if not named or len(sites) > 1:
        yield _who(margins, (total, w), (total, w if named else -1), None, wave)


def _who(
    margins: _Margins,
    here: tuple[int, int],
    whole: tuple[int, int],
    site: Site | None,
    wave: Wave | None,
) -> Respondents:
    weight = margins.weight
    return Respondents(
        wave=wave.key if wave else None,
        wave_label=wave.label if wave else ALL_WAVES,
        site=site.key if site else None,
        site_label=site.label if site else ALL_SITES,
        role=site.role if site else None,
        n=int(margins.n[here]),
        base=int(margins.n[whole]),
        pct=percent(margins.n[here], margins.n[whole]),
        n_unanswered=int(margins.silent[here]),
        n_weighted=None if margins.weighted is None else int(margins.weighted[here]),
        pct_weighted=None if weight is None else percent(weight[here], weight[whole]),
    )


def _margins(survey: Survey) -> _Margins:
    shape = (len(survey.dictionary.sites), len(survey.dictionary.waves))
    cell, weight = survey.cell, usable_weight(survey)
    n_cells = shape[0] * shape[1]

    def counted(which: NDArray[np.bool_]) -> Integers:
        return _with_totals(np.bincount(cell[which], minlength=n_cells).reshape(shape))

    return _Margins(
        n=_with_totals(np.bincount(cell, minlength=n_cells).reshape(shape)),
        silent=counted(_silent(survey)),
        weighted=None if weight is None else counted(weight > 0),
        weight=None
        if weight is None
        else _with_totals(np.bincount(cell, weight, n_cells).reshape(shape)),
    )


def _with_totals(table: NDArray[np.generic]) -> NDArray:  # type: ignore[type-arg]
    wide = np.hstack([table, table.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def _silent(survey: Survey) -> NDArray[np.bool_]:
    """Say who answered none of the questions."""
    silent = np.ones(survey.n, dtype=bool)
    for values in survey.responses.values():
        silent &= np.isnan(values)
    for boxes in survey.boxes.values():
        silent &= ~(boxes.ticked == 1).any(axis=1)
    return silent


def describe_weights(survey: Survey, groups: Groups) -> tuple[Weights, ...]:
    """Describe the weights of every group; no rows where the dictionary declares no weight.

    Parameters
    ----------
    survey : Survey
        All waves.
    groups : Groups
        The groups.
    """
    if survey.weight is None:
        return ()
    rows: list[Weights] = []
    places = iter(groups.places)
    for member, n_groups in groups.members(survey):
        found = summarise_weights(survey.weight, member, n_groups)
        for g in range(n_groups):
            place = next(places)
            low, median, high = (number(x[g]) for x in (found.low, found.median, found.high))
            row = Weights(
                site=place.site,
                site_label=place.site_label,
                wave=place.wave,
                n=int(found.n[g]),
                n_zero_weight=int(found.n_zero[g]),
                n_no_weight=int(found.n_missing[g]),
                minimum=low,
                median=median,
                maximum=high,
                mean=number(found.mean[g]),
                cv=number(found.cv[g]),
                max_to_median=high / median if high and median else None,
                design_effect=number(found.design_effect[g]),
                n_effective=number(found.n_effective[g]),
                reason=NOBODY if not found.n[g] else None,
            )
            rows.append(row)
    return tuple(rows)
