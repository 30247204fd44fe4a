"""The right test for each kind of measure, and what stands under it: its categories, its boxes."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.frame import Frame
from lpsstats.analysis.mean_outcomes import mean_outcome
from lpsstats.analysis.measures import CATEGORICAL, MULTIPLE, SHARE, Measure
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.rank_outcomes import rank_outcome
from lpsstats.analysis.sample import Sample, sample_of
from lpsstats.analysis.share_outcomes import share_outcome, share_shift, with_shares
from lpsstats.analysis.table_outcomes import box_outcome, category_outcome
from lpsstats.stats.moments import Moments
from lpsstats.survey.model import Floats

ALL = 100.0
# A question of two answers is told by one of them.
FEWEST_CATEGORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for one measure.

    Attributes
    ----------
    measure : Measure
        The measure.
    sample : Sample
        Its values; of a multiple response, those of any box.
    whole : Outcome
        Its test.
    parts : tuple of Outcome
        One per category or box, in the measure's order; empty for scales, items and numbers, and
        where two answers mirror each other.
    part_moments : tuple of Moments
        Their percentages, of shape (n_places, n_waves).
    """

    measure: Measure
    sample: Sample
    whole: Outcome
    parts: tuple[Outcome, ...]
    part_moments: tuple[Moments, ...]


def measure_outcome(measure: Measure, frame: Frame, question: Question) -> Found:
    """Compare the waves on one measure, by the test that its kind asks for."""
    if measure.kind == MULTIPLE and measure.boxes is not None:
        return _boxes(measure, measure.boxes, frame, question)
    sample = sample_of(measure.values, frame)
    if measure.kind in {CATEGORICAL, SHARE}:
        return _categorical(measure, sample, frame, question)
    if measure.answer is None:
        return _found(measure, sample, mean_outcome(sample, question))
    whole = rank_outcome(sample, measure.answer, len(measure.categories), question)
    if measure.success:
        top = sample_of(_indicator(measure, measure.success), frame)
        whole = with_shares(whole, share_shift(top, question))
    return _found(measure, sample, whole)


def _found(measure: Measure, sample: Sample, whole: Outcome) -> Found:
    return Found(measure=measure, sample=sample, whole=whole, parts=(), part_moments=())


def _categorical(measure: Measure, sample: Sample, frame: Frame, question: Question) -> Found:
    """Test the declared share, or all categories at once; every category stands below."""
    parts = _categories(measure, frame)
    shares = tuple(share_outcome(part, question) for part in parts)
    if measure.kind == SHARE:
        whole = share_outcome(sample, question)
    else:
        whole = category_outcome(sample, shares, question)
    moments = tuple(part.moments for part in parts)
    return Found(measure=measure, sample=sample, whole=whole, parts=shares, part_moments=moments)


def _indicator(measure: Measure, positions: tuple[int, ...]) -> Floats:
    """Give 100 to those with one of some answers, 0 to the others, NaN to those without any."""
    answer = np.full(len(measure.values), -1) if measure.answer is None else measure.answer
    return np.where(answer >= 0, ALL * np.isin(answer, positions), np.nan)


def _categories(measure: Measure, frame: Frame) -> list[Sample]:
    """Take each category for itself; not where a single one tells it all."""
    if measure.kind == SHARE and len(measure.categories) < FEWEST_CATEGORIES:
        return []
    places = range(len(measure.categories))
    return [sample_of(_indicator(measure, (position,)), frame) for position in places]


def _boxes(measure: Measure, boxes: Floats, frame: Frame, question: Question) -> Found:
    boxes = _same_base(measure, boxes, frame)
    samples = [sample_of(ALL * boxes[:, j], frame) for j in range(boxes.shape[1])]
    shares = tuple(share_outcome(sample, question) for sample in samples)
    base = sample_of(np.where(np.isnan(boxes).all(axis=1), np.nan, 0.0), frame)
    return Found(
        measure=measure,
        sample=base,
        whole=box_outcome(boxes, frame, shares, base, question),
        parts=shares,
        part_moments=tuple(sample.moments for sample in samples),
    )


def _same_base(measure: Measure, boxes: Floats, frame: Frame) -> Floats:
    """Keep to those who ticked a box that both waves offered, where the base is who ticked any.

    A wave with more boxes has more people who ticked one: their shares would not compare.
    """
    rows, later = boxes[frame.rows], frame.later
    known = ~np.isnan(rows)
    offered = np.asarray(known[later].any(axis=0) & known[~later].any(axis=0))
    if not measure.of_ticked or offered.all():
        return boxes
    inside = np.asarray((boxes[:, offered] > 0).any(axis=1))
    return np.where(inside[:, None], boxes, np.nan)
