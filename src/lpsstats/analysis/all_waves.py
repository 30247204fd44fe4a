"""What changed over all waves, site by site and measure by measure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lpsstats.analysis.all_waves_building import WavesAnswer, waves_row
from lpsstats.analysis.all_waves_found import MeasureFound, Pair, WavesQuestion, measure_found
from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.families import adjust_families
from lpsstats.analysis.frame import frame_of
from lpsstats.analysis.measures import MULTIPLE, Measure
from lpsstats.progress import in_steps
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Floats, Survey


def planned_contrasts(n_waves: int) -> tuple[Pair, ...]:
    """List the contrasts: each wave with the next, and of more than two the first with the last."""
    steps = tuple(pairwise(range(n_waves)))
    return (*steps, (0, n_waves - 1)) if n_waves > 2 else steps


def ask_waves(
    survey: Survey, measures: Sequence[Measure], question: WavesQuestion, *, weighted: bool = True
) -> list[MeasureFound]:
    """Ask everything of some measures.

    Parameters
    ----------
    survey : Survey
        At least two waves.
    measures : sequence of Measure
        What is asked about.
    question : WavesQuestion
        What is asked.
    weighted : bool
        Whether a declared weight counts; sampling units count either way.
    """
    frames = {pair: frame_of(survey, *pair, weighted=weighted) for pair in question.pairs}
    return [measure_found(one, frames, question) for one in in_steps("comparing", measures)]


def waves_rows(
    survey: Survey, found: Sequence[MeasureFound], question: WavesQuestion
) -> tuple[AllWaves, ...]:
    """Judge what was found, and put it into rows.

    Parameters
    ----------
    survey : Survey
        Its dictionary declares the families.
    found : sequence of MeasureFound
        At least one. All measures of a family must be among them for its adjustment to hold.
    question : WavesQuestion
        What was asked.

    Returns
    -------
    tuple of AllWaves
        One row per site and measure, followed by its categories; and one per measure for all
        sites together where there are several.
    """
    n_sites = len(survey.dictionary.sites)
    p_values = np.array([one.whole.across.p_value[:n_sites] for one in found])
    keys = [one.measure.key for one in found]
    adjusted = adjust_families(survey.dictionary, keys, p_values, question.adjust)
    wholes = [
        np.append(p, one.whole.across.p_value[n_sites])
        for one, p in zip(found, adjusted.p_values, strict=True)
    ]
    answer = WavesAnswer(
        dictionary=survey.dictionary,
        question=question,
        found=found,
        adjusted=adjusted,
        tested=wholes,
        gated=[_gated(one, whole) for one, whole in zip(found, wholes, strict=True)],
    )
    return tuple(_rows(answer, n_sites))


def _rows(answer: WavesAnswer, n_sites: int) -> Iterator[AllWaves]:
    for place in range(n_sites + (n_sites > 1)):
        for m, found in enumerate(answer.found):
            yield waves_row(answer, m, place)
            for part in range(len(found.parts)):
                yield waves_row(answer, m, place, part)


def _gated(found: MeasureFound, whole: Floats) -> Floats:
    """Adjust the categories' p for their number, as in two waves; never below the question's."""
    if not found.parts:
        return np.zeros((0, whole.size))
    raw = np.array([part.across.p_value for part in found.parts])
    method = "fdr_bh" if found.measure.kind == MULTIPLE else "holm"
    within = np.array([adjust(raw[:, place], method) for place in range(whole.size)]).T
    return np.where(np.isnan(within), np.nan, np.fmax(within, whole))


def beside_unweighted(
    weighted: Sequence[AllWaves], unweighted: Sequence[AllWaves]
) -> tuple[AllWaves, ...]:
    """Put the verdicts that there would be without weights beside those that there are."""
    return tuple(
        replace(row, verdict_unweighted=other.verdict)
        for row, other in zip(weighted, unweighted, strict=True)
    )
