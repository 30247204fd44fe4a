"""What changed between two waves, site by site and measure by measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from lpsstats.analysis.adjusting import AdjustedChanges
from lpsstats.analysis.comparison_building import comparison_row
from lpsstats.analysis.comparison_rows import Comparison, Comparisons
from lpsstats.analysis.families import adjust_families
from lpsstats.analysis.frame import Frame, frame_of
from lpsstats.analysis.judging import Answer, gated
from lpsstats.analysis.measure_outcome import Found, measure_outcome
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.question import Question
from lpsstats.progress import in_steps
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
        Whether the weights of the survey count; its sampling units count either way.

    Returns
    -------
    Comparisons
        One row per site and measure, followed by its categories; and one per measure for all
        sites together where there are several.
    """
    frame = frame_of(survey, question.wave_from, question.wave_to, weighted=weighted)
    found = [measure_outcome(one, frame, question) for one in in_steps("comparing", measures)]
    return comparisons(survey, frame, found, question)


def comparisons(
    survey: Survey, frame: Frame, found: Sequence[Found], question: Question
) -> Comparisons:
    """Adjust what was found for the number of tests, and make rows of it.

    Parameters
    ----------
    survey : Survey
        All waves.
    frame : Frame
        Who was compared with whom.
    found : sequence of Found
        One per measure.
    question : Question
        Which waves and how.
    """
    n_sites = frame.n_sites
    p_values = np.array([one.whole.p_value[:n_sites] for one in found])
    keys = [one.measure.key for one in found]
    adjusted = adjust_families(survey.dictionary, keys, p_values, question.adjust)
    answer = Answer(
        dictionary=survey.dictionary,
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


def with_adjusted(
    found: Comparisons, keys: Sequence[str], sites: Sequence[str], adjusted: AdjustedChanges
) -> Comparisons:
    """Put the change between people alike in the covariates beside the change itself.

    Parameters
    ----------
    found : Comparisons
        The rows.
    keys, sites : sequence of str
        The measures and the sites of `adjusted`, in its order.
    adjusted : AdjustedChanges
        Of shape (n_measures, n_sites + 1).
    """
    places = {site: s for s, site in enumerate(sites)}
    rows = tuple(
        row
        if row.category is not None
        else _adjusted_row(row, adjusted, (keys.index(row.measure), _place(row, places)))
        for row in found.rows
    )
    return replace(found, rows=rows)


def _place(row: Comparison, places: Mapping[str, int]) -> int:
    """Find the place of a row: the last one where all sites are together."""
    return len(places) if row.n_sites is not None else places[row.site or ""]


def _adjusted_row(row: Comparison, adjusted: AdjustedChanges, at: tuple[int, int]) -> Comparison:
    if adjusted.reason[at]:
        return row
    return replace(
        row,
        estimate_adjusted=number(adjusted.estimate[at]),
        adjusted_low=number(adjusted.conf_low[at]),
        adjusted_high=number(adjusted.conf_high[at]),
        adjusted_p_value=number(adjusted.p_value[at]),
        n_adjusted=int(adjusted.n_adjusted[at]),
    )
