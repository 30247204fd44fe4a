"""What becomes of a change when an item is left out of its scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.left_out import rescored, without_item
from lpsstats.analysis.linked import paired_rows
from lpsstats.analysis.numbers import number
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import Dictionary, Scale
from lpsstats.progress import in_steps
from lpsstats.stats.estimate import Estimate, t_estimate
from lpsstats.stats.moments import Moments, cell_moments
from lpsstats.stats.paired import pair_moments, paired_t
from lpsstats.stats.welch import welch
from lpsstats.survey.model import Floats, Survey

CLEAR = frozenset({"improved", "declined", "changed"})
# A change below this part of the scale's range is none to speak of, whichever way it goes.
LEAST_TURN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """A scale's change in one site with one item left out; `item` is `None` for the whole scale.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    scale: str
    scale_label: str
    better: str
    site: str | None
    site_label: str
    item: str | None
    item_label: str | None
    wave_from: str
    wave_to: str
    n_from: int
    mean_from: float | None
    n_to: int
    mean_to: float | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    std_error: float | None
    df: float | None
    p_value: float | None
    method: str
    verdict: str
    estimate_change: float | None
    differs: str | None
    status: str
    reason: str | None


def influence(
    survey: Survey, scales: Sequence[Scale], waves: tuple[int, int], *, confidence: float
) -> tuple[Influence, ...]:
    """Compare two waves on scales, whole and with each item left out in turn; unweighted.

    Parameters
    ----------
    survey : Survey
        All waves. In a panel only the people linked within their site are compared.
    scales : sequence of Scale
        Those of a single item have nothing to leave out and are skipped.
    waves : (int, int)
        Positions of the earlier and the later wave.
    confidence : float
        Coverage of intervals. Verdicts are by p < 1 - confidence, not adjusted for other tests, and
        by the scale's declared smallest change.

    Returns
    -------
    tuple of Influence
        Scale by scale and site by site, all sites together last where there are several: the
        whole scale, then its items.
    """
    rows: list[Influence] = []
    for scale in in_steps("scales", scales):
        if len(scale.items) < 2:
            continue
        parts = [scale, *(without_item(scale, item) for item in scale.items)]
        tests = [
            _compared(survey, rescored(survey, part, scale).values, waves, confidence)
            for part in parts
        ]
        n_sites = len(survey.dictionary.sites)
        for place in range(n_sites + (n_sites > 1)):
            rows += _place_rows(survey.dictionary, scale, place, (waves, confidence, tests))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """Two waves of every place; arrays over sites, all of them together last."""

    before: Moments
    after: Moments
    estimate: Estimate


def _compared(
    survey: Survey, values: Floats, waves: tuple[int, int], confidence: float
) -> _Compared:
    return (
        _paired(survey, values, waves, confidence)
        if survey.dictionary.design == "panel"
        else _independent(survey, values, waves, confidence)
    )


def _independent(
    survey: Survey, values: Floats, waves: tuple[int, int], confidence: float
) -> _Compared:
    """Test every site, and all sites with answers in both waves, by Welch's t."""
    n_sites = len(survey.dictionary.sites)
    answered = ~np.isnan(values)
    counts = [
        np.bincount(survey.site[answered & (survey.wave == w)], minlength=n_sites) for w in waves
    ]
    both = (counts[0] > 0) & (counts[1] > 0)
    pooled = np.where(both[survey.site], n_sites, -1)
    before, after = (
        cell_moments(
            np.tile(np.where(survey.wave == w, values, np.nan), 2),
            np.concatenate([survey.site, pooled]),
            n_sites + 1,
        )
        for w in waves
    )
    estimate = welch(before, after, confidence=confidence)
    return _Compared(before=before, after=after, estimate=estimate)


def _paired(survey: Survey, values: Floats, waves: tuple[int, int], confidence: float) -> _Compared:
    """Test the people linked within their site by the paired t test."""
    n_sites = len(survey.dictionary.sites)
    first, second = paired_rows(survey, *waves)
    place = np.concatenate([survey.site[first], np.full(len(first), n_sites)])
    pairs = pair_moments(np.tile(values[first], 2), np.tile(values[second], 2), place, n_sites + 1)
    return _Compared(
        before=pairs.before, after=pairs.after, estimate=paired_t(pairs, confidence=confidence)
    )


def _place_rows(
    dictionary: Dictionary,
    scale: Scale,
    place: int,
    answer: tuple[tuple[int, int], float, Sequence[_Compared]],
) -> list[Influence]:
    (wave_from, wave_to), confidence, tests = answer
    pooled = place == len(dictionary.sites)
    smallest = dictionary.smallest_change.get(scale.key)
    site = None if pooled else dictionary.sites[place]
    rows: list[Influence] = []
    for item, test in zip((None, *scale.items), tests, strict=True):
        estimate = test.estimate
        reason = str(estimate.reason[place])
        whole = rows[0] if rows else None
        difference = float(estimate.estimate[place])
        word = _verdict(scale, estimate, place, (confidence, smallest))
        rows.append(
            Influence(
                scale=scale.key,
                scale_label=scale.label,
                better=scale.better,
                site=site.key or None if site else None,
                site_label=site.label if site else "All sites",
                item=item,
                item_label=dictionary.variables[item].label if item else None,
                wave_from=dictionary.waves[wave_from].key,
                wave_to=dictionary.waves[wave_to].key,
                n_from=int(test.before.n[place]),
                mean_from=number(test.before.mean[place]),
                n_to=int(test.after.n[place]),
                mean_to=number(test.after.mean[place]),
                estimate=number(estimate.estimate[place]),
                conf_low=number(estimate.conf_low[place]),
                conf_high=number(estimate.conf_high[place]),
                confidence=confidence,
                std_error=number(estimate.std_error[place]),
                df=number(estimate.df[place]),
                p_value=number(estimate.p_value[place]),
                method=estimate.method,
                verdict=word,
                estimate_change=_less(difference, whole),
                differs=_differs(difference, word, whole, scale),
                status="not_testable" if reason else "ok",
                reason=reason or None,
            )
        )
    return rows


def _verdict(scale: Scale, estimate: Estimate, place: int, rule: tuple[float, float | None]) -> str:
    """Judge a change as `compare` does, by its confidence and the smallest change."""
    confidence, smallest = rule
    unchanged = t_estimate(
        estimate.method,
        estimate=estimate.estimate,
        std_error=estimate.std_error,
        df=estimate.df,
        reason=estimate.reason,
        confidence=2 * confidence - 1,
    )
    return verdict(
        estimate=float(estimate.estimate[place]),
        p_value=float(estimate.p_value[place]),
        direction=scale.direction,
        level=1 - confidence,
        equivalence=(float(unchanged.conf_low[place]), float(unchanged.conf_high[place])),
        smallest_change=smallest,
    )


def _less(estimate: float, whole: Influence | None) -> float | None:
    """Give what leaving the item out does to the estimate."""
    if whole is None or whole.estimate is None or math.isnan(estimate):
        return None
    return estimate - whole.estimate


def _differs(estimate: float, word: str, whole: Influence | None, scale: Scale) -> str | None:
    """Say in what the scale without an item differs from the whole one: sign, verdict or both.

    A sign differs where both changes are at least 1% of the scale's range: 0.00 against -0.01 is
    no change that has turned.
    """
    if whole is None or whole.estimate is None or math.isnan(estimate):
        return None
    least = LEAST_TURN * (scale.high - scale.low)
    turned = estimate * whole.estimate < 0 and min(abs(estimate), abs(whole.estimate)) >= least
    other = word != whole.verdict
    parts = [name for name, found in (("sign", turned), ("verdict", other)) if found]
    return " and ".join(parts) or None
