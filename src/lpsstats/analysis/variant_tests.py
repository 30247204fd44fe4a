"""The tests that one measure can defensibly be put to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.frame import Frame
from lpsstats.analysis.mean_outcomes import mean_outcome
from lpsstats.analysis.measure_outcome import measure_outcome
from lpsstats.analysis.measures import ITEM, SHARE, Measure
from lpsstats.analysis.outcome import Outcome, Strings
from lpsstats.analysis.question import Question
from lpsstats.analysis.rank_outcomes import rank_outcome
from lpsstats.analysis.sample import Sample, sample_of
from lpsstats.analysis.share_outcomes import share_outcome
from lpsstats.analysis.small_waves import wave_counts
from lpsstats.analysis.variants import (
    MEANS,
    MID_P,
    OVERLAPPING,
    PAIRS,
    PERMUTATION,
    RANKS,
    SHOWN,
    SIGNED_RANKS,
)
from lpsstats.analysis.variants import SHARE as CHI_SQUARE
from lpsstats.stats.permutation import studentised_permutation, superiority_permutation
from lpsstats.stats.two_by_two import MID_P as MID_P_NAME
from lpsstats.stats.two_by_two import fisher_mid_p
from lpsstats.survey.model import Floats

ALL = 100.0
RESAMPLES = 1999
# Scores apart by less than this part of the largest are the same score, added up in another order.
SAME = 1e-9
# Numbers with more different values than this are neither ranked nor permuted, for want of time.
MOST_VALUES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One measure under one setting; arrays of shape (n_places,), NaN where there is no test.

    Attributes
    ----------
    method : ndarray of str
        The test.
    estimate : ndarray of float
        Later minus earlier, in the units of the measure.
    p_superior : ndarray of float
        Of rank tests, whose direction it gives; else NaN.
    p_value : ndarray of float
        Two-sided, not adjusted.
    unchanged_low, unchanged_high : ndarray of float
        The interval of two one-sided tests of the estimate.
    """

    method: Strings
    estimate: Floats
    p_superior: Floats
    p_value: Floats
    unchanged_low: Floats
    unchanged_high: Floats


def tests_of(measure: Measure, frame: Frame) -> tuple[str, ...]:
    """List the tests that will do for a measure, that of its row first.

    Weighted waves and sampling units allow no permutation and no exact test. Measures of
    categories and of boxes have the one test of their row.
    """
    plain = not frame.designed
    if not measure.has_mean:
        return (SHOWN,)
    if frame.person is not None:
        signed = (SIGNED_RANKS,) if plain and measure.kind != SHARE else ()
        return SHOWN, PAIRS, OVERLAPPING, *signed
    if measure.kind == SHARE:
        return (CHI_SQUARE, MID_P) if plain else (CHI_SQUARE,)
    if len(np.unique(measure.values)) > MOST_VALUES:
        return (MEANS,)
    own, other = (MEANS, RANKS) if measure.answer is None else (RANKS, MEANS)
    return (own, PERMUTATION, other) if plain else (own, other)


def run_test(measure: Measure, frame: Frame, question: Question, test: str) -> Tested:
    """Put a measure to one of its tests.

    Parameters
    ----------
    measure : Measure
        The measure.
    frame : Frame
        Who is compared with whom, weighted or not.
    question : Question
        Which waves and how.
    test : str
        One of `tests_of`.
    """
    if not measure.has_mean:
        return of_outcome(measure_outcome(measure, frame, question).whole)
    return _TESTS[test](measure, sample_of(measure.values, frame), question)


def of_outcome(one: Outcome) -> Tested:
    """Take what a verdict rests on."""
    return Tested(
        method=one.method,
        estimate=one.estimate,
        p_superior=one.p_superior,
        p_value=one.p_value,
        unchanged_low=one.unchanged_low,
        unchanged_high=one.unchanged_high,
    )


def steady(values: Floats) -> Floats:
    """Make scores that differ by rounding alone the same score, so that ranks tie them."""
    distinct, index = np.unique(values, return_inverse=True)
    if not len(distinct) or np.isnan(distinct[0]):
        return values
    apart = np.diff(distinct, prepend=-np.inf) > SAME * np.nanmax(np.abs(distinct))
    first = distinct[apart | np.isnan(distinct)]
    return np.asarray(first[np.cumsum(apart | np.isnan(distinct)) - 1][index])


def _means(measure: Measure, sample: Sample, question: Question) -> Tested:
    return of_outcome(mean_outcome(sample, question))


def _ranks(measure: Measure, sample: Sample, question: Question) -> Tested:
    """Rank the answers or, of a measure without any, the scores."""
    answer, n_answers = measure.answer, len(measure.categories)
    if answer is None:
        sample = sample_of(steady(measure.values), sample.frame)
        distinct = np.unique(sample.values[~np.isnan(sample.values)])
        answer, n_answers = np.searchsorted(distinct, sample.values), len(distinct)
    return of_outcome(rank_outcome(sample, answer, n_answers, question))


def _shares(measure: Measure, sample: Sample, question: Question) -> Tested:
    return of_outcome(share_outcome(sample, question))


def _shown(measure: Measure, sample: Sample, question: Question) -> Tested:
    """Test linked people as the row does: by what the share of them in it suggests."""
    if measure.kind == SHARE:
        return _shares(measure, sample, question)
    ranked = measure.kind == ITEM and measure.answer is not None
    return (_ranks if ranked else _means)(measure, sample, question)


def _pairs(measure: Measure, sample: Sample, question: Question) -> Tested:
    linked = replace(question, linked="pairs")
    return (_shares if measure.kind == SHARE else _means)(measure, sample, linked)


def _overlapping(measure: Measure, sample: Sample, question: Question) -> Tested:
    """Allow for the linked among all; where there are no others it is the test of pairs."""
    found = mean_outcome(sample, replace(question, linked="overlapping"))
    nobody_else = (found.n_pairs == found.n_from) & (found.n_pairs == found.n_to)
    pairs = mean_outcome(sample, replace(question, linked="pairs"))
    return replace(of_outcome(found), method=np.where(nobody_else, pairs.method, found.method))


def _signed_ranks(measure: Measure, sample: Sample, question: Question) -> Tested:
    return _ranks(measure, sample, replace(question, linked="pairs"))


def _permutation(measure: Measure, sample: Sample, question: Question) -> Tested:
    """Permute the row's own statistic: Welch's t, of ordered answers Brunner and Munzel's."""
    own = _means if measure.answer is None else _ranks
    found = own(measure, sample, question)
    sample = sample_of(steady(measure.values), sample.frame)
    places = range(sample.frame.n_places)
    tests = [_permuted(measure, sample, place, question) for place in places]
    return replace(
        found,
        method=np.full(len(tests), tests[0][0]),
        p_value=np.array([p_value for _, p_value in tests]),
    )


def _permuted(
    measure: Measure, sample: Sample, place: int, question: Question
) -> tuple[str, float]:
    before, after, values = wave_counts(sample, place)
    if measure.answer is None:
        test = studentised_permutation(
            before, after, values, resamples=RESAMPLES, seed=question.seed
        )
    else:
        test = superiority_permutation(before, after, resamples=RESAMPLES, seed=question.seed)
    return test.method, float(test.p_value)


def _mid_p(measure: Measure, sample: Sample, question: Question) -> Tested:
    """Test the shares by Fisher's mid-p throughout, not in sparse tables alone."""
    found = share_outcome(sample, question)
    yes_from, yes_to = found.n_from * found.pct_from / ALL, found.n_to * found.pct_to / ALL
    counts = (np.rint(np.nan_to_num(x)) for x in (yes_from, found.n_from, yes_to, found.n_to))
    p_value = fisher_mid_p(*(x.astype(np.int64) for x in counts))
    method = np.full(len(p_value), MID_P_NAME)
    return replace(of_outcome(found), method=method, p_value=p_value)


_TESTS: Mapping[str, Callable[[Measure, Sample, Question], Tested]] = {
    SHOWN: _shown,
    MEANS: _means,
    RANKS: _ranks,
    PERMUTATION: _permutation,
    CHI_SQUARE: _shares,
    MID_P: _mid_p,
    PAIRS: _pairs,
    OVERLAPPING: _overlapping,
    SIGNED_RANKS: _signed_ranks,
}
