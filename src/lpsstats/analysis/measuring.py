"""From scales and questions to measures."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.measures import (
    CATEGORICAL,
    ITEM,
    MULTIPLE,
    SCALE,
    SHARE,
    Category,
    Measure,
)
from lpsstats.dictionary.measures import better_end
from lpsstats.dictionary.merging import CODED
from lpsstats.dictionary.model import Scale, Variable
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.numbers import as_text
from lpsstats.survey.scoring import score

ALL = 100.0


def measure_of(survey: Survey, key: str) -> Measure:
    """Build a measure from a survey.

    Parameters
    ----------
    survey : Survey
        All waves.
    key : str
        A scale or a comparable variable of its dictionary (`Dictionary.measures`).
    """
    dictionary = survey.dictionary
    if key in dictionary.scales:
        return scale_measure(survey, dictionary.scales[key])
    variable = dictionary.variables[key]
    better = better_end(variable, dictionary.scales)
    build = {"multiple": _multiple, "categorical": _categorical}.get(variable.type, _ordered)
    return build(survey, variable, better)


def scale_measure(survey: Survey, scale: Scale) -> Measure:
    """Score a scale."""
    scores = score(survey, scale)
    return Measure(
        key=scale.key,
        label=scale.label,
        kind=SCALE,
        type=SCALE,
        better=scale.better,
        low=scale.low,
        high=scale.high,
        values=scores.values,
        prorated=scores.prorated,
        dropped=scores.dropped,
    )


def _ordered(survey: Survey, variable: Variable, better: str) -> Measure:
    """Take the answers to a question with ordered answers, or a number."""
    answers, codes = survey.responses[variable.key], answer_codes(variable)
    low, high = _ends(variable, answers)
    return Measure(
        key=variable.key,
        label=variable.label,
        kind=ITEM,
        type=variable.type,
        better=better,
        low=low,
        high=high,
        values=answers,
        prorated=np.zeros(survey.n, dtype=bool),
        dropped=np.zeros(survey.n, dtype=bool),
        categories=_categories(variable, codes),
        success=_successes(variable, codes) or top_box(better, len(codes)),
        answer=_positions(answers, codes) if codes else None,
    )


def _categorical(survey: Survey, variable: Variable, better: str) -> Measure:
    """Take the answers to a question without order; a share, where it says what a success is."""
    codes = answer_codes(variable)
    answer, success = _positions(survey.responses[variable.key], codes), _successes(variable, codes)
    share = bool(variable.success)
    values = ALL * np.isin(answer, success) if share else answer
    return Measure(
        key=variable.key,
        label=variable.label,
        kind=SHARE if share else CATEGORICAL,
        type=variable.type,
        better=better,
        low=0.0,
        high=ALL if share else max(len(codes) - 1.0, 0.0),
        values=np.where(answer >= 0, values, np.nan).astype(np.float64),
        prorated=np.zeros(survey.n, dtype=bool),
        dropped=np.zeros(survey.n, dtype=bool),
        categories=_categories(variable, codes),
        success=success,
        answer=answer,
    )


def _multiple(survey: Survey, variable: Variable, better: str) -> Measure:
    """Take the ticked boxes of a multiple response."""
    boxes = survey.boxes[variable.key]
    return Measure(
        key=variable.key,
        label=variable.label,
        kind=MULTIPLE,
        type=variable.type,
        better=better,
        low=0.0,
        high=ALL,
        values=np.full(survey.n, np.nan),
        prorated=np.zeros(survey.n, dtype=bool),
        dropped=np.zeros(survey.n, dtype=bool),
        categories=tuple(Category(code=c, label=t) for c, t in boxes.categories),
        boxes=boxes.ticked,
        of_ticked=variable.base == "any",
    )


def answer_codes(variable: Variable) -> tuple[float, ...]:
    """List the codes of a question's answers, in order; none for numbers."""
    if variable.type not in CODED:
        return ()
    if variable.listed or variable.low is None or variable.high is None:
        ours = variable.text_codes.values()
        labelled = (float(code) for code in variable.labels if not isinstance(code, str))
        return tuple(sorted({*labelled, *(float(number) for number in ours)}))
    return tuple(float(code) for code in range(int(variable.low), int(variable.high) + 1))


def top_box(better: str, n_answers: int) -> tuple[int, ...]:
    """Choose the answers at the better end: two of five or more, else one; none without an end."""
    if n_answers < 2 or better == "neither":
        return ()
    size = 2 if n_answers >= 5 else 1
    return tuple(range(size)) if better == "low" else tuple(range(n_answers - size, n_answers))


def _successes(variable: Variable, codes: Sequence[float]) -> tuple[int, ...]:
    """Find the positions of the codes that are declared a success."""
    numbers = {_number(code, variable.text_codes) for code in variable.success}
    return tuple(i for i, code in enumerate(codes) if code in numbers)


def _number(code: float | str, text_codes: Mapping[str, int]) -> float:
    return float(text_codes[code]) if isinstance(code, str) else float(code)


def _categories(variable: Variable, codes: Sequence[float]) -> tuple[Category, ...]:
    """Give each code as it is written in the dictionary, and its words."""
    texts = {float(number): text for text, number in variable.text_codes.items()}
    words = {float(c): text for c, text in variable.labels.items() if not isinstance(c, str)}
    ends = dict(zip((variable.low, variable.high), variable.anchors, strict=True))
    return tuple(
        Category(code=texts.get(code, as_text(code)), label=words.get(code) or ends.get(code) or "")
        for code in codes
    )


def _positions(answers: Floats, codes: Sequence[float]) -> NDArray[np.int64]:
    """Find each answer among the codes; -1 where there is none."""
    order = np.array(codes)
    found = np.searchsorted(order, answers)
    found = np.minimum(found, len(order) - 1)
    return np.where(order[found] == answers, found, -1).astype(np.int64)


def _ends(variable: Variable, answers: Floats) -> tuple[float, float]:
    """Give the ends of the answers: the declared ones, else those observed."""
    if variable.low is not None and variable.high is not None:
        return variable.low, variable.high
    if np.isnan(answers).all():
        return 0.0, 0.0
    return float(np.nanmin(answers)), float(np.nanmax(answers))
