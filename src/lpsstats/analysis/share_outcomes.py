"""The change of a share: of a success, of one category, of a ticked box. All in percent."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from lpsstats.analysis.designed_shares import ALL, by_design, shift_by_design
from lpsstats.analysis.linking_modes import (
    INDEPENDENT,
    OVERLAPPING,
    PAIRS,
    linked_counts,
    linking_modes,
    pair_rows,
)
from lpsstats.analysis.mean_outcomes import empty_waves, mean_outcome
from lpsstats.analysis.outcome import Outcome, outcome, pick
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.estimate import WAVE_MISSING
from lpsstats.stats.mcnemar import mcnemar
from lpsstats.stats.proportions import ShareChange, share_change
from lpsstats.survey.model import Integers


def share_outcome(sample: Sample, question: Question) -> Outcome:
    """Test the change of a share in every place.

    Parameters
    ----------
    sample : Sample
        Values of 100 (counts) and 0 (does not).
    question : Question
        Which waves and how.
    """
    return _by_mode(sample, question, _DESIGNED if sample.frame.designed else _PLAIN)


def share_shift(sample: Sample, question: Question) -> Outcome:
    """Give the change of a share and its interval alone, where something else is tested."""
    return _by_mode(sample, question, _SHIFTS if sample.frame.designed else _PLAIN)


def _by_mode(
    sample: Sample, question: Question, tests: Mapping[str, Callable[[Sample, Question], Outcome]]
) -> Outcome:
    modes = linking_modes(sample, question)
    found = {mode: tests[mode](sample, question) for mode in dict.fromkeys(modes.tolist())}
    return pick(modes, found)


def _counts(sample: Sample) -> Integers:
    """Count respondents and those of them who count, by place and wave: (n_places, 2, 2)."""
    answered = ~np.isnan(sample.values)
    n_cells = sample.frame.shape[0] * sample.frame.shape[1]
    n = np.bincount(sample.frame.cell[answered], minlength=n_cells)
    yes = np.bincount(sample.frame.cell[sample.values > 0], minlength=n_cells)
    return sample.over_places(np.stack([n, yes], axis=1))


def _independent(sample: Sample, question: Question) -> Outcome:
    counts = _counts(sample)
    (n_from, yes_from), (n_to, yes_to) = counts[:, 0].T, counts[:, 1].T
    groups = yes_from, n_from, yes_to, n_to
    found = share_change(*groups, confidence=question.confidence)
    unchanged = share_change(*groups, confidence=question.two_one_sided)
    result = _of_change(sample, found, unchanged)
    return replace(
        result,
        n_from=n_from.astype(np.float64),
        n_to=n_to.astype(np.float64),
        n_pairs=linked_counts(sample, INDEPENDENT),
    )


def _of_change(sample: Sample, found: ShareChange, unchanged: ShareChange) -> Outcome:
    change = ALL * found.estimate
    return outcome(
        sample.frame.n_places,
        method=found.method,
        reason=found.reason,
        pct_from=ALL * found.share_before,
        pct_to=ALL * found.share_after,
        pct_change=change,
        pct_low=ALL * found.conf_low,
        pct_high=ALL * found.conf_high,
        estimate=change,
        conf_low=ALL * found.conf_low,
        conf_high=ALL * found.conf_high,
        unchanged_low=ALL * unchanged.conf_low,
        unchanged_high=ALL * unchanged.conf_high,
        statistic=found.statistic,
        df=found.df,
        p_value=found.p_value,
    )


def _pairs(sample: Sample, question: Question) -> Outcome:
    """Test the linked by McNemar's mid-p; where nobody is, show the waves, untested."""
    counts = _pair_counts(sample)
    found = mcnemar(counts, confidence=question.confidence)
    unchanged = mcnemar(counts, confidence=question.two_one_sided)
    linked, n = found.n > 0, found.n.astype(np.float64)
    first, second = (ALL * share for share in (found.share_before, found.share_after))
    pct_from = np.where(linked, first, sample.before.mean)
    pct_to = np.where(linked, second, sample.after.mean)
    change = pct_to - pct_from
    return outcome(
        sample.frame.n_places,
        method=found.method,
        reason=np.where(empty_waves(sample), WAVE_MISSING, found.reason),
        n_from=np.where(linked, n, sample.before.n),
        n_to=np.where(linked, n, sample.after.n),
        pct_from=pct_from,
        pct_to=pct_to,
        pct_change=change,
        pct_low=ALL * found.conf_low,
        pct_high=ALL * found.conf_high,
        estimate=change,
        conf_low=ALL * found.conf_low,
        conf_high=ALL * found.conf_high,
        unchanged_low=ALL * unchanged.conf_low,
        unchanged_high=ALL * unchanged.conf_high,
        p_value=found.p_value,
        n_pairs=n,
    )


def _pair_counts(sample: Sample) -> Integers:
    """Count the linked by their two answers: (n_places, 2, 2)."""
    before, after, place = pair_rows(sample)
    known = ~np.isnan(before) & ~np.isnan(after) & (place >= 0)
    code = 4 * place[known] + 2 * (before[known] > 0) + (after[known] > 0)
    n_places = sample.frame.n_places
    return np.bincount(code, minlength=4 * n_places).reshape(n_places, 2, 2)


def _by_means(sample: Sample, question: Question) -> Outcome:
    """Test 0 and 100 as scores, which takes linked people and weights into account."""
    return as_share(mean_outcome(sample, question))


def as_share(found: Outcome) -> Outcome:
    """Call the means of 0 and 100 what they are: percentages, without a spread of their own."""
    nothing = np.full_like(found.estimate, np.nan)
    return replace(
        found,
        pct_from=found.mean_from,
        pct_to=found.mean_to,
        pct_change=found.estimate,
        pct_low=found.conf_low,
        pct_high=found.conf_high,
        mean_from=nothing,
        mean_to=nothing,
        sd_from=nothing,
        sd_to=nothing,
        effect=nothing,
        effect_low=nothing,
        effect_high=nothing,
        effect_method=np.full_like(found.effect_method, ""),
    )


def with_shares(found: Outcome, shares: Outcome) -> Outcome:
    """Put the change of a share beside another outcome."""
    names = ("pct_from", "pct_to", "pct_change", "pct_low", "pct_high")
    return replace(found, **{name: getattr(shares, name) for name in names})


_PLAIN = {INDEPENDENT: _independent, PAIRS: _pairs, OVERLAPPING: _by_means}
_DESIGNED = {
    INDEPENDENT: by_design(INDEPENDENT),
    PAIRS: _by_means,
    OVERLAPPING: by_design(OVERLAPPING),
}
_SHIFTS = {
    INDEPENDENT: shift_by_design(INDEPENDENT),
    PAIRS: _by_means,
    OVERLAPPING: shift_by_design(OVERLAPPING),
}
