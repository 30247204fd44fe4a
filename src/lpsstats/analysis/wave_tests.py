"""The tests between two waves, for every measure and site at once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.cells import CellTable
from lpsstats.analysis.linked import LinkedPairs
from lpsstats.stats.effects import Effect, hedges_average, hedges_average_paired, hedges_pooled
from lpsstats.stats.estimate import WAVE_MISSING, Estimate
from lpsstats.stats.moments import IntArray, Moments, mean_difference
from lpsstats.stats.paired import paired_t
from lpsstats.stats.welch import welch


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be compared, and how.

    Attributes
    ----------
    wave_from, wave_to : int
        Positions of the two waves; the second is the later one.
    adjust : str, optional
        An adjustment for all families instead of the declared ones.
    confidence : float
        Coverage of every interval; a verdict needs an adjusted p below 1 - confidence.
    effect : str
        `average` or `pooled`: the standard deviation that the effect size rests on.
    """

    wave_from: int
    wave_to: int
    adjust: str | None
    confidence: float
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveTests:
    """The tests of all measures in all sites; every array has shape (n_measures, n_sites + 1).

    Attributes
    ----------
    before, after : Moments
        The two waves as compared: of the linked respondents, where a panel has any.
    estimate, effect : Estimate and Effect
        The test and the standardised difference.
    unchanged : Estimate
        The same test with the interval of two one-sided tests.
    n_pairs : ndarray of int, optional
        Linked respondents; panels only.
    n_sites : ndarray of int, shape (n_measures,)
        The sites behind the pooled row: those that have both waves, in a panel linked ones.
    """

    before: Moments
    after: Moments
    estimate: Estimate
    unchanged: Estimate
    effect: Effect
    n_pairs: IntArray | None
    n_sites: IntArray


def _waves(cells: CellTable, question: Question) -> tuple[Moments, Moments]:
    """Pick the two waves compared."""
    moments = cells.moments
    before, after = (
        Moments(
            n=moments.n[..., wave],
            mean=moments.mean[..., wave],
            sd=moments.sd[..., wave],
            mean_tail=moments.mean_tail[..., wave],
        )
        for wave in (question.wave_from, question.wave_to)
    )
    return before, after


def welch_tests(cells: CellTable, question: Question) -> WaveTests:
    """Test independent waves by Welch's t."""
    before, after = _waves(cells, question)
    standardise = hedges_pooled if question.effect == "pooled" else hedges_average
    return WaveTests(
        before=before,
        after=after,
        estimate=welch(before, after, confidence=question.confidence),
        unchanged=welch(before, after, confidence=_two_one_sided(question.confidence)),
        effect=standardise(before, after, confidence=question.confidence),
        n_pairs=None,
        n_sites=cells.included.sum(axis=1),
    )


def paired_tests(cells: CellTable, pairs: LinkedPairs, question: Question) -> WaveTests:
    """Test the linked; where nobody is linked, show the waves as they are, untested."""
    before, after = _waves(cells, question)
    moments = pairs.moments
    linked = moments.n > 0
    estimate = paired_t(moments, confidence=question.confidence)
    empty = (before.n == 0) | (after.n == 0)
    unlinked = mean_difference(before, after)
    return WaveTests(
        before=_where(linked, moments.before, before),
        after=_where(linked, moments.after, after),
        estimate=replace(
            estimate,
            estimate=np.where(linked, estimate.estimate, unlinked),
            reason=np.where(empty, WAVE_MISSING, estimate.reason),
        ),
        unchanged=paired_t(moments, confidence=_two_one_sided(question.confidence)),
        effect=hedges_average_paired(moments, confidence=question.confidence),
        n_pairs=moments.n,
        n_sites=_sites_pooled(cells.included, linked),
    )


def _sites_pooled(both: NDArray[np.bool_], linked: NDArray[np.bool_]) -> IntArray:
    """Count the sites with pairs, or with both waves where nobody is linked anywhere."""
    by_pairs, by_waves = linked[:, :-1].sum(axis=1), both.sum(axis=1)
    return np.asarray(np.where(linked[:, -1], by_pairs, by_waves))


def _where(chosen: NDArray[np.bool_], yes: Moments, no: Moments) -> Moments:
    return Moments(
        n=np.where(chosen, yes.n, no.n),
        mean=np.where(chosen, yes.mean, no.mean),
        sd=np.where(chosen, yes.sd, no.sd),
    )


def _two_one_sided(confidence: float) -> float:
    """Give the interval that two one-sided tests at 1 - confidence amount to: 90% for 95%."""
    return 2 * confidence - 1
