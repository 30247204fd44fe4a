"""What an outcome is set against: a yes or no, a ticked box, an ordered answer, a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.measures import MULTIPLE, SHARE, Measure
from lpsstats.analysis.measuring import ALL, measure_of
from lpsstats.survey.model import Floats, Survey

YES_NO, ORDERED = "yes_no", "ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A predictor as it was asked for.

    Attributes
    ----------
    variable : str
        A scale or a variable of the dictionary.
    box : int, optional
        Of a multiple response, the position of the box.
    """

    variable: str
    box: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictor:
    """One predictor; n is the number of respondents of the survey.

    Attributes
    ----------
    key, label : str
        Its key in the dictionary, a box behind the question's with a dot; its words.
    kind : str
        `yes_no` or `ordered`.
    values : ndarray of float, shape (n,)
        1 for a yes and 0 for a no; else the answers as they are, turned so that more is better
        where low is the better end of an ordered one and the outcome has a better end too. NaN
        where missing.
    better : str
        `high`, `low` or `neither` of an ordered one; `neither` of a yes or no.
    turned : bool
        Whether `values` are turned.
    """

    key: str
    label: str
    kind: str
    values: Floats
    better: str = "neither"
    turned: bool = False


def predictors_of(
    survey: Survey, named: Sequence[Named], outcome: Measure
) -> tuple[Predictor, ...]:
    """Build predictors from a survey, in the order given.

    Parameters
    ----------
    survey : Survey
        All waves.
    named : sequence of Named
        Scales and variables that can be predictors.
    outcome : Measure
        What they are set against.
    """
    return tuple(_predictors(survey, named, outcome))


def _predictors(survey: Survey, named: Sequence[Named], outcome: Measure) -> Iterator[Predictor]:
    for one in named:
        measure = measure_of(survey, one.variable)
        if measure.kind == MULTIPLE and measure.boxes is not None and one.box is not None:
            category = measure.categories[one.box]
            yield Predictor(
                key=f"{measure.key}.{category.code}",
                label=category.label or category.code,
                kind=YES_NO,
                values=np.asarray(measure.boxes[:, one.box], dtype=np.float64),
            )
            continue
        yield _yes_no(measure) if measure.kind == SHARE else _ordered(measure, outcome)


def _yes_no(measure: Measure) -> Predictor:
    return Predictor(key=measure.key, label=measure.label, kind=YES_NO, values=measure.values / ALL)


def _ordered(measure: Measure, outcome: Measure) -> Predictor:
    turned = measure.better == "low" and outcome.direction != 0
    return Predictor(
        key=measure.key,
        label=measure.label,
        kind=ORDERED,
        values=-measure.values if turned else measure.values,
        better=measure.better,
        turned=turned,
    )
