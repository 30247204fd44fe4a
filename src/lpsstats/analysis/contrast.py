"""Say whether some sites changed more than others."""

from collections.abc import Sequence

import numpy as np

from lpsstats.analysis.contrast_arms import Arms
from lpsstats.analysis.contrast_building import Answer, contrast_row
from lpsstats.analysis.contrast_cells import Waves, changes_of, two_waves
from lpsstats.analysis.contrast_judging import Judgement, judge
from lpsstats.analysis.contrast_rows import Contrasts
from lpsstats.analysis.contrast_tests import contrast_tests
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.question import Question
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.site_changes import stack_changes
from lpsstats.survey.model import Survey


def contrast(
    survey: Survey, measures: Sequence[Measure], contrasts: Sequence[Arms], question: Question
) -> Contrasts:
    """Set the changes of some sites against those of others.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        At least one, all with a mean. All measures of a family must be among them for its
        adjustment to hold.
    contrasts : sequence of Arms
        Which sites against which; at least one.
    question : Question
        Which waves and how.

    Returns
    -------
    Contrasts
        One row per contrast and measure. Every site counts the same. Different people in every
        wave give cell means with a variance each, panels the differences of linked people; a
        declared weight or cluster makes the variances those of the design, and then the
        unweighted estimate stands beside.
    """
    waves = two_waves(survey, question.wave_from, question.wave_to)
    asked = (survey.dictionary, measures, contrasts, question)
    answer = Answer(
        dictionary=survey.dictionary,
        measures=tuple(measures),
        contrasts=tuple(contrasts),
        question=question,
        judgement=_judged(waves, *asked),
        unweighted=_judged(waves.unweighted(), *asked) if survey.weight is not None else None,
        linked=waves.pairs is not None,
        prorated=np.array([waves.count(measure.prorated) for measure in measures]),
        dropped=np.array([waves.count(measure.dropped) for measure in measures]),
    )
    return Contrasts(
        rows=tuple(
            contrast_row(answer, (m, k))
            for k in range(len(contrasts))
            for m in range(len(measures))
        ),
        unlinked=_unlinked(survey, waves, question),
    )


def _judged(
    waves: Waves,
    dictionary: Dictionary,
    measures: Sequence[Measure],
    contrasts: Sequence[Arms],
    question: Question,
) -> Judgement:
    changes = stack_changes([changes_of(measure, waves) for measure in measures])
    tests = contrast_tests(changes, contrasts, confidence=question.confidence, seed=question.seed)
    return judge(dictionary, measures, contrasts, tests, question.adjust)


def _unlinked(survey: Survey, waves: Waves, question: Question) -> tuple[tuple[str, int], ...]:
    """Count who of each wave of a panel is not linked within the site."""
    if waves.pairs is None:
        return ()
    n_pairs = len(waves.pairs[0])
    return tuple(
        (survey.dictionary.waves[wave].key, int((survey.wave == wave).sum()) - n_pairs)
        for wave in (question.wave_from, question.wave_to)
    )
