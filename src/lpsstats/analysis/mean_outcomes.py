"""The change of a mean: of scores, of ordered answers, of numbers."""

from dataclasses import replace

import numpy as np

from lpsstats.analysis.designed_rows import designed_rows
from lpsstats.analysis.frame import Flags
from lpsstats.analysis.linking_modes import (
    INDEPENDENT,
    OVERLAPPING,
    PAIRS,
    linked_counts,
    linking_modes,
    pair_rows,
    place_pairs,
)
from lpsstats.analysis.outcome import Outcome, Strings, outcome, pick
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.design_effects import hedges_average_weighted
from lpsstats.stats.design_means import DesignMeans, design_means
from lpsstats.stats.effects import Effect, hedges_average, hedges_average_paired, hedges_pooled
from lpsstats.stats.estimate import NO_VARIANCE, TOO_FEW, WAVE_MISSING, Estimate, t_estimate
from lpsstats.stats.moments import ROUNDING, Moments, mean_difference
from lpsstats.stats.paired import PairMoments, paired_t
from lpsstats.stats.partly_overlapping import hedges_overlapping, partly_overlapping_t
from lpsstats.stats.weights import weighted_moments
from lpsstats.stats.welch import welch


def mean_outcome(sample: Sample, question: Question) -> Outcome:
    """Test the change of a mean in every place, as its respondents are linked and weighted."""
    modes = linking_modes(sample, question)
    tests = _DESIGNED if sample.frame.designed else _PLAIN
    found = {mode: tests[mode](sample, question) for mode in dict.fromkeys(modes.tolist())}
    return pick(modes, found)


def _of_estimate(
    sample: Sample,
    waves: tuple[Moments, Moments],
    estimate: Estimate,
    effect: Effect,
    question: Question,
) -> Outcome:
    """Put a t test into an outcome."""
    before, after = waves
    known = estimate.reason == ""
    unchanged = t_estimate(
        estimate.method,
        estimate=estimate.estimate,
        std_error=estimate.std_error,
        df=estimate.df,
        reason=estimate.reason,
        confidence=question.two_one_sided,
    )
    return outcome(
        sample.frame.n_places,
        method=estimate.method,
        reason=estimate.reason,
        n_from=before.n,
        n_to=after.n,
        mean_from=before.mean,
        mean_to=after.mean,
        sd_from=before.sd,
        sd_to=after.sd,
        estimate=estimate.estimate,
        conf_low=estimate.conf_low,
        conf_high=estimate.conf_high,
        unchanged_low=unchanged.conf_low,
        unchanged_high=unchanged.conf_high,
        std_error=estimate.std_error,
        statistic=estimate.statistic,
        df=estimate.df,
        p_value=estimate.p_value,
        effect=np.where(known, effect.effect, np.nan),
        effect_low=np.where(known, effect.effect_low, np.nan),
        effect_high=np.where(known, effect.effect_high, np.nan),
        effect_method=effect.method,
    )


def _independent(sample: Sample, question: Question) -> Outcome:
    waves = sample.before, sample.after
    standardise = hedges_pooled if question.effect == "pooled" else hedges_average
    estimate = welch(*waves, confidence=question.confidence)
    effect = standardise(*waves, confidence=question.confidence)
    found = _of_estimate(sample, waves, estimate, effect, question)
    return replace(found, n_pairs=linked_counts(sample, INDEPENDENT))


def _pairs(sample: Sample, question: Question) -> Outcome:
    """Test the linked; where nobody is, show the waves as they are, untested."""
    pairs = place_pairs(sample)
    linked = pairs.n > 0
    estimate = paired_t(pairs, confidence=question.confidence)
    shown = replace(
        estimate,
        estimate=np.where(linked, estimate.estimate, mean_difference(sample.before, sample.after)),
        reason=np.where(empty_waves(sample), WAVE_MISSING, estimate.reason),
    )
    effect = hedges_average_paired(pairs, confidence=question.confidence)
    waves = (
        _where(linked, pairs.before, sample.before),
        _where(linked, pairs.after, sample.after),
    )
    found = _of_estimate(sample, waves, shown, effect, question)
    return replace(found, n_pairs=pairs.n.astype(np.float64))


def empty_waves(sample: Sample) -> Flags:
    """Say in which places a wave has no answers."""
    return np.asarray((sample.before.n == 0) | (sample.after.n == 0))


def _where(chosen: Flags, yes: Moments, no: Moments) -> Moments:
    return Moments(
        n=np.where(chosen, yes.n, no.n),
        mean=np.where(chosen, yes.mean, no.mean),
        sd=np.where(chosen, yes.sd, no.sd),
    )


def _overlapping(sample: Sample, question: Question) -> Outcome:
    pairs, waves = place_pairs(sample), (sample.before, sample.after)
    estimate = partly_overlapping_t(*waves, pairs, confidence=question.confidence)
    effect = hedges_overlapping(*waves, pairs, confidence=question.confidence)
    found = _of_estimate(sample, waves, estimate, effect, question)
    return replace(found, n_pairs=pairs.n.astype(np.float64))


def _designed_independent(sample: Sample, question: Question) -> Outcome:
    return _of_design(sample, INDEPENDENT, question)


def _designed_overlapping(sample: Sample, question: Question) -> Outcome:
    """Take linked people as sampling units that are in both waves."""
    return _of_design(sample, OVERLAPPING, question)


def _of_design(sample: Sample, mode: str, question: Question) -> Outcome:
    rows = designed_rows(sample, mode)
    found = design_difference(
        rows.values,
        rows.weight,
        rows.contrast,
        rows.later,
        sample.frame.n_places,
        stratum=rows.stratum,
        cluster=rows.cluster,
        confidence=question.confidence,
    )
    sizes = found.n_effective_before, found.n_effective_after
    effect = hedges_average_weighted(
        found.before,
        found.after,
        *sizes,
        std_error=found.estimate.std_error,
        df=found.estimate.df,
        confidence=question.confidence,
    )
    if sample.frame.weight is None:
        effect = replace(effect, method="Hedges g, average SD")
    result = _of_estimate(sample, (found.before, found.after), found.estimate, effect, question)
    return replace(
        result,
        n_effective_from=sizes[0],
        n_effective_to=sizes[1],
        n_pairs=linked_counts(sample, mode),
    )


def _designed_pairs(sample: Sample, question: Question) -> Outcome:
    """Average the differences of the linked by the weight that each has in the later wave.

    Where nobody is linked, show the waves as they are, untested.
    """
    frame = sample.frame
    before, after, place = pair_rows(sample)
    weight = np.tile(frame.weights[frame.second], 2)
    complete = ~np.isnan(before) & ~np.isnan(after)
    weight = np.where(complete, weight, 0.0)
    cluster = None if frame.cluster is None else np.tile(frame.cluster[frame.second], 2)
    site = np.tile(frame.site[frame.first], 2)
    change = design_means(
        after - before, weight, place, frame.n_places, stratum=site, cluster=cluster
    )
    pairs, linked = place_pairs(sample), change.n > 0
    estimate = t_estimate(
        "Design-based paired t-test",
        estimate=np.where(linked, change.mean, mean_difference(sample.before, sample.after)),
        std_error=np.sqrt(change.variance),
        df=change.degrees,
        reason=_why_no_pairs(sample, change, pairs),
        confidence=question.confidence,
    )
    effect = hedges_average_paired(pairs, confidence=question.confidence)
    effect = replace(effect, method=f"{effect.method}, unweighted")
    first, second = (weighted_moments(x, weight, place, frame.n_places) for x in (before, after))
    waves = _where(linked, first, sample.before), _where(linked, second, sample.after)
    return replace(
        _of_estimate(sample, waves, estimate, effect, question),
        n_pairs=linked_counts(sample, PAIRS),
        n_effective_from=change.n_effective,
        n_effective_to=change.n_effective,
    )


def _why_no_pairs(sample: Sample, change: DesignMeans, pairs: PairMoments) -> Strings:
    """Say where the linked allow no test; a stratum of one unit has no variance to give.

    Nor do differences that are all alike, but for the rounding of the two values, or of which one
    has all the weight.
    """
    few = (change.n < 2) | (change.degrees < 1) | np.isnan(change.variance)
    size = np.maximum(*(np.abs(wave.mean) + wave.sd for wave in (pairs.before, pairs.after)))
    still = np.sqrt(change.variance * change.n) <= ROUNDING * size
    return np.select(
        [empty_waves(sample), few, still],
        [WAVE_MISSING, TOO_FEW, NO_VARIANCE],
        default="",
    )


_PLAIN = {INDEPENDENT: _independent, PAIRS: _pairs, OVERLAPPING: _overlapping}
_DESIGNED = {
    INDEPENDENT: _designed_independent,
    PAIRS: _designed_pairs,
    OVERLAPPING: _designed_overlapping,
}
