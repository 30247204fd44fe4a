"""What changed between two waves, site by site and measure by measure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from lpsstats.analysis.comparison_building import comparison_row
from lpsstats.analysis.comparison_rows import Comparison, Comparisons
from lpsstats.analysis.families import adjust_families
from lpsstats.analysis.frame import Frame, frame_of
from lpsstats.analysis.judging import Answer, gated
from lpsstats.analysis.measure_outcome import measure_outcome
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.question import Question
from lpsstats.survey.model import Survey


def compare(
    survey: Survey, measures: Sequence[Measure], question: Question, *, weighted: bool = True
) -> Comparisons:
    """Compare two waves of a survey on some measures.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        At least one. All measures of a family must be among them for its adjustment to hold.
    question : Question
        Which waves and how.
    weighted : bool
        Whether weights and sampling units of the survey count.

    Returns
    -------
    Comparisons
        One row per site and measure, followed by its categories; and one per measure for all
        sites together where there are several.
    """
    dictionary = survey.dictionary
    frame = frame_of(survey, question.wave_from, question.wave_to, weighted=weighted)
    found = [measure_outcome(measure, frame, question) for measure in measures]
    n_sites = frame.n_sites
    p_values = np.array([one.whole.p_value[:n_sites] for one in found])
    adjusted = adjust_families(
        dictionary, [one.measure.key for one in found], p_values, question.adjust
    )
    answer = Answer(
        dictionary=dictionary,
        question=question,
        frame=frame,
        found=found,
        adjusted=adjusted,
        gated=[
            gated(one, np.append(p, one.whole.p_value[n_sites]))
            for one, p in zip(found, adjusted.p_values, strict=True)
        ],
    )
    return Comparisons(rows=tuple(_rows(answer)), unlinked=_unlinked(survey, frame))


def _rows(answer: Answer) -> Iterator[Comparison]:
    n_sites = answer.frame.n_sites
    for place in range(n_sites + (n_sites > 1)):
        for m, found in enumerate(answer.found):
            yield comparison_row(answer, m, place)
            for part in range(len(found.parts)):
                yield comparison_row(answer, m, place, part)


def _unlinked(survey: Survey, frame: Frame) -> tuple[tuple[str, int], ...]:
    """Count the respondents of a panel's waves without a partner in their site."""
    if frame.person is None:
        return ()
    return tuple(
        (survey.dictionary.waves[w].key, int((survey.wave == w).sum()) - len(frame.first))
        for w in (frame.wave_from, frame.wave_to)
    )


def with_unweighted(weighted: Comparisons, unweighted: Comparisons) -> Comparisons:
    """Put the unweighted change and its verdict beside the weighted ones.

    Parameters
    ----------
    weighted, unweighted : Comparisons
        Of the same measures.
    """
    rows = tuple(
        replace(row, estimate_unweighted=other.estimate, verdict_unweighted=other.verdict)
        for row, other in zip(weighted.rows, unweighted.rows, strict=True)
    )
    return replace(weighted, rows=rows)
