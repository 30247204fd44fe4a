"""A scale with each of its items left out in turn: its rule, its scores, and as a measure."""

import math
from dataclasses import replace

from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Scale
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores, score

# Two items left are still a scale; of two items one would be left.
FEWEST_ITEMS = 3


def without_each_item(survey: Survey, measure: Measure) -> dict[str, Measure]:
    """Score a scale again without each of its items; nothing for other measures.

    Parameters
    ----------
    survey : Survey
        All waves.
    measure : Measure
        A measure of its dictionary.

    Returns
    -------
    dict of str to Measure
        By the item left out. Scores are in the units of the whole scale: a sum of k items is k
        times the mean of those answered.
    """
    scale = survey.dictionary.scales.get(measure.key)
    if scale is None or len(scale.items) < FEWEST_ITEMS:
        return {}
    return {item: _measured(survey, measure, scale, item) for item in scale.items}


def without_item(scale: Scale, item: str) -> Scale:
    """Leave an item out, and ask for as large a part of the others as the scale did.

    Half of the items left are asked for where half were, else as many as before.

    Parameters
    ----------
    scale : Scale
        With two items or more.
    item : str
        One of them.
    """
    items = tuple(key for key in scale.items if key != item)
    half = scale.min_items == half_of(len(scale.items))
    enough = half_of(len(items)) if half else min(scale.min_items, len(items))
    return replace(scale, items=items, min_items=enough)


def half_of(k: int) -> int:
    """Give the answers that a score of k items needs by default: half, and two at the fewest."""
    return min(k, max(2, math.ceil(k / 2)))


def rescored(survey: Survey, part: Scale, whole: Scale) -> Scores:
    """Score what is left of a scale, in the units of the whole: a sum of k items stays one.

    Parameters
    ----------
    survey : Survey
        All waves.
    part, whole : Scale
        What is left, and what it is left of.
    """
    scores = score(survey, replace(part, score="mean"))
    size = len(whole.items) if whole.score == "sum" else 1
    return replace(scores, values=scores.values * size)


def _measured(survey: Survey, measure: Measure, whole: Scale, item: str) -> Measure:
    scores = rescored(survey, without_item(whole, item), whole)
    return replace(
        measure,
        values=scores.values,
        prorated=scores.prorated,
        dropped=scores.dropped,
    )
