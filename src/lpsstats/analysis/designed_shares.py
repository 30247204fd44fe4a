"""The change of a weighted share, or of one of linked people, by the sampling design."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lpsstats.analysis.designed_rows import DesignedRows, designed_rows
from lpsstats.analysis.linking_modes import linked_counts
from lpsstats.analysis.outcome import Outcome, outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.design_difference import METHOD, design_difference
from lpsstats.stats.effective_proportions import ShareDifference, share_difference
from lpsstats.stats.estimate import NO_VARIANCE

ALL = 100.0


def by_design(mode: str) -> Callable[[Sample, Question], Outcome]:
    """Make the test of weighted shares, or of shares of linked people, by the sampling design.

    It is the t test of their means. Rao and Scott's for a table of two by two is liberal where a
    share is rare: at 5% and a design effect of 2.7 it rejects in 15% of surveys without a change.
    """

    def test(sample: Sample, question: Question) -> Outcome:
        rows = designed_rows(sample, mode)
        shift = _shift_of(sample, rows, mode, question)
        unchanged = _difference(sample, rows, question.two_one_sided)
        means = design_difference(
            rows.values,
            rows.weight,
            rows.contrast,
            rows.later,
            sample.frame.n_places,
            stratum=rows.stratum,
            cluster=rows.cluster,
            confidence=question.confidence,
        ).estimate
        # Everybody answering alike in both waves is no change; all against none has no test.
        same = (means.reason == NO_VARIANCE) & (means.estimate == 0)
        reason = np.where(same, shift.reason, means.reason)
        known = reason == ""
        return replace(
            shift,
            method=np.full(sample.frame.n_places, METHOD),
            reason=reason,
            conf_low=np.where(known, shift.conf_low, np.nan),
            conf_high=np.where(known, shift.conf_high, np.nan),
            pct_low=np.where(known, shift.pct_low, np.nan),
            pct_high=np.where(known, shift.pct_high, np.nan),
            unchanged_low=np.where(known, ALL * unchanged.conf_low, np.nan),
            unchanged_high=np.where(known, ALL * unchanged.conf_high, np.nan),
            statistic=means.statistic,
            df=means.df,
            p_value=np.where(same & known, 1.0, means.p_value),
        )

    return test


def shift_by_design(mode: str) -> Callable[[Sample, Question], Outcome]:
    """Make the change of weighted shares, or of shares of linked people, without its test."""

    def give(sample: Sample, question: Question) -> Outcome:
        return _shift_of(sample, designed_rows(sample, mode), mode, question)

    return give


def _shift_of(sample: Sample, rows: DesignedRows, mode: str, question: Question) -> Outcome:
    found = _difference(sample, rows, question.confidence)
    change = ALL * found.estimate
    return outcome(
        sample.frame.n_places,
        reason=found.reason,
        n_from=found.n_before,
        n_to=found.n_after,
        pct_from=ALL * found.share_before,
        pct_to=ALL * found.share_after,
        pct_change=change,
        pct_low=ALL * found.conf_low,
        pct_high=ALL * found.conf_high,
        estimate=change,
        conf_low=ALL * found.conf_low,
        conf_high=ALL * found.conf_high,
        n_effective_from=found.n_effective_before,
        n_effective_to=found.n_effective_after,
        n_pairs=linked_counts(sample, mode),
    )


def _difference(sample: Sample, rows: DesignedRows, confidence: float) -> ShareDifference:
    return share_difference(
        rows.values / ALL,
        rows.weight,
        rows.contrast,
        rows.later,
        sample.frame.n_places,
        stratum=rows.stratum,
        cluster=rows.cluster,
        confidence=confidence,
    )
