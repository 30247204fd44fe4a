"""Everything that is asked of one measure over all waves: any difference, the trend, each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.all_waves_sample import WavesSample, waves_sample
from lpsstats.analysis.all_waves_tests import (
    Across,
    Line,
    across,
    line_of_means,
    line_of_shares,
    means_across,
    no_line,
    ranks_across,
    table_across,
)
from lpsstats.analysis.frame import Flags, Frame
from lpsstats.analysis.measure_outcome import Found, measure_outcome
from lpsstats.analysis.measures import CATEGORICAL, MULTIPLE, SHARE, Measure
from lpsstats.analysis.outcome import Outcome, pick
from lpsstats.analysis.question import Question
from lpsstats.analysis.table_outcomes import BONFERRONI, BOXES
from lpsstats.stats.multiplicity import smallest_of
from lpsstats.survey.model import Floats

ALL = 100.0
SITE, EVERYONE = "site", "everyone"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesQuestion:
    """What is asked of all waves.

    Attributes
    ----------
    pairs : tuple of (int, int)
        The planned contrasts: each wave with the next, and the first with the last.
    years : ndarray of float, shape (n_waves,), optional
        When the waves were held; `None` where there is no trend to be had.
    adjust : str, optional
        An adjustment for all families instead of the declared ones.
    confidence : float
        Coverage of every interval; a verdict needs an adjusted p below 1 - confidence.
    seed : int
        Where random numbers start.
    """

    pairs: tuple[Pair, ...]
    years: Floats | None
    adjust: str | None
    confidence: float
    seed: int

    def of(self, pair: Pair) -> Question:
        """Ask the same of two of the waves."""
        return Question(
            wave_from=pair[0],
            wave_to=pair[1],
            adjust=self.adjust,
            confidence=self.confidence,
            effect="average",
            seed=self.seed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesFound:
    """What was found for a measure, or for one of its categories.

    Attributes
    ----------
    sample : WavesSample
        Who answered; the means of a share are percentages.
    across : Across
        Whether the waves are alike.
    line : Line
        The change per year.
    contrasts : tuple of Outcome
        The planned contrasts, in the order of `WavesQuestion.pairs`.
    """

    sample: WavesSample
    across: Across
    line: Line
    contrasts: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFound:
    """A measure over all waves; `parts` are its categories or boxes, as in two waves."""

    measure: Measure
    whole: WavesFound
    parts: tuple[WavesFound, ...]


def measure_found(
    measure: Measure, frames: Mapping[Pair, Frame], question: WavesQuestion
) -> MeasureFound:
    """Ask everything of one measure.

    Parameters
    ----------
    measure : Measure
        The measure.
    frames : mapping of (int, int) to Frame
        By planned contrast.
    question : WavesQuestion
        What is asked.
    """
    frame = next(iter(frames.values()))
    parts_of = _part_values(measure)
    sample = waves_sample(_base(measure), frame)
    pairs = [
        _contrast(measure, frames[pair], question.of(pair), sample.included)
        for pair in question.pairs
    ]
    parts = tuple(
        _share(
            waves_sample(parts_of[:, j], frame), tuple(pair.parts[j] for pair in pairs), question
        )
        for j in range(len(pairs[0].parts))
    )
    contrasts = tuple(pair.whole for pair in pairs)
    return MeasureFound(
        measure=measure, whole=_whole(measure, sample, parts, contrasts, question), parts=parts
    )


def _base(measure: Measure) -> Floats:
    """Give the values of a measure; of boxes to tick, 0 for everybody who was offered any."""
    if measure.boxes is None:
        return measure.values
    return np.where(np.isnan(measure.boxes).all(axis=1), np.nan, 0.0)


def _part_values(measure: Measure) -> Floats:
    """Give 100 for each answer or box that was chosen and 0 for the others, shape (n, k)."""
    if measure.boxes is not None:
        return ALL * measure.boxes
    if measure.answer is None:
        return np.empty((len(measure.values), 0))
    chosen = measure.answer[:, None] == np.arange(len(measure.categories))
    return np.where(measure.answer[:, None] >= 0, ALL * chosen, np.nan)


def _contrast(measure: Measure, frame: Frame, question: Question, included: Flags) -> Found:
    """Compare two of the waves; all sites together are those that have every wave."""
    found = measure_outcome(measure, frame, question)
    if (frame.included(frame.counted(_base(measure))) == included).all():
        return found
    others = measure_outcome(_within(measure, included[frame.site]), frame, question)
    mode = np.where(np.arange(frame.n_places) < frame.n_sites, SITE, EVERYONE)
    return replace(
        found,
        whole=pick(mode, {SITE: found.whole, EVERYONE: others.whole}),
        parts=tuple(
            pick(mode, {SITE: one, EVERYONE: other})
            for one, other in zip(found.parts, others.parts, strict=True)
        ),
    )


def _within(measure: Measure, kept: Flags) -> Measure:
    """Take the answers of some respondents only."""
    boxes, answer = measure.boxes, measure.answer
    return replace(
        measure,
        values=np.where(kept, measure.values, np.nan),
        answer=None if answer is None else np.where(kept, answer, -1),
        boxes=None if boxes is None else np.where(kept[:, None], boxes, np.nan),
    )


def _whole(
    measure: Measure,
    sample: WavesSample,
    parts: Sequence[WavesFound],
    contrasts: tuple[Outcome, ...],
    question: WavesQuestion,
) -> WavesFound:
    """Choose the test and the line by the kind of measure."""
    if measure.kind == SHARE:
        return _share(sample, contrasts, question)
    if measure.kind == MULTIPLE:
        test, line = _smallest(sample, parts), no_line(sample.frame.n_places)
    elif measure.kind == CATEGORICAL and measure.answer is not None:
        test = table_across(sample, measure.answer, len(measure.categories), question.seed)
        line = no_line(sample.frame.n_places)
    else:
        test = (
            means_across(sample)
            if measure.answer is None
            else ranks_across(sample, measure.answer, len(measure.categories))
        )
        line = _drawn(sample, question, share=False)
    return WavesFound(sample=sample, across=test, line=line, contrasts=contrasts)


def _share(
    sample: WavesSample, contrasts: tuple[Outcome, ...], question: WavesQuestion
) -> WavesFound:
    """Test shares; with weights by the design, where Rao-Scott finds too much in rare answers."""
    answer = (sample.values > 0).astype(np.int64)
    return WavesFound(
        sample=sample,
        across=means_across(sample)
        if sample.designed
        else table_across(sample, answer, 2, question.seed),
        line=_drawn(sample, question, share=True),
        contrasts=contrasts,
    )


def _drawn(sample: WavesSample, question: WavesQuestion, *, share: bool) -> Line:
    if question.years is None:
        return no_line(sample.frame.n_places)
    draw = line_of_shares if share else line_of_means
    return draw(sample, question.years, question.confidence)


def _smallest(sample: WavesSample, parts: Sequence[WavesFound]) -> Across:
    """Take Bonferroni's bound of the boxes' own tests, which holds however they hang together."""
    p_value, tested = smallest_of(np.array([part.across.p_value for part in parts]))
    return across(
        sample.frame.n_places,
        np.array([BONFERRONI.format(n or len(parts), BOXES) for n in tested.tolist()]),
        np.where(tested > 0, "", parts[0].across.reason),
        p_value=p_value,
    )
