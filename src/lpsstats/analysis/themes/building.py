"""From arrays to the rows of themes."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.judging import better_of
from lpsstats.analysis.numbers import number
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.analysis.themes.amounts import Amounts
from lpsstats.analysis.themes.grouping import BY_SITE, Grouped
from lpsstats.analysis.themes.measuring import Asked
from lpsstats.analysis.themes.rows import OtherWave, Theme, ThemeQuestion
from lpsstats.analysis.themes.shares import KORN_GRAUBARD, WILSON, WaveShares
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import DIRECTIONS
from lpsstats.survey.model import Floats

# Fewer respondents, or fewer mentions, make a share too shaky to be shown bare.
FEWEST_RESPONDENTS, FEWEST_MENTIONS = 30, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Everything that the rows of one question are made of.

    Attributes
    ----------
    adjusted : ndarray of float, shape (k, n_groups)
        The p of the themes, adjusted by `adjust` over all of them in all groups.
    shares : tuple of tuple of WaveShares
        By theme, then by wave.
    amounts : tuple of Amounts
        How much was named, by wave.
    """

    asked: Asked
    grouped: Grouped
    question: Question
    adjust: str
    adjusted: Floats
    shares: tuple[tuple[WaveShares, ...], ...]
    amounts: tuple[Amounts, ...]

    @property
    def n_groups(self) -> int:
        """How many groups there are; one place more is all of them together."""
        return self.asked.base.frame.n_sites

    @property
    def single(self) -> bool:
        """Whether one wave is shown alone."""
        return self.question.wave_from == self.question.wave_to


def theme_row(laid: Laid, part: int, place: int, rank: int | None) -> Theme:
    """Gather the row of one theme in one place.

    Parameters
    ----------
    laid : Laid
        The arrays.
    part, place : int
        The theme; the group, or one past the last for all together.
    rank : int, optional
        Its rank there.

    Returns
    -------
    Theme
        Without a kappa, which is of all groups and waves: see `with_kappa`.
    """
    asked, question = laid.asked, laid.question
    one, category = asked.parts[part], asked.measure.categories[part]
    after = laid.shares[part][question.wave_to]
    before = None if laid.single else laid.shares[part][question.wave_from]
    own = place < laid.n_groups
    return Theme(
        type=asked.measure.type,
        category=category.code,
        category_label=category.label or category.code,
        better=better_of(asked.measure, part),
        rank=rank,
        n_to=int(after.n[place]),
        mentions_to=int(after.mentions[place]),
        pct_to=number(after.pct[place]),
        pct_to_low=number(after.low[place]),
        pct_to_high=number(after.high[place]),
        n_effective_to=number(after.n_effective[place]),
        n_from=None if before is None else int(before.n[place]),
        mentions_from=None if before is None else int(before.mentions[place]),
        pct_from=None if before is None else number(before.pct[place]),
        pct_from_low=None if before is None else number(before.low[place]),
        pct_from_high=None if before is None else number(before.high[place]),
        n_effective_from=None if before is None else number(before.n_effective[place]),
        share_interval=KORN_GRAUBARD if asked.base.frame.designed else WILSON,
        estimate=number(one.estimate[place]),
        conf_low=number(one.conf_low[place]),
        conf_high=number(one.conf_high[place]),
        confidence=question.confidence,
        statistic=number(one.statistic[place]),
        df=number(one.df[place]),
        p_value=number(one.p_value[place]),
        p_adjusted=number(laid.adjusted[part, place]) if own else None,
        adjust=laid.adjust if own and not laid.single else None,
        n_tests=int((~np.isnan(laid.adjusted)).sum()) if own and not laid.single else None,
        small=_is_small(before, after, place),
        kappa=None,
        verdict=_verdict(laid, part, place),
        other_waves=_other_waves(laid, part, place),
        **_where(laid, one, asked.samples[part], place),  # type: ignore[arg-type]
    )


def question_row(laid: Laid, place: int) -> ThemeQuestion:
    """Gather the row of a whole question in one place.

    Parameters
    ----------
    laid : Laid
        The arrays.
    place : int
        The group, or one past the last for all together.
    """
    one = laid.asked.whole
    after = laid.amounts[laid.question.wave_to]
    before = None if laid.single else laid.amounts[laid.question.wave_from]
    several = laid.asked.measure.type == "multiple"  # else everybody names one thing
    return ThemeQuestion(
        type=laid.asked.measure.type,
        n_themes=len(laid.asked.parts),
        n_from=None if before is None else int(before.n[place]),
        n_to=int(after.n[place]),
        mean_mentions_from=number(before.mentions[place]) if before and several else None,
        mean_mentions_to=number(after.mentions[place]) if several else None,
        pct_nothing_from=number(before.nothing[place]) if before and several else None,
        pct_nothing_to=number(after.nothing[place]) if several else None,
        statistic=number(one.statistic[place]),
        df=number(one.df[place]),
        df_error=number(one.df_error[place]),
        p_value=number(one.p_value[place]),
        **_where(laid, one, laid.asked.base, place),  # type: ignore[arg-type]
    )


def _where(laid: Laid, one: Outcome, sample: Sample, place: int) -> dict[str, object]:
    """Give what rows of both kinds have in common: what they are about, and how it was tested."""
    sites, waves = laid.grouped.survey.dictionary.sites, laid.grouped.survey.dictionary.waves
    pooled = place == laid.n_groups
    reason, pairs = str(one.reason[place]), one.n_pairs[place]
    everyone = "All sites" if laid.grouped.by == BY_SITE else "All together"
    return {
        "measure": laid.asked.measure.key,
        "measure_label": laid.asked.measure.label,
        "by": laid.grouped.by,
        "group": None if pooled else sites[place].key or None,
        "group_label": everyone if pooled else sites[place].label,
        "wave_from": None if laid.single else waves[laid.question.wave_from].key,
        "wave_to": waves[laid.question.wave_to].key,
        "method": str(one.method[place]),
        "n_pairs": int(pairs) if np.isfinite(pairs) else None,
        "n_groups": int(sample.included.sum()) if pooled else None,
        "status": "not_testable" if reason else "ok",
        "reason": reason or None,
    }


def _is_small(before: WaveShares | None, after: WaveShares, place: int) -> bool:
    """Say whether a wave has few respondents, or the theme few mentions in both together.

    A wave that did not ask has nobody, which is not few.
    """
    waves = [wave for wave in (before, after) if wave is not None and wave.n[place] > 0]
    few = any(wave.n[place] < FEWEST_RESPONDENTS for wave in waves)
    rare = sum(int(wave.mentions[place]) for wave in waves) < FEWEST_MENTIONS
    return bool(waves) and (few or rare)


def _verdict(laid: Laid, part: int, place: int) -> str:
    one = laid.asked.parts[part]
    judged = laid.adjusted[part, place] if place < laid.n_groups else one.p_value[place]
    return verdict(
        estimate=float(one.estimate[place]),
        p_value=float(judged),
        direction=DIRECTIONS[better_of(laid.asked.measure, part)],
        level=1 - laid.question.confidence,
        equivalence=(float(one.unchanged_low[place]), float(one.unchanged_high[place])),
        smallest_change=None,
    )


def _other_waves(laid: Laid, part: int, place: int) -> tuple[OtherWave, ...]:
    """Show the waves that are not compared; none beside a wave that is wanted alone."""
    if laid.single:
        return ()
    shown = {laid.question.wave_from, laid.question.wave_to}
    return tuple(
        OtherWave(
            wave=wave.key,
            n=int(laid.shares[part][w].n[place]),
            mentions=int(laid.shares[part][w].mentions[place]),
            pct=number(laid.shares[part][w].pct[place]),
        )
        for w, wave in enumerate(laid.grouped.survey.dictionary.waves)
        if w not in shown
    )
