"""A second p where a wave is so small that a t distribution is only believed to hold."""

import numpy as np

from lpsstats.analysis.linking_modes import INDEPENDENT, linking_modes
from lpsstats.analysis.measure_outcome import Found
from lpsstats.analysis.numbers import number
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.permutation import studentised_permutation, superiority_permutation
from lpsstats.survey.model import Floats, Integers

SMALL = 20


def permutation_p(found: Found, place: int, part: int | None, question: Question) -> float | None:
    """Permute the waves of a place in which one has fewer than twenty respondents.

    Independent, unweighted waves of measures with a mean only; `None` elsewhere, and where the
    test itself is not to be had.
    """
    one, sample = found.whole, found.sample
    small = min(one.n_from[place], one.n_to[place]) < SMALL
    if part is not None or not small or not found.measure.has_mean or one.reason[place]:
        return None
    designed = sample.frame.designed or found.measure.unit == "percent"
    if designed or linking_modes(sample, question)[place] != INDEPENDENT:
        return None
    before, after, values = wave_counts(sample, place)
    if found.measure.answer is None:
        test = studentised_permutation(before, after, values, seed=question.seed)
    else:
        test = superiority_permutation(before, after, seed=question.seed)
    return number(np.float64(test.p_value))


def wave_counts(sample: Sample, place: int) -> tuple[Integers, Integers, Floats]:
    """Count the distinct values of both waves in a place.

    Returns
    -------
    (ndarray of int, ndarray of int, ndarray of float), shape (m,)
        Respondents of the earlier and the later wave per value, and the values, ascending.
    """
    frame = sample.frame
    site, values = frame.site[frame.rows], sample.values[frame.rows]
    here = site == place if place < frame.n_sites else sample.included[site]
    here &= ~np.isnan(values)
    distinct, index = np.unique(values[here], return_inverse=True)
    later = frame.later[here]
    before = np.bincount(index[~later], minlength=len(distinct))
    return before, np.bincount(index[later], minlength=len(distinct)), distinct
