"""A scale with each of its items left out in turn, as measures."""

from dataclasses import replace

from lpsstats.analysis.item_influence import half_of
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Scale
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score

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
    return {item: _rescored(survey, measure, scale, item) for item in scale.items}


def _rescored(survey: Survey, measure: Measure, whole: Scale, item: str) -> Measure:
    scores = score(survey, replace(_without(whole, item), score="mean"))
    size = len(whole.items) if whole.score == "sum" else 1
    return replace(
        measure,
        values=scores.values * size,
        prorated=scores.prorated,
        dropped=scores.dropped,
    )


def _without(scale: Scale, item: str) -> Scale:
    """Ask for half of the items left where half were asked for, else for as many as before."""
    items = tuple(key for key in scale.items if key != item)
    half = scale.min_items == half_of(len(scale.items))
    enough = half_of(len(items)) if half else min(scale.min_items, len(items))
    return replace(scale, items=items, min_items=enough)
