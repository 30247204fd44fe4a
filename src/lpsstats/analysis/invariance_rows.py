"""The rows that say how one factor fits several waves, and which items changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.numbers import number
from lpsstats.dictionary.model import Dictionary, Scale, Site
from lpsstats.stats.invariance import MODELS
from lpsstats.stats.invariance import Invariance as Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCases:
    """The complete cases of a wave."""

    wave: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariance:
    """One model of one scale over several waves; `site` is `None` where all are together.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    site: str | None
    site_label: str | None
    n_waves: int
    n: int
    model: str
    chi_square: float | None
    df: int | None
    p_value: float | None
    scaling: float | None
    delta_chi_square: float | None
    delta_df: int | None
    delta_p_value: float | None
    cfi: float | None
    delta_cfi: float | None
    rmsea: float | None
    rmsea_low: float | None
    rmsea_high: float | None
    srmr: float | None
    shifted_item: str | None
    shifted_wave: str | None
    shift: float | None
    dmacs: float | None
    status: str
    reason: str | None
    wave_cases: tuple[WaveCases, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShift:
    """An item in a later wave against the first; all other items are held equal.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    site: str | None
    site_label: str | None
    item: str
    item_label: str
    reversed: bool
    wave_from: str
    wave_to: str
    loading_from: float | None
    loading_to: float | None
    intercept_from: float | None
    intercept_to: float | None
    shift: float | None
    dmacs: float | None
    delta_chi_square: float | None
    delta_df: int
    delta_p_value: float | None
    status: str
    reason: str | None


def model_rows(
    scale: Scale, site: Site | None, cases: tuple[WaveCases, ...], found: Fitted
) -> tuple[Invariance, ...]:
    """Make a row of each model; that of equal intercepts names the item that shifted most."""
    fit = found.fit
    rows = [
        replace(
            _blank(scale, site, cases, model, str(found.reason[m])),
            chi_square=number(fit.chi_square[m]),
            df=int(fit.df[m]) if np.isfinite(fit.chi_square[m]) else None,
            p_value=number(fit.p_value[m]),
            scaling=number(fit.scaling[m]),
            delta_chi_square=number(found.delta_chi_square[m]),
            delta_df=int(found.delta_df[m]) if np.isfinite(found.delta_chi_square[m]) else None,
            delta_p_value=number(found.delta_p_value[m]),
            cfi=number(fit.cfi[m]),
            delta_cfi=number(found.delta_cfi[m]),
            rmsea=number(fit.rmsea[m]),
            rmsea_low=number(fit.rmsea_low[m]),
            rmsea_high=number(fit.rmsea_high[m]),
            srmr=number(found.srmr[m]),
        )
        for m, model in enumerate(MODELS)
    ]
    items = found.items
    if items is not None and not np.isnan(items.dmacs).all():
        wave, item = np.unravel_index(np.nanargmax(items.dmacs), items.dmacs.shape)
        rows[-1] = replace(
            rows[-1],
            shifted_item=scale.items[item],
            shifted_wave=cases[int(wave) + 1].wave,
            shift=float(items.shift[wave, item]),
            dmacs=float(items.dmacs[wave, item]),
        )
    return tuple(rows)


def rows_without(
    scale: Scale, site: Site | None, cases: tuple[WaveCases, ...], reason: str
) -> tuple[Invariance, ...]:
    """Make the rows of a scale that too few waves can be fitted of."""
    return tuple(_blank(scale, site, cases, model, reason) for model in MODELS)


def _blank(
    scale: Scale, site: Site | None, cases: tuple[WaveCases, ...], model: str, reason: str
) -> Invariance:
    """Make a row with nothing estimated yet."""
    return Invariance(
        scale=scale.key,
        scale_label=scale.label,
        site=site.key or None if site else None,
        site_label=site.label if site else None,
        n_waves=len(cases),
        n=sum(one.n for one in cases),
        model=model,
        chi_square=None,
        df=None,
        p_value=None,
        scaling=None,
        delta_chi_square=None,
        delta_df=None,
        delta_p_value=None,
        cfi=None,
        delta_cfi=None,
        rmsea=None,
        rmsea_low=None,
        rmsea_high=None,
        srmr=None,
        shifted_item=None,
        shifted_wave=None,
        shift=None,
        dmacs=None,
        status="not_testable" if reason else "ok",
        reason=reason or None,
        wave_cases=cases,
    )


def item_rows(
    dictionary: Dictionary,
    scale: Scale,
    site: Site | None,
    cases: Sequence[WaveCases],
    found: Fitted,
) -> tuple[ItemShift, ...]:
    """Make a row of every item in every later wave; none without the model of equal intercepts."""
    items = found.items
    if items is None:
        return ()
    return tuple(
        ItemShift(
            scale=scale.key,
            scale_label=scale.label,
            site=site.key or None if site else None,
            site_label=site.label if site else None,
            item=key,
            item_label=dictionary.variables[key].label,
            reversed=key in scale.reverse,
            wave_from=cases[0].wave,
            wave_to=cases[wave].wave,
            loading_from=number(items.loading[0, j]),
            loading_to=number(items.loading[wave, j]),
            intercept_from=number(items.intercept[0, j]),
            intercept_to=number(items.intercept[wave, j]),
            shift=number(items.shift[wave - 1, j]),
            dmacs=number(items.dmacs[wave - 1, j]),
            delta_chi_square=number(items.chi_square[j]),
            delta_df=items.df,
            delta_p_value=number(items.p_value[j]),
            status="not_testable" if items.reason[j] else "ok",
            reason=str(items.reason[j]) or None,
        )
        for j, key in enumerate(scale.items)
        for wave in range(1, len(cases))
    )
