"""From the arrays of a contrast to its rows."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.contrast_arms import PARTIAL, WITHOUT_PARTIAL, Arms
from lpsstats.analysis.contrast_judging import Judgement, contrast_verdict
from lpsstats.analysis.contrast_rows import Contrast, SiteChange
from lpsstats.analysis.families import STEPWISE
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.question import Question
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.detectable import detectable_change
from lpsstats.survey.model import Floats, Integers

At = tuple[int, int]
# What tests and rows call by the same name and hold as a number.
OF_ESTIMATE = ("estimate", "conf_low", "conf_high", "std_error", "statistic", "df", "p_value")
OF_EFFECT = ("effect", "effect_low", "effect_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything that rows are made of.

    Attributes
    ----------
    dictionary, measures, contrasts, question
        What was asked.
    judgement : Judgement
        The answer.
    unweighted : Judgement, optional
        The same without weights, beside a weighted one.
    linked : bool
        Whether changes are those of linked people.
    prorated, dropped : ndarray of int, shape (n_measures, n_sites)
        Of the two waves, scores from some of the items; respondents with too few answers.
    """

    dictionary: Dictionary
    measures: tuple[Measure, ...]
    contrasts: tuple[Arms, ...]
    question: Question
    judgement: Judgement
    unweighted: Judgement | None
    linked: bool
    prorated: Integers
    dropped: Integers


def contrast_row(answer: Answer, at: At) -> Contrast:
    """Gather one row, at a measure and a contrast."""
    m, k = at
    measure, arms, judgement = answer.measures[m], answer.contrasts[k], answer.judgement
    tests, waves = judgement.tests, answer.dictionary.waves
    reason = str(tests.estimate.reason[at])
    counted = [site for site in arms.sites if tests.present[m, site]]
    return Contrast(
        measure=measure.key,
        measure_label=measure.label,
        better=measure.better,
        unit=measure.unit,
        contrast=arms.kind,
        contrast_label=_label(answer.dictionary, arms),
        intervention_sites=_keys(answer, arms.intervention, counted) or "",
        comparison_sites=_keys(answer, arms.comparison, counted) or "",
        partial_sites=_keys(answer, _partial(answer.dictionary), counted),
        left_out_sites=_keys(answer, arms.sites, set(arms.sites) - set(counted)),
        n_intervention=sum(site in counted for site in arms.intervention),
        n_comparison=sum(site in counted for site in arms.comparison),
        wave_from=waves[answer.question.wave_from].key,
        wave_to=waves[answer.question.wave_to].key,
        n_from=int(tests.changes.before.n[m, counted].sum()),
        n_to=int(tests.changes.after.n[m, counted].sum()),
        confidence=answer.question.confidence,
        p_adjusted=number(judgement.p_adjusted[at]),
        adjust=judgement.own.methods[m],
        family=judgement.own.families[m],
        n_tests=int(judgement.n_tests[at]),
        method=tests.estimate.method,
        effect_method=tests.effect.method,
        verdict_unweighted=_verdict(answer, answer.unweighted, at),
        n_pairs=int(tests.changes.before.n[m, counted].sum()) if answer.linked else None,
        n_prorated=int(answer.prorated[m, counted].sum()),
        n_dropped=int(answer.dropped[m, counted].sum()),
        verdict=_verdict(answer, judgement, at) or "not_testable",
        status="not_testable" if reason else "ok",
        reason=reason or None,
        sites=tuple(_site_change(answer, m, arms, site) for site in counted),
        **_splits(answer, at),  # type: ignore[arg-type]
        **_numbers(answer, at),  # type: ignore[arg-type]
    )


def _numbers(answer: Answer, at: At) -> dict[str, float | None]:
    """Give the numbers of a row that may not exist."""
    tests, measure = answer.judgement.tests, answer.measures[at[0]]
    estimate, shock, sd = tests.estimate.estimate[at], tests.shock[at], tests.sd[at]
    width = measure.high - measure.low or np.nan
    bound = answer.dictionary.smallest_change.get(measure.key, np.nan)
    plain = answer.unweighted
    found = {name: getattr(tests.estimate, name)[at] for name in OF_ESTIMATE}
    found |= {name: getattr(tests.effect, name)[at] for name in OF_EFFECT}
    found |= {
        "pct_range": 100 * estimate / width,
        "detectable": _detectable(answer, at),
        "tipping_shock": shock,
        "tipping_shock_sd": shock / sd,
        "tipping_shock_share": shock / bound,
        "interaction_f": tests.interaction.f[at],
        "interaction_df": tests.interaction.df_sites[at],
        "interaction_df_error": tests.interaction.df_residual[at],
        "interaction_p": tests.interaction.p_value[at],
        "estimate_unweighted": plain.tests.estimate.estimate[at] if plain else np.float64("nan"),
    }
    return {name: number(np.float64(value)) for name, value in (found | _arms(answer, at)).items()}


def _arms(answer: Answer, at: At) -> dict[str, float]:
    """Average each arm's sites: where they started, how they changed."""
    tests = answer.judgement.tests
    coefficient = tests.weights.coefficient[at]
    baseline, change = tests.changes.before.mean[at[0]], tests.changes.change[at[0]]
    first, second = coefficient > 0, coefficient < 0
    starts = [_mean(baseline[arm]) for arm in (first, second)]
    return {
        "baseline_intervention": starts[0],
        "baseline_comparison": starts[1],
        "baseline_gap": (starts[0] - starts[1]) / float(tests.sd[at]),
        "change_intervention": _mean(change[first]),
        "change_comparison": _mean(change[second]),
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else float("nan")


def _detectable(answer: Answer, at: At) -> np.float64:
    """Give the difference that would have been found four times in five, at this row's level."""
    judgement = answer.judgement
    level = 1 - answer.question.confidence
    if judgement.own.methods[at[0]] in STEPWISE:
        level /= max(int(judgement.n_tests[at]), 1)
    estimate = judgement.tests.estimate
    return np.float64(detectable_change(estimate.std_error[at], estimate.df[at], level))


def _splits(answer: Answer, at: At) -> dict[str, float | int | None]:
    """Give the rank of the split; nothing where there is no test."""
    splits = answer.judgement.tests.splits[at[0]][at[1]]
    return {
        "split_rank": int(splits.rank[0]) if splits else None,
        "n_splits": splits.n_splits if splits else None,
        "p_split": float(splits.p_split[0]) if splits else None,
        "p_split_smallest": splits.smallest if splits else None,
    }


def _verdict(answer: Answer, judgement: Judgement | None, at: At) -> str | None:
    if judgement is None:
        return None
    measure = answer.measures[at[0]]
    bound = answer.dictionary.smallest_change.get(measure.key)
    return contrast_verdict(judgement, measure, answer.question, bound, at)


def _site_change(answer: Answer, m: int, arms: Arms, site: int) -> SiteChange:
    """Gather what one site brings."""
    judgement, place = answer.judgement, answer.dictionary.sites[site]
    changes, own = judgement.tests.changes, judgement.tests.own
    p_adjusted = number(judgement.own.p_values[m, site])
    return SiteChange(
        site=place.key,
        site_label=place.label,
        role=place.role,
        arm=arms.arm_of(site),
        n_from=int(changes.before.n[m, site]),
        mean_from=number(changes.before.mean[m, site]),
        sd_from=number(changes.before.sd[m, site]),
        n_to=int(changes.after.n[m, site]),
        mean_to=number(changes.after.mean[m, site]),
        sd_to=number(changes.after.sd[m, site]),
        estimate=number(own.estimate[m, site]),
        conf_low=number(own.conf_low[m, site]),
        conf_high=number(own.conf_high[m, site]),
        p_value=number(own.p_value[m, site]),
        p_adjusted=p_adjusted,
        clear=None if p_adjusted is None else p_adjusted < 1 - answer.question.confidence,
        reason=str(own.reason[m, site]) or None,
    )


def _partial(dictionary: Dictionary) -> tuple[int, ...]:
    return tuple(i for i, site in enumerate(dictionary.sites) if site.role == PARTIAL)


def _keys(answer: Answer, sites: tuple[int, ...], among: Collection[int]) -> str | None:
    """Write the keys of those sites that are among others; nothing where there are none."""
    return ", ".join(answer.dictionary.sites[s].key for s in sites if s in among) or None


def _label(dictionary: Dictionary, arms: Arms) -> str:
    """Name both sides of a contrast, partial sites as such."""
    sides = [
        ", ".join(
            f"{site.label} (partial)" if site.role == PARTIAL else site.label
            for site in (dictionary.sites[position] for position in side)
        )
        for side in (arms.intervention, arms.comparison)
    ]
    without = "Without partial sites: " if arms.kind == WITHOUT_PARTIAL else ""
    return f"{without}{sides[0]} against {sides[1]}"
