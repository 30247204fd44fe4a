"""What is compared: a scale's scores, the answers to one question, a share, ticked boxes.

Everything downstream sees a measure: numbers per respondent, a direction, and what its answers are
called. Whether they came from one column or from seven is settled here.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import DIRECTIONS
from lpsstats.survey.model import Floats

SCALE, ITEM, SHARE, CATEGORICAL, MULTIPLE = "scale", "item", "share", "categorical", "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """An answer that can be given: its code, as text, and its words."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is compared between waves; n is the number of respondents of the survey.

    Attributes
    ----------
    key, label : str
        Its key in the dictionary and its name.
    kind : str
        `scale`; `item`, a question with ordered answers or a number; `share`, a categorical
        question that declares which answers are a `success`; `categorical`; `multiple`.
    type : str
        `scale`, or the type of the variable.
    better : str
        `high`, `low` or `neither`.
    low, high : float
        The ends of `values`; of a number without a range, those observed.
    values : ndarray of float, shape (n,)
        Scores and codes as they are; 100 or 0 for a success or none; the position in `categories`
        of a categorical answer. NaN where missing; all NaN for `multiple`.
    categories : tuple of Category
        The answers in the order of their codes; the boxes of a multiple response; empty for
        scales and numbers.
    success : tuple of int
        Positions in `categories` that count as a yes: declared, or the better end of an ordered
        question (its two best answers of five or more, else its best one). Empty without either.
    answer : ndarray of int, shape (n,), optional
        The position in `categories` of each answer, -1 where missing.
    boxes : ndarray of float, shape (n, k), optional
        Multiple responses: 1 ticked, 0 not, NaN for those outside the base.
    of_ticked : bool
        Multiple responses: whether the base is those who ticked at least one box.
    prorated, dropped : ndarray of bool, shape (n,)
        Whose score rests on some of the items; who answered too few for one.
    """

    key: str
    label: str
    kind: str
    type: str
    better: str
    low: float
    high: float
    values: Floats
    prorated: NDArray[np.bool_]
    dropped: NDArray[np.bool_]
    categories: tuple[Category, ...] = ()
    success: tuple[int, ...] = ()
    answer: NDArray[np.int64] | None = None
    boxes: Floats | None = None
    of_ticked: bool = False

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither is."""
        return DIRECTIONS[self.better]

    @property
    def has_mean(self) -> bool:
        """Whether `values` can be averaged: a score, an ordered answer, a share in percent."""
        return self.kind in {SCALE, ITEM, SHARE}

    @property
    def unit(self) -> str:
        """What an estimate is counted in: `points` of the scale, or `percent`."""
        return "points" if self.kind in {SCALE, ITEM} else "percent"

    def complete(self) -> "Measure":
        """Keep only those who answered every item of a scale; other measures are as they are."""
        return replace(self, values=np.where(self.prorated, np.nan, self.values))
