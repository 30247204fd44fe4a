"""The change of ordered answers: how often a later answer is the higher one."""

from dataclasses import replace

import numpy as np

from lpsstats.analysis.designed_rows import designed_rows
from lpsstats.analysis.linking_modes import (
    INDEPENDENT,
    OVERLAPPING,
    PAIRS,
    linking_modes,
    pair_rows,
)
from lpsstats.analysis.mean_outcomes import mean_outcome
from lpsstats.analysis.outcome import Outcome, pick
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.design_superiority import design_superiority
from lpsstats.stats.permutation import SUPERIORITY_PERMUTATION, superiority_permutation
from lpsstats.stats.superiority import Superiority, superiority
from lpsstats.stats.wilcoxon import signed_rank
from lpsstats.survey.model import Integers

# Respondents in a wave below which the Brunner-Munzel test is liberal: 8% with 5 beside 30.
TINY = 10


def rank_outcome(sample: Sample, answer: Integers, n_answers: int, question: Question) -> Outcome:
    """Test ordered answers in every place; the mean and its interval stand beside the test.

    Parameters
    ----------
    sample : Sample
        The codes of the answers.
    answer : ndarray of int, shape (n,)
        The position of each among the `n_answers`; -1 where missing.
    n_answers : int
        How many answers there are.
    question : Question
        Which waves and how.
    """
    found = mean_outcome(sample, question)
    modes = linking_modes(sample, question)
    tested = dict.fromkeys(dict.fromkeys(modes.tolist()), found)
    if sample.frame.designed:
        for mode in {INDEPENDENT, OVERLAPPING} & tested.keys():
            tested[mode] = _designed(found, sample, mode, question)
        return pick(modes, tested)
    if INDEPENDENT in tested:
        tested[INDEPENDENT] = _independent(found, sample, answer, n_answers, question)
    if PAIRS in tested:
        tested[PAIRS] = _pairs(found, sample, question)
    return pick(modes, tested)


def _independent(
    found: Outcome, sample: Sample, answer: Integers, n_answers: int, question: Question
) -> Outcome:
    known = ~np.isnan(sample.values)
    n_cells = sample.frame.shape[0] * sample.frame.shape[1]
    code = sample.frame.cell[known] * n_answers + answer[known]
    table = np.bincount(code, minlength=n_cells * n_answers).reshape(n_cells, n_answers)
    counts = sample.over_places(table)
    test = superiority(counts[:, 0], counts[:, 1], confidence=question.confidence)
    return _permuted(_with_superiority(found, test), counts, question)


def _permuted(found: Outcome, counts: Integers, question: Question) -> Outcome:
    """Let a permutation decide where a wave is so small that its spread is hardly known."""
    tiny = (counts.sum(axis=2).min(axis=1) < TINY) & (found.reason == "")
    if not tiny.any():
        return found
    test = superiority_permutation(counts[tiny, 0], counts[tiny, 1], seed=question.seed)
    p_value = found.p_value.copy()
    p_value[tiny] = test.p_value
    method = np.where(tiny, SUPERIORITY_PERMUTATION, found.method)
    return replace(found, p_value=p_value, method=method)


def _designed(found: Outcome, sample: Sample, mode: str, question: Question) -> Outcome:
    rows = designed_rows(sample, mode)
    test = design_superiority(
        rows.values,
        rows.weight,
        rows.contrast,
        rows.later,
        sample.frame.n_places,
        stratum=rows.stratum,
        cluster=rows.cluster,
        confidence=question.confidence,
    )
    ranked = _with_superiority(found, test)
    # There is no permutation under a design; the t test of the means is at least not liberal.
    tiny = np.minimum(found.n_from, found.n_to) < TINY
    names = ("p_superior", "p_superior_low", "p_superior_high")
    means = replace(found, **{name: getattr(ranked, name) for name in names})
    return pick(np.where(tiny, "means", "ranks"), {"means": means, "ranks": ranked})


def _with_superiority(found: Outcome, test: Superiority) -> Outcome:
    return replace(
        found,
        method=test.method,
        reason=test.reason,
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        p_superior=test.p_superior,
        p_superior_low=test.p_superior_low,
        p_superior_high=test.p_superior_high,
    )


def _pairs(found: Outcome, sample: Sample, question: Question) -> Outcome:
    """Test the linked by signed ranks; p_superior is then of one person's two answers."""
    before, after, place = pair_rows(sample)
    test = signed_rank(before, after, place, sample.frame.n_places, confidence=question.confidence)
    return replace(
        found,
        method=np.full(sample.frame.n_places, test.method),
        reason=np.where(found.reason == "wave_missing", found.reason, test.reason),
        statistic=test.statistic,
        df=np.full(sample.frame.n_places, np.nan),
        p_value=test.p_value,
        p_superior=(1 + test.estimate) / 2,
        p_superior_low=(1 + test.conf_low) / 2,
        p_superior_high=(1 + test.conf_high) / 2,
    )
