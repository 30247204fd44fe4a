"""From a question to its themes: a column of named and not named for each."""

from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.frame import Frame
from lpsstats.analysis.measure_outcome import measure_outcome
from lpsstats.analysis.measures import CATEGORICAL, MULTIPLE, Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.outcome import Outcome, outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample, sample_of
from lpsstats.stats.estimate import WAVE_MISSING
from lpsstats.survey.model import Floats, Survey

ALL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question in a frame.

    Attributes
    ----------
    measure : Measure
        The question; its categories are the themes.
    base : Sample
        Who counts: values of 0, NaN for those outside the base.
    boxes : ndarray of float, shape (n, k)
        1 named, 0 not; NaN outside the base, and for a theme that a wave did not offer.
    samples : tuple of Sample
        The themes, in percent.
    whole : Outcome
        The test of all themes at once.
    parts : tuple of Outcome
        The change of each theme.
    """

    measure: Measure
    base: Sample
    boxes: Floats
    samples: tuple[Sample, ...]
    whole: Outcome
    parts: tuple[Outcome, ...]


def themes_of(survey: Survey, key: str) -> Measure:
    """Build the measure of a multiple response, or of a question of which one answer is given.

    Declared successes do not count here: every answer is a theme.
    """
    measure = measure_of(survey, key)
    if measure.kind == MULTIPLE or measure.answer is None:
        return measure
    answer = measure.answer.astype(np.float64)
    return replace(measure, kind=CATEGORICAL, values=np.where(answer >= 0, answer, np.nan))


def ask(measure: Measure, frame: Frame, question: Question) -> Asked:
    """Compare the two waves of a frame; of one wave alone, give what there is without a change."""
    boxes = _boxes(measure)
    if frame.wave_from == frame.wave_to:
        base = sample_of(np.where(np.isnan(boxes).all(axis=1), np.nan, 0.0), frame)
        whole, parts = _no_change(frame), (_no_change(frame),) * boxes.shape[1]
    else:
        found = measure_outcome(measure, frame, question)
        base, whole, parts = found.sample, found.whole, found.parts
    boxes = np.where(np.isnan(base.values)[:, None], np.nan, boxes)
    return Asked(
        measure=measure,
        base=base,
        boxes=boxes,
        samples=tuple(sample_of(ALL * theme, frame) for theme in boxes.T),
        whole=whole,
        parts=parts,
    )


def _boxes(measure: Measure) -> Floats:
    """Give the ticks; of a question with one answer, a box for each."""
    if measure.boxes is not None:
        return measure.boxes
    positions = np.arange(len(measure.categories))
    ticked = (measure.values[:, None] == positions).astype(np.float64)
    return np.where(np.isnan(measure.values)[:, None], np.nan, ticked)


def _no_change(frame: Frame) -> Outcome:
    return outcome(frame.n_places, reason=WAVE_MISSING)
