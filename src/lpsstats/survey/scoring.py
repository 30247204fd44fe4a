"""Scale scores: reverse by the declared range, then the mean or sum of enough valid items."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Scale, Variable
from lpsstats.survey.model import Floats, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores of a scale and how complete the answers behind them are.

    Attributes
    ----------
    values : ndarray of float, shape (n,)
        One score per respondent, in the scale's own units; NaN where too few items are answered.
    answered : ndarray of int, shape (n,)
        Items answered.
    scale : Scale
        The scale.
    """

    values: Floats
    answered: NDArray[np.int64]
    scale: Scale

    def complete(self) -> "Scores":
        """Keep only the scores of those who answered every item."""
        whole = self.answered == len(self.scale.items)
        return replace(self, values=np.where(whole, self.values, np.nan))

    @property
    def prorated(self) -> NDArray[np.bool_]:
        """Whose score rests on some of the items."""
        some = self.answered < len(self.scale.items)
        return np.asarray(some & (self.answered >= self.scale.min_items))

    @property
    def dropped(self) -> NDArray[np.bool_]:
        """Who answered some items, but too few for a score."""
        return np.asarray((self.answered > 0) & (self.answered < self.scale.min_items))

    @property
    def unanswered(self) -> NDArray[np.bool_]:
        """Who answered no item."""
        return np.asarray(self.answered == 0)


def item_matrix(survey: Survey, scale: Scale) -> Floats:
    """Put a scale's items side by side, each turned the scale's way.

    Returns
    -------
    ndarray of float, shape (n, n_items)
        A reversed item is low + high - answer, by its declared range; with `rescale` every item
        runs from 0 to 100. NaN where missing.
    """
    items = np.empty((survey.n, len(scale.items)))
    for j, key in enumerate(scale.items):
        items[:, j] = _turned(survey.responses[key], survey.dictionary.variables[key], key, scale)
    return items


def item_limits(variable: Variable, scale: Scale) -> tuple[float, float]:
    """Give the lowest and highest value an item takes in its scale."""
    if scale.rescale:
        return 0.0, 100.0
    return variable.low or 0.0, variable.high or 0.0


def _turned(answers: Floats, variable: Variable, key: str, scale: Scale) -> Floats:
    low, high = variable.low or 0.0, variable.high or 0.0
    turned = low + high - answers if key in scale.reverse else answers
    return 100.0 * (turned - low) / (high - low) if scale.rescale else turned


def score(survey: Survey, scale: Scale) -> Scores:
    """Score a scale for every respondent.

    A score is the mean of the items answered (times the number of items, for a sum), provided
    that at least `scale.min_items` are.
    """
    answered, total = np.zeros(survey.n, np.int64), np.zeros(survey.n)
    for key in scale.items:
        item = _turned(survey.responses[key], survey.dictionary.variables[key], key, scale)
        valid = ~np.isnan(item)
        answered += valid
        np.add(total, item, out=total, where=valid)
    enough = answered >= scale.min_items
    values = np.where(enough, total / np.maximum(answered, 1), np.nan)
    if scale.score == "sum":
        values = values * len(scale.items)
    return Scores(values=values, answered=answered, scale=scale)
