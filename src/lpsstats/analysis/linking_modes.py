"""Panels: which test a place's linked respondents allow, and the moments that it needs."""

import numpy as np

from lpsstats.analysis.outcome import Strings
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.paired import PairMoments, pair_moments
from lpsstats.survey.model import Floats, Integers

PAIRS, OVERLAPPING, INDEPENDENT = "pairs", "overlapping", "independent"
# With more than this share of the smaller wave linked, what the others add is small, and pairs
# need no assumption about how those linked and those not hang together.
MOSTLY_LINKED = 0.6


def linking_modes(sample: Sample, question: Question) -> Strings:
    """Choose how to test each place: by pairs, by partly overlapping waves, or independently.

    Pairs where at least three in five of the smaller wave are linked, overlapping where anybody
    is, unless the question says which; shape (n_places,).
    """
    if sample.frame.person is None:
        return np.full(sample.frame.n_places, INDEPENDENT)
    if question.linked is not None:
        return np.full(sample.frame.n_places, question.linked)
    n = count_pairs(sample)
    smaller = np.minimum(sample.before.n, sample.after.n)
    return np.select(
        [n == 0, n >= MOSTLY_LINKED * smaller], [INDEPENDENT, PAIRS], default=OVERLAPPING
    )


def pair_rows(sample: Sample) -> tuple[Floats, Floats, Integers]:
    """Give the two values of the linked, and the place of each pair: every pair stands twice."""
    frame = sample.frame
    before, after = sample.values[frame.first], sample.values[frame.second]
    site = frame.site[frame.first]
    everyone = np.where(sample.included[site], frame.n_sites, -1)
    return np.tile(before, 2), np.tile(after, 2), np.concatenate([site, everyone])


def count_pairs(sample: Sample) -> Integers:
    """Count the complete pairs of every place."""
    before, after, place = pair_rows(sample)
    complete = ~np.isnan(before) & ~np.isnan(after) & (place >= 0)
    return np.bincount(place[complete], minlength=sample.frame.n_places)


def linked_counts(sample: Sample, mode: str) -> Floats:
    """Give the `n_pairs` of every place: those that a test by `mode` takes for the same people.

    NaN where the survey is no panel, and 0 where the waves are taken for different people.
    """
    if sample.frame.person is None:
        return np.full(sample.frame.n_places, np.nan)
    if mode == INDEPENDENT:
        return np.zeros(sample.frame.n_places)
    return count_pairs(sample).astype(np.float64)


def place_pairs(sample: Sample) -> PairMoments:
    """Compute the moments of the linked in every place."""
    before, after, place = pair_rows(sample)
    return pair_moments(before, after, place, sample.frame.n_places)
