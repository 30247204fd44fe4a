"""How reliable the scales are: pooled, by wave, by site."""

from collections.abc import Sequence

from lpsstats.analysis.reliability_estimates import ReliabilityQuestion, estimate_level
from lpsstats.analysis.reliability_groups import levels
from lpsstats.analysis.reliability_rows import Reliability, reliability_row
from lpsstats.dictionary.model import Scale
from lpsstats.progress import in_steps
from lpsstats.survey.model import Survey


def reliability(
    survey: Survey, scales: Sequence[Scale], question: ReliabilityQuestion
) -> tuple[Reliability, ...]:
    """Estimate the reliability of scales from complete cases.

    Parameters
    ----------
    survey : Survey
        All waves; with its weights, where the question asks for them.
    scales : sequence of Scale
        The scales.
    question : ReliabilityQuestion
        Which groups, which interval, weighted or not.

    Returns
    -------
    tuple of Reliability
        Scale by scale: the pooled row first, then the groups.
    """
    rows: list[Reliability] = []
    for scale in in_steps("scales", scales):
        for level in levels(survey, question.by):
            estimates = estimate_level(survey, scale, level, question)
            rows += [
                reliability_row(survey.dictionary, scale, group, estimates, g)
                for g, group in enumerate(level.groups)
            ]
    return tuple(rows)
