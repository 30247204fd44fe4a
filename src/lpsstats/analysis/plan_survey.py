"""From a survey to what a plan rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.contrast_arms import Arms
from lpsstats.analysis.frame import Frame, frame_of
from lpsstats.analysis.linking_modes import PAIRS
from lpsstats.analysis.mean_outcomes import mean_outcome
from lpsstats.analysis.measures import SHARE, Measure
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.plan_facts import NAN, Facts
from lpsstats.analysis.plan_spread import cluster_size, known_mean, spread_of
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample, sample_of
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.estimate import TOO_FEW, WAVE_MISSING
from lpsstats.stats.site_shock import SiteShock, site_shock
from lpsstats.survey.model import Integers, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What is the same for all measures of a plan.

    Attributes
    ----------
    dictionary : Dictionary
        Families, smallest changes.
    frame : Frame
        The two waves.
    question : Question
        Which waves and how; panels by linked people.
    arms : Arms, optional
        The two groups of sites, where there are any.
    """

    dictionary: Dictionary
    frame: Frame
    question: Question
    arms: Arms | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One measure in the survey's own two waves.

    Attributes
    ----------
    measure : Measure
        The measure.
    sample : Sample
        Its values; of ticked boxes, those of the first.
    change : Outcome, optional
        Its mean's change in every place; `None` where it has no mean.
    """

    measure: Measure
    sample: Sample
    change: Outcome | None

    def tested(self) -> int:
        """Count the sites in which it can be tested."""
        if self.change is None:
            return int(self.sample.included.sum())
        return int((self.change.reason[:-1] == "").sum())


def grounds_of(survey: Survey, question: Question, arms: Arms | None) -> Grounds:
    """Lay a survey out for a plan."""
    panel = survey.dictionary.design == "panel"
    return Grounds(
        dictionary=survey.dictionary,
        frame=frame_of(survey, question.wave_from, question.wave_to),
        question=replace(question, linked=PAIRS if panel else None),
        arms=arms,
    )


def observe(measure: Measure, grounds: Grounds) -> Observed:
    """Look at a measure in the two waves."""
    values = measure.values if measure.boxes is None else measure.boxes[:, 0]
    sample = sample_of(values, grounds.frame)
    change = mean_outcome(sample, grounds.question) if measure.has_mean else None
    return Observed(measure=measure, sample=sample, change=change)


def facts_of(
    everything: Sequence[Observed], shown: Sequence[str], grounds: Grounds
) -> tuple[Facts, ...]:
    """Gather the facts of measures with a mean.

    Parameters
    ----------
    everything : sequence of Observed
        All measures of the families of those that are shown: they count among the tests.
    shown : sequence of str
        The keys of the measures to plan.
    grounds : Grounds
        The survey.
    """
    families = {m: family for family in grounds.dictionary.families for m in family.measures}
    tests: dict[str, int] = {}
    contrasts: dict[str, int] = {}
    for one in everything:
        family = families[one.measure.key].key
        tests[family] = tests.get(family, 0) + one.tested()
        both = one.change is not None and min(_in_arms(one, grounds.arms)) > 0
        contrasts[family] = contrasts.get(family, 0) + both
    return tuple(
        _facts(one, one.change, grounds, tests, contrasts)
        for one in everything
        if one.measure.key in shown and one.change is not None
    )


def _facts(
    one: Observed,
    change: Outcome,
    grounds: Grounds,
    tests: Mapping[str, int],
    contrasts: Mapping[str, int],
) -> Facts:
    measure, dictionary, frame = one.measure, grounds.dictionary, grounds.frame
    family = next(f for f in dictionary.families if measure.key in f.measures)
    intervention, comparison = _in_arms(one, grounds.arms)
    shock = _shock(one, change, grounds)
    sites, everyone = slice(0, frame.n_sites), slice(frame.n_sites, None)
    return Facts(
        key=measure.key,
        label=measure.label,
        type=measure.type,
        better=measure.better,
        unit=measure.unit,
        width=measure.high - measure.low or NAN,
        site=spread_of(one.sample, change, sites),
        all_sites=spread_of(one.sample, change, everyone),
        linked=frame.person is not None,
        designed=frame.designed,
        pct_from=_baseline(one, change) if measure.kind == SHARE else NAN,
        n=_typical_n(change, sites, linked=frame.person is not None),
        cluster_size=cluster_size(one.sample),
        n_sites=int(one.sample.included.sum()),
        n_intervention=intervention,
        n_comparison=comparison,
        family=family.key,
        adjust=grounds.question.adjust or family.adjust,
        n_tests=tests[family.key],
        n_contrasts=contrasts[family.key],
        shock=float(shock.shock[0]),
        shock_low=float(shock.shock_low[0]),
        shock_high=float(shock.shock_high[0]),
        bound=dictionary.smallest_change.get(measure.key, NAN),
        wanted=dictionary.smallest_change.get(measure.key, NAN),
        reason=_reason(change, one),
    )


def _reason(change: Outcome, one: Observed) -> str:
    """Say why nothing can be planned: no place could be tested, for the reason of all together."""
    if not one.sample.included.any():
        return WAVE_MISSING
    if np.any(change.reason == ""):
        return ""
    return str(change.reason[-1]) or TOO_FEW


def _in_arms(one: Observed, arms: Arms | None) -> tuple[int, int]:
    """Count the sites with both waves in each arm."""
    if arms is None:
        return 0, 0
    first, second = (
        int(one.sample.included[list(arm)].sum()) for arm in (arms.intervention, arms.comparison)
    )
    return first, second


def _baseline(one: Observed, change: Outcome) -> float:
    """Give the percentage of the earlier wave, over respondents of all sites."""
    sites = slice(0, one.sample.frame.n_sites)
    return known_mean(change.mean_from[sites], change.n_from[sites])


def _typical_n(change: Outcome, sites: slice, *, linked: bool) -> float:
    """Give the median size of a cell that is not empty, a whole number."""
    n = change.n_pairs[sites] if linked else np.stack([change.n_from[sites], change.n_to[sites]])
    return float(np.floor(np.median(n[n > 0]))) if np.any(n > 0) else NAN


def _shock(one: Observed, change: Outcome, grounds: Grounds) -> SiteShock:
    """Estimate local shocks from the sites of the two arms."""
    arm: Integers = np.full(grounds.frame.n_sites, -1)
    if grounds.arms is not None:
        arm[list(grounds.arms.intervention)] = 1
        arm[list(grounds.arms.comparison)] = 0
    estimate, error = change.estimate[:-1], change.std_error[:-1]
    arm = np.where(one.sample.included & ~np.isnan(error), arm, -1)
    return site_shock(
        estimate[None], error[None] ** 2, arm[None], confidence=grounds.question.confidence
    )
