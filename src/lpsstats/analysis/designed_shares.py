"""The change of a weighted share, or of one of linked people, by the sampling design."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lpsstats.analysis.designed_rows import DesignedRows, designed_rows
from lpsstats.analysis.linking_modes import linked_counts
from lpsstats.analysis.outcome import Outcome, outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.effective_proportions import ShareDifference, share_difference
from lpsstats.stats.rao_scott import rao_scott

ALL = 100.0
RAO_SCOTT = "Rao-Scott F test"


def by_design(mode: str) -> Callable[[Sample, Question], Outcome]:
    """Make the test of weighted shares, or of shares of linked people, by the sampling design."""

    def test(sample: Sample, question: Question) -> Outcome:
        rows = designed_rows(sample, mode)
        shift = _shift_of(sample, rows, mode, question)
        unchanged = _difference(sample, rows, question.two_one_sided)
        table = rao_scott(
            rows.later.astype(np.int64),
            np.where(np.isnan(rows.values), -1, rows.values > 0).astype(np.int64),
            rows.weight,
            rows.contrast,
            sample.frame.n_places,
            stratum=rows.stratum,
            cluster=rows.cluster,
        )
        # Where everybody gave the same answer in both waves there is nothing to test: no change.
        same = table.reason == "all_tied"
        return replace(
            shift,
            method=np.full(sample.frame.n_places, RAO_SCOTT),
            reason=np.where(same, shift.reason, table.reason),
            unchanged_low=ALL * unchanged.conf_low,
            unchanged_high=ALL * unchanged.conf_high,
            statistic=table.statistic,
            df=table.df_numerator,
            df_error=table.df_denominator,
            p_value=np.where(same & (shift.reason == ""), 1.0, table.p_value),
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
